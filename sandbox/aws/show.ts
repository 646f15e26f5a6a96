import type { Aws } from './clouds.ts';
import type { Network, RouteTable } from './network.ts';
import { prefixOf } from './resource-id.ts';
import { roleArn } from './roles.ts';

const showTable = (aws: Aws, network: Network, table: RouteTable) => ({
  ...table,
  name: aws.tags.of(network, table.id)['Name'] ?? null,
  routes: table.routes.map((route) => ({
    ...route,
    leadsNowhere: prefixOf(route.target) === 'pcx' && aws.find(route.target)?.status !== 'active',
  })),
});

const showNetwork = (aws: Aws, network: Network) => {
  const nameOf = (id: string): string | null => aws.tags.of(network, id)['Name'] ?? null;
  return {
    ...network,
    name: nameOf(network.id),
    subnets: network.subnets.map((subnet) => ({ ...subnet, name: nameOf(subnet.id) })),
    tables: network.tables.map((table) => showTable(aws, network, table)),
  };
};

/** An account as the control API tells of it: everything that is there, whether or not EC2 knows of it yet. */
export const showAccount = (aws: Aws, id: string) => {
  const { externalId, policy } = aws.roles.of(id);
  return {
    id,
    role: { arn: roleArn(id), externalId, policy },
    vpcs: aws.vpcsOf(id).map((network) => showNetwork(aws, network)),
  };
};
