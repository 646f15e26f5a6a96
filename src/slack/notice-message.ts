import {
  isBroadcast,
  type MoveNotice,
  type Notice,
  type NoticeBody,
  type QuotaNotice,
} from '../domain/notice.ts';
import type { Project } from '../domain/project.ts';
import type { QuotaIncrease } from '../domain/quota.ts';
import type { VpcView } from '../domain/request.ts';
import { type Message, message, section } from './blocks.ts';
import { code, join, type Mrkdwn, mention, mentionPlace, mrkdwn, quoted, when } from './mrkdwn.ts';
import {
  nameAccount,
  namePeer,
  renderPeeringEnd,
  renderSaid,
  renderTrouble,
  renderVpcFailure,
} from './outcome-words.ts';
import { type AcceptGuide, buildPendingPeerMessage } from './pending-peer-message.ts';
import { count } from './plain-words.ts';
import { buildQuotaCard } from './quota-card.ts';
import { buildRequestCard } from './request-card.ts';
import { formatRequestNumber } from './request-number.ts';

/** A message of a request's story. `broadcast`: also shown in the channel, where it is a reply in the thread. */
export interface NoticeMessage extends Message {
  readonly broadcast: boolean;
}

/** What a notice is said from: how its request stands now. */
interface Facts {
  readonly view: VpcView;
  readonly project: Project;
  readonly guide: AcceptGuide | null;
  readonly existing: readonly string[];
}

type Of<K extends NoticeBody['kind']> = Extract<NoticeBody, { kind: K }>;
type PeeringNotice = Of<
  'peering-approved' | 'peering-pending' | 'peering-active' | 'peering-ended' | 'peering-taken'
>;

const say = (...parts: readonly Mrkdwn[]): Message => message(join(parts, ' '), parts.map(section));

/** Calls whoever asked. */
const callAsker = ({ request }: VpcView): Mrkdwn =>
  mrkdwn`${mention(request.requesterId)} ${formatRequestNumber(request.id)}`;

/** The approvers' card needs the ask itself; where none is recorded the notice's numbers stand in. */
const findQuota = ({ quota, request }: VpcView, { used, limit }: Of<'quota-asked'>): QuotaIncrease =>
  quota ?? {
    id: 0,
    requestId: request.id,
    project: request.project,
    state: 'withdrawn',
    used,
    limit,
    askedAt: request.createdAt,
    decidedBy: null,
    decidedAt: null,
    reason: null,
    grantedLimit: null,
    wantedLimit: null,
    breakGlass: null,
    reminders: 0,
  };

const renderQuotaNotice = (body: QuotaNotice, { view, project, existing }: Facts): Message => {
  const asker = mention(view.request.requesterId);
  const number = formatRequestNumber(view.request.id);
  switch (body.kind) {
    case 'quota-asked':
      return buildQuotaCard(view, project, findQuota(view, body), existing);
    case 'quota-approved':
      return say(
        mrkdwn`${asker} ${mention(body.by)} approved ${number}: ${project.name} may have ${count(body.limit, 'VPC')} for it. Next, Timescale makes the VPC.`,
      );
    case 'quota-denied':
      return say(
        mrkdwn`${asker} ${mention(body.by)} denied ${number}: ${quoted(body.reason)}. Nothing was created. Talk to them, then type \`/vpc create\` to ask again.`,
      );
    case 'waiting-for-timescale':
      return say(
        mrkdwn`${asker} ${number} waits: Timescale does not allow ${project.name} one VPC more.${renderSaid(body.said, null)} Ask its support for a limit of ${count(body.wanted, 'VPC')}, then press *Retry* on the card.`,
      );
    default:
      return body satisfies never;
  }
};

const sayActive = ({ peer, provisionedId }: Of<'peering-active'>, view: VpcView): Message => {
  const name = code(view.vpc.name);
  const id = provisionedId === null ? mrkdwn`` : mrkdwn` ${code(provisionedId)}`;
  return say(
    mrkdwn`${callAsker(view)}: the peering${id} between ${name} and ${namePeer(peer)} is active.`,
    mrkdwn`Next, attach a service to ${name} in the Timescale console; for a new service, choose this VPC when you create it. If a connection times out, check the route to ${code(view.vpc.cidr.text)} and outbound TCP 5432 on your side.`,
  );
};

