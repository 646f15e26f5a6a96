import type { EndedPeering } from '../domain/guide.ts';
import { nameNetwork } from '../domain/peer-network.ts';
import type { Peering, PeeringState } from '../domain/peering.ts';
import type { PeerStanding } from '../domain/pending-peer.ts';
import { answer } from './answers.ts';
import type { Message } from './blocks.ts';
import { code, type Mrkdwn, mention, mentionPlace, mrkdwn, when } from './mrkdwn.ts';
import { nameAccount, namePeer, renderPeeringEnd } from './outcome-words.ts';
import { formatRequestNumber } from './request-number.ts';
import { isAccepted, nameEnd } from './timescale-end-words.ts';

/* What only the person who pressed reads, of a peering that waits or waited for its other side. */

/** `there`: where the instructions were sent to, which is not the thread. */
export const answerLooking = (peering: EndedPeering, there: boolean): Message => {
  const looks = mrkdwn`Thank you. vpcbot looks at ${isAccepted(peering.peer) ? '' : mrkdwn`the peering to `}${nameEnd(peering)} every few seconds now.`;
  return answer(
    there
      ? mrkdwn`${looks} Timescale takes up to five minutes to see it; then it is said here.`
      : mrkdwn`${looks} Timescale takes up to five minutes to see it; the thread says so then.`,
  );
};

/** Where the instructions were sent to, there is no card to press anything on. */
const ASK_THEM = mrkdwn`If the peering is still needed, whoever sent you this asks for it again and sends you its new id.`;

/** What was to be accepted, or to lead to Timescale's end. */
const nameIt = ({ peer, provisionedId }: Pick<Peering, 'peer' | 'provisionedId'>): Mrkdwn => {
  if (provisionedId === null) return code(nameNetwork(peer));
  const end = nameEnd({ peer, provisionedId });
  return isAccepted(peer) ? end : mrkdwn`The peering to ${end}`;
};

const renderOver = (state: PeeringState, peering: Peering, there: boolean): Mrkdwn => {
  const { peer, message } = peering;
  const name = nameIt(peering);
  if (state === 'deleting' || state === 'deleted') {
    const next = there ? ASK_THEM : mrkdwn`If another request took its place, the thread has its id.`;
    return mrkdwn`${name} is not wanted any more: leave it alone. ${next}`;
  }
  const { what, act } = renderPeeringEnd(state, peer, message);
  return mrkdwn`${what} ${name} cannot be ${isAccepted(peer) ? 'accepted' : 'created'} any more. ${there ? ASK_THEM : act}`;
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
        mrkdwn`The peering with ${namePeer(peering.peer)} is active already. Nothing is left to ${isAccepted(peering.peer) ? 'accept' : 'create'}.`,
      );
    case 'not-yet':
      return answer(
        isAccepted(peering.peer)
          ? mrkdwn`Timescale does not show a request that ${nameAccount(peering.peer)} could accept now. The thread says when there is one.`
          : mrkdwn`Timescale does not show what ${nameAccount(peering.peer)} could peer with now. The thread says when it does.`,
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
    mrkdwn`The way to do this was sent several times within an hour, and nothing more was sent. Send it again after ${when(from)}, or pass on what the thread says.`,
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
