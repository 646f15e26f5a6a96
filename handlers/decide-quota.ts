import type {
  AllMiddlewareArgs,
  BlockButtonAction,
  SlackActionMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Deps } from '../src/deps.ts';
import { judgeApprover, type Verdict } from '../src/domain/access.ts';
import type { Project } from '../src/domain/project.ts';
import type { VpcView } from '../src/domain/request.ts';
import { buildAnswerView } from '../src/slack/answer-view.ts';
import { answerDecided, answerOutdated, answerRefused } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import { buildDenyForm, denyErrors, denyTrouble, parseDenyForm } from '../src/slack/deny-form.ts';
import type { Decision } from '../src/store/decisions.ts';
import { doing, findPerson } from './people.ts';
import { answerFor } from './trouble.ts';

type Needs = Pick<Deps, 'store' | 'wake' | 'directory' | 'projects' | 'now' | 'log'>;

interface Press {
  readonly user: string;
  readonly team: string | undefined;
  /** What in Slack carried it. */
  readonly id: string;
  readonly kind: 'action' | 'view';
}

type Judged =
  | { readonly kind: 'may-decide'; readonly view: VpcView; readonly project: Project }
  | { readonly kind: 'answer'; readonly message: Message };

/** Whoever presses is judged now, whatever the card showed when it was posted. */
const judgePress = async (deps: Needs, quotaId: number, user: string): Promise<Judged> => {
  const requestId = await deps.store.findRequestOfQuota(quotaId);
  const view = requestId === null ? null : await deps.store.findVpcView(requestId);
  const project = view === null ? undefined : deps.projects.get(view.request.project);
  if (view === null || project === undefined) return { kind: 'answer', message: answerOutdated() };
  const person = await findPerson(deps, user, [project]);
  const verdict: Verdict = judgeApprover(person, view.request.requesterId, project);
  if (verdict.kind === 'refused') return { kind: 'answer', message: answerRefused(verdict, project.name) };
  return { kind: 'may-decide', view, project };
};

/** Judges and records a decision; what the presser is told, or null where the card and the thread say it. */
const decide = async (
  deps: Needs,
  quotaId: number,
  decision: Decision,
  press: Press,
): Promise<Message | null> => {
  const judged = await judgePress(deps, quotaId, press.user);
  if (judged.kind === 'answer') return judged.message;
  const decided = await deps.store.decideQuota(quotaId, decision, doing(deps, press.kind, press));
  if (decided.kind === 'already') return answerDecided(decided.quota);
  if (decided.kind === 'not-found') return answerOutdated();
  await deps.wake({ name: 'advance-vpc', payload: { vpcId: decided.vpcId } });
  await deps.wake({ name: 'speak', payload: { requestId: decided.requestId } });
  return null;
};

const trouble = (deps: Needs) => (err: unknown) => {
  deps.log.error({ err }, 'a decision could not be recorded');
  return answerFor(err);
};

type ButtonArgs = SlackActionMiddlewareArgs<BlockButtonAction> & AllMiddlewareArgs;

const pressOf = ({ body }: Pick<ButtonArgs, 'body'>): Press => ({
  user: body.user.id,
  team: body.team?.id,
  id: body.trigger_id,
  kind: 'action',
});

export const createApproveQuota =
  (deps: Needs) =>
  async ({ ack, body, action, respond }: ButtonArgs) => {
    const answer = await decide(deps, Number(action.value), { kind: 'approve' }, pressOf({ body })).catch(
      trouble(deps),
    );
    await ack();
    if (answer !== null) await respond({ ...answer, response_type: 'ephemeral', replace_original: false });
  };

/** Denying asks for a reason first; who may not deny is told so at once. */
export const createAskDenial =
  (deps: Needs) =>
  async ({ ack, body, action, respond, client }: ButtonArgs) => {
    await ack();
    const quotaId = Number(action.value);
    const judged = await judgePress(deps, quotaId, body.user.id).catch((err: unknown) => ({
      kind: 'answer' as const,
      message: trouble(deps)(err),
    }));
    const view = judged.kind === 'may-decide' ? judged.view : null;
    const already = view?.quota?.id === quotaId && view.quota.state !== 'asked' ? view.quota : null;
    const open = async (form: ModalView): Promise<Message | null> => {
      await client.views.open({ trigger_id: body.trigger_id, view: form });
      return null;
    };
    const answer =
      judged.kind === 'answer'
        ? judged.message
        : already === null
          ? await open(buildDenyForm(judged.view, quotaId)).catch(trouble(deps))
          : answerDecided(already);
    if (answer !== null) await respond({ ...answer, response_type: 'ephemeral', replace_original: false });
  };

export const createSubmitDenial =
  (deps: Needs) =>
  async ({ ack, view, body }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs) => {
    const typed = parseDenyForm(view.state.values, view.private_metadata);
    const errors = typed === null ? {} : denyErrors(typed);
    if (Object.keys(errors).length > 0) {
      await ack({ response_action: 'errors', errors });
      return;
    }
    const press: Press = { user: body.user.id, team: body.team?.id, id: body.view.id, kind: 'view' };
    const quotaId = typed?.quotaId ?? 0;
    const answer = await decide(deps, quotaId, { kind: 'deny', reason: typed?.reason ?? '' }, press).catch(
      (err: unknown) => {
        trouble(deps)(err);
        return 'failed' as const;
      },
    );
    if (answer === 'failed') {
      await ack({ response_action: 'errors', errors: denyTrouble() });
      return;
    }
    if (answer === null) await ack();
    else await ack({ response_action: 'update', view: buildAnswerView('Deny', answer) });
  };
