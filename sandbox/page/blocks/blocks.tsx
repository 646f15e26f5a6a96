import type { Json } from '../../slack/json.ts';
import type { Spot } from '../acts.ts';

/** Where blocks stand: in the top modal, the Home, or on a message. */
export type Scene = Omit<Spot, 'block'>;

export interface BlocksProps {
  readonly blocks: readonly Json[];
  readonly scene: Scene;
}

/** The blocks that an app sent, as Slack shows them. */
export const Blocks = ({ blocks }: BlocksProps) => (
  <div class="blocks">
    {blocks.map((block) => (
      <pre key={String(block['block_id'])}>{JSON.stringify(block)}</pre>
    ))}
  </div>
);
