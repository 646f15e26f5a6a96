import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { SeenView } from '../slack/seen.ts';
import { type Draft, enter, hear, isUnsent, mark, takeBack } from './draft.ts';

/** Which field it is. */
export interface DraftKey {
  /** The view's id; for a message, where it is. */
  readonly home: string;
  readonly block: string;
  readonly action: string;
  /** Of a view every tab is told what its fields hold; of a message nobody is. */
  readonly isTold: boolean;
}

/** How an entry comes to the sandbox. */
export interface Sending {
  readonly send: (value: unknown) => Promise<unknown>;
  /** How long to wait for more, in ms. */
  readonly wait: number;
  /** Whether it is an act that the app may hear of, and no mere typing. */
  readonly tells: boolean;
}

interface Entry extends Sending {
  readonly isTold: boolean;
  readonly draft: Signal<Draft>;
  readonly cancel: () => void;
  readonly flight: Promise<void> | null;
}

/** Calls back after some ms; returns how to prevent it. */
export type Later = (ms: number, act: () => void) => () => void;

const later: Later = (ms, act) => {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
};

const idle: Omit<Entry, 'isTold' | 'draft'> = {
  send: () => Promise.resolve(),
  wait: 0,
  tells: false,
  cancel: () => undefined,
  flight: null,
};

const nameOf = ({ home, block, action }: Omit<DraftKey, 'isTold'>): string =>
  JSON.stringify([home, block, action]);

const heldIn = (views: readonly SeenView[]): ReadonlyMap<string, unknown> =>
  new Map(
    views.flatMap(({ id, fields }) =>
      fields.map(
        ({ blockId, actionId, value }) =>
          [nameOf({ home: id, block: blockId, action: actionId }), value] as const,
      ),
    ),
  );

/** Settles with the first: it was sent, or the sandbox has said that it holds the same. */
const sentOrHeard = (flight: Promise<void>, draft: ReadonlySignal<Draft>): Promise<void> => {
  let stop = (): void => undefined;
  const heard = new Promise<void>((resolve) => {
    stop = draft.subscribe(({ mine }) => void (mine === null && resolve()));
  });
  return Promise.race([flight, heard]).finally(() => stop());
};

/** What people have entered, until the sandbox says that it holds the same. */
export const createDrafts = (wake: Later = later) => {
  const entries = new Map<string, Entry>();

  const change = (name: string, changed: Partial<Entry>): void => {
    const entry = entries.get(name);
    if (entry !== undefined) entries.set(name, { ...entry, ...changed });
  };
  const turn = (name: string, how: (draft: Draft) => Draft): void => {
    const draft = entries.get(name)?.draft;
    if (draft !== undefined) draft.value = how(draft.peek());
  };
  /** One at a time, and of several the latest alone. */
  const sendAll = async (name: string): Promise<void> => {
    for (;;) {
      const entry = entries.get(name);
      if (entry === undefined || !isUnsent(entry.draft.peek())) return;
      const value = entry.draft.peek().mine?.value;
      turn(name, (draft) => mark(draft, true));
      try {
        await entry.send(value);
      } catch (error) {
        turn(name, (draft) => mark(draft, false));
        // What became of a field that has gone meanwhile is nobody's trouble.
        if (entries.get(name)?.draft === entry.draft) throw error;
      }
    }
  };
  const flush = (name: string): Promise<void> => {
    const entry = entries.get(name);
    if (entry === undefined) return Promise.resolve();
    entry.cancel();
    const flight = entry.flight ?? sendAll(name).finally(() => change(name, { flight: null }));
    change(name, { flight });
    return flight;
  };
  /** What is chosen on a message is held before the app is told, and nobody says so: it is not waited for. */
  const settleOne = async (name: string, { isTold, tells, draft }: Entry): Promise<void> => {
    const flight = flush(name);
    if (isTold || !tells) await sentOrHeard(flight, draft);
    else flight.catch(() => undefined);
  };
  const settle = async (concerns: (entry: Entry) => boolean): Promise<void> => {
    const open = [...entries].filter(([, entry]) => concerns(entry) && entry.draft.peek().mine !== null);
    await Promise.all(open.map(([name, entry]) => settleOne(name, entry)));
  };
  /** Who waits for it hears of a failure; else it is sent again when the sandbox speaks next. */
  const sendSoon = (name: string): void => {
    const entry = entries.get(name);
    entry?.cancel();
    change(name, { cancel: wake(entry?.wait ?? 0, () => void flush(name).catch(() => undefined)) });
  };
  const hearOne = (name: string, entry: Entry, held: ReadonlyMap<string, unknown>): void => {
    if (!held.has(name)) {
      entry.cancel();
      entries.delete(name);
      return;
    }
    turn(name, (draft) => hear(draft, held.get(name)));
    if (isUnsent(entry.draft.peek()) && entry.flight === null) sendSoon(name);
  };
  return {
    /** The draft of a field, which begins with what the sandbox said. */
    open: (key: DraftKey, told: unknown): ReadonlySignal<Draft> => {
      const name = nameOf(key);
      const known = entries.get(name);
      if (known !== undefined) return known.draft;
      const draft = signal<Draft>({ told, mine: null });
      entries.set(name, { ...idle, isTold: key.isTold, draft });
      return draft;
    },
    /** Shows it at once and sends it soon. */
    enter: (key: DraftKey, value: unknown, sending: Sending): void => {
      const name = nameOf(key);
      change(name, sending);
      turn(name, (draft) => enter(draft, value));
      sendSoon(name);
    },
    /** Shows again what the sandbox said. */
    takeBack: (key: DraftKey): void => turn(nameOf(key), takeBack),
    /** All views that are open, and what their fields hold now. */
    hear: (views: readonly SeenView[]): void =>
      batch(() => {
        const held = heldIn(views);
        for (const [name, entry] of [...entries]) if (entry.isTold) hearOne(name, entry, held);
      }),
    /** Sends what is only typed so far. Fails where something did not arrive. */
    settleTyped: (): Promise<void> => settle(({ tells }) => !tells),
    /** The same for everything. */
    settle: (): Promise<void> => settle(() => true),
  };
};
