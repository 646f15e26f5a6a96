import {
  advancePeering,
  isEnded,
  judgePeeringPlacement,
  type Peering,
  type SeenPeering,
} from '../src/domain/peering.ts';
import type { Request } from '../src/domain/request.ts';
import {
  changePeering,
  type Draft,
  finishStep,
  type Step,
  settleRefused,
  settleVpcActive,
  settleVpcDeleted,
  settleVpcFailed,
  settleVpcRenamed,
  startStep,
  takeListing,
  tellPeeringTaken,
} from '../src/domain/step.ts';
import { VpcbotError } from '../src/errors.ts';
import type { Look } from './look.ts';

type Listed = readonly SeenPeering[];

/** The provider does not know the VPC: not yet, no more, or for too long. */
const takeNotFound = async (look: Look, draft: Draft, providerId: string): Promise<Step> => {
  const { time } = look;
  const { vpc } = draft.next;
  if (vpc.state === 'creating') {
    const late = time.now - vpc.stateSince > time.timing.vpcNotFoundFor;
    const failure = { kind: 'never-ready', said: 'VPC not found' } as const;
    return finishStep(late ? settleVpcFailed(draft, failure, time.now) : draft, time);
  }
  const still = await look.api.getVpc(providerId);
  if (vpc.state === 'deleting') {
    // Where peerings are made a new VPC is unknown for a while; that is no proof that it is gone.
    return still === null
      ? finishStep(settleVpcDeleted(draft, time.now), time)
      : removeVpc(look, draft, providerId);
  }
  return finishStep(still === null ? settleVpcFailed(draft, { kind: 'gone' }, time.now) : draft, time);
};

const lookOnceMore = (look: Look, draft: Draft, peering: Peering): Step => {
  const { intent } = peering;
  const looked = { ...peering, intent: intent === null ? null : { ...intent, looks: intent.looks + 1 } };
  return finishStep(changePeering(draft, looked), look.time, look.time.now + look.time.timing.lostAnswerLook);
};

const end = (
  draft: Draft,
  peering: Peering,
  state: Peering['state'],
  message: string | null,
  now: number,
): Draft => changePeering(draft, { ...peering, state, message, intent: null, stateSince: now });

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
      : end(draft, peering, 'failed', said, time.now);
  return finishStep(failed, time);
};

const create = async (
  look: Look,
  draft: Draft,
  peering: Peering,
  vpcId: string,
  listed: Listed,
): Promise<Step | null> => {
  const { time } = look;
  const seen = listed.map(({ providerId }) => providerId);
  const intended = { ...peering, intent: { seen, at: time.now, looks: 0 } };
  const next = await look.intend(changePeering(draft, intended));
  if (next === null) return null;
  const creation = await look.api.createPeering(vpcId, peering.peer);
  switch (creation.kind) {
    case 'created': {
      const { providerId } = creation.peering;
      if (seen.includes(providerId))
        return finishStep(tellPeeringTaken(next, peering, providerId, time.now), time);
      const made = advancePeering({ ...intended, providerId }, creation.peering, time.now, time.timing);
      return finishStep(settleVpcActive(changePeering(next, made), time.now), time);
    }
    case 'vpc-not-found':
      return takeNotReady(look, next, peering, creation.message);
    case 'refused':
      return finishStep(end(next, peering, 'failed', creation.message, time.now), time);
    default:
      return creation satisfies never;
  }
};

const make = async (
  look: Look,
  draft: Draft,
  peering: Peering,
  vpcId: string,
  listed: Listed,
): Promise<Step | null> => {
  const { time } = look;
  const placement = judgePeeringPlacement(peering, listed);
  switch (placement.kind) {
    case 'create':
      return create(look, draft, peering, vpcId, listed);
    case 'ours': {
      const ours = { ...peering, providerId: placement.peering.providerId };
      const found = advancePeering(ours, placement.peering, time.now, time.timing);
      return finishStep(settleVpcActive(changePeering(draft, found), time.now), time);
    }
    case 'look-again':
      return lookOnceMore(look, draft, peering);
    case 'taken':
      return finishStep(tellPeeringTaken(draft, peering, placement.peering.providerId, time.now), time);
    default:
      return placement satisfies never;
  }
};

