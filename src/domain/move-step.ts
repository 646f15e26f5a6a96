import { pairEndpoints } from './endpoint-change.ts';
import type { NoticeDraft } from './notice.ts';
import type { NoticeBody } from './notice-body.ts';
import type { Request } from './request.ts';
import type { SeenService } from './service.ts';
import { findAsked, type MoveFailure, type MovePlace, type ServiceMove } from './service-move.ts';
import type { LookTime } from './step.ts';
import { nextLook } from './timing.ts';
import { type Failure, findTurn, worsenTrouble } from './trouble.ts';

/** A move with its request, and the VPCs of its project, by which places are named. */
export interface MoveRecord {
  readonly move: ServiceMove;
  readonly request: Request;
  readonly vpcs: readonly MovePlace[];
}

/** What a look comes to. The store records it in one transaction, together with nothing else. */
export interface MoveStep {
  readonly next: MoveRecord;
  readonly notices: readonly NoticeDraft[];
  /** Epoch ms; null: nothing left to look for. */
  readonly lookAgainAt: number | null;
}

export type MoveDraft = Omit<MoveStep, 'lookAgainAt'>;

export const startMoveStep = (next: MoveRecord): MoveDraft => ({ next, notices: [] });

export const changeMove = (draft: MoveDraft, change: Partial<ServiceMove>): MoveDraft => ({
  ...draft,
  next: { ...draft.next, move: { ...draft.next.move, ...change } },
});

export const tellMove = (draft: MoveDraft, body: NoticeBody): MoveDraft => ({
  ...draft,
  notices: [...draft.notices, { requestId: draft.next.request.id, body }],
});

const endRequest = (draft: MoveDraft, state: Request['state'], now: number): MoveDraft => ({
  ...draft,
  next: { ...draft.next, request: { ...draft.next.request, state, stateSince: now } },
});

export const settleMoveDone = (draft: MoveDraft, now: number): MoveDraft =>
  endRequest(changeMove(draft, { state: 'done', stateSince: now }), 'done', now);

/** Says loudly where the service is instead, and how it is reached there. */
export const settleMoveFailed = (
  draft: MoveDraft,
  failure: MoveFailure,
  seen: SeenService | null,
  now: number,
): MoveDraft => {
  const { before, here } = draft.next.move;
  const changes = seen === null ? [] : pairEndpoints(before, seen.endpoints);
  const at = failure.kind === 'service-gone' ? here : failure.at;
  const failed = changeMove(draft, {
    state: 'failed',
    failure,
    here: at,
    after: seen === null ? null : seen.endpoints,
    strangeSince: null,
    progress: null,
    stateSince: now,
  });
  return tellMove(endRequest(failed, 'failed', now), { kind: 'move-failed', failure, changes });
};

/** Said before all that the first look after the trouble found. */
const recover = (draft: MoveDraft): MoveDraft => {
  const { trouble } = draft.next.move;
  if (trouble === null) return draft;
  const calm = changeMove({ ...draft, notices: [] }, { trouble: null });
  const told = trouble.said ? tellMove(calm, { kind: 'provider-recovered', since: trouble.since }) : calm;
  return { ...told, notices: [...told.notices, ...draft.notices] };
};

const listDeadlines = ({ state, stateSince, names, slowTold }: ServiceMove, { timing }: LookTime) => {
  if (state === 'moving') return slowTold ? [] : [stateSince + timing.moveExpectedWithin];
  if (state !== 'dns-propagating') return [];
  const late = names.some(({ lateTold }) => lateTold) ? [] : [stateSince + timing.dnsExpectedWithin];
  return [...late, stateSince + timing.dnsGiveUp];
};

const whenToLook = (move: ServiceMove, time: LookTime): number => {
  const { now, timing, jitter } = time;
  const changedAt = Math.max(
    move.stateSince,
    ...move.legs.flatMap(({ askedAt, arrivedAt }) => [askedAt, arrivedAt ?? 0]),
  );
  const ahead = listDeadlines(move, time).filter((at) => at > now);
  return nextLook(
    { changedAt, now, jitter, deadline: ahead.length === 0 ? null : Math.min(...ahead) },
    timing,
  );
};

const isAtRest = ({ state }: ServiceMove): boolean => {
  switch (state) {
    case 'done':
    case 'failed':
    case 'cancelled':
      return true;
    case 'requested':
    case 'moving':
    case 'dns-propagating':
      return false;
    default:
      return state satisfies never;
  }
};

/** Closes a step after a look that was answered. `soon` looks again at that time. */
export const finishMoveStep = (draft: MoveDraft, time: LookTime, soon: number | null = null): MoveStep => {
  const settled = recover(draft);
  const { move } = settled.next;
  return { ...settled, lookAgainAt: isAtRest(move) ? null : (soon ?? whenToLook(move, time)) };
};

/** Closes a step after a call that failed. */
export const finishMoveInTrouble = (draft: MoveDraft, failure: Failure, time: LookTime): MoveStep => {
  const turn = findTurn(failure, time.now);
  if (turn !== null) return { ...draft, lookAgainAt: turn };
  const { trouble, tell, at } = worsenTrouble(draft.next.move.trouble, failure, time);
  const marked = changeMove(draft, { trouble });
  const { code } = failure;
  const told = tell ? tellMove(marked, { kind: 'provider-trouble', code, since: trouble.since }) : marked;
  return { ...told, lookAgainAt: at };
};

/** What was surely not done need not be looked for: the step that this look asked for is taken back. */
export const takeBackLeg = (draft: MoveDraft, { move: before }: MoveRecord): MoveDraft => {
  const { legs } = draft.next.move;
  // Asked for once more, it stands as it was asked for before.
  const earlier = before.legs.length === legs.length ? before.legs.slice(-1) : [];
  return changeMove(draft, { legs: [...legs.slice(0, -1), ...earlier] });
};

/** Remembers why the provider did not do what was asked. The next look tells where that leaves the service. */
export const refuseLeg = (draft: MoveDraft, kind: 'refused' | 'gone', said: string): MoveDraft => {
  const { move } = draft.next;
  const asked = findAsked(move);
  if (asked === null) return draft;
  return changeMove(draft, { legs: [...move.legs.slice(0, -1), { ...asked, refusal: { kind, said } }] });
};
