import { type DemoChoice, readArguments, USAGE } from './demo/arguments.ts';
import { type Door, openDoor } from './demo/door.ts';
import { keepPage } from './demo/kept-page.ts';
import { watchParent } from './demo/parent.ts';
import { createScreen } from './demo/screen.ts';
import { createWorld, type World } from './demo/world.ts';

/** npm hands on a Ctrl-C that the terminal has sent already; a person's second one comes later than this, in ms. */
const SAME_PRESS = 400;

const startedAt = performance.now();
const screen = createScreen(process.stdout, process.stderr);

/** What is open so far, and how it ends. */
const createCompany = () => {
  let world: World | null = null;
  let door: Door | null = null;
  let leftAt: number | null = null;
  return {
    keepWorld: (opened: World): World => {
      world = opened;
      return opened;
    },
    keepDoor: (opened: Door): Door => {
      door = opened;
      return opened;
    },
    isLeaving: (): boolean => leftAt !== null,
    end: async (): Promise<void> => {
      await Promise.all([door?.stop(), world?.end()]);
    },
    /** However the process ends, no process and no folder stays behind. */
    endAtOnce: (): void => world?.endAtOnce(),
    leave(): void {
      const now = performance.now();
      if (leftAt === null) {
        leftAt = now;
        screen.end();
        this.end().finally(() => process.exit(0));
      } else if (now - leftAt > SAME_PRESS) process.exit(1);
    },
  };
};

const company = createCompany();

const watchEnds = (): void => {
  process.on('exit', company.endAtOnce);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => company.leave());
  // Whoever read what the demo says went away, as a terminal does that is closed.
  process.stdout.on('error', () => company.leave());
  watchParent(() => company.leave());
};

const play = async ({ port, pace }: DemoChoice): Promise<void> => {
  const world = company.keepWorld(await createWorld(process.env, { pace }));
  const door = company.keepDoor(await openDoor(world, keepPage(), port));
  const started = world.start();
  await door.isOpen();
  screen.open(door.url);
  await started;
  if (company.isLeaving()) return;
  screen.tellBot(world.bot(), performance.now() - startedAt);
  screen.tellPrograms({ demo: 'ready', url: door.url, urls: world.urls() });
};

const explain = (error: unknown, port: number): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const anyPort = 'npm run demo -- --port 0 takes any that is free.';
  if (code === 'EADDRINUSE') return `Port ${port} is taken, perhaps by another demo or sandbox: ${anyPort}`;
  if (code === 'EACCES') return `Port ${port} is not for everybody to take: ${anyPort}`;
  return `The demo could not start: ${error instanceof Error ? error.message : error}`;
};

const run = async (choice: DemoChoice): Promise<void> => {
  watchEnds();
  try {
    await play(choice);
  } catch (error) {
    if (company.isLeaving()) return;
    screen.complain(explain(error, choice.port));
    await company.end();
    process.exit(1);
  }
};

const choice = readArguments(process.argv.slice(2));
switch (choice.kind) {
  case 'demo':
    await run(choice);
    break;
  case 'usage':
    process.stdout.write(`${USAGE}\n`);
    break;
  case 'wrong':
    process.stderr.write(`${choice.problems.join('\n')}\n\n${USAGE}\n`);
    process.exitCode = 2;
    break;
  default:
    choice satisfies never;
}
