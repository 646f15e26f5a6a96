import type { KnownBlock, ModalView } from '@slack/types';
import { findCloud } from '../domain/cloud.ts';
import { countPeerings, type PeerProblems, type TypedPeer, type WantedPeer } from '../domain/peer-request.ts';
import { isEnded, type Peering } from '../domain/peering.ts';
import type { Sighting } from '../domain/seen-network.ts';
import type { VpcRecord } from '../domain/step.ts';
import type { Vpc } from '../domain/vpc.ts';
import { findAsker } from '../domain/vpc-change.ts';
import { findPeeringLimit, isNear } from '../domain/vpc-limits.ts';
import { asPlain, context, type Message, MOST } from './blocks.ts';
import { code, listSome, type Mrkdwn, mention, mrkdwn } from './mrkdwn.ts';
import type { NetworkChoices } from './network-choice.ts';
import { rememberChoices } from './network-field.ts';
import { renderRemarksOn } from './network-words.ts';
import { namePeer, renderWantedPeer } from './outcome-words.ts';
import { peerListErrors } from './peer-errors.ts';
import { fitPeer, noPeer } from './peer-fields.ts';
import { buildPeerList, parsePeerList, resizePeerList } from './peer-list.ts';
import { namePeeringState } from './peering-state.ts';
import { PICK_VPC, pickInput, vpcWord } from './pick.ts';
import type { Plan } from './plan-message.ts';
import { CLOUD_NAMES, nameRegion } from './region-words.ts';
import { formatRequestNumber } from './request-number.ts';
import { renderSharedBy } from './share-words.ts';
import { readField, type ViewValues } from './view-values.ts';

export const PEER_FORM = 'peer_vpc';

export interface TypedPeering {
  /** As a person or a menu names it. */
  readonly vpc: string;
  readonly peers: readonly TypedPeer[];
}

const KNOWN_SHOWN = 8;

const renderKnown = (record: VpcRecord, peering: Peering): Mrkdwn => {
  const asked = findAsker(peering, record);
  const by =
    asked === null
      ? mrkdwn`not asked for here`
      : mrkdwn`asked for by ${mention(asked.requesterId)} in ${formatRequestNumber(asked.id)}`;
  return mrkdwn`${namePeer(peering.peer)} (${namePeeringState(peering.state)}, ${by}${renderSharedBy(peering.sharers)})`;
};

/** How full the VPC is; nothing while there is room enough. */
const renderRoom = (vpc: Vpc, count: number): readonly Mrkdwn[] => {
  const limit = findPeeringLimit(vpc.region);
  if (limit === null || !isNear(count, limit.most)) return [];
  const { most, by } = limit;
  const rule =
    by === 'timescale'
      ? mrkdwn`that Timescale allows. Beyond them it refuses.`
      : mrkdwn`that ${CLOUD_NAMES[by]} allows a network unless somebody had that raised. Beyond them it may refuse.`;
  return [mrkdwn`*Careful.* ${code(vpc.name)} has ${count} of the ${most} peerings ${rule}`];
};

const buildStanding = (record: VpcRecord, wanted: number): readonly KnownBlock[] => {
  const { vpc, peerings } = record;
  const living = peerings.filter(({ state }) => !isEnded(state));
  const known = living.map((peering) => renderKnown(record, peering));
  const line =
    known.length === 0
      ? mrkdwn`${code(vpc.name)} (${code(vpc.cidr.text)} in ${nameRegion(vpc.region)}) has no peering yet, so nothing reaches it.`
      : mrkdwn`${code(vpc.name)} (${code(vpc.cidr.text)} in ${nameRegion(vpc.region)}) is peered with ${listSome(known, KNOWN_SHOWN)}.`;
  return [line, ...renderRoom(vpc, countPeerings(peerings) + wanted)].map(context);
};

/**
 * `record`: the VPC that is chosen; null: none is yet. `why`: the reason why it cannot be peered now.
 * `azureBefore`: what a network of Azure takes first. `choices`: networks to choose from.
 */
export const buildPeerForm = (
  record: VpcRecord | null,
  { peers }: { readonly peers?: readonly TypedPeer[] | undefined },
  why: Message | null = null,
  azureBefore: readonly KnownBlock[] = [],
  choices?: NetworkChoices,
): ModalView => {
  const cloud = record === null ? 'aws' : (findCloud(record.vpc.region).cloud ?? 'aws');
  const typed =
    peers === undefined || peers.length === 0 ? [noPeer(cloud)] : peers.map((one) => fitPeer(one, cloud));
  return {
    type: 'modal',
    callback_id: PEER_FORM,
    title: asPlain('Add a peering', MOST.title),
    submit: asPlain('Ask for it', MOST.title),
    close: asPlain('Close', MOST.title),
    private_metadata: JSON.stringify(rememberChoices(typed, choices)),
    blocks: [
      pickInput({
        block: PICK_VPC,
        pick: PICK_VPC,
        label: 'VPC',
        placeholder: 'Choose a VPC',
        chosen: record === null ? undefined : { words: record.vpc.name, value: vpcWord(record.vpc) },
        dispatch: true,
      }),
      ...(why === null ? [] : why.blocks),
      ...(record === null || why !== null ? [] : buildStanding(record, typed.length)),
      ...buildPeerList({
        typed,
        least: 1,
        lead: mrkdwn`*Peering*\nThe network of yours that is to reach this VPC.`,
        none: mrkdwn`Name at least one network.`,
        azureBefore,
        choices,
      }),
    ],
  };
};

export const parsePeerForm = (values: ViewValues, privateMetadata?: string): TypedPeering => ({
  vpc: readField(values, PICK_VPC),
  peers: parsePeerList(values, privateMetadata),
});

/** The form while somebody fills it in. `pressed`: what they chose or pressed just now. */
export const parsePeerDraft = (
  values: ViewValues,
  pressed: string,
  privateMetadata?: string,
): TypedPeering => ({
  vpc: readField(values, PICK_VPC),
  peers: resizePeerList(values, pressed, privateMetadata),
});

/** What is wrong, by the action id of the field where it is wrong. */
export const peeringErrors = (problems: readonly PeerProblems[]): Readonly<Record<string, string>> =>
  problems.length === 0 ? { [PICK_VPC]: 'Name at least one network.' } : peerListErrors(problems);

/** What it takes on the other side. Google Cloud and Azure make routes between peered networks by themselves. */
const renderOwnPart = ({ region }: Vpc): Mrkdwn =>
  findCloud(region).cloud === 'aws'
    ? mrkdwn`It takes a route and outbound TCP 5432 there, which the thread explains.`
    : mrkdwn`Routes come by themselves; outbound TCP to it must not be denied there, which the thread explains.`;

export const planPeer = (
  { vpc, peerings }: VpcRecord,
  peers: readonly WantedPeer[],
  sightings: readonly Sighting[] = [],
): Plan => ({
  title: `Peer ${vpc.name}`,
  lines: [
    ...peers.map(renderWantedPeer),
    mrkdwn`Once it is active, that network reaches ${code(vpc.name)} (${code(vpc.cidr.text)} in ${nameRegion(vpc.region)}). ${renderOwnPart(vpc)}`,
    ...renderRemarksOn(sightings, { cidr: vpc.cidr, isFixed: true }),
    ...renderRoom(vpc, countPeerings(peerings) + peers.length),
  ],
  act: 'Ask for it',
});
