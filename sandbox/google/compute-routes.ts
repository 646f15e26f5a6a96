import { z } from 'zod';
import type { SandboxResponse } from '../http.ts';
import { ok } from '../provider-api.ts';
import { type Entry, readBody } from '../routes.ts';
import type { CloudNetwork } from '../two-sided.ts';
import { MADE_AT, SELF } from './compute-json.ts';
import { type Compute, type CustomRoute, numericId } from './compute-state.ts';
import { type ComputeCall, type ComputeVisit, checkPermission, networksOf } from './compute-visit.ts';
import { networkId, projectOf } from './networks.ts';

interface Hop {
  readonly name: string;
  readonly destRange: string;
  readonly priority: number;
  readonly to: Readonly<Record<string, string>>;
}

const showRoute = ({ id }: CloudNetwork, { name, destRange, priority, to }: Hop) => {
  const selfLink = `${SELF}/projects/${projectOf(id)}/global/routes/${name}`;
  return {
    kind: 'compute#route',
    id: numericId(selfLink),
    creationTimestamp: MADE_AT,
    name,
    network: `${SELF}/${id}`,
    destRange,
    priority,
    ...to,
    selfLink,
  };
};

const hash = (text: string): string => BigInt(numericId(text)).toString(16).padStart(16, '0');

/** What the network has by itself, what came through its peerings, and what somebody made. */
export const listHops = (compute: Compute, { id, ranges }: CloudNetwork): readonly Hop[] => {
  const gateway = `${SELF}/projects/${projectOf(id)}/global/gateways/default-internet-gateway`;
  const peered = compute.networks
    .peeringsOf(id)
    .filter(({ state }) => state === 'connected')
    .flatMap(({ name, to }) => (compute.networks.find(to)?.ranges ?? []).map((range) => ({ name, range })));
  return [
    {
      name: `default-route-${hash(id)}`,
      destRange: '0.0.0.0/0',
      priority: 1_000,
      to: { nextHopGateway: gateway },
    },
    ...ranges.map((destRange) => ({
      name: `default-route-r-${hash(`${id} ${destRange}`)}`,
      destRange,
      priority: 0,
      to: { nextHopNetwork: `${SELF}/${id}` },
    })),
    ...peered.map(({ name, range }) => ({
      name: `peering-route-${hash(`${id} ${name} ${range}`)}`,
      destRange: range,
      priority: 0,
      to: { nextHopPeering: name },
    })),
    ...compute.routesOf(id).map(({ name, destRange, nextHopIp }: CustomRoute) => ({
      name,
      destRange,
      priority: 1_000,
      to: { nextHopIp },
    })),
  ];
};

const listRoutes = (visit: ComputeVisit): SandboxResponse => {
  const project = `projects/${visit.parts('project')}`;
  checkPermission(visit, 'compute.routes.list', project);
  return ok({
    kind: 'compute#routeList',
    id: `${project}/global/routes`,
    items: networksOf(visit).flatMap((network) =>
      listHops(visit.compute, network).map((hop) => showRoute(network, hop)),
    ),
    selfLink: `${SELF}/${project}/global/routes`,
  });
};

export const routeCalls: readonly ComputeCall[] = [
  { name: 'routes.list', method: 'GET', path: '/projects/:project/global/routes', run: listRoutes },
];

const customRoutes = z.strictObject({
  routes: z.array(z.strictObject({ name: z.string(), destRange: z.string(), nextHopIp: z.string() })),
});

/** The routes that somebody made in a network, all of them at once. */
export const routesEntry = (compute: Compute): Entry => ({
  method: 'PUT',
  path: '/projects/:project/networks/:network/routes',
  run: ({ request, parts }) => {
    const { routes } = readBody(customRoutes, request);
    compute.setRoutes(networkId(parts('project'), parts('network')), routes);
    return ok({ routes });
  },
});
