import type { TakenStep } from './completion.ts';
import { findEffect } from './side-made.ts';
import type { SideMade, SidePlan, TakenBack } from './side-plan.ts';
import {
  aboutPeering,
  changeCompletion,
  changeSide,
  changeStep,
  type RecordedCompletion,
  type SideDraft,
  tellCompletion,
} from './side-step.ts';
import type { LookTime } from './step.ts';
import { isOpen } from './stop-completion.ts';

/** What an undo comes to next. */
export type UndoTurn =
  | { readonly kind: 'take-back'; readonly draft: SideDraft; readonly at: number; readonly made: SideMade }
  /** What got no answer may still show up. */
  | { readonly kind: 'wait'; readonly draft: SideDraft }
  | { readonly kind: 'over'; readonly draft: SideDraft };

const NOT_THERE: TakenBack = { kind: 'left', why: 'not-there' };

/** Whether a completion has steps of which nobody knows what came of them: only a look can tell. */
export const needsLook = ({ steps }: RecordedCompletion): boolean => steps.some(isOpen);

/** What got no answer is there, or it is not once it had its time. */
const judgeOpenSteps = (draft: SideDraft, plan: SidePlan | null, { now, timing }: LookTime): SideDraft =>
  (draft.next.side.completion?.steps ?? []).reduce((so, step, at) => {
    if (!isOpen(step)) return so;
    const effect = plan === null ? null : findEffect(step.change, plan);
    if (effect !== null) return changeStep(so, at, { state: 'done', made: effect.made });
    const isLate = plan === null || now - step.at >= timing.vanishedAfter;
    return isLate ? changeStep(so, at, { state: 'left', outcome: NOT_THERE }) : so;
  }, draft);

/** What became of all that was made; what an earlier approval made and an earlier undo took is told already. */
const listTaken = ({ steps, stateSince }: RecordedCompletion): readonly TakenStep[] =>
  steps
    .filter(({ at, isEarlier }) => !isEarlier || at >= stateSince)
    .flatMap(({ made, outcome }) => (made === null || outcome === null ? [] : [{ made, outcome }]))
    .toReversed();

/** What is wrong there now is as it was asked for, and no news. */
const finish = (draft: SideDraft, completion: RecordedCompletion, now: number): SideDraft => {
  const by = completion.decidedBy ?? completion.askedBy;
  const steps = listTaken(completion);
  const undone = changeCompletion(changeSide(draft, { health: null }), { state: 'undone', stateSince: now });
  const about = aboutPeering(draft.next.peering);
  return tellCompletion(undone, { kind: 'completion-undone', steps, by, ...about });
};

/**
 * The next step of an undo, the last one that was made first. `plan`: as the side was seen just now; null
 * where it is not there any more, or nothing has to be looked for.
 */
export const undoNext = (start: SideDraft, plan: SidePlan | null, time: LookTime): UndoTurn => {
  const draft = judgeOpenSteps(start, plan, time);
  const { completion } = draft.next.side;
  if (completion === null) return { kind: 'over', draft };
  if (needsLook(completion)) return { kind: 'wait', draft };
  const { steps } = completion;
  const at = steps.findLastIndex(
    ({ state, made }) => made !== null && (state === 'done' || state === 'doing'),
  );
  const made = steps[at]?.made ?? null;
  if (made === null) return { kind: 'over', draft: finish(draft, completion, time.now) };
  return { kind: 'take-back', draft: changeStep(draft, at, { state: 'doing', at: time.now }), at, made };
};

/** `again`: it was asked to be taken back before, so that what is gone now was taken then. */
export const takeTakenBack = (
  draft: SideDraft,
  at: number,
  said: TakenBack,
  { again, now }: { readonly again: boolean; readonly now: number },
): SideDraft => {
  const wasTaken = again && said.kind === 'left' && said.why === 'not-there';
  const outcome: TakenBack = wasTaken ? { kind: 'gone' } : said;
  const state = outcome.kind === 'gone' ? 'taken-back' : 'left';
  return changeStep(draft, at, { state, outcome, at: now });
};
