import { isTigerRegion } from '../domain/cloud.ts';
import type { Peering } from '../domain/peering.ts';
import type { Project } from '../domain/project.ts';
import type { VpcView } from '../domain/request.ts';
import { judgeRetry } from '../domain/request-decision.ts';
import { code, listSome, type Mrkdwn, mention, mrkdwn, quoted } from './mrkdwn.ts';
import { nameAccount, type Outcome, renderPeeringEnd, renderVpcEnd } from './outcome-words.ts';
import { count } from './plain-words.ts';
import { nameRegion } from './region-words.ts';
import { formatRequestNumber } from './request-number.ts';
import { isAccepted, renderPart } from './timescale-end-words.ts';

const TURNS_SHOWN = 3;

/** The peerings that were not given up for another. */
export const findLiving = ({ peerings }: VpcView): readonly Peering[] =>
  peerings.filter(({ state }) => state !== 'deleted' && state !== 'deleting');

const renderThen = (living: readonly Peering[]): Mrkdwn => {
  const [first, ...more] = living;
  if (first === undefined) return mrkdwn``;
  const name = nameAccount(first.peer);
  if (more.length > 0) {
    const act = isAccepted(first.peer) ? 'asks for' : 'makes its side of';
    return mrkdwn` Next, it ${act} ${count(living.length, 'peering')}, one after the other.`;
  }
  return isAccepted(first.peer)
    ? mrkdwn` Next, it asks ${name} for the peering.`
    : mrkdwn` Next, it makes its side of the peering with ${name}.`;
};

const renderPending = (first: Peering, more: readonly Peering[]): Mrkdwn => {
  if (more.length === 0) {
    return mrkdwn`It is the turn of whoever owns ${nameAccount(first.peer)}: ${renderPart(first.peer, first.provisionedId)}. The thread says how.`;
  }
  const turns = [first, ...more].map(
    ({ peer, provisionedId }) => mrkdwn`${nameAccount(peer)} (${renderPart(peer, provisionedId)})`,
  );
  return mrkdwn`It is the turn of whoever owns ${listSome(turns, TURNS_SHOWN)}. The thread says how.`;
};

/** Whose turn it is while Timescale and the peers work. */
const renderOpenTurn = (view: VpcView): Mrkdwn => {
  const living = findLiving(view);
  if (view.vpc.state === 'deleting') {
    return mrkdwn`Somebody deletes the VPC ${code(view.vpc.name)} at Timescale, and vpcbot waits until it is gone.`;
  }
  if (view.vpc.state !== 'active') {
    return mrkdwn`It is Timescale’s turn: it makes the VPC.${renderThen(living)}`;
  }
  const [pending, ...more] = living.filter(({ state }) => state === 'pending-peer');
  if (pending !== undefined) return renderPending(pending, more);
  const strange = living.find(({ state }) => state === 'unknown');
  if (strange !== undefined) {
    return mrkdwn`It is Timescale’s turn: it says ${quoted(strange.rawStatus ?? '')} of the peering, which vpcbot does not know, and vpcbot keeps looking. If it stays like this, ask Timescale’s support.`;
  }
  return living.every(({ peer }) => isAccepted(peer))
    ? mrkdwn`It is Timescale’s turn: it makes the peering request. Next, the owner of the other network accepts it.`
    : mrkdwn`It is Timescale’s turn: it makes its side of the peering. Next, the owner of the other network creates the matching one.`;
};

const renderUse = ({ vpc, peerings, request }: VpcView, number: string): Mrkdwn => {
  const name = code(vpc.name);
  if (peerings.some(({ state }) => state === 'active')) {
    return isTigerRegion(vpc.region)
      ? mrkdwn`${number} is done. Next, press *Attach a service*, or choose ${name} when you create one: only then is it in the VPC.`
      : mrkdwn`${number} is done. Next, press *Attach a service*, or create one in ${nameRegion(vpc.region)}: unless it is created as public, it is in the VPC.`;
  }
  const waiting = peerings.filter(({ state }) => state === 'pending-peer');
  const [first, ...more] = waiting;
  if (first !== undefined) {
    return mrkdwn`${number} was done, and waits for the other side again. ${renderPending(first, more)}`;
  }
  return request.ask.kind === 'create'
    ? mrkdwn`${number} is done. Nothing reaches ${name} until a peering of it is active: press *Add a peering*.`
    : mrkdwn`${number} was done. Its peering is deleted since.`;
};

