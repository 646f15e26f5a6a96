import { openDoor } from '../../sandbox/demo/door.ts';
import { keepPage } from '../../sandbox/demo/kept-page.ts';
import { createWorld } from '../../sandbox/demo/world.ts';

/** The demo as `npm run demo` starts it, in this process and at any free port; settles when the bot is ready. */
export const startDemo = async () => {
  const world = await createWorld({ PATH: process.env['PATH'] });
  const door = await openDoor(world, keepPage(), 0);
  await Promise.all([door.isOpen(), world.start()]);
  return {
    url: door.url,
    world,
    stop: async (): Promise<void> => {
      await Promise.all([door.stop(), world.end()]);
    },
  };
};

export type Demo = Awaited<ReturnType<typeof startDemo>>;
