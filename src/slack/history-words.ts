import type { SlackOrigin } from '../domain/audit.ts';
import type { Happening, HistoryEntry, HistoryRequest } from '../domain/history.ts';
import type { NoticeBody } from '../domain/notice.ts';
import type { PeerNetwork } from '../domain/peer-network.ts';
import type { PeeringState } from '../domain/peering.ts';
import type { MovePlace } from '../domain/service-move.ts';
import { hideAccounts } from './plain-words.ts';

/*
 * What happened, in plain text that a message quotes and a spreadsheet holds. After the name of who
 * did it, an act is the rest of the sentence; a fact is a sentence of its own.
 */

const vpcOf = (about: HistoryRequest | null): string =>
  about?.vpc == null ? 'a VPC' : `the VPC “${about.vpc}”`;

const place = (where: MovePlace | null): string =>
  where === null ? 'the public internet' : `the VPC “${where.name}”`;

const peerOf = ({ vpcId, accountId }: PeerNetwork): string => `${vpcId} of account ${accountId}`;

const askRename = (about: HistoryRequest | null): string =>
  about?.ask.kind === 'rename'
    ? `asked to rename the VPC “${about.ask.from}” to “${about.ask.to}”`
    : 'asked to rename a VPC';

const askMove = (about: HistoryRequest | null): string =>
  about?.move == null
    ? 'asked to move a service'
    : `asked to move the service “${about.move.service}” from ${place(about.move.from)} to ${place(about.move.to)}`;

const ACTS: { readonly [A in string]: (about: HistoryRequest | null) => string } = {
  'request-opened': (about) => `asked for ${vpcOf(about)}`,
  'peer-asked': (about) => `asked to peer ${vpcOf(about)}`,
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
  'acceptance-said': () => 'said that the peering is accepted',
  'instructions-sent': () => 'sent the instructions to accept the peering',
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
  words === null || words.trim() === '' ? '' : `: “${hideAccounts(words, peer?.accountId ?? null)}”`;

/** Null: it is told to people as news, and history has it from who did it, or needs it not at all. */
const describeFact = (body: NoticeBody, about: HistoryRequest): string | null => {
  switch (body.kind) {
    case 'vpc-created':
      return `Timescale made ${vpcOf(about)} (id ${body.providerId})`;
    case 'vpc-failed':
      return `${vpcOf(about)} failed`;
    case 'vpc-renamed':
      return `The VPC “${body.from}” is called “${body.to}”`;
    case 'change-refused':
      return `Timescale refused it${said(body.said)}`;
    case 'peering-pending':
      return `The peering request ${body.provisionedId} waits for account ${body.peer.accountId}`;
    case 'peering-active':
      return `The peering ${body.provisionedId ?? ''} with ${peerOf(body.peer)} is active`.replace('  ', ' ');
    case 'peering-ended':
      return `The peering with ${peerOf(body.peer)} ${ENDS[body.state] ?? 'failed'}${said(body.said, body.peer)}`;
    case 'peering-taken':
      return `A peering with ${peerOf(body.peer)} was there already`;
    case 'request-cancelled':
      return 'It is cancelled, and nothing is left of it';
    case 'waiting-for-timescale':
      return `It waits for Timescale to raise its own limit to ${body.wanted}`;
    case 'service-detached':
      return 'The service is on the public internet, on its way';
    case 'service-moved':
      return `The service is in its new place, ${place(body.to)}`;
    case 'move-failed':
      return 'The move failed';
    default:
      return null;
  }
};

/** What happened; null where it is no line of its own. */
export const describeEntry = ({ request, happening }: HistoryEntry): string | null => {
  if (happening.kind === 'act') return ACTS[happening.act]?.(request) ?? `did “${happening.act}”`;
  const fact = request && describeFact(happening.body, request);
  return fact && `${fact.slice(0, 1).toUpperCase()}${fact.slice(1)}`;
};

/** Acts whose `why` names what they were done to, and no reason. */
const NAMING: readonly string[] = ['acceptance-said', 'instructions-sent', 'peering-asked-again'];

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
