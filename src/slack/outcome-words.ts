import type { Cidr } from '../domain/cidr.ts';
import type { Cloud } from '../domain/cloud.ts';
import { findOwner, nameNetwork, type PeerNetwork } from '../domain/peer-network.ts';
import type { WantedPeer } from '../domain/peer-request.ts';
import type { PeeringState } from '../domain/peering.ts';
import type { Request } from '../domain/request.ts';
import type { Vpc, VpcFailure } from '../domain/vpc.ts';
import { code, listSome, type Mrkdwn, mrkdwn, quoted } from './mrkdwn.ts';
import { hideAccounts } from './plain-words.ts';
import { CLOUD_NAMES } from './region-words.ts';

/** What happened, and what a person does about it. Both are whole sentences. */
export interface Outcome {
  readonly what: Mrkdwn;
  readonly act: Mrkdwn;
}

const IDS_SHOWN = 5;

/** What Timescale says in its own words. `peer`: the only network whose account may stand in them. */
export const renderSaid = (said: string | null, peer: PeerNetwork | null): Mrkdwn =>
  said === null || said.trim() === ''
    ? mrkdwn``
    : mrkdwn` Timescale says ${quoted(hideAccounts(said, peer === null ? null : findOwner(peer)))}.`;

/** What a network belongs to, in its cloud's word. */
export const OWNERS = { aws: 'account', google: 'project', azure: 'subscription' } as const;

/** `account 123456789012`, the only account that is ever named: the one a person typed. */
export const nameAccount = (peer: PeerNetwork): Mrkdwn =>
  mrkdwn`${OWNERS[peer.kind]} ${code(findOwner(peer))}`;

/** `account 123456789012 in eu-west-1`; a network of Google Cloud has no region, and Azure's is not asked for. */
export const namePlace = (peer: PeerNetwork): Mrkdwn =>
  peer.kind === 'aws' ? mrkdwn`${nameAccount(peer)}, region ${code(peer.region)}` : nameAccount(peer);

/** `vpc-… of account 123456789012 in eu-west-1`. */
export const namePeer = (peer: PeerNetwork): Mrkdwn => {
  const network = mrkdwn`${code(nameNetwork(peer))} of ${nameAccount(peer)}`;
  return peer.kind === 'aws' ? mrkdwn`${network} in ${peer.region}` : network;
};

const RANGES_SHOWN = 10;

/** A peer's own ranges, which no provider tells. */
export const renderPeerRanges = (ranges: readonly Cidr[]): Mrkdwn =>
  ranges.length === 0
    ? mrkdwn`not checked against your network`
    : listSome(
        ranges.map(({ text }) => code(text)),
        RANGES_SHOWN,
      );

/** A peering that is planned. */
export const renderWantedPeer = ({ peer, peerRanges }: WantedPeer): Mrkdwn =>
  mrkdwn`Timescale asks for a peering with ${namePeer(peer)} (ranges: ${renderPeerRanges(peerRanges)}). ${
    peer.kind === 'aws'
      ? mrkdwn`The owner of ${nameAccount(peer)} has seven days to accept it.`
      : mrkdwn`Then the owner of ${nameAccount(peer)} creates the matching peering: both sides have to name each other.`
  }`;

/** What to look at where Timescale cannot peer with a network, in its cloud's words. */
const TO_CHECK: { readonly [C in Cloud]: string } = {
  aws: 'the account, the VPC id and its region',
  google: 'the project id and the network’s name',
  azure:
    'the subscription, the resource group, the network’s name and the tenant, and that both applications have their roles on it',
};

export const renderVpcFailure = (failure: VpcFailure): Outcome => {
  const another = mrkdwn`Ask again with another name or range: type \`/vpc create\`.`;
  switch (failure.kind) {
    case 'taken':
      return {
        what: mrkdwn`Timescale already has the VPC ${code(failure.name)} with ${code(failure.range)} (id ${code(failure.providerId)}), and it was not made for this request.`,
        act: another,
      };
    case 'overlap':
      return {
        what: mrkdwn`The range overlaps ${code(failure.range)} of the VPC ${code(failure.name)} at Timescale.`,
        act: another,
      };
    case 'ambiguous':
      return {
        what: mrkdwn`Several VPCs at Timescale match this request (ids ${listSome(failure.providerIds.map(code), IDS_SHOWN)}), so vpcbot cannot tell which one it made.`,
        act: mrkdwn`Delete those you do not need in the Timescale console, then press *Retry* on the card.`,
      };
    case 'refused':
      return {
        what: mrkdwn`Timescale refused to create it.${renderSaid(failure.said, null)}`,
        act: mrkdwn`Put right what it says, then press *Retry* on the card, or type \`/vpc create\` with other details.`,
      };
    case 'never-ready':
      return {
        what: mrkdwn`Timescale has the VPC but makes no peering on it.${renderSaid(failure.said, null)}`,
        act: mrkdwn`Press *Retry* on the card. If it stays like this, ask Timescale’s support.`,
      };
    case 'gone':
      return {
        what: mrkdwn`The VPC is no longer at Timescale: somebody deleted it there.`,
        act: mrkdwn`If you still need it, press *Retry* on the card.`,
      };
    default:
      return failure satisfies never;
  }
};

