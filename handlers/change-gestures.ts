import type {
  AllMiddlewareArgs,
  BlockAction,
  BlockButtonAction,
  SlackActionMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import { z } from 'zod';
import type { TooMany } from '../src/domain/creation-cap.ts';
import { buildAnswerView } from '../src/slack/answer-view.ts';
import { answerOutdated } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import { answerTooMany, renderTooMany } from '../src/slack/creation-words.ts';
import { placePeerErrors } from '../src/slack/peer-errors.ts';
import { answerRecorded, buildRecordedView } from '../src/slack/plain-views.ts';
import { buildProblemsMessage } from '../src/slack/plan-message.ts';
import { findBlock, readValues, type ViewValues } from '../src/slack/view-values.ts';
import {
  type Change,
  type ChangeDeps,
  type FieldProblems,
  openChange,
  type Recorded,
  type SoFar,
} from './change.ts';
import { doing } from './people.ts';
import { jsonOf, sentValue } from './press.ts';
import { answerFor } from './trouble.ts';

type ButtonArgs = SlackActionMiddlewareArgs<BlockButtonAction> & AllMiddlewareArgs;
type SubmitArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

type ViewAnswer = Parameters<SlackViewMiddlewareArgs<ViewSubmitAction>['ack']>[0];

const complete = <Typed extends object>({ nothing }: Change<Typed>, typed: SoFar<Typed>): Typed => ({
  ...nothing,
  ...Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined)),
});

const wakeAll = async (
  { wake }: Pick<ChangeDeps, 'wake'>,
  { wake: jobs, requestId }: Extract<Recorded, { kind: 'recorded' }>,
) => {
  await wake({ name: 'speak', payload: { requestId } });
  for (const job of jobs) await wake(job);
};

/** Slack takes no errors beside blocks that the form does not have: what belongs to none stands beside the first. */
export const inBlocks = (problems: FieldProblems, values: ViewValues): Record<string, string> => {
  const [first] = Object.keys(values);
  const placed = new Map<string, string>();
  for (const [action, words] of Object.entries(placePeerErrors(problems, values))) {
    const block = findBlock(values, action) ?? first ?? action;
    const before = placed.get(block);
    placed.set(block, before === undefined ? words : `${before} ${words}`);
  }
  return Object.fromEntries(placed);
};

/** Words about the form as a whole; null: it has no field to stand beside. */
const besideFirst = (values: ViewValues, words: string): Extract<Recorded, { kind: 'problems' }> | null => {
  const [first] = Object.values(values).flatMap((actions) => Object.keys(actions));
  return first === undefined ? null : { kind: 'problems', problems: { [first]: words } };
};

/** What was typed stays in the form, to be sent later. */
export const tellTooMany = (title: string, tooMany: TooMany, values: ViewValues): ViewAnswer => {
  const beside = besideFirst(values, renderTooMany(tooMany));
  return beside === null
    ? { response_action: 'update', view: buildAnswerView(title, answerTooMany(tooMany)) }
    : { response_action: 'errors', errors: inBlocks(beside.problems, values) };
};

/** Submit: judged and recorded in one transaction, before Slack is answered. */
export const createSubmitChange =
  <Typed extends object>(deps: ChangeDeps, change: Change<Typed>) =>
  async ({ ack, view, body }: SubmitArgs) => {
    const values = readValues(view);
    const sent = { values, metadata: view.private_metadata };
    const by = doing(deps, 'view', { user: body.user.id, id: body.view.id, team: body.team?.id });
    const recorded = await change.record(change.parseForm(sent), by).catch((err: unknown): Recorded => {
      deps.log.error({ err, change: change.id }, 'a change could not be recorded');
      const words = 'This did not work, and nothing was recorded. Send it again in a minute.';
      return besideFirst(values, words) ?? { kind: 'answer', message: answerFor(err) };
    });
    switch (recorded.kind) {
      case 'too-many':
        return ack(tellTooMany(change.title, recorded, values));
      case 'problems':
        return ack({ response_action: 'errors', errors: inBlocks(recorded.problems, values) });
      case 'answer':
        return ack({ response_action: 'update', view: buildAnswerView(change.title, recorded.message) });
      case 'offer':
        // What was typed stays in the form below.
        return ack({ response_action: 'push', view: recorded.offer.view });
      case 'recorded': {
        const view = buildRecordedView({ ...recorded, stops: recorded.isFinal !== true });
        await ack({ response_action: 'update', view });
        return wakeAll(deps, recorded);
      }
      default:
        return recorded satisfies never;
    }
  };

