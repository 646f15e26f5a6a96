import { type NoticeBody, type NoticeDraft, tellPeering } from './notice.ts';
import { advancePeering, isEnded, type Peering, type SeenPeering } from './peering.ts';
import type { QuotaUse } from './quota.ts';
import { isRequestOver, judgeRequest, peeringsOf, type Request } from './request.ts';
import { nextLook, nextTry, type Timing } from './timing.ts';
import type { Vpc, VpcFailure } from './vpc.ts';

/** A VPC, its peerings and the requests that live on it: what one look answers for. */
export interface VpcRecord {
  readonly vpc: Vpc;
  readonly peerings: readonly Peering[];
  readonly requests: readonly Request[];
}

/** What a look means for the request's ask for more quota. */
export type QuotaChange =
  | { readonly kind: 'ask'; readonly used: number; readonly limit: number }
  | { readonly kind: 'wait-for-timescale'; readonly used: number; readonly limit: number }
  /** The VPC that was asked for is there. */
  | { readonly kind: 'grant' };

/** What a look comes to. The store records it in one transaction, together with nothing else. */
export interface Step {
  readonly next: VpcRecord;
  readonly notices: readonly NoticeDraft[];
  readonly quota: QuotaChange | null;
  /** Epoch ms; null: nothing left to look for. */
  readonly lookAgainAt: number | null;
}

/** The time of a look, its settings, and a number from 0 to 1 that spreads looks. */
export interface LookTime {
  readonly now: number;
  readonly timing: Timing;
  readonly jitter: number;
}

/** A step under construction: facts change, what is to be said of them collects. */
export type Draft = Omit<Step, 'lookAgainAt'>;

export const startStep = (record: VpcRecord): Draft => ({ next: record, notices: [], quota: null });

const tellRequest = (draft: Draft, requestId: number | null, ...bodies: readonly NoticeBody[]): Draft =>
  requestId === null
    ? draft
    : { ...draft, notices: [...draft.notices, ...bodies.map((body) => ({ requestId, body }))] };

/** Says something to every request that still waits for this VPC. */
const tellLiving = (draft: Draft, body: NoticeBody): Draft =>
  draft.next.requests
    .filter((request) => !isRequestOver(request))
    .reduce((told, { id }) => tellRequest(told, id, body), draft);

export const changeVpc = (draft: Draft, change: Partial<Vpc>): Draft => ({
  ...draft,
  next: { ...draft.next, vpc: { ...draft.next.vpc, ...change } },
});

/** Replaces a peering, and tells its request where its state is new. */
export const changePeering = (draft: Draft, next: Peering): Draft => {
  const before = draft.next.peerings.find(({ id }) => id === next.id);
  const peerings = draft.next.peerings.map((peering) => (peering.id === next.id ? next : peering));
  const changed = { ...draft, next: { ...draft.next, peerings } };
  if (before === undefined || before.state === next.state) return changed;
  return tellRequest(changed, next.requestId, ...tellPeering(next));
};

export const tellPeeringTaken = (draft: Draft, peering: Peering, providerId: string, now: number): Draft => {
  const taken: NoticeBody = { kind: 'peering-taken', peer: peering.peer, providerId };
  const ended = { ...peering, state: 'failed', intent: null, stateSince: now } as const;
  const peerings = draft.next.peerings.map((other) => (other.id === peering.id ? ended : other));
  return tellRequest({ ...draft, next: { ...draft.next, peerings } }, peering.requestId, taken);
};

/** The provider has the VPC. Tiger shows no state: it stays `creating` until a peering can be made on it. */
export const settleVpcCreated = (draft: Draft, providerId: string, now: number): Draft => {
  const deleting = draft.next.vpc.state === 'deleting';
  const named = changeVpc({ ...draft, quota: { kind: 'grant' } }, { providerId, intent: null });
  if (deleting) return named;
  const created = changeVpc(named, { state: 'creating', stateSince: now });
  return tellRequest(created, created.next.vpc.requestId, { kind: 'vpc-created', providerId });
};

