import { listSideRanges } from './plan-side.ts';
import type { Listed } from './project.ts';
import { advanceHealth } from './side-health.ts';
import { findProof, type SidePlan } from './side-plan.ts';
import {
  aboutPeering,
  changeSide,
  type SideDraft,
  type SideRecord,
  tellDwellers,
  tellHome,
} from './side-step.ts';
import { type SideFacts, verifySide } from './verify-side.ts';

/** There is nothing to plan any more. */
export const forgetPlan = (draft: SideDraft): SideDraft => {
  const { plan, revision } = draft.next.side;
  return plan === null ? draft : changeSide(draft, { plan: null, revision: revision + 1 });
};

const shownIn = (plan: SidePlan | null): string =>
  plan === null ? '' : JSON.stringify([plan.changes, plan.conflicts]);

/** Keeps what is planned. Its revision rises where it comes to anything else than before. */
export const takePlan = (draft: SideDraft, plan: SidePlan, now: number): SideDraft => {
  const { side } = draft.next;
  const isOther = shownIn(side.plan) !== shownIn(plan);
  return changeSide(draft, {
    plan,
    revision: side.revision + (isOther ? 1 : 0),
    rangesAtFirst: side.rangesAtFirst ?? listSideRanges(plan),
    isMissing: false,
    lookedAt: now,
  });
};

/** A peering that worked before anybody looked is news only where something is missing. */
const isWorthShowing = ({ peering, side }: SideRecord): boolean =>
  peering.state === 'pending-peer' || (side.health?.findings.some(({ fit }) => fit === 'missing') ?? false);

/** The first plan is shown on a card, which shows the later ones, too. */
export const showPlan = (draft: SideDraft): SideDraft => {
  const { side, peering } = draft.next;
  if (side.planTold || side.plan === null || !isWorthShowing(draft.next)) return draft;
  const shown = changeSide(draft, { planTold: true });
  return tellHome(shown, { kind: 'side-planned', peeringId: peering.id });
};

/** Everybody is told why, once for each other reason. */
export const tellRefusal = (draft: SideDraft, plan: SidePlan, owners: Listed): SideDraft => {
  const proof = findProof(plan);
  const { side, peering } = draft.next;
  if (proof?.kind === 'not-there') return draft;
  if (proof?.kind !== 'refused' && proof?.kind !== 'over') return changeSide(draft, { refusalTold: null });
  const refusal = JSON.stringify(proof);
  if (side.refusalTold === refusal || peering.state !== 'pending-peer') return draft;
  const told = changeSide(draft, { refusalTold: refusal });
  return tellDwellers(told, { kind: 'side-refused', proof, owners, ...aboutPeering(peering) });
};

interface Judged {
  readonly draft: SideDraft;
  readonly isSuspect: boolean;
}

/** Whether an active peering is as it should be there, and what of it is news. */
export const judgeHealth = (
  draft: SideDraft,
  plan: SidePlan,
  request: SideFacts['request'],
  now: number,
): Judged => {
  const { side, peering } = draft.next;
  if (peering.state !== 'active') return { draft, isSuspect: false };
  const findings = verifySide(plan, { request, rangesAtFirst: side.rangesAtFirst });
  const { health, tell, isSuspect } = advanceHealth(side.health, findings, now);
  const judged = changeSide(draft, { health });
  const about = aboutPeering(peering);
  if (tell === null) return { draft: judged, isSuspect };
  const body =
    tell.kind === 'mended'
      ? ({ kind: 'side-mended', ...about } as const)
      : ({ kind: 'side-drifted', findings: tell.findings, ...about } as const);
  return { draft: tellDwellers(judged, body), isSuspect };
};
