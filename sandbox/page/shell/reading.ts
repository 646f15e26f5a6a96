import { type Signal, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { type Acts, useActs } from '../acts.ts';
import { useMemory } from '../memory.ts';
import { isBefore, type PlaceMemory } from '../place-memory.ts';
import type { Stick } from './stick.ts';

/** Slack is told at most so often how far one has read, in ms. */
const TELL_EVERY = 1_000;

/** Tells at most once in a while how far one has read, and the last word always. */
const createTeller = (acts: Acts, channel: string) => {
  let isTelling = false;
  let newest = '0';
  return (ts: string): void => {
    newest = ts;
    if (isTelling) return;
    isTelling = true;
    setTimeout(() => {
      isTelling = false;
      // A mark that gets lost is made again with the next message.
      acts.read(channel, newest).catch(() => {});
    }, TELL_EVERY);
  };
};

const useVisible = (): Signal<boolean> => {
  const isVisible = useSignal(document.visibilityState === 'visible');
  useEffect(() => {
    const turned = (): void => {
      isVisible.value = document.visibilityState === 'visible';
    };
    document.addEventListener('visibilitychange', turned);
    return () => document.removeEventListener('visibilitychange', turned);
  }, []);
  return isVisible;
};

/**
 * Marks what is seen as read: the end of the list, in a tab that one can see. Returns the ts below which the line
 * "New" stands: what came while the reader was elsewhere. Null while they have seen everything come.
 */
export const useReading = (
  channel: string,
  place: PlaceMemory,
  { isAtEnd, isShown }: Pick<Stick, 'isAtEnd' | 'isShown'>,
): string | null => {
  const { read, hear } = useMemory();
  const acts = useActs();
  const newestOf = (): string => place.all.peek().at(-1) ?? '0';
  const readHere = (): string => read.peek()[channel] ?? '0';
  const since = useSignal(isBefore(readHere(), newestOf()) ? readHere() : null);
  const tell = useMemo(() => createTeller(acts, channel), [acts, channel]);
  const isVisible = useVisible();
  useSignalEffect(() => {
    if (!isVisible.value || !isShown.value) since.value = newestOf();
    else if (!isAtEnd.value) since.value = since.peek() ?? newestOf();
    else if (since.peek() === newestOf()) since.value = null;
  });
  useSignalEffect(() => {
    const newest = place.all.value.at(-1) ?? '0';
    if (!isVisible.value || !isShown.value || !isAtEnd.value || !isBefore(readHere(), newest)) return;
    hear({ kind: 'read', channel, ts: newest });
    tell(newest);
  });
  return since.value;
};
