import type { Cidr } from './cidr.ts';
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
  /** A route of the network has the same destination. */
  | { readonly kind: 'google-route'; readonly route: GoogleRoute }
  /** Another peering has this name. */
  | { readonly kind: 'peering-name'; readonly peering: GooglePeering }
  /** Networks of the old kind cannot be peered. */
  | { readonly kind: 'legacy-network' };

/** A route that takes a part of the traffic, or took it until now: the longest prefix wins. */
export interface GoogleRouteRemark {
  readonly route: GoogleRoute;
  readonly kind: 'longer' | 'shorter';
}

export interface GooglePlan {
  readonly facts: GooglePlanFacts;
  /** The peering with Timescale's end that is there. */
  readonly existing: GooglePeering | null;
  readonly remarks: readonly GoogleRouteRemark[];
  readonly conflicts: readonly GoogleConflict[];
  readonly changes: readonly GoogleChange[];
}
