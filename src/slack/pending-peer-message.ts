import type { Button, KnownBlock } from '@slack/types';
import type { NoticeBody } from '../domain/notice-body.ts';
import type { PeerNetwork } from '../domain/peer-network.ts';
import type { VpcView } from '../domain/request.ts';
import type { SideAccount } from '../domain/side-plan.ts';
import { readAzureEnd, readGoogleEnd } from '../domain/timescale-end.ts';
import type { Vpc } from '../domain/vpc.ts';
import { actions, context, copyable, fields, type Message, message, section } from './blocks.ts';
import { code, codeWhole, link, type Mrkdwn, mention, mrkdwn, when } from './mrkdwn.ts';
import { nameAccount, namePlace } from './outcome-words.ts';
import { nameTcp } from './port-words.ts';
import { nameRegion } from './region-words.ts';
import { formatRequestNumber } from './request-number.ts';
import { nameEnd } from './timescale-end-words.ts';

type PeeringPending = Extract<NoticeBody, { kind: 'peering-pending' }>;
type Of<P extends PeerNetwork['kind']> = Omit<PeeringPending, 'peer'> & {
  readonly peer: Extract<PeerNetwork, { kind: P }>;
};

/** The shortest way to do the other side's part, as the cloud's guide has it. Null: there is none. */
export interface ActGuide {
  readonly ports: readonly number[];
  readonly command: string | null;
  /** Where it is done by hand. */
  readonly consoleUrl: string | null;
}

/** What one cloud's owner is told. */
interface Part {
  readonly waits: Mrkdwn;
  readonly identifiers: readonly KnownBlock[];
  readonly warning: Mrkdwn;
  /** `Accept it`, and how it is done by hand. */
  readonly act: string;
  readonly byHand: Mrkdwn;
  /** What the command beneath is for. */
  readonly tool: string;
  readonly end: Mrkdwn;
}

const listVpc = ({ name, cidr, region }: Vpc): readonly Mrkdwn[] => [
  mrkdwn`*Timescale VPC*\n${code(name)}`,
  mrkdwn`*Timescale range*\n${code(cidr.text)}`,
  mrkdwn`*Timescale region*\n${code(nameRegion(region))}`,
];

const linkPage = (guide: ActGuide | null, words: string): Mrkdwn => {
  const url = guide?.consoleUrl ?? null;
  return url === null ? mrkdwn`${words}` : link(url, words);
};

const tellAws = ({ peer, provisionedId, expiresAt }: Of<'aws'>, vpc: Vpc, guide: ActGuide | null): Part => {
  const id = code(provisionedId);
  const until = expiresAt === null ? mrkdwn`` : mrkdwn` before ${when(expiresAt)}`;
  return {
    waits: mrkdwn`The peering request ${id} waits to be accepted${until}.`,
    identifiers: [
      fields([
        mrkdwn`*Peering request*\n${id}`,
        mrkdwn`*Accepter account*\n${code(peer.accountId)}`,
        mrkdwn`*Accepter VPC*\n${code(peer.vpcId)}`,
        mrkdwn`*Accepter region*\n${code(peer.region)}`,
        ...listVpc(vpc),
        ...(expiresAt === null ? [] : [mrkdwn`*Expires*\n${when(expiresAt)}`]),
      ]),
    ],
    warning: mrkdwn`Never accept a request from an account you do not expect. What proves this one is its id, with your VPC and its region: in AWS it must be ${id} for ${code(peer.vpcId)} in ${code(peer.region)}. Leave any other alone.`,
    act: 'Accept it',
    byHand: mrkdwn`In ${namePlace(peer)}, open ${id} in the ${linkPage(guide, 'AWS console')} and choose _Actions_, _Accept request_.`,
    tool: 'the AWS CLI',
    end: mrkdwn`Only then does the peering turn active. For traffic it also takes a route from your route tables to ${code(vpc.cidr.text)} through ${id}, and outbound ${nameTcp(vpc.region, guide?.ports)} to that range. vpcbot looks by itself and says here when the peering is active.`,
  };
};

const TURNS_ACTIVE = mrkdwn`The peering turns active once both sides name each other, and nothing expires until then. vpcbot looks by itself and says here when it is active.`;

