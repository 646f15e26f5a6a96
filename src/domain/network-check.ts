import { type RangeOwner, type RangeProblem, type TakenRange, toOverlap } from './address-plan.ts';
import { type Cidr, contains, overlaps } from './cidr.ts';
import { samePeer } from './peer-network.ts';
import type { SeenNetwork } from './seen-network.ts';
import type { SeenRoute } from './seen-route.ts';

/** What works and may surprise, for traffic follows the longest prefix. */
export interface NetworkRemark {
  readonly network: SeenNetwork;
  readonly route: SeenRoute;
  /**
   * `longer`: addresses of the VPC's range go elsewhere, and still will. `shorter`: the range goes
   * elsewhere until now. `dead`: the same destination leads nowhere, and must go before the new route comes.
   */
  readonly kind: 'longer' | 'shorter' | 'dead';
}

export interface NetworkVerdict {
  readonly problems: readonly RangeProblem[];
  readonly remarks: readonly NetworkRemark[];
}

/** A way to the internet, which no private address is looked for on. */
const leadsOut = ({ destination, target }: SeenRoute): boolean =>
  destination.prefix === 0 && /^(igw|nat|eigw)-|default-internet-gateway/.test(target);

const listWays = ({ routes }: SeenNetwork, range: Cidr): readonly SeenRoute[] =>
  (routes ?? []).filter((route) => overlaps(route.destination, range) && !leadsOut(route));

const ownerOf = ({ peer, name }: SeenNetwork): RangeOwner => ({ kind: 'network', peer, name });

/** What the network has for itself, now or later. */
export const listHeld = (network: SeenNetwork): readonly TakenRange[] => {
  const owner = ownerOf(network);
  return [...network.ranges, ...network.growsInto].map((cidr) => ({ cidr, owner }));
};

/**
 * Whether nobody could add the way to the VPC beside this one. AWS has one route for one destination in a
 * table. Google's overview of VPC Network Peering: no route within the other side's subnets may be there.
 */
const isInTheWay = ({ peer }: SeenNetwork, { destination }: SeenRoute, range: Cidr): boolean =>
  peer.kind === 'google' ? contains(range, destination) : destination.text === range.text;

const judgeWay = (network: SeenNetwork, route: SeenRoute, range: Cidr, isFixed: boolean): NetworkVerdict => {
  const none = { problems: [], remarks: [] };
  if (!isInTheWay(network, route, range)) {
    const kind = contains(range, route.destination) ? 'longer' : 'shorter';
    return { ...none, remarks: [{ network, route, kind }] };
  }
  // Of a VPC that is gone, or was peered before: it is taken away more easily than the range is changed.
  if (isFixed && route.state === 'blackhole') return { ...none, remarks: [{ network, route, kind: 'dead' }] };
  return { ...none, problems: [{ kind: 'routed', range, route, network: network.peer }] };
};

/** The ways of a network that speak against a VPC's range. `isFixed`: that range cannot be changed any more. */
export const judgeWays = (range: Cidr, network: SeenNetwork, isFixed: boolean): NetworkVerdict => {
  const all = listWays(network, range).map((route) => judgeWay(network, route, range, isFixed));
  return {
    problems: all.flatMap(({ problems }) => problems),
    remarks: all.flatMap(({ remarks }) => remarks),
  };
};

/** All that a network which was read has against a VPC with this range. */
export const judgeNetwork = (
  range: Cidr,
  network: SeenNetwork,
  { isFixed }: { readonly isFixed: boolean },
): NetworkVerdict => {
  const overlapping = listHeld(network)
    .filter(({ cidr }) => overlaps(cidr, range))
    .map((held) => toOverlap(range, held));
  const { problems, remarks } = judgeWays(range, network, isFixed);
  return { problems: [...overlapping, ...problems], remarks };
};

/** What people told of a network that is peered, and its cloud shows as well. */
export const isSameNetwork = (shown: TakenRange, told: TakenRange): boolean =>
  shown.cidr.text === told.cidr.text &&
  shown.owner.kind === 'network' &&
  told.owner.kind === 'peer' &&
  samePeer(shown.owner.peer, told.owner.peer);

export interface KeptClear {
  /** Never offered. */
  readonly never: readonly Cidr[];
  /** Offered only where there is nothing else. */
  readonly avoid: readonly Cidr[];
}

/**
 * What free ranges are looked for around, so that none is offered that these networks have or lead elsewhere.
 * A route that takes in more than any VPC may have, such as all of 10.0.0.0/8 to a data centre, is in nobody's way.
 */
export const keepClear = (networks: readonly SeenNetwork[], largest: number): KeptClear => {
  const routes = networks.flatMap((network) => (network.routes ?? []).filter((route) => !leadsOut(route)));
  const destinations = routes.map(({ destination }) => destination);
  return {
    never: [
      ...networks.flatMap(({ ranges, growsInto }) => [...ranges, ...growsInto]),
      ...destinations.filter(({ prefix }) => prefix >= largest),
    ],
    avoid: destinations.filter(({ prefix }) => prefix < largest),
  };
};
