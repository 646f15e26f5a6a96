import type { AwsRoute } from '../domain/aws-side.ts';
import type { AwsPlace } from './api.ts';
import { readTables } from './aws-answers.ts';
import type { Ec2 } from './aws-ec2.ts';
import { filterBy } from './aws-look.ts';

/** The route for exactly that range in a table of that VPC; null: there is none, or no such table. */
export const findRoute = async (
  ec2: Ec2,
  place: AwsPlace & { readonly tableId: string; readonly destination: string },
): Promise<AwsRoute | null> => {
  const { region, vpcId, tableId, destination } = place;
  const { RouteTables } = await ec2.call({
    region,
    doing: `looking at ${tableId}`,
    action: 'DescribeRouteTables',
    run: (api, options) =>
      api.describeRouteTables(
        { Filters: [...filterBy('vpc-id', vpcId).Filters, ...filterBy('route-table-id', tableId).Filters] },
        options,
      ),
  });
  const routes = readTables(RouteTables ?? [], []).flatMap((table) => table.routes);
  return routes.find((route) => route.destination.text === destination) ?? null;
};
