import type { Button } from '@slack/types';
import type { Notice } from '../domain/notice.ts';
import type {
  ChangeNotice,
  DriftNotice,
  MoveNotice,
  NoticeBody,
  PeerWaitNotice,
  QuotaNotice,
  ShareNotice,
  SideNotice,
} from '../domain/notice-body.ts';
import {
  isBroadcast,
  isChangeNotice,
  isDriftNotice,
  isPeerWaitNotice,
  isQuotaNotice,
  isShareNotice,
  isSideNotice,
} from '../domain/notice-kind.ts';
import { samePeer } from '../domain/peer-network.ts';
import type { Project } from '../domain/project.ts';
import type { VpcView } from '../domain/request.ts';
import { isWorthRepeating } from '../domain/request-decision.ts';
import type { SideAccount } from '../domain/side-plan.ts';
import { actions, type Message, message, section } from './blocks.ts';
import { code, join, listSome, type Mrkdwn, mention, mentionPlace, mrkdwn, quoted, when } from './mrkdwn.ts';
import { renderNewService } from './new-service-words.ts';
import {
  nameAccount,
  namePeer,
  renderPeerAnew,
  renderPeeringEnd,
  renderTrouble,
  renderVpcEnd,
} from './outcome-words.ts';
import { buildPendingPeerButtons, buildRepeatButton } from './pending-peer-buttons.ts';
import { type ActGuide, buildPendingPeerMessage } from './pending-peer-message.ts';
import { nameRegion } from './region-words.ts';
import { buildRequestCard } from './request-card.ts';
import { formatRequestNumber } from './request-number.ts';
import { sayTaken } from './share-notice.ts';
import { isAccepted, nameEnd, renderTimescalePart, renderWayOut } from './timescale-end-words.ts';

/** A message of a request's story. `broadcast`: also shown in the channel, where it is a reply in the thread. */
export interface NoticeMessage extends Message {
  readonly broadcast: boolean;
}

/** What a notice is said from: how its request stands now. */
interface Facts {
  readonly view: VpcView;
  readonly project: Project;
  readonly guide: ActGuide | null;
  readonly account: SideAccount | null;
  readonly now: number;
}

type Of<K extends NoticeBody['kind']> = Extract<NoticeBody, { kind: K }>;
type PeeringNotice = Of<
  | 'peering-approved'
  | 'peering-pending'
  | 'peering-active'
  | 'peering-ended'
  | 'peering-taken'
  | 'peering-ambiguous'
>;

const IDS_SHOWN = 5;

const say = (...parts: readonly Mrkdwn[]): Message => message(join(parts, ' '), parts.map(section));

/** Calls whoever asked. */
const callAsker = ({ request }: VpcView): Mrkdwn =>
  mrkdwn`${mention(request.requesterId)} ${formatRequestNumber(request.id)}`;

const sayActive = ({ peer, provisionedId }: Of<'peering-active'>, view: VpcView): Message => {
  const name = code(view.vpc.name);
  const id = provisionedId === null ? mrkdwn`` : mrkdwn` ${nameEnd({ peer, provisionedId })}`;
  return say(
    mrkdwn`${callAsker(view)}: the peering${id} between ${name} and ${namePeer(peer)} is active.`,
    mrkdwn`Next, attach a service to ${name}: press *Attach a service* on the card, or type \`/vpc attach\`; ${renderNewService(view.vpc)}. If a connection times out, check ${renderWayOut(peer, view.vpc)} on your side.`,
  );
};

const findPendingButtons = (
  { provisionedId }: Of<'peering-pending'>,
  { peerings }: VpcView,
): readonly Button[] => {
  const peering = peerings.find((one) => one.provisionedId === provisionedId);
  return peering === undefined
    ? []
    : buildPendingPeerButtons(peering.id, { peer: peering.peer, provisionedId });
};

/** Said late, it may have been asked for again already. */
const findEndedButtons = ({ peer, state }: Of<'peering-ended'>, { peerings }: VpcView): readonly Button[] => {
  const ended = peerings.findLast((one) => one.state === state && samePeer(one.peer, peer));
  return ended === undefined || !isWorthRepeating(state) ? [] : [buildRepeatButton(ended)];
};

const sayEnded = (body: Of<'peering-ended'>, view: VpcView): Message => {
  const { what, act } = renderPeeringEnd(body.state, body.peer, body.said);
  const lead = mrkdwn`${callAsker(view)}: a peering of ${code(view.vpc.name)} ended. ${what}`;
  if (view.request.ask.kind === 'share') return say(lead, renderPeerAnew(view.vpc));
  const ended = say(lead, act);
  return { ...ended, blocks: [...ended.blocks, ...actions(findEndedButtons(body, view))] };
};

