import { useSignalEffect } from '@preact/signals';
import type { SeenPlace, SeenWorkspace } from '../../slack/feed.ts';
import { useMemory } from '../memory.ts';
import { countWords, readerOf, unreadIn } from './unread.ts';

/** The tab says where one is, and how much is unread in all places together. */
export const useTitle = (workspace: SeenWorkspace | null, here: SeenPlace | undefined): void => {
  const { places, read } = useMemory();
  useSignalEffect(() => {
    if (workspace === null || here === undefined) return;
    const reader = readerOf(workspace);
    let count = 0;
    for (const { id } of workspace.places) {
      const place = places.value.get(id);
      if (place !== undefined) count += unreadIn(place, read.value[id] ?? '0', reader).count;
    }
    const mark = count === 0 ? '' : `(${countWords(count)}) `;
    document.title = `${mark}${here.isDirect ? here.name : `#${here.name}`} · ${workspace.team}`;
  });
};
