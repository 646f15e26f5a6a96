import { isEnded, judgePeeringPlacement, type Peering, type SeenPeering } from '../src/domain/peering.ts';
import {
  settlePeeringAmbiguous,
  settlePeeringKept,
  settlePeeringShared,
} from '../src/domain/settle-peering.ts';
import { settleVpcKept } from '../src/domain/settle-vpc.ts';
import { changePeering, type Draft, finishStep, type Step } from '../src/domain/step.ts';
import { VpcbotError } from '../src/errors.ts';
import type { Look, Sight } from './look.ts';

export const endPeering = (
  draft: Draft,
  peering: Peering,
  end: Pick<Peering, 'state' | 'message'>,
  now: number,
): Draft => changePeering(draft, { ...peering, ...end, intent: null, stateSince: now });

/** A creation whose answer was lost may show up later. */
export const lookOnceMore = (look: Look, draft: Draft, peering: Peering): Step => {
  const { intent } = peering;
  const looked = { ...peering, intent: intent === null ? null : { ...intent, looks: intent.looks + 1 } };
  return finishStep(changePeering(draft, looked), look.time, look.time.now + look.time.timing.lostAnswerLook);
};

/** Nobody wants it any more, but its creation may have happened: find it, so that it can be deleted. */
const findUnwanted = ({ look, draft, listed }: Sight, peering: Peering): Step => {
  const { time } = look;
  const placement = judgePeeringPlacement(peering, listed);
  switch (placement.kind) {
    case 'look-again':
      return lookOnceMore(look, draft, peering);
    case 'ours': {
      const found = { ...peering, providerId: placement.peering.providerId, intent: null };
      return finishStep(changePeering(draft, found), time, time.now);
    }
    case 'ambiguous':
      // With the VPC all of them go.
      if (draft.next.vpc.state === 'deleting') break;
      return finishStep(settlePeeringAmbiguous(draft, peering, placement.providerIds, time), time);
    case 'create':
    case 'leaving':
    case 'taken':
      break;
    default:
      return placement satisfies never;
  }
  const { message } = peering;
  return finishStep(endPeering(draft, peering, { state: 'deleted', message }, time.now), time, time.now);
};

/** Whoever asked for the deletion hears why it is not to be; cancelling has no such answer. */
const takeRefusal = ({ look, draft, listed }: Sight, peering: Peering, said: string): Step => {
  const { time } = look;
  const { vpc, requests, peerings } = draft.next;
  const keep = (so: Draft, kept: Peering, seen: SeenPeering | undefined): Draft =>
    seen === undefined ? so : settlePeeringKept(so, kept, { seen, said }, time);
  const show = ({ providerId }: Peering) => listed.find((seen) => seen.providerId === providerId);
  const asks = requests.filter(({ state }) => state === 'open').map(({ ask }) => ask);
  if (vpc.state === 'deleting' && asks.some(({ kind }) => kind === 'delete')) {
    const leaving = peerings.filter(({ state }) => state === 'deleting');
    const kept = leaving.reduce((so, one) => keep(so, one, show(one)), draft);
    return finishStep(settleVpcKept(kept, { kind: 'change-refused', said }, time.now), time);
  }
  if (asks.some((ask) => ask.kind === 'unpeer' && ask.peeringId === peering.id)) {
    return finishStep(keep(draft, peering, show(peering)), time);
  }
  throw new VpcbotError('TIMESCALE_REFUSED', { doing: `deleting peering "${peering.providerId}"`, said });
};

/** It had ended, and came back as somebody else's: that is no remains of ours. */
const isBack = ({ next }: Draft, { id, providerId }: Peering): boolean =>
  next.peerings.some(
    (other) =>
      other.id !== id &&
      other.providerId === providerId &&
      other.state !== 'deleting' &&
      !isEnded(other.state),
  );

/** Deletes what the provider lists, until it lists it no more: deletions take a while. */
export const removePeering = async (sight: Sight, peering: Peering): Promise<Step> => {
  const { look, draft, ref, listed } = sight;
  const { time, api } = look;
  const { providerId, message } = peering;
  if (providerId === null) return findUnwanted(sight, peering);
  const seen = listed.find((other) => other.providerId === providerId);
  if (seen === undefined || seen.state === 'deleted' || isBack(draft, peering)) {
    return finishStep(endPeering(draft, peering, { state: 'deleted', message }, time.now), time, time.now);
  }
  // With the VPC all of them go, and whoever asked for that was told who lives on them.
  if (peering.sharers.length > 0 && draft.next.vpc.state !== 'deleting' && !isEnded(seen.state)) {
    return finishStep(settlePeeringShared(draft, peering, seen, time), time);
  }
  const deletion = await api.deletePeering(ref, seen);
  if (deletion.kind !== 'refused') return finishStep(draft, time);
  if (!isEnded(seen.state)) return takeRefusal(sight, peering, deletion.message);
  // What has ended by itself stands in nobody's way, whether the provider clears it up or not.
  const end = { state: 'deleted', message: deletion.message } as const;
  return finishStep(endPeering(draft, peering, end, time.now), time, time.now);
};
