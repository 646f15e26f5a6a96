import { useSignalEffect } from '@preact/signals';
import { useMemory } from '../memory.ts';
import { useWhereabouts } from '../whereabouts.ts';
import { placeHere, titleOf } from './place-here.ts';
import { countWords, readerOf, unreadIn } from './unread.ts';

/** The tab says where one is, and how much is unread in all places together. */
export const useTitle = (): void => {
  const memory = useMemory();
  const { place: wanted } = useWhereabouts();
  useSignalEffect(() => {
    const workspace = memory.workspace.value;
    const here = workspace === null ? undefined : placeHere(workspace, wanted.value);
    if (workspace === null || here === undefined) return;
    const reader = readerOf(workspace);
    let count = 0;
    for (const { id } of workspace.places) {
      const place = memory.places.value.get(id);
      if (place !== undefined) count += unreadIn(place, memory.read.value[id] ?? '0', reader).count;
    }
    const mark = count === 0 ? '' : `(${countWords(count)}) `;
    document.title = `${mark}${titleOf(here)} · ${workspace.team}`;
  });
};
