import type { Engine } from './engine.ts';
import type { Wake } from './jobs.ts';
import { openRedis } from './redis.ts';
import { createRun, type Perform } from './run-job.ts';
import { createWake } from './wake.ts';
import { createWatch, type Log, type Watch } from './watch.ts';

/** Takes jobs from the queue from the moment it is made. */
export interface QueueWorker {
  /** Takes no more jobs, and resolves when those that run have settled. */
  close(): Promise<void>;
  /** Hands the running jobs back as due now, without waiting for what they do. */
  cutShort(): void;
  /** Lets go of the connections, for a `close` that gets no answer. */
  disconnect(): void;
}

export interface Queue {
  readonly engine: 'redis' | 'embedded';
  readonly wake: Wake;
  /** Whether a job can be added now. Never rejects; answers within 2 s. */
  isReady(): Promise<boolean>;
  /** How many jobs are waiting, active, delayed and so on. Rejects like `wake`, but with the engine's error. */
  countJobs(): Promise<Record<string, number>>;
  createWorker(perform: Perform, options: { readonly concurrency: number }): QueueWorker;
  /** Close the workers first. */
  close(): Promise<void>;
}

export const createQueue = (engine: Engine, { log, watch }: { log: Log; watch: Watch }): Queue => ({
  engine: engine.name,
  wake: createWake(engine, watch),
  isReady: () => engine.probe().catch(() => false),
  countJobs: () => engine.queue.getJobCounts(),
  createWorker(perform, options) {
    let closing = false;
    // A worker that is closing may still fetch one job, which is due for whoever comes next.
    const performWhileOpen: Perform = async (job) => (closing ? { kind: 'again', at: 0 } : perform(job));
    const { worker, disconnect } = engine.createWorker(createRun(performWhileOpen, log), {
      ...options,
      onError: (err) => log.error({ err }, 'the queue refused what a worker asked of it'),
    });
    return {
      async close() {
        closing = true;
        await worker.close();
        disconnect();
      },
      cutShort: () => worker.cancelAllJobs('stopping'),
      disconnect,
    };
  },
  close: () => engine.close(),
});

/**
 * Opens the queue: in Redis where there is a URL, else in this process's memory. A Redis that is
 * away is not an error, the queue heals when it returns. Rejects with QUEUE_UNFIT.
 */
export const openQueue = async (options: {
  readonly redisUrl: string | null;
  readonly log: Log;
  /** Keeps several bots on one Redis apart. */
  readonly prefix?: string;
}): Promise<Queue> => {
  const { redisUrl, log, prefix = 'vpcbot' } = options;
  const watch = createWatch(log);
  if (redisUrl !== null) {
    return createQueue(await openRedis({ url: redisUrl, prefix }, { log, watch }), { log, watch });
  }
  // Loaded here only: who has Redis need not read 27 MB of WebAssembly.
  const { openEmbedded } = await import('./embedded.ts');
  return createQueue(await openEmbedded(watch), { log, watch });
};
