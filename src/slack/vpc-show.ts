import type { KnownBlock } from '@slack/types';
import { isTigerRegion } from '../domain/cloud.ts';
import { isEnded, type Peering } from '../domain/peering.ts';
import type { VpcRecord } from '../domain/step.ts';
import type { Vpc } from '../domain/vpc.ts';
import { findAsker } from '../domain/vpc-change.ts';
import { actions, context, fields, header, type Message, message, section } from './blocks.ts';
import { code, join, listSome, type Mrkdwn, mention, mrkdwn, quoted, when } from './mrkdwn.ts';
import { namePeer, renderPeeringEnd, renderPeerRanges, renderVpcFailure } from './outcome-words.ts';
import { renderPeeringState } from './peering-state.ts';
import { count } from './plain-words.ts';
import { nameRegion } from './region-words.ts';
import { formatRequestNumber } from './request-number.ts';
import { renderSharedBy } from './share-words.ts';
import { listEnd } from './timescale-end-words.ts';
import { buildAttachButton, buildDeleteButton, buildPeerButton, buildRenameButton } from './vpc-buttons.ts';
import { renderVpcState } from './vpc-list.ts';

const SERVICES_SHOWN = 20;
const PEERINGS_SHOWN = 20;
const renderState = ({ state, peer, message: said, rawStatus, expiresAt }: Peering): Mrkdwn => {
  if (state === 'pending-peer' && expiresAt !== null) return mrkdwn`, until ${when(expiresAt)}`;
  if (state === 'unknown') return mrkdwn`: ${quoted(rawStatus ?? '')}`;
  if (!isEnded(state) || state === 'deleted') return mrkdwn``;
  return mrkdwn`. ${renderPeeringEnd(state, peer, said).what}`;
};

const renderAsker = (peering: Peering, record: VpcRecord): Mrkdwn => {
  const asked = findAsker(peering, record);
  return asked === null
    ? mrkdwn`Not asked for here${renderSharedBy(peering.sharers)}`
    : mrkdwn`Asked for by ${mention(asked.requesterId)} in ${formatRequestNumber(asked.id)}${renderSharedBy(peering.sharers)}`;
};

const renderPeering = (peering: Peering, record: VpcRecord): Mrkdwn => {
  const { peer, peerRanges, state, stateSince, provisionedId, providerId } = peering;
  return join([
    mrkdwn`*Peering with* ${namePeer(peer)}`,
    mrkdwn`${renderPeeringState(state)}${renderState(peering)} (since ${when(stateSince)})`,
    ...(provisionedId === null ? [] : listEnd({ peer, provisionedId })),
    ...(providerId === null ? [] : [mrkdwn`Timescale id ${code(providerId)}`]),
    mrkdwn`Its ranges: ${renderPeerRanges(peerRanges)}`,
    renderAsker(peering, record),
  ]);
};

/** What people call it, and the word that other tools know it by. */
const renderRegion = (region: string): Mrkdwn =>
  nameRegion(region) === region ? code(region) : mrkdwn`${nameRegion(region)}, ${code(region)}`;

const buildIdentifiers = ({ name, providerId, cidr, region, project, state, requestId }: Vpc): KnownBlock =>
  fields([
    mrkdwn`*Name*\n${code(name)}`,
    mrkdwn`*Timescale id*\n${providerId === null ? mrkdwn`none yet` : code(providerId)}`,
    mrkdwn`*Range*\n${code(cidr.text)}`,
    mrkdwn`*Region*\n${renderRegion(region)}`,
    mrkdwn`*Project*\n${project}`,
    mrkdwn`*State*\n${renderVpcState(state)}`,
    mrkdwn`*Request*\n${requestId === null ? 'not made by vpcbot' : formatRequestNumber(requestId)}`,
  ]);

