import './acts.css';
import { effect, type ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { CannotAct } from '../acts.ts';
import { useMemory } from '../memory.ts';

/** What an act changes is told within this time; some acts change nothing that is told. In ms. */
const TOLD_WITHIN = 1_500;

type Progress = { readonly kind: 'idle' | 'busy' } | { readonly kind: 'failed'; readonly why: string };

/** Settles when one of them has another value than at the call. */
const untilTold = (signals: readonly ReadonlySignal<unknown>[]): Promise<void> =>
  new Promise((resolve) => {
    const before = signals.map((signal) => signal.peek());
    const late = setTimeout(() => end(), TOLD_WITHIN);
    const stop = effect(() => {
      if (signals.some((signal, index) => signal.value !== before[index])) end();
    });
    const end = (): void => {
      clearTimeout(late);
      // Not at once: an effect cannot end itself while it runs for the first time.
      queueMicrotask(() => stop());
      resolve();
    };
  });

const wordsOf = (error: unknown): string =>
  error instanceof CannotAct ? error.message : 'The demo does not answer. Is it still running?';

/** An act out there, and how far it is: busy until the page is told of the change, failed in the provider's words. */
export const useDeed = () => {
  const { clouds, bot } = useMemory();
  const [progress, setProgress] = useState<Progress>({ kind: 'idle' });
  const begin = async (act: () => Promise<unknown>): Promise<boolean> => {
    setProgress({ kind: 'busy' });
    try {
      const told = untilTold([clouds, bot]);
      await act();
      await told;
      setProgress({ kind: 'idle' });
      return true;
    } catch (error) {
      setProgress({ kind: 'failed', why: wordsOf(error) });
      return false;
    }
  };
  return { progress, begin };
};

/** Why an act failed; nothing where it did not. */
export const Failure = ({ progress }: { readonly progress: Progress }) =>
  progress.kind === 'failed' ? (
    <p class="beside-failure" role="alert">
      {progress.why}
    </p>
  ) : null;

export interface DeedProps {
  readonly run: () => Promise<unknown>;
  /** What a screen reader says, where the words alone do not tell which thing it is about. */
  readonly name?: string;
  readonly look?: 'plain' | 'primary' | 'danger';
  readonly children: ComponentChildren;
}

/** A button that changes something out there. */
export const Deed = ({ run, name, look = 'plain', children }: DeedProps) => {
  const { progress, begin } = useDeed();
  const isBusy = progress.kind === 'busy';
  return (
    <>
      <button
        type="button"
        class={`beside-button beside-${look}`}
        aria-label={name}
        aria-busy={isBusy}
        onClick={() => void (isBusy || begin(run))}
      >
        {children}
      </button>
      <Failure progress={progress} />
    </>
  );
};
