import type { KnownBlock } from '@slack/types';
import { findRangeRemarks } from '../domain/address-plan.ts';
import type { Project } from '../domain/project.ts';
import { isRequestOver, type VpcView } from '../domain/request.ts';
import { actions, context, fields, header, type Message, message, section } from './blocks.ts';
import { renderChangeTurn } from './change-turn.ts';
import { linkVpcConsole } from './console-link.ts';
import { code, join, type Mrkdwn, mention, mrkdwn, when } from './mrkdwn.ts';
import { namePeer, renderPeerRanges, renderTrouble } from './outcome-words.ts';
import { buildWaits } from './pending-peer-blocks.ts';
import { count } from './plain-words.ts';
import { renderStep } from './plan-step.ts';
import { renderRangeRemark } from './range-remarks.ts';
import { nameRegion } from './region-words.ts';
import { buildRequestButtons } from './request-buttons.ts';
import { formatRequestNumber } from './request-number.ts';
import { planRequest } from './request-steps.ts';
import { findLiving, renderMakingTurn } from './request-turn.ts';
import { renderShareTurn } from './share-turn.ts';
import { ownerOf, renderOwner, renderSharers } from './share-words.ts';
import { buildStandings } from './side-standing.ts';

const PEERS_SHOWN = 3;

/** What was asked for, in a few words: what stands before the thing's name, the name, and what stands after it. */
const nameAsk = (
  { request, vpc, peerings }: VpcView,
  project: Project,
): readonly [string, string, string] => {
  const { ask } = request;
  switch (ask.kind) {
    case 'peer': {
      const asked = peerings.filter(({ state }) => state !== 'deleted').length;
      return [`${count(Math.max(asked, 1), 'peering')} for`, vpc.name, ''];
    }
    case 'share':
      return ['share a peering of', vpc.name, ''];
    case 'unpeer':
      return ['delete a peering of', vpc.name, ''];
    case 'rename':
      return ['rename', ask.from, ''];
    case 'delete':
      return ['delete', vpc.name, ''];
    case 'create':
    case 'move':
    case 'quota':
      return ['VPC', vpc.name, `for ${project.name}`];
    default:
      return ask satisfies never;
  }
};

const buildPeers = (view: VpcView): readonly Mrkdwn[] => {
  const { kind } = view.request.ask;
  if (kind === 'rename' || kind === 'delete') return [];
  const shown = kind === 'unpeer' || kind === 'share' ? view.peerings : findLiving(view);
  return shown
    .slice(-PEERS_SHOWN)
    .flatMap(({ peer, peerRanges }) => [
      mrkdwn`*Peer*\n${namePeer(peer)}`,
      mrkdwn`*Peer’s ranges*\n${renderPeerRanges(peerRanges)}`,
    ]);
};

/** Who lives on its peerings beside it. */
const listShares = ({ request, peerings, others }: VpcView): readonly Mrkdwn[] => {
  const sharers = peerings
    .flatMap((peering) => peering.sharers)
    .filter(({ requestId }) => requestId !== request.id);
  const shared = sharers.length === 0 ? [] : [mrkdwn`*Shared by*\n${renderSharers(sharers)}`];
  const [first] = peerings;
  if (request.ask.kind !== 'share' || first === undefined) return shared;
  const asked = others.find(({ id }) => id === first.requestId) ?? null;
  const whose =
    asked === null && first.requestId !== null
      ? mrkdwn`asked for in ${formatRequestNumber(first.requestId)}`
      : renderOwner(ownerOf(asked));
  return [mrkdwn`*Whose it is*\n${whose}`, ...shared];
};

const buildFacts = (view: VpcView, project: Project): KnownBlock => {
  const { request, vpc } = view;
  const isOfVpc = request.ask.kind === 'create';
  return fields([
    ...(isOfVpc ? [] : [mrkdwn`*VPC*\n${code(vpc.name)} of ${project.name}`]),
    mrkdwn`*Range*\n${code(vpc.cidr.text)}`,
    mrkdwn`*Region*\n${nameRegion(vpc.region)}`,
    mrkdwn`*Asked by*\n${mention(request.requesterId)}, ${when(request.createdAt)}`,
    ...listShares(view),
    ...buildPeers(view),
  ]);
};

/** Of the range of a VPC that is asked for, which cannot be changed once it is made. */
const buildRemarks = ({ request, vpc: { cidr } }: VpcView): readonly KnownBlock[] =>
  request.ask.kind === 'create'
    ? findRangeRemarks(cidr).map((remark) => context(renderRangeRemark(cidr, remark)))
    : [];

/** How the request stands and what comes next: the last line of the card, and what a notification says. */
export const renderRequestTurn = (view: VpcView, project: Project): Mrkdwn => {
  const { ask } = view.request;
  if (ask.kind === 'share') return renderShareTurn(view, project);
  return ask.kind === 'rename' || ask.kind === 'unpeer' || ask.kind === 'delete'
    ? renderChangeTurn(view, ask)
    : renderMakingTurn(view, project);
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

const buildLink = ({ vpc }: VpcView, project: Project): readonly KnownBlock[] =>
  vpc.providerId === null || vpc.state === 'deleted'
    ? []
    : [
        context(
          mrkdwn`${code(vpc.name)} has the id ${code(vpc.providerId)} in the ${linkVpcConsole(project.product)}.`,
        ),
      ];

/**
 * The one card of a request, edited as things change: what was asked, how far it is, whose turn it is.
 * `now`: for the time that is left.
 */
export const buildRequestCard = (view: VpcView, project: Project, now: number): Message => {
  const { request, vpc } = view;
  const number = formatRequestNumber(request.id);
  const turn = renderRequestTurn(view, project);
  const [before, name, after] = nameAsk(view, project);
  const named = after === '' ? code(name) : mrkdwn`${code(name)} ${after}`;
  const summary = mrkdwn`${number}: ${before} ${named}, ${code(vpc.cidr.text)} in ${nameRegion(vpc.region)}, asked by ${mention(request.requesterId)}.`;
  return message(mrkdwn`${summary} ${turn}`, [
    header(`${number}: ${before} ${name} ${after}`),
    buildFacts(view, project),
    ...buildRemarks(view),
    ...buildPlan(view),
    ...buildTrouble(view, project),
    ...buildWaits(view, now),
    ...buildStandings(view),
    ...actions(buildRequestButtons(view)),
    section(turn),
    ...buildLink(view, project),
  ]);
};
