import type { NoticeBody } from './notice-body.ts';
import { isEnded, type Peering, type PeeringState } from './peering.ts';
import type { Timing } from './timing.ts';

/** What is to be said of a peering while the other side is awaited. `lane`: beside the thread, or null: in it. */
export interface PeerTold {
  readonly body: NoticeBody;
  readonly lane: string | null;
}

export interface PeerWait {
  readonly next: Peering;
  readonly told: readonly PeerTold[];
}

interface Moment {
  readonly now: number;
  readonly timing: Timing;
}

/** When to remind, oldest first. They count from when the other side could first do its part. */
const listReminders = ({ expiresAt, stateSince }: Peering, timing: Timing): readonly number[] => {
  const since = expiresAt === null ? stateSince : expiresAt - timing.peeringExpiry;
  const { peeringReminder1, peeringReminder2, peeringReminder3 } = timing;
  return [peeringReminder1, peeringReminder2, peeringReminder3]
    .map((after) => since + after)
    .filter((at) => expiresAt === null || at < expiresAt)
    .sort((a, b) => a - b);
};

/** Says the newest of the reminders that are due; those before it have nothing to add. */
const remind = (peering: Peering, { now, timing }: Moment): PeerWait => {
  const { id: peeringId, peer, provisionedId, expiresAt, reminders } = peering;
  const all = listReminders(peering, timing);
  const due = all.filter((at) => at <= now).length;
  const over = expiresAt !== null && now >= expiresAt;
  if (over || provisionedId === null || due <= reminders) return { next: peering, told: [] };
  const isLast = due === all.length;
  const body = { kind: 'peering-reminder', peeringId, peer, provisionedId, expiresAt, isLast } as const;
  return { next: { ...peering, reminders: due }, told: [{ body, lane: null }] };
};

/** Somebody said that they accepted it: in time they hear where they said so whether it is true. */
const answerAccepted = (peering: Peering, { now, timing }: Moment): PeerWait => {
  const { id: peeringId, saidAccepted, peer, provisionedId, state } = peering;
  if (saidAccepted === null) return { next: peering, told: [] };
  const { at, by, lane } = saidAccepted;
  const answered = { ...peering, saidAccepted: null };
  if (state === 'active' && provisionedId !== null) {
    const body = { kind: 'acceptance-seen', peer, provisionedId } as const;
    return { next: answered, told: lane === null ? [] : [{ body, lane }] };
  }
  if (isEnded(state) || state === 'deleting') return { next: answered, told: [] };
  const isKnown = state === 'pending-peer' && provisionedId !== null;
  if (!isKnown || now - at < timing.lookFirstFor) return { next: peering, told: [] };
  const body = { kind: 'acceptance-missing', peeringId, peer, provisionedId, by, at } as const;
  const lanes = lane === null ? [null] : [null, lane];
  return { next: answered, told: lanes.map((to) => ({ body, lane: to })) };
};

/** What a look means for a peering that waits for its other side, or just waited. */
export const waitForPeer = (peering: Peering, moment: Moment): PeerWait => {
  const answered = answerAccepted(peering, moment);
  if (peering.state !== 'pending-peer') return answered;
  const reminded = remind(answered.next, moment);
  return { next: reminded.next, told: [...answered.told, ...reminded.told] };
};

/** When something is to be said of it next: a reminder, an answer, or its end. Null: never. */
export const nextPeerWord = (peering: Peering, { now, timing }: Moment): number | null => {
  const { state, expiresAt, saidAccepted } = peering;
  if (state !== 'pending-peer') return null;
  const times = [
    ...listReminders(peering, timing),
    ...(expiresAt === null ? [] : [expiresAt]),
    ...(saidAccepted === null ? [] : [saidAccepted.at + timing.lookFirstFor]),
  ].filter((at) => at > now);
  return times.length === 0 ? null : Math.min(...times);
};

export type PeerStanding =
  /** The other side can do its part now. `expiresAt` null: for as long as it takes. */
  | { readonly kind: 'awaited'; readonly provisionedId: string; readonly expiresAt: number | null }
  | { readonly kind: 'active'; readonly provisionedId: string | null }
  /** The provider has not made the request yet, or nobody knows. */
  | { readonly kind: 'not-yet' }
  | { readonly kind: 'over'; readonly state: PeeringState };

/** Whether there is anything that the other side could do. */
export const judgePeerStanding = ({ state, provisionedId, expiresAt }: Peering): PeerStanding => {
  if (state === 'active') return { kind: 'active', provisionedId };
  if (isEnded(state) || state === 'deleting') return { kind: 'over', state };
  return state === 'pending-peer' && provisionedId !== null
    ? { kind: 'awaited', provisionedId, expiresAt }
    : { kind: 'not-yet' };
};

/** The instructions of one request go out this often within the time, so that nobody is flooded with them. */
const SENDINGS_MOST = 5;
const SENDINGS_WITHIN = 60 * 60_000;

/** Whether the instructions may be sent once more: from when on (epoch ms), or null for now. */
export const judgeSending = (sentAt: readonly number[], now: number): number | null => {
  const recent = sentAt.filter((at) => at > now - SENDINGS_WITHIN).sort((a, b) => a - b);
  const oldest = recent.at(-SENDINGS_MOST);
  return oldest === undefined ? null : oldest + SENDINGS_WITHIN;
};

/** A second press of the same person in a row has nothing to add. */
const SAME_PRESS = 5_000;

export const isSamePress = (
  { saidAccepted }: Pick<Peering, 'saidAccepted'>,
  by: string,
  now: number,
): boolean => saidAccepted !== null && saidAccepted.by === by && now - saidAccepted.at < SAME_PRESS;
