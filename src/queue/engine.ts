import type { Queue as BullQueue, Worker as BullWorker, Processor } from 'bullmq';

/** What runs one job. BullMQ hands over the abort signal only to a function of three parameters. */
export type Run = Processor<unknown, void, string>;

export interface WorkerOptions {
  readonly concurrency: number;
  /** What a worker could not do, but for a lost connection, which it simply waits out. */
  onError(err: Error): void;
}

export interface EngineWorker {
  readonly worker: Pick<BullWorker<unknown, void, string>, 'close' | 'cancelAllJobs'>;
  /** Lets go of the connections at once, whatever still waits on them. */
  disconnect(): void;
}

/** One of the two places where BullMQ can keep its jobs. */
export interface Engine {
  readonly name: 'redis' | 'embedded';
  readonly queue: Pick<BullQueue<unknown, void, string>, 'add' | 'getJobCounts' | 'obliterate'>;
  createWorker(run: Run, options: WorkerOptions): EngineWorker;
  /** Rejects, or resolves to false, when no job can be added now. */
  probe(): Promise<boolean>;
  close(): Promise<void>;
}

/** The one queue; what tells two bots on one Redis apart is the prefix. */
export const QUEUE_NAME = 'vpcbot';

/** Nothing is kept of a finished job: a key that is taken could not be woken. */
export const JOB_OPTIONS = { removeOnComplete: true, removeOnFail: true } as const;

/**
 * A worker that died takes its job's lock along, and BullMQ gives such a job up after one more
 * such death. Here the store knows what a job has done, so it may be begun again any number of times.
 * Until the lock ends and somebody looks, nothing can wake that job, `sweep` least of all: so both
 * take seconds. A run that loses its lock to a pause of this process is begun twice, which is safe.
 */
export const WORKER_OPTIONS = {
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 1_000_000,
  runRetryDelay: 1_000,
} as const;
