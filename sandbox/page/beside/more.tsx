import type { ComponentChildren } from 'preact';

interface MoreProps {
  /** `payments-db` */
  readonly of: string;
  readonly words?: string;
  /** How many things are in it. */
  readonly count?: number;
  /** Open at first; later people open and close it. */
  readonly isOpen?: boolean;
  readonly children: ComponentChildren;
}

/** What is seldom wanted, below what it belongs to. */
export const More = ({ of, words = 'More', count, isOpen = false, children }: MoreProps) => {
  const shown = count === undefined ? words : `${words} ${count}`;
  return (
    <details class="beside-more" open={isOpen}>
      <summary aria-label={`${shown}: ${of}`}>{shown}</summary>
      {children}
    </details>
  );
};
