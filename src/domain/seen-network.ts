import type { AwsSide } from './aws-side.ts';
import { type Cidr, cidrOf } from './cidr.ts';
import type { GoogleSide } from './google-side.ts';
import { type PeerNetwork, samePeer } from './peer-network.ts';
import { listTablesInUse } from './route-plan.ts';
import type { SeenRoute } from './seen-route.ts';

/** What the cloud itself shows of a network that is to be peered. */
export interface SeenNetwork {
  readonly peer: PeerNetwork;
  /** As its owner calls it; null: it has no name beside its id. */
  readonly name: string | null;
  readonly ranges: readonly Cidr[];
  /** Where the cloud puts the network's next ranges by itself. */
  readonly growsInto: readonly Cidr[];
  /** Null: only the list of networks was read. */
  readonly routes: readonly SeenRoute[] | null;
}

/** A network, and what is seen of it. Null: its cloud says that there is no such network. */
export interface Sighting {
  readonly peer: PeerNetwork;
  readonly seen: SeenNetwork | null;
}

/** Google's documentation, "VPC networks": every subnet of a network of mode `auto` lies in it. */
const AUTO_RANGE = cidrOf(10 * 2 ** 24 + 128 * 2 ** 16, 9);

/** The same way in several tables is told once. */
const mergeRoutes = (routes: readonly SeenRoute[]): readonly SeenRoute[] => {
  const merged = new Map<string, SeenRoute>();
  for (const route of routes) {
    const key = [route.destination.text, route.target, route.state].join(' ');
    const tables = [...(merged.get(key)?.tables ?? []), ...route.tables];
    merged.set(key, { ...route, tables });
  }
  return [...merged.values()];
};

/** Of the tables that clients can be behind; the VPC's own ranges are no way out. */
const readAwsRoutes = ({ tables }: AwsSide): readonly SeenRoute[] =>
  mergeRoutes(
    listTablesInUse(tables).flatMap(({ id, name, routes }) =>
      routes
        .filter(({ target }) => target !== 'local')
        .map((route) => ({ ...route, tables: [name === null ? id : `${name} (${id})`] })),
    ),
  );

export const readAwsNetwork = (side: AwsSide): SeenNetwork => ({
  peer: { kind: 'aws', accountId: side.accountId, vpcId: side.vpcId, region: side.region },
  name: side.name,
  ranges: side.ranges,
  growsInto: [],
  routes: readAwsRoutes(side),
});

export const readGoogleNetwork = (side: GoogleSide): SeenNetwork => ({
  peer: { kind: 'google', projectId: side.projectId, network: side.network },
  name: null,
  ranges: side.subnets.flatMap(({ ranges }) => ranges),
  growsInto: side.mode === 'auto' ? [AUTO_RANGE] : [],
  routes: side.routes.map(({ name, destination, target }) => ({
    destination,
    target,
    state: 'active',
    tables: [name],
  })),
});

export const findSeen = (sightings: readonly Sighting[], peer: PeerNetwork): Sighting | null =>
  sightings.find((one) => samePeer(one.peer, peer)) ?? null;
