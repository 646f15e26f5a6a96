import { useState } from 'preact/hooks';
import type { Choice } from './choice.ts';
import { type Chosen, useChosen } from './chosen.ts';
import type { ControlProps } from './control.ts';
import { type Offer, useOffer } from './offer.ts';

/** Whether a menu is open, the letters typed into it (null: none yet), and the option that Enter takes. */
interface State {
  readonly isOpen: boolean;
  readonly typed: string | null;
  readonly active: number;
}

const closed: State = { isOpen: false, typed: null, active: 0 };

/** A menu that is searched by typing, and what each gesture does to it. */
export interface Search extends Chosen {
  readonly isOpen: boolean;
  readonly offer: Offer;
  /** What can be chosen now. */
  readonly choices: readonly Choice[];
  readonly active: number;
  /** What stands in the field: the letters typed, else what is chosen. */
  readonly shown: string;
  readonly isTyping: boolean;
  readonly open: () => void;
  readonly type: (text: string) => void;
  readonly choose: (choice: Choice) => void;
  /** Closes it; of a menu that may be empty, letters that were deleted empty it. */
  readonly leave: () => void;
  /** Whether it knew what to do with the key. */
  readonly press: (key: string) => boolean;
}

export const useSearch = (props: ControlProps): Search => {
  const [{ isOpen, typed, active }, setState] = useState(closed);
  const query = typed ?? '';
  const held = useChosen(props, query);
  const { isMany, chosen, take, remove, clear } = held;
  const offer = useOffer(props.element, props.held, query, isOpen);
  const choices = offer.kind === 'listed' ? offer.choices : [];

  const open = (): void => {
    const at = choices.findIndex(({ value }) => !isMany && value === chosen[0]?.value);
    setState({ isOpen: true, typed, active: Math.max(at, 0) });
  };
  const choose = (choice: Choice): void => {
    take(choice);
    setState(isMany ? { isOpen: true, typed: null, active } : closed);
  };
  const leave = (): void => {
    if (typed === '' && props.isOptional && !isMany && chosen.length > 0) clear();
    setState(closed);
  };
  const step = (by: number): boolean => {
    const { length } = choices;
    if (!isOpen) open();
    else setState({ isOpen, typed, active: length === 0 ? 0 : (active + by + length) % length });
    return true;
  };
  const enter = (): boolean => {
    const choice = choices[active];
    if (isOpen && choice !== undefined) choose(choice);
    return isOpen;
  };
  const shut = (): boolean => {
    if (isOpen) setState(closed);
    return isOpen;
  };
  const takeLast = (): boolean => {
    const last = isMany && query === '' ? chosen.at(-1) : undefined;
    if (last !== undefined) remove(last);
    return last !== undefined;
  };
  const keys = new Map([
    ['ArrowDown', () => step(1)],
    ['ArrowUp', () => step(-1)],
    ['Enter', enter],
    ['Escape', shut],
    ['Backspace', takeLast],
  ]);
  return {
    ...held,
    isOpen,
    offer,
    choices,
    active,
    shown: typed ?? (isMany ? '' : (chosen[0]?.words ?? '')),
    isTyping: typed !== null,
    open,
    type: (text) => setState({ isOpen: true, typed: text, active: 0 }),
    choose,
    leave,
    press: (key) => keys.get(key)?.() ?? false,
  };
};