/** A VPC or a peering may end long after its request was done. */
const renderDoneTurn = (view: VpcView, number: string): Mrkdwn => {
  const { failure, state: stands, name } = view.vpc;
  if (stands === 'deleted') return mrkdwn`${number} was done. The VPC ${code(name)} is deleted since.`;
  if (stands === 'deleting') return mrkdwn`${number} was done. The VPC ${code(name)} is being deleted.`;
  if (failure !== null) {
    const { what, act } = renderVpcEnd(failure, view.request);
    return mrkdwn`${number} was done. ${what} ${act}`;
  }
  const verdict = judgeRetry(view);
  if (verdict.kind !== 'ask-again') return renderUse(view, number);
  const { state, peer, message: said } = verdict.peering;
  const { what, act } = renderPeeringEnd(state, peer, said);
  return mrkdwn`${number} was done. ${what} ${act}`;
};

const renderFailed = (view: VpcView): Outcome => {
  const { failure } = view.vpc;
  if (failure !== null) return renderVpcEnd(failure, view.request);
  const verdict = judgeRetry(view);
  if (verdict.kind === 'ask-again') {
    const { state, peer, message: said } = verdict.peering;
    return renderPeeringEnd(state, peer, said);
  }
  return { what: mrkdwn`The request failed.`, act: mrkdwn`The thread says why.` };
};

const renderDenied = ({ quota, request }: VpcView): Mrkdwn => {
  if (quota?.state === 'refused') {
    return mrkdwn`Timescale refused to raise its own limit: ${quoted(quota.reason ?? 'no reason')}. Nothing was created. Use a VPC that is there, or type \`/vpc create\` to ask again.`;
  }
  const whom = quota?.decidedBy ?? null;
  const reason = quota?.reason ?? null;
  const by = whom === null ? mrkdwn`An approver` : mention(whom);
  const why = reason === null ? mrkdwn`` : mrkdwn`: ${quoted(reason)}`;
  return mrkdwn`${by} denied ${formatRequestNumber(request.id)}${why}. Nothing was created. Talk to them, then type \`/vpc create\` to ask again.`;
};

/** How a request for a VPC or for peerings stands, and what comes next. */
export const renderMakingTurn = (view: VpcView, project: Project): Mrkdwn => {
  const { request } = view;
  const number = formatRequestNumber(request.id);
  const again = request.ask.kind === 'create' ? 'create' : 'peer';
  switch (request.state) {
    case 'waiting-for-approval':
      return mrkdwn`It is the turn of an approver of ${project.name}. Next, once one of them approves, Timescale makes the VPC.`;
    case 'waiting-for-timescale':
      return mrkdwn`It is Timescale’s turn: ${project.name} needs one VPC more there. The thread says what to write to its support. Next, an approver or an admin presses *Timescale raised it…* or *Timescale refused…*; *Retry* tries whether it is allowed by now.`;
    case 'open':
      return renderOpenTurn(view);
    case 'cancelling':
      return mrkdwn`It is Timescale’s turn: it deletes what was made. Next, ${number} is cancelled.`;
    case 'done':
      return renderDoneTurn(view, number);
    case 'failed': {
      const { what, act } = renderFailed(view);
      return mrkdwn`${number} failed. ${what} ${act}`;
    }
    case 'denied':
      return renderDenied(view);
    case 'expired':
      return mrkdwn`Nobody decided on ${number} in time, and nothing was created. Press *Ask again* in the thread, or type \`/vpc retry ${number}\`.`;
    case 'cancelled':
      return mrkdwn`${number} is cancelled, and nothing is left of it. Type \`/vpc ${again}\` to ask anew.`;
    case 'left':
      return mrkdwn`${number} is over. Type \`/vpc ${again}\` to ask anew.`;
    default:
      return request.state satisfies never;
  }
};
