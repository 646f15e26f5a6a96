import type { Button, KnownBlock } from '@slack/types';
import type { NoticeBody } from '../domain/notice.ts';
import { findOwner, nameNetwork } from '../domain/peer-network.ts';
import type { VpcView } from '../domain/request.ts';
import { actions, copyable, fields, type Message, message, section } from './blocks.ts';
import { code, link, type Mrkdwn, mention, mrkdwn, when } from './mrkdwn.ts';
import { nameAccount, namePeer, namePlace } from './outcome-words.ts';
import { formatRequestNumber } from './request-number.ts';

type PeeringPending = Extract<NoticeBody, { kind: 'peering-pending' }>;

/** The shortest way to accept, as the cloud's guide has it. */
export interface AcceptGuide {
  readonly command: string;
  /** Where the request is accepted by hand. */
  readonly consoleUrl: string;
}

const buildIdentifiers = (body: PeeringPending, { vpc }: VpcView): KnownBlock =>
  fields([
    mrkdwn`*Peering request*\n${code(body.provisionedId)}`,
    mrkdwn`*Accepter account*\n${code(findOwner(body.peer))}`,
    mrkdwn`*Accepter VPC*\n${code(nameNetwork(body.peer))}`,
    ...(body.peer.kind === 'aws' ? [mrkdwn`*Accepter region*\n${code(body.peer.region)}`] : []),
    mrkdwn`*Timescale VPC*\n${code(vpc.name)}`,
    mrkdwn`*Timescale range*\n${code(vpc.cidr.text)}`,
    mrkdwn`*Timescale region*\n${code(vpc.region)}`,
    mrkdwn`*Expires*\n${when(body.expiresAt)}`,
  ]);

const renderLead = ({ peer, provisionedId, expiresAt }: PeeringPending, { request }: VpcView): Mrkdwn =>
  mrkdwn`${mention(request.requesterId)} ${formatRequestNumber(request.id)}: it is the turn of the owner of ${nameAccount(peer)}. The peering request ${code(provisionedId)} waits to be accepted before ${when(expiresAt)}.`;

const renderWarning = ({ peer, provisionedId }: PeeringPending): Mrkdwn =>
  mrkdwn`Never accept a request from an account you do not expect. What proves this one is its id, with your VPC and its region: in AWS it must be ${code(provisionedId)} for ${namePeer(peer)}. Leave any other alone.`;

const renderAccept = ({ peer, provisionedId }: PeeringPending, guide: AcceptGuide | null): Mrkdwn => {
  const place = guide === null ? mrkdwn`AWS console` : link(guide.consoleUrl, 'AWS console');
  return mrkdwn`In ${namePlace(peer)}, open ${code(provisionedId)} in the ${place} and choose _Actions_, _Accept request_.`;
};

/**
 * Whose turn it is, every identifier in a form to copy, the shortest way to accept, and what must not
 * be done. `buttons` lead to whatever else there is to do.
 */
export const buildPendingPeerMessage = (
  body: PeeringPending,
  view: VpcView,
  guide: AcceptGuide | null,
  buttons: readonly Button[] = [],
): Message => {
  const lead = renderLead(body, view);
  const warning = renderWarning(body);
  const accept = renderAccept(body, guide);
  const end = mrkdwn`Only then does the peering turn active. For traffic it also takes a route from your route tables to ${code(view.vpc.cidr.text)} through ${code(body.provisionedId)}, and outbound TCP 5432 to that range. vpcbot looks by itself and says here when the peering is active.`;
  return message(mrkdwn`${lead} ${warning} ${renderAccept(body, null)} ${end}`, [
    section(lead),
    buildIdentifiers(body, view),
    section(mrkdwn`*Careful.* ${warning}`),
    ...(guide === null
      ? [section(mrkdwn`*Accept it.* ${accept}`)]
      : [section(mrkdwn`*Accept it.* ${accept} Or with the AWS CLI:`), copyable(guide.command)]),
    section(end),
    ...actions(buttons),
  ]);
};
