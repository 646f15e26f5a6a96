import { z } from 'zod';
import { ids, list, listing, type Readers } from './describe.ts';
import { findVpc, networksOf } from './find.ts';
import { idOf } from './id-kinds.ts';
import type { Network } from './network.ts';
import { call, type Operation, operation } from './operation.ts';
import { flag } from './query-fields.ts';
import { resourceId } from './resource-id.ts';
import { writeTags } from './tag-xml.ts';
import { associateRange } from './vpc-ranges.ts';
import type { XmlMembers } from './xml.ts';

const associationId = ({ id }: Network, cidr: string): string =>
  resourceId('vpc-cidr-assoc', `${id} ${cidr}`);

const dhcpOptionsId = ({ account, region }: Network): string => resourceId('dopt', `${account} ${region}`);

const readers: Readers<Network> = {
  cidr: ({ cidrs }) => cidrs.slice(0, 1),
  'cidr-block-association.cidr-block': ({ cidrs }) => cidrs,
  'cidr-block-association.association-id': (vpc) => vpc.cidrs.map((cidr) => associationId(vpc, cidr)),
  'cidr-block-association.state': () => ['associated'],
  'dhcp-options-id': (vpc) => [dhcpOptionsId(vpc)],
  'ipv6-cidr-block-association.ipv6-cidr-block': () => [],
  'ipv6-cidr-block-association.ipv6-pool': () => [],
  'ipv6-cidr-block-association.association-id': () => [],
  'ipv6-cidr-block-association.state': () => [],
  'is-default': ({ isDefault }) => [String(isDefault)],
  isDefault: ({ isDefault }) => [String(isDefault)],
  'owner-id': ({ account }) => [account],
  state: () => ['available'],
  'vpc-id': ({ id }) => [id],
};

const writeAssociation = (vpc: Network, cidr: string): XmlMembers => ({
  associationId: associationId(vpc, cidr),
  cidrBlock: cidr,
  cidrBlockState: { state: 'associated' },
});

const describeVpcs = operation('DescribeVpcs', z.strictObject({ ...listing, VpcId: ids('vpc') }), {
  run: (input, scene) => {
    const wanted = { ...input, ids: input.VpcId };
    const { page, nextToken } = list({ scene, prefix: 'vpc', items: networksOf(scene), readers, wanted });
    return {
      vpcSet: page.map((vpc) => ({
        vpcId: vpc.id,
        ownerId: vpc.account,
        state: 'available',
        cidrBlock: vpc.cidrs[0],
        cidrBlockAssociationSet: vpc.cidrs.map((cidr) => writeAssociation(vpc, cidr)),
        dhcpOptionsId: dhcpOptionsId(vpc),
        tagSet: writeTags(scene, vpc.id),
        instanceTenancy: 'default',
        isDefault: vpc.isDefault,
      })),
      nextToken,
    };
  },
});

/** A VPC shows one attribute at a time. */
const describeVpcAttribute = operation(
  'DescribeVpcAttribute',
  z.strictObject({
    ...call,
    VpcId: idOf('vpc'),
    Attribute: z.enum(['enableDnsSupport', 'enableDnsHostnames', 'enableNetworkAddressUsageMetrics']),
  }),
  {
    touches: ({ VpcId }) => [{ type: 'vpc', id: VpcId }],
    run: ({ VpcId, Attribute }, scene) => {
      const { id, dns } = findVpc(scene, VpcId);
      const value = {
        enableDnsSupport: dns.support,
        enableDnsHostnames: dns.hostnames,
        enableNetworkAddressUsageMetrics: false,
      }[Attribute];
      return { vpcId: id, [Attribute]: { value } };
    },
  },
);

const attribute = z.strictObject({ Value: flag }).optional();

const modifyVpcAttribute = operation(
  'ModifyVpcAttribute',
  z.strictObject({
    ...call,
    VpcId: idOf('vpc'),
    EnableDnsSupport: attribute,
    EnableDnsHostnames: attribute,
  }),
  {
    touches: ({ VpcId }) => [{ type: 'vpc', id: VpcId }],
    run: ({ VpcId, EnableDnsSupport, EnableDnsHostnames }, scene) => {
      const vpc = findVpc(scene, VpcId);
      scene.aws.changeVpc({
        ...vpc,
        dns: {
          support: EnableDnsSupport?.Value ?? vpc.dns.support,
          hostnames: EnableDnsHostnames?.Value ?? vpc.dns.hostnames,
        },
      });
      return { return: true };
    },
  },
);

const associateVpcCidrBlock = operation(
  'AssociateVpcCidrBlock',
  z.strictObject({ ...call, VpcId: idOf('vpc'), CidrBlock: z.string() }),
  {
    touches: ({ VpcId }) => [{ type: 'vpc', id: VpcId }],
    run: ({ VpcId, CidrBlock }, scene) => {
      const vpc = findVpc(scene, VpcId);
      const cidr = associateRange(scene, vpc, CidrBlock);
      return {
        vpcId: vpc.id,
        cidrBlockAssociation: { ...writeAssociation(vpc, cidr), cidrBlockState: { state: 'associating' } },
      };
    },
  },
);

export const vpcOperations: readonly Operation[] = [
  describeVpcs,
  describeVpcAttribute,
  modifyVpcAttribute,
  associateVpcCidrBlock,
];
