import { type Drift, findPeeringDrift } from './drift.ts';
import { type NoticeDraft, tellPeering } from './notice.ts';
import type { NoticeBody } from './notice-body.ts';
import {
  isEnded,
  isRegressed,
  lastKnownState,
  listDwellers,
  type Peering,
  type SeenPeering,
} from './peering.ts';
import { nextPeerWord } from './pending-peer.ts';
import { isRequestOver, judgeRequest, peeringsOf, type Request } from './request.ts';
import { nextLook, type Timing } from './timing.ts';
import { type Failure, findTurn, worsenTrouble } from './trouble.ts';
import type { Vpc } from './vpc.ts';

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
  /** Peerings on the VPC that nobody asked for here, and that are not recorded yet. */
  readonly found: readonly SeenPeering[];
  /** What changed at the provider and concerns no request. */
  readonly drift: readonly Drift[];
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

export const startStep = (record: VpcRecord): Draft => ({
  next: record,
  notices: [],
  quota: null,
  found: [],
  drift: [],
});

export const tellRequest = (
  draft: Draft,
  requestId: number | null,
  ...bodies: readonly NoticeBody[]
): Draft =>
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

export const enterRequestState = (draft: Draft, id: number, state: Request['state'], now: number): Draft => {
  const requests = draft.next.requests.map((request) =>
    request.id === id ? { ...request, state, stateSince: now } : request,
  );
  return { ...draft, next: { ...draft.next, requests } };
};

/** Replaces a peering in silence. */
export const putPeering = (draft: Draft, next: Peering): Draft => {
  const peerings = draft.next.peerings.map((peering) => (peering.id === next.id ? next : peering));
  return { ...draft, next: { ...draft.next, peerings } };
};

/** By whom a peering is deleted: for itself, or with its VPC. Undoing a request is told as that. */
const findRemover = ({ requests }: VpcRecord, peeringId: number): Request | null =>
  requests.find(
    ({ state, ask }) =>
      state === 'open' && (ask.kind === 'delete' || (ask.kind === 'unpeer' && ask.peeringId === peeringId)),
  ) ?? null;

/** Whoever asked for the peering to be deleted hears that it is, and everybody else who lived on it by whom. */
const tellDeleted = (draft: Draft, peering: Peering): Draft => {
  const remover = findRemover(draft.next, peering.id);
  if (remover === null) return draft;
  const { peer, provisionedId } = peering;
  const gone = { peer, provisionedId };
  const { id: by, requesterId } = remover;
  const told =
    remover.ask.kind === 'unpeer' ? tellRequest(draft, by, { kind: 'peering-deleted', gone }) : draft;
  const dwellers = listDwellers(peering);
  return draft.next.requests
    .filter((request) => dwellers.includes(request.id) && request.requesterId !== requesterId)
    .reduce<Draft>(
      (so, { id }) => tellRequest(so, id, { kind: 'peering-lost', gone, by: requesterId, requestId: by }),
      told,
    );
};

/** Says something to every request that lives on a peering. */
export const tellDwellers = (draft: Draft, peering: Peering, ...bodies: readonly NoticeBody[]): Draft =>
  listDwellers(peering).reduce((told, id) => tellRequest(told, id, ...bodies), draft);

/** What has ended without anybody here is told to the project, where it is nobody's. */
export const tellDrift = (draft: Draft, drift: Drift | null): Draft =>
  drift === null ? draft : { ...draft, drift: [...draft.drift, drift] };

/** Replaces a peering, and tells whom it concerns where its state is new. */
export const changePeering = (draft: Draft, next: Peering): Draft => {
  const before = draft.next.peerings.find(({ id }) => id === next.id);
  const changed = putPeering(draft, next);
  if (before === undefined || lastKnownState(before) === next.state) return changed;
  if (next.state === 'deleted') return tellDeleted(changed, next);
  const dwellers = listDwellers(next);
  if (dwellers.length === 0) return tellDrift(changed, findPeeringDrift(draft.next.vpc, before, next));
  const { peer, provisionedId, state } = next;
  const bodies: readonly NoticeBody[] = isRegressed(before, state)
    ? [{ kind: 'peering-regressed', peer, provisionedId, since: before.stateSince }]
    : tellPeering(next);
  return tellDwellers(changed, next, ...bodies);
};

/** What a request has come to, where the last thing that was said of it does not say so. */
const tellOutcome = (draft: Draft, request: Request, state: Request['state']): Draft => {
  if (state === 'cancelled') return tellRequest(draft, request.id, { kind: 'request-cancelled' });
  const reached = peeringsOf(request, draft.next.peerings).some((peering) => peering.state === 'active');
  return state === 'done' && request.ask.kind === 'create' && !reached
    ? tellRequest(draft, request.id, { kind: 'vpc-ready' })
    : draft;
};

const settleRequests = (draft: Draft, now: number): Draft =>
  draft.next.requests.reduce((so, request) => {
    const state = judgeRequest(request, so.next.vpc, peeringsOf(request, so.next.peerings));
    if (state === request.state) return so;
    return tellOutcome(enterRequestState(so, request.id, state, now), request, state);
  }, draft);

/** A peering that somebody lives on. Those that were only found are read with their project. */
const isWatched = (peering: Peering): boolean =>
  listDwellers(peering).length === 0 ? peering.state === 'deleting' : !isEnded(peering.state);

/** Nothing more can come of it by itself: it is over, or a person must act first. */
export const isAtRest = ({ vpc, peerings, requests }: VpcRecord): boolean => {
  switch (vpc.state) {
    case 'deleted':
    case 'failed':
      return true;
    case 'requested':
      return requests.some(({ id, state }) => id === vpc.requestId && state.startsWith('waiting-for-'));
    case 'active':
      return requests.every(isRequestOver) && !peerings.some(isWatched);
    case 'creating':
    case 'deleting':
      return false;
    default:
      return vpc.state satisfies never;
  }
};

const whenToLook = ({ vpc, peerings }: VpcRecord, { now, timing, jitter }: LookTime): number => {
  const living = peerings.filter(isWatched);
  const changedAt = Math.max(
    vpc.stateSince,
    vpc.hurriedAt ?? 0,
    ...living.map(({ stateSince }) => stateSince),
  );
  const deadlines = living.flatMap((peering) => nextPeerWord(peering, { now, timing }) ?? []);
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

/** Closes a step after a call that failed. What nobody heard of is told to whoever asks next. */
export const finishInTrouble = (draft: Draft, failure: Failure, time: LookTime): Step => {
  const turn = findTurn(failure, time.now);
  if (turn !== null) return { ...draft, lookAgainAt: turn };
  const before = draft.next.vpc.trouble;
  const { trouble, tell, at } = worsenTrouble(before, failure, time);
  const heard = draft.next.requests.some((request) => !isRequestOver(request));
  const said = heard ? trouble.said : before?.said === true;
  const marked = changeVpc(draft, { trouble: { ...trouble, said } });
  const { code } = failure;
  const told = tell ? tellLiving(marked, { kind: 'provider-trouble', code, since: trouble.since }) : marked;
  return { ...told, lookAgainAt: at };
};
