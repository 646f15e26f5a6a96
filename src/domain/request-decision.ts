import { samePeer } from './peer-network.ts';
import { isEnded, type Peering, type PeeringState, type Sharer } from './peering.ts';
import type { RequestState, VpcView } from './request.ts';

export type CancelVerdict =
  /** `removes`: whether anything stands at the provider already. */
  | { readonly kind: 'cancel'; readonly removes: boolean }
  | { readonly kind: 'too-late'; readonly state: RequestState }
  /** It only shares what is there, which stays. */
  | { readonly kind: 'leave' }
  /** A peering of it is active, or somebody else builds on the VPC: that is deleted, not cancelled. */
  | {
      readonly kind: 'in-use';
      readonly active: readonly Peering[];
      readonly others: readonly Sharer[];
    }
  /** Nobody knows which of these it made, so that only a person may delete. */
  | { readonly kind: 'unsure'; readonly providerIds: readonly string[] };

const isAtProvider = ({ request, vpc, peerings }: VpcView): boolean => {
  if (request.ask.kind === 'create') {
    return vpc.state !== 'deleted' && (vpc.providerId !== null || vpc.intent !== null);
  }
  return peerings.some(
    ({ state, providerId, intent }) => state !== 'deleted' && (providerId !== null || intent !== null),
  );
};

const judgeUse = ({ request, vpc, peerings, others }: VpcView): CancelVerdict | null => {
  if (vpc.state !== 'active') return null;
  const active = peerings.filter(({ state }) => state === 'active');
  const sharers = peerings.flatMap((peering) => peering.sharers);
  const theirs =
    request.ask.kind === 'create'
      ? others.map(({ id, requesterId }) => ({ requestId: id, requesterId }))
      : sharers;
  return active.length === 0 && theirs.length === 0 ? null : { kind: 'in-use', active, others: theirs };
};

const judgeUndo = (view: VpcView): CancelVerdict => {
  const { request, vpc } = view;
  switch (request.state) {
    case 'waiting-for-approval':
    case 'waiting-for-timescale':
      return { kind: 'cancel', removes: isAtProvider(view) };
    case 'open':
      return judgeUse(view) ?? { kind: 'cancel', removes: isAtProvider(view) };
    case 'failed':
      if (vpc.failure?.kind === 'ambiguous') {
        return { kind: 'unsure', providerIds: vpc.failure.providerIds };
      }
      if (!isAtProvider(view)) return { kind: 'too-late', state: request.state };
      return judgeUse(view) ?? { kind: 'cancel', removes: true };
    case 'done':
    case 'denied':
    case 'expired':
    case 'cancelling':
    case 'cancelled':
    case 'left':
      return { kind: 'too-late', state: request.state };
    default:
      return request.state satisfies never;
  }
};

/** It can be left for as long as the peering is there. */
const judgeLeaving = ({ request, peerings }: VpcView): CancelVerdict =>
  peerings.some(({ sharers }) => sharers.some(({ requestId }) => requestId === request.id))
    ? { kind: 'leave' }
    : { kind: 'too-late', state: request.state };

/** Cancelling undoes what the request made. What changes something that was there is asked for at once. */
export const judgeCancel = (view: VpcView): CancelVerdict => {
  const { ask, state } = view.request;
  if (ask.kind === 'share') return judgeLeaving(view);
  return ask.kind === 'create' || ask.kind === 'peer' ? judgeUndo(view) : { kind: 'too-late', state };
};

export type RetryVerdict =
  /** The VPC is tried again as it was asked for. */
  | { readonly kind: 'try-again' }
  /** The VPC stands, this peering ended: a new one is asked for, with details that may be mended. */
  | { readonly kind: 'ask-again'; readonly peering: Peering }
  | { readonly kind: 'nothing-to-retry'; readonly state: RequestState };

/** What a person may ask for again in the place of this; what is left over of it is deleted then. */
const isInVain = ({ state }: Peering): boolean => isEnded(state) && state !== 'deleted';

const isRepeatable = ({ request: { ask, state }, vpc }: Pick<VpcView, 'request' | 'vpc'>): boolean =>
  (ask.kind === 'create' || ask.kind === 'peer') &&
  vpc.state === 'active' &&
  state !== 'cancelling' &&
  state !== 'cancelled';

export const judgeRetry = ({ request, vpc, peerings }: VpcView): RetryVerdict => {
  const { ask, state } = request;
  const nothing: RetryVerdict = { kind: 'nothing-to-retry', state };
  if (ask.kind !== 'create' && ask.kind !== 'peer') return nothing;
  if (state === 'waiting-for-timescale') return { kind: 'try-again' };
  const ended = peerings.find(isInVain);
  if (ended !== undefined && isRepeatable({ request, vpc })) return { kind: 'ask-again', peering: ended };
  // Done may turn into this: somebody deleted the VPC at the provider.
  const over = state === 'failed' || state === 'done';
  return ask.kind === 'create' && over && vpc.state === 'failed' ? { kind: 'try-again' } : nothing;
};

/** Nothing was wrong with what was asked for: the same may lead to another end. */
export const isWorthRepeating = (state: PeeringState): boolean =>
  state === 'expired' || state === 'rejected-by-peer' || state === 'deleted-by-peer';

export type RepeatVerdict =
  | { readonly kind: 'repeat'; readonly peering: Peering }
  /** Another was asked for in its place, or it was deleted here. */
  | { readonly kind: 'replaced' }
  /** Somebody else has it peered meanwhile. */
  | { readonly kind: 'peered'; readonly peering: Peering }
  /** It lives, or its VPC does not. */
  | { readonly kind: 'not-ended' };

/** Whether a peering that ended may be asked for once more as it was. `all`: whatever the VPC has. */
export const judgeRepeat = (view: VpcView, peeringId: number, all: readonly Peering[]): RepeatVerdict => {
  const peering = view.peerings.find(({ id }) => id === peeringId);
  if (peering === undefined) return { kind: 'not-ended' };
  if (peering.state === 'deleted' || peering.state === 'deleting') return { kind: 'replaced' };
  if (!isInVain(peering) || !isRepeatable(view)) return { kind: 'not-ended' };
  const twin = all.find((other) => !isEnded(other.state) && samePeer(other.peer, peering.peer));
  return twin === undefined ? { kind: 'repeat', peering } : { kind: 'peered', peering: twin };
};
