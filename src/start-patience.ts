import type { Logger } from 'pino';
import { VpcbotError } from './errors.ts';

/** Between two tries, in ms; after the last there is none. */
const PAUSES = [500, 1_000, 2_000, 4_000, 6_000];
/** No pause ends later than this after the start began, in ms: whoever looks after the bot waits for its reason. */
const MOST = 15_000;

interface Surroundings {
  /** Ms of any clock that only goes forward. */
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<unknown>;
  readonly log: Logger;
}

/**
 * Asks Slack again where it does not answer or asks for a pause, for as long as a start may take: a bad second of
 * Slack's ends no bot. All that is asked by one of these shares its tries and its time; then, and at a refusal at
 * once, it rejects with what went wrong.
 */
export const createPatience = ({ now, pause, log }: Surroundings) => {
  const began = now();
  let failures = 0;
  const findWait = (err: unknown): number | null => {
    const next = PAUSES[failures];
    if (!(err instanceof VpcbotError) || !err.retryable || next === undefined) return null;
    const wait = Math.max(next, err.retryAfter ?? 0);
    return now() - began + wait > MOST ? null : wait;
  };
  const ask = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (err) {
      const wait = findWait(err);
      if (wait === null) throw err;
      failures += 1;
      log.warn({ err, wait }, 'the start waits for slack and asks again');
      await pause(wait);
      return ask(act);
    }
  };
  return ask;
};

export type Patience = ReturnType<typeof createPatience>;