export const settleVpcActive = (draft: Draft, now: number): Draft =>
  draft.next.vpc.state === 'creating' ? changeVpc(draft, { state: 'active', stateSince: now }) : draft;

/** What is gone at the provider has no id there any more: a retry makes it anew. */
const FORGOTTEN = { providerId: null, provisionedId: null, expiresAt: null } as const;

/** The end of a VPC that will not come to be, or is there no more, and of what was to live on it. */
export const settleVpcFailed = (draft: Draft, failure: VpcFailure, now: number): Draft => {
  const gone = failure.kind === 'gone';
  const ended = { state: 'failed', intent: null, stateSince: now } as const;
  const failed = changeVpc(draft, { ...ended, failure, ...(gone ? { providerId: null } : {}) });
  const peerings = failed.next.peerings.map((peering) => {
    if (isEnded(peering.state)) return peering;
    // Without its VPC a peering that was on its way out is out, and is not tried again with the VPC.
    const state = peering.state === 'deleting' ? 'deleted' : 'failed';
    return { ...peering, ...ended, state, ...(gone ? FORGOTTEN : {}) } as const;
  });
  const settled = { ...failed, next: { ...failed.next, peerings } };
  const concerned = settled.next.requests.filter(
    (request) => !isRequestOver(request) || (gone && request.state === 'done'),
  );
  return concerned.reduce<Draft>(
    (told, { id }) => tellRequest(told, id, { kind: 'vpc-failed', failure }),
    settled,
  );
};

/** A change that the provider refuses for good: its request fails, and the VPC stays as it was. */
export const settleRefused = (draft: Draft, requestId: number, said: string, now: number): Draft =>
  tellRequest(enterRequestState(draft, requestId, 'failed', now), requestId, {
    kind: 'change-refused',
    said,
  });

export const settleVpcRenamed = (draft: Draft, requestId: number, name: string): Draft => {
  const from = draft.next.vpc.name;
  return tellRequest(changeVpc(draft, { name }), requestId, { kind: 'vpc-renamed', from, to: name });
};

export const settleVpcDeleted = (draft: Draft, now: number): Draft => {
  const peerings = draft.next.peerings.map((peering) =>
    isEnded(peering.state) ? peering : ({ ...peering, state: 'deleted', stateSince: now } as const),
  );
  const gone = { ...draft, next: { ...draft.next, peerings } };
  return changeVpc(gone, { state: 'deleted', intent: null, stateSince: now });
};

const enterRequestState = (draft: Draft, id: number, state: Request['state'], now: number): Draft => {
  const requests = draft.next.requests.map((request) =>
    request.id === id ? { ...request, state, stateSince: now } : request,
  );
  return { ...draft, next: { ...draft.next, requests } };
};

/** Parks a request until a person decides: nothing is looked at meanwhile. */
const parkRequest = (
  draft: Draft,
  state: Request['state'],
  body: NoticeBody,
  quota: QuotaChange,
  now: number,
): Draft => {
  const { requestId } = draft.next.vpc;
  if (requestId === null) return draft;
  const parked = changeVpc(enterRequestState(draft, requestId, state, now), {
    state: 'requested',
    intent: null,
    stateSince: now,
  });
  return { ...tellRequest(parked, requestId, body), quota };
};

/** The provider lists more VPCs than were known when the request was let through. */
export const parkForApproval = (draft: Draft, use: QuotaUse, now: number): Draft =>
  parkRequest(draft, 'waiting-for-approval', { kind: 'quota-asked', ...use }, { kind: 'ask', ...use }, now);

/** The provider itself refuses for its limit: only its support can raise that. */
export const parkForTimescale = (draft: Draft, use: QuotaUse, said: string, now: number): Draft =>
  parkRequest(
    draft,
    'waiting-for-timescale',
    { kind: 'waiting-for-timescale', said, wanted: use.used + 1 },
    { kind: 'wait-for-timescale', ...use },
    now,
  );

