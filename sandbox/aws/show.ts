import type { Aws } from './clouds.ts';
import type { Network, NetworkInterface, RouteTable, SecurityGroup } from './network.ts';
import { type Place, prefixOf } from './resource-id.ts';
import { roleArn } from './roles.ts';

/** With this the bot marks what it makes, and for which of its requests. */
const REQUEST_TAG = 'vpcbot:request';

/** `R12`, the request that vpcbot made it for; null: somebody else made it, or nobody knows. */
const madeFor = (aws: Aws, place: Place, id: string): string | null =>
  aws.tags.of(place, id)[REQUEST_TAG] ?? null;

const nameIn = (aws: Aws, place: Place, id: string): string | null => aws.tags.of(place, id)['Name'] ?? null;

const showTable = (aws: Aws, network: Network, table: RouteTable) => ({
  ...table,
  name: nameIn(aws, network, table.id),
  routes: table.routes.map((route) => ({
    ...route,
    leadsNowhere: prefixOf(route.target) === 'pcx' && aws.find(route.target)?.status !== 'active',
  })),
});

const showGroup = (aws: Aws, network: Network, group: SecurityGroup) => ({
  ...group,
  madeFor: madeFor(aws, network, group.id),
  rules: group.rules.map((rule) => ({ ...rule, madeFor: madeFor(aws, network, rule.id) })),
});

const showInterface = (aws: Aws, network: Network, one: NetworkInterface) => ({
  ...one,
  instanceName: one.instanceId === null ? null : nameIn(aws, network, one.instanceId),
});

const showNetwork = (aws: Aws, network: Network) => ({
  ...network,
  name: nameIn(aws, network, network.id),
  subnets: network.subnets.map((subnet) => ({ ...subnet, name: nameIn(aws, network, subnet.id) })),
  tables: network.tables.map((table) => showTable(aws, network, table)),
  groups: network.groups.map((group) => showGroup(aws, network, group)),
  interfaces: network.interfaces.map((one) => showInterface(aws, network, one)),
});

/** An account as the control API tells of it: everything that is there, whether or not EC2 knows of it yet. */
export const showAccount = (aws: Aws, id: string) => {
  const { externalId, policy } = aws.roles.of(id);
  return {
    id,
    role: { arn: roleArn(id), externalId, policy },
    vpcs: aws.vpcsOf(id).map((network) => showNetwork(aws, network)),
  };
};
