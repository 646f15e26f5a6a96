import type {
  NetworkInterface,
  Route,
  RouteTable,
  SecurityGroupRule,
  Tag,
  Vpc,
  VpcPeeringConnection,
  VpcPeeringConnectionVpcInfo,
} from '@aws-sdk/client-ec2';
import {
  AWS_REQUEST_STATES,
  type AwsEgress,
  type AwsInterface,
  type AwsParty,
  type AwsRequest,
  type AwsRoute,
  type AwsRouteTable,
  type AwsSubnet,
} from '../domain/aws-side.ts';
import { type Cidr, parseCidr } from '../domain/cidr.ts';
import { VpcbotError } from '../errors.ts';
import type { Tags } from './api.ts';

/** What the bot writes on everything that it makes, with the request; the policy in docs/aws.md goes by it. */
export const REQUEST_TAG = 'vpcbot:request';

/** AWS writes ranges in canonical form; one that it does not is none that can be reckoned with. */
const readRange = (text: string): Cidr => {
  const parsed = parseCidr(text);
  if (parsed.kind === 'cidr') return parsed.cidr;
  throw new VpcbotError('CLOUD_UNREADABLE', { doing: 'reading a range of EC2’s', said: text });
};

export const readTags = (tags: readonly Tag[] | undefined): Tags =>
  Object.fromEntries(
    (tags ?? []).flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? '']])),
  );

export const nameOf = (tags: readonly Tag[] | undefined): string | null => readTags(tags)['Name'] || null;

/** Every range that is in force, the first one first. */
export const readRanges = ({ CidrBlock, CidrBlockAssociationSet }: Vpc): readonly Cidr[] => {
  const associated = (CidrBlockAssociationSet ?? [])
    .filter(({ CidrBlockState }) => CidrBlockState?.State === 'associated')
    .flatMap(({ CidrBlock: range }) => range ?? []);
  const first = associated.filter((range) => range === CidrBlock);
  return [...new Set([...first, ...associated])].map(readRange);
};

/** Where a route leads. An instance is also shown by its interface; what people typed comes first. */
const targetOf = (route: Route): string =>
  route.VpcPeeringConnectionId ??
  route.GatewayId ??
  route.NatGatewayId ??
  route.TransitGatewayId ??
  route.InstanceId ??
  route.NetworkInterfaceId ??
  route.LocalGatewayId ??
  route.CarrierGatewayId ??
  route.CoreNetworkArn ??
  'unknown';

/** Routes for IPv6 and for prefix lists have no IPv4 range. */
const readRoute = (route: Route): readonly AwsRoute[] => {
  const { DestinationCidrBlock, State } = route;
  if (DestinationCidrBlock === undefined) return [];
  return [
    {
      destination: readRange(DestinationCidrBlock),
      target: targetOf(route),
      state: State === 'active' ? 'active' : 'blackhole',
    },
  ];
};

const subnetsOf = ({ Associations }: RouteTable): readonly string[] =>
  (Associations ?? [])
    .filter(({ AssociationState }) => (AssociationState?.State ?? 'associated') === 'associated')
    .flatMap(({ SubnetId }) => SubnetId ?? []);

/** The main table also has the subnets that no table names. */
export const readTables = (
  tables: readonly RouteTable[],
  subnets: readonly AwsSubnet[],
): readonly AwsRouteTable[] => {
  const named = new Set(tables.flatMap(subnetsOf));
  return tables.flatMap((table) => {
    const { RouteTableId: id, Associations, Routes, Tags: tags } = table;
    if (id === undefined) return [];
    const own = subnetsOf(table);
    const isMain = (Associations ?? []).some(({ Main }) => Main === true);
    return {
      id,
      name: nameOf(tags),
      isMain,
      subnets: subnets.filter((subnet) => own.includes(subnet.id) || (isMain && !named.has(subnet.id))),
      routes: (Routes ?? []).flatMap(readRoute),
    };
  });
};

/** EC2 says -1 for "all ports". */
const portOf = (port: number | undefined): number | null => (port === undefined || port < 0 ? null : port);

export const readEgress = (rule: SecurityGroupRule): readonly AwsEgress[] => {
  const { SecurityGroupRuleId: ruleId, IpProtocol, FromPort, ToPort, CidrIpv4, IsEgress } = rule;
  if (ruleId === undefined || IsEgress !== true) return [];
  return [
    {
      ruleId,
      protocol: IpProtocol ?? '-1',
      fromPort: portOf(FromPort),
      toPort: portOf(ToPort),
      to: CidrIpv4 === undefined ? null : readRange(CidrIpv4),
    },
  ];
};

/** `names`: of instances, by their ids. */
export const readInterface = (
  found: NetworkInterface,
  names: ReadonlyMap<string, string | null>,
): readonly AwsInterface[] => {
  const { NetworkInterfaceId: id, Attachment, SubnetId, Groups, Description } = found;
  if (id === undefined) return [];
  const instanceId = Attachment?.InstanceId ?? null;
  return [
    {
      id,
      instanceId,
      name: instanceId === null ? null : (names.get(instanceId) ?? null),
      description: Description ?? '',
      subnetId: SubnetId ?? '',
      groupIds: (Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []),
    },
  ];
};

const readParty = (info: VpcPeeringConnectionVpcInfo | undefined): AwsParty => ({
  accountId: info?.OwnerId ?? null,
  vpcId: info?.VpcId ?? null,
  region: info?.Region ?? null,
});

export const readRequest = (id: string, found: VpcPeeringConnection): AwsRequest => {
  const { Code = '', Message } = found.Status ?? {};
  return {
    id: found.VpcPeeringConnectionId ?? id,
    state: AWS_REQUEST_STATES.find((state) => state === Code) ?? 'unknown',
    rawState: Code,
    message: Message ?? null,
    requester: readParty(found.RequesterVpcInfo),
    accepter: readParty(found.AccepterVpcInfo),
    expiresAt: found.ExpirationTime?.getTime() ?? null,
  };
};
