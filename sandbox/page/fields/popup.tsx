import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { type Choice, inGroups } from './choice.ts';
import type { Offer } from './offer.ts';

/** Between a menu and its field, and between it and the window's edge, in px. */
const GAP = 4;
const MARGIN = 12;
const TALLEST = 320;

/** Below the field where there is room, else above it. */
const place = (popup: HTMLElement, field: Element): void => {
  const { left, width, top, bottom } = field.getBoundingClientRect();
  const below = innerHeight - bottom - GAP - MARGIN;
  const above = top - GAP - MARGIN;
  const isBelow = below >= Math.min(TALLEST, popup.scrollHeight) || below >= above;
  Object.assign(popup.style, {
    left: `${left}px`,
    width: `${width}px`,
    maxHeight: `${Math.min(TALLEST, isBelow ? below : above)}px`,
    top: isBelow ? `${bottom + GAP}px` : 'auto',
    bottom: isBelow ? 'auto' : `${innerHeight - top + GAP}px`,
  });
};

/** Shows it in the browser's top layer, where nothing that scrolls cuts it off. */
const useTopLayer = (popup: RefObject<HTMLElement | null>, field: RefObject<HTMLElement | null>): void => {
  useLayoutEffect(() => {
    const shown = popup.current;
    // A click on an option leaves the focus in the field.
    const keepFocus = (event: Event): void => event.preventDefault();
    shown?.addEventListener('mousedown', keepFocus);
    shown?.showPopover();
    const follow = (): void => {
      if (popup.current !== null && field.current !== null) place(popup.current, field.current);
    };
    follow();
    addEventListener('scroll', follow, { capture: true, passive: true });
    addEventListener('resize', follow);
    return () => {
      removeEventListener('scroll', follow, { capture: true });
      removeEventListener('resize', follow);
    };
  }, []);
  useLayoutEffect(() => {
    if (popup.current !== null && field.current !== null) place(popup.current, field.current);
  });
};

/** What stands in the place of a list, or is said of it. */
export const lineFor = (offer: Offer): string => {
  switch (offer.kind) {
    case 'short':
      return offer.least === 1 ? 'Type to search' : `Type at least ${offer.least} characters`;
    case 'looking':
      return 'Looking …';
    case 'failed':
      return offer.line;
    case 'listed':
      return offer.choices.length === 0 ? 'Nothing found' : '';
    default:
      return offer satisfies never;
  }
};

export interface PopupProps {
  /** The field's id: its list is `…-list`, the options `…-option-0` and on. */
  readonly id: string;
  readonly label: string;
  readonly offer: Offer;
  readonly field: RefObject<HTMLElement | null>;
  /** The option that Enter takes. */
  readonly active: number;
  readonly chosen: readonly string[];
  readonly isMany: boolean;
  readonly isFull: boolean;
  readonly choose: (choice: Choice) => void;
}

interface OptionProps extends PopupProps {
  readonly choice: Choice;
  readonly index: number;
}

const Option = ({ id, choice, index, active, chosen, isFull, choose }: OptionProps) => {
  const ref = useRef<HTMLDivElement>(null);
  const isActive = index === active;
  const isChosen = chosen.includes(choice.value);
  useLayoutEffect(() => {
    if (isActive) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
    <div
      ref={ref}
      role="option"
      class="field-option"
      id={`${id}-option-${index}`}
      aria-selected={isChosen}
      aria-disabled={isFull && !isChosen}
      data-is-active={isActive}
      onClick={() => choose(choice)}
    >
      <span class="field-option-words">{choice.words}</span>
      {choice.description !== '' && <span class="field-option-more">{choice.description}</span>}
    </div>
  );
};

const List = (props: PopupProps & { readonly choices: readonly Choice[] }) => {
  const { id, label, choices, isMany } = props;
  const option = (choice: Choice) => (
    <Option key={choice.value} {...props} choice={choice} index={choices.indexOf(choice)} />
  );
  return (
    <div role="listbox" id={`${id}-list`} aria-label={label} aria-multiselectable={isMany}>
      {inGroups(choices).map((group, index) =>
        group.label === '' ? (
          group.choices.map(option)
        ) : (
          // biome-ignore lint/a11y/useSemanticElements: in a listbox no form is grouped
          <div key={group.label} role="group" aria-labelledby={`${id}-group-${index}`}>
            <div class="field-option-group" id={`${id}-group-${index}`} role="presentation">
              {group.label}
            </div>
            {group.choices.map(option)}
          </div>
        ),
      )}
    </div>
  );
};

/** What a menu offers, below its field. */
export const Popup = (props: PopupProps) => {
  const { offer, field, isFull } = props;
  const ref = useRef<HTMLDivElement>(null);
  useTopLayer(ref, field);
  const line = isFull ? 'No more can be chosen' : lineFor(offer);
  return (
    <div ref={ref} class="field-popup" popover="manual">
      {line !== '' && (
        <p class="field-popup-line" role={offer.kind === 'failed' ? 'alert' : undefined}>
          {line}
        </p>
      )}
      {offer.kind === 'listed' && offer.choices.length > 0 && <List {...props} choices={offer.choices} />}
    </div>
  );
};
