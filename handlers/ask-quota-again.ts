import type { Deps } from '../src/deps.ts';
import { judgeRetrier } from '../src/domain/access.ts';
import { answerNotConfigured, answerOutdated, answerRefused } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import { answerAskedAgain, answerAskedAlready, answerGivenAway } from '../src/slack/quota-answers.ts';
import { wakeAll } from './decide-quota.ts';
import { doing, findPerson } from './people.ts';
import { createPressed, type Press } from './press.ts';

type Needs = Pick<Deps, 'store' | 'wake' | 'directory' | 'projects' | 'now' | 'log'>;

/** A press, or a command typed. */
type Asking = Omit<Press, 'kind'> & { readonly kind: 'action' | 'command' };

const askAgain = async (deps: Needs, requestId: number, press: Asking): Promise<Message> => {
  const view = await deps.store.findVpcView(requestId);
  const project = view === null ? undefined : deps.projects.get(view.request.project);
  if (view === null) return answerOutdated();
  if (project === undefined) return answerNotConfigured(requestId);
  const { request } = view;
  const person = await findPerson(deps, press.user, [project]);
  const verdict = judgeRetrier(person, request.requesterId, project);
  if (verdict.kind === 'refused') return answerRefused(verdict, project.name);
  const by = doing(deps, press.kind, press);
  const asked = await deps.store.askQuotaAgain(requestId, project.vpcQuota, by);
  switch (asked.kind) {
    case 'asked':
      if (asked.quotaId !== null)
        await deps.wake({ name: 'advance-quota', payload: { quotaId: asked.quotaId } });
      await wakeAll(deps, requestId, asked.goesOn);
      return answerAskedAgain(requestId, asked.quotaId !== null);
    case 'given-away':
      return answerGivenAway(requestId, project.name);
    case 'not-expired':
      return answerAskedAlready(requestId, request.state);
    case 'not-found':
      return answerOutdated();
    default:
      return asked satisfies never;
  }
};

/** A retry of a request on which nobody decided in time. Null: it is no such request. */
export const askAgainIfExpired = async (
  deps: Needs,
  requestId: number,
  asking: Asking,
): Promise<Message | null> => {
  const view = await deps.store.findVpcView(requestId);
  return view?.request.state === 'expired' ? askAgain(deps, requestId, asking) : null;
};

/** One press where nobody decided in time: the request waits for an approver once more. */
export const createAskQuotaAgain = createPressed<Needs>(async (deps, requestId, { user, team, id }) => ({
  kind: 'answer',
  message: await askAgain(deps, requestId, { user, team, id, kind: 'action' }),
}));
