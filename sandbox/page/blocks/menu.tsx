import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Json } from '../../slack/json.ts';
import { asText, wordsOf } from '../read-json.ts';
import { safeAddress } from '../text/link.tsx';
import { itemByKey, itemByWords } from './menu-keys.ts';

/** After this time what is typed begins a new word, in ms. */
const WORD_WITHIN = 700;

/** Between the menu and its button, and the edge of the window, in px. */
const MARGIN = 4;

interface MenuProps {
  readonly options: readonly Json[];
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onChoose: (option: Json) => void;
  readonly onClose: (isFocusReturned: boolean) => void;
}

/** Below its button, or above where there is more room; flush with its end. */
const setBeside = (menu: HTMLElement, anchor: HTMLElement): void => {
  const { top, bottom, right } = anchor.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const fits = bottom + MARGIN + height <= innerHeight || top < innerHeight - bottom;
  menu.style.top = `${Math.max(MARGIN, fits ? bottom + MARGIN : top - MARGIN - height)}px`;
  menu.style.left = `${Math.min(Math.max(MARGIN, right - width), innerWidth - MARGIN - width)}px`;
};

const itemsOf = (menu: HTMLElement | null): readonly HTMLElement[] => [
  ...(menu?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? []),
];

/** Goes away when something else is pressed, and stays beside its button when that is scrolled. */
const useSurroundings = ({ anchor, onClose }: MenuProps, menu: RefObject<HTMLElement | null>): void => {
  useLayoutEffect(() => {
    const follow = (): void => {
      if (menu.current !== null && anchor.current !== null) setBeside(menu.current, anchor.current);
    };
    const leave = ({ target }: Event): void => {
      const isOwn = [menu, anchor].some(({ current }) => target instanceof Node && current?.contains(target));
      if (!isOwn) onClose(false);
    };
    menu.current?.showPopover();
    follow();
    itemsOf(menu.current)[0]?.focus();
    addEventListener('pointerdown', leave, true);
    addEventListener('scroll', follow, true);
    return () => {
      removeEventListener('pointerdown', leave, true);
      removeEventListener('scroll', follow, true);
    };
  }, [anchor, menu, onClose]);
};

/** The options of an overflow menu, in the browser's top layer; the keys are those of every menu. */
export const Menu = (props: MenuProps) => {
  const { options, onChoose, onClose } = props;
  const ref = useRef<HTMLDivElement>(null);
  const typed = useRef({ words: '', at: 0 });
  useSurroundings(props, ref);
  const find = (key: string, at: number, now: number): number | null => {
    if (key.length !== 1) return itemByKey(key, at, options.length);
    const { words, at: last } = typed.current;
    typed.current = { words: now - last < WORD_WITHIN ? words + key : key, at: now };
    return itemByWords(
      typed.current.words,
      at,
      options.map(({ text }) => wordsOf(text)),
    );
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' || event.key === 'Tab') {
      onClose(true);
      // The Tab key goes on from the button, the other has done its work.
      if (event.key === 'Tab') return;
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const items = itemsOf(ref.current);
    const at = items.findIndex((item) => item.matches(':focus'));
    const next =
      event.key === ' ' || event.ctrlKey || event.metaKey ? null : find(event.key, at, event.timeStamp);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    items[next]?.focus();
  };
  return (
    <div
      ref={ref}
      class="block-menu"
      popover="manual"
      role="menu"
      aria-label="More actions"
      onKeyDown={onKeyDown}
    >
      {options.map((option, index) => (
        <Item key={index} option={option} onChoose={onChoose} />
      ))}
    </div>
  );
};

const Item = ({ option, onChoose }: Pick<MenuProps, 'onChoose'> & { readonly option: Json }) => {
  const address = safeAddress(asText(option['url']));
  const description = wordsOf(option['description']);
  const look = {
    class: 'block-menu-item',
    role: 'menuitem',
    tabIndex: -1,
    onClick: () => onChoose(option),
  } as const;
  const words = (
    <>
      {wordsOf(option['text'])}
      {description !== '' && <small>{description}</small>}
    </>
  );
  return address === null ? (
    <button type="button" {...look}>
      {words}
    </button>
  ) : (
    <a href={address} target="_blank" rel="noreferrer noopener" {...look}>
      {words}
    </a>
  );
};
