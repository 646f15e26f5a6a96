import { carryOn } from './carry-on.ts';
import { isEnded } from './peering.ts';
import type { Listed } from './project.ts';
import type { SideFinding } from './side-health.ts';
import { type Allowance, findProof, type SideMade, type SidePlan, type TakenBack } from './side-plan.ts';
import {
  aboutPeering,
  changeCompletion,
  changeSide,
  changeStep,
  type SideDraft,
  type SideRecord,
  type SideStep,
  type SideTurn,
  startSideStep,
  tellCompletion,
} from './side-step.ts';
import { recoverSide } from './side-trouble.ts';
import type { LookTime } from './step.ts';
import { stopCompletion } from './stop-completion.ts';
import { forgetPlan, judgeHealth, showPlan, takePlan, tellRefusal } from './take-plan.ts';
import { needsLook, takeTakenBack, undoNext } from './undo-completion.ts';
import type { SideFacts } from './verify-side.ts';

/** What the configuration has of the account. */
export interface SideRules {
  readonly allow: readonly Allowance[];
  readonly owners: Listed;
}

/** The other side as one look showed it. `plan`: null, where the network is not there. */
export interface SeenSide {
  readonly plan: SidePlan | null;
  readonly request: SideFacts['request'];
}

export type SidePhase =
  /** Everything that was made is taken back. `look`: only a look tells what there is to take back. */
  | { readonly kind: 'undo'; readonly look: boolean }
  | { readonly kind: 'look' }
  /** Nobody can tell what it is at the moment, or its other side cannot be found yet. */
  | { readonly kind: 'hold' }
  /** The peering is over. */
  | { readonly kind: 'rest' };

export const findPhase = ({ side, peering }: SideRecord): SidePhase => {
  const { completion } = side;
  const { state, provisionedId } = peering;
  if (completion?.state === 'undoing' && provisionedId !== null)
    return { kind: 'undo', look: needsLook(completion) };
  if (isEnded(state) || state === 'deleting') return { kind: 'rest' };
  if (provisionedId === null || (state !== 'pending-peer' && state !== 'active')) return { kind: 'hold' };
  return { kind: 'look' };
};

const isOver = ({ peering }: SideRecord): boolean => isEnded(peering.state) || peering.state === 'deleting';

/** Whom an ended completion concerns hears of it; what was only asked for ends with its peering. */
const endCompletion = (draft: SideDraft, now: number): SideDraft => {
  const state = draft.next.side.completion?.state;
  if (state === 'approved') return stopCompletion(draft, { kind: 'over' }, now);
  if (state !== 'asked') return draft;
  return changeCompletion(draft, { state: 'stopped', stop: { kind: 'over' }, stateSince: now });
};

/** The peering is over: nothing is planned and nobody looks. What was made can still be taken back. */
export const restSide = (record: SideRecord, now: number): SideStep => {
  const calm = changeSide(startSideStep(record), { trouble: null });
  return { ...forgetPlan(endCompletion(calm, now)), lookAgainAt: null };
};

const isGood = ({ fit }: SideFinding): boolean => fit === 'good';

/** Often while somebody is at it, and rarely once all is well. */
const whenToLook = ({ side, peering }: SideRecord, isSuspect: boolean, time: LookTime): number => {
  const { now, timing, jitter } = time;
  const spread = (ms: number): number => now + Math.round(ms * (0.9 + 0.2 * jitter));
  const isYoung = now - peering.stateSince < timing.lookHourFor;
  const isWell = side.health?.findings.every(isGood) ?? false;
  const isAwaited = peering.state === 'pending-peer' || isSuspect || (isYoung && !isWell);
  return spread(isAwaited ? timing.sideLookEvery : timing.sideWatchEvery);
};

const close = (draft: SideDraft, time: LookTime, soon: number | null, isSuspect = false): SideTurn => {
  const settled = recoverSide(draft);
  return {
    kind: 'step',
    step: { ...settled, lookAgainAt: soon ?? whenToLook(settled.next, isSuspect, time) },
  };
};

