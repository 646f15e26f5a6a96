import { type Program, startProgram } from './program.ts';
import { readArguments, type TourChoice, USAGE } from './tour/arguments.ts';
import { choosePlace } from './tour/place.ts';
import { createScreen, type Screen } from './tour/screen.ts';
import { prepareSetting, type SandboxReady, type Setting } from './tour/setting.ts';
import { STORIES, type Story } from './tour/stories.ts';
import { openWorld } from './tour/world.ts';

/** How many times as fast as the wall clock the clouds run: a VPC is ready after 1.3 s instead of 40. */
const SCALE = '30';
/** A slow machine may take this long to start a program, in ms. */
const START_MOST = 90_000;
const LOG_SHOWN = 15;

const readReady = (line: string): SandboxReady | null =>
  line.startsWith('{"sandbox":"ready"') ? (JSON.parse(line) as SandboxReady) : null;

/** All that runs beside the tour, and how it ends. */
const createCompany = () => {
  const programs: Program[] = [];
  let setting: Setting | null = null;
  return {
    start: (...options: Parameters<typeof startProgram>): Program => {
      const program = startProgram(...options);
      programs.push(program);
      return program;
    },
    prepare: (...options: Parameters<typeof prepareSetting>): Setting => {
      setting = prepareSetting(...options);
      return setting;
    },
    bot: (): Program | undefined => programs[1],
    /** The bot first, so that it can say goodbye to its Slack. */
    end: async (): Promise<void> => {
      for (const program of programs.splice(0).reverse()) await program.stop();
      setting?.remove();
    },
  };
};

type Company = ReturnType<typeof createCompany>;

const tour = async (company: Company, screen: Screen, choice: TourChoice): Promise<void> => {
  const place = choosePlace(choice.product, choice.cloud);
  const { play, settings = {} }: Story = STORIES[choice.story];
  screen.act(
    `Starting a local Slack, a local ${place.productName} and a local ${place.cloudName}; the clouds run fast …`,
  );
  const sandbox = company.start('the sandbox', 'sandbox/main.ts', {
    args: ['--port', '0', '--scale', SCALE],
    env: process.env,
  });
  const ready = await sandbox.says('the addresses', readReady, START_MOST);
  const world = openWorld(ready, place);
  await world.timescale.prepare();
  screen.act('Starting the bot, as npm start does. Its in-memory queue takes some seconds to start …');
  const { env } = company.prepare(ready, place, settings, process.env);
  const bot = company.start('the bot', 'src/main.ts', { env });
  const isReady = (line: string) => (line.includes('vpcbot is ready') ? true : null);
  await bot.says('the word that it is ready', isReady, START_MOST);
  const truth = await play({
    ...world,
    controlUrl: ready.urls.control,
    bot,
    screen,
  });
  await company.end();
  screen.act(`It came true: ${truth}. It took ${screen.seconds().toFixed(1)} s.`);
};

const complain = (error: unknown, bot: Program | undefined): void => {
  process.stderr.write(
    `\nThe story did not come true. It waited for: ${error instanceof Error ? error.message : error}\n`,
  );
  const log = bot?.lines().slice(-LOG_SHOWN) ?? [];
  if (log.length > 0) process.stderr.write(`\nThe bot's last words:\n${log.join('\n')}\n`);
};

const company = createCompany();
let interrupted = false;
const leave = (code: number) => (): void => {
  if (interrupted) return;
  interrupted = true;
  company.end().finally(() => process.exit(code));
};
process.on('SIGINT', leave(130));
process.on('SIGTERM', leave(143));
process.on('SIGHUP', leave(129));
// Whoever read the tour went away, as in `npm run tour | head`.
process.stdout.on('error', leave(1));

const play = async (choice: TourChoice): Promise<void> => {
  try {
    await tour(company, createScreen(process.stdout, performance.now(), process.env), choice);
  } catch (error) {
    if (interrupted) return;
    complain(error, company.bot());
    await company.end();
    process.exitCode = 1;
  }
};

const choice = readArguments(process.argv.slice(2));
switch (choice.kind) {
  case 'tour':
    await play(choice);
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
