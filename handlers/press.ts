import type { AllMiddlewareArgs, BlockButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Deps } from '../src/deps.ts';
import type { Message } from '../src/slack/blocks.ts';
import { answerFor } from './trouble.ts';

/** A gesture, with what in Slack carried it. */
export interface Press {
  readonly user: string;
  readonly team: string | undefined;
  readonly id: string;
  readonly kind: 'action' | 'view';
  /** Where the button stands; not for a view. */
  readonly channel?: string;
}

/** What a press comes to; `done`: the card and the thread say it. */
export type Pressed =
  | { readonly kind: 'answer'; readonly message: Message }
  | { readonly kind: 'form'; readonly form: ModalView }
  | { readonly kind: 'done' };

/** Slack sends what the button was given; anything else is none of ours. */
export const sentValue = ({ value }: { readonly value?: unknown }): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** The id that a button carries; 0, which nothing has, where it is none. */
export const idOf = (value: string | undefined): number =>
  /^[1-9][0-9]{0,14}$/.test(value ?? '') ? Number(value) : 0;

/** The JSON that a button carries; null where it is none. */
export const jsonOf = (value: string | undefined): unknown => {
  try {
    return JSON.parse(value ?? '');
  } catch {
    return null;
  }
};

type ButtonArgs = SlackActionMiddlewareArgs<BlockButtonAction> & AllMiddlewareArgs;

const pressOf = ({ body }: Pick<ButtonArgs, 'body'>): Press => ({
  user: body.user.id,
  team: body.team?.id,
  id: body.trigger_id,
  kind: 'action',
  ...(body.channel === undefined ? {} : { channel: body.channel.id }),
});

type CarryOut<Needs> = (deps: Needs, value: string | undefined, press: Press) => Promise<Pressed>;

const createAnswered =
  <Needs extends Pick<Deps, 'log'>>(carryOut: CarryOut<Needs>, acks: 'first' | 'once-recorded') =>
  (deps: Needs) =>
  async (args: ButtonArgs) => {
    const { ack, body, action, respond, client } = args;
    const failed = (err: unknown): Pressed => {
      deps.log.error({ err }, 'a press could not be carried out');
      return { kind: 'answer', message: answerFor(err) };
    };
    if (acks === 'first') await ack();
    const pressed = await carryOut(deps, sentValue(action), pressOf(args)).catch(failed);
    if (acks === 'once-recorded') await ack();
    const open = async (view: ModalView): Promise<Pressed> => {
      await client.views.open({ trigger_id: body.trigger_id, view });
      return { kind: 'done' };
    };
    const shown = pressed.kind === 'form' ? await open(pressed.form).catch(failed) : pressed;
    if (shown.kind === 'answer')
      await respond({ ...shown.message, response_type: 'ephemeral', replace_original: false });
  };

/**
 * A button. It is answered once what it does is recorded, so that a crash before does not look like a
 * yes; then a form opens, or whoever pressed is told something.
 */
export const createPressedValue = <Needs extends Pick<Deps, 'log'>>(carryOut: CarryOut<Needs>) =>
  createAnswered(carryOut, 'once-recorded');

/** A button that shows something and records nothing: Slack is answered first. */
export const createShownValue = <Needs extends Pick<Deps, 'log'>>(carryOut: CarryOut<Needs>) =>
  createAnswered(carryOut, 'first');

/** A button whose value is one number. */
export const createPressed = <Needs extends Pick<Deps, 'log'>>(
  carryOut: (deps: Needs, id: number, press: Press) => Promise<Pressed>,
) => createPressedValue<Needs>((deps, value, press) => carryOut(deps, idOf(value), press));

/** One that shows something, by the number that it carries. */
export const createShown = <Needs extends Pick<Deps, 'log'>>(
  carryOut: (deps: Needs, id: number, press: Press) => Promise<Pressed>,
) => createShownValue<Needs>((deps, value, press) => carryOut(deps, idOf(value), press));

/**
 * A button that sends something beside the card. Nothing is recorded, so Slack is answered first;
 * `failed`: what the log says of a bug.
 */
export const createSent =
  <Needs extends Pick<Deps, 'log'>>(
    send: (deps: Needs, user: string, value: string | undefined) => Promise<Message>,
    failed: string,
  ) =>
  (deps: Needs) =>
  async ({ ack, body, action, respond }: ButtonArgs) => {
    await ack();
    const message = await send(deps, body.user.id, sentValue(action)).catch((err: unknown) => {
      deps.log.error({ err }, failed);
      return answerFor(err);
    });
    await respond({ ...message, response_type: 'ephemeral', replace_original: false });
  };
