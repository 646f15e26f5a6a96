import type { PeerNetwork } from './peer-network.ts';

export const PEERING_STATES = [
  'requested',
  'approved',
  'pending-peer',
  'active',
  'rejected-by-peer',
  'expired',
  'invalid-specification',
  'deleted-by-peer',
  'failed',
  'deleting',
  'deleted',
  'unknown',
] as const;
export type PeeringState = (typeof PEERING_STATES)[number];

/** A peering as a provider's list shows it, its status already in the domain's words. */
export interface SeenPeering {
  readonly providerId: string;
  readonly peer: PeerNetwork;
  readonly state: PeeringState;
  /** The provider's own word, kept for people and for words we do not know. */
  readonly rawStatus: string;
  /** AWS: the `pcx-…` both accounts see. Null until the provider has made the request. */
  readonly provisionedId: string | null;
  /** What the provider says went wrong. */
  readonly message: string | null;
}
