import type { AuditAct, SlackOrigin } from '../domain/audit.ts';
import type { Happening, HistoryEntry, HistoryRequest } from '../domain/history.ts';
import type { NoticeBody, NoticeKind } from '../domain/notice-body.ts';
import { findOwner, nameNetwork, type PeerNetwork } from '../domain/peer-network.ts';
import type { PeeringState } from '../domain/peering.ts';
import type { MovePlace } from '../domain/service-move.ts';
import { OWNERS } from './outcome-words.ts';
import { hideAccounts } from './plain-words.ts';

/*
 * What happened, in plain text that a message quotes and a spreadsheet holds. After the name of who
 * did it, an act is the rest of the sentence; a fact is a sentence of its own.
 */

const vpcOf = (about: HistoryRequest | null): string =>
  about?.vpc == null ? 'a VPC' : `the VPC “${about.vpc}”`;

const place = (where: MovePlace | null): string =>
  where === null ? 'the public internet' : `the VPC “${where.name}”`;

const peerOf = (peer: PeerNetwork): string =>
  `${nameNetwork(peer)} of ${OWNERS[peer.kind]} ${findOwner(peer)}`;

const peeringOf = ({
  peer,
  provisionedId,
}: {
  readonly peer: PeerNetwork;
  readonly provisionedId: string | null;
}): string => `The peering ${provisionedId === null ? '' : `${provisionedId} `}with ${peerOf(peer)}`;

const askRename = (about: HistoryRequest | null): string =>
  about?.ask.kind === 'rename'
    ? `asked to rename the VPC “${about.ask.from}” to “${about.ask.to}”`
    : 'asked to rename a VPC';

const askMove = (about: HistoryRequest | null): string =>
  about?.move == null
    ? 'asked to move a service'
    : `asked to move the service “${about.move.service}” from ${place(about.move.from)} to ${place(about.move.to)}`;

const ACTS: { readonly [A in AuditAct]: (about: HistoryRequest | null) => string } = {
  'request-opened': (about) => `asked for ${vpcOf(about)}`,
  'peer-asked': (about) => `asked to peer ${vpcOf(about)}`,
  'share-asked': (about) => `asked to share a peering of ${vpcOf(about)}`,
  'share-left': (about) => `left a shared peering of ${vpcOf(about)}`,
  'unpeer-asked': (about) => `asked to delete a peering of ${vpcOf(about)}`,
  'rename-asked': askRename,
  'delete-asked': (about) => `asked to delete ${vpcOf(about)}`,
  'move-asked': askMove,
  'limit-asked': () => 'asked for a higher limit',
  'quota-asked': () => 'asked the approvers for one VPC more',
  'quota-asked-again': () => 'asked the approvers again',
  'quota-approved': () => 'approved it',
  'quota-denied': () => 'denied it',
  'quota-fits': () => 'found that the limit allows it by now',
  'quota-expired': () => 'ended it, as nobody decided in time',
  'glass-broken': () => 'approved it as an admin, without an approver',
  'limit-raised': () => 'said that Timescale raised its own limit',
  'limit-refused': () => 'said that Timescale refused to raise its own limit',
  'request-cancelled': () => 'cancelled it',
  'request-retried': () => 'tried it again',
  'peering-asked-again': () => 'asked for an ended peering again',
  'acceptance-said': () => 'said that the other side has done its part',
  'instructions-sent': () => 'sent the instructions for the other side',
  'side-chosen': () => 'changed the plan for the other side',
  'completion-asked': () => 'wanted vpcbot to complete the other side',
  'completion-approved': () => 'approved the plan for the other side',
  'completion-declined': () => 'declined the plan for the other side',
  'completion-undone': () => 'took back what vpcbot made at the other side',
  'account-confirmed': () => 'confirmed an AWS account as Timescale’s',
  'side-changed': () => 'changed the other side',
  subscribed: () => 'subscribed a channel to the project',
  unsubscribed: () => 'ended a channel’s subscription to the project',
};

const ENDS: { readonly [S in PeeringState]?: string } = {
  'rejected-by-peer': 'was rejected by its owner',
  expired: 'expired, as nobody accepted it in time',
  'invalid-specification': 'is not possible',
  'deleted-by-peer': 'is gone: somebody deleted it',
};

const said = (words: string | null, peer: PeerNetwork | null = null): string =>
  words === null || words.trim() === ''
    ? ''
    : `: “${hideAccounts(words, peer === null ? null : findOwner(peer))}”`;

type Of<K extends NoticeKind> = Extract<NoticeBody, { kind: K }>;
type Describe<K extends NoticeKind> = (body: Of<K>, about: HistoryRequest) => string | null;

/** The act tells it, in the words above. */
const byAct = () => null;
/** News while it lasts, and nothing to look up later. */
const news = () => null;

