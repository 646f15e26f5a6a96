import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openQueue } from '../../src/queue/connections.ts';
import type { Wake } from '../../src/queue/jobs.ts';
import type { Log } from '../../src/queue/watch.ts';
import { testQueue } from './conformance.ts';
import { createRedis, hasRedis, needsRedis } from './redis-server.ts';
import {
  createLog,
  done,
  inMs,
  type OpenedQueue,
  setStage,
  startJobs,
  until,
  untilQueueHolds,
  vpc,
} from './stage.ts';

type TestRedis = Awaited<ReturnType<typeof createRedis>>;

const startRedis = async (options?: { policy?: string }) => {
  const redis = await createRedis(options);
  onTestFinished(() => redis.remove());
  await redis.start();
  return redis;
};

const openAt = async (url: string, log: Log): Promise<OpenedQueue> => {
  const queue = await openQueue({ redisUrl: url, log });
  return { queue, empty: async () => undefined, close: () => queue.close() };
};

describe.skipIf(!hasRedis)(needsRedis('the queue in redis'), () => {
  let redis: TestRedis;
  let admin: Redis;
  let opened = 0;

  beforeAll(async () => {
    redis = await createRedis();
    await redis.start();
    admin = new Redis(redis.url);
  });
  afterAll(async () => {
    admin?.disconnect();
    await redis?.remove();
  });

  const open = async (log: Log): Promise<OpenedQueue> => {
    opened += 1;
    const queue = await openQueue({ redisUrl: redis.url, log, prefix: `test-${opened}` });
    return { queue, empty: async () => void (await admin.flushall()), close: () => queue.close() };
  };

  testQueue(open);

  test('two bots with a prefix each share one redis and not their jobs', async () => {
    const one = await setStage(open, { processors: {} });
    const other = await setStage(open, { processors: {} });
    await one.wake(vpc(1));
    await until(() => one.jobs.counts()['advance-vpc'].done === 1);
    expect(other.jobs.counts()['advance-vpc'].done).toBe(0);
  });

  test('a job that this version does not know is dropped, and said', async () => {
    const { queue, log } = await setStage(open, { processors: {} });
    const newer = new Queue('vpcbot', { connection: { url: redis.url }, prefix: `test-${opened}` });
    onTestFinished(() => newer.close());
    await newer.add('dance', { partner: 3 }, { removeOnComplete: true });
    await until(() => log.lines.length > 0);
    expect(log.lines).toMatchObject([{ level: 'error', fields: { job: { name: 'dance' } } }]);
    await untilQueueHolds(queue, {});
  });

  test('two workers lose nothing and run nothing twice', async () => {
    const runs = new Map<number, number>();
    const processors = {
      'advance-vpc': async ({ vpcId }: { vpcId: number }) => {
        runs.set(vpcId, (runs.get(vpcId) ?? 0) + 1);
        return runs.get(vpcId) === 1 ? inMs(50) : done;
      },
    };
    const { queue, wake, log } = await setStage(open, { processors });
    startJobs(queue, { processors, log });
    await Promise.all(Array.from({ length: 200 }, (_, index) => wake(vpc(index + 1))));
    await untilQueueHolds(queue, {});
    expect(runs.size).toBe(200);
    expect([...runs.values()].every((count) => count === 2)).toBe(true);
  });
});

const DOWN = 'the queue does not answer; what is recorded goes on when it is back';
const BACK = 'the queue answers again';

const messages = (log: ReturnType<typeof createLog>) => log.lines.map(({ message }) => message);

/** How long a wake-up takes to be refused: ms. */
const refusal = async (wake: Wake): Promise<number> => {
  const before = Date.now();
  await expect(wake(vpc(1))).rejects.toMatchObject({ code: 'QUEUE_DOWN', retryable: true });
  return Date.now() - before;
};

