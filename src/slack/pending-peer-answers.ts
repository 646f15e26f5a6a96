import { nameNetwork } from '../domain/peer-network.ts';
import type { Peering, PeeringState } from '../domain/peering.ts';
import type { PeerStanding } from '../domain/pending-peer.ts';
import { answer } from './answers.ts';
import type { Message } from './blocks.ts';
import { code, type Mrkdwn, mention, mentionPlace, mrkdwn, when } from './mrkdwn.ts';
import { nameAccount, namePeer, renderPeeringEnd } from './outcome-words.ts';
import { formatRequestNumber } from './request-number.ts';

/* What only the person who pressed reads, of a peering that waits or waited for its other side. */

/** `there`: where the instructions were sent to, which is not the thread. */
export const answerLooking = (provisionedId: string, there: boolean): Message =>
  answer(
    there
      ? mrkdwn`Thank you. vpcbot looks at ${code(provisionedId)} every few seconds now. Timescale takes up to five minutes to see it; then it is said here.`
      : mrkdwn`Thank you. vpcbot looks at ${code(provisionedId)} every few seconds now. Timescale takes up to five minutes to see it; the thread says so then.`,
  );

/** Where the instructions were sent to, there is no card to press anything on. */
const ASK_THEM = mrkdwn`If the peering is still needed, whoever sent you this asks for it again and sends you its new id.`;

const renderOver = (
  state: PeeringState,
  { peer, provisionedId, message }: Peering,
  there: boolean,
): Mrkdwn => {
  const name = code(provisionedId ?? nameNetwork(peer));
  if (state === 'deleting' || state === 'deleted') {
    const next = there ? ASK_THEM : mrkdwn`If another request took its place, the thread has its id.`;
    return mrkdwn`${name} is not wanted any more: leave it alone. ${next}`;
  }
  const { what, act } = renderPeeringEnd(state, peer, message);
  return mrkdwn`${what} ${name} cannot be accepted any more. ${there ? ASK_THEM : act}`;
};

/** Nothing can be accepted now: it is active, over, or not there yet. `there`: see `answerLooking`. */
export const answerNotAwaited = (
  standing: Exclude<PeerStanding, { kind: 'awaited' }>,
  peering: Peering,
  there = false,
): Message => {
  switch (standing.kind) {
    case 'active':
      return answer(
        mrkdwn`The peering with ${namePeer(peering.peer)} is active already. Nothing is left to accept.`,
      );
    case 'not-yet':
      return answer(
        mrkdwn`Timescale does not show a request that ${nameAccount(peering.peer)} could accept now. The thread says when there is one.`,
      );
    case 'over':
      return answer(renderOver(standing.state, peering, there));
    default:
      return standing satisfies never;
  }
};

/** The message with the button is not one that this person was sent. */
export const answerNotSentToYou = (): Message =>
  answer(
    mrkdwn`These instructions were sent to somebody else, so nothing was done. Ask who sent them to send them to you.`,
  );

export const answerSent = (requestId: number, to: string): Message =>
  answer(
    mrkdwn`vpcbot sends it to ${mentionPlace(to)} now. The thread of ${formatRequestNumber(requestId)} says so, and it says there if Slack does not take it.`,
  );

export const answerTooManySendings = (from: number): Message =>
  answer(
    mrkdwn`The way to accept this was sent several times within an hour, and nothing more was sent. Send it again after ${when(from)}, or pass on what the thread says.`,
  );

export const answerAskedAgain = (requestId: number): Message =>
  answer(
    mrkdwn`It is asked for again, as it was. The request has a new id; the thread of ${formatRequestNumber(requestId)} says it as soon as Timescale has made it.`,
  );

/** To the second press: the first one counts. */
export const answerAskedBefore = (by: string | null, at: number | null): Message =>
  by === null || at === null
    ? answer(mrkdwn`This peering was deleted, so there is nothing to ask for again.`)
    : answer(
        mrkdwn`${mention(by)} asked for it again ${when(at)}, before you pressed. The card says how far it is.`,
      );

export const answerPeeredMeanwhile = ({ peer }: Peering): Message =>
  answer(
    mrkdwn`There is a peering with ${namePeer(peer)} on this VPC already, so nothing was asked for. \`/vpc show\` tells how it stands.`,
  );
