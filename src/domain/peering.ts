import type { Cidr } from './cidr.ts';
import { type PeerNetwork, samePeer } from './peer-network.ts';
import type { Timing } from './timing.ts';
import { type Intent, LOOKS_BEFORE_AGAIN } from './vpc.ts';

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
  /** How the other side finds Timescale's end (timescale-end.ts). Null until the provider tells. */
  readonly provisionedId: string | null;
  /** What the provider says went wrong. */
  readonly message: string | null;
  /** The peer's own ranges, where the provider was told of them. */
  readonly peerRanges: readonly Cidr[];
  /** What the provider warns of though it stands: ranges that overlap with those of another peer. */
  readonly warnings: readonly string[];
}

/** A request that lives on a peering beside the one that asked for it. */
export interface Sharer {
  readonly requestId: number;
  readonly requesterId: string;
}

export interface Peering {
  readonly id: number;
  /** Null: found at the provider, not asked for here. */
  readonly requestId: number | null;
  /** Who else lives on it, the oldest first. While anybody does, nobody deletes it. */
  readonly sharers: readonly Sharer[];
  readonly vpcId: number;
  readonly peer: PeerNetwork;
  /** The peer's own ranges, as typed; no provider tells them. Empty: not checked. */
  readonly peerRanges: readonly Cidr[];
  readonly state: PeeringState;
  /** While the state is unknown, the last one that was known; else null. */
  readonly knownState: PeeringState | null;
  readonly rawStatus: string | null;
  readonly providerId: string | null;
  /** Kept from the first look that shows it: providers drop it later. */
  readonly provisionedId: string | null;
  readonly message: string | null;
  readonly warnings: readonly string[];
  readonly intent: Intent | null;
  readonly stateSince: number;
  /** When AWS forgets the request; known from pending peer on. Null on other clouds: nothing expires there. */
  readonly expiresAt: number | null;
  /** Since when the provider's list lacks it; null while it is listed. */
  readonly missingSince: number | null;
  /** Reminders said while it waits for the peer. */
  readonly reminders: number;
  /** Who says that they accepted it, until it is known whether it is so. */
  readonly saidAccepted: SaidAccepted | null;
}

export interface SaidAccepted {
  readonly by: string;
  readonly at: number;
  /** The person or the channel where they said so, beside the thread; null: in the thread or on the card. */
  readonly lane: string | null;
}

const ENDED = [
  'rejected-by-peer',
  'expired',
  'invalid-specification',
  'deleted-by-peer',
  'failed',
  'deleted',
] as const satisfies readonly PeeringState[];

/** Over for good: only asking again makes a new one. */
export const isEnded = (state: PeeringState): boolean => ENDED.some((ended) => ended === state);

/** The requests that live on a peering: who asked for it first, then those that share it. */
export const listDwellers = ({
  requestId,
  sharers,
}: Pick<Peering, 'requestId' | 'sharers'>): readonly number[] => [
  ...(requestId === null ? [] : [requestId]),
  ...sharers.map((sharer) => sharer.requestId),
];

export type PeeringPlacement =
  | { readonly kind: 'create'; readonly seen: readonly string[] }
  | { readonly kind: 'ours'; readonly peering: SeenPeering }
  | { readonly kind: 'look-again' }
  /** It was there before: somebody else's. */
  | { readonly kind: 'taken'; readonly peering: SeenPeering }
  /** One with the same peer is on its way out: until it is gone there is no room for another. */
  | { readonly kind: 'leaving' }
  /** Several are new and match: only a person can tell which is ours. */
  | { readonly kind: 'ambiguous'; readonly providerIds: readonly string[] };

