import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { SeenWorkspace } from '../../slack/feed.ts';
import { CannotAct, useActs } from '../acts.ts';
import { useAnnouncer } from '../announce.ts';
import { Icon } from './icon.tsx';

/** The app's global shortcuts: https://www.w3.org/WAI/ARIA/apg/patterns/menu-button */
export const ShortcutMenu = ({ shortcuts }: Pick<SeenWorkspace, 'shortcuts'>) => {
  const acts = useActs();
  const announcer = useAnnouncer();
  const isOpen = useSignal(false);
  const failure = useSignal('');
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (isOpen.value) menu.current?.querySelector('button')?.focus();
  }, [isOpen.value]);
  const close = (): void => {
    isOpen.value = false;
    button.current?.focus();
  };
  const run = async (callbackId: string): Promise<void> => {
    close();
    try {
      failure.value = (await acts.shortcut(callbackId)).error ?? '';
    } catch (error) {
      failure.value = error instanceof CannotAct ? error.message : 'The demo does not answer.';
    }
    if (failure.value !== '') announcer.alarm(failure.value);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const items = [...(menu.current?.querySelectorAll('button') ?? [])];
    const here = items.findIndex((item) => item.matches(':focus'));
    const to = { ArrowDown: here + 1, ArrowUp: here - 1 + items.length, Home: 0, End: items.length - 1 }[
      event.key
    ];
    if (event.key === 'Escape') close();
    else if (event.key === 'Tab') isOpen.value = false;
    else if (to !== undefined) items[to % items.length]?.focus();
    if (event.key === 'Escape' || to !== undefined) {
      event.preventDefault();
      event.stopPropagation();
    }
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
      {isOpen.value && (
        <>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: a press beside the menu closes it; Escape does so by keyboard */}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: the same */}
          <div class="shortcuts-beside" onClick={close} />
          <div
            ref={menu}
            id={id}
            role="menu"
            aria-label="Shortcuts"
            class="shortcuts-menu"
            tabIndex={-1}
            onKeyDown={onKeyDown}
          >
            {shortcuts.map(({ name, callbackId }) => (
              <button
                key={callbackId}
                type="button"
                role="menuitem"
                tabIndex={-1}
                onClick={() => void run(callbackId)}
              >
                <Icon name="bolt" /> {name}
              </button>
            ))}
          </div>
        </>
      )}
      {failure.value !== '' && <span class="composer-failure">{failure.value}</span>}
    </div>
  );
};
