import {
  advancePeering,
  isEnded,
  judgePeeringPlacement,
  type Peering,
  type SeenPeering,
} from '../src/domain/peering.ts';
import { settlePeeringAmbiguous, settlePeeringTaken } from '../src/domain/settle-peering.ts';
import { settleVpcActive, settleVpcFailed } from '../src/domain/settle-vpc.ts';
import { changePeering, type Draft, finishStep, type Step } from '../src/domain/step.ts';
import type { VpcRef } from '../src/timescale/api.ts';
import type { Look, Sight } from './look.ts';
import { endPeering, lookOnceMore } from './remove-peering.ts';

/** "VPC not found" on asking for a peering: Tiger makes VPCs known to that part minutes after it lists them. */
const takeNotReady = (look: Look, draft: Draft, peering: Peering, said: string): Step => {
  const { time } = look;
  const { vpc } = draft.next;
  const since = Math.max(peering.stateSince, vpc.state === 'creating' ? vpc.stateSince : 0);
  if (time.now - since <= time.timing.vpcNotFoundFor) {
    return finishStep(changePeering(draft, { ...peering, intent: null }), time);
  }
  const failed =
    vpc.state === 'creating'
      ? settleVpcFailed(draft, { kind: 'never-ready', said }, time.now)
      : endPeering(draft, peering, { state: 'failed', message: said }, time.now);
  return finishStep(failed, time);
};

const takeOurs = (look: Look, draft: Draft, peering: Peering, seen: SeenPeering): Step => {
  const { time } = look;
  const made = advancePeering({ ...peering, providerId: seen.providerId }, seen, time.now, time.timing);
  return finishStep(settleVpcActive(changePeering(draft, made), time.now), time);
};

/** The provider answers with one that has ended, or is about to: it has to go before there can be another. */
const clearRemains = async (
  look: Look,
  draft: Draft,
  peering: Peering,
  ref: VpcRef,
  remains: SeenPeering,
): Promise<Step> => {
  const { time } = look;
  const deletion = await look.api.deletePeering(ref, remains);
  const late = time.now - peering.stateSince > time.timing.vpcNotFoundFor;
  if (deletion.kind === 'refused' || late) {
    const message = deletion.kind === 'refused' ? deletion.message : remains.message;
    return finishStep(endPeering(draft, peering, { state: 'failed', message }, time.now), time);
  }
  const again = changePeering(draft, { ...peering, intent: null });
  return finishStep(again, time, time.now + time.timing.lookFirst);
};

const create = async (
  { look, draft, ref }: Sight,
  peering: Peering,
  seen: readonly string[],
): Promise<Step | null> => {
  const { time } = look;
  const intended = { ...peering, intent: { seen, at: time.now, looks: 0 } };
  const next = await look.intend(changePeering(draft, intended));
  if (next === null) return null;
  const creation = await look.api.createPeering(ref, peering.peer);
  switch (creation.kind) {
    case 'created': {
      const { providerId } = creation.peering;
      if (!seen.includes(providerId)) return takeOurs(look, next, intended, creation.peering);
      const { state } = creation.peering;
      if (isEnded(state) || state === 'deleting') {
        return clearRemains(look, next, peering, ref, creation.peering);
      }
      return finishStep(settlePeeringTaken(next, peering, creation.peering, time), time);
    }
    case 'vpc-not-found':
      return takeNotReady(look, next, peering, creation.message);
    case 'refused': {
      const end = { state: 'failed', message: creation.message } as const;
      return finishStep(endPeering(next, peering, end, time.now), time);
    }
    default:
      return creation satisfies never;
  }
};

/** One step for a peering without a provider id: ask for it, or find the one that an ask without an answer has made. */
export const makePeering = async (sight: Sight, peering: Peering): Promise<Step | null> => {
  const { look, draft, listed } = sight;
  const { time } = look;
  const placement = judgePeeringPlacement(peering, listed);
  switch (placement.kind) {
    case 'create':
      return create(sight, peering, placement.seen);
    case 'ours':
      return takeOurs(look, draft, peering, placement.peering);
    case 'look-again':
      return lookOnceMore(look, draft, peering);
    case 'leaving':
      return finishStep(changePeering(draft, { ...peering, intent: null }), time);
    case 'taken':
      return finishStep(settlePeeringTaken(draft, peering, placement.peering, time), time);
    case 'ambiguous':
      return finishStep(settlePeeringAmbiguous(draft, peering, placement.providerIds, time), time);
    default:
      return placement satisfies never;
  }
};
