import { VpcbotError } from '../../../src/errors.ts';
import type { Job, Outcome } from '../../../src/queue/jobs.ts';
import { jobKey } from '../../../src/queue/parse-job.ts';
import { type Bots, type Life, Staged } from './bots.ts';
import type { Chance } from './chance.ts';
import type { MischiefMaker } from './mischief.ts';

const RETRY = 2_000;
/** When a queue notices that whoever ran a job is gone. */
const STALLED = 30_000;
const AT_ONCE = 4;
/** A wake during a run of these makes them run once more: so a queue has it. */
const RUN_AGAIN: readonly Job['name'][] = ['speak', 'publish-home'];

interface JobRunsOptions {
  readonly now: () => number;
  readonly chance: Chance;
  readonly mischief: MischiefMaker;
  /** What broke on anything but an error of the catalogue. */
  readonly hear: (error: unknown) => void;
}

/** A queue that forgets, refuses and doubles, and the runs of what it hands out. */
export const createJobRuns = ({ now, chance, mischief, hear }: JobRunsOptions) => {
  const due = new Map<string, { readonly job: Job; readonly at: number }>();
  const running = new Map<string, number>();

  const put = (job: Job, at: number): void => {
    const known = due.get(jobKey(job));
    due.set(jobKey(job), { job, at: known === undefined ? at : Math.min(known.at, at) });
  };

  const judgeError = (error: unknown): number => {
    if (error instanceof VpcbotError) return error.retryAfter ?? RETRY;
    if (!(error instanceof Staged)) hear(error);
    return RETRY;
  };

  const perform = async (job: Job, mine: Life, bots: Bots): Promise<void> => {
    const process = mine.processors[job.name] as (payload: object) => Promise<Outcome>;
    try {
      const outcome = await bots.as(mine, () => process(job.payload));
      if (!mine.isDead && outcome.kind === 'again') put(job, outcome.at);
    } catch (error) {
      if (!mine.isDead) put(job, now() + judgeError(error));
    }
    if (mine.isDead && chance.isSo(0.5)) put(job, now() + STALLED);
  };

  return {
    wake: async (job: Job): Promise<void> => {
      if (mischief.strikes('queue refuses')) throw new VpcbotError('QUEUE_DOWN', { doing: 'waking a job' });
      const isLeftAlone = running.has(jobKey(job)) && !RUN_AGAIN.includes(job.name);
      if (isLeftAlone && mischief.strikes('wake ignored')) return;
      due.set(jobKey(job), { job, at: now() });
    },
    /** Some of what is due, the oldest first; one of them twice, now and then. */
    takeDue: (): readonly Job[] => {
      const width = 1 + chance.below(AT_ONCE);
      const next = [...due.values()]
        .filter(({ at }) => at <= now())
        .sort((a, b) => a.at - b.at)
        .slice(0, width)
        .map(({ job }) => job);
      for (const job of next) due.delete(jobKey(job));
      const kept = next.filter(() => !mischief.strikes('job lost'));
      const [first] = kept;
      return first !== undefined && mischief.strikes('job doubled') ? [...kept, first] : kept;
    },
    run: async (job: Job, mine: Life, bots: Bots): Promise<void> => {
      const key = jobKey(job);
      running.set(key, (running.get(key) ?? 0) + 1);
      await perform(job, mine, bots);
      const left = (running.get(key) ?? 1) - 1;
      if (left === 0) running.delete(key);
      else running.set(key, left);
    },
    empty: (): void => due.clear(),
    /** Names of what waits, with when it is due: for who wonders why nothing comes to rest. */
    list: (): readonly string[] => [...due].map(([key, { at }]) => `${key} in ${at - now()} ms`),
    nextAt: (): number | null => {
      const times = [...due.values()].map(({ at }) => at);
      return times.length === 0 ? null : Math.min(...times);
    },
  };
};
