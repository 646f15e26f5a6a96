import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { ids, list, listing, type Readers } from './describe.ts';
import { findGroup, findVpc, type GroupFound, groupsOf, networksOf, vpcContext } from './find.ts';
import { idOf, notFound } from './id-kinds.ts';
import { ALL_OUT, type Network, type Rule, type SecurityGroup } from './network.ts';
import { call, type Operation, operation, type Scene, type Touched } from './operation.ts';
import { listOf } from './query-fields.ts';
import { writePermissions } from './rule-xml.ts';
import {
  addTags,
  readSpecifications,
  requestTags,
  tagSpecifications,
  touchedByTagging,
  writeTags,
} from './tag-xml.ts';

interface GroupSeen extends GroupFound {
  readonly id: string;
}

const ruleReaders = (prefix: string, isEgress: boolean): Readers<GroupSeen> => {
  const read = (value: (rule: Rule) => string | number | null) => (seen: GroupSeen) =>
    seen.group.rules
      .filter((rule) => rule.isEgress === isEgress)
      .flatMap((rule) => value(rule) ?? [])
      .map(String);
  const peer = (kind: Rule['peer']['kind']) =>
    read((rule) => (rule.peer.kind === kind ? rule.peer.value : null));
  return {
    [`${prefix}ip-permission.cidr`]: peer('ipv4'),
    [`${prefix}ip-permission.ipv6-cidr`]: peer('ipv6'),
    [`${prefix}ip-permission.prefix-list-id`]: peer('prefix-list'),
    [`${prefix}ip-permission.group-id`]: peer('group'),
    [`${prefix}ip-permission.group-name`]: () => [],
    [`${prefix}ip-permission.user-id`]: (seen) =>
      peer('group')(seen).length === 0 ? [] : [seen.network.account],
    [`${prefix}ip-permission.protocol`]: read(({ protocol }) => protocol),
    [`${prefix}ip-permission.from-port`]: read(({ fromPort }) => fromPort),
    [`${prefix}ip-permission.to-port`]: read(({ toPort }) => toPort),
  };
};

const readers: Readers<GroupSeen> = {
  ...ruleReaders('', false),
  ...ruleReaders('egress.', true),
  description: ({ group }) => [group.description],
  'group-id': ({ id }) => [id],
  'group-name': ({ group }) => [group.name],
  'owner-id': ({ network }) => [network.account],
  'vpc-id': ({ network }) => [network.id],
};

const describe = operation(
  'DescribeSecurityGroups',
  z.strictObject({ ...listing, GroupId: ids('sg'), GroupName: listOf(z.string()).optional() }),
  {
    run: (input, scene) => {
      const all = groupsOf(scene).map((found) => ({ ...found, id: found.group.id }));
      const unnamed = input.GroupName?.find((name) => all.every(({ group }) => group.name !== name));
      if (unnamed !== undefined) throw notFound('sg', unnamed);
      const items = all.filter(({ group }) => input.GroupName?.includes(group.name) ?? true);
      const wanted = { ...input, ids: input.GroupId };
      const { page, nextToken } = list({ scene, prefix: 'sg', items, readers, wanted });
      const writeRules = ({ group, network }: GroupFound, isEgress: boolean) =>
        writePermissions(
          network.account,
          group.rules.filter((rule) => rule.isEgress === isEgress),
        );
      return {
        securityGroupInfo: page.map((seen) => ({
          ownerId: seen.network.account,
          groupId: seen.id,
          groupName: seen.group.name,
          groupDescription: seen.group.description,
          vpcId: seen.network.id,
          ipPermissions: writeRules(seen, false),
          ipPermissionsEgress: writeRules(seen, true),
          tagSet: writeTags(scene, seen.id),
        })),
        nextToken,
      };
    },
  },
);

