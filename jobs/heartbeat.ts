import type { Wake } from '../src/queue/jobs.ts';

/**
 * Wakes `sweep` at once and then every `every` ms; returns what stops it.
 *
 * A timer in this process and not a BullMQ job scheduler: a scheduler lives in the queue, so a
 * queue that was emptied would stay silent, and the sweep is what fills it again.
 */
export const startHeartbeat = (wake: Wake, every: number): (() => void) => {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const beat = (): void => {
    wake({ name: 'sweep', payload: {} })
      // The queue itself says that it is down, and once.
      .catch(() => undefined)
      .finally(() => {
        if (!stopped) timer = setTimeout(beat, every).unref();
      });
  };
  beat();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
};
