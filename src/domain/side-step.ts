import type { Completion, CompletionStep, Side } from './completion.ts';
import type { NoticeDraft } from './notice.ts';
import type { SideNotice, SidePeering } from './notice-body.ts';
import { listDwellers, type Peering } from './peering.ts';
import type { SideChange, SideMade } from './side-plan.ts';
import type { Vpc } from './vpc.ts';

/** A step as the store keeps it. */
export interface RecordedStep extends CompletionStep {
  /** Null: it is not recorded yet. */
  readonly id: number | null;
  /** Of a carrying-out before this approval. */
  readonly isEarlier: boolean;
}

export type RecordedCompletion = Omit<Completion, 'steps'> & {
  readonly steps: readonly RecordedStep[];
  /** How often it was approved. */
  readonly round: number;
};

export type RecordedSide = Omit<Side, 'completion'> & {
  readonly completion: RecordedCompletion | null;
  /** Whether people were shown a plan. */
  readonly planTold: boolean;
  /** The refusal that people were told of last, until the request is the right one. */
  readonly refusalTold: string | null;
};

/** The other side of a peering, with all that a look at it needs to know. */
export interface SideRecord {
  readonly side: RecordedSide;
  readonly peering: Peering;
  readonly vpc: Vpc;
  /** AWS accounts that somebody confirmed to be those from which the project's requests come. */
  readonly confirmed: readonly string[];
  /** Where the services in the VPC listen, ascending, at least one. */
  readonly ports: readonly number[];
}

/** What a look comes to. The store records it in one transaction, together with nothing else. */
export interface SideStep {
  readonly next: SideRecord;
  readonly notices: readonly NoticeDraft[];
  /** Epoch ms; null: nothing left to look for. */
  readonly lookAgainAt: number | null;
}

export type SideDraft = Omit<SideStep, 'lookAgainAt'>;

export const startSideStep = (next: SideRecord): SideDraft => ({ next, notices: [] });

export const changeSide = (draft: SideDraft, change: Partial<RecordedSide>): SideDraft => ({
  ...draft,
  next: { ...draft.next, side: { ...draft.next.side, ...change } },
});

export const changeCompletion = (draft: SideDraft, change: Partial<RecordedCompletion>): SideDraft => {
  const { completion } = draft.next.side;
  return completion === null ? draft : changeSide(draft, { completion: { ...completion, ...change } });
};

export const aboutPeering = ({ id: peeringId, peer, provisionedId }: Peering): SidePeering => ({
  peeringId,
  peer,
  provisionedId,
});

const tell = (draft: SideDraft, requestIds: readonly number[], body: SideNotice): SideDraft => ({
  ...draft,
  notices: [...draft.notices, ...requestIds.map((requestId) => ({ requestId, body }))],
});

/** In the thread of whoever asked for the peering; in that of the oldest that shares it, where nobody did. */
export const tellHome = (draft: SideDraft, body: SideNotice): SideDraft =>
  tell(draft, listDwellers(draft.next.peering).slice(0, 1), body);

/** In the threads of all who live on the peering. */
export const tellDwellers = (draft: SideDraft, body: SideNotice): SideDraft =>
  tell(draft, listDwellers(draft.next.peering), body);

/** In the thread where the completion was asked for. */
export const tellCompletion = (draft: SideDraft, body: SideNotice): SideDraft => {
  const { completion } = draft.next.side;
  return completion === null ? draft : tell(draft, [completion.requestId], body);
};

/** What comes next. `at`: which step of the completion is asked for, once the draft is recorded. */
export type SideTurn =
  | { readonly kind: 'step'; readonly step: SideStep }
  | {
      readonly kind: 'carry-out';
      readonly draft: SideDraft;
      readonly at: number;
      readonly change: SideChange;
    }
  | { readonly kind: 'take-back'; readonly draft: SideDraft; readonly at: number; readonly made: SideMade };

export const changeStep = (draft: SideDraft, at: number, change: Partial<RecordedStep>): SideDraft => {
  const { completion } = draft.next.side;
  if (completion === null) return draft;
  const steps = completion.steps.map((step, index) => (index === at ? { ...step, ...change } : step));
  return changeCompletion(draft, { steps });
};

export const addStep = (
  draft: SideDraft,
  step: Omit<RecordedStep, 'id' | 'isEarlier' | 'outcome'>,
): SideDraft => {
  const { completion } = draft.next.side;
  if (completion === null) return draft;
  const fresh: RecordedStep = { ...step, id: null, isEarlier: false, outcome: null };
  return changeCompletion(draft, { steps: [...completion.steps, fresh] });
};
