import { useEffect, useRef } from 'preact/hooks';
import type { LineOption } from './composer-line.ts';

export const optionId = (listId: string, index: number): string => `${listId}-${index}`;

interface CommandListProps {
  readonly id: string;
  readonly options: readonly LineOption[];
  /** The one that Enter takes; null where Enter sends the line as it is. */
  readonly active: number | null;
  readonly take: (option: LineOption) => void;
}

/** What the line may go on with. The focus stays in the text: https://www.w3.org/WAI/ARIA/apg/patterns/combobox */
export const CommandList = ({ id, options, active, take }: CommandListProps) => {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div class="composer-list">
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label="Commands"
        class="composer-options"
        tabIndex={0}
        onMouseDown={(event) => event.preventDefault()}
      >
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the text, which names the active one
          // biome-ignore lint/a11y/useKeyWithClickEvents: the text's keys choose it
          <div
            key={option.name}
            id={optionId(id, index)}
            role="option"
            aria-selected={index === active}
            class="composer-option"
            onClick={() => take(option)}
          >
            <span class="composer-option-line">
              <strong>{option.name}</strong> <span>{option.usage}</span>
            </span>
            {option.about !== '' && <span class="composer-option-about">{option.about}</span>}
          </div>
        ))}
      </div>
      <p class="composer-keys" aria-hidden="true">
        <kbd>Tab</kbd> takes it <kbd>↑</kbd> <kbd>↓</kbd> choose <kbd>Enter</kbd>{' '}
        {active === null ? 'sends' : 'takes it'}
      </p>
    </div>
  );
};
