import { Blocks } from '../blocks/blocks.tsx';
import { useMemory } from '../memory.ts';
import { useWhereabouts } from '../whereabouts.ts';

/** The workspace: the list of places, the place that is open, and a thread beside it. */
export const Slack = () => {
  const { workspace, place } = useMemory();
  const whereabouts = useWhereabouts();
  const id = whereabouts.place.value ?? workspace.value?.places[0]?.id;
  if (id === undefined) return <p>Connecting …</p>;
  const shown = place(id);
  return (
    <main>
      {shown.roots.value.map((ts) => {
        const message = shown.message(ts)?.value;
        return message && <Blocks key={ts} blocks={message.blocks} scene={{ in: id, ts }} />;
      })}
    </main>
  );
};
