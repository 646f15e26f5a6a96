import { hashBelow } from '../ipv4.ts';
import { prefixOf, resourceId } from './resource-id.ts';
import type { AwsVpc, RuleSeed } from './vpc-seed.ts';

export interface Subnet {
  readonly id: string;
  readonly cidr: string;
  readonly zone: string;
}

/** A route that somebody made; the local ones follow from the VPC's ranges. */
export interface Route {
  readonly destination: string;
  readonly target: string;
  /** Made in the account's role, as CloudTrail knows it: routes have no tags. */
  readonly isOfRole?: boolean;
}

export interface RouteTable {
  readonly id: string;
  readonly isMain: boolean;
  /** Subnets that name this table; all others follow the main one. */
  readonly subnetIds: readonly string[];
  readonly routes: readonly Route[];
}

export type RulePeer = 'ipv4' | 'ipv6' | 'prefix-list' | 'group';

export interface Rule {
  readonly id: string;
  readonly isEgress: boolean;
  /** `tcp`, a number, or `-1` for all. */
  readonly protocol: string;
  readonly fromPort: number | null;
  readonly toPort: number | null;
  readonly peer: { readonly kind: RulePeer; readonly value: string };
  readonly description: string | null;
}

export interface SecurityGroup {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly rules: readonly Rule[];
  /** Epoch ms. */
  readonly madeAt: number;
}

export interface NetworkInterface {
  readonly id: string;
  readonly subnetId: string;
  readonly groupIds: readonly string[];
  readonly instanceId: string | null;
  /** What else has it: `AWS Lambda VPC ENI-report`. */
  readonly description: string;
}

/** A VPC with all that stands in it. */
export interface Network {
  readonly account: string;
  readonly id: string;
  readonly region: string;
  readonly cidrs: readonly string[];
  readonly isDefault: boolean;
  readonly dns: { readonly support: boolean; readonly hostnames: boolean };
  readonly subnets: readonly Subnet[];
  readonly tables: readonly RouteTable[];
  readonly groups: readonly SecurityGroup[];
  readonly interfaces: readonly NetworkInterface[];
}

const PEERS: Readonly<Record<string, RulePeer>> = { sg: 'group', pl: 'prefix-list' };

/** What a text names: `sg-…`, `pl-…` or a range. */
const readPeer = (value: string): Rule['peer'] => ({
  kind: PEERS[prefixOf(value)] ?? (value.includes(':') ? 'ipv6' : 'ipv4'),
  value,
});

export const ALL_OUT: Omit<Rule, 'id'> = {
  isEgress: true,
  protocol: '-1',
  fromPort: null,
  toPort: null,
  peer: { kind: 'ipv4', value: '0.0.0.0/0' },
  description: null,
};

const buildRules = (groupId: string, isEgress: boolean, seeds: readonly RuleSeed[]): readonly Rule[] =>
  seeds.map(({ peer, protocol = '-1', port }) => ({
    id: resourceId('sgr', `${groupId} ${isEgress} ${protocol} ${port} ${peer}`),
    isEgress,
    protocol,
    fromPort: port ?? null,
    toPort: port ?? null,
    peer: readPeer(peer),
    description: null,
  }));

const EVERYWHERE: readonly RuleSeed[] = [{ peer: '0.0.0.0/0' }];
/** Long before anything that the sandbox tells of. */
const ALWAYS = 0;

const buildGroups = ({ id, securityGroups = [] }: AwsVpc): readonly SecurityGroup[] => {
  const own = resourceId('sg', `${id} default`);
  const standard = {
    id: own,
    name: 'default',
    description: 'default VPC security group',
    ingress: [{ peer: own }],
    egress: EVERYWHERE,
  };
  const seeds = securityGroups.some(({ name }) => name === 'default')
    ? securityGroups
    : [standard, ...securityGroups];
  return seeds.map((seed) => ({
    id: seed.id,
    name: seed.name,
    description: seed.description ?? seed.name,
    rules: [
      ...buildRules(seed.id, false, seed.ingress ?? []),
      ...buildRules(seed.id, true, seed.egress ?? EVERYWHERE),
    ],
    madeAt: ALWAYS,
  }));
};

const buildTables = ({ id, routeTables = [] }: AwsVpc): readonly RouteTable[] => {
  const tables = routeTables.map((seed) => ({
    id: seed.id,
    isMain: seed.isMain ?? false,
    subnetIds: seed.subnets ?? [],
    routes: (seed.routes ?? []).map(({ to, via }) => ({ destination: to, target: via })),
  }));
  if (tables.some(({ isMain }) => isMain)) return tables;
  return [{ id: resourceId('rtb', id), isMain: true, subnetIds: [], routes: [] }, ...tables];
};

const buildSubnets = ({ id, region, subnets = [] }: AwsVpc): readonly Subnet[] =>
  subnets.map((seed) => ({
    id: seed.id,
    cidr: seed.cidr,
    zone: seed.zone ?? `${region}${'abc'[hashBelow(`${id} ${seed.id}`, 3)]}`,
  }));

const buildInterfaces = ({ interfaces = [] }: AwsVpc): readonly NetworkInterface[] =>
  interfaces.map((seed) => ({
    id: seed.id,
    subnetId: seed.subnet,
    groupIds: seed.groups,
    instanceId: seed.instance?.id ?? null,
    description: seed.description ?? '',
  }));

/** What a seed does not speak of stays as it was in the VPC that it takes the place of. */
export const buildNetwork = (account: string, seed: AwsVpc, before: Network | null): Network => {
  const { id, region, cidrs } = seed;
  return {
    account,
    id,
    region,
    cidrs,
    isDefault: seed.isDefault ?? before?.isDefault ?? false,
    dns: seed.dns ?? before?.dns ?? { support: true, hostnames: false },
    subnets: before === null || seed.subnets !== undefined ? buildSubnets(seed) : before.subnets,
    tables: before === null || seed.routeTables !== undefined ? buildTables(seed) : before.tables,
    groups: before === null || seed.securityGroups !== undefined ? buildGroups(seed) : before.groups,
    interfaces: before === null || seed.interfaces !== undefined ? buildInterfaces(seed) : before.interfaces,
  };
};

/** The names that a seed gives, by the id of what has them. */
export const listNames = (seed: AwsVpc): readonly (readonly [id: string, name: string])[] =>
  [
    seed,
    ...(seed.subnets ?? []),
    ...(seed.routeTables ?? []),
    ...(seed.interfaces ?? []).flatMap(({ instance }) => instance ?? []),
  ].flatMap(({ id, name }) => (name === undefined ? [] : [[id, name] as const]));
