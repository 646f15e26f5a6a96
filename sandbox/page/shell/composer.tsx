import './composer.css';
import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { SeenWorkspace } from '../../slack/feed.ts';
import { useWhereabouts } from '../whereabouts.ts';
import { CommandList, optionId } from './command-list.tsx';
import type { LineHint } from './composer-line.ts';
import { Icon } from './icon.tsx';
import { useSending } from './sending.ts';
import { ShortcutMenu } from './shortcut-menu.tsx';
import { type Typing, useTyping } from './typing.ts';

export interface ComposerProps {
  readonly channel: string;
  /** The root that one replies to; null in the place itself. */
  readonly threadTs: string | null;
  /** `Message #random` */
  readonly label: string;
  readonly workspace: SeenWorkspace;
  /** Counts what is sent from here. */
  readonly sent: Signal<number>;
}

/** How the command goes on, quietly, as Slack shows it while one types. */
const Usage = ({ hint }: { readonly hint: LineHint }) =>
  'usage' in hint && hint.usage !== '' ? (
    <p class="composer-usage">
      <strong>{hint.command}</strong> {hint.usage}
    </p>
  ) : null;

interface TextProps {
  readonly label: string;
  readonly listId: string;
  readonly typing: Typing;
}

const Text = ({
  label,
  listId,
  typing: { box, text, options, active, put, dismiss, onKeyDown },
}: TextProps) => (
  <textarea
    ref={box}
    rows={1}
    class="composer-text"
    aria-label={label}
    placeholder={label}
    value={text}
    aria-haspopup="listbox"
    aria-autocomplete="list"
    aria-controls={options.length > 0 ? listId : undefined}
    aria-activedescendant={active === null || options.length === 0 ? undefined : optionId(listId, active)}
    onInput={({ currentTarget }) => put(currentTarget.value)}
    onKeyDown={onKeyDown}
    onBlur={dismiss}
  />
);

/** Where one types: Enter sends, `/` offers the commands. */
export const Composer = ({ channel, threadTs, label, workspace, sent }: ComposerProps) => {
  const draft = useWhereabouts().draft(channel, threadTs);
  const listId = useId();
  const { send, pending } = useSending({ channel, threadTs, workspace, draft });
  const typing = useTyping(draft, workspace.commands, (line) => {
    sent.value += 1;
    send(line);
  });
  const { text, hint, options, active, take, submit } = typing;
  return (
    <div class="composer">
      {options.length > 0 && <CommandList id={listId} options={options} active={active} take={take} />}
      <div class="composer-box">
        <Usage hint={hint} />
        <Text label={label} listId={listId} typing={typing} />
        <div class="composer-bar">
          {threadTs === null && <ShortcutMenu shortcuts={workspace.shortcuts} />}
          <span class="composer-state">{pending.value > 0 && 'Sending …'}</span>
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
