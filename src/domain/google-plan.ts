import { type Cidr, cidrOf, contains, overlaps } from './cidr.ts';
import type { GooglePeering, GoogleRoute, GoogleSide } from './google-side.ts';
import type { GoogleEnd } from './timescale-end.ts';

/** What the owner of the project wants, beside the peering itself. */
export interface GoogleChoice {
  readonly kind: 'google';
  /** For clients behind a VPN or an interconnect: Timescale's network learns the routes to them. */
  readonly exportCustomRoutes: boolean;
  readonly importCustomRoutes: boolean;
}

export interface GooglePlanFacts {
  readonly end: GoogleEnd;
  readonly vpcCidr: Cidr;
  readonly side: GoogleSide;
  /** What the peering is called on the customer's side. */
  readonly peeringName: string;
  readonly choice: GoogleChoice;
}

export type GoogleChange = { readonly key: string } & {
  readonly kind: 'add-peering';
  readonly network: string;
  readonly name: string;
  readonly to: GoogleEnd;
  readonly exportCustomRoutes: boolean;
  readonly importCustomRoutes: boolean;
};

/** Why nothing is changed: each is for a person to settle. */
export type GoogleConflict =
  /** A subnet of the network has addresses of the Timescale VPC. */
  | { readonly kind: 'subnet'; readonly subnet: string; readonly own: Cidr }
  /** Google gives a network of this mode subnets in this range, one for each region that it opens. */
  | { readonly kind: 'auto-mode'; readonly own: Cidr }
  /** A route of the network leads to addresses of the Timescale VPC: Google refuses a peering that would take them. */
  | { readonly kind: 'google-route'; readonly route: GoogleRoute }
  /** Another peering has this name. */
  | { readonly kind: 'peering-name'; readonly peering: GooglePeering }
  /** Networks of the old kind cannot be peered. */
  | { readonly kind: 'legacy-network' };

/**
 * A route whose destination takes in the Timescale VPC's, `shorter`, or lies in it, `longer`. The peering's
 * own routes are the more specific ones, or lead elsewhere in the VPC: what they lead to is reached in any case.
 */
export interface GoogleRouteRemark {
  readonly route: GoogleRoute;
  readonly kind: 'longer' | 'shorter';
}

export interface GooglePlan {
  readonly facts: GooglePlanFacts;
  /** The peering with Timescale's end that is there, whoever made it. It is left as it is. */
  readonly existing: GooglePeering | null;
  readonly remarks: readonly GoogleRouteRemark[];
  readonly conflicts: readonly GoogleConflict[];
  readonly changes: readonly GoogleChange[];
}

/** Every subnet that Google makes in a network of mode `auto` lies in it. */
const AUTO_RANGE = cidrOf(10 * 2 ** 24 + 128 * 2 ** 16, 9);

const leadsTo = ({ to }: GooglePeering, end: GoogleEnd): boolean =>
  to.projectId === end.projectId && to.network === end.network;

/** What came through the peering itself is no other way. */
const listOtherRoutes = (
  { side, vpcCidr }: GooglePlanFacts,
  existing: GooglePeering | null,
): readonly GoogleRoute[] =>
  side.routes.filter(
    ({ destination, peering }) =>
      overlaps(destination, vpcCidr) && (peering === null || peering !== existing?.name),
  );

/** It takes no private addresses anywhere, and every network begins with a route to it for all there is. */
const INTERNET = 'default-internet-gateway';

const isWithin = ({ destination }: GoogleRoute, vpcCidr: Cidr): boolean => contains(vpcCidr, destination);

const findSubnetConflicts = ({ side, vpcCidr }: GooglePlanFacts): readonly GoogleConflict[] => {
  const subnets = side.subnets.flatMap(({ name, ranges }) =>
    ranges
      .filter((own) => overlaps(own, vpcCidr))
      .map((own): GoogleConflict => ({ kind: 'subnet', subnet: name, own })),
  );
  if (subnets.length > 0 || side.mode !== 'auto' || !overlaps(AUTO_RANGE, vpcCidr)) return subnets;
  return [{ kind: 'auto-mode', own: AUTO_RANGE }];
};

/** The name is always the same for one end, so that the peering is found again; nobody else's is taken. */
const findNameConflicts = (
  { side, peeringName }: GooglePlanFacts,
  existing: GooglePeering | null,
): readonly GoogleConflict[] =>
  existing === null
    ? side.peerings
        .filter(({ name }) => name === peeringName)
        .map((peering): GoogleConflict => ({ kind: 'peering-name', peering }))
    : [];

/**
 * As Google's overview of VPC Network Peering has it: neither a subnet of either side, nor a route made by
 * hand, nor one of another peering may take addresses of the other side's subnets. Once a peering is
 * active, Google itself keeps them apart.
 */
const findConflicts = (
  facts: GooglePlanFacts,
  existing: GooglePeering | null,
  routes: readonly GoogleRoute[],
): readonly GoogleConflict[] => {
  if (existing?.state === 'active') return [];
  return [
    ...(facts.side.mode === 'legacy' ? [{ kind: 'legacy-network' } as const] : []),
    ...findSubnetConflicts(facts),
    ...routes
      .filter((route) => isWithin(route, facts.vpcCidr))
      .map((route): GoogleConflict => ({ kind: 'google-route', route })),
    ...findNameConflicts(facts, existing),
  ];
};

const listChanges = ({ end, side, peeringName, choice }: GooglePlanFacts): readonly GoogleChange[] => [
  {
    key: 'peering',
    kind: 'add-peering',
    network: side.network,
    name: peeringName,
    to: end,
    exportCustomRoutes: choice.exportCustomRoutes,
    importCustomRoutes: choice.importCustomRoutes,
  },
];

/** The exact change on the customer's side that lets traffic through, and what stands in its way. */
export const planGoogle = (facts: GooglePlanFacts): GooglePlan => {
  const { end, side, vpcCidr } = facts;
  const existing = side.peerings.find((peering) => leadsTo(peering, end)) ?? null;
  const routes = listOtherRoutes(facts, existing);
  const conflicts = findConflicts(facts, existing, routes);
  const inTheWay = conflicts.flatMap((conflict) =>
    conflict.kind === 'google-route' ? [conflict.route] : [],
  );
  return {
    facts,
    existing,
    conflicts,
    remarks: routes
      .filter((route) => !inTheWay.includes(route) && route.target !== INTERNET)
      .map((route) => ({ route, kind: isWithin(route, vpcCidr) ? 'longer' : 'shorter' })),
    changes: existing === null ? listChanges(facts) : [],
  };
};
