import type { LineOption } from './composer-line.ts';

/** What stands in the composer when a key is pressed. */
export interface AtKey {
  /** The list that lies open; empty where none does. */
  readonly options: readonly LineOption[];
  /** The marked one. */
  readonly active: number | null;
}

export type KeyAct =
  /** The browser does what it does. */
  | { readonly kind: 'none' }
  | { readonly kind: 'dismiss' }
  | { readonly kind: 'mark'; readonly index: number }
  | { readonly kind: 'take'; readonly option: LineOption }
  /** Back (-1) or forth (1) among the lines that were sent. */
  | { readonly kind: 'recall'; readonly by: 1 | -1 }
  | { readonly kind: 'send' };

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'isComposing'>;

const none: KeyAct = { kind: 'none' };

const actInList = (key: string, { options, active }: AtKey): KeyAct => {
  const marked = options[active ?? 0];
  switch (key) {
    case 'Escape':
      return { kind: 'dismiss' };
    case 'ArrowDown':
      return { kind: 'mark', index: ((active ?? -1) + 1) % options.length };
    case 'ArrowUp':
      return { kind: 'mark', index: ((active ?? 0) - 1 + options.length) % options.length };
    case 'Tab':
      return marked === undefined ? none : { kind: 'take', option: marked };
    case 'Enter':
      return marked === undefined || active === null ? { kind: 'send' } : { kind: 'take', option: marked };
    default:
      return none;
  }
};

/** What a key does in the composer, as in Slack. With Shift, and while an input method composes, nothing is special. */
export const actForKey = ({ key, shiftKey, isComposing }: Key, at: AtKey): KeyAct => {
  if (shiftKey || isComposing) return none;
  if (at.options.length > 0) return actInList(key, at);
  switch (key) {
    case 'Enter':
      return { kind: 'send' };
    case 'ArrowUp':
      return { kind: 'recall', by: -1 };
    case 'ArrowDown':
      return { kind: 'recall', by: 1 };
    default:
      return none;
  }
};

/** As many lines are kept to be recalled. */
const KEPT_MOST = 50;

/** The lines that were sent, and which of them stands in the composer (their number: none). */
export interface Sent {
  readonly lines: readonly string[];
  readonly at: number;
}

export const nothingSent: Sent = { lines: [], at: 0 };

export const keepSent = ({ lines }: Sent, line: string): Sent => {
  const kept = [...lines, line].slice(-KEPT_MOST);
  return { lines: kept, at: kept.length };
};

/** The line before or after the one that stands there; null where the person has typed something else. */
export const recallSent = (
  { lines, at }: Sent,
  text: string,
  by: 1 | -1,
): { readonly sent: Sent; readonly line: string } | null => {
  const next = at + by;
  const isOwn = text !== '' && text !== lines[at];
  return isOwn || next < 0 || next > lines.length
    ? null
    : { sent: { lines, at: next }, line: lines[next] ?? '' };
};