const tellGoogle = (body: Of<'google'>, vpc: Vpc, guide: ActGuide | null): Part => {
  const { peer } = body;
  const { projectId, network } = readGoogleEnd(body.provisionedId);
  return {
    waits: mrkdwn`Timescale’s side is made: create the matching peering from ${code(`${peer.projectId}/${peer.network}`)} to Timescale’s ${nameEnd(body)}.`,
    identifiers: [
      fields([
        mrkdwn`*Timescale project*\n${code(projectId)}`,
        mrkdwn`*Timescale network*\n${code(network)}`,
        mrkdwn`*Your project*\n${code(peer.projectId)}`,
        mrkdwn`*Your network*\n${code(peer.network)}`,
        ...listVpc(vpc),
      ]),
    ],
    warning: mrkdwn`Connect only to exactly this project and network: ${code(projectId)} and ${code(network)}. Google Cloud shows no request that could be compared with them.`,
    act: 'Create it',
    byHand: mrkdwn`In ${nameAccount(peer)}, choose _Create peering connection_ under ${linkPage(guide, 'VPC network peering')}, your network ${code(peer.network)} and _In another project_.`,
    tool: 'the gcloud CLI',
    end: mrkdwn`${TURNS_ACTIVE} No route is added by hand. Where a firewall rule of yours denies traffic out, allow ${nameTcp(vpc.region, guide?.ports)} to ${code(vpc.cidr.text)}.`,
  };
};

const tellAzure = (body: Of<'azure'>, vpc: Vpc, guide: ActGuide | null): Part => {
  const { peer } = body;
  const { tenantId, networkId } = readAzureEnd(body.provisionedId);
  return {
    waits: mrkdwn`Timescale’s side is made: create the matching peering from ${code(peer.vnet)} to Timescale’s ${nameEnd(body)}.`,
    identifiers: [
      fields([
        mrkdwn`*Timescale tenant*\n${code(tenantId)}`,
        mrkdwn`*Your tenant*\n${code(peer.tenantId)}`,
        mrkdwn`*Your subscription*\n${code(peer.subscriptionId)}`,
        mrkdwn`*Your resource group*\n${code(peer.resourceGroup)}`,
        mrkdwn`*Your virtual network*\n${code(peer.vnet)}`,
        mrkdwn`*Your application*\n${code(peer.appId)}`,
        ...listVpc(vpc),
      ]),
      section(mrkdwn`*Timescale network id*`),
      copyable(networkId),
    ],
    warning: mrkdwn`Connect only to exactly this tenant and network: ${code(tenantId)} and ${codeWhole(networkId)}.`,
    act: 'Create it',
    byHand: mrkdwn`It takes the application ${code(peer.appId)} and its password, signed in to your tenant and to Timescale’s at once, which the Azure portal cannot do. *How to create it* has the commands.`,
    tool: 'the Azure CLI',
    end: mrkdwn`${TURNS_ACTIVE} No route is added by hand. Where a network security group of yours denies traffic out, allow ${nameTcp(vpc.region, guide?.ports)} to ${code(vpc.cidr.text)}.`,
  };
};

const tell = (body: PeeringPending, vpc: Vpc, guide: ActGuide | null): Part => {
  const { peer } = body;
  switch (peer.kind) {
    case 'aws':
      return tellAws({ ...body, peer }, vpc, guide);
    case 'google':
      return tellGoogle({ ...body, peer }, vpc, guide);
    case 'azure':
      return tellAzure({ ...body, peer }, vpc, guide);
    default:
      return peer satisfies never;
  }
};

/** Where the configuration lets the bot see the other side. */
const tellPlanned = ({ allow }: SideAccount): KnownBlock =>
  context(
    allow.length === 0
      ? mrkdwn`vpcbot sees this account: the plan is below.`
      : mrkdwn`vpcbot sees this account: the plan is below, and an owner can have vpcbot carry it out.`,
  );

/**
 * Whose turn it is, every identifier in a form to copy, the shortest way to do it, and what must not
 * be done. `buttons` lead to whatever else there is to do; `account`: that of the other side, where the
 * configuration lets the bot see it.
 */
export const buildPendingPeerMessage = (
  body: PeeringPending,
  { request, vpc }: VpcView,
  guide: ActGuide | null,
  buttons: readonly Button[] = [],
  account: SideAccount | null = null,
): Message => {
  const { waits, identifiers, warning, act, byHand, tool, end } = tell(body, vpc, guide);
  const lead = mrkdwn`${mention(request.requesterId)} ${formatRequestNumber(request.id)}: it is the turn of the owner of ${nameAccount(body.peer)}. ${waits}`;
  const command = guide?.command ?? null;
  return message(mrkdwn`${lead} ${warning} ${tell(body, vpc, null).byHand} ${end}`, [
    section(lead),
    ...identifiers,
    section(mrkdwn`*Careful.* ${warning}`),
    ...(command === null
      ? [section(mrkdwn`*${act}.* ${byHand}`)]
      : [section(mrkdwn`*${act}.* ${byHand} Or with ${tool}:`), copyable(command)]),
    section(end),
    ...(account === null ? [] : [tellPlanned(account)]),
    ...actions(buttons),
  ]);
};
