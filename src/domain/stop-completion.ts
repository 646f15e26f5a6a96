import { type CompletionStop, leavesTraces } from './completion.ts';
import { findEffect } from './side-made.ts';
import type { SidePlan } from './side-plan.ts';
import {
  aboutPeering,
  changeCompletion,
  changeStep,
  type RecordedCompletion,
  type RecordedStep,
  type SideDraft,
  tellCompletion,
} from './side-step.ts';

/** Asked for, and nobody knows what came of it. */
export const isOpen = ({ state, made }: Pick<RecordedStep, 'state' | 'made'>): boolean =>
  state === 'doing' && made === null;

/** What got no answer and is there was made. */
export const settleOpenSteps = (draft: SideDraft, plan: SidePlan, now: number): SideDraft =>
  (draft.next.side.completion?.steps ?? []).reduce((so, step, at) => {
    const effect = isOpen(step) ? findEffect(step.change, plan) : null;
    if (effect === null) return so;
    const { made } = effect;
    const settled = changeStep(so, at, { state: 'done', made, at: now });
    const about = aboutPeering(so.next.peering);
    return tellCompletion(settled, { kind: 'side-changed', change: step.change, wasThere: false, ...about });
  }, draft);

/** What leaves nothing behind that could be taken back need not be looked for any more. */
const dropIdleSteps = ({ steps }: RecordedCompletion): readonly RecordedStep[] =>
  steps.filter((step) => !isOpen(step) || leavesTraces(step.change));

/** Nothing more is done until somebody asks again. */
export const stopCompletion = (draft: SideDraft, stop: CompletionStop, now: number): SideDraft => {
  const { completion } = draft.next.side;
  if (completion === null) return draft;
  const { askedBy, decidedBy } = completion;
  const steps = dropIdleSteps(completion);
  const stopped = changeCompletion(draft, { state: 'stopped', stop, steps, stateSince: now });
  const by = decidedBy ?? askedBy;
  const about = aboutPeering(draft.next.peering);
  return tellCompletion(stopped, { kind: 'completion-stopped', stop, by, ...about });
};
