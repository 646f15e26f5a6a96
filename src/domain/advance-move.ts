import { isChanged, listNewHosts, pairEndpoints } from './endpoint-change.ts';
import {
  changeMove,
  finishMoveStep,
  type MoveDraft,
  type MoveRecord,
  type MoveStep,
  settleMoveDone,
  settleMoveFailed,
  startMoveStep,
  tellMove,
} from './move-step.ts';
import type { Product } from './project.ts';
import type { SeenService } from './service.ts';
import {
  findAsked,
  type MoveFailure,
  type MoveLeg,
  type MovePlace,
  planLegs,
  type ServiceMove,
  samePlace,
} from './service-move.ts';
import type { LookTime } from './step.ts';

/** What a look at the service comes to: it is recorded, or first something is asked of the provider. */
export type MoveTurn =
  | { readonly kind: 'step'; readonly step: MoveStep }
  /** The leg stands in the draft already, to be recorded before it is asked for. */
  | { readonly kind: 'ask'; readonly leg: MoveLeg; readonly draft: MoveDraft };

interface Look {
  readonly seen: SeenService;
  readonly product: Product;
  readonly time: LookTime;
}

const step = (made: MoveStep): MoveTurn => ({ kind: 'step', step: made });

/** A VPC that nobody here knows goes by its id. */
const findPlace = ({ move, vpcs }: MoveRecord, providerId: string | null): MovePlace | null => {
  if (providerId === null) return null;
  const named = [move.from, move.to, ...vpcs].find((place) => place?.providerId === providerId);
  return named ?? { providerId, name: providerId };
};

/** One look may be behind or ahead of the others: what is strange counts once it has lasted. */
const takeStrange = (
  draft: MoveDraft,
  failure: MoveFailure,
  seen: SeenService | null,
  time: LookTime,
): MoveTurn => {
  const since = draft.next.move.strangeSince ?? time.now;
  if (time.now - since >= time.timing.vanishedAfter) {
    return step(finishMoveStep(settleMoveFailed(draft, failure, seen, time.now), time));
  }
  return step(finishMoveStep(changeMove(draft, { strangeSince: since }), time));
};

/** Says once that it takes longer than expected, in the provider's own word. */
export const tellIfSlow = (draft: MoveDraft, said: string, time: LookTime): MoveDraft => {
  const { slowTold, stateSince } = draft.next.move;
  if (slowTold || time.now - stateSince < time.timing.moveExpectedWithin) return draft;
  return tellMove(changeMove(draft, { slowTold: true }), { kind: 'move-slow', since: stateSince, said });
};

/** The provider is at it, or says a word that nobody knows. Where it shows how far it is, the card says so. */
const wait = (draft: MoveDraft, { seen: { progress, rawStatus }, time }: Look): MoveTurn => {
  const waiting = changeMove(draft, { progress });
  return step(finishMoveStep(progress === null ? tellIfSlow(waiting, rawStatus, time) : waiting, time));
};

/** Where it may be: at either end of the step that was asked for, else where it was. */
const isExpected = (move: ServiceMove, at: MovePlace | null): boolean => {
  // Tried again, it goes on from wherever it is.
  if (move.state === 'requested' && move.failure !== null) return true;
  const asked = findAsked(move);
  if (asked === null) return samePlace(at, move.here);
  return samePlace(at, asked.from) || samePlace(at, asked.to);
};

const takeArrival = (draft: MoveDraft, at: MovePlace | null, now: number): MoveDraft => {
  const { move } = draft.next;
  const asked = findAsked(move);
  if (asked === null) return changeMove(draft, { here: at });
  const arrived = { ...asked, arrivedAt: now, refusal: null };
  return changeMove(draft, { here: at, legs: [...move.legs.slice(0, -1), arrived] });
};

/** Whether an address that is as it was may still be that of the old place. */
const mayBeOld = ({ from, to, legs }: ServiceMove, { product, time }: Look): boolean => {
  if (product === 'tiger') return (from === null) !== (to === null);
  // Managed Service keeps the names, and shows the new place a moment before it begins to move.
  return time.now - (legs.at(-1)?.askedAt ?? 0) < time.timing.moveAskAgain;
};

/** Parts that had an address and have none yet, or still show one that cannot be right where it is now. */
const listPending = (move: ServiceMove, look: Look) => {
  const isOld = mayBeOld(move, look);
  return pairEndpoints(move.before, look.seen.endpoints).filter(
    (change) => change.old !== null && (change.now === null || (isOld && !isChanged(change))),
  );
};

