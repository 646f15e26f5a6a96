import type { AllMiddlewareArgs, BlockButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../src/deps.ts';
import { judgeOwner, type Person, type Verdict } from '../src/domain/access.ts';
import type { Project } from '../src/domain/project.ts';
import { judgeCancel } from '../src/domain/request-decision.ts';
import { answerNotConfigured, answerRefused, answerRequestNotFound } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import {
  answerCancelling,
  answerLeaving,
  answerNotCancelled,
  askCancel,
} from '../src/slack/decision-answers.ts';
import type { StoredVpcView } from '../src/store/requests.ts';
import { askToWithdrawLimit, withdrawLimit } from './decide-limit.ts';
import { askToCancelMove, cancelMove } from './decide-move.ts';
import { doing, findPerson, findReadableProjects } from './people.ts';
import { idOf, sentValue } from './press.ts';
import { answerFor } from './trouble.ts';

type Needs = Pick<Deps, 'store' | 'wake' | 'directory' | 'projects' | 'now' | 'log'>;

export type OwnRequest =
  | { readonly kind: 'yours'; readonly view: StoredVpcView; readonly project: Project }
  | { readonly kind: 'answer'; readonly message: Message };

/** There is no such request; those under way may be the one that was meant. */
export const answerNoRequest = async (deps: Needs, user: string, requestId: number): Promise<Message> => {
  const readable = await findReadableProjects(deps, user);
  const living = await deps.store.listLivingRequests(readable.map(({ name }) => name));
  return answerRequestNotFound(
    requestId,
    living.map(({ id }) => id),
  );
};

/** There is none that vpcbot looks after. */
const explainNoRequest = async (deps: Needs, user: string, requestId: number): Promise<Message> => {
  const view = await deps.store.findRequestView(requestId);
  const isStranded = view !== null && !deps.projects.has(view.request.project);
  return isStranded ? answerNotConfigured(requestId) : answerNoRequest(deps, user, requestId);
};

/** A request that this person may cancel (or whatever `judge` is about), or what they are told instead. */
export const findOwnRequest = async (
  deps: Needs,
  requestId: number,
  user: string,
  judge: (person: Person, requesterId: string, project: Project) => Verdict = judgeOwner,
): Promise<OwnRequest> => {
  const view = await deps.store.findVpcView(requestId);
  const project = view === null ? undefined : deps.projects.get(view.request.project);
  if (view === null || project === undefined) {
    return { kind: 'answer', message: await explainNoRequest(deps, user, requestId) };
  }
  const verdict = judge(await findPerson(deps, user, [project]), view.request.requesterId, project);
  if (verdict.kind === 'refused') return { kind: 'answer', message: answerRefused(verdict, project.name) };
  return { kind: 'yours', view, project };
};

/** Both threads tell it: that of who left a peering, and that of who stays on it. */
export const wakeLeft = async (
  { wake }: Pick<Deps, 'wake'>,
  requestId: number,
  told: number | null,
): Promise<void> => {
  for (const id of told === null ? [requestId] : [requestId, told]) {
    await wake({ name: 'speak', payload: { requestId: id } });
  }
};

/** `/vpc cancel R12`: asks once more, for it cannot be undone. */
export const createAskCancel =
  (deps: Needs) =>
  async (requestId: number, user: string): Promise<Message> => {
    const move = await askToCancelMove(deps, requestId, user);
    if (move !== null) return move;
    const limit = await askToWithdrawLimit(deps, requestId, user);
    if (limit !== null) return limit;
    const own = await findOwnRequest(deps, requestId, user);
    if (own.kind === 'answer') return own.message;
    const verdict = judgeCancel(own.view);
    return verdict.kind === 'cancel' || verdict.kind === 'leave'
      ? askCancel(own.view, verdict)
      : answerNotCancelled(own.view, verdict);
  };

const cancel = async (
  deps: Needs,
  requestId: number,
  press: { readonly user: string; readonly id: string; readonly team: string | undefined },
): Promise<Message> => {
  const by = doing(deps, 'action', press);
  const other = (await cancelMove(deps, requestId, by)) ?? (await withdrawLimit(deps, requestId, by));
  if (other !== null) return other;
  const own = await findOwnRequest(deps, requestId, press.user);
  if (own.kind === 'answer') return own.message;
  const cancelled = await deps.store.cancelRequest(requestId, by);
  if (cancelled.kind === 'not-found') return answerNoRequest(deps, press.user, requestId);
  if (cancelled.kind === 'left') {
    await wakeLeft(deps, requestId, cancelled.told);
    return answerLeaving(requestId);
  }
  if (cancelled.kind !== 'cancelling') return answerNotCancelled(own.view, cancelled);
  await deps.wake({ name: 'advance-vpc', payload: { vpcId: cancelled.vpcId } });
  await deps.wake({ name: 'speak', payload: { requestId } });
  return answerCancelling(requestId);
};

export const createCancelRequest =
  (deps: Needs) =>
  async ({
    ack,
    body,
    action,
    respond,
  }: SlackActionMiddlewareArgs<BlockButtonAction> & AllMiddlewareArgs) => {
    const requestId = idOf(sentValue(action));
    const press = { user: body.user.id, id: body.trigger_id, team: body.team?.id };
    const answer = await cancel(deps, requestId, press).catch((err: unknown) => {
      deps.log.error({ err }, 'a request could not be cancelled');
      return answerFor(err);
    });
    await ack();
    await respond({ ...answer, response_type: 'ephemeral', replace_original: false });
  };