const renderPeeringNotice = (body: PeeringNotice, { view, guide }: Facts): Message => {
  const name = code(view.vpc.name);
  const peer = namePeer(body.peer);
  switch (body.kind) {
    case 'peering-approved':
      return say(
        mrkdwn`${formatRequestNumber(view.request.id)}: Timescale takes the peering with ${peer} and makes the request. Next, the owner of ${nameAccount(body.peer)} accepts it; its id comes here.`,
      );
    case 'peering-pending':
      return buildPendingPeerMessage(body, view, guide);
    case 'peering-active':
      return sayActive(body, view);
    case 'peering-ended': {
      const { what, act } = renderPeeringEnd(body.state, body.peer, body.said);
      return say(mrkdwn`${callAsker(view)}: a peering of ${name} ended. ${what}`, act);
    }
    case 'peering-taken':
      return say(
        mrkdwn`${callAsker(view)}: ${name} already had a peering with ${peer} (id ${code(body.providerId)}) that was not made for this request, so vpcbot leaves it alone.`,
        mrkdwn`Use that one, or press *Ask again* on the card to name another network.`,
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
  body: Exclude<NoticeBody, QuotaNotice | PeeringNotice | MoveNotice>,
  { view, project }: Facts,
): Message => {
  const { request, vpc } = view;
  const number = formatRequestNumber(request.id);
  switch (body.kind) {
    case 'request-opened':
      return buildRequestCard(view, project);
    case 'vpc-created':
      return say(
        mrkdwn`${number}: Timescale made the VPC ${code(vpc.name)} with ${code(vpc.cidr.text)} in ${vpc.region} (id ${code(body.providerId)}). Next, Timescale makes the peering request.`,
      );
    case 'vpc-failed': {
      const { what, act } = renderVpcFailure(body.failure);
      return say(mrkdwn`${callAsker(view)} failed at the VPC ${code(vpc.name)}. ${what}`, act);
    }
    case 'vpc-renamed':
      return say(
        mrkdwn`${callAsker(view)} The VPC ${code(body.from)} is now called ${code(body.to)}. Nothing else has changed, and nothing is needed from you.`,
      );
    case 'change-refused':
      return say(
        mrkdwn`${callAsker(view)} failed: Timescale refused it.${renderSaid(body.said, null)} All is as it was. Put right what it says, then ask again.`,
      );
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
        mrkdwn`${mention(body.by)} cancels ${number}. Next, Timescale deletes what was made so far.`,
      );
    case 'request-cancelled':
      return say(
        mrkdwn`${number} is cancelled, and nothing is left of it. Type \`/vpc create\` to ask anew.`,
      );
    case 'request-retried':
      return say(mrkdwn`${mention(body.by)} retries ${number}. The card says how far it is.`);
    case 'not-delivered':
      return sayNotDelivered(body, number);
    default:
      return body satisfies never;
  }
};

const renderBody = (body: NoticeBody, facts: Facts): Message => {
  switch (body.kind) {
    case 'quota-asked':
    case 'quota-approved':
    case 'quota-denied':
    case 'waiting-for-timescale':
      return renderQuotaNotice(body, facts);
    case 'peering-approved':
    case 'peering-pending':
    case 'peering-active':
    case 'peering-ended':
    case 'peering-taken':
      return renderPeeringNotice(body, facts);
    case 'move-started':
    case 'service-detached':
    case 'move-slow':
    case 'service-moved':
    case 'move-failed':
    case 'names-answer':
    case 'names-late':
    case 'names-given-up':
      throw new Error(`rendering notice "${body.kind}": its request is about a VPC`);
    default:
      return renderRequestNotice(body, facts);
  }
};

/**
 * What a notice says, from the view of its request as it stands now. `guide` is for `peering-pending`
 * (null: in words only); `existing` names the VPCs that the project has, for `quota-asked`.
 */
export const renderNotice = (
  { body }: Pick<Notice, 'body'>,
  view: VpcView,
  project: Project,
  guide: AcceptGuide | null,
  existing: readonly string[] = [],
): NoticeMessage => ({
  ...renderBody(body, { view, project, guide, existing }),
  broadcast: isBroadcast(body.kind),
});
