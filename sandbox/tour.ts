import { type Program, startProgram } from './program.ts';
import { openClouds } from './tour/clouds.ts';
import { createScreen, type Screen } from './tour/screen.ts';
import { prepareSetting, type SandboxReady, type Setting, type Settings } from './tour/setting.ts';
import type { Story } from './tour/stage.ts';
import { readStory, STORIES } from './tour/stories.ts';

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
    prepare: (ready: SandboxReady, settings: Settings): Setting => {
      setting = prepareSetting(ready, settings, process.env);
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

const tour = async (company: Company, screen: Screen, { play, settings = {} }: Story): Promise<void> => {
  screen.act('Starting a local Slack, a local Tiger Cloud and a local AWS; the clouds run fast …');
  const sandbox = company.start('the sandbox', 'sandbox/main.ts', {
    args: ['--port', '0', '--scale', SCALE],
    env: process.env,
  });
  const ready = await sandbox.says('the addresses', readReady, START_MOST);
  screen.act('Starting the bot, as npm start does. Its in-memory queue takes some seconds to start …');
  const bot = company.start('the bot', 'src/main.ts', { env: company.prepare(ready, settings).env });
  const isReady = (line: string) => (line.includes('vpcbot is ready') ? true : null);
  await bot.says('the word that it is ready', isReady, START_MOST);
  const truth = await play({
    controlUrl: ready.urls.control,
    clouds: openClouds(ready),
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

const story = readStory(process.argv.slice(2));

try {
  if (story === null) throw new Error(`a story by its name, one of ${Object.keys(STORIES).join(', ')}`);
  await tour(company, createScreen(process.stdout, performance.now(), process.env), story);
} catch (error) {
  if (!interrupted) {
    complain(error, company.bot());
    await company.end();
    process.exitCode = 1;
  }
}
