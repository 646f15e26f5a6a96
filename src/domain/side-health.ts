import type { Fit } from './fit.ts';
import type { GooglePeering } from './google-side.ts';

/** One line of a look at the other side of an active peering. */
export type SideFinding = { readonly fit: Fit } & /** AWS: how the peering connection stands there. */
(
  | { readonly kind: 'side-peering'; readonly state: string }
  /** `absent`: no route; `elsewhere`: its target leads away; `blackhole`: AWS shows no way behind it. */
  | {
      readonly kind: 'side-route';
      readonly tableId: string;
      readonly table: string | null;
      readonly route: 'active' | 'blackhole' | 'absent' | 'elsewhere';
      /** Where it leads instead. */
      readonly target: string | null;
    }
  /** `groupId` null: none lets it out. `attached`: network interfaces that have the group, of `of`. */
  | {
      readonly kind: 'side-egress';
      readonly groupId: string | null;
      readonly group: string | null;
      readonly closedPorts: readonly number[];
      readonly attached: number;
      readonly of: number;
    }
  /** Ranges that the customer's network got, or lost, since the peering was made. */
  | { readonly kind: 'side-ranges'; readonly added: readonly string[]; readonly gone: readonly string[] }
  | { readonly kind: 'side-google-peering'; readonly peering: GooglePeering | null }
);

export interface SideHealth {
  readonly findings: readonly SideFinding[];
  readonly at: number;
}
