import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { createRedis, hasRedis, needsRedis } from '../queue/redis-server.ts';
import { acceptPeering, ask, expectWholeStory, finish, readChannel } from './create-story.ts';
import { LONG, openStage, type ProcessStage, until } from './stage.ts';

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
