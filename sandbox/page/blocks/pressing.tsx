import { useState } from 'preact/hooks';
import type { Answer } from '../../slack/gesture.ts';
import { CannotAct } from '../acts.ts';

type Pressing = { readonly kind: 'still' | 'waiting' } | { readonly kind: 'failed'; readonly line: string };

const lineFor = (error: unknown): string =>
  error instanceof CannotAct
    ? `This could not be done: ${error.message}`
    : 'The demo does not answer. Is it still running?';

/** An act of the person's, from its start until the app has acknowledged it or has not. */
export const usePressing = () => {
  const [pressing, setPressing] = useState<Pressing>({ kind: 'still' });
  const start = async (act: () => Promise<Pick<Answer, 'error'>>): Promise<void> => {
    setPressing({ kind: 'waiting' });
    try {
      const { error } = await act();
      setPressing(error === null ? { kind: 'still' } : { kind: 'failed', line: error });
    } catch (error) {
      setPressing({ kind: 'failed', line: lineFor(error) });
    }
  };
  return { pressing, isWaiting: pressing.kind === 'waiting', start };
};

/** The line that Slack shows beside what failed. */
export const Failure = ({ pressing }: { readonly pressing: Pressing }) =>
  pressing.kind === 'failed' ? (
    <p class="block-failure" role="alert">
      {pressing.line}
    </p>
  ) : null;