const groupText = z.string().regex(/^[a-zA-Z0-9 ._:/()#,@[\]+=&;{}!$*-]{1,255}$/);

const chooseVpc = (scene: Scene, id: string | undefined): Network => {
  if (id !== undefined) return findVpc(scene, id);
  const own = networksOf(scene).find(({ isDefault }) => isDefault);
  if (own === undefined) throw new Refusal(400, 'VPCIdNotSpecified', 'No default VPC for this user');
  return own;
};

const checkName = (vpc: Network, name: string): void => {
  if (name.startsWith('sg-')) {
    const message = `Value (${name}) for parameter GroupName is invalid. Group names may not be in the format sg-*`;
    throw new Refusal(400, 'InvalidParameterValue', message);
  }
  if (!vpc.groups.some((group) => group.name === name)) return;
  const message = `The security group '${name}' already exists for VPC '${vpc.id}'`;
  throw new Refusal(400, 'InvalidGroup.Duplicate', message);
};

const create = operation(
  'CreateSecurityGroup',
  z.strictObject({
    ...call,
    GroupName: groupText,
    GroupDescription: groupText,
    VpcId: idOf('vpc').optional(),
    TagSpecification: tagSpecifications,
  }),
  {
    touches: ({ VpcId, TagSpecification }) => {
      const tags = readSpecifications(TagSpecification, 'sg');
      const vpc = VpcId === undefined ? [] : [{ type: 'vpc', id: VpcId }];
      return [
        { type: 'security-group', id: '*', context: requestTags(tags) },
        ...vpc,
        ...touchedByTagging(tags, 'sg', 'CreateSecurityGroup'),
      ];
    },
    run: ({ GroupName, GroupDescription, VpcId, TagSpecification }, scene) => {
      const vpc = chooseVpc(scene, VpcId);
      checkName(vpc, GroupName);
      const { newId } = scene.aws.networks;
      const group: SecurityGroup = {
        id: newId('sg'),
        name: GroupName,
        description: GroupDescription,
        rules: [{ ...ALL_OUT, id: newId('sgr') }],
        madeAt: scene.now,
      };
      addTags(scene, group.id, readSpecifications(TagSpecification, 'sg'));
      scene.aws.changeVpc({ ...vpc, groups: [...vpc.groups, group] });
      return { groupId: group.id, tagSet: writeTags(scene, group.id) };
    },
  },
);

/** A group as conditions know it, whether or not it is there. */
export const touchGroup = (
  { GroupId: id }: { readonly GroupId: string },
  scene: Scene,
): readonly Touched[] => {
  const found = groupsOf(scene).find(({ group }) => group.id === id) ?? null;
  return [{ type: 'security-group', id, context: { 'ec2:SecurityGroupID': id, ...vpcContext(found) } }];
};

/** Whatever wears the group, and rules of other groups that name it. */
const isInUse = (scene: Scene, id: string): boolean =>
  networksOf(scene).some(
    ({ interfaces, groups }) =>
      interfaces.some(({ groupIds }) => groupIds.includes(id)) ||
      groups.some((group) => group.id !== id && group.rules.some(({ peer }) => peer.value === id)),
  );

const remove = operation('DeleteSecurityGroup', z.strictObject({ ...call, GroupId: idOf('sg') }), {
  touches: touchGroup,
  run: ({ GroupId }, scene) => {
    const { network, group } = findGroup(scene, GroupId);
    if (group.name === 'default') {
      const message = `the specified group: "${GroupId}" name: "default" cannot be deleted by a user`;
      throw new Refusal(400, 'CannotDelete', message);
    }
    if (isInUse(scene, GroupId)) {
      throw new Refusal(400, 'DependencyViolation', `resource ${GroupId} has a dependent object`);
    }
    scene.aws.changeVpc({ ...network, groups: network.groups.filter(({ id }) => id !== GroupId) });
    for (const { id } of [group, ...group.rules]) scene.aws.tags.forget(scene, id);
    return { return: true };
  },
});

export const securityGroupOperations: readonly Operation[] = [describe, create, remove];