const renderPeeringNotice = (body: PeeringNotice, { view, guide, account }: Facts): Message => {
  const name = code(view.vpc.name);
  const peer = namePeer(body.peer);
  switch (body.kind) {
    case 'peering-approved':
      return say(
        mrkdwn`${formatRequestNumber(view.request.id)}: Timescale takes the peering with ${peer} and ${isAccepted(body.peer) ? mrkdwn`makes the request. Next, the owner of ${nameAccount(body.peer)} accepts it; its id comes here` : mrkdwn`makes its side. Next, the owner of ${nameAccount(body.peer)} creates the matching one; what it is to lead to comes here`}.`,
      );
    case 'peering-pending':
      return buildPendingPeerMessage(body, view, guide, findPendingButtons(body, view), account);
    case 'peering-active':
      return sayActive(body, view);
    case 'peering-ended':
      return sayEnded(body, view);
    case 'peering-taken':
      return sayTaken(body, view);
    case 'peering-ambiguous':
      return say(
        mrkdwn`${callAsker(view)}: ${name} has several new peerings with ${peer} (ids ${listSome(body.providerIds.map(code), IDS_SHOWN)}), and vpcbot cannot tell which one it asked for, so it touches none.`,
        mrkdwn`Delete those you do not need with \`/vpc unpeer\`; then press *Correct and ask again* on the card if none is left.`,
      );
    default:
      return body satisfies never;
  }
};

export const sayNotDelivered = ({ to, said }: Of<'not-delivered'>, number: string): Message =>
  say(
    mrkdwn`What ${number} had to tell did not reach ${mentionPlace(to)}: Slack says ${quoted(said)}. Send it again to somebody else, or pass on what this thread says.`,
  );

const renderRequestNotice = (
  body: Exclude<
    NoticeBody,
    | ChangeNotice
    | DriftNotice
    | QuotaNotice
    | PeeringNotice
    | PeerWaitNotice
    | ShareNotice
    | MoveNotice
    | SideNotice
  >,
  { view, project, now }: Facts,
): Message => {
  const { request, vpc } = view;
  const number = formatRequestNumber(request.id);
  switch (body.kind) {
    case 'request-opened':
      return buildRequestCard(view, project, now);
    case 'vpc-created':
      return say(
        mrkdwn`${number}: Timescale made the VPC ${code(vpc.name)} with ${code(vpc.cidr.text)} in ${nameRegion(vpc.region)} (id ${code(body.providerId)}). Next, Timescale ${view.peerings.length === 0 ? 'makes it ready' : renderTimescalePart(view.peerings.map(({ peer }) => peer))}.`,
      );
    case 'vpc-failed': {
      const { what, act } = renderVpcEnd(body.failure, request);
      const name = code(vpc.name);
      const lead =
        request.state === 'done'
          ? mrkdwn`${callAsker(view)}: the VPC ${name} ended.`
          : mrkdwn`${callAsker(view)} failed at the VPC ${name}.`;
      return say(mrkdwn`${lead} ${what}`, act);
    }
    case 'provider-trouble': {
      const { what, act } = renderTrouble(body.code, project.name);
      return say(mrkdwn`${number} is held up since ${when(body.since)}. ${what} ${act}`);
    }
    case 'provider-recovered':
      return say(
        mrkdwn`${number} goes on: Timescale answers again. It was held up since ${when(body.since)}.`,
      );
    case 'request-cancelling':
      return say(
        mrkdwn`${mention(body.by)} cancels ${number}. Next, Timescale deletes what was made for it so far.`,
      );
    case 'request-cancelled':
      return say(
        mrkdwn`${number} is cancelled, and nothing is left of it. Type ${code(`/vpc ${request.ask.kind === 'peer' ? 'peer' : 'create'}`)} to ask anew.`,
      );
    case 'request-retried':
      return say(mrkdwn`${mention(body.by)} retries ${number}. The card says how far it is.`);
    case 'not-delivered':
      return sayNotDelivered(body, number);
    default:
      return body satisfies never;
  }
};

/** Told by a file of their own. */
const isElsewhere = (
  body: NoticeBody,
): body is ChangeNotice | DriftNotice | QuotaNotice | PeerWaitNotice | ShareNotice | SideNotice =>
  isChangeNotice(body) ||
  isDriftNotice(body) ||
  isQuotaNotice(body) ||
  isPeerWaitNotice(body) ||
  isShareNotice(body) ||
  isSideNotice(body);

const renderBody = (body: NoticeBody, facts: Facts): Message => {
  if (isElsewhere(body)) throw new Error(`rendering notice "${body.kind}": another file tells it`);
  switch (body.kind) {
    case 'peering-approved':
    case 'peering-pending':
    case 'peering-active':
    case 'peering-ended':
    case 'peering-taken':
    case 'peering-ambiguous':
      return renderPeeringNotice(body, facts);
    case 'move-started':
    case 'service-detached':
    case 'move-slow':
    case 'service-moved':
    case 'move-failed':
    case 'names-answer':
    case 'names-late':
    case 'names-given-up':
    case 'service-drifted':
    case 'certificate-shared':
      throw new Error(`rendering notice "${body.kind}": it is not about a VPC and its peerings`);
    default:
      return renderRequestNotice(body, facts);
  }
};

/**
 * What a notice of a VPC says, from the view of its request as it stands now. `guide` is for
 * `peering-pending` (null: in words only), and `account` (null: the bot does not see the other side), too.
 */
export const renderNotice = (
  { body }: Pick<Notice, 'body'>,
  view: VpcView,
  project: Project,
  guide: ActGuide | null,
  now: number,
  account: SideAccount | null = null,
): NoticeMessage => ({
  ...renderBody(body, { view, project, guide, account, now }),
  broadcast: isBroadcast(body.kind),
});
