import type { TableFound } from './find.ts';
import type { Scene } from './operation.ts';
import { peeringsOf } from './peering-xml.ts';
import { prefixOf } from './resource-id.ts';
import type { XmlMembers } from './xml.ts';

/** A route with what EC2 knows of it beside its target. */
export interface RouteSeen {
  readonly destination: string;
  /** `local`, or the id of what it leads to. */
  readonly target: string;
  readonly origin: 'CreateRouteTable' | 'CreateRoute';
  readonly state: 'active' | 'blackhole';
}

type TargetName =
  | 'gatewayId'
  | 'natGatewayId'
  | 'transitGatewayId'
  | 'networkInterfaceId'
  | 'instanceId'
  | 'vpcPeeringConnectionId';

const TARGETS: Readonly<Record<string, TargetName>> = {
  nat: 'natGatewayId',
  tgw: 'transitGatewayId',
  eni: 'networkInterfaceId',
  i: 'instanceId',
  pcx: 'vpcPeeringConnectionId',
};

/** As which member a route names its target; gateways of all other kinds are plain ones. */
export const targetName = (target: string): TargetName => TARGETS[prefixOf(target)] ?? 'gatewayId';

/** The local routes first: one for each range of the VPC, in every table. */
export const seeRoutes = (scene: Scene, { network, table }: TableFound): readonly RouteSeen[] => {
  const active = new Set(
    peeringsOf(scene).flatMap(({ id, status }) => (status.code === 'active' ? [id] : [])),
  );
  const local = network.cidrs.map(
    (destination) => ({ destination, target: 'local', origin: 'CreateRouteTable', state: 'active' }) as const,
  );
  const made = table.routes.map(({ destination, target }) => {
    const leadsNowhere = prefixOf(target) === 'pcx' && !active.has(target);
    return {
      destination,
      target,
      origin: 'CreateRoute',
      state: leadsNowhere ? 'blackhole' : 'active',
    } as const;
  });
  return [...local, ...made];
};

export const writeRoute = ({ destination, target, origin, state }: RouteSeen): XmlMembers => ({
  destinationCidrBlock: destination,
  [targetName(target)]: target,
  origin,
  state,
});
