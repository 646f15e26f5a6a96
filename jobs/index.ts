import { randomUUID } from 'node:crypto';
import { nextTry, type Timing } from '../src/domain/timing.ts';
import { isStoreAway, VpcbotError } from '../src/errors.ts';
import { beginLogFields, type LogFields, nameForLog } from '../src/log-context.ts';
import type { Queue } from '../src/queue/connections.ts';
import type { Job, JobName, JobPayloads, Outcome } from '../src/queue/jobs.ts';
import { jobKey } from '../src/queue/parse-job.ts';
import type { Log } from '../src/queue/watch.ts';
import { drain } from './drain.ts';
import { startHeartbeat } from './heartbeat.ts';

/** One function for each job there is. It looks once, may run twice, and never sleeps. */
export type Processors = { readonly [N in JobName]: (payload: JobPayloads[N]) => Promise<Outcome> };

/** How a run ended. `retried` heals by itself; `broken` needs a person, and is tried again rarely. */
export type RunEnd = Outcome['kind'] | 'retried' | 'broken';

export interface JobsOptions {
  readonly queue: Pick<Queue, 'wake' | 'createWorker'>;
  readonly processors: Processors;
  readonly log: Log;
  readonly now: () => number;
  readonly timing: Timing;
  /** How many jobs run at the same time. */
  readonly concurrency?: number;
  /** Told of each run that has ended. */
  readonly tell?: (run: { readonly job: JobName; readonly end: RunEnd; readonly ms: number }) => void;
}

export interface Jobs {
  /** Takes no more jobs and lets the running ones settle; returns within `timing.drain` and 1 s. */
  stop(): Promise<void>;
}

const runProcessor = <N extends JobName>(processors: Processors, name: N, payload: JobPayloads[N]) =>
  processors[name](payload);

/**
 * No failure is the end of a job: what heals by itself is tried again soon, a bug as rarely as
 * there is, so that one bad row neither spins nor stands in the way of the others.
 */
const judgeFailure = (
  err: unknown,
  { now, tries }: { readonly now: number; readonly tries: number },
  timing: Timing,
): { readonly end: 'retried' | 'broken'; readonly at: number } => {
  if (isStoreAway(err)) return { end: 'retried', at: nextTry({ now, tries, retryAfter: undefined }, timing) };
  return err instanceof VpcbotError && err.retryable
    ? { end: 'retried', at: nextTry({ now, tries, retryAfter: err.retryAfter }, timing) }
    : { end: 'broken', at: now + timing.retryMost };
};

/** What is known of a run before it has read anything. */
const logFieldsOf = (job: Job): LogFields => {
  const fields = { job: jobKey(job), run: randomUUID() };
  if ('requestId' in job.payload) return { ...fields, request: nameForLog(job.payload.requestId) };
  return 'project' in job.payload ? { ...fields, project: job.payload.project } : fields;
};

const createPerform = ({ processors, log, now, timing, tell }: JobsOptions) => {
  /** Failures in a row. BullMQ's own count also counts the looks that went well. */
  const failures = new Map<string, number>();
  const end = (job: Job, how: RunEnd, began: number): void => {
    tell?.({ job: job.name, end: how, ms: performance.now() - began });
  };
  const run = async (job: Job): Promise<Outcome> => {
    const key = jobKey(job);
    const began = performance.now();
    try {
      const outcome = await runProcessor(processors, job.name, job.payload);
      failures.delete(key);
      end(job, outcome.kind, began);
      return outcome;
    } catch (err) {
      const tries = failures.get(key) ?? 0;
      failures.set(key, tries + 1);
      const { end: how, at } = judgeFailure(err, { now: now(), tries }, timing);
      end(job, how, began);
      const fields = { err, job: key, tries: tries + 1, nextTry: new Date(at).toISOString() };
      if (how === 'retried') log.warn(fields, 'a job is tried again');
      else log.error(fields, 'a job cannot go on by itself');
      return { kind: 'again', at };
    }
  };
  return (job: Job): Promise<Outcome> => beginLogFields(logFieldsOf(job), () => run(job));
};

/** Jobs wait for others far more than they compute; a project has four calls under way at most. */
const HANDS = 40;

/** Starts the worker and the heartbeat that wakes `sweep`. Needs no queue that answers: it waits for one. */
export const runJobs = (options: JobsOptions): Jobs => {
  const { queue, log, timing, concurrency = HANDS } = options;
  const perform = createPerform(options);
  const running = new Set<Promise<Outcome>>();
  const track = (job: Job): Promise<Outcome> => {
    const run = perform(job).finally(() => running.delete(run));
    running.add(run);
    return run;
  };
  const worker = queue.createWorker(track, { concurrency });
  const stopHeartbeat = startHeartbeat(queue.wake, timing.sweepEvery);
  let stopped: Promise<void> | undefined;
  return {
    stop() {
      stopHeartbeat();
      stopped ??= drain(worker, running, { ms: timing.drain, log });
      return stopped;
    },
  };
};
