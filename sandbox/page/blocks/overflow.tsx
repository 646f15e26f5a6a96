import { useCallback, useRef, useState } from 'preact/hooks';
import type { Json } from '../../slack/json.ts';
import { useActs } from '../acts.ts';
import { asObjects, asText, isJson, wordsOf } from '../read-json.ts';
import type { ElementProps } from './button.tsx';
import { useAgreement } from './confirm.tsx';
import { Menu } from './menu.tsx';
import { Failure, usePressing } from './pressing.tsx';

/** Three dots with options behind them, each of which the app is told of as it is chosen. */
export const Overflow = ({ element, block, scene }: ElementProps) => {
  const acts = useActs();
  const [isOpen, setOpen] = useState(false);
  const { pressing, isWaiting, start } = usePressing();
  const agree = useAgreement();
  const anchor = useRef<HTMLButtonElement>(null);
  const { confirm } = element;
  const close = useCallback((isFocusReturned: boolean): void => {
    if (isFocusReturned) anchor.current?.focus();
    setOpen(false);
  }, []);
  const choose = async (option: Json): Promise<void> => {
    close(true);
    if (isJson(confirm) && !(await agree(confirm))) return;
    const wanted = asText(option['value']) || wordsOf(option['text']);
    await start(() => acts.fill(asText(element['action_id']), wanted, { ...scene, block }));
  };
  const toggle = (): void => {
    if (!isWaiting) setOpen(!isOpen);
  };
  return (
    <>
      <button
        ref={anchor}
        type="button"
        class="block-button block-overflow"
        aria-label="More actions"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-busy={isWaiting}
        onClick={toggle}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          if (!isWaiting) setOpen(true);
        }}
      >
        <svg class="block-button-words" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
          <path
            d="M3 8h.01M8 8h.01M13 8h.01"
            stroke="currentColor"
            stroke-width="2.6"
            stroke-linecap="round"
          />
        </svg>
      </button>
      {isOpen && (
        <Menu options={asObjects(element['options'])} anchor={anchor} onChoose={choose} onClose={close} />
      )}
      <Failure pressing={pressing} />
    </>
  );
};
