import type { KnownBlock } from '@slack/types';
import type { Peering } from '../domain/peering.ts';
import { judgePeerStanding } from '../domain/pending-peer.ts';
import type { VpcView } from '../domain/request.ts';
import { actions, section } from './blocks.ts';
import { type Mrkdwn, mention, mrkdwn, when } from './mrkdwn.ts';
import { buildPendingPeerButtons } from './pending-peer-buttons.ts';
import { renderTimeLeft } from './time-left.ts';
import { isAccepted, renderPart } from './timescale-end-words.ts';

/** A card with more than these is read in its thread. */
const WAITS_SHOWN = 3;

/** The time that is left, where there is an end. */
const renderHowLong = (expiresAt: number | null, now: number): Mrkdwn =>
  expiresAt === null ? mrkdwn`*No deadline*` : mrkdwn`*${renderTimeLeft(expiresAt, now)}*`;

const buildWait = (peering: Peering, now: number): readonly KnownBlock[] => {
  const standing = judgePeerStanding(peering);
  if (standing.kind !== 'awaited') return [];
  const { provisionedId, expiresAt } = standing;
  const { saidAccepted, peer } = peering;
  const said =
    saidAccepted === null
      ? mrkdwn``
      : mrkdwn` ${mention(saidAccepted.by)} said ${when(saidAccepted.at)} that it is ${isAccepted(peer) ? 'accepted' : 'created'}; vpcbot looks often.`;
  return [
    section(mrkdwn`${renderHowLong(expiresAt, now)} to ${renderPart(peer, provisionedId)}.${said}`),
    ...actions(buildPendingPeerButtons(peering.id, { peer, provisionedId })),
  ];
};

/** How long the other sides have left, and what there is to do about each. */
export const buildWaits = ({ request, peerings, vpc }: VpcView, now: number): readonly KnownBlock[] =>
  request.state === 'open' &&
  vpc.state !== 'deleting' &&
  (request.ask.kind === 'create' || request.ask.kind === 'peer')
    ? peerings
        .filter(({ state }) => state === 'pending-peer')
        .slice(0, WAITS_SHOWN)
        .flatMap((peering) => buildWait(peering, now))
    : [];
