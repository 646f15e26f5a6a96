import { useState } from 'preact/hooks';
import type { Json } from '../../slack/json.ts';
import { type Acts, CannotAct, type Spot, useActs, type Wanted } from '../acts.ts';
import { shownOf } from '../draft.ts';
import type { DraftKey } from '../drafts.ts';
import { asText, isJson } from '../read-json.ts';
import type { FieldProps } from './field-props.ts';
import { useSeenView } from './seen-view.ts';

/** Typed text is sent when nothing was typed for so long, in ms; the app is told a little later. */
const KEEP_AFTER = 150;
const TELL_AFTER = 400;

/** Slack's words where the sandbox itself does not answer. */
const TROUBLE = 'We had some trouble connecting. Try again?';

export const lineOf = (error: unknown): string => (error instanceof CannotAct ? error.message : TROUBLE);

/** What a field holds, and what a person does to it. */
export interface Held {
  readonly value: unknown;
  /** What a menu lists by itself, by the sandbox; empty where it asks the app. */
  readonly listed: readonly { readonly text: string; readonly value: string }[];
  /** Whether the app has yet to answer. */
  readonly isBusy: boolean;
  /** Why the app did not hear of the last choice. */
  readonly failure: string | null;
  /** Shows text at once and keeps it; with `tells` the app hears of it a little later. */
  readonly type: (text: string, tells: boolean) => void;
  /** Tells the app of the text as it stands. */
  readonly tell: () => void;
  /** Shows a choice at once and sends it; `query` is what was typed to find it. */
  readonly choose: (value: unknown, wanted: Wanted, query?: string) => void;
  readonly lookUp: (query: string) => ReturnType<Acts['lookUp']>;
}

const initialOf = (element: Json): unknown =>
  Object.entries(element).find(([name]) => name.startsWith('initial_'))?.[1] ?? null;

const nameScene = ({ in: place = '', ts = '' }: Omit<Spot, 'block'>): string => `${place}/${ts}`;

export const useHeld = ({ element, block, scene, agree }: FieldProps): Held => {
  const acts = useActs();
  const view = useSeenView();
  const [open, setOpen] = useState(0);
  const [failure, setFailure] = useState<string | null>(null);
  const [, showAnew] = useState(0);
  const action = asText(element['action_id']);
  const seen = view?.fields.find(({ blockId, actionId }) => blockId === block && actionId === action);
  const key: DraftKey = { home: view?.id ?? nameScene(scene), block, action, isTold: view !== null };
  const spot: Spot = { ...scene, block };
  const told = view === null ? initialOf(element) : (seen?.value ?? null);
  const draft = acts.drafts.open(key, told).value;
  // A message shows what it starts from as it is now, until somebody chooses something else.
  const value = view === null && draft.mine === null ? told : shownOf(draft);

  const tell = async (wanted: Wanted, query?: string): Promise<void> => {
    setOpen((count) => count + 1);
    setFailure(null);
    try {
      setFailure((await acts.fill(action, wanted, spot, query)).error);
    } finally {
      setOpen((count) => count - 1);
    }
  };
  const tellText = (text: unknown): Promise<void> =>
    tell(asText(text)).catch((error) => {
      setFailure(lineOf(error));
      throw error;
    });
  const choose = async (chosen: unknown, wanted: Wanted, query?: string): Promise<void> => {
    const { confirm } = element;
    if (isJson(confirm) && agree !== undefined && !(await agree(confirm))) {
      // The browser has ticked it already.
      showAnew((count) => count + 1);
      return;
    }
    const send = (): Promise<void> =>
      tell(wanted, query).catch((error) => {
        acts.drafts.takeBack(key);
        setFailure(lineOf(error));
      });
    acts.drafts.enter(key, chosen, { send, wait: 0, tells: true });
  };
  return {
    value,
    listed: seen?.options ?? [],
    isBusy: open > 0,
    failure,
    type: (text, tells) =>
      acts.drafts.enter(key, text, {
        send: (latest) => (tells ? tellText(latest) : acts.type(action, asText(latest), spot)),
        wait: tells ? TELL_AFTER : KEEP_AFTER,
        tells,
      }),
    tell: () => void tellText(value).catch(() => undefined),
    choose: (chosen, wanted, query) => void choose(chosen, wanted, query),
    lookUp: (query) => acts.lookUp(action, query, spot),
  };
};