/** Deletes what the provider lists, until it lists it no more: deletions take a while. */
const remove = async (
  look: Look,
  draft: Draft,
  peering: Peering,
  vpcId: string,
  listed: Listed,
): Promise<Step> => {
  const { time } = look;
  const soon = time.now + time.timing.lookFirst;
  if (peering.providerId === null) {
    const placement = judgePeeringPlacement(peering, listed);
    if (placement.kind === 'look-again') return lookOnceMore(look, draft, peering);
    if (placement.kind === 'ours') {
      const found = { ...peering, providerId: placement.peering.providerId, intent: null };
      return finishStep(changePeering(draft, found), time, time.now);
    }
    return finishStep(end(draft, peering, 'deleted', peering.message, time.now), time, time.now);
  }
  const seen = listed.find(({ providerId }) => providerId === peering.providerId);
  if (seen === undefined || seen.state === 'deleted') {
    return finishStep(end(draft, peering, 'deleted', peering.message, time.now), time, time.now);
  }
  const deletion = await look.api.deletePeering(vpcId, peering.providerId);
  if (deletion.kind !== 'refused') return finishStep(draft, time, soon);
  // What has ended by itself stands in nobody's way, whether the provider clears it up or not.
  if (!isEnded(seen.state)) throw refusal(`deleting peering "${peering.providerId}"`, deletion.message);
  return finishStep(end(draft, peering, 'deleted', deletion.message, time.now), time, time.now);
};

const refusal = (doing: string, said: string): VpcbotError =>
  new VpcbotError('TIMESCALE_REFUSED', { doing, said });

/** Renaming twice is renaming once, so nothing needs to be remembered before. */
const rename = async (
  look: Look,
  draft: Draft,
  request: Request,
  to: string,
  vpcId: string,
): Promise<Step> => {
  const { time } = look;
  const change = await look.api.renameVpc(vpcId, to);
  switch (change.kind) {
    case 'accepted':
      return finishStep(settleVpcRenamed(draft, request.id, to), time);
    case 'busy':
      return finishStep(draft, time, time.now + time.timing.lookFirst);
    case 'gone':
      return takeNotFound(look, draft, vpcId);
    case 'refused':
      return finishStep(settleRefused(draft, request.id, change.message, time.now), time);
    default:
      return change satisfies never;
  }
};

const removeVpc = async (look: Look, draft: Draft, vpcId: string): Promise<Step> => {
  const { time } = look;
  const deletion = await look.api.deleteVpc(vpcId);
  if (deletion.kind === 'refused') throw refusal(`deleting vpc "${draft.next.vpc.name}"`, deletion.message);
  if (deletion.kind === 'gone') return finishStep(settleVpcDeleted(draft, time.now), time);
  return finishStep(draft, time, time.now + time.timing.lookFirst);
};

/**
 * One step for a VPC that the provider has: one call answers for all of its peerings; then at most
 * one thing is asked for. Null: the VPC was changed by somebody meanwhile.
 */
export const watchVpc = async (look: Look, vpcId: string): Promise<Step | null> => {
  const { time, api } = look;
  const listing = await api.listPeerings(vpcId);
  if (listing.kind === 'vpc-not-found') return takeNotFound(look, startStep(look.record()), vpcId);
  const draft = takeListing(startStep(look.record()), listing.peerings, time);
  const { vpc, peerings } = draft.next;
  const unwanted = peerings.find(({ state }) => state === 'deleting');
  if (unwanted !== undefined) return remove(look, draft, unwanted, vpcId, listing.peerings);
  if (vpc.state === 'deleting') return removeVpc(look, draft, vpcId);
  const wanted = peerings.find(({ state }) => state === 'requested');
  if (wanted !== undefined) return make(look, draft, wanted, vpcId, listing.peerings);
  for (const request of draft.next.requests) {
    const { ask } = request;
    if (request.state === 'open' && ask.kind === 'rename') return rename(look, draft, request, ask.to, vpcId);
  }
  const alone = vpc.state === 'creating' && peerings.every(({ state }) => isEnded(state));
  if (alone && (await api.getVpc(vpcId)) !== null) return finishStep(settleVpcActive(draft, time.now), time);
  return finishStep(draft, time);
};
