import type { Tone } from './aws-peering.ts';

/** A state in words; its dot only repeats them. */
export const StateMark = ({ words, tone }: { readonly words: string; readonly tone: Tone }) => (
  <span class={`beside-state beside-${tone}`}>{words}</span>
);
