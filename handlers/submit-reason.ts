import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../src/deps.ts';
import { buildAnswerView } from '../src/slack/answer-view.ts';
import { answerOutdated } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import { type GivenReason, parseReasonForm, reasonErrors, reasonTrouble } from '../src/slack/reason-form.ts';
import { readValues } from '../src/slack/view-values.ts';
import type { Press } from './press.ts';

type SubmitArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** What a form with a reason does; null where the card and the thread say what came of it. */
type CarryOut<Needs> = (deps: Needs, given: GivenReason, press: Press) => Promise<Message | null>;

/** A form that asks why. What somebody typed stays in it where something does not answer. */
export const createSubmitReason =
  <Needs extends Pick<Deps, 'log'>>(title: string, carryOut: CarryOut<Needs>) =>
  (deps: Needs) =>
  async ({ ack, view, body }: SubmitArgs) => {
    const given = parseReasonForm(readValues(view), view.private_metadata);
    if (given === null) {
      return ack({ response_action: 'update', view: buildAnswerView(title, answerOutdated()) });
    }
    const errors = reasonErrors(given);
    if (Object.keys(errors).length > 0) return ack({ response_action: 'errors', errors });
    const press: Press = { user: body.user.id, team: body.team?.id, id: body.view.id, kind: 'view' };
    try {
      const message = await carryOut(deps, given, press);
      return message === null
        ? ack()
        : ack({ response_action: 'update', view: buildAnswerView(title, message) });
    } catch (err) {
      deps.log.error({ err }, 'a form with a reason could not be carried out');
      return ack({ response_action: 'errors', errors: reasonTrouble() });
    }
  };
