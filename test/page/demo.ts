import type { StartBot } from '../../sandbox/demo/bot.ts';
import { openDoor } from '../../sandbox/demo/door.ts';
import { keepPage } from '../../sandbox/demo/kept-page.ts';
import { createWorld } from '../../sandbox/demo/world.ts';
import { createBuiltBot } from '../processes/built-bot.ts';
import { createRedis, hasRedis } from '../queue/redis-server.ts';

const LEASH = new URL('../../sandbox/demo/leash.ts', import.meta.url).href;

/** After a reset the bot has another database, and then it has another queue, too. */
const createStart = async (url: string): Promise<StartBot> => {
  const start = await createBuiltBot([LEASH]);
  const databases: unknown[] = [];
  return (env) => {
    const database = env['DATABASE_URL'];
    if (!databases.includes(database)) databases.push(database);
    return start({ ...env, REDIS_URL: `${url}/${databases.indexOf(database)}` });
  };
};

/** The demo as `npm run demo` starts it, in this process and at any free port; settles when the bot is ready. */
export const startDemo = async () => {
  // Building the page leaves no time to answer the bot.
  const page = await keepPage();
  const redis = hasRedis ? await createRedis() : null;
  await redis?.start();
  const quick = redis === null ? {} : { startBot: await createStart(redis.url) };
  const world = await createWorld({ PATH: process.env['PATH'] }, quick);
  const door = await openDoor(world, page, 0);
  await world.start();
  return {
    url: door.url,
    world,
    stop: async (): Promise<void> => {
      await Promise.all([door.stop(), world.end()]);
      await redis?.remove();
    },
  };
};

export type Demo = Awaited<ReturnType<typeof startDemo>>;
