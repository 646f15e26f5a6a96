import type { Deps } from '../src/deps.ts';
import { answerOutdated } from '../src/slack/answers.ts';
import { answerLooking, answerNotAwaited, answerNotSentToYou } from '../src/slack/pending-peer-answers.ts';
import type { SentTo } from '../src/store/pending-peers.ts';
import { findPeering } from './find-pending-peer.ts';
import { doing } from './people.ts';
import { createPressed, type Press, type Pressed } from './press.ts';

type Needs = Pick<Deps, 'store' | 'wake' | 'directory' | 'projects' | 'now' | 'log'>;

const record = async (
  deps: Needs,
  peeringId: number,
  lane: string | null,
  press: Press,
): Promise<Pressed> => {
  const said = await deps.store.sayAccepted(peeringId, lane, doing(deps, press.kind, press));
  if (said.kind === 'looking') {
    await deps.wake({ name: 'advance-vpc', payload: { vpcId: said.vpcId } });
    return { kind: 'answer', message: answerLooking(said, lane !== null) };
  }
  const stored = said.kind === 'not-found' ? null : await deps.store.findPeering(peeringId);
  if (said.kind === 'not-found' || stored === null) return { kind: 'answer', message: answerOutdated() };
  return { kind: 'answer', message: answerNotAwaited(said, stored.peering, lane !== null) };
};

/** "I have accepted it", in the thread and on the card: of whoever may see the project. */
export const createSaidAccepted = createPressed<Needs>(async (deps, peeringId, press) => {
  const found = await findPeering(deps, peeringId, press.user);
  return found.kind === 'answer' ? found : record(deps, peeringId, null, press);
});

/** A channel's message is pressed in that channel, a person's by that person. */
const isTheirs = ({ lane }: SentTo, { user, channel }: Press): boolean => lane === user || lane === channel;

/** The same where the instructions were sent to: whoever was sent them need not be a reader. */
export const createSaidAcceptedThere = createPressed<Needs>(async (deps, noticeId, press) => {
  const sent = await deps.store.findSentTo(noticeId);
  if (sent === null) return { kind: 'answer', message: answerOutdated() };
  if (!isTheirs(sent, press)) return { kind: 'answer', message: answerNotSentToYou() };
  return record(deps, sent.peeringId, sent.lane, press);
});
