import type { ComponentChildren } from 'preact';

interface MoreProps {
  /** `payments-db` */
  readonly of: string;
  readonly words?: string;
  readonly children: ComponentChildren;
}

/** Acts that are seldom wanted, below what they change. */
export const More = ({ of, words = 'More', children }: MoreProps) => (
  <details class="beside-more">
    <summary aria-label={`${words}: ${of}`}>{words}</summary>
    {children}
  </details>
);
