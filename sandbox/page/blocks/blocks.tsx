import type { Json } from '../../slack/json.ts';
import type { Scene } from '../acts.ts';

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
