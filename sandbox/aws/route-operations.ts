import { z } from 'zod';
import { canonicalRange, isWithin } from '../ipv4.ts';
import { Refusal } from '../refusal.ts';
import { findTable, type TableFound, tablesOf, vpcContext } from './find.ts';
import { idOf, notFound } from './id-kinds.ts';
import type { Route } from './network.ts';
import { call, type Operation, operation, type Scene, type Touched } from './operation.ts';
import { findPeering } from './peering-xml.ts';

const invalid = (message: string): Refusal => new Refusal(400, 'InvalidParameterValue', message);

const destination = z.string().transform((text, context) => {
  const range = canonicalRange(text);
  if (range !== null) return range;
  const message = `Value (${text}) for parameter destinationCidrBlock is invalid. This is not a valid CIDR block.`;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

const named = z.strictObject({ ...call, RouteTableId: idOf('rtb'), DestinationCidrBlock: destination });
const targeted = named.extend({
  GatewayId: z.string().optional(),
  NatGatewayId: z.string().optional(),
  TransitGatewayId: z.string().optional(),
  NetworkInterfaceId: z.string().optional(),
  InstanceId: z.string().optional(),
  VpcEndpointId: z.string().optional(),
  VpcPeeringConnectionId: idOf('pcx').optional(),
});
type Targeted = z.output<typeof targeted>;

const readTarget = (input: Targeted): string => {
  const { GatewayId, NatGatewayId, TransitGatewayId, NetworkInterfaceId, InstanceId, VpcEndpointId } = input;
  const gateways = [GatewayId, NatGatewayId, TransitGatewayId, VpcEndpointId];
  const targets = [...gateways, NetworkInterfaceId, InstanceId, input.VpcPeeringConnectionId].flatMap(
    (target) => target ?? [],
  );
  const [target] = targets;
  if (target === undefined) {
    throw new Refusal(400, 'MissingParameter', 'The request must contain exactly one target of the route');
  }
  if (targets.length === 1) return target;
  throw new Refusal(400, 'InvalidParameterCombination', 'A route has exactly one target');
};

const touchTable = (
  { RouteTableId: id }: { readonly RouteTableId: string },
  scene: Scene,
): readonly Touched[] => {
  const found = tablesOf(scene).find(({ table }) => table.id === id) ?? null;
  return [{ type: 'route-table', id, context: { 'ec2:RouteTableID': id, ...vpcContext(found) } }];
};

/** A connection that has ended is none any more for a route, though it is still shown. */
const checkPeering = (scene: Scene, { network, table }: TableFound, id: string): void => {
  const { pcx, side } = findPeering(scene, id);
  if (pcx.status !== 'pending-acceptance' && pcx.status !== 'active') throw notFound('pcx', id);
  if (pcx[side].vpcId === network.id) return;
  throw invalid(`route table ${table.id} and network gateway ${id} belong to different networks`);
};

const alreadyExists = (range: string): Refusal =>
  new Refusal(400, 'RouteAlreadyExists', `The route identified by ${range} already exists.`);

/** Into the VPC itself nothing but a machine in it may lead. */
const checkLocal = ({ network }: TableFound, range: string, target: string): void => {
  if (network.cidrs.includes(range)) throw alreadyExists(range);
  const isMachine = /^(eni|i|vpce|nat)-/.test(target);
  if (isMachine || !network.cidrs.some((own) => isWithin(range, own))) return;
  throw invalid(
    `The destination CIDR block ${range} is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance.`,
  );
};

const setRoutes = ({ aws }: Scene, { network, table }: TableFound, routes: readonly Route[]): void =>
  aws.changeVpc({
    ...network,
    tables: network.tables.map((each) => (each.id === table.id ? { ...each, routes } : each)),
  });

const createRoute = operation('CreateRoute', targeted, {
  touches: touchTable,
  run: (input, scene) => {
    const found = findTable(scene, input.RouteTableId);
    const { DestinationCidrBlock: range, VpcPeeringConnectionId: pcx } = input;
    const target = readTarget(input);
    const { routes } = found.table;
    if (pcx !== undefined) checkPeering(scene, found, pcx);
    checkLocal(found, range, target);
    if (routes.some((route) => route.destination === range)) throw alreadyExists(range);
    if (routes.length >= scene.aws.limits.all().routesPerTable) {
      throw new Refusal(400, 'RouteLimitExceeded', 'The maximum number of routes has been reached.');
    }
    const isOfRole = scene.caller.kind === 'role';
    setRoutes(scene, found, [...routes, { destination: range, target, ...(isOfRole && { isOfRole }) }]);
    return { return: true };
  },
});

const replaceRoute = operation('ReplaceRoute', targeted, {
  touches: touchTable,
  run: (input, scene) => {
    const found = findTable(scene, input.RouteTableId);
    const { DestinationCidrBlock: range, VpcPeeringConnectionId: pcx } = input;
    const target = readTarget(input);
    if (pcx !== undefined) checkPeering(scene, found, pcx);
    const { routes } = found.table;
    if (!routes.some((route) => route.destination === range)) {
      throw invalid(`There is no route defined for '${range}' in the route table. Use CreateRoute instead.`);
    }
    const replaced = routes.map((route) => (route.destination === range ? { ...route, target } : route));
    setRoutes(scene, found, replaced);
    return { return: true };
  },
});

const deleteRoute = operation('DeleteRoute', named, {
  touches: touchTable,
  run: ({ RouteTableId: id, DestinationCidrBlock: range }, scene) => {
    const found = findTable(scene, id);
    if (found.network.cidrs.includes(range)) {
      throw invalid(`cannot remove local route ${range} in route table ${id}`);
    }
    const rest = found.table.routes.filter((route) => route.destination !== range);
    if (rest.length === found.table.routes.length) {
      const message = `no route with destination-cidr-block ${range} in route table ${id}`;
      throw new Refusal(400, 'InvalidRoute.NotFound', message);
    }
    setRoutes(scene, found, rest);
    return { return: true };
  },
});

export const routeOperations: readonly Operation[] = [createRoute, replaceRoute, deleteRoute];
