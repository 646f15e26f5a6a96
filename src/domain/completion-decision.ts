import { type Completion, hasTraces, isUnderWay, type Side } from './completion.ts';
import type { Peering } from './peering.ts';
import {
  type Allowance,
  findProof,
  isUnconfirmed,
  type SideChange,
  type SideConflict,
  type SidePlan,
  splitAllowed,
} from './side-plan.ts';

/** Whether what a plan shows can be carried out now. */
export type CompletionVerdict =
  | { readonly kind: 'ready'; readonly changes: readonly SideChange[] }
  /** Ready, once an owner says that this AWS account is Timescale's. */
  | { readonly kind: 'confirm'; readonly accountId: string; readonly changes: readonly SideChange[] }
  /** It was not looked at so far, or the cloud does not answer. */
  | { readonly kind: 'no-plan' }
  /** The card showed another plan when it was pressed. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'conflicts'; readonly conflicts: readonly SideConflict[] }
  /** Everything that the bot may do there is done. */
  | { readonly kind: 'nothing-to-do' }
  | { readonly kind: 'under-way'; readonly completion: Completion }
  /** The peering is deleted, rejected, expired. */
  | { readonly kind: 'over' };

const judgePlan = (plan: SidePlan, allow: readonly Allowance[]): CompletionVerdict => {
  const conflicts: readonly SideConflict[] = plan.conflicts;
  const firm = conflicts.filter((conflict) => !isUnconfirmed(conflict));
  if (firm.length > 0) return { kind: 'conflicts', conflicts: firm };
  const { ours: changes } = splitAllowed(plan.changes, allow);
  if (changes.length === 0) return { kind: 'nothing-to-do' };
  const proof = findProof(plan);
  return proof?.kind === 'unconfirmed'
    ? { kind: 'confirm', accountId: proof.accountId, changes }
    : { kind: 'ready', changes };
};

/** `revision`: of the plan that the person saw; null: whichever stands now. */
export const judgeCompletion = (
  side: Side,
  { state }: Pick<Peering, 'state'>,
  { revision, allow }: { readonly revision: number | null; readonly allow: readonly Allowance[] },
): CompletionVerdict => {
  const { completion, plan } = side;
  if (completion !== null && isUnderWay(completion)) return { kind: 'under-way', completion };
  if (state !== 'pending-peer' && state !== 'active') return { kind: 'over' };
  if (plan === null) return { kind: 'no-plan' };
  if (revision !== null && revision !== side.revision) return { kind: 'changed' };
  return judgePlan(plan, allow);
};

export type UndoVerdict =
  | { readonly kind: 'undo' }
  | { readonly kind: 'under-way' }
  /** Nothing was made, or all of it is taken back. */
  | { readonly kind: 'nothing-to-undo' };

export const judgeUndo = (completion: Completion): UndoVerdict => {
  if (isUnderWay(completion)) return { kind: 'under-way' };
  return hasTraces(completion) ? { kind: 'undo' } : { kind: 'nothing-to-undo' };
};

/** What a person's decision came to. Ids are for whoever wakes the jobs. */
export type CompletionDecision =
  | { readonly kind: 'recorded'; readonly peeringId: number; readonly requestId: number }
  | Exclude<CompletionVerdict, { kind: 'ready' | 'confirm' }>
  /** Approving takes an owner's word for this account first. */
  | { readonly kind: 'confirm'; readonly accountId: string }
  /** Somebody asked already; the owners were called. */
  | { readonly kind: 'already'; readonly completion: Completion }
  | { readonly kind: 'nothing-to-undo' }
  | { readonly kind: 'not-found' };