const sayReach = ({ vpc, peerings }: VpcRecord): readonly Mrkdwn[] =>
  vpc.state !== 'active' || peerings.some(({ state }) => state === 'active')
    ? []
    : [mrkdwn`*Nothing reaches it*: a VPC is reached through an active peering only, and it has none.`];

const sayServices = ({ state, region }: Vpc, services: readonly string[]): readonly Mrkdwn[] => {
  if (state !== 'active') return [];
  const inside =
    services.length === 0
      ? mrkdwn`No service is in it.`
      : mrkdwn`In it: ${listSome(services.map(code), SERVICES_SHOWN)}.`;
  const fresh = isTigerRegion(region)
    ? mrkdwn`A new service goes into it only where it is chosen when the service is created: type \`/vpc services\`.`
    : mrkdwn`A new service in its region goes into it by itself, unless it is created as public.`;
  return [mrkdwn`${inside} ${fresh}`];
};

const sayNext = ({ vpc, peerings }: VpcRecord): Mrkdwn => {
  const { state, name } = vpc;
  if (state === 'failed') return mrkdwn`Its card says what to do about it.`;
  if (state !== 'active') return mrkdwn`Its card says how far it is.`;
  if (peerings.some(({ state: of }) => of === 'pending-peer')) {
    return mrkdwn`The thread of its request says what the other side does.`;
  }
  return peerings.some(({ state: of }) => of === 'active')
    ? mrkdwn`Type \`/vpc attach\` to move a service into it.`
    : mrkdwn`Type ${code(`/vpc peer ${name}`)} to peer it with a network of yours.`;
};

/** What this person may ask for, as it stands now. */
export interface MayChange {
  /** Peerings, services, another name. */
  readonly change: boolean;
  readonly remove: boolean;
}

const buildButtons = (vpc: Vpc, may: MayChange): readonly KnownBlock[] => {
  if (vpc.state !== 'active') return [];
  return actions([
    ...(may.change ? [buildPeerButton(vpc), buildAttachButton(vpc), buildRenameButton(vpc)] : []),
    ...(may.remove ? [buildDeleteButton(vpc)] : []),
  ]);
};

/** What of its peerings is worth showing: those that were only found, while they live. */
const listShown = ({ peerings }: VpcRecord): readonly Peering[] =>
  peerings.filter(({ requestId, state }) => requestId !== null || !isEnded(state));

export interface ShownVpc {
  readonly record: VpcRecord;
  /** The names of the services in it. */
  readonly services: readonly string[];
  readonly may: MayChange;
}

/** One VPC: its identifiers, who reaches it, what is in it, and its peerings with their states. */
export const buildVpcShow = ({ record, services, may }: ShownVpc): Message => {
  const { vpc } = record;
  const peerings = listShown(record);
  const shown = peerings.slice(-PEERINGS_SHOWN);
  const rest = peerings.length - shown.length;
  const failure = vpc.failure === null ? [] : [renderVpcFailure(vpc.failure).what];
  const stands = [...failure, ...sayReach(record), ...sayServices(vpc, services)];
  const next = sayNext(record);
  const summary = mrkdwn`VPC ${code(vpc.name)} of ${vpc.project}: ${code(vpc.cidr.text)} in ${nameRegion(vpc.region)}, ${renderVpcState(vpc.state)}, with ${count(peerings.length, 'peering')}.`;
  const states = shown.map(
    (peering) =>
      mrkdwn`${namePeer(peering.peer)}: ${renderPeeringState(peering.state)}${renderState(peering)}.`,
  );
  return message(join([summary, ...stands, ...states, next], ' '), [
    header(`VPC ${vpc.name}`),
    buildIdentifiers(vpc),
    ...stands.map(section),
    ...(shown.length === 0
      ? [section(mrkdwn`It has no peering.`)]
      : shown.map((it) => section(renderPeering(it, record)))),
    ...(rest > 0 ? [context(mrkdwn`And ${count(rest, 'older peering')}.`)] : []),
    section(next),
    ...buildButtons(vpc, may),
  ]);
};
