import { type Signal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { SeenCommand } from '../../slack/feed.ts';
import { actForKey, keepSent, nothingSent, recallSent } from './composer-keys.ts';
import { hintFor, type LineHint, type LineOption } from './composer-line.ts';

export interface Typing {
  readonly box: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly hint: LineHint;
  /** What the line may go on with; empty where no list lies open. */
  readonly options: readonly LineOption[];
  /** The one that Enter takes. */
  readonly active: number | null;
  readonly put: (text: string) => void;
  readonly take: (option: LineOption) => void;
  readonly submit: () => void;
  readonly dismiss: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** The text grows with what is typed, as far as the style lets it. */
const useGrowth = (box: RefObject<HTMLTextAreaElement | null>, text: string): void => {
  useLayoutEffect(() => {
    if (box.current === null) return;
    box.current.style.height = 'auto';
    box.current.style.height = `${box.current.scrollHeight}px`;
  }, [text]);
};

/** Whoever comes here by the list of places, by a thread, or with nothing else in hand, types next. */
const useArrival = (box: RefObject<HTMLTextAreaElement | null>): void => {
  useEffect(() => {
    const { activeElement } = document;
    const isFree = activeElement === null || activeElement.matches('body, .places *, .log *');
    if (!isFree || matchMedia('(max-width: 899px)').matches) return;
    box.current?.focus();
    box.current?.setSelectionRange(box.current.value.length, box.current.value.length);
  }, []);
};

const noHint: LineHint = { kind: 'none' };

/** The line as it stands, and the list that it opens. */
const useLine = (draft: Signal<string>, commands: readonly SeenCommand[]) => {
  const text = draft.value;
  const marked = useSignal<number | null>(null);
  /** The text that the person typed last: a line that comes back by itself opens no list. */
  const typed = useSignal<string | null>(null);
  const found = hintFor(text, commands);
  const hint = found.kind === 'usage' || typed.value === text ? found : noHint;
  const isWhole = commands.some(({ command }) => command === text);
  return {
    text,
    hint,
    options: 'options' in hint ? hint.options : [],
    /** While a command is typed the first is marked, until the command is whole: then Enter sends it. */
    active: marked.value ?? (hint.kind === 'commands' && !isWhole ? 0 : null),
    mark: (index: number): void => {
      marked.value = index;
    },
    put: (next: string): void => {
      draft.value = next;
      marked.value = null;
      typed.value = next;
    },
    dismiss: (): void => {
      typed.value = null;
    },
  };
};

/** What is being typed, and what the keys do with it. */
export const useTyping = (
  draft: Signal<string>,
  commands: readonly SeenCommand[],
  send: (text: string) => void,
): Typing => {
  const box = useRef<HTMLTextAreaElement>(null);
  const sent = useRef(nothingSent);
  const line = useLine(draft, commands);
  const { text, put, dismiss, mark } = line;
  useGrowth(box, text);
  useArrival(box);
  const take = (option: LineOption): void => {
    put(option.line);
    box.current?.focus();
  };
  const submit = (): void => {
    if (text.trim() === '') return;
    sent.current = keepSent(sent.current, text.trim());
    put('');
    send(text);
  };
  const recall = (by: 1 | -1): boolean => {
    const found = recallSent(sent.current, text, by);
    if (found === null) return false;
    sent.current = found.sent;
    put(found.line);
    dismiss();
    return true;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = actForKey(event, line);
    if (act.kind === 'none' || (act.kind === 'recall' && !recall(act.by))) return;
    if (act.kind === 'dismiss') dismiss();
    if (act.kind === 'mark') mark(act.index);
    if (act.kind === 'take') take(act.option);
    if (act.kind === 'send') submit();
    event.preventDefault();
    event.stopPropagation();
  };
  return { ...line, box, take, submit, onKeyDown };
};
