import { DelayedError } from 'bullmq';
import type { Run } from './engine.ts';
import type { Job, Outcome } from './jobs.ts';
import { parseJob } from './parse-job.ts';
import type { Log } from './watch.ts';

/** Looks at a job once. A rejection is a bug of the caller's: BullMQ drops the job and `sweep` finds it again. */
export type Perform = (job: Job) => Promise<Outcome>;

/** A run that outlives the stop is cut loose, and its job handed back as due now. */
const whenCutShort = (signal: AbortSignal | undefined): Promise<Outcome> =>
  new Promise((resolve) => {
    signal?.addEventListener('abort', () => resolve({ kind: 'again', at: 0 }), { once: true });
  });

/** What BullMQ calls for each job: sleeping on is moving the same job to its next look, never a failure. */
export const createRun =
  (perform: Perform, log: Log): Run =>
  async (raw, token, signal) => {
    const job = parseJob({ name: raw.name, payload: raw.data });
    if (job === null) {
      log.error(
        { job: { name: raw.name, payload: raw.data } },
        'dropped a job that this version does not know',
      );
      return;
    }
    const outcome = await Promise.race([perform(job), whenCutShort(signal)]);
    if (outcome.kind === 'done') return;
    await raw.moveToDelayed(outcome.at, token);
    throw new DelayedError();
  };