/** What to do about a peering that has no provider id yet, from the list of what its VPC has. */
export const judgePeeringPlacement = (
  peering: Pick<Peering, 'peer' | 'intent'>,
  seen: readonly SeenPeering[],
): PeeringPlacement => {
  const same = seen.filter((other) => samePeer(other.peer, peering.peer) && !isEnded(other.state));
  const before = peering.intent?.seen;
  if (before !== undefined) {
    const fresh = seen.filter(
      (other) => samePeer(other.peer, peering.peer) && !before.includes(other.providerId),
    );
    const [ours, ...more] = fresh;
    if (more.length > 0) {
      return { kind: 'ambiguous', providerIds: fresh.map(({ providerId }) => providerId) };
    }
    if (ours !== undefined) return { kind: 'ours', peering: ours };
    if ((peering.intent?.looks ?? 0) < LOOKS_BEFORE_AGAIN) return { kind: 'look-again' };
  }
  const taken = same.find(({ state }) => state !== 'deleting');
  if (taken !== undefined) return { kind: 'taken', peering: taken };
  if (same.length > 0) return { kind: 'leaving' };
  return { kind: 'create', seen: seen.map(({ providerId }) => providerId) };
};

/** What a peering is, or last was while nobody knows. */
export const lastKnownState = ({ state, knownState }: Peering): PeeringState =>
  state === 'unknown' ? (knownState ?? state) : state;

/** A peering that worked and works no more, though nobody ended it: its other side is asked again. */
export const isRegressed = (before: Peering, state: PeeringState): boolean =>
  lastKnownState(before) === 'active' && (state === 'pending-peer' || state === 'approved');

/** Nobody accepted it in time: AWS drops it then, and some providers have no word of their own for that. */
const isForgotten = ({ state, expiresAt }: Peering, now: number): boolean =>
  state === 'pending-peer' && expiresAt !== null && now >= expiresAt;

/** The provider's state of a peering that nobody asked us to delete. */
const settleState = (peering: Peering, seen: SeenPeering, now: number): PeeringState => {
  switch (seen.state) {
    // Providers drop the `pcx-…` at times; what was pending stays pending.
    case 'approved':
      return peering.provisionedId === null ? seen.state : 'pending-peer';
    // Somebody deletes it at the provider: that is told once it is done.
    case 'deleting':
      return peering.state === 'requested' ? 'approved' : peering.state;
    case 'deleted':
    case 'deleted-by-peer':
      return isForgotten(peering, now) ? 'expired' : 'deleted-by-peer';
    default:
      return seen.state;
  }
};

/** One list without it proves nothing: it is gone once all lists lack it for a while. */
const takeMissing = (peering: Peering, now: number, timing: Timing): Peering => {
  const { missingSince } = peering;
  if (missingSince === null) return { ...peering, missingSince: now };
  if (now - missingSince < timing.vanishedAfter) return peering;
  const state = isForgotten(peering, now) ? 'expired' : 'deleted-by-peer';
  return { ...peering, state, rawStatus: null, stateSince: now };
};

/**
 * Takes what a look showed of a peering that the provider knows. `null`: the list does not have it
 * (any more). A peering on its way out is left to who deletes it.
 */
export const advancePeering = (
  peering: Peering,
  seen: SeenPeering | null,
  now: number,
  timing: Timing,
): Peering => {
  if (isEnded(peering.state) || peering.state === 'deleting') return peering;
  if (seen === null) return takeMissing(peering, now, timing);
  const state = settleState(peering, seen, now);
  const expires = state === 'pending-peer' && peering.peer.kind === 'aws';
  const anew = isRegressed(peering, state);
  const known = anew ? null : peering.expiresAt;
  const expiresAt = known ?? (expires ? now + timing.peeringExpiry : null);
  return {
    ...peering,
    providerId: seen.providerId,
    provisionedId: seen.provisionedId ?? peering.provisionedId,
    peerRanges: peering.peerRanges.length > 0 ? peering.peerRanges : seen.peerRanges,
    message: seen.message,
    warnings: seen.warnings,
    rawStatus: seen.rawStatus,
    intent: null,
    missingSince: null,
    state,
    knownState: state === 'unknown' ? lastKnownState(peering) : null,
    expiresAt,
    reminders: anew ? 0 : peering.reminders,
    stateSince: state === peering.state ? peering.stateSince : now,
  };
};
