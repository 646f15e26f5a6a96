import type { CompletionStop } from './completion.ts';
import {
  type Allowance,
  findProof,
  type SideChange,
  type SideConflict,
  type SidePlan,
  splitAllowed,
} from './side-plan.ts';
import {
  aboutPeering,
  addStep,
  changeCompletion,
  changeStep,
  type RecordedCompletion,
  type RecordedStep,
  type SideDraft,
  tellCompletion,
} from './side-step.ts';
import type { LookTime } from './step.ts';
import { isOpen, settleOpenSteps, stopCompletion } from './stop-completion.ts';

/** What an approved completion comes to, as the other side was seen just now. */
export type CarryOnTurn =
  | {
      readonly kind: 'carry-out';
      readonly draft: SideDraft;
      readonly at: number;
      readonly change: SideChange;
    }
  /** AWS does not show the request at this moment. */
  | { readonly kind: 'wait'; readonly draft: SideDraft }
  | { readonly kind: 'over'; readonly draft: SideDraft };

const sameChange = (a: SideChange, b: SideChange): boolean => JSON.stringify(a) === JSON.stringify(b);

/** For a person to settle. What AWS does not show just now is waited for, and no conflict yet. */
const findStop = (plan: SidePlan, isPatient: boolean): CompletionStop | 'wait' | null => {
  const conflicts: readonly SideConflict[] = plan.conflicts;
  if (conflicts.some(({ kind }) => kind !== 'proof')) return { kind: 'conflicts', conflicts };
  const proof = findProof(plan);
  if (proof === null) return null;
  return proof.kind === 'not-there' && isPatient ? 'wait' : { kind: 'proof', proof };
};

const isApproved = ({ changes }: RecordedCompletion, change: SideChange): boolean =>
  changes.some((approved) => sameChange(approved, change));

/** Rules of a group that this very completion made: EC2 shows the group before its rules. */
const isOfNewGroup = ({ steps }: RecordedCompletion, change: SideChange): boolean => {
  const isOfOwn = change.kind === 'revoke-surplus' || (change.kind === 'let-out' && 'name' in change.group);
  return isOfOwn && steps.some(({ made, state }) => made?.kind === 'group' && state === 'done');
};

/** It was made under this approval and had its time to show: somebody took it away, and what follows needs it. */
const isTakenAway = ({ steps }: RecordedCompletion, change: SideChange, { now, timing }: LookTime): boolean =>
  steps.some(
    (step) =>
      !step.isEarlier &&
      step.state === 'done' &&
      step.made !== null &&
      now - step.at >= timing.vanishedAfter &&
      sameChange(step.change, change),
  );

interface Left {
  readonly change: SideChange;
  /** Where it is recorded; -1: it is not. */
  readonly at: number;
}

/** The first change of the approved ones that this approval has not come to. */
const findNext = ({ changes, steps }: RecordedCompletion, allow: readonly Allowance[]): Left | null => {
  const isDone = (change: SideChange): boolean =>
    steps.some((step) => !step.isEarlier && step.state !== 'doing' && sameChange(step.change, change));
  const change = splitAllowed(changes, allow).ours.find((one) => !isDone(one));
  if (change === undefined) return null;
  return { change, at: steps.findIndex((step) => isOpen(step) && sameChange(step.change, change)) };
};

const begin = (
  draft: SideDraft,
  { change, at }: Left,
  steps: readonly RecordedStep[],
  now: number,
): CarryOnTurn => {
  const asked = { state: 'doing', isEarlier: false, at: now } as const;
  if (at !== -1) return { kind: 'carry-out', draft: changeStep(draft, at, asked), at, change };
  const { key } = change;
  const added = addStep(draft, { key, change, state: 'doing', made: null, at: now });
  return { kind: 'carry-out', draft: added, at: steps.length, change };
};

/** Somebody else was faster. */
const passOver = (draft: SideDraft, change: SideChange, now: number): SideDraft => {
  const { key } = change;
  const added = addStep(draft, { key, change, state: 'done', made: null, at: now });
  const about = aboutPeering(draft.next.peering);
  return tellCompletion(added, { kind: 'side-changed', change, wasThere: true, ...about });
};

/** The group that was made here and is to be given to what connects; an earlier one may be gone. */
const findNewGroup = ({ steps }: RecordedCompletion, plan: SidePlan): string | null => {
  const last = steps.findLast(({ made, state }) => state === 'done' && made?.kind === 'group')?.made;
  if (last?.kind === 'group') return last.groupId;
  return plan.kind === 'aws' && plan.egress.kind === 'new-group' ? (plan.egress.group?.id ?? null) : null;
};

const finish = (
  draft: SideDraft,
  completion: RecordedCompletion,
  plan: SidePlan,
  { allow, now }: { readonly allow: readonly Allowance[]; readonly now: number },
): SideDraft => {
  const groupId = findNewGroup(completion, plan);
  const inside = plan.kind === 'aws' ? plan.facts.side.interfaces : [];
  const interfaces =
    groupId === null ? [] : inside.filter(({ groupIds }) => groupIds.every((id) => id !== groupId));
  const left = splitAllowed(plan.changes, allow).theirs;
  const by = completion.decidedBy ?? completion.askedBy;
  const about = { by, groupId, left, interfaces, ...aboutPeering(draft.next.peering) } as const;
  const done = changeCompletion(draft, { state: 'done', stateSince: now });
  return tellCompletion(done, { kind: 'completion-done', ...about });
};

/**
 * The next change of an approved completion. Exactly the approved ones are made, in their order, and none
 * while anything stands in the way or more would have to be done than was approved.
 */
export const carryOn = (
  draft: SideDraft,
  completion: RecordedCompletion,
  plan: SidePlan,
  { allow, time }: { readonly allow: readonly Allowance[]; readonly time: LookTime },
): CarryOnTurn => {
  const { now, timing } = time;
  const stop = findStop(plan, now - completion.stateSince < timing.lookFirstFor);
  if (stop === 'wait') return { kind: 'wait', draft };
  const end = (why: CompletionStop): CarryOnTurn => ({
    kind: 'over',
    draft: stopCompletion(settleOpenSteps(draft, plan, now), why, now),
  });
  if (stop !== null) return end(stop);
  const wanted = splitAllowed(plan.changes, allow).ours;
  const isOther = (change: SideChange): boolean =>
    !isApproved(completion, change) || isTakenAway(completion, change, time);
  if (wanted.some(isOther)) return end({ kind: 'changed' });
  const next = findNext(completion, allow);
  if (next === null) return { kind: 'over', draft: finish(draft, completion, plan, { allow, now }) };
  const { change, at } = next;
  const isWanted = wanted.some((one) => sameChange(one, change)) || isOfNewGroup(completion, change);
  if (isWanted || at !== -1) return begin(draft, next, completion.steps, now);
  const passed = passOver(draft, change, now);
  const after = passed.next.side.completion;
  return after === null ? { kind: 'over', draft } : carryOn(passed, after, plan, { allow, time });
};
