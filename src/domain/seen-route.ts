import type { Cidr } from './cidr.ts';

/** A way that a network knows already, whoever made it. */
export interface SeenRoute {
  readonly destination: Cidr;
  /** `pcx-…`, `tgw-…`, `nat-…`; on Google Cloud in Google's words. */
  readonly target: string;
  /** `blackhole`: what it leads to is not there. */
  readonly state: 'active' | 'blackhole';
  /** The route tables that have it; on Google Cloud, where there are none, the route's own name. */
  readonly tables: readonly string[];
}
