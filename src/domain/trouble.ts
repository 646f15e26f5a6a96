import { nextTry, type Timing } from './timing.ts';
import type { Trouble } from './vpc.ts';

/** A call to the provider that failed. `pause`: what the provider asked for, in ms. */
export interface Failure {
  readonly code: string;
  readonly retryable: boolean;
  readonly pause: number | undefined;
}

/** Nothing failed: the call waits for its turn, and is made then. Epoch ms; null: it did fail. */
export const findTurn = ({ code, pause }: Failure, now: number): number | null =>
  code === 'TIMESCALE_PACED' ? now + (pause ?? 0) : null;

/**
 * What one more failed call comes to. People hear of it once it has lasted, or at once where only a
 * person can mend it; `tell`: now.
 */
export const worsenTrouble = (
  before: Trouble | null,
  { code, retryable, pause }: Failure,
  { now, timing }: { readonly now: number; readonly timing: Timing },
): { readonly trouble: Trouble; readonly tell: boolean; readonly at: number } => {
  const since = before?.since ?? now;
  const tries = before?.tries ?? 0;
  const told = before?.said === true;
  const tell = !told && (!retryable || now - since >= timing.troubleAfter);
  return {
    trouble: { since, code, tries: tries + 1, said: tell || told },
    tell,
    at: nextTry({ now, tries, retryAfter: pause }, timing),
  };
};
