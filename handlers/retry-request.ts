import type {
  AllMiddlewareArgs,
  BlockButtonAction,
  SlackActionMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Deps } from '../src/deps.ts';
import { judgeRetrier } from '../src/domain/access.ts';
import type { Peering } from '../src/domain/peering.ts';
import { judgeRetry } from '../src/domain/request.ts';
import { judgePeer } from '../src/domain/vpc-request.ts';
import { buildAnswerView } from '../src/slack/answer-view.ts';
import { answerNothingToRetry, answerOutdated, answerRetrying } from '../src/slack/answers.ts';
import { askAgainErrors, buildAskAgainForm, parseAskAgainForm } from '../src/slack/ask-again-form.ts';
import type { Message } from '../src/slack/blocks.ts';
import type { StoredVpcView } from '../src/store/requests.ts';
import { answerNoRequest, findOwnRequest } from './cancel-request.ts';
import { retryMove } from './decide-move.ts';
import { doing } from './people.ts';
import { answerFor } from './trouble.ts';

type Needs = Pick<Deps, 'store' | 'wake' | 'directory' | 'projects' | 'now' | 'log'>;

interface Asking {
  readonly user: string;
  readonly team: string | undefined;
  readonly id: string;
  readonly kind: 'action' | 'command';
}

type RetryAnswer =
  | { readonly kind: 'answer'; readonly message: Message }
  | { readonly kind: 'form'; readonly view: ModalView };

const formFor = (view: StoredVpcView, peering: Peering): RetryAnswer => ({
  kind: 'form',
  view: buildAskAgainForm(peering, view.vpc),
});

/** Tries a request again, or gives the form with which its ended peering is asked for anew. */
export const createRetry =
  (deps: Needs) =>
  async (requestId: number, asking: Asking): Promise<RetryAnswer> => {
    const move = await retryMove(deps, requestId, doing(deps, asking.kind, asking));
    if (move !== null) return { kind: 'answer', message: move };
    const own = await findOwnRequest(deps, requestId, asking.user, judgeRetrier);
    if (own.kind === 'answer') return own;
    const verdict = judgeRetry(own.view);
    if (verdict.kind === 'ask-again') return formFor(own.view, verdict.peering);
    const retried = await deps.store.retryRequest(requestId, doing(deps, asking.kind, asking));
    switch (retried.kind) {
      case 'retrying':
        await deps.wake({ name: 'advance-vpc', payload: { vpcId: retried.vpcId } });
        await deps.wake({ name: 'speak', payload: { requestId } });
        return { kind: 'answer', message: answerRetrying(requestId) };
      case 'ask-again':
        return formFor(own.view, retried.peering);
      case 'nothing-to-retry':
        return { kind: 'answer', message: answerNothingToRetry(requestId, retried.state) };
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
  pressRetry(deps, Number(args.action.value), args);

const recordAskAgain = async (
  deps: Needs,
  { view, body }: Pick<SlackViewMiddlewareArgs<ViewSubmitAction>, 'view' | 'body'>,
): Promise<Parameters<SlackViewMiddlewareArgs<ViewSubmitAction>['ack']>[0]> => {
  const typed = parseAskAgainForm(view.state.values, view.private_metadata);
  if (typed === null)
    return { response_action: 'update', view: buildAnswerView('Ask again', answerOutdated()) };
  const own = await findOwnRequest(deps, typed.requestId, body.user.id, judgeRetrier);
  if (own.kind === 'answer')
    return { response_action: 'update', view: buildAnswerView('Ask again', own.message) };
  const verdict = judgePeer(typed.typed, own.view.vpc);
  if (verdict.kind === 'problems')
    return { response_action: 'errors', errors: askAgainErrors(verdict.problems) };
  const press = { user: body.user.id, id: body.view.id, team: body.team?.id };
  const asked = await deps.store.askPeeringAgain(
    typed.requestId,
    typed.peeringId,
    verdict,
    doing(deps, 'view', press),
  );
  if (asked.kind !== 'asked') {
    return { response_action: 'update', view: buildAnswerView('Ask again', answerOutdated()) };
  }
  await deps.wake({ name: 'advance-vpc', payload: { vpcId: asked.vpcId } });
  await deps.wake({ name: 'speak', payload: { requestId: typed.requestId } });
  return undefined;
};

export const createSubmitAskAgain =
  (deps: Needs) =>
  async ({ ack, view, body }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs) => {
    const response = await recordAskAgain(deps, { view, body }).catch((err: unknown) => {
      deps.log.error({ err }, 'a peering could not be asked for again');
      const message = answerFor(err);
      return { response_action: 'update' as const, view: buildAnswerView('Ask again', message) };
    });
    await (response === undefined ? ack() : ack(response));
  };
