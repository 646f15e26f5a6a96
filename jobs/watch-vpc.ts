import { isEnded } from '../src/domain/peering.ts';
import type { Request } from '../src/domain/request.ts';
import {
  isUnwanted,
  settleRefused,
  settleVpcActive,
  settleVpcDeleted,
  settleVpcFailed,
  settleVpcLeaving,
  settleVpcRenamed,
} from '../src/domain/settle-vpc.ts';
import {
  changeVpc,
  type Draft,
  finishStep,
  type LookTime,
  type Step,
  startStep,
} from '../src/domain/step.ts';
import { takeListing } from '../src/domain/take-listing.ts';
import type { SeenVpcState } from '../src/domain/vpc.ts';
import type { VpcRef } from '../src/timescale/api.ts';
import type { Look, Sight } from './look.ts';
import { makePeering } from './make-peering.ts';
import { removePeering } from './remove-peering.ts';
import { dismantleVpc, removeVpc } from './remove-vpc.ts';

/** The provider does not know the VPC: not yet, no more, or for too long. */
const takeNotFound = async ({ look, draft, ref }: Omit<Sight, 'listed'>): Promise<Step> => {
  const { time } = look;
  const { vpc } = draft.next;
  if (vpc.state === 'creating') {
    const late = time.now - vpc.stateSince > time.timing.vpcNotFoundFor;
    const failure = { kind: 'never-ready', said: 'VPC not found' } as const;
    return finishStep(late ? settleVpcFailed(draft, failure, time.now) : draft, time);
  }
  const still = await look.api.getVpc(ref.providerId);
  if (vpc.state === 'deleting') {
    if (!isUnwanted(draft.next)) {
      return finishStep(still === null ? settleVpcFailed(draft, { kind: 'gone' }, time.now) : draft, time);
    }
    // Where peerings are made a new VPC is unknown for a while; that is no proof that it is gone.
    return still === null
      ? finishStep(settleVpcDeleted(draft, time.now), time)
      : removeVpc({ look, draft, ref });
  }
  return finishStep(still === null ? settleVpcFailed(draft, { kind: 'gone' }, time.now) : draft, time);
};

/** Renaming twice is renaming once, so nothing needs to be remembered before. */
const rename = async (sight: Sight, requestId: number, to: string): Promise<Step> => {
  const { look, draft, ref } = sight;
  const { time } = look;
  const change = await look.api.renameVpc(ref.providerId, to);
  switch (change.kind) {
    case 'accepted':
      return finishStep(settleVpcRenamed(draft, requestId, to), time);
    case 'busy':
      return finishStep(draft, time, time.now + time.timing.lookFirst);
    case 'gone':
      return takeNotFound(sight);
    case 'refused':
      return finishStep(settleRefused(draft, requestId, change.message, time.now), time);
    default:
      return change satisfies never;
  }
};

const findName = ({ next }: Draft): { readonly id: Request['id']; readonly to: string } | null => {
  for (const { id, ask, state } of next.requests) {
    if (state === 'open' && ask.kind === 'rename') return { id, to: ask.to };
  }
  return null;
};

/** Somebody says that they accepted it, and waits to hear whether it is so. */
const isAnswerWanted = ({ next }: Draft): boolean =>
  next.peerings.some(({ state, saidAccepted }) => state === 'pending-peer' && saidAccepted !== null);

/** Nothing more is asked for: a VPC without peerings is ready once the provider shows it. */
const rest = async ({ look, draft, ref }: Sight, state: SeenVpcState | null): Promise<Step> => {
  const { time, api } = look;
  const { vpc, peerings } = draft.next;
  const alone = vpc.state === 'creating' && peerings.every(({ state }) => isEnded(state));
  const ready = alone && (state === 'active' || (await api.getVpc(ref.providerId)) !== null);
  return finishStep(ready ? settleVpcActive(draft, time.now) : draft, time);
};

/** Somebody else deletes the VPC at the provider: vpcbot asks for nothing, and sees how that ends. */
const followDeletion = (draft: Draft, state: SeenVpcState | null, time: LookTime): Step => {
  if (draft.next.vpc.state !== 'deleting') return finishStep(settleVpcLeaving(draft, time.now), time);
  const stays = state === 'active';
  return finishStep(stays ? changeVpc(draft, { state: 'active', stateSince: time.now }) : draft, time);
};

/**
 * One step for a VPC that the provider has: one call answers for all of its peerings; then at most
 * one thing is asked for. Null: the VPC was changed by somebody meanwhile.
 */
export const watchVpc = async (look: Look, ref: VpcRef): Promise<Step | null> => {
  const start = startStep(look.record());
  if (isAnswerWanted(start)) await look.api.refreshPeerings(ref);
  const listing = await look.api.listPeerings(ref);
  if (listing.kind === 'vpc-not-found') return takeNotFound({ look, draft: start, ref });
  const { peerings: listed, vpcState } = listing;
  const isLeaving = vpcState === 'deleting' || start.next.vpc.state === 'deleting';
  if (isLeaving && !isUnwanted(start.next)) return followDeletion(start, vpcState, look.time);
  const draft = takeListing(start, listed, look.time);
  const sight: Sight = { look, ref, listed, draft };
  const { vpc, peerings } = draft.next;
  const unwanted = peerings.find(({ state }) => state === 'deleting');
  if (unwanted !== undefined) return removePeering(sight, unwanted);
  if (vpc.state === 'deleting') return dismantleVpc(sight);
  // Being built: nothing can be asked of it.
  if (vpcState === 'creating') return finishStep(draft, look.time);
  const wanted = peerings.find(({ state }) => state === 'requested');
  if (wanted !== undefined) return makePeering(sight, wanted);
  const named = findName(draft);
  return named === null ? rest(sight, vpcState) : rename(sight, named.id, named.to);
};
