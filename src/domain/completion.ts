import type { Proof } from './request-proof.ts';
import type { SideHealth } from './side-health.ts';
import type { SideChange, SideChoice, SideConflict, SideMade, SidePlan, TakenBack } from './side-plan.ts';

/** Calls to the other side's cloud that keep failing. `action`: the permission that is missing, where it says so. */
export interface SideTrouble {
  readonly since: number;
  readonly code: string;
  readonly tries: number;
  /** Whether people were told. */
  readonly said: boolean;
  /** `ec2:CreateRoute`. */
  readonly action: string | null;
  /** What was being done: `adding a route to rtb-1 in account 123456789012, us-east-1`. */
  readonly doing: string;
}

/** The other side of a peering as it was last seen, and what is planned there. */
export interface Side {
  readonly peeringId: number;
  readonly choice: SideChoice;
  /** Null: it was never seen, or there is nothing to plan any more. */
  readonly plan: SidePlan | null;
  /** Rises whenever the plan comes to other changes or conflicts: a press says which one it means. */
  readonly revision: number;
  /** Since the peering is active: whether everything is as it should be. Null: never judged. */
  readonly health: SideHealth | null;
  /** Ranges of the customer's network when it was first seen: Timescale's routes know no others. */
  readonly rangesAtFirst: readonly string[] | null;
  /** There is no such network in that account and region. */
  readonly isMissing: boolean;
  readonly trouble: SideTrouble | null;
  /** Epoch ms; null: never. */
  readonly lookedAt: number | null;
  readonly completion: Completion | null;
}

export const COMPLETION_STATES = [
  /** Somebody wants it; the owners of the account decide. */
  'asked',
  /** An owner said yes: it is being carried out. */
  'approved',
  'declined',
  'done',
  /** Nothing more is done until somebody asks again. */
  'stopped',
  'undoing',
  'undone',
] as const;
export type CompletionState = (typeof COMPLETION_STATES)[number];

/** One carrying-out of a plan. */
export interface Completion {
  readonly id: number;
  readonly peeringId: number;
  /** In whose thread it is told. */
  readonly requestId: number;
  readonly state: CompletionState;
  /** Exactly what was approved, and no other change is made; while it is only asked for, what was shown then. */
  readonly changes: readonly SideChange[];
  readonly askedBy: string;
  readonly decidedBy: string | null;
  /** Why it was declined. */
  readonly reason: string | null;
  /** The AWS account that an owner confirmed to be Timescale's with this approval. */
  readonly confirmed: string | null;
  readonly stop: CompletionStop | null;
  readonly steps: readonly CompletionStep[];
  readonly stateSince: number;
}

export const STEP_STATES = ['doing', 'done', 'taken-back', 'left'] as const;

/** One change, recorded before it is asked for and after it was made. */
export interface CompletionStep {
  readonly key: string;
  readonly change: SideChange;
  readonly state: (typeof STEP_STATES)[number];
  /** Null: nothing that could be taken back, or it was there already. */
  readonly made: SideMade | null;
  /** What became of it when it was to be taken back; null: nobody asked for that. */
  readonly outcome: TakenBack | null;
  readonly at: number;
}

export type CompletionStop =
  /** Nothing was changed, or nothing after the last step that was told. */
  | { readonly kind: 'conflicts'; readonly conflicts: readonly SideConflict[] }
  | { readonly kind: 'proof'; readonly proof: Proof }
  /** What would be done is no longer what was approved. */
  | { readonly kind: 'changed' }
  /** The account says no. `action`: the permission that is missing, where it says so. */
  | {
      readonly kind: 'denied';
      readonly action: string | null;
      readonly said: string;
      readonly doing: string;
      /** It was being taken back. */
      readonly isUndo: boolean;
    }
  /** The cloud refuses this very change: a limit, a rule of its own. */
  | {
      readonly kind: 'refused';
      readonly said: string;
      readonly doing: string;
      readonly isUndo: boolean;
    }
  /** The network, or the peering, is not there any more. */
  | { readonly kind: 'over' };

/** What an undo came to, step by step. */
export interface TakenStep {
  readonly made: SideMade;
  readonly outcome: TakenBack;
}

/** While one is under way nobody starts another. */
export const isUnderWay = ({ state }: Pick<Completion, 'state'>): boolean =>
  state === 'approved' || state === 'undoing';

/** What is still in use may be let go of later. */
const isThere = ({ state, outcome }: CompletionStep): boolean =>
  state === 'done' || (state === 'left' && outcome?.kind === 'left' && outcome.why === 'in-use');

/** Steps whose effect can be taken back, the last one first. */
export const listUndoable = ({ steps }: Pick<Completion, 'steps'>): readonly CompletionStep[] =>
  steps.filter((step) => isThere(step) && step.made !== null).toReversed();

/** An acceptance stays, and what AWS gives to every group is not given back. */
export const leavesTraces = ({ kind }: SideChange): boolean => kind !== 'accept' && kind !== 'revoke-surplus';

/** Whether something of it may be there still: what got no answer may have been made, too. */
export const hasTraces = (completion: Pick<Completion, 'steps'>): boolean =>
  listUndoable(completion).length > 0 ||
  completion.steps.some(({ state, change }) => state === 'doing' && leavesTraces(change));
