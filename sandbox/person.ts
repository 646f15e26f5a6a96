import type { PressOptions } from './slack/button-gesture.ts';
import type { FieldOptions } from './slack/field-gesture.ts';
import type { Answer, GestureOptions } from './slack/gesture.ts';
import type { Json } from './slack/json.ts';
import type { Suggestion } from './slack/menu-options.ts';
import type { SeenRoot, SeenView } from './slack/seen.ts';
import type { Submitted, ViewOptions } from './slack/view-gesture.ts';

/** A gesture that could not be made; its message says what was there instead. */
export class CannotAct extends Error {}

/** Somebody in the sandbox's Slack, reached over its control API from this process or another. */
export const person = (sandboxUrl: string, userId: string) => {
  const act = async <T>(name: string, body: object = {}): Promise<T> => {
    const response = await fetch(`${sandboxUrl}/control/slack/people/${userId}/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as T & { error?: string };
    if (!response.ok) throw new CannotAct(`"${userId}" asked to ${name}: ${answer.error}`);
    return answer;
  };
  const fill = (field: string, value: string | readonly string[] | null, options: FieldOptions = {}) =>
    act<Answer>('fill', { ...options, field, value });
  return {
    userId,
    /** Takes a global shortcut by its name or callback_id. */
    shortcut: (callbackId: string, options: GestureOptions = {}) =>
      act<Answer>('shortcut', { ...options, callbackId }),
    /** Types a line such as `/vpc create payments` into a channel. */
    command: (channel: string, line: string, options: GestureOptions = {}) =>
      act<Answer>('command', { ...options, channel, line }),
    say: (channel: string, text: string, threadTs?: string) =>
      act<{ ts: string }>('say', { channel, text, threadTs }),
    /** Has read everything there up to this ts. */
    marksRead: (channel: string, ts: string) => act<{ ts: string }>('read', { channel, ts }),
    /** The top open modal, or the App Home; null where there is none. */
    view: async (where?: 'home') => (await act<{ view: SeenView | null }>('view', { in: where })).view,
    /** Opens the App Home, or its Messages tab. */
    home: async () => (await act<{ view: SeenView | null }>('home')).view,
    opensMessages: async () => (await act<{ channel: string }>('messages')).channel,
    /** Fills a field found by its label or action_id; waits a moment for it to appear. */
    fill,
    /** Keeps what is typed so far, of which the app hears nothing. */
    types: (field: string, value: string | readonly string[] | null, options: FieldOptions = {}) =>
      act<{ value: unknown }>('type', { ...options, field, value }),
    /** Chooses from a menu by the option's words or value; in a message with `{ in: channel }`. */
    choose: fill,
    /** What an external menu offers for the typed letters. */
    looksUp: async (field: string, query: string, options: FieldOptions = {}) =>
      (
        await act<{ options: readonly Suggestion[] }>('look-up', {
          ...options,
          field,
          query,
        })
      ).options,
    /** Presses a button by its words or action_id: in the top view, or with `{ in: channel }` on a message. */
    press: (button: string, options: PressOptions = {}) => act<Answer>('press', { ...options, button }),
    /** Sends an interaction payload as it is, for values that no client would send. */
    pressRaw: (payload: Json, options: GestureOptions = {}) =>
      act<Answer>('press-raw', { ...options, payload }),
    submit: (options: ViewOptions = {}) => act<Submitted>('submit', options),
    close: (options: ViewOptions = {}) => act<Answer>('close', options),
    /**
     * The channel's messages with their threads, and this person's ephemerals among them. `@vpcbot` is
     * their conversation with the bot, here and wherever a channel is meant.
     */
    sees: async (channel: string) =>
      (await act<{ messages: readonly SeenRoot[] }>('sees', { channel })).messages,
    /** The same as text lines. */
    reads: async (channel: string) => (await act<{ lines: readonly string[] }>('reads', { channel })).lines,
  };
};

export type Person = ReturnType<typeof person>;
