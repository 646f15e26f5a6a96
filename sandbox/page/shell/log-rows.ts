import type { SeenMessage } from '../../slack/seen.ts';
import { isBefore, type PlaceMemory, seatOf } from '../place-memory.ts';
import { dateOf, dayKeyOf } from './when.ts';

/** So many roots are there at first, and so many more come each time somebody looks further back. */
export const PAGE = 60;

/** Somebody who goes on within these ms is not named again. */
const SAME_BREATH = 5 * 60_000;

/** A line of the list of messages. */
export type LogRow =
  | { readonly kind: 'day'; readonly key: string; readonly ts: string }
  | { readonly kind: 'new'; readonly key: string }
  | { readonly kind: 'message'; readonly key: string; readonly ts: string; readonly isFollowUp: boolean };

/** So many come in at the end before as many go at the top: each message that went would move all the rest. */
const STRIDE = 20;

/** The first root that is shown: the last page where the reader stands at the end, else where they have got to. */
export const firstShown = (roots: readonly string[], pinned: string | null): number => {
  if (pinned !== null) return seatOf(roots, pinned);
  return Math.max(0, Math.floor((roots.length - PAGE) / STRIDE) * STRIDE);
};

const goesOn = (before: SeenMessage | undefined, message: SeenMessage): boolean =>
  before !== undefined &&
  before.author === message.author &&
  !before.isEphemeral &&
  !message.isEphemeral &&
  before.threadTs === null &&
  message.threadTs === null &&
  (Number(message.ts) - Number(before.ts)) * 1_000 < SAME_BREATH;

export interface Facts {
  readonly place: PlaceMemory;
  readonly shown: readonly string[];
  /** What came after this was not read when the reader came; null where they have read all. */
  readonly readTs: string | null;
  /** The reader's handle: their own words are not new to them. */
  readonly reader: string;
}

/** The lines for the roots that are shown. The messages are only looked at: an edit draws no list anew. */
export const rowsOf = ({ place, shown, readTs, reader }: Facts): readonly LogRow[] => {
  const rows: LogRow[] = [];
  let before: SeenMessage | undefined;
  let day = '';
  let isMarked = readTs === null;
  for (const ts of shown) {
    const message = place.message(ts)?.peek();
    if (message === undefined) continue;
    const key = dayKeyOf(dateOf(ts));
    if (key !== day) rows.push({ kind: 'day', key: `day ${key}`, ts });
    const isFirstNew =
      !isMarked &&
      readTs !== null &&
      isBefore(readTs, ts) &&
      message.author !== reader &&
      !message.isEphemeral;
    if (isFirstNew) rows.push({ kind: 'new', key: 'new' });
    const isFollowUp = key === day && !isFirstNew && goesOn(before, message);
    rows.push({ kind: 'message', key: ts, ts, isFollowUp });
    isMarked ||= isFirstNew;
    before = message;
    day = key;
  }
  return rows;
};
