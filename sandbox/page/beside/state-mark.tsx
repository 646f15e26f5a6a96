import './cards.css';
import type { SaidState } from './tone.ts';

/** A state in words; its dot only repeats them. `raw`: the provider's own word, where that is another. */
export const StateMark = ({ words, tone, raw }: SaidState & { readonly raw?: string }) => (
  <span class={`beside-state beside-${tone}`}>
    {words}
    {raw !== undefined && raw.toLowerCase() !== words.toLowerCase() && <code class="beside-raw">{raw}</code>}
  </span>
);
