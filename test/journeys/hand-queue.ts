import type { Job } from '../../src/queue/jobs.ts';
import { jobKey } from '../../src/queue/parse-job.ts';

/** The queue of a test: jobs by key with the time they are due, run by hand and in order. */
export const createHandQueue = (now: () => number) => {
  const due = new Map<string, { job: Job; at: number }>();
  return {
    wake: async (job: Job): Promise<void> => {
      due.set(jobKey(job), { job, at: now() });
    },
    put: (job: Job, at: number): void => {
      const known = due.get(jobKey(job));
      due.set(jobKey(job), { job, at: known === undefined ? at : Math.min(known.at, at) });
    },
    takeDue: (): Job | null => {
      const [next] = [...due.values()].filter(({ at }) => at <= now()).sort((a, b) => a.at - b.at);
      if (next === undefined) return null;
      due.delete(jobKey(next.job));
      return next.job;
    },
    /** When the next job is due; null: there is none. */
    nextAt: (): number | null => {
      const times = [...due.values()].map(({ at }) => at);
      return times.length === 0 ? null : Math.min(...times);
    },
    empty: (): void => due.clear(),
  };
};
