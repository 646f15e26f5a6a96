import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { CannotAct, useActs } from '../acts.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { SeenViewProvider } from '../fields/seen-view.ts';
import { useMemory } from '../memory.ts';
import { Skeleton } from './skeleton.tsx';

/** What the app published for this person; opening it asks the app for a fresh one. */
export const AppHome = () => {
  const home = useMemory().home.value;
  const acts = useActs();
  const failure = useSignal('');
  useEffect(() => {
    acts.home().catch((error: unknown) => {
      failure.value = error instanceof CannotAct ? error.message : 'the demo does not answer';
    });
  }, [acts]);
  return (
    <div class="place-home">
      {home !== null && (
        <SeenViewProvider value={home}>
          <Blocks blocks={home.blocks} scene={{ in: 'home' }} />
        </SeenViewProvider>
      )}
      {home === null && failure.value === '' && <Skeleton />}
      {home === null && failure.value !== '' && (
        <p class="place-empty">The app has published no Home yet: {failure.value}.</p>
      )}
    </div>
  );
};
