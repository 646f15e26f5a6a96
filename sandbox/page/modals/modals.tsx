import { Blocks } from '../blocks/blocks.tsx';
import { useMemory } from '../memory.ts';

/** The modals that lie open, the top one alone in reach. */
export const Modals = () => {
  const top = useMemory().modals.value.at(-1);
  return top === undefined ? null : (
    <div role="dialog" aria-label={top.title}>
      <Blocks blocks={top.blocks} scene={{}} />
    </div>
  );
};
