import { Queue as BullQueue, Worker as BullWorker } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import { VpcbotError } from '../errors.ts';
import {
  type Engine,
  type EngineWorker,
  JOB_OPTIONS,
  QUEUE_NAME,
  type Run,
  WORKER_OPTIONS,
  type WorkerOptions,
} from './engine.ts';
import { judgeRedis } from './judge-redis.ts';
import type { Log, Watch } from './watch.ts';

const retryStrategy = (times: number): number => Math.min(100 * times, 1_000);

/**
 * A person waits for a wake-up, so it fails at once or after 1.5 s. Without the version check
 * skipped below, one failure at the start would be BullMQ's answer for ever.
 */
const IMPATIENT = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  commandTimeout: 1_500,
  retryStrategy,
} satisfies RedisOptions;

/** Nobody waits for a worker: it asks until there is an answer. */
const PATIENT = { maxRetriesPerRequest: null, retryStrategy } satisfies RedisOptions;

/** How long a start waits for Redis' first word before it goes on without. */
const FIRST_WORD = 2_000;

interface RedisPlace {
  readonly url: string;
  readonly prefix: string;
}

/** BullMQ duplicates a worker's connection to block on, and cannot close it while Redis is away. */
class KeptRedis extends Redis {
  readonly #kept: Pick<Redis, 'status' | 'disconnect' | 'emit'>[] = [this];

  override duplicate<O extends Partial<RedisOptions> | undefined>(override?: O) {
    const twin = super.duplicate(override);
    twin.on('error', () => undefined);
    this.#kept.push(twin);
    return twin;
  }

  disconnectAll(): void {
    for (const redis of this.#kept) {
      const between = redis.status === 'reconnecting';
      redis.disconnect();
      // Between two tries ioredis ends without a word, and BullMQ would wait for that word for ever.
      if (between) redis.emit('end');
    }
  }
}

const connect = async (redis: Redis, watch: Watch): Promise<void> => {
  redis.on('error', (err) => watch.failed(err));
  redis.on('ready', () => watch.answered());
  const timer = new AbortController();
  const silence = new Promise<never>((_, reject) => {
    const late = setTimeout(() => reject(new Error('no answer')), FIRST_WORD);
    timer.signal.addEventListener('abort', () => clearTimeout(late));
  });
  try {
    await Promise.race([redis.connect(), silence]);
  } catch (err) {
    watch.failed(err);
  } finally {
    timer.abort();
  }
};

/** A worker also reports that its connection went; the producer's says so already, and once. */
const isConnectionError = (err: Error): boolean =>
  'syscall' in err || /ECONNREFUSED|Connection is closed/.test(err.message);

const createWorker = (
  { url, prefix }: RedisPlace,
  run: Run,
  { concurrency, onError }: WorkerOptions,
): EngineWorker => {
  const connection = new KeptRedis(url, PATIENT);
  connection.on('error', () => undefined);
  const worker = new BullWorker<unknown, void, string>(QUEUE_NAME, run, {
    ...WORKER_OPTIONS,
    connection,
    prefix,
    concurrency,
  });
  worker.on('error', (err) => {
    if (!isConnectionError(err)) onError(err);
  });
  return { worker, disconnect: () => connection.disconnectAll() };
};

/**
 * The queue in Redis. A Redis that is away is waited for; one that answers and would lose jobs
 * rejects with QUEUE_UNFIT, and makes `probe` say no when it is met later.
 */
export const openRedis = async (
  place: RedisPlace,
  { log, watch }: { readonly log: Log; readonly watch: Watch },
): Promise<Engine> => {
  const connection = new Redis(place.url, { ...IMPATIENT, lazyConnect: true });
  let unfit: VpcbotError | null = null;
  const check = async () => {
    const problem = judgeRedis(await connection.info());
    unfit =
      problem === null ? null : new VpcbotError('QUEUE_UNFIT', { doing: 'checking redis', said: problem });
    return unfit;
  };
  await connect(connection, watch);
  if (connection.status === 'ready' && (await check().catch(() => null)) !== null) {
    connection.disconnect();
    throw unfit;
  }
  connection.on('ready', () => {
    check().then(
      (err) => err !== null && log.error({ err }, 'this redis may lose jobs'),
      (err) => watch.failed(err),
    );
  });
  const queue = new BullQueue<unknown, void, string>(QUEUE_NAME, {
    connection,
    prefix: place.prefix,
    skipWaitingForReady: true,
    skipVersionCheck: true,
    defaultJobOptions: JOB_OPTIONS,
  });
  queue.on('error', (err) => watch.failed(err));
  return {
    name: 'redis',
    queue,
    createWorker: (run, options) => createWorker(place, run, options),
    probe: async () => (await connection.ping()) === 'PONG' && unfit === null,
    async close() {
      // Not queue.close(): it says goodbye first, and Redis may not be there to hear it.
      connection.disconnect();
    },
  };
};
