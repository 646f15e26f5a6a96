import { effect } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import { useActs } from '../acts.ts';
import { useMemory } from '../memory.ts';
import { Modal } from './modal.tsx';

/** The modals that lie open, the top one alone in reach. */
export const Modals = () => {
  const { modals, home } = useMemory();
  const { drafts } = useActs();
  // At each word of the sandbox, and not at each look of the page: what is typed waits for its own echo.
  useLayoutEffect(
    () => effect(() => drafts.hear([...modals.value, ...(home.value === null ? [] : [home.value])])),
    [drafts, modals, home],
  );
  return (
    <div class="modals">
      {modals.value.map((view) => (
        <Modal key={view.id} view={view} />
      ))}
    </div>
  );
};