/** Takes what the provider's list shows of every peering that it knows by an id. */
export const takeListing = (
  draft: Draft,
  listed: readonly SeenPeering[],
  { now, timing }: LookTime,
): Draft => {
  const known = draft.next.peerings.filter(({ providerId }) => providerId !== null);
  const taken = known.reduce((so, peering) => {
    const seen = listed.find(({ providerId }) => providerId === peering.providerId) ?? null;
    return changePeering(so, advancePeering(peering, seen, now, timing));
  }, draft);
  return listed.length > 0 ? settleVpcActive(taken, now) : taken;
};

const settleRequests = (draft: Draft, now: number): Draft =>
  draft.next.requests.reduce((so, request) => {
    const state = judgeRequest(request, so.next.vpc, peeringsOf(request, so.next.peerings));
    if (state === request.state) return so;
    const changed = enterRequestState(so, request.id, state, now);
    return state === 'cancelled' ? tellRequest(changed, request.id, { kind: 'request-cancelled' }) : changed;
  }, draft);

/** Nothing more can come of it by itself: it is over, or a person must act first. */
export const isAtRest = ({ vpc, peerings, requests }: VpcRecord): boolean => {
  switch (vpc.state) {
    case 'deleted':
    case 'failed':
      return true;
    case 'requested':
      return requests.some(({ id, state }) => id === vpc.requestId && state.startsWith('waiting-for-'));
    case 'active':
      return requests.every(isRequestOver) && peerings.every(({ state }) => isEnded(state));
    case 'creating':
    case 'deleting':
      return false;
    default:
      return vpc.state satisfies never;
  }
};

const whenToLook = ({ vpc, peerings }: VpcRecord, { now, timing, jitter }: LookTime): number => {
  const living = peerings.filter(({ state }) => !isEnded(state));
  const changedAt = Math.max(
    vpc.stateSince,
    vpc.hurriedAt ?? 0,
    ...living.map(({ stateSince }) => stateSince),
  );
  const deadlines = living.flatMap(({ state, expiresAt }) =>
    state === 'pending-peer' && expiresAt !== null && expiresAt > now ? [expiresAt] : [],
  );
  const deadline = deadlines.length === 0 ? null : Math.min(...deadlines);
  return nextLook({ changedAt, now, jitter, deadline }, timing);
};

/** Said before all that the first look after the trouble found. */
const recover = (draft: Draft): Draft => {
  const { trouble } = draft.next.vpc;
  if (trouble === null) return draft;
  const calm = changeVpc({ ...draft, notices: [] }, { trouble: null });
  const told = trouble.said ? tellLiving(calm, { kind: 'provider-recovered', since: trouble.since }) : calm;
  return { ...told, notices: [...told.notices, ...draft.notices] };
};

/** Closes a step after a look that the provider answered. `soon` looks again at once, or at that time. */
export const finishStep = (draft: Draft, time: LookTime, soon: number | null = null): Step => {
  const settled = settleRequests(recover(draft), time.now);
  const { next } = settled;
  return { ...settled, lookAgainAt: isAtRest(next) ? null : (soon ?? whenToLook(next, time)) };
};

/**
 * Closes a step after a call that failed. People hear of it once it has lasted, or at once where
 * only a person can mend it. `pause` is what the provider asked for, in ms.
 */
export const finishInTrouble = (
  draft: Draft,
  failure: { readonly code: string; readonly retryable: boolean; readonly pause: number | undefined },
  time: LookTime,
): Step => {
  const before = draft.next.vpc.trouble;
  const since = before?.since ?? time.now;
  const tries = before?.tries ?? 0;
  const lasting = !failure.retryable || time.now - since >= time.timing.troubleAfter;
  const tell = lasting && before?.said !== true;
  const trouble = { since, code: failure.code, tries: tries + 1, said: tell || before?.said === true };
  const marked = changeVpc(draft, { trouble });
  const told = tell ? tellLiving(marked, { kind: 'provider-trouble', code: failure.code, since }) : marked;
  const at = nextTry({ now: time.now, tries, retryAfter: failure.pause }, time.timing);
  return { ...told, lookAgainAt: at };
};
