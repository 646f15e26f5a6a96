import type { Cidr } from './cidr.ts';

/** A network of a customer's Google Cloud project as Compute shows it, with all that a peering with it touches. */
export interface GoogleSide {
  readonly projectId: string;
  readonly network: string;
  /** `auto` networks have a subnet in each region, all from 10.128.0.0/9. */
  readonly mode: 'auto' | 'custom' | 'legacy';
  readonly subnets: readonly GoogleSubnet[];
  readonly peerings: readonly GooglePeering[];
  readonly routes: readonly GoogleRoute[];
}

export interface GoogleSubnet {
  readonly name: string;
  readonly region: string;
  /** The first one first; those of containers and the like after it. */
  readonly ranges: readonly Cidr[];
}

export interface GooglePeering {
  /** Unique within the network. */
  readonly name: string;
  readonly to: { readonly projectId: string; readonly network: string };
  /** `inactive`: the other side has no matching peering, or none any more. */
  readonly state: 'active' | 'inactive' | 'unknown';
  /** Google's own sentence. */
  readonly details: string | null;
  readonly importsCustomRoutes: boolean;
  readonly exportsCustomRoutes: boolean;
}

/** A route of the network that somebody made, or that came through a peering; those of its own subnets are left out. */
export interface GoogleRoute {
  readonly name: string;
  readonly destination: Cidr;
  /** Where it leads, in Google's words. */
  readonly target: string;
  /** The name of the peering that it came through. Null: somebody made it. */
  readonly peering: string | null;
}
