import type { AwsRoute, AwsRouteTable } from './aws-side.ts';
import { type Cidr, contains, overlaps } from './cidr.ts';

/** A route that takes a part of the traffic, or took it until now: the longest prefix wins. */
export interface RouteRemark {
  readonly route: AwsRoute;
  /** `longer`: addresses of the range go there, and still will. `shorter`: the range goes there until now. */
  readonly kind: 'longer' | 'shorter';
}

export type RouteVerdict =
  | { readonly kind: 'create' }
  /** It is there and leads to this peering. */
  | { readonly kind: 'exists'; readonly state: AwsRoute['state'] }
  /** The same destination leads elsewhere: nobody replaces it but its owner. */
  | { readonly kind: 'conflict'; readonly route: AwsRoute };

export interface TablePlan {
  readonly table: AwsRouteTable;
  readonly verdict: RouteVerdict;
  readonly remarks: readonly RouteRemark[];
}

const remarkOn = (route: AwsRoute, destination: Cidr): readonly RouteRemark[] => {
  if (route.destination.text === destination.text || !overlaps(route.destination, destination)) return [];
  return [{ route, kind: contains(destination, route.destination) ? 'longer' : 'shorter' }];
};

/** A range of the VPC itself is `local`, and no route within it leads out. */
const isLocal = ({ target }: AwsRoute): boolean => target === 'local';

/** What a route to `destination` through `target` means in this table. */
export const planRoute = (table: AwsRouteTable, destination: Cidr, target: string): TablePlan => {
  const equal = table.routes.find((route) => route.destination.text === destination.text);
  const local = table.routes.find((route) => isLocal(route) && overlaps(route.destination, destination));
  const inTheWay = local ?? (equal?.target === target ? undefined : equal);
  const remarks = table.routes
    .filter((route) => !isLocal(route))
    .flatMap((route) => remarkOn(route, destination));
  if (inTheWay !== undefined) return { table, verdict: { kind: 'conflict', route: inTheWay }, remarks };
  if (equal !== undefined) return { table, verdict: { kind: 'exists', state: equal.state }, remarks };
  return { table, verdict: { kind: 'create' }, remarks };
};

/** The tables that clients can be behind: those that subnets follow, and the main one where none does. */
export const listTablesInUse = (tables: readonly AwsRouteTable[]): readonly AwsRouteTable[] => {
  const used = tables.filter(({ subnets }) => subnets.length > 0);
  return used.length > 0 ? used : tables.filter(({ isMain }) => isMain);
};
