import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { SeenWorkspace } from '../../slack/feed.ts';
import { CannotAct, useActs } from '../acts.ts';
import { useAnnouncer } from '../announce.ts';
import { Icon } from './icon.tsx';

type Shortcuts = SeenWorkspace['shortcuts'];

/** Takes a shortcut; `failure` says what became of one that failed. */
const useShortcut = () => {
  const acts = useActs();
  const announcer = useAnnouncer();
  const failure = useSignal('');
  const run = async (callbackId: string): Promise<void> => {
    try {
      failure.value = (await acts.shortcut(callbackId)).error ?? '';
    } catch (error) {
      failure.value = error instanceof CannotAct ? error.message : 'The demo does not answer.';
    }
    if (failure.value !== '') announcer.alarm(failure.value);
  };
  return { failure, run };
};

interface MenuProps {
  readonly id: string;
  readonly shortcuts: Shortcuts;
  readonly choose: (callbackId: string) => void;
  /** Whether the focus goes back to the button. */
  readonly close: (isBack: boolean) => void;
}

const Menu = ({ id, shortcuts, choose, close }: MenuProps) => {
  const menu = useRef<HTMLDivElement>(null);
  const items = (): readonly HTMLElement[] => [...(menu.current?.querySelectorAll('button') ?? [])];
  useEffect(() => items()[0]?.focus(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    const count = shortcuts.length;
    const here = items().findIndex((item) => item.matches(':focus'));
    const to = { ArrowDown: here + 1, ArrowUp: here - 1 + count, Home: 0, End: count - 1 }[event.key];
    if (event.key === 'Tab') close(false);
    else if (event.key === 'Escape') close(true);
    else if (to !== undefined) items()[to % count]?.focus();
    else return;
    if (event.key !== 'Tab') event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={menu}
      id={id}
      role="menu"
      aria-label="Shortcuts"
      class="shortcuts-menu"
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onFocusOut={({ relatedTarget }) => {
        // The button closes it by itself.
        const isOwn = relatedTarget instanceof Node && menu.current?.parentElement?.contains(relatedTarget);
        if (isOwn !== true) close(false);
      }}
    >
      {shortcuts.map(({ name, callbackId }) => (
        <button
          key={callbackId}
          type="button"
          role="menuitem"
          tabIndex={-1}
          onClick={() => choose(callbackId)}
        >
          <Icon name="bolt" /> {name}
        </button>
      ))}
    </div>
  );
};

/** The app's global shortcuts: https://www.w3.org/WAI/ARIA/apg/patterns/menu-button */
export const ShortcutMenu = ({ shortcuts }: { readonly shortcuts: Shortcuts }) => {
  const { failure, run } = useShortcut();
  const isOpen = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = (isBack: boolean): void => {
    isOpen.value = false;
    if (isBack) button.current?.focus();
  };
  const choose = (callbackId: string): void => {
    close(true);
    void run(callbackId);
  };
  if (shortcuts.length === 0) return null;
  return (
    <div class="shortcuts">
      <button
        ref={button}
        type="button"
        class="composer-tool"
        aria-haspopup="menu"
        aria-expanded={isOpen.value}
        aria-controls={isOpen.value ? id : undefined}
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
      >
        <Icon name="bolt" /> Shortcuts
      </button>
      {isOpen.value && <Menu id={id} shortcuts={shortcuts} choose={choose} close={close} />}
      {failure.value !== '' && <span class="composer-failure">{failure.value}</span>}
    </div>
  );
};
