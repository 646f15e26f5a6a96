import { z } from 'zod';
import { parseRange } from '../ipv4.ts';
import { ids, list, listing, type Readers } from './describe.ts';
import { networksOf } from './find.ts';
import type { Network, Subnet } from './network.ts';
import { type Operation, operation } from './operation.ts';
import { arnOf } from './resource-id.ts';
import { writeTags } from './tag-xml.ts';

interface SubnetFound extends Subnet {
  readonly network: Network;
}

/** AWS keeps five addresses of each subnet. */
const KEPT = 5;

const freeAddresses = ({ id, cidr, network }: SubnetFound): number => {
  const range = parseRange(cidr);
  const used = network.interfaces.filter(({ subnetId }) => subnetId === id).length;
  return range === null ? 0 : range.end - range.start + 1 - KEPT - used;
};

/** `us-east-1a` -> `use1-az1` */
const zoneId = (zone: string): string => {
  const [area = '', side = '', last = ''] = zone.split('-');
  const number = last.charCodeAt(last.length - 1) - 'a'.charCodeAt(0) + 1;
  const sides = side.match(/north|south|east|west|central/g) ?? [];
  return `${area}${sides.map((word) => word[0]).join('')}${last.slice(0, -1)}-az${number}`;
};

const aliases = <Value>(names: readonly string[], value: Value): Record<string, Value> =>
  Object.fromEntries(names.map((name) => [name, value]));

const nothing = (): readonly string[] => [];
const no = (): readonly string[] => ['false'];
const readers: Readers<SubnetFound> = {
  ...aliases(['availability-zone', 'availabilityZone'], ({ zone }: SubnetFound) => [zone]),
  ...aliases(['availability-zone-id', 'availabilityZoneId'], ({ zone }: SubnetFound) => [zoneId(zone)]),
  ...aliases(['cidr-block', 'cidr', 'cidrBlock'], ({ cidr }: SubnetFound) => [cidr]),
  ...aliases(
    [
      'default-for-az',
      'defaultForAz',
      'enable-dns64',
      'ipv6-native',
      'map-customer-owned-ip-on-launch',
      'map-public-ip-on-launch',
    ],
    no,
  ),
  ...aliases(
    [
      'customer-owned-ipv4-pool',
      'enable-lni-at-device-index',
      'ipv6-cidr-block-association.ipv6-cidr-block',
      'ipv6-cidr-block-association.association-id',
      'ipv6-cidr-block-association.state',
      'outpost-arn',
      'private-dns-name-options-on-launch.hostname-type',
      'private-dns-name-options-on-launch.enable-resource-name-dns-a-record',
      'private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record',
    ],
    nothing,
  ),
  'available-ip-address-count': (subnet) => [String(freeAddresses(subnet))],
  'owner-id': ({ network }) => [network.account],
  state: () => ['available'],
  'subnet-arn': ({ id, network }) => [arnOf(network, 'subnet', id)],
  'subnet-id': ({ id }) => [id],
  'vpc-id': ({ network }) => [network.id],
};

export const subnetOperations: readonly Operation[] = [
  operation('DescribeSubnets', z.strictObject({ ...listing, SubnetId: ids('subnet') }), {
    run: (input, scene) => {
      const items = networksOf(scene).flatMap((network) =>
        network.subnets.map((subnet) => ({ ...subnet, network })),
      );
      const wanted = { ...input, ids: input.SubnetId };
      const { page, nextToken } = list({ scene, prefix: 'subnet', items, readers, wanted });
      return {
        subnetSet: page.map((subnet) => ({
          subnetId: subnet.id,
          subnetArn: arnOf(scene, 'subnet', subnet.id),
          state: 'available',
          vpcId: subnet.network.id,
          ownerId: subnet.network.account,
          cidrBlock: subnet.cidr,
          availableIpAddressCount: freeAddresses(subnet),
          availabilityZone: subnet.zone,
          availabilityZoneId: zoneId(subnet.zone),
          defaultForAz: false,
          mapPublicIpOnLaunch: false,
          assignIpv6AddressOnCreation: false,
          enableDns64: false,
          ipv6Native: false,
          tagSet: writeTags(scene, subnet.id),
        })),
        nextToken,
      };
    },
  }),
];
