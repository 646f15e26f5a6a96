import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { createRedis, hasRedis, needsRedis } from '../queue/redis-server.ts';
import { acceptPeering, ask, expectWholeStory, finish, pendingPeering, readChannel } from './create-story.ts';
import { LONG, openStage, type ProcessStage, SECRETS, until } from './stage.ts';

/** Each has a Redis of its own. */
const AT_ONCE = { concurrent: true, timeout: LONG } as const;

type Server = Awaited<ReturnType<typeof createRedis>>;

const withRedis = async (play: (stage: ProcessStage, server: Server) => Promise<void>): Promise<void> => {
  const server = await createRedis();
  await server.start();
  const stage = await openStage({ env: { REDIS_URL: server.url } });
  try {
    await play(stage, server);
  } finally {
    await stage.close();
    await server.remove();
  }
};

const connect = async <T>({ url }: Server, act: (redis: Redis) => Promise<T>): Promise<T> => {
  const redis = new Redis(url);
  try {
    return await act(redis);
  } finally {
    redis.disconnect();
  }
};

/** All that the queue keeps, as text. */
const dump = (server: Server): Promise<string> =>
  connect(server, async (redis) => {
    const keys = await redis.keys('*');
    const hashes = await Promise.all(
      keys.map(async (key) => ((await redis.type(key)) === 'hash' ? redis.hgetall(key) : key)),
    );
    return JSON.stringify(hashes);
  });

test.skipIf(!hasRedis)(
  needsRedis('a VPC goes from the command to active on Redis, and no secret is in the queue'),
  AT_ONCE,
  () =>
    withRedis(async (stage, server) => {
      const bot = await stage.start();
      await ask(stage);
      await pendingPeering(stage);
      const kept = await dump(server);
      expect(kept).toContain('advance-vpc');
      expect(Object.values(SECRETS).filter((secret) => kept.includes(secret))).toEqual([]);
      await finish(stage);
      await expectWholeStory(stage);
      bot.signal('SIGTERM');
      expect(await bot.ended).toEqual({ code: 0, signal: null });
    }),
);

test.skipIf(!hasRedis)(
  needsRedis('two processes that overlap in a rolling restart make one VPC and say each notice once'),
  AT_ONCE,
  () =>
    withRedis(async (stage) => {
      const old = await stage.start();
      await ask(stage);
      const next = await stage.start();
      old.signal('SIGTERM');
      expect(await old.ended).toEqual({ code: 0, signal: null });
      await finish(stage);
      await expectWholeStory(stage);
      expect(next.hasEnded()).toBe(false);
    }),
);

test.skipIf(!hasRedis)(
  needsRedis('a queue that is emptied in the middle of a request loses nothing of it'),
  AT_ONCE,
  () =>
    withRedis(async (stage, server) => {
      const flush = () => connect(server, (redis) => redis.flushall());
      await stage.start();
      await ask(stage);
      await flush();
      await until('the VPC', async () => (await readChannel(stage))[1]);
      await flush();
      await acceptPeering(stage);
      await flush();
      await until('the channel to hear of it', async () =>
        (await readChannel(stage)).find(({ isBroadcast }) => isBroadcast),
      );
      await until('the card to be done', async () =>
        (await readChannel(stage))[0]?.lines.some((line) => line.includes('is done')) ? true : null,
      );
      await expectWholeStory(stage);
    }),
);

test.skipIf(!hasRedis)(
  needsRedis('a bot killed between recording a request and waking its jobs brings it to its end'),
  AT_ONCE,
  () =>
    withRedis(async (stage, server) => {
      const bot = await stage.start();
      await server.kill();
      await ask(stage);
      bot.signal('SIGKILL');
      await bot.ended;
      expect(await readChannel(stage)).toEqual([]);
      await server.start();
      await stage.start();
      await finish(stage);
      await expectWholeStory(stage);
    }),
);
