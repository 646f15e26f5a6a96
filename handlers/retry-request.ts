import type { AllMiddlewareArgs, BlockButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Deps } from '../src/deps.ts';
import { judgeRetrier } from '../src/domain/access.ts';
import type { Peering } from '../src/domain/peering.ts';
import { judgeRetry } from '../src/domain/request-decision.ts';
import type { Message } from '../src/slack/blocks.ts';
import { answerNothingToRetry, answerRetrying } from '../src/slack/decision-answers.ts';
import type { StoredVpcView } from '../src/store/requests.ts';
import { buildAskAgain } from './ask-again.ts';
import { askAgainIfExpired } from './ask-quota-again.ts';
import { answerNoRequest, findOwnRequest } from './cancel-request.ts';
import { retryLimit } from './decide-limit.ts';
import { retryMove } from './decide-move.ts';
import { doing } from './people.ts';
import { idOf, sentValue } from './press.ts';
import { answerFor } from './trouble.ts';

type Needs = Pick<Deps, 'store' | 'wake' | 'directory' | 'projects' | 'networks' | 'timing' | 'now' | 'log'>;

interface Asking {
  readonly user: string;
  readonly team: string | undefined;
  readonly id: string;
  readonly kind: 'action' | 'command';
}

type RetryAnswer =
  | { readonly kind: 'answer'; readonly message: Message }
  | { readonly kind: 'form'; readonly view: ModalView };

const formFor = async (deps: Needs, view: StoredVpcView, peering: Peering): Promise<RetryAnswer> => ({
  kind: 'form',
  view: await buildAskAgain(deps, view.vpc, peering),
});

/** Tries a request again, or gives the form with which its ended peering is asked for anew. */
export const createRetry =
  (deps: Needs) =>
  async (requestId: number, asking: Asking): Promise<RetryAnswer> => {
    const move = await retryMove(deps, requestId, doing(deps, asking.kind, asking));
    if (move !== null) return { kind: 'answer', message: move };
    const asked =
      (await retryLimit(deps, requestId, asking.user)) ?? (await askAgainIfExpired(deps, requestId, asking));
    if (asked !== null) return { kind: 'answer', message: asked };
    const own = await findOwnRequest(deps, requestId, asking.user, judgeRetrier);
    if (own.kind === 'answer') return own;
    const verdict = judgeRetry(own.view);
    if (verdict.kind === 'ask-again') return formFor(deps, own.view, verdict.peering);
    const by = doing(deps, asking.kind, asking);
    const retried = await deps.store.retryRequest(requestId, own.project, by);
    switch (retried.kind) {
      case 'retrying':
        await deps.wake({ name: 'advance-vpc', payload: { vpcId: retried.vpcId } });
        await deps.wake({ name: 'speak', payload: { requestId } });
        return { kind: 'answer', message: answerRetrying(requestId, retried.waits) };
      case 'ask-again':
        return formFor(deps, own.view, retried.peering);
      case 'nothing-to-retry':
        return { kind: 'answer', message: answerNothingToRetry(own.view.request, retried.state) };
      case 'not-found':
        return { kind: 'answer', message: await answerNoRequest(deps, asking.user, requestId) };
      default:
        return retried satisfies never;
    }
  };

type ButtonArgs = SlackActionMiddlewareArgs<BlockButtonAction> & AllMiddlewareArgs;

const notOpened =
  (deps: Needs) =>
  (err: unknown): Message => {
    deps.log.error({ err }, 'a form could not be opened');
    return answerFor(err);
  };

const pressRetry = async (
  deps: Needs,
  requestId: number,
  { ack, body, respond, client }: ButtonArgs,
): Promise<void> => {
  const asking: Asking = { user: body.user.id, team: body.team?.id, id: body.trigger_id, kind: 'action' };
  const answer = await createRetry(deps)(requestId, asking).catch((err: unknown): RetryAnswer => {
    deps.log.error({ err }, 'a request could not be retried');
    return { kind: 'answer', message: answerFor(err) };
  });
  await ack();
  const open = async (view: ModalView): Promise<Message | null> => {
    await client.views.open({ trigger_id: body.trigger_id, view });
    return null;
  };
  const message = answer.kind === 'answer' ? answer.message : await open(answer.view).catch(notOpened(deps));
  if (message !== null) await respond({ ...message, response_type: 'ephemeral', replace_original: false });
};

export const createRetryRequest = (deps: Needs) => (args: ButtonArgs) =>
  pressRetry(deps, idOf(sentValue(args.action)), args);
