import type { CompletionStep } from '../domain/completion.ts';
import type { RecordedCompletion, RecordedSide, RecordedStep } from '../domain/side-step.ts';
import type { completionSteps, completions, peerSides } from './schema.ts';

type SideRow = typeof peerSides.$inferSelect;
type CompletionRow = typeof completions.$inferSelect;
type StepRow = typeof completionSteps.$inferSelect;

const toStep = ({ completionId: _completion, round, ...row }: StepRow, now: number): RecordedStep => ({
  ...row,
  isEarlier: round < now,
});

export const toCompletion = (row: CompletionRow, steps: readonly StepRow[]): RecordedCompletion => ({
  ...row,
  steps: steps.map((step) => toStep(step, row.round)),
});

export const toSide = (
  { lookAgainAt: _look, version: _version, claimedBy: _by, claimedUntil: _until, ...row }: SideRow,
  completion: RecordedCompletion | null,
): RecordedSide => ({ ...row, completion });

/** The columns of a side that a look may change. */
export const fromSide = (side: RecordedSide) => ({
  plan: side.plan,
  revision: side.revision,
  health: side.health,
  rangesAtFirst: side.rangesAtFirst,
  isMissing: side.isMissing,
  trouble: side.trouble,
  planTold: side.planTold,
  refusalTold: side.refusalTold,
});

/** The columns of a completion that a look may change. */
export const fromCompletion = ({ state, stop, stateSince }: RecordedCompletion) => ({
  state,
  stop,
  stateSince,
});

/** The columns of a step that a look may change. */
export const fromStep = ({ state, made, outcome, at }: CompletionStep) => ({ state, made, outcome, at });