const FACTS: { readonly [K in NoticeKind]: Describe<K> } = {
  'vpc-created': ({ providerId }, about) => `Timescale made ${vpcOf(about)} (id ${providerId})`,
  'vpc-failed': (_, about) => `${vpcOf(about)} failed`,
  'vpc-leaving': (_, about) => `Somebody deletes ${vpcOf(about)} at Timescale`,
  'vpc-ready': (_, about) => `${vpcOf(about)} is there, without a peering`,
  'vpc-renamed': ({ from, to }) => `The VPC “${from}” is called “${to}”`,
  'vpc-deleted': (_, about) => `${vpcOf(about)} is deleted`,
  'vpc-in-use': ({ services }, about) =>
    `${vpcOf(about)} was not deleted, for services are in it: ${services.join(', ')}`,
  'change-refused': (body) => `Timescale refused it${said(body.said)}`,
  'peering-pending': ({ provisionedId, peer }) =>
    `The peering request ${provisionedId} waits for ${OWNERS[peer.kind]} ${findOwner(peer)}`,
  'peering-active': (body) => `${peeringOf(body)} is active`,
  'peering-ended': (body) =>
    `The peering with ${peerOf(body.peer)} ${ENDS[body.state] ?? 'failed'}${said(body.said, body.peer)}`,
  'peering-regressed': (body) => `${peeringOf(body)} is not active any more and waits for its other side`,
  'peering-taken': ({ peer }) => `A peering with ${peerOf(peer)} was there already`,
  'peering-ambiguous': ({ peer }) => `Several peerings with ${peerOf(peer)} match`,
  'peering-deleted': ({ gone }) => `${peeringOf(gone)} is deleted`,
  'request-cancelled': () => 'It is cancelled, and nothing is left of it',
  'waiting-for-timescale': ({ wanted }) => `It waits for Timescale to raise its own limit to ${wanted}`,
  'move-started': () => 'Timescale was asked to move the service',
  'service-detached': () => 'The service is on the public internet, on its way',
  'service-moved': ({ to }) => `The service is in its new place, ${place(to)}`,
  'service-drifted': ({ from, to }) =>
    `Somebody moved the service from ${place(from)} to ${place(to)} at Timescale`,
  'move-failed': () => 'The move failed',
  'names-answer': () => 'Name servers know the new host names of the service',
  'names-given-up': () => 'Name servers do not know all new host names of the service',
  'peering-kept': (body) => `${peeringOf(body)} was not deleted, for others live on it`,
  'side-refused': (body) => `${peeringOf(body)} is refused: nothing proves that Timescale asked for it`,
  'completion-done': (body) => `${peeringOf(body)} is complete at its other side`,
  'completion-stopped': (body) => `Completing the other side stopped. ${peeringOf(body)} waits for a person`,
  'completion-undone': (body) =>
    `What vpcbot made at the other side is taken back. ${peeringOf(body)} itself stays`,
  'side-drifted': (body) => `${peeringOf(body)}: something changed at its other side`,
  'side-mended': (body) => `${peeringOf(body)}: its other side is as it should be again`,
  'request-opened': byAct,
  'peering-shared': byAct,
  'sharer-joined': byAct,
  'share-left': byAct,
  'sharer-left': byAct,
  'request-cancelling': byAct,
  'request-retried': byAct,
  'peering-lost': byAct,
  'quota-asked': byAct,
  'quota-approved': byAct,
  'quota-denied': byAct,
  'quota-fits': byAct,
  'quota-expired': byAct,
  'glass-broken': byAct,
  'limit-raised': byAct,
  'limit-refused': byAct,
  'instructions-sent': byAct,
  'instructions-passed-on': byAct,
  'completion-asked': byAct,
  'completion-approved': byAct,
  'completion-declined': byAct,
  'completion-undoing': byAct,
  'side-changed': byAct,
  'provider-trouble': news,
  'provider-recovered': news,
  'not-delivered': news,
  'quota-reminded': news,
  'peering-approved': news,
  'peering-reminder': news,
  'acceptance-missing': news,
  'acceptance-seen': news,
  'move-slow': news,
  'names-late': news,
  'certificate-shared': news,
  'side-planned': news,
  'side-trouble': news,
  'side-recovered': news,
};

const describeFact = <K extends NoticeKind>(kind: K, body: Of<K>, about: HistoryRequest): string | null =>
  FACTS[kind](body, about);

/** What happened; null where it is no line of its own. */
export const describeEntry = ({ request, happening }: HistoryEntry): string | null => {
  if (happening.kind === 'act') return ACTS[happening.act](request);
  const fact = request && describeFact(happening.body.kind, happening.body, request);
  return fact && `${fact.slice(0, 1).toUpperCase()}${fact.slice(1)}`;
};

/** Acts whose `why` names what they were done to, and no reason. */
const NAMING: readonly AuditAct[] = [
  'acceptance-said',
  'instructions-sent',
  'peering-asked-again',
  'side-chosen',
  'side-changed',
  'completion-asked',
  'completion-approved',
  'completion-undone',
  'account-confirmed',
];

/** The reason that was given, and what else was noted with the act; each may be empty. */
export const describeWhy = (happening: Happening): { readonly reason: string; readonly note: string } => {
  const why = happening.kind === 'act' ? (happening.why ?? '') : '';
  const isNote = happening.kind === 'act' && NAMING.includes(happening.act);
  return isNote ? { reason: '', note: why } : { reason: why, note: '' };
};

/** Who did it; the bot tells facts. */
export const actorOf = (happening: Happening): string =>
  happening.kind === 'act' ? happening.actor : 'vpcbot';

const ORIGINS: { readonly [K in SlackOrigin['kind']]: string } = {
  command: 'command',
  view: 'form',
  action: 'button',
};

/** What in Slack it was done with; empty: nobody did it there. */
export const describeOrigin = (happening: Happening): string =>
  happening.kind === 'act' && happening.origin !== null ? ORIGINS[happening.origin.kind] : '';
