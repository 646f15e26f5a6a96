import { asText } from '../read-json.ts';
import { type Choice, chosenIn } from './choice.ts';
import type { ControlProps } from './control.ts';
import { useListed } from './offer.ts';

/** What a menu holds, one or several, and how that changes. */
export interface Chosen {
  readonly isMany: boolean;
  readonly chosen: readonly Choice[];
  /** Whether no more may be chosen. */
  readonly isFull: boolean;
  /** Chooses it; of several, takes away what was chosen already. */
  readonly take: (choice: Choice) => void;
  readonly remove: (choice: Choice) => void;
  readonly clear: () => void;
}

/** `query` is what was typed to find the next choice. */
export const useChosen = ({ element, held }: ControlProps, query: string): Chosen => {
  const isMany = asText(element['type']).startsWith('multi_');
  const chosen = chosenIn(held.value, useListed(element, held));
  const isFull = isMany && chosen.length >= Number(element['max_selected_items'] ?? Infinity);
  const hold = (choices: readonly Choice[]): void => {
    const values = choices.map((one) => one.held);
    const ids = choices.map(({ value }) => value);
    held.choose(isMany ? values : (values[0] ?? null), isMany ? ids : (ids[0] ?? null), query);
  };
  const isIn = ({ value }: Choice): boolean => chosen.some((one) => one.value === value);
  const remove = ({ value }: Choice): void => hold(chosen.filter((one) => one.value !== value));
  const take = (choice: Choice): void => {
    if (!isMany) hold([choice]);
    else if (isIn(choice)) remove(choice);
    else if (!isFull) hold([...chosen, choice]);
  };
  return { isMany, chosen, isFull, take, remove, clear: () => hold([]) };
};