/** The service is where it was to be. Its addresses may take a while longer, each its own. */
const arrive = (draft: MoveDraft, look: Look): MoveTurn => {
  const { seen, time } = look;
  const { now, timing } = time;
  const there = takeArrival(draft, draft.next.move.to, now);
  const { move } = there.next;
  const since = move.legs.at(-1)?.arrivedAt ?? move.stateSince;
  const pending = listPending(move, look);
  const late = now - since >= timing.addressesKnownWithin;
  if (seen.endpoints.length === 0 || (pending.length > 0 && !late)) return wait(there, look);
  const changes = pairEndpoints(move.before, seen.endpoints);
  const { from, to } = move;
  const moved = tellMove(changeMove(there, { after: seen.endpoints, progress: null }), {
    kind: 'service-moved',
    from,
    to,
    changes,
  });
  // The project's own authority signs what a service shows to its clients in a VPC there.
  const signs = look.product === 'managed' && to !== null;
  const told = signs ? tellMove(moved, { kind: 'certificate-shared' }) : moved;
  const names = listNewHosts(changes).map((host) => ({ host, answeredAt: null, lateTold: false }));
  if (names.length === 0) return step(finishMoveStep(settleMoveDone(told, now), time));
  return step(
    finishMoveStep(changeMove(told, { state: 'dns-propagating', names, stateSince: now }), time, now),
  );
};

const ask = (draft: MoveDraft, legs: readonly MoveLeg[], leg: MoveLeg): MoveTurn => ({
  kind: 'ask',
  leg,
  draft: changeMove(draft, { legs: [...legs, leg] }),
});

const judgeRefusal = ({ to, from, refusal }: MoveLeg): MoveFailure | null => {
  if (refusal === null) return null;
  const { kind, said } = refusal;
  return kind === 'gone' && to !== null
    ? { kind: 'vpc-gone', said, at: from }
    : { kind: 'refused', said, at: from };
};

/** A step was asked for, and the service idles where it was: refused, not begun yet, or the asking was lost. */
const stay = (draft: MoveDraft, asked: MoveLeg, look: Look): MoveTurn => {
  const { seen, time } = look;
  const failure = judgeRefusal(asked);
  if (failure !== null) return step(finishMoveStep(settleMoveFailed(draft, failure, seen, time.now), time));
  if (time.now - asked.askedAt < time.timing.moveAskAgain) return wait(draft, look);
  return ask(draft, draft.next.move.legs.slice(0, -1), { ...asked, askedAt: time.now });
};

/** Nothing was asked of the provider before: what is seen now is what it is moved from. */
const start = (draft: MoveDraft, at: MovePlace | null, legs: number, { seen, time }: Look): MoveDraft => {
  const { move } = draft.next;
  // Until anything is asked for, somebody else may change what it was asked of.
  const fresh = move.legs.length === 0 ? { from: at, before: seen.endpoints } : {};
  if (move.state !== 'requested') return changeMove(draft, fresh);
  const moving = changeMove(draft, { ...fresh, state: 'moving', stateSince: time.now });
  return tellMove(moving, { kind: 'move-started', from: at, to: move.to, legs });
};

/** The first step, or the one after a step that is done. */
const goOn = (draft: MoveDraft, at: MovePlace | null, look: Look): MoveTurn => {
  const { product, time } = look;
  const done = findAsked(draft.next.move);
  const planned = planLegs(product, at, draft.next.move.to);
  const [next] = planned;
  if (next === undefined) return step(finishMoveStep(draft, time));
  const begun = start(takeArrival(draft, at, time.now), at, planned.length, look);
  const told = done === null ? begun : tellMove(begun, { kind: 'service-detached', from: done.from });
  const leg: MoveLeg = { ...next, askedAt: time.now, arrivedAt: null, refusal: null };
  return ask(told, told.next.move.legs, leg);
};

/**
 * What to do about a service that is to be moved, from where one look shows it: where it is decides,
 * so that whatever was lost in between, the move goes on. `seen: null`: the provider does not know it.
 */
export const advanceMove = (
  record: MoveRecord,
  seen: SeenService | null,
  product: Product,
  time: LookTime,
): MoveTurn => {
  const draft = startMoveStep(record);
  if (seen === null) return takeStrange(draft, { kind: 'service-gone' }, null, time);
  const look = { seen, product, time };
  if (seen.state === 'deleting') {
    return step(finishMoveStep(settleMoveFailed(draft, { kind: 'service-gone' }, null, time.now), time));
  }
  if (seen.state === 'changing' || seen.state === 'unknown') return wait(draft, look);
  const { move } = record;
  const at = findPlace(record, seen.vpcProviderId);
  const isThere = samePlace(at, move.to);
  if (!isThere && !isExpected(move, at)) {
    return takeStrange(draft, { kind: 'moved-elsewhere', at }, seen, time);
  }
  const calm = changeMove(draft, { strangeSince: null, failure: null });
  if (isThere) return arrive(calm, look);
  const asked = findAsked(move);
  if (asked !== null && samePlace(at, asked.from)) return stay(calm, asked, look);
  return goOn(calm, at, look);
};