const explain = <Typed extends object>(
  { id, title }: Change<Typed>,
  recorded: Exclude<Recorded, { kind: 'recorded' }>,
  typed: object,
): Message => {
  switch (recorded.kind) {
    case 'answer':
      return recorded.message;
    case 'offer':
      return recorded.offer.message;
    case 'too-many':
      return answerTooMany(recorded);
    case 'problems':
      return buildProblemsMessage(id, title, Object.values(recorded.problems), typed);
    default:
      return recorded satisfies never;
  }
};

/** Slack shows an app no private message again: of a plan that was pressed it tells only where it stands. */
const pressedOn = z.object({ message_ts: z.string() });

/** Confirm on a private plan. The plan itself is what makes it: pressed twice, it is one request. */
export const createConfirmChange =
  <Typed extends object>(deps: ChangeDeps, change: Change<Typed>) =>
  async ({ ack, body, action, respond }: ButtonArgs) => {
    const typed = change.confirmedBy === 'form' ? null : change.readTyped(jsonOf(sentValue(action)));
    const id = `${body.channel?.id ?? ''}:${pressedOn.safeParse(body.container).data?.message_ts ?? body.trigger_id}`;
    const by = doing(deps, 'action', { user: body.user.id, id, team: body.team?.id });
    const recorded = await (typed === null
      ? Promise.resolve<Recorded>({ kind: 'answer', message: answerOutdated() })
      : change.record(complete(change, typed), by)
    ).catch((err: unknown): Recorded => {
      deps.log.error({ err, change: change.id }, 'a change could not be recorded');
      return { kind: 'answer', message: answerFor(err) };
    });
    await ack();
    if (recorded.kind === 'recorded') {
      await wakeAll(deps, recorded);
      await respond({
        ...answerRecorded({ ...recorded, stops: recorded.isFinal !== true }),
        response_type: 'ephemeral',
        replace_original: true,
      });
      return;
    }
    // A press that came to nothing leaves the plan where it is.
    const gone = recorded.kind === 'answer' && recorded.isDone === true;
    const message = explain(change, recorded, typed ?? {});
    await respond({ ...message, response_type: 'ephemeral', replace_original: gone });
  };

/** Somebody pressed a button again before the form that it changed was there. */
export const isOvertaken = (err: unknown): boolean =>
  typeof err === 'object' &&
  err !== null &&
  'data' in err &&
  JSON.stringify(err.data).includes('hash_conflict');

/** Something was chosen or pressed in the form: it is built anew around what is filled in so far. */
export const createRebuildChange =
  <Typed extends object>({ log }: Pick<ChangeDeps, 'log'>, { id, readDraft, buildForm }: Change<Typed>) =>
  async ({ ack, body, action, client }: SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs) => {
    await ack();
    const { view } = body;
    if (view === undefined || readDraft === undefined) return;
    const form = { values: readValues(view), metadata: view.private_metadata };
    const built = await buildForm(body.user.id, readDraft(form, action.action_id)).catch((err: unknown) => {
      log.warn({ err, change: id }, 'a form could not be built again');
      return null;
    });
    if (built === null) return;
    await client.views.update({ view_id: view.id, hash: view.hash, view: built }).catch((err: unknown) => {
      if (!isOvertaken(err)) log.warn({ err, change: id }, 'a form could not be shown again');
    });
  };

/** Opens the form with what the button carries: Edit on a plan, or a button on a card. */
export const createEditChange =
  <Typed extends object>(deps: ChangeDeps, change: Change<Typed>) =>
  async ({ ack, body, action, client }: ButtonArgs) => {
    await ack();
    const typed = change.readTyped(jsonOf(sentValue(action))) ?? {};
    await openChange(
      deps,
      change,
      { client, triggerId: body.trigger_id, userId: body.user.id },
      async () => typed,
    );
  };
