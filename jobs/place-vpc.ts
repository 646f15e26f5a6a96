import {
  parkForApproval,
  parkForTimescale,
  settleVpcCreated,
  settleVpcDeleted,
  settleVpcFailed,
} from '../src/domain/settle-vpc.ts';
import { changeVpc, type Draft, finishStep, type Step, startStep } from '../src/domain/step.ts';
import { type Intent, judgePlacement, type Placement } from '../src/domain/vpc.ts';
import type { Look } from './look.ts';

const lookOnceMore = (draft: Draft, { time }: Look): Step => {
  const { intent } = draft.next.vpc;
  const looked: Intent | null = intent === null ? null : { ...intent, looks: intent.looks + 1 };
  return finishStep(changeVpc(draft, { intent: looked }), time, time.now + time.timing.lostAnswerLook);
};

const create = async (look: Look, seen: readonly string[], limit: number): Promise<Step | null> => {
  const { time } = look;
  const intent: Intent = { seen, at: time.now, looks: 0 };
  const draft = await look.intend(
    changeVpc(startStep(look.record()), { state: 'creating', intent, stateSince: time.now }),
  );
  if (draft === null) return null;
  const { name, region, cidr } = draft.next.vpc;
  const creation = await look.api.createVpc({ name, region, cidr });
  switch (creation.kind) {
    case 'created':
      return finishStep(settleVpcCreated(draft, creation.vpc.providerId, time.now), time, time.now);
    case 'over-limit': {
      const use = { used: seen.length, limit: Math.min(limit, seen.length) };
      return finishStep(parkForTimescale(draft, use, creation.message, time.now), time);
    }
    case 'refused':
      return finishStep(settleVpcFailed(draft, { kind: 'refused', said: creation.message }, time.now), time);
    default:
      return creation satisfies never;
  }
};

/** Nobody wants the VPC any more, but its creation may have happened: find it, so that it can be deleted. */
const findUnwanted = (look: Look, draft: Draft, placement: Placement): Step => {
  const { time } = look;
  if (placement.kind === 'ours') {
    return finishStep(settleVpcCreated(draft, placement.vpc.providerId, time.now), time, time.now);
  }
  if (placement.kind === 'look-again') return lookOnceMore(draft, look);
  if (placement.kind === 'impossible' && placement.failure.kind === 'ambiguous') {
    return finishStep(settleVpcFailed(draft, placement.failure, time.now), time);
  }
  return finishStep(settleVpcDeleted(draft, time.now), time);
};

/**
 * One step for a VPC without a provider id: create it, or find the one that a creation without an
 * answer has made. `limit` is how many VPCs may stand before this one must be approved.
 * Null: the VPC was changed by somebody meanwhile.
 */
export const placeVpc = async (look: Look, limit: number): Promise<Step | null> => {
  const { time } = look;
  const draft = startStep(look.record());
  const { vpc } = draft.next;
  if (vpc.state === 'deleting' && vpc.intent === null) {
    return finishStep(settleVpcDeleted(draft, time.now), time);
  }
  const placement = judgePlacement(vpc, await look.api.listVpcs(), limit);
  if (vpc.state === 'deleting') return findUnwanted(look, draft, placement);
  switch (placement.kind) {
    case 'create':
      return create(look, placement.seen, limit);
    case 'ours':
      return finishStep(settleVpcCreated(draft, placement.vpc.providerId, time.now), time, time.now);
    case 'look-again':
      return lookOnceMore(draft, look);
    case 'over-quota': {
      const { used } = placement;
      return finishStep(parkForApproval(draft, { used, limit: placement.limit }, time.now), time);
    }
    case 'impossible':
      return finishStep(settleVpcFailed(draft, placement.failure, time.now), time);
    default:
      return placement satisfies never;
  }
};
