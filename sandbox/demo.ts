import { parseArgs } from 'node:util';
import { buildPage } from './demo/build-page.ts';
import { openDoor } from './demo/door.ts';
import { createWorld } from './demo/world.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '4100' } } });

const page = await buildPage();
const world = await createWorld(process.env);
const door = await openDoor(world, page, Number(values.port));

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.once(signal, () => void Promise.all([door.stop(), world.end()]).then(() => process.exit(0)));
}
process.stdout.write(`Open ${door.url}\n`);
// For programs.
process.stdout.write(`${JSON.stringify({ demo: 'ready', url: door.url, urls: world.urls() })}\n`);
await world.start();
