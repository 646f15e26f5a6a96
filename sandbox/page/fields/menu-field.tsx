import './menus.css';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { wordsOf } from '../read-json.ts';
import { Chips } from './chips.tsx';
import { type ControlProps, stateOf } from './control.ts';
import { lineFor, Popup } from './popup.tsx';
import { type Search, useSearch } from './search.ts';

/** What a menu says to who cannot see it. */
const sayOffer = ({ isOpen, offer, choices }: Search): string => {
  if (!isOpen) return '';
  return lineFor(offer) || (choices.length === 1 ? '1 choice' : `${choices.length} choices`);
};

/** Which list and option the field speaks of. */
const pointAt = (id: string, { active }: Search) => ({
  'aria-controls': `${id}-list`,
  'aria-activedescendant': `${id}-option-${active}`,
});

/**
 * A menu that is searched by typing: https://www.w3.org/WAI/ARIA/apg/patterns/combobox. It asks the app, or lists
 * people, places, or options of which several may be chosen.
 */
export const MenuField = (props: ControlProps) => {
  const { element, id, label, isOptional } = props;
  const search = useSearch(props);
  const { isOpen, isMany, chosen, isFull, offer, active, choose } = search;
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    // The next letters begin a new search: they stand in the place of what is chosen, not behind it.
    if (!search.isTyping && input.current === document.activeElement) input.current?.select();
  }, [search.isTyping, search.shown, isOpen]);
  const isListed = isOpen && search.choices.length > 0;
  const name = label || wordsOf(element['placeholder']);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || !search.press(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="field-menu" ref={box}>
      {isMany && <Chips choices={chosen} remove={search.remove} next={input} />}
      <input
        {...stateOf(props)}
        {...(isListed ? pointAt(id, search) : {})}
        ref={input}
        id={id}
        type="text"
        role="combobox"
        autocomplete="off"
        aria-autocomplete="list"
        aria-expanded={isListed}
        placeholder={isMany && chosen.length > 0 ? '' : wordsOf(element['placeholder']) || 'Choose an option'}
        value={search.shown}
        onInput={({ currentTarget }) => search.type(currentTarget.value)}
        onMouseDown={(event) => {
          if (isOpen) return;
          // All of it stays marked: what is chosen stays until something else is, and typing takes its place.
          event.preventDefault();
          event.currentTarget.focus();
          event.currentTarget.select();
        }}
        onClick={() => isOpen || search.open()}
        onFocus={({ currentTarget }) => currentTarget.select()}
        onBlur={search.leave}
        onKeyDown={onKeyDown}
      />
      {!isMany && isOptional && chosen.length > 0 && (
        <button type="button" class="field-clear" aria-label={`Clear ${name}`} onClick={search.clear}>
          <span aria-hidden="true">×</span>
        </button>
      )}
      <span class="field-unseen" role="status">
        {sayOffer(search)}
      </span>
      {isOpen && (
        <Popup
          {...{ id, offer, active, isMany, isFull, choose }}
          label={name}
          field={box}
          chosen={chosen.map(({ value }) => value)}
        />
      )}
    </div>
  );
};
