import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Answer } from '../slack/gesture.ts';
import type { Suggestion } from '../slack/menu-options.ts';
import type { Submitted } from '../slack/view-gesture.ts';
import { createDrafts } from './drafts.ts';

/** Where an element stands: in the top modal, in the Home, or on a message. `block` is its block_id. */
export interface Spot {
  readonly in?: string;
  readonly ts?: string;
  /** The id of the modal, also where others cover it. */
  readonly view?: string;
  readonly block: string;
}

/** Where blocks stand: in the top modal, in the Home (`in: 'home'`), or on a message. */
export type Scene = Omit<Spot, 'block'>;

export type Wanted = string | readonly string[] | null;

/** An act that could not be carried out; its message says what was there instead. */
export class CannotAct extends Error {}

const post = async <T>(path: string, body: object): Promise<T> => {
  const response = await fetch(path, { method: 'POST', body: JSON.stringify(body) });
  const text = await response.text();
  const answer = (text === '' ? {} : JSON.parse(text)) as T & {
    readonly error?: string;
    readonly message?: string;
  };
  if (!response.ok) throw new CannotAct(answer.error ?? answer.message ?? `HTTP ${response.status}`);
  return answer;
};

/** The page is told of everything as it happens: no answer need wait for something to appear. */
const AT_ONCE = { waitMs: 0, settleMs: 0 };

/** What the person at the page does, as a Slack client tells it; docs/sandbox.md has the table. */
export const createActs = (user: string) => {
  const act = <T>(name: string, body: object = {}): Promise<T> =>
    post<T>(`/control/slack/people/${user}/${name}`, body);
  const drafts = createDrafts();
  /** What was entered goes before what the app hears of. */
  const then = async <T>(entered: Promise<void>, does: () => Promise<T>): Promise<T> => {
    await entered;
    return does();
  };
  return {
    drafts,
    command: (channel: string, line: string) => act<Answer>('command', { ...AT_ONCE, channel, line }),
    say: (channel: string, text: string, threadTs: string | null) =>
      act<object>('say', { channel, text, ...(threadTs === null ? {} : { threadTs }) }),
    shortcut: (callbackId: string) => act<Answer>('shortcut', { ...AT_ONCE, callbackId }),
    press: (button: string, spot: Spot) =>
      then(drafts.settle(), () => act<Answer>('press', { ...AT_ONCE, ...spot, button })),
    /** Chooses or enters a value, of which the app hears where the field dispatches. */
    fill: (field: string, value: Wanted, spot: Spot, query?: string) =>
      then(drafts.settleTyped(), () =>
        act<Answer>('fill', { ...AT_ONCE, ...spot, field, value, ...(query === undefined ? {} : { query }) }),
      ),
    /** Keeps what is typed so far; the app hears nothing. */
    type: (field: string, value: Wanted, spot: Spot) =>
      act<object>('type', { ...AT_ONCE, ...spot, field, value }),
    lookUp: async (field: string, query: string, spot: Spot) => {
      await drafts.settleTyped();
      const looked = { ...AT_ONCE, ...spot, field, query };
      return (await act<{ options: readonly Suggestion[] }>('look-up', looked)).options;
    },
    /** Sends off the modal with this id, while it is the top one. */
    submit: (view: string) => then(drafts.settle(), () => act<Submitted>('submit', { ...AT_ONCE, view })),
    /** Closes it, whatever became of what was entered. */
    close: (view: string) =>
      then(
        drafts.settle().catch(() => undefined),
        () => act<Answer>('close', { ...AT_ONCE, view }),
      ),
    home: () => act<object>('home'),
    messages: () => act<object>('messages'),
    /** Everything in the place up to this ts has been read. */
    read: (channel: string, ts: string) => act<object>('read', { channel, ts }),
    /** What people do outside of Slack, under `/control` or `/demo`. */
    outside: async <T = unknown>(
      method: 'POST' | 'PUT' | 'DELETE',
      path: string,
      body?: object,
    ): Promise<T> => {
      const response = await fetch(path, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (response.ok) return (text === '' ? {} : JSON.parse(text)) as T;
      const { message, error } = JSON.parse(text || '{}') as { message?: string; error?: string };
      throw new CannotAct(message ?? error ?? `HTTP ${response.status}`);
    },
  };
};

export type Acts = ReturnType<typeof createActs>;

const ActsContext = createContext<Acts | null>(null);
export const ActsProvider = ActsContext.Provider;

export const useActs = (): Acts => {
  const acts = useContext(ActsContext);
  if (acts === null) throw new Error('no acts are provided above this component');
  return acts;
};
