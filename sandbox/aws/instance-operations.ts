import { z } from 'zod';
import { addressFor } from '../ipv4.ts';
import { Refusal } from '../refusal.ts';
import { ids, list, listing, type Readers } from './describe.ts';
import { networksOf } from './find.ts';
import { idOf, notFound } from './id-kinds.ts';
import type { Network, NetworkInterface } from './network.ts';
import { call, type Operation, operation, type Scene, type Touched } from './operation.ts';
import { listOf } from './query-fields.ts';
import { writeTags } from './tag-xml.ts';
import type { XmlMembers } from './xml.ts';

interface InterfaceFound extends NetworkInterface {
  readonly network: Network;
}

const interfacesOf = (scene: Scene): readonly InterfaceFound[] =>
  networksOf(scene).flatMap((network) => network.interfaces.map((each) => ({ ...each, network })));

const subnetOf = ({ network, subnetId }: InterfaceFound) => network.subnets.find(({ id }) => id === subnetId);

const addressOf = (found: InterfaceFound): string => addressFor(found.id, subnetOf(found)?.cidr ?? null);

const groupName = ({ network }: InterfaceFound, groupId: string): string =>
  network.groups.find(({ id }) => id === groupId)?.name ?? '';

const writeGroups = (found: InterfaceFound): readonly XmlMembers[] =>
  found.groupIds.map((groupId) => ({ groupId, groupName: groupName(found, groupId) }));

const common: Readers<InterfaceFound> = {
  'availability-zone': (found) => [subnetOf(found)?.zone ?? ''],
  'private-ip-address': (found) => [addressOf(found)],
  'subnet-id': ({ subnetId }) => [subnetId],
  'vpc-id': ({ network }) => [network.id],
  'owner-id': ({ network }) => [network.account],
};

const interfaceReaders: Readers<InterfaceFound> = {
  ...common,
  description: ({ description }) => [description],
  'attachment.instance-id': ({ instanceId }) => (instanceId === null ? [] : [instanceId]),
  'group-id': ({ groupIds }) => groupIds,
  'group-name': (found) => found.groupIds.map((id) => groupName(found, id)),
  'network-interface-id': ({ id }) => [id],
  status: ({ instanceId }) => [instanceId === null ? 'available' : 'in-use'],
};

const writeInterface = (scene: Scene, found: InterfaceFound): XmlMembers => ({
  networkInterfaceId: found.id,
  subnetId: found.subnetId,
  vpcId: found.network.id,
  availabilityZone: subnetOf(found)?.zone,
  ownerId: found.network.account,
  description: found.description,
  interfaceType: 'interface',
  status: found.instanceId === null ? 'available' : 'in-use',
  privateIpAddress: addressOf(found),
  groupSet: writeGroups(found),
  attachment:
    found.instanceId === null
      ? undefined
      : { instanceId: found.instanceId, instanceOwnerId: found.network.account, status: 'attached' },
  tagSet: writeTags(scene, found.id),
});

const describeInterfaces = operation(
  'DescribeNetworkInterfaces',
  z.strictObject({ ...listing, NetworkInterfaceId: ids('eni') }),
  {
    run: (input, scene) => {
      const asked = {
        scene,
        prefix: 'eni',
        items: interfacesOf(scene),
        readers: interfaceReaders,
        wanted: { ...input, ids: input.NetworkInterfaceId },
      } as const;
      const { page, nextToken } = list(asked);
      return { networkInterfaceSet: page.map((found) => writeInterface(scene, found)), nextToken };
    },
  },
);

/** Instances of the sandbox have one interface each, and run. */
const instanceReaders: Readers<InterfaceFound> = {
  ...common,
  'instance-id': ({ id }) => [id],
  'instance.group-id': ({ groupIds }) => groupIds,
  'instance.group-name': (found) => found.groupIds.map((id) => groupName(found, id)),
  'network-interface.group-id': ({ groupIds }) => groupIds,
  'instance-state-name': () => ['running'],
  'instance-state-code': () => ['16'],
};

const writeInstance = (scene: Scene, found: InterfaceFound): XmlMembers => ({
  instanceId: found.id,
  instanceState: { code: 16, name: 'running' },
  instanceType: 't3.medium',
  placement: { availabilityZone: subnetOf(found)?.zone },
  privateIpAddress: addressOf(found),
  subnetId: found.subnetId,
  vpcId: found.network.id,
  groupSet: writeGroups(found),
  tagSet: writeTags(scene, found.id),
});

const describeInstances = operation(
  'DescribeInstances',
  z.strictObject({ ...listing, InstanceId: ids('i') }),
  {
    run: (input, scene) => {
      const items = interfacesOf(scene).flatMap((found) =>
        found.instanceId === null ? [] : [{ ...found, id: found.instanceId }],
      );
      const asked = {
        scene,
        prefix: 'i',
        items,
        readers: instanceReaders,
        wanted: { ...input, ids: input.InstanceId },
      } as const;
      const { page, nextToken } = list(asked);
      return {
        reservationSet: page.map((found) => ({
          reservationId: found.id.replace(/^i-/, 'r-'),
          ownerId: found.network.account,
          groupSet: [],
          instancesSet: [writeInstance(scene, found)],
        })),
        nextToken,
      };
    },
  },
);

const groupIds = listOf(idOf('sg'));
const MOST_GROUPS = 5;

/** From then on it wears these groups and no others. */
const setGroups = (scene: Scene, { network, id }: InterfaceFound, groups: readonly string[]): XmlMembers => {
  const missing = groups.find((wanted) => network.groups.every((group) => group.id !== wanted));
  if (missing !== undefined) throw notFound('sg', missing);
  if (groups.length > MOST_GROUPS) {
    const message = 'The maximum number of security groups per interface has been reached.';
    throw new Refusal(400, 'SecurityGroupsPerInterfaceLimitExceeded', message);
  }
  scene.aws.changeVpc({
    ...network,
    interfaces: network.interfaces.map((each) => (each.id === id ? { ...each, groupIds: groups } : each)),
  });
  return { return: true };
};

const touch = (type: string, id: string, groups: readonly string[]): readonly Touched[] => [
  { type, id },
  ...groups.map((group) => ({ type: 'security-group', id: group })),
];

const modifyInterface = operation(
  'ModifyNetworkInterfaceAttribute',
  z.strictObject({ ...call, NetworkInterfaceId: idOf('eni'), SecurityGroupId: groupIds }),
  {
    touches: ({ NetworkInterfaceId: id, SecurityGroupId }) => touch('network-interface', id, SecurityGroupId),
    run: ({ NetworkInterfaceId, SecurityGroupId }, scene) => {
      const found = interfacesOf(scene).find(({ id }) => id === NetworkInterfaceId);
      if (found === undefined) throw notFound('eni', NetworkInterfaceId);
      return setGroups(scene, found, SecurityGroupId);
    },
  },
);

const modifyInstance = operation(
  'ModifyInstanceAttribute',
  z.strictObject({ ...call, InstanceId: idOf('i'), GroupId: groupIds }),
  {
    touches: ({ InstanceId, GroupId }) => touch('instance', InstanceId, GroupId),
    run: ({ InstanceId, GroupId }, scene) => {
      const found = interfacesOf(scene).find(({ instanceId }) => instanceId === InstanceId);
      if (found === undefined) throw notFound('i', InstanceId);
      return setGroups(scene, found, GroupId);
    },
  },
);

export const instanceOperations: readonly Operation[] = [
  describeInterfaces,
  describeInstances,
  modifyInterface,
  modifyInstance,
];
