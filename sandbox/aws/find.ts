import { notFound } from './id-kinds.ts';
import type { Network, RouteTable, SecurityGroup } from './network.ts';
import type { Scene } from './operation.ts';

/** What is in the caller's account and region; every look-up throws EC2's refusal where there is no such thing. */
export const networksOf = ({ aws, account, region }: Scene): readonly Network[] =>
  aws.networks.at({ account, region });

export const findVpc = (scene: Scene, id: string): Network => {
  const vpc = networksOf(scene).find((network) => network.id === id);
  if (vpc === undefined) throw notFound('vpc', id);
  return vpc;
};

export interface TableFound {
  readonly network: Network;
  readonly table: RouteTable;
}

export const tablesOf = (scene: Scene): readonly TableFound[] =>
  networksOf(scene).flatMap((network) => network.tables.map((table) => ({ network, table })));

export const findTable = (scene: Scene, id: string): TableFound => {
  const found = tablesOf(scene).find(({ table }) => table.id === id);
  if (found === undefined) throw notFound('rtb', id);
  return found;
};

export interface GroupFound {
  readonly network: Network;
  readonly group: SecurityGroup;
}

/** A new group takes a moment until EC2 knows it. */
export const groupsOf = (scene: Scene): readonly GroupFound[] => {
  const { groupVisibleAfter } = scene.aws.delays.all();
  return networksOf(scene).flatMap((network) =>
    network.groups
      .filter(({ madeAt }) => madeAt === 0 || scene.now >= madeAt + groupVisibleAfter)
      .map((group) => ({ network, group })),
  );
};

export const findGroup = (scene: Scene, id: string): GroupFound => {
  const found = groupsOf(scene).find(({ group }) => group.id === id);
  if (found === undefined) throw notFound('sg', id);
  return found;
};

/** The ARN of a VPC, as `ec2:Vpc` has it. */
export const vpcContext = (found: { readonly network: Network } | null): { readonly 'ec2:Vpc'?: string } =>
  found === null
    ? {}
    : { 'ec2:Vpc': `arn:aws:ec2:${found.network.region}:${found.network.account}:vpc/${found.network.id}` };
