import type { KnownBlock } from '@slack/types';
import type { Peering } from '../domain/peering.ts';
import type { Project } from '../domain/project.ts';
import { isRequestOver, judgeRetry, type VpcView } from '../domain/request.ts';
import { actions, fields, header, type Message, message, section } from './blocks.ts';
import { code, join, listSome, type Mrkdwn, mention, mrkdwn, quoted, when } from './mrkdwn.ts';
import {
  nameAccount,
  namePeer,
  type Outcome,
  renderPeeringEnd,
  renderTrouble,
  renderVpcFailure,
} from './outcome-words.ts';
import { buildRequestButtons } from './request-buttons.ts';
import { formatRequestNumber } from './request-number.ts';
import { planRequest, renderStep } from './request-steps.ts';

const PEERS_SHOWN = 3;
const RANGES_SHOWN = 10;

const renderRanges = ({ peerRanges }: Peering): Mrkdwn =>
  peerRanges.length === 0
    ? mrkdwn`not checked against your network`
    : listSome(
        peerRanges.map(({ text }) => code(text)),
        RANGES_SHOWN,
      );

/** The peerings that were not given up for another. */
const findLiving = ({ peerings }: VpcView): readonly Peering[] =>
  peerings.filter(({ state }) => state !== 'deleted' && state !== 'deleting');

const buildFacts = (view: VpcView): KnownBlock => {
  const { request, vpc } = view;
  return fields([
    mrkdwn`*Range*\n${code(vpc.cidr.text)}`,
    mrkdwn`*Region*\n${vpc.region}`,
    mrkdwn`*Asked by*\n${mention(request.requesterId)}, ${when(request.createdAt)}`,
    ...findLiving(view)
      .slice(-PEERS_SHOWN)
      .flatMap((peering) => [
        mrkdwn`*Peer*\n${namePeer(peering.peer)}`,
        mrkdwn`*Peer’s ranges*\n${renderRanges(peering)}`,
      ]),
  ]);
};

/** Whose turn it is while Timescale and the peers work. */
const renderOpenTurn = (view: VpcView): Mrkdwn => {
  const living = findLiving(view);
  const [first] = living;
  if (view.vpc.state !== 'active') {
    const then =
      first === undefined ? mrkdwn`` : mrkdwn` Next, it asks ${nameAccount(first.peer)} for the peering.`;
    return mrkdwn`It is Timescale’s turn: it makes the VPC.${then}`;
  }
  const pending = living.find(({ state }) => state === 'pending-peer');
  if (pending !== undefined) {
    return mrkdwn`It is the turn of whoever owns ${nameAccount(pending.peer)}: accept ${code(pending.provisionedId ?? 'the request')}. The thread says how.`;
  }
  const strange = living.find(({ state }) => state === 'unknown');
  if (strange !== undefined) {
    return mrkdwn`It is Timescale’s turn: it says ${quoted(strange.rawStatus ?? '')} of the peering, which vpcbot does not know, and vpcbot keeps looking. If it stays like this, ask Timescale’s support.`;
  }
  return mrkdwn`It is Timescale’s turn: it makes the peering request. Next, the owner of the other network accepts it.`;
};

/** A VPC or a peering may end long after its request was done. */
const renderDoneTurn = (view: VpcView, number: string): Mrkdwn => {
  const { failure } = view.vpc;
  if (failure !== null) {
    const { what, act } = renderVpcFailure(failure);
    return mrkdwn`${number} was done. ${what} ${act}`;
  }
  const verdict = judgeRetry(view);
  if (verdict.kind !== 'ask-again') {
    return mrkdwn`${number} is done. Next, attach a service to ${code(view.vpc.name)} in the Timescale console, or choose this VPC when you create one.`;
  }
  const { state, peer, message: said } = verdict.peering;
  const { what, act } = renderPeeringEnd(state, peer, said);
  return mrkdwn`${number} was done. ${what} ${act}`;
};

const renderFailedTurn = (view: VpcView): Outcome => {
  const { failure } = view.vpc;
  if (failure !== null) return renderVpcFailure(failure);
  const verdict = judgeRetry(view);
  if (verdict.kind === 'ask-again') {
    const { state, peer, message: said } = verdict.peering;
    return renderPeeringEnd(state, peer, said);
  }
  return { what: mrkdwn`The request failed.`, act: mrkdwn`Press *Retry* to try again.` };
};

const renderDenied = ({ quota, request }: VpcView): Mrkdwn => {
  const whom = quota?.decidedBy ?? null;
  const reason = quota?.reason ?? null;
  const by = whom === null ? mrkdwn`An approver` : mention(whom);
  const why = reason === null ? mrkdwn`` : mrkdwn`: ${quoted(reason)}`;
  return mrkdwn`${by} denied ${formatRequestNumber(request.id)}${why}. Nothing was created. Talk to them, then type \`/vpc create\` to ask again.`;
};

/** How the request stands and what comes next: the last line of the card, and what a notification says. */
const renderTurn = (view: VpcView, project: Project): Mrkdwn => {
  const { request } = view;
  const number = formatRequestNumber(request.id);
  switch (request.state) {
    case 'waiting-for-approval':
      return mrkdwn`It is the turn of an approver of ${project.name}. Next, once one of them approves, Timescale makes the VPC.`;
    case 'waiting-for-timescale':
      return mrkdwn`It is Timescale’s turn: ${project.name} needs one VPC more there. Ask Timescale’s support for it, then press *Retry*.`;
    case 'open':
      return renderOpenTurn(view);
    case 'cancelling':
      return mrkdwn`It is Timescale’s turn: it deletes what was made. Next, ${number} is cancelled.`;
    case 'done':
      return renderDoneTurn(view, number);
    case 'failed': {
      const { what, act } = renderFailedTurn(view);
      return mrkdwn`${number} failed. ${what} ${act}`;
    }
    case 'denied':
      return renderDenied(view);
    case 'expired':
      return mrkdwn`Nobody decided on ${number} in time, and nothing was created. Type \`/vpc create\` to ask again.`;
    case 'cancelled':
      return mrkdwn`${number} is cancelled, and nothing is left of it. Type \`/vpc create\` to ask anew.`;
    default:
      return request.state satisfies never;
  }
};

const buildTrouble = ({ request, vpc }: VpcView, project: Project): readonly KnownBlock[] => {
  if (vpc.trouble === null || isRequestOver(request)) return [];
  const { code: error, since } = vpc.trouble;
  const { what, act } = renderTrouble(error, project.name);
  return [section(mrkdwn`*Trouble* since ${when(since)}: ${what} ${act}`)];
};

/** A request that ended before anything began has no steps, and Slack takes no empty section. */
const buildPlan = (view: VpcView): readonly KnownBlock[] => {
  const steps = planRequest(view).map(renderStep);
  return steps.length === 0 ? [] : [section(join(steps))];
};

/** The one card of a request, edited as things change: what was asked, how far it is, whose turn it is. */
export const buildRequestCard = (view: VpcView, project: Project): Message => {
  const { request, vpc } = view;
  const number = formatRequestNumber(request.id);
  const turn = renderTurn(view, project);
  const summary = mrkdwn`${number}: VPC ${code(vpc.name)} for ${project.name}, ${code(vpc.cidr.text)} in ${vpc.region}, asked by ${mention(request.requesterId)}.`;
  return message(mrkdwn`${summary} ${turn}`, [
    header(`${number}: VPC ${vpc.name} for ${project.name}`),
    buildFacts(view),
    ...buildPlan(view),
    ...buildTrouble(view, project),
    ...actions(buildRequestButtons(view)),
    section(turn),
  ]);
};