/** All that was asked for is there by now, whoever did it: nobody has to decide any more. */
const closeAsk = (draft: SideDraft, plan: SidePlan, now: number): SideDraft => {
  const isThere = plan.changes.length === 0 && plan.conflicts.length === 0;
  if (!isThere || draft.next.side.completion?.state !== 'asked') return draft;
  return changeCompletion(draft, { state: 'done', stateSince: now });
};

const takeMissing = (record: SideRecord, time: LookTime): SideTurn => {
  const missing = changeSide(startSideStep(record), { isMissing: true, lookedAt: time.now });
  return close(forgetPlan(endCompletion(missing, time.now)), time, null);
};

const takePlanned = (
  record: SideRecord,
  plan: SidePlan,
  { request }: SeenSide,
  { allow, owners }: SideRules,
  time: LookTime,
): SideTurn => {
  const { now, timing } = time;
  const planned = takePlan(startSideStep(record), plan, now);
  const { draft: judged, isSuspect } = judgeHealth(planned, plan, request, now);
  const draft = tellRefusal(closeAsk(showPlan(judged), plan, now), plan, owners);
  const soon = now + timing.lookFirst;
  const { completion } = draft.next.side;
  if (completion?.state === 'approved') {
    const turn = carryOn(draft, completion, plan, { allow, time });
    if (turn.kind === 'carry-out') return turn;
    // The trouble of a change is over with the change, not with a look that was answered.
    if (turn.kind === 'wait') return { kind: 'step', step: { ...turn.draft, lookAgainAt: soon } };
    return close(turn.draft, time, soon);
  }
  const isEarly = now - record.peering.stateSince < timing.lookFirstFor;
  const isAwaited =
    isEarly && findProof(plan)?.kind === 'not-there' && record.peering.state === 'pending-peer';
  return close(draft, time, isAwaited ? soon : null, isSuspect);
};

/** What a look at the other side of a living peering means, and what is done there next. */
export const takeSeen = (record: SideRecord, seen: SeenSide, rules: SideRules, time: LookTime): SideTurn =>
  seen.plan === null ? takeMissing(record, time) : takePlanned(record, seen.plan, seen, rules, time);

/** What an undo does next. `plan`: null, where nothing had to be looked for or the network is gone. */
export const takeUndo = (record: SideRecord, plan: SidePlan | null, time: LookTime): SideTurn => {
  const { now, timing } = time;
  const turn = undoNext(startSideStep(record), plan, time);
  if (turn.kind === 'take-back') return turn;
  if (turn.kind === 'wait')
    return { kind: 'step', step: { ...turn.draft, lookAgainAt: now + timing.lookFirst } };
  const settled = recoverSide(turn.draft);
  return { kind: 'step', step: { ...settled, lookAgainAt: isOver(record) ? null : now } };
};

/** A change was made: the next look finds the next one. */
export const takeCarried = (
  record: SideRecord,
  at: number,
  { made, wasThere }: { readonly made: SideMade | null; readonly wasThere: boolean },
  now: number,
): SideStep => {
  const draft = startSideStep(record);
  const change = record.side.completion?.steps[at]?.change;
  const done = changeStep(draft, at, { state: 'done', made, at: now });
  const about = aboutPeering(record.peering);
  const told =
    change === undefined ? done : tellCompletion(done, { kind: 'side-changed', change, wasThere, ...about });
  return { ...recoverSide(told), lookAgainAt: now };
};

/** Something was taken back, or left alone. */
export const takeTaken = (
  record: SideRecord,
  at: number,
  outcome: TakenBack,
  { again, now }: { readonly again: boolean; readonly now: number },
): SideStep => {
  const taken = takeTakenBack(startSideStep(record), at, outcome, { again, now });
  return { ...recoverSide(taken), lookAgainAt: now };
};
