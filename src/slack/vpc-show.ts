import type { KnownBlock } from '@slack/types';
import { isEnded, type Peering } from '../domain/peering.ts';
import type { Vpc } from '../domain/vpc.ts';
import { context, fields, header, type Message, message, section } from './blocks.ts';
import { code, join, listSome, type Mrkdwn, mrkdwn, quoted, when } from './mrkdwn.ts';
import { namePeer, renderPeeringEnd, renderVpcFailure } from './outcome-words.ts';
import { renderPeeringState } from './peering-state.ts';
import { count } from './plain-words.ts';
import { formatRequestNumber } from './request-number.ts';
import { renderVpcState } from './vpc-list.ts';

const PEERINGS_SHOWN = 20;
const RANGES_SHOWN = 10;

const renderState = ({ state, peer, message: said, rawStatus, expiresAt }: Peering): Mrkdwn => {
  if (state === 'pending-peer' && expiresAt !== null) return mrkdwn` before ${when(expiresAt)}`;
  if (state === 'unknown') return mrkdwn`: ${quoted(rawStatus ?? '')}`;
  if (!isEnded(state) || state === 'deleted') return mrkdwn``;
  return mrkdwn`. ${renderPeeringEnd(state, peer, said).what}`;
};

const renderPeering = (peering: Peering): Mrkdwn => {
  const { peer, peerRanges, state, stateSince, provisionedId, providerId } = peering;
  const ranges =
    peerRanges.length === 0
      ? mrkdwn`not checked against your network`
      : listSome(
          peerRanges.map(({ text }) => code(text)),
          RANGES_SHOWN,
        );
  return join([
    mrkdwn`*Peering with* ${namePeer(peer)}`,
    mrkdwn`${renderPeeringState(state)}${renderState(peering)} (since ${when(stateSince)})`,
    ...(provisionedId === null ? [] : [mrkdwn`AWS id ${code(provisionedId)}`]),
    ...(providerId === null ? [] : [mrkdwn`Timescale id ${code(providerId)}`]),
    mrkdwn`Its ranges: ${ranges}`,
  ]);
};

const buildIdentifiers = ({ name, providerId, cidr, region, project, state, requestId }: Vpc): KnownBlock =>
  fields([
    mrkdwn`*Name*\n${code(name)}`,
    mrkdwn`*Timescale id*\n${providerId === null ? mrkdwn`none yet` : code(providerId)}`,
    mrkdwn`*Range*\n${code(cidr.text)}`,
    mrkdwn`*Region*\n${code(region)}`,
    mrkdwn`*Project*\n${project}`,
    mrkdwn`*State*\n${renderVpcState(state)}`,
    mrkdwn`*Request*\n${requestId === null ? 'not made by vpcbot' : formatRequestNumber(requestId)}`,
  ]);

const sayNext = ({ state, project }: Vpc, peerings: readonly Peering[]): Mrkdwn => {
  if (state === 'failed') return mrkdwn`Its card says what to do about it.`;
  if (state !== 'active') return mrkdwn`Its card says how far it is.`;
  if (peerings.some(({ state: of }) => of === 'pending-peer')) {
    return mrkdwn`The thread of its request says how to accept the peering.`;
  }
  if (peerings.some(({ state: of }) => of === 'active')) {
    return mrkdwn`Attach a service to it in the Timescale console.`;
  }
  return mrkdwn`Nothing reaches it without a peering. Type \`/vpc list ${project}\` for the others.`;
};

/** One VPC: its identifiers, and its peerings with their states. */
export const buildVpcShow = (vpc: Vpc, peerings: readonly Peering[]): Message => {
  const shown = peerings.slice(-PEERINGS_SHOWN);
  const rest = peerings.length - shown.length;
  const next = sayNext(vpc, peerings);
  const failure = vpc.failure === null ? [] : [section(renderVpcFailure(vpc.failure).what)];
  const summary = mrkdwn`VPC ${code(vpc.name)} of ${vpc.project}: ${code(vpc.cidr.text)} in ${vpc.region}, ${renderVpcState(vpc.state)}, with ${count(peerings.length, 'peering')}.`;
  const states = shown.map(
    (peering) =>
      mrkdwn`${namePeer(peering.peer)}: ${renderPeeringState(peering.state)}${renderState(peering)}.`,
  );
  return message(join([summary, ...states, next], ' '), [
    header(`VPC ${vpc.name}`),
    buildIdentifiers(vpc),
    ...failure,
    ...(shown.length === 0
      ? [section(mrkdwn`It has no peering.`)]
      : shown.map((it) => section(renderPeering(it)))),
    ...(rest > 0 ? [context(mrkdwn`And ${count(rest, 'older peering')}.`)] : []),
    section(next),
  ]);
};