describe.skipIf(!hasRedis)(needsRedis('a redis in trouble'), () => {
  test('a redis that is killed refuses at once, and works by itself when it is back', async () => {
    const redis = await startRedis();
    const { queue, wake, jobs, log } = await setStage((log) => openAt(redis.url, log), {
      processors: { 'advance-vpc': async ({ vpcId }) => (vpcId === 9 ? inMs(3_600_000) : done) },
    });
    await wake(vpc(9));
    await untilQueueHolds(queue, { delayed: 1 });
    await redis.kill();
    await until(() => log.lines.length > 0);
    expect(await refusal(wake)).toBeLessThan(500);
    expect(await queue.isReady()).toBe(false);
    await redis.start();
    await until(() => log.lines.length > 1);
    await Promise.all([wake(vpc(1)), wake(vpc(9))]);
    await until(() => jobs.counts()['advance-vpc'].done === 1 && jobs.counts()['advance-vpc'].again === 2);
    expect(await queue.isReady()).toBe(true);
    expect(messages(log)).toEqual([DOWN, BACK]);
  });

  test('a frozen redis refuses within two seconds, and works by itself when it thaws', async () => {
    const redis = await startRedis();
    const { queue, wake, jobs, log } = await setStage((log) => openAt(redis.url, log), { processors: {} });
    await until(() => jobs.counts().sweep.done === 1);
    redis.freeze();
    expect(await refusal(wake)).toBeLessThan(2_000);
    expect(await queue.isReady()).toBe(false);
    redis.thaw();
    await vi.waitFor(() => wake(vpc(2)), { timeout: 8_000, interval: 100 });
    await until(() => jobs.counts()['advance-vpc'].done >= 1);
    expect(messages(log)).toEqual([DOWN, BACK]);
  });

  test('a redis that is away at the start is waited for', async () => {
    const redis = await createRedis();
    onTestFinished(() => redis.remove());
    const { wake, jobs, log } = await setStage((log) => openAt(redis.url, log), { processors: {} });
    expect(await refusal(wake)).toBeLessThan(500);
    await redis.start();
    await until(() => log.lines.length > 1);
    await wake(vpc(1));
    await until(() => jobs.counts()['advance-vpc'].done === 1);
    expect(messages(log)).toEqual([DOWN, BACK]);
  });

  test('a redis that is frozen at the start is waited for', async () => {
    const redis = await startRedis();
    redis.freeze();
    const before = Date.now();
    const { wake, jobs, log } = await setStage((log) => openAt(redis.url, log), { processors: {} });
    expect(Date.now() - before).toBeLessThan(3_000);
    redis.thaw();
    await until(() => log.lines.length > 1);
    await wake(vpc(1));
    await until(() => jobs.counts()['advance-vpc'].done === 1);
    expect(messages(log)).toEqual([DOWN, BACK]);
  });

  test.each([
    ['killed', (redis: TestRedis) => redis.kill()],
    ['frozen', (redis: TestRedis) => redis.freeze()],
  ] as const)('a stop returns within the limit while redis is %s', async (_, trouble) => {
    const redis = await startRedis();
    const { queue, wake, jobs } = await setStage((log) => openAt(redis.url, log), {
      timing: { drain: 300 },
      processors: { 'advance-vpc': () => new Promise(() => undefined) },
    });
    await wake(vpc(1));
    await untilQueueHolds(queue, { active: 1 });
    await trouble(redis);
    const before = Date.now();
    await jobs.stop();
    await queue.close();
    expect(Date.now() - before).toBeLessThan(300 + 1_000 + 500);
  });

  test('a redis that evicts is refused with what to do', async () => {
    const redis = await startRedis({ policy: 'allkeys-lru' });
    await expect(openQueue({ redisUrl: redis.url, log: createLog() })).rejects.toMatchObject({
      code: 'QUEUE_UNFIT',
      said: 'maxmemory-policy is "allkeys-lru", which throws jobs away; set it to "noeviction"',
    });
  });

  test('a redis that is met later and evicts is said to be unfit and makes the queue not ready', async () => {
    const redis = await createRedis({ policy: 'allkeys-lru' });
    onTestFinished(() => redis.remove());
    const { queue, log } = await setStage((log) => openAt(redis.url, log), { processors: {} });
    await redis.start();
    await until(() => log.lines.some(({ level }) => level === 'error'));
    expect(log.lines.at(-1)).toMatchObject({ fields: { err: { code: 'QUEUE_UNFIT' } } });
    expect(await queue.isReady()).toBe(false);
  });
});
