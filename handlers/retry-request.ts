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
import { judgeRetry } from '../src/domain/request-decision.ts';
import { findPeered } from '../src/domain/share.ts';
import { judgeNetworks } from '../src/domain/vpc-change.ts';
import { buildAnswerView } from '../src/slack/answer-view.ts';
import { answerOutdated } from '../src/slack/answers.ts';
import { buildAskAgainForm, parseAskAgainForm } from '../src/slack/ask-again-form.ts';
import type { Message } from '../src/slack/blocks.ts';
import { answerNothingToRetry, answerRetrying } from '../src/slack/decision-answers.ts';
import { peerListErrors } from '../src/slack/peer-errors.ts';
import type { StoredVpcView } from '../src/store/requests.ts';
import { askAgainIfExpired } from './ask-quota-again.ts';
import { answerNoRequest, findOwnRequest } from './cancel-request.ts';
import { retryLimit } from './decide-limit.ts';
import { retryMove } from './decide-move.ts';
import { doing } from './people.ts';
import { offerShare } from './share-peering.ts';
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
    const asked =
      (await retryLimit(deps, requestId, asking.user)) ?? (await askAgainIfExpired(deps, requestId, asking));
    if (asked !== null) return { kind: 'answer', message: asked };
    const own = await findOwnRequest(deps, requestId, asking.user, judgeRetrier);
    if (own.kind === 'answer') return own;
    const verdict = judgeRetry(own.view);
    if (verdict.kind === 'ask-again') return formFor(own.view, verdict.peering);
    const by = doing(deps, asking.kind, asking);
    const retried = await deps.store.retryRequest(requestId, own.project, by);
    switch (retried.kind) {
      case 'retrying':
        await deps.wake({ name: 'advance-vpc', payload: { vpcId: retried.vpcId } });
        await deps.wake({ name: 'speak', payload: { requestId } });
        return { kind: 'answer', message: answerRetrying(requestId, retried.waits) };
      case 'ask-again':
        return formFor(own.view, retried.peering);
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
  pressRetry(deps, Number(args.action.value), args);

type ViewAnswer = Parameters<SlackViewMiddlewareArgs<ViewSubmitAction>['ack']>[0];

const explain = (message: Message): ViewAnswer => ({
  response_action: 'update',
  view: buildAnswerView('Ask again', message),
});

/** The network is peered already: it may be shared. */
const offerInstead = async (deps: Needs, user: string, peering: Peering): Promise<ViewAnswer> => {
  const offered = await offerShare(deps, user, peering);
  return offered.kind === 'answer'
    ? explain(offered.message)
    : { response_action: 'push', view: offered.offer.view };
};

const recordAskAgain = async (
  deps: Needs,
  { view, body }: Pick<SlackViewMiddlewareArgs<ViewSubmitAction>, 'view' | 'body'>,
): Promise<ViewAnswer> => {
  const typed = parseAskAgainForm(view.state.values, view.private_metadata);
  if (typed === null) return explain(answerOutdated());
  const { requestId, peeringId } = typed;
  const own = await findOwnRequest(deps, requestId, body.user.id, judgeRetrier);
  if (own.kind === 'answer') return explain(own.message);
  const { vpc } = own.view;
  const facts = await deps.store.findVpcChangeFacts(vpc.id);
  const verdict = judgeNetworks([typed.typed], facts?.record ?? own.view, facts?.project ?? { reach: [] });
  if (verdict.kind === 'problems') {
    const peered = findPeered(verdict.problems);
    if (peered !== null) return offerInstead(deps, body.user.id, peered);
    return { response_action: 'errors', errors: peerListErrors(verdict.problems) };
  }
  const [wanted] = verdict.peers;
  const press = { user: body.user.id, id: body.view.id, team: body.team?.id };
  const by = doing(deps, 'view', press);
  const asked =
    wanted === undefined ? null : await deps.store.askPeeringAgain(requestId, peeringId, wanted, by);
  if (asked?.kind === 'peered') return offerInstead(deps, body.user.id, asked.peering);
  if (asked?.kind !== 'asked') return explain(answerOutdated());
  await deps.wake({ name: 'advance-vpc', payload: { vpcId: asked.vpcId } });
  await deps.wake({ name: 'speak', payload: { requestId } });
  return undefined;
};

export const createSubmitAskAgain =
  (deps: Needs) =>
  async ({ ack, view, body }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs) => {
    const response = await recordAskAgain(deps, { view, body }).catch((err: unknown) => {
      deps.log.error({ err }, 'a peering could not be asked for again');
      return explain(answerFor(err));
    });
    await (response === undefined ? ack() : ack(response));
  };
