import type { RefObject } from 'preact';
import type { Choice } from './choice.ts';

export interface ChipsProps {
  readonly choices: readonly Choice[];
  readonly remove: (choice: Choice) => void;
  /** What has the focus once one is taken away. */
  readonly next: RefObject<HTMLElement | null>;
}

/** What was chosen of several, each to be taken away again. */
export const Chips = ({ choices, remove, next }: ChipsProps) => {
  const drop = (choice: Choice): void => {
    remove(choice);
    next.current?.focus();
  };
  return (
    <>
      {choices.map((choice) => (
        <span class="field-chip" key={choice.value}>
          {choice.words}
          <button type="button" aria-label={`Remove ${choice.words}`} onClick={() => drop(choice)}>
            <span aria-hidden="true">×</span>
          </button>
        </span>
      ))}
    </>
  );
};
