import type { CompletionStop, SideTrouble } from './completion.ts';
import {
  aboutPeering,
  changeCompletion,
  changeSide,
  changeStep,
  type SideDraft,
  type SideStep,
  tellHome,
} from './side-step.ts';
import type { LookTime } from './step.ts';
import { stopCompletion } from './stop-completion.ts';
import { type Failure, worsenTrouble } from './trouble.ts';

/** A call to the other side's cloud that failed. */
export interface SideFailure extends Failure {
  /** The permission that is missing, where the cloud says so. */
  readonly action: string | null;
  /** What was being done. */
  readonly doing: string;
  /** What the cloud said; empty: nothing. */
  readonly said: string;
  /** Whether it may have been done all the same. */
  readonly outcome: 'not-done' | 'unknown';
}

/** A change that was asked for in this run. `before`: the draft before that. */
export interface Asked {
  readonly at: number;
  /** It was recorded as under way by an earlier run, whose call may have been carried out. */
  readonly again: boolean;
  readonly kind: 'carry-out' | 'take-back';
}

const isUnderWay = ({ next }: SideDraft): boolean => {
  const state = next.side.completion?.state;
  return state === 'approved' || state === 'undoing';
};

const toStop = ({ code, action, said, doing }: SideFailure, isUndo: boolean): CompletionStop =>
  code === 'CLOUD_REFUSED'
    ? { kind: 'refused', said, doing, isUndo }
    : { kind: 'denied', action, said, doing, isUndo };

/** What was surely not done need not be looked for. */
const takeBackIntent = (draft: SideDraft, { at, again, kind }: Asked): SideDraft => {
  if (again) return draft;
  if (kind === 'take-back') return changeStep(draft, at, { state: 'done' });
  const steps = draft.next.side.completion?.steps ?? [];
  return changeCompletion(draft, { steps: steps.filter((_, index) => index !== at) });
};

/** Another permission that is missing, or another thing that cannot be done, is other trouble. */
const isOther = (before: SideTrouble, { action, retryable }: SideFailure): boolean =>
  !retryable && before.action !== action;

const worsen = (draft: SideDraft, failure: SideFailure, time: LookTime) => {
  const before = draft.next.side.trouble;
  const known = before !== null && isOther(before, failure) ? { ...before, said: false } : before;
  const { action, doing } = failure;
  const { trouble, tell, at } = worsenTrouble(known, failure, time);
  return { trouble: { ...trouble, action, doing }, tell, at };
};

/**
 * Closes a step after a call that failed. What heals by itself is tried again; what only people can mend
 * stops what is under way, and says what and where. `asked`: null, where it was only looked.
 */
export const finishSideInTrouble = (
  start: SideDraft,
  failure: SideFailure,
  asked: Asked | null,
  time: LookTime,
): SideStep => {
  const draft = asked !== null && failure.outcome === 'not-done' ? takeBackIntent(start, asked) : start;
  const { trouble, tell, at } = worsen(draft, failure, time);
  if (failure.retryable || !isUnderWay(draft)) {
    const marked = changeSide(draft, { trouble });
    const about = aboutPeering(draft.next.peering);
    const told = tell ? tellHome(marked, { kind: 'side-trouble', trouble, ...about }) : marked;
    return { ...told, lookAgainAt: at };
  }
  const isUndo = draft.next.side.completion?.state === 'undoing';
  const stopped = stopCompletion(draft, toStop(failure, isUndo), time.now);
  // Where looking is not allowed either, the stop has told it.
  const known = asked === null ? { ...trouble, said: true } : null;
  return { ...changeSide(stopped, { trouble: known }), lookAgainAt: at };
};

/** Said before all that the first look after the trouble found. */
export const recoverSide = (draft: SideDraft): SideDraft => {
  const { trouble } = draft.next.side;
  if (trouble === null) return draft;
  const calm = changeSide({ ...draft, notices: [] }, { trouble: null });
  const about = aboutPeering(draft.next.peering);
  const told = trouble.said
    ? tellHome(calm, { kind: 'side-recovered', since: trouble.since, ...about })
    : calm;
  return { ...told, notices: [...told.notices, ...draft.notices] };
};
