import './composer.css';
import { useSignal } from '@preact/signals';
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { SeenWorkspace } from '../../slack/feed.ts';
import { useWhereabouts } from '../whereabouts.ts';
import { CommandList, optionId } from './command-list.tsx';
import { hintFor, type LineOption } from './composer-line.ts';
import { Icon } from './icon.tsx';
import { useSending } from './sending.ts';
import { ShortcutMenu } from './shortcut-menu.tsx';

export interface ComposerProps {
  readonly channel: string;
  /** The root that one replies to; null in the place itself. */
  readonly threadTs: string | null;
  /** `Message #random` */
  readonly label: string;
  readonly workspace: SeenWorkspace;
}

/** As many lines are kept to be recalled. */
const RECALLED_MOST = 50;

/** Grows with what is typed, as far as the style lets it. */
const useGrowth = (text: string) => {
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (box.current === null) return;
    box.current.style.height = 'auto';
    box.current.style.height = `${box.current.scrollHeight}px`;
  }, [text]);
  return box;
};

/** The lines that were sent from here, walked with the arrow keys. */
const useRecall = () => {
  const sent = useRef<string[]>([]);
  const at = useRef(0);
  return {
    keep: (line: string): void => {
      sent.current = [...sent.current, line].slice(-RECALLED_MOST);
      at.current = sent.current.length;
    },
    /** The line before (or after) the one that stands there; undefined where one has typed something else. */
    step: (text: string, by: 1 | -1): string | undefined => {
      const isRecalled = text === '' || text === sent.current[at.current];
      const next = at.current + by;
      if (!isRecalled || next < 0 || next > sent.current.length) return undefined;
      at.current = next;
      return sent.current[next] ?? '';
    },
  };
};

export const Composer = ({ channel, threadTs, label, workspace }: ComposerProps) => {
  const draft = useWhereabouts().draft(channel, threadTs);
  const text = draft.value;
  const box = useGrowth(text);
  const listId = useId();
  const chosen = useSignal<number | null>(null);
  const isDismissed = useSignal(false);
  const recall = useRecall();
  const { send, pending } = useSending({ channel, threadTs, workspace, draft });

  const hint = isDismissed.value ? ({ kind: 'none' } as const) : hintFor(text, workspace.commands);
  const options = hint.kind === 'commands' || hint.kind === 'verbs' ? hint.options : [];
  const isWhole = workspace.commands.some(({ command }) => command === text);
  const active = chosen.value ?? (hint.kind === 'commands' && !isWhole ? 0 : null);
  const isListOpen = options.length > 0;

  const put = (next: string): void => {
    draft.value = next;
    chosen.value = null;
    isDismissed.value = false;
  };
  const take = ({ line }: LineOption): void => {
    put(line);
    box.current?.focus();
  };
  const submit = (): void => {
    if (text.trim() === '') return;
    recall.keep(text.trim());
    put('');
    send(text);
  };
  useEffect(() => {
    box.current?.setSelectionRange(text.length, text.length);
  }, [channel, threadTs]);

  const onListKey = (event: KeyboardEvent): boolean => {
    if (!isListOpen) return false;
    const { key } = event;
    if (key === 'Escape') isDismissed.value = true;
    else if (key === 'ArrowDown') chosen.value = ((active ?? -1) + 1) % options.length;
    else if (key === 'ArrowUp')
      chosen.value = ((active ?? options.length) - 1 + options.length) % options.length;
    else if (key === 'Tab' && !event.shiftKey) {
      const option = options[active ?? 0];
      if (option === undefined) return false;
      take(option);
    } else if (key === 'Enter' && active !== null && !event.shiftKey) {
      const option = options[active];
      if (option === undefined) return false;
      take(option);
    } else return false;
    return true;
  };
  const onRecallKey = ({ key, shiftKey }: KeyboardEvent): boolean => {
    if (shiftKey || (key !== 'ArrowUp' && key !== 'ArrowDown')) return false;
    const line = recall.step(text, key === 'ArrowUp' ? -1 : 1);
    if (line === undefined) return false;
    put(line);
    isDismissed.value = true;
    return true;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (onListKey(event) || onRecallKey(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
  };
  return (
    <div class="composer">
      {isListOpen && <CommandList id={listId} options={options} active={active} take={take} />}
      <div class="composer-box">
        {hint.kind === 'usage' && (
          <p class="composer-usage">
            <strong>{hint.command}</strong> {hint.usage}
          </p>
        )}
        <textarea
          ref={box}
          rows={1}
          class="composer-text"
          aria-label={label}
          placeholder={label}
          value={text}
          aria-haspopup="listbox"
          aria-controls={isListOpen ? listId : undefined}
          aria-autocomplete="list"
          aria-activedescendant={active === null || !isListOpen ? undefined : optionId(listId, active)}
          onInput={({ currentTarget }) => put(currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={() => {
            isDismissed.value = true;
          }}
          onFocus={() => {
            isDismissed.value = false;
          }}
        />
        <div class="composer-bar">
          {threadTs === null && <ShortcutMenu shortcuts={workspace.shortcuts} />}
          <span class="composer-state" role="status">
            {pending.value > 0 ? 'Sending …' : ''}
          </span>
          <button
            type="button"
            class="composer-send"
            aria-label="Send"
            title="Send (Enter)"
            disabled={text.trim() === ''}
            onClick={submit}
          >
            <Icon name="send" />
          </button>
        </div>
      </div>
    </div>
  );
};
