import { VpcbotError } from '../errors.ts';
import type { Engine } from './engine.ts';
import type { JobName, Wake } from './jobs.ts';
import { jobKey } from './parse-job.ts';
import type { Watch } from './watch.ts';

/** They show what they read at their start, and what woke them may have come after. */
const RUN_AGAIN: readonly JobName[] = ['speak', 'tell-project', 'publish-home'];

/**
 * Waking is one command that the engine carries out as a whole, so there is no moment between
 * looking at a job and acting on it. By the state of the job with that key:
 * unknown or over: added · sleeping: due now (`reschedule`) · waiting: nothing ·
 * running: nothing, but for those of RUN_AGAIN, which run once more after it (`keepLastIfActive`);
 * where that run goes to sleep instead, the extra one follows the run at the end of the sleep.
 *
 * The key is the deduplication id and never the job id: Redis looks at the job id first and would
 * answer "there already" without looking at the rest.
 */
export const createWake =
  ({ queue }: Pick<Engine, 'queue'>, watch: Watch): Wake =>
  async (job) => {
    const key = jobKey(job);
    try {
      await queue.add(job.name, job.payload, {
        deduplication: { id: key, reschedule: true, keepLastIfActive: RUN_AGAIN.includes(job.name) },
      });
      watch.answered();
    } catch (cause) {
      watch.failed(cause);
      throw new VpcbotError('QUEUE_DOWN', { doing: `waking "${key}"`, cause });
    }
  };
