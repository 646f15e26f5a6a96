import type { EndedPeering } from '../domain/guide.ts';
import type { Peering } from '../domain/peering.ts';
import type { Vpc } from '../domain/vpc.ts';
import { type Mrkdwn, mrkdwn, quoted, when } from './mrkdwn.ts';
import { nameAccount, namePeer, renderPeeringEnd } from './outcome-words.ts';
import { done, next, now, type PlanStep, stopped } from './plan-step.ts';
import { isAccepted, nameEnd, renderDoesPart, renderPart } from './timescale-end-words.ts';

const planUnasked = ({ peer, stateSince }: Peering, vpc: Vpc): readonly PlanStep[] => [
  vpc.state === 'active'
    ? now(mrkdwn`Timescale is asked to peer with ${namePeer(peer)}`, Math.max(stateSince, vpc.stateSince))
    : next(
        mrkdwn`Timescale ${isAccepted(peer) ? 'asks to peer' : 'makes its side of the peering'} with ${namePeer(peer)}`,
      ),
  next(mrkdwn`The owner of ${nameAccount(peer)} ${renderDoesPart(peer)}`),
];

/** What Timescale has done, once the other side can find it. */
const renderAsked = (peering: EndedPeering): Mrkdwn =>
  isAccepted(peering.peer)
    ? mrkdwn`Peering request ${nameEnd(peering)} made`
    : mrkdwn`Timescale’s side ${nameEnd(peering)} made`;

/** The way of one peering, as far as it is known. */
export const planPeering = (peering: Peering, vpc: Vpc): readonly PlanStep[] => {
  const { peer, state, stateSince, providerId, provisionedId, expiresAt, rawStatus } = peering;
  const asked = provisionedId === null ? [] : [done(renderAsked({ peer, provisionedId }), null)];
  switch (state) {
    case 'requested':
      return planUnasked(peering, vpc);
    case 'approved':
      return [
        now(
          isAccepted(peer)
            ? mrkdwn`Timescale makes the peering request to ${namePeer(peer)}`
            : mrkdwn`Timescale makes its side of the peering with ${namePeer(peer)}`,
          stateSince,
        ),
        next(mrkdwn`The owner of ${nameAccount(peer)} ${renderDoesPart(peer)}`),
      ];
    case 'pending-peer': {
      const expiry = expiresAt === null ? mrkdwn`` : mrkdwn` before ${when(expiresAt)}`;
      const what = mrkdwn`Waiting for ${nameAccount(peer)} to ${renderPart(peer, provisionedId)}${expiry}`;
      return [now(what, stateSince), next(mrkdwn`The peering turns active`)];
    }
    case 'active':
      return [...asked, done(mrkdwn`Peering with ${namePeer(peer)} active`, stateSince)];
    case 'deleting':
      return [...asked, now(mrkdwn`Timescale deletes the peering with ${namePeer(peer)}`, stateSince)];
    case 'deleted':
      return providerId === null ? [] : [done(mrkdwn`Peering with ${namePeer(peer)} deleted`, stateSince)];
    case 'unknown':
      return [
        ...asked,
        now(
          mrkdwn`Timescale says ${quoted(rawStatus ?? '')} of the peering with ${namePeer(peer)}`,
          stateSince,
        ),
      ];
    default:
      return [...asked, stopped(renderPeeringEnd(state, peer, peering.message).what, stateSince)];
  }
};
