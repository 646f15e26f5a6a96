import type { QueueWorker } from '../src/queue/connections.ts';
import type { Log } from '../src/queue/watch.ts';

/** How long the queue may take to say goodbye, once nothing runs any more: ms. */
const GOODBYE = 1_000;

const settlesWithin = (work: Promise<unknown>, ms: number): Promise<boolean> =>
  new Promise((resolve) => {
    const late = setTimeout(() => resolve(false), ms);
    work
      .catch(() => undefined)
      .finally(() => {
        clearTimeout(late);
        resolve(true);
      });
  });

const whenIdle = async (running: ReadonlySet<Promise<unknown>>): Promise<void> => {
  while (running.size > 0) await Promise.allSettled(running);
};

/**
 * Takes no more jobs, gives those that run `ms` to settle, then hands them back. Returns within
 * `ms` and 1 s, whether or not a job hangs and whether or not the queue answers.
 */
export const drain = async (
  worker: QueueWorker,
  running: ReadonlySet<Promise<unknown>>,
  { ms, log }: { readonly ms: number; readonly log: Log },
): Promise<void> => {
  const closed = worker.close();
  if (!(await settlesWithin(Promise.race([closed, whenIdle(running)]), ms))) {
    log.warn({ running: running.size }, 'jobs still run and are handed back to the queue');
    worker.cutShort();
  }
  if (await settlesWithin(closed, GOODBYE)) return;
  log.warn({}, 'the queue does not say goodbye; a job that still runs is given out again when its lock ends');
  worker.disconnect();
};
