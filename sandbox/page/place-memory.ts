import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { SeenMessage } from '../slack/seen.ts';

/** Whether one ts is earlier than the other: they are numbers, and text of another length lies. */
export const isBefore = (one: string, other: string): boolean => Number(one) < Number(other);

/** Where `ts` stands in a sorted list, or would stand. */
export const seatOf = (list: readonly string[], ts: string): number => {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(list[middle] ?? ts, ts)) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** `list` with `ts` in its place; the same list where it is there already. */
const withTs = (list: readonly string[], ts: string): readonly string[] => {
  const last = list.at(-1);
  if (last === undefined || isBefore(last, ts)) return [...list, ts];
  const seat = seatOf(list, ts);
  return list[seat] === ts ? list : [...list.slice(0, seat), ts, ...list.slice(seat)];
};

const withoutTs = (list: readonly string[], ts: string): readonly string[] => {
  const seat = seatOf(list, ts);
  return list[seat] === ts ? [...list.slice(0, seat), ...list.slice(seat + 1)] : list;
};

/** A ts for a line that is made here: now, and after the last one there is. */
const tsAfter = (last: string, nowMs: number): string => {
  const micros = Math.max(Math.round(nowMs * 1_000), Math.round(Number(last) * 1_000_000) + 1);
  const seconds = Math.floor(micros / 1_000_000);
  return `${seconds}.${String(micros % 1_000_000).padStart(6, '0')}`;
};

const isRoot = ({ threadTs, isBroadcast }: SeenMessage): boolean => threadTs === null || isBroadcast;

/**
 * The messages of one place. Each is a signal of its own, so that an edit renders one message
 * and a new message renders one list.
 */
export const createPlaceMemory = () => {
  const messages = new Map<string, Signal<SeenMessage>>();
  const all = signal<readonly string[]>([]);
  const roots = signal<readonly string[]>([]);
  const threads = new Map<string, Signal<readonly string[]>>();
  /** The lines of this tab's own, which nobody tells it again, the newest last. */
  const own: string[] = [];

  const thread = (rootTs: string): Signal<readonly string[]> => {
    const known = threads.get(rootTs) ?? signal<readonly string[]>([]);
    threads.set(rootTs, known);
    return known;
  };
  const put = (message: SeenMessage): void => {
    const { ts, threadTs } = message;
    const known = messages.get(ts);
    if (known === undefined) messages.set(ts, signal(message));
    else known.value = message;
    if (!own.includes(ts)) all.value = withTs(all.peek(), ts);
    roots.value = (isRoot(message) ? withTs : withoutTs)(roots.peek(), ts);
    if (threadTs === null) return;
    const replies = thread(threadTs);
    replies.value = withTs(replies.peek(), ts);
  };
  const remove = (ts: string): void => {
    const threadTs = messages.get(ts)?.peek().threadTs ?? null;
    messages.delete(ts);
    all.value = withoutTs(all.peek(), ts);
    roots.value = withoutTs(roots.peek(), ts);
    if (threadTs === null) return;
    const replies = thread(threadTs);
    replies.value = withoutTs(replies.peek(), ts);
  };
  return {
    /** Everything that was said here, replies among it, by ts. */
    all: all as ReadonlySignal<readonly string[]>,
    /** What stands in the place itself, by ts: roots, and replies that were broadcast. */
    roots: roots as ReadonlySignal<readonly string[]>,
    /** The replies below a root, by ts. */
    thread: (rootTs: string): ReadonlySignal<readonly string[]> => thread(rootTs),
    message: (ts: string): ReadonlySignal<SeenMessage> | undefined => messages.get(ts),
    put: (message: SeenMessage): void => batch(() => put(message)),
    /** Keeps a line that only this tab sees, below all there is. */
    note: (line: Omit<SeenMessage, 'ts'>, nowMs: number): void =>
      batch(() => {
        const last = [own.at(-1) ?? '0', all.peek().at(-1) ?? '0'].reduce((one, other) =>
          isBefore(one, other) ? other : one,
        );
        const ts = tsAfter(last, nowMs);
        own.push(ts);
        put({ ...line, ts });
      }),
    remove: ({ ts }: Pick<SeenMessage, 'ts'>): void => batch(() => remove(ts)),
    /** Makes this all there is, beside the lines of this tab's own. */
    fill: (told: readonly SeenMessage[]): void =>
      batch(() => {
        const kept = new Set([...own, ...told.map(({ ts }) => ts)]);
        for (const ts of [...messages.keys()]) if (!kept.has(ts)) remove(ts);
        for (const message of told) put(message);
      }),
  };
};

export type PlaceMemory = ReturnType<typeof createPlaceMemory>;