/** The same to those of a request: only who asked for the VPC has a *Retry* on the card. */
export const renderVpcEnd = (failure: VpcFailure, { ask }: Pick<Request, 'ask'>): Outcome => {
  const { what, act } = renderVpcFailure(failure);
  return ask.kind === 'create'
    ? { what, act }
    : { what, act: mrkdwn`If you still need a VPC, type \`/vpc create\`.` };
};

/** The end of a peering that did not come to be, or that is no more. */
export const renderPeeringEnd = (state: PeeringState, peer: PeerNetwork, said: string | null): Outcome => {
  switch (state) {
    case 'rejected-by-peer':
      return {
        what: mrkdwn`The owner of ${nameAccount(peer)} rejected the peering request.${renderSaid(said, peer)}`,
        act: mrkdwn`Talk to the owner, then press *Ask again* on the card.`,
      };
    case 'expired':
      return {
        what: mrkdwn`Nobody in ${nameAccount(peer)} accepted the peering request within seven days, so it expired.${renderSaid(said, peer)}`,
        act: mrkdwn`Press *Ask again* on the card: the new request has a new id and seven more days.`,
      };
    case 'invalid-specification':
      return {
        what: mrkdwn`No peering is possible with ${namePeer(peer)}.${renderSaid(said, peer)}`,
        act: mrkdwn`Check ${TO_CHECK[peer.kind]}, then press *Correct and ask again* on the card.`,
      };
    case 'deleted-by-peer':
      return {
        what: mrkdwn`The peering with ${namePeer(peer)} is gone: somebody deleted it, in ${CLOUD_NAMES[peer.kind]} or at Timescale.${renderSaid(said, peer)}`,
        act: mrkdwn`If you still need it, press *Ask again* on the card.`,
      };
    default:
      return {
        what: mrkdwn`The peering with ${namePeer(peer)} did not come to be.${renderSaid(said, peer)}`,
        act: mrkdwn`Check ${TO_CHECK[peer.kind]}, then press *Correct and ask again* on the card.`,
      };
  }
};

/** What those do who only shared what has ended: who asked for it asks again by a button, and they have none. */
export const renderPeerAnew = ({ name }: Pick<Vpc, 'name'>): Mrkdwn =>
  mrkdwn`If it is still needed, type ${code(`/vpc peer ${name}`)} to ask for another.`;

/** A provider that fails, from the code of the error catalogue. */
export const renderTrouble = (code: string, project: string): Outcome => {
  switch (code) {
    case 'TIMESCALE_UNAUTHORIZED':
      return {
        what: mrkdwn`Timescale refuses the key of ${project}.`,
        act: mrkdwn`Whoever keeps vpcbot’s configuration puts a valid key in. vpcbot goes on by itself then.`,
      };
    case 'TIMESCALE_RATE_LIMITED':
      return {
        what: mrkdwn`Timescale asks vpcbot to slow down.`,
        act: mrkdwn`vpcbot waits and goes on by itself. Nothing is needed from you.`,
      };
    case 'TIMESCALE_PACED':
      return {
        what: mrkdwn`vpcbot asks Timescale for much at the moment and keeps to a pace.`,
        act: mrkdwn`Try again in a few seconds.`,
      };
    case 'TIMESCALE_REFUSED':
      return {
        what: mrkdwn`Timescale refuses what vpcbot asks of it.`,
        act: mrkdwn`Whoever keeps vpcbot looks into its log. vpcbot keeps trying.`,
      };
    default:
      return {
        what: mrkdwn`Timescale does not answer as it should.`,
        act: mrkdwn`vpcbot keeps trying, and nothing is lost. Nothing is needed from you.`,
      };
  }
};
