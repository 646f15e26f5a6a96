import type { Deps } from '../src/deps.ts';
import { judgeRetrier } from '../src/domain/access.ts';
import { answerNotConfigured, answerOutdated, answerRefused } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import { answerTooMany } from '../src/slack/creation-words.ts';
import { answerAskedAgain, answerAskedBefore } from '../src/slack/pending-peer-answers.ts';
import type { Repeated } from '../src/store/pending-peers.ts';
import { judgeMore } from './creations.ts';
import { doing, findPerson } from './people.ts';
import { createPressed } from './press.ts';
import { offerShare } from './share-peering.ts';

type Needs = Pick<Deps, 'store' | 'wake' | 'directory' | 'projects' | 'limits' | 'now' | 'log'>;

const explain = (repeated: Exclude<Repeated, { kind: 'asked' | 'peered' }>): Message => {
  switch (repeated.kind) {
    case 'replaced':
      return answerAskedBefore(repeated.by, repeated.at);
    case 'not-ended':
    case 'not-found':
      return answerOutdated();
    case 'too-many':
      return answerTooMany(repeated);
    default:
      return repeated satisfies never;
  }
};

/** Asks for a peering that ended once more, as it was. */
export const createRepeatPeering = createPressed<Needs>(async (deps, peeringId, press) => {
  const stored = await deps.store.findPeering(peeringId);
  const project = stored === null ? undefined : deps.projects.get(stored.view.request.project);
  if (stored === null) return { kind: 'answer', message: answerOutdated() };
  if (project === undefined) {
    return { kind: 'answer', message: answerNotConfigured(stored.view.request.id) };
  }
  const person = await findPerson(deps, press.user, [project]);
  const verdict = judgeRetrier(person, stored.view.request.requesterId, project);
  if (verdict.kind === 'refused') return { kind: 'answer', message: answerRefused(verdict, project.name) };
  const repeated = await deps.store.repeatPeering(peeringId, doing(deps, press.kind, press), judgeMore(deps));
  if (repeated.kind === 'peered') {
    const offered = await offerShare(deps, press.user, repeated.peering);
    const message = offered.kind === 'offer' ? offered.offer.message : offered.message;
    return { kind: 'answer', message };
  }
  if (repeated.kind !== 'asked') return { kind: 'answer', message: explain(repeated) };
  const { vpcId, requestId } = repeated;
  await deps.wake({ name: 'advance-vpc', payload: { vpcId } });
  await deps.wake({ name: 'speak', payload: { requestId } });
  return { kind: 'answer', message: answerAskedAgain(requestId) };
});
