import { z } from 'zod';
import { type Cidr, parseCidr } from '../domain/cidr.ts';
import type { GooglePeering, GoogleRoute, GoogleSide, GoogleSubnet } from '../domain/google-side.ts';

/* What the Compute API, version 1, answers, as far as a peering goes: Google leaves out what is empty or false. */

const flag = z.boolean().default(false);
const peering = z.looseObject({
  name: z.string(),
  network: z.string(),
  state: z.string().default(''),
  stateDetails: z.string().optional(),
  importCustomRoutes: flag,
  exportCustomRoutes: flag,
});

export const network = z.looseObject({
  name: z.string(),
  selfLink: z.string(),
  /** Of the old kind, which has no subnets. */
  IPv4Range: z.string().optional(),
  autoCreateSubnetworks: flag,
  peerings: z.array(peering).default([]),
});
type Network = z.output<typeof network>;

const nextPageToken = z.string().optional();
export const networkList = z.looseObject({ items: z.array(network).default([]), nextPageToken });

const subnetwork = z.looseObject({
  name: z.string(),
  network: z.string(),
  region: z.string(),
  /** A subnet of IPv6 alone has none. */
  ipCidrRange: z.string().optional(),
  secondaryIpRanges: z.array(z.looseObject({ ipCidrRange: z.string() })).default([]),
});
type Subnetwork = z.output<typeof subnetwork>;

export const subnetworkLists = z.looseObject({
  items: z.record(z.string(), z.looseObject({ subnetworks: z.array(subnetwork).default([]) })).default({}),
  nextPageToken,
});

const route = z.looseObject({
  name: z.string(),
  network: z.string(),
  destRange: z.string(),
  nextHopPeering: z.string().optional(),
  nextHopNetwork: z.string().optional(),
  nextHopGateway: z.string().optional(),
  nextHopInstance: z.string().optional(),
  nextHopIp: z.string().optional(),
  nextHopIlb: z.string().optional(),
  nextHopVpnTunnel: z.string().optional(),
  nextHopHub: z.string().optional(),
});
type Route = z.output<typeof route>;
export const routeList = z.looseObject({ items: z.array(route).default([]), nextPageToken });

export const operation = z.looseObject({
  name: z.string(),
  status: z.string(),
  httpErrorStatusCode: z.number().optional(),
  error: z
    .looseObject({
      errors: z.array(z.looseObject({ code: z.string().default(''), message: z.string().default('') })),
    })
    .optional(),
});
export type Operation = z.output<typeof operation>;

/** None where it has been granted nothing of what was asked about. */
export const granted = z.looseObject({ permissions: z.array(z.string()).default([]) });

const NETWORK_LINK = /projects\/([^/]+)\/global\/networks\/([^/]+)$/;
const lastOf = (link: string): string => link.slice(link.lastIndexOf('/') + 1);

/** Whether both name one network, whatever host stands before it. */
const isSameNetwork = (one: string, other: string): boolean => {
  const [a, b] = [NETWORK_LINK.exec(one)?.[0], NETWORK_LINK.exec(other)?.[0]];
  return a !== undefined && a === b;
};

/** What is no IPv4 network is none of a peering's business. */
const readRanges = (texts: readonly (string | undefined)[]): readonly Cidr[] =>
  texts.flatMap((text) => {
    const read = text === undefined ? null : parseCidr(text);
    return read?.kind === 'cidr' ? [read.cidr] : [];
  });

const STATES: ReadonlyMap<string, GooglePeering['state']> = new Map([
  ['ACTIVE', 'active'],
  ['INACTIVE', 'inactive'],
]);

export const readPeering = (seen: z.output<typeof peering>): GooglePeering => {
  const [, projectId = '', name = seen.network] = NETWORK_LINK.exec(seen.network) ?? [];
  return {
    name: seen.name,
    to: { projectId, network: name },
    state: STATES.get(seen.state) ?? 'unknown',
    details: seen.stateDetails ?? null,
    importsCustomRoutes: seen.importCustomRoutes,
    exportsCustomRoutes: seen.exportCustomRoutes,
  };
};

const readSubnet = ({ name, region, ipCidrRange, secondaryIpRanges }: Subnetwork): GoogleSubnet => ({
  name,
  region: lastOf(region),
  ranges: readRanges([ipCidrRange, ...secondaryIpRanges.map((each) => each.ipCidrRange)]),
});

/** The default gateway, an address, or the last word or two of a link: `vpnTunnels/office`. */
const readTarget = (seen: Route): string => {
  if (seen.nextHopPeering !== undefined) return `peering ${seen.nextHopPeering}`;
  const link =
    seen.nextHopGateway ??
    seen.nextHopInstance ??
    seen.nextHopVpnTunnel ??
    seen.nextHopIlb ??
    seen.nextHopHub;
  if (link === undefined) return seen.nextHopIp ?? 'unknown';
  return seen.nextHopGateway === undefined ? link.split('/').slice(-2).join('/') : lastOf(link);
};

/** Those of its own subnets lead to the network itself. */
const readRoutes = (seen: Route): readonly GoogleRoute[] =>
  seen.nextHopNetwork !== undefined && seen.nextHopPeering === undefined
    ? []
    : readRanges([seen.destRange]).map((destination) => ({
        name: seen.name,
        destination,
        target: readTarget(seen),
        peering: seen.nextHopPeering ?? null,
      }));

/** Every range that a network has: those of its subnets, or its own if it is of the old kind. */
export const listRanges = (seen: Network, subnets: readonly Subnetwork[]): readonly Cidr[] => [
  ...readRanges([seen.IPv4Range]),
  ...subnets
    .filter((subnet) => isSameNetwork(subnet.network, seen.selfLink))
    .flatMap((subnet) => readSubnet(subnet).ranges),
];

export const readGoogleSide = (
  projectId: string,
  seen: Network,
  { subnets, routes }: { readonly subnets: readonly Subnetwork[]; readonly routes: readonly Route[] },
): GoogleSide => ({
  projectId,
  network: seen.name,
  mode: seen.IPv4Range !== undefined ? 'legacy' : seen.autoCreateSubnetworks ? 'auto' : 'custom',
  subnets: subnets.filter((each) => isSameNetwork(each.network, seen.selfLink)).map(readSubnet),
  peerings: seen.peerings.map(readPeering),
  routes: routes.filter((each) => isSameNetwork(each.network, seen.selfLink)).flatMap(readRoutes),
});
