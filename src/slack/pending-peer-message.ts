import type { KnownBlock } from '@slack/types';
import type { NoticeBody } from '../domain/notice.ts';
import type { VpcView } from '../domain/request.ts';
import { copyable, fields, type Message, message, section } from './blocks.ts';
import { code, link, type Mrkdwn, mention, mrkdwn, when } from './mrkdwn.ts';
import { nameAccount } from './outcome-words.ts';
import { formatRequestNumber } from './request-number.ts';

type PeeringPending = Extract<NoticeBody, { kind: 'peering-pending' }>;
type Act = 'accept' | 'route' | 'security-group';

/** The instructions for the other side's cloud, as the cloud's guide has them. */
export interface AcceptGuide {
  readonly steps: readonly {
    readonly act: Act;
    /** `look` changes nothing. */
    readonly does: 'look' | 'change';
    readonly command: string;
  }[];
  /** Where the request is accepted by hand. */
  readonly consoleUrl: string;
}

const buildIdentifiers = (body: PeeringPending, { vpc }: VpcView): KnownBlock =>
  fields([
    mrkdwn`*Peering request*\n${code(body.provisionedId)}`,
    mrkdwn`*Accepter account*\n${code(body.peer.accountId)}`,
    mrkdwn`*Accepter VPC*\n${code(body.peer.vpcId)}`,
    mrkdwn`*Accepter region*\n${code(body.peer.region)}`,
    mrkdwn`*Timescale VPC*\n${code(vpc.name)}`,
    mrkdwn`*Timescale range*\n${code(vpc.cidr.text)}`,
    mrkdwn`*Timescale region*\n${code(vpc.region)}`,
    mrkdwn`*Expires*\n${when(body.expiresAt)}`,
  ]);

const renderAct = (act: Act, body: PeeringPending, { vpc }: VpcView, guide: AcceptGuide | null): Mrkdwn => {
  const { peer, provisionedId } = body;
  switch (act) {
    case 'accept': {
      const place = guide === null ? mrkdwn`AWS console` : link(guide.consoleUrl, 'AWS console');
      return mrkdwn`*1. Accept it.* In ${nameAccount(peer)}, region ${code(peer.region)}, open ${code(provisionedId)} in the ${place} and choose _Accept request_. Only then does the peering turn active.`;
    }
    case 'route':
      return mrkdwn`*2. Add a route.* In every route table that needs it, send ${code(vpc.cidr.text)} to ${code(provisionedId)}.`;
    case 'security-group':
      return mrkdwn`*3. Let the traffic out.* In a security group of your clients, allow outbound TCP 5432 to ${code(vpc.cidr.text)}. Inbound rules are not needed.`;
    default:
      return act satisfies never;
  }
};

const INTRODUCTIONS: { readonly [A in Act]: { readonly [D in 'look' | 'change']: Mrkdwn } } = {
  accept: {
    look: mrkdwn`With the AWS CLI, look at it first. It must say \`pending-acceptance\` and name the accepter above:`,
    change: mrkdwn`Then accept it:`,
  },
  route: {
    look: mrkdwn`The route tables of your VPC:`,
    change: mrkdwn`This adds the route to all of them. If only some need it, name those instead:`,
  },
  'security-group': {
    look: mrkdwn`The security groups of your VPC:`,
    change: mrkdwn`Or a new group with this one rule, to attach to your clients:`,
  },
};

const buildAct = (act: Act, body: PeeringPending, view: VpcView, guide: AcceptGuide | null) => [
  section(renderAct(act, body, view, guide)),
  ...(guide?.steps ?? [])
    .filter((step) => step.act === act)
    .flatMap(({ does, command }) => [section(INTRODUCTIONS[act][does]), copyable(command)]),
];

/** Everything the owner of the other network needs, in a form to copy, and what must not be done. */
export const buildPendingPeerMessage = (
  body: PeeringPending,
  view: VpcView,
  guide: AcceptGuide | null,
): Message => {
  const { request, vpc } = view;
  const { peer, provisionedId, expiresAt } = body;
  const number = formatRequestNumber(request.id);
  const lead = mrkdwn`${mention(request.requesterId)} ${number}: the peering request ${code(provisionedId)} waits for the owner of ${nameAccount(peer)} to accept it before ${when(expiresAt)}.`;
  const warning = mrkdwn`Never accept a request from an account you do not know. What proves this one is its id: compare it in AWS with this message before you accept. It must be ${code(provisionedId)}; leave any other alone.`;
  const end = mrkdwn`vpcbot looks by itself and says here when the peering is active.`;
  const acts = mrkdwn`Accept it for ${code(peer.vpcId)} in ${code(peer.region)}: only then does the peering turn active. Add a route to ${code(vpc.cidr.text)} (VPC ${code(vpc.name)} in ${code(vpc.region)}), and allow outbound TCP 5432 to it.`;
  return message(mrkdwn`${lead} ${warning} ${acts} ${end}`, [
    section(lead),
    buildIdentifiers(body, view),
    section(mrkdwn`*Careful.* ${warning}`),
    ...buildAct('accept', body, view, guide),
    ...buildAct('route', body, view, guide),
    ...buildAct('security-group', body, view, guide),
    section(end),
  ]);
};
