import { batch, type Signal, signal } from '@preact/signals';
import type { SeenMessage } from '../slack/seen.ts';

/** Micros of a Slack ts; ts are compared as numbers, not as text. */
const order = (one: string, other: string): number => Number(one) - Number(other);

/** `list` with `ts` in its place; the same list where it is there already. */
const insert = (list: readonly string[], ts: string): readonly string[] => {
  const last = list.at(-1);
  if (last === undefined || order(last, ts) < 0) return [...list, ts];
  return list.includes(ts) ? list : [...list, ts].sort(order);
};

/**
 * The messages of one place. Each is a signal of its own, so that an edit renders one message
 * and a new message renders one list.
 */
export const createPlaceMemory = () => {
  const messages = new Map<string, Signal<SeenMessage>>();
  const roots = signal<readonly string[]>([]);
  const threads = new Map<string, Signal<readonly string[]>>();
  const thread = (rootTs: string): Signal<readonly string[]> => {
    const known = threads.get(rootTs) ?? signal<readonly string[]>([]);
    threads.set(rootTs, known);
    return known;
  };
  const put = (message: SeenMessage): void => {
    const { ts, threadTs, isBroadcast } = message;
    const known = messages.get(ts);
    if (known === undefined) messages.set(ts, signal(message));
    else known.value = message;
    if (threadTs !== null) {
      const replies = thread(threadTs);
      replies.value = insert(replies.value, ts);
    }
    if (threadTs === null || isBroadcast) roots.value = insert(roots.value, ts);
  };
  return {
    /** What stands in the place itself, by ts: roots, and replies that were broadcast. */
    roots: roots as { readonly value: readonly string[] },
    /** The replies below a root, by ts. */
    thread: (rootTs: string): { readonly value: readonly string[] } => thread(rootTs),
    message: (ts: string): { readonly value: SeenMessage } | undefined => messages.get(ts),
    put: (message: SeenMessage): void => batch(() => put(message)),
    remove: ({ ts, threadTs }: SeenMessage): void =>
      batch(() => {
        messages.delete(ts);
        roots.value = roots.value.filter((other) => other !== ts);
        if (threadTs !== null)
          thread(threadTs).value = thread(threadTs).value.filter((other) => other !== ts);
      }),
    fill: (all: readonly SeenMessage[]): void =>
      batch(() => {
        for (const message of all) put(message);
      }),
  };
};

export type PlaceMemory = ReturnType<typeof createPlaceMemory>;
