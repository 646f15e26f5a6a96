import { onTestFinished, vi } from 'vitest';
import { type Jobs, type Processors, type RunEnd, runJobs } from '../../jobs/index.ts';
import { DEFAULT_TIMING, type Timing } from '../../src/domain/timing.ts';
import type { Queue } from '../../src/queue/connections.ts';
import type { Job, JobName, Outcome } from '../../src/queue/jobs.ts';
import type { Log } from '../../src/queue/watch.ts';

export interface Line {
  readonly level: 'info' | 'warn' | 'error';
  readonly fields: object;
  readonly message: string;
}

/** A log that can be read. */
export const createLog = (): Log & { readonly lines: readonly Line[] } => {
  const lines: Line[] = [];
  return {
    lines,
    info: (fields, message) => lines.push({ level: 'info', fields, message }),
    warn: (fields, message) => lines.push({ level: 'warn', fields, message }),
    error: (fields, message) => lines.push({ level: 'error', fields, message }),
  };
};

export interface OpenedQueue {
  readonly queue: Queue;
  /** Throws every job away, as FLUSHALL would. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

export type OpenQueue = (log: Log) => Promise<OpenedQueue>;

export const vpc = (vpcId: number): Job => ({ name: 'advance-vpc', payload: { vpcId } });
export const speak = (requestId: number): Job => ({ name: 'speak', payload: { requestId } });

export const done: Outcome = { kind: 'done' };
export const inMs = (ms: number): Outcome => ({ kind: 'again', at: Date.now() + ms });

const idle: Processors = {
  'advance-vpc': async () => done,
  'advance-move': async () => done,
  'advance-quota': async () => done,
  'advance-side': async () => done,
  speak: async () => done,
  'tell-project': async () => done,
  'observe-project': async () => done,
  'publish-home': async () => done,
  sweep: async () => done,
};

/** A promise with its handle outside: what a job waits at until the test opens it. */
export const createGate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
};

/** No sweep but the one at the start, unless a test asks for more. */
const TIMING: Timing = {
  ...DEFAULT_TIMING,
  sweepEvery: 3_600_000,
  retryFirst: 50,
  retryMost: 500,
  drain: 2_000,
};

type RunCounts = { readonly [N in JobName]: { readonly [E in RunEnd]: number } };

/** The runs since the start, by what was told of each. */
const createCounts = () => {
  const noRuns = () => ({ done: 0, again: 0, retried: 0, broken: 0 });
  const counts = {
    'advance-vpc': noRuns(),
    'advance-move': noRuns(),
    'advance-quota': noRuns(),
    'advance-side': noRuns(),
    speak: noRuns(),
    'tell-project': noRuns(),
    'observe-project': noRuns(),
    'publish-home': noRuns(),
    sweep: noRuns(),
  } satisfies RunCounts;
  return {
    tell: ({ job, end }: { readonly job: JobName; readonly end: RunEnd }): void => {
      counts[job][end] += 1;
    },
    read: (): RunCounts => structuredClone(counts),
  };
};

export const startJobs = (
  queue: Queue,
  {
    processors,
    log,
    timing,
    concurrency = 5,
  }: { processors: Partial<Processors>; log: Log; timing?: Partial<Timing>; concurrency?: number },
): Jobs & { counts(): RunCounts } => {
  const counts = createCounts();
  const jobs = runJobs({
    queue,
    processors: { ...idle, ...processors },
    log,
    now: Date.now,
    timing: { ...TIMING, ...timing },
    concurrency,
    tell: counts.tell,
  });
  onTestFinished(() => jobs.stop());
  return { ...jobs, counts: counts.read };
};

/** Opens a queue for one test, with a log to read and the jobs under test. */
export const setStage = async (
  open: OpenQueue,
  options: { processors: Partial<Processors>; timing?: Partial<Timing>; concurrency?: number },
) => {
  const log = createLog();
  const opened = await open(log);
  onTestFinished(() => opened.close());
  const jobs = startJobs(opened.queue, { ...options, log });
  return { ...opened, wake: opened.queue.wake, jobs, log };
};

/** Waits until the queue holds this and nothing else: `{ delayed: 1 }`. */
export const untilQueueHolds = (queue: Queue, jobs: Record<string, number>): Promise<void> =>
  vi.waitFor(
    async () => {
      const held = Object.entries(await queue.countJobs()).filter(([, count]) => count > 0);
      const seen = JSON.stringify(Object.fromEntries(held));
      if (seen !== JSON.stringify(jobs)) throw new Error(`the queue holds ${seen}`);
    },
    { timeout: 8_000, interval: 20 },
  );

export const until = (condition: () => boolean): Promise<void> =>
  vi.waitFor(
    () => {
      if (!condition()) throw new Error(`not yet: ${condition}`);
    },
    { timeout: 8_000, interval: 10 },
  );
