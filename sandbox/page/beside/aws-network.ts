import type { CloudFacts } from '../../demo/news.ts';
import type { SaidState } from './tone.ts';

export type AwsAccount = CloudFacts['aws']['accounts'][number];
export type AwsVpc = AwsAccount['vpcs'][number];
export type AwsTable = AwsVpc['tables'][number];
export type AwsGroup = AwsVpc['groups'][number];
export type AwsRule = AwsGroup['rules'][number];
export type AwsInterface = AwsVpc['interfaces'][number];

/** What people call it; without a name, its id. */
export const nameOf = ({ id, name }: { readonly id: string; readonly name: string | null }): string =>
  name ?? id;

/** The account's VPCs, region by region. */
export const listRegions = ({ vpcs }: AwsAccount): readonly (readonly [string, readonly AwsVpc[]])[] =>
  [...new Set(vpcs.map(({ region }) => region))].map((region) => [
    region,
    vpcs.filter((vpc) => vpc.region === region),
  ]);

/** The subnets that go by a table: those that name it, and by the main one all that name none. */
export const subnetsOf = (
  { subnets, tables }: AwsVpc,
  { subnetIds, isMain }: AwsTable,
): readonly string[] => {
  const named = tables.flatMap((table) => table.subnetIds);
  return subnets.filter(({ id }) => subnetIds.includes(id) || (isMain && !named.includes(id))).map(nameOf);
};

export interface ShownRoute {
  readonly to: string;
  readonly via: string;
  readonly state: SaidState;
  readonly isByBot: boolean;
  /** Of the VPC itself: nobody takes it away. */
  readonly isLocal: boolean;
}

const ACTIVE: SaidState = { words: 'active', tone: 'well' };
const BLACKHOLE: SaidState = { words: 'blackhole', tone: 'wrong' };

/** As AWS's console lists them, the VPC's own ranges first. */
export const routesOf = ({ cidrs }: AwsVpc, { routes }: AwsTable): readonly ShownRoute[] => [
  ...cidrs.map((to) => ({ to, via: 'local', state: ACTIVE, isByBot: false, isLocal: true })),
  ...routes.map(({ destination, target, leadsNowhere, isOfRole }) => ({
    to: destination,
    via: target,
    state: leadsNowhere ? BLACKHOLE : ACTIVE,
    isByBot: isOfRole ?? false,
    isLocal: false,
  })),
];

const sayPorts = ({ fromPort, toPort }: AwsRule): string => {
  if (fromPort === null) return '';
  return toPort === null || toPort === fromPort ? ` ${fromPort}` : ` ${fromPort} to ${toPort}`;
};

/** `TCP 5432 to 10.4.0.0/24` */
export const sayRule = (rule: AwsRule): string => {
  const { protocol, peer } = rule;
  const what = protocol === '-1' ? 'All traffic' : `${protocol.toUpperCase()}${sayPorts(rule)}`;
  return `${what} to ${peer.value}`;
};

export const egressOf = ({ rules }: AwsGroup): readonly AwsRule[] => rules.filter(({ isEgress }) => isEgress);

/** Which parameter of CreateRoute names such a target. */
const TARGETS: Readonly<Record<string, string>> = {
  nat: 'NatGatewayId',
  tgw: 'TransitGatewayId',
  eni: 'NetworkInterfaceId',
  i: 'InstanceId',
  vpce: 'VpcEndpointId',
  pcx: 'VpcPeeringConnectionId',
};

/** The parameters of CreateRoute; what is no other target is a gateway to EC2. */
export const orderRoute = (table: string, to: string, via: string): object => ({
  RouteTableId: table,
  DestinationCidrBlock: to,
  [TARGETS[via.slice(0, via.indexOf('-'))] ?? 'GatewayId']: via,
});

/** The peerings of a VPC that are there or asked for. */
export const livingPeerings = (
  { peerings }: CloudFacts['aws'],
  { account, id }: AwsVpc,
): CloudFacts['aws']['peerings'] =>
  peerings.filter(
    ({ accepter, status }) =>
      accepter.account === account &&
      accepter.vpcId === id &&
      (status === 'pending-acceptance' || status === 'active'),
  );
