import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { type Program, startProgram } from '../../sandbox/program.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** As far below the root as `src/store`, from where the bot finds its migrations. */
const FOLDER = 'node_modules/.cache';
const PREFIX = 'built-bot-';
/** No run takes as long as this, in ms: what is older is no one's any more. */
const KEPT_FOR = 60 * 60_000;

/** To optimise the embedded queue takes longer than a bot lives that lives for seconds. */
const QUICK = ['--liftoff-only'];

/** What looks for files beside itself, and what shares classes with it. */
const LEFT_OUT = [
  'better-sqlite3',
  '@electric-sql/pglite',
  '@electric-sql/pglite-prepopulatedfs',
  'bullmq',
  'ioredis',
];

/** A worker is ended without a word, so the next one clears up after it. */
const removeOld = (folder: string): void => {
  for (const name of readdirSync(folder).filter((one) => one.startsWith(PREFIX))) {
    const file = join(folder, name);
    const kept = statSync(file, { throwIfNoEntry: false });
    if (kept !== undefined && Date.now() - kept.mtimeMs > KEPT_FOR) rmSync(file, { force: true });
  }
};

const buildFile = async (entry: string): Promise<string> => {
  const folder = join(ROOT, FOLDER);
  const own = `${PREFIX}${process.pid}-${basename(entry, '.ts')}`;
  const name = `${own}.mjs`;
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: LEFT_OUT },
    build: {
      ssr: entry,
      outDir: FOLDER,
      emptyOutDir: false,
      minify: false,
      target: 'node20',
      // What is imported only where it is configured, as the SDKs of the clouds are, stays apart.
      rolldownOptions: { output: { entryFileNames: name, chunkFileNames: `${own}-[hash].mjs` } },
    },
  });
  removeOld(folder);
  return join(folder, name);
};

const built = new Map<string, Promise<string>>();

/** Builds a program or what is loaded before it, once for all files of a worker, and returns the file. */
const keepBuilt = (entry: string): Promise<string> => {
  const known = built.get(entry) ?? buildFile(entry);
  built.set(entry, known);
  return known;
};

/**
 * How to start the bot from one file, with modules that are loaded before it: reading two thousand files takes
 * longer than most of what is tested with a process. The bot of `npm run demo`, in demo.test.ts, starts as `npm start` does.
 */
export const createBuiltBot = async (
  before: readonly string[] = [],
): Promise<(env: NodeJS.ProcessEnv) => Program> => {
  const file = await keepBuilt('src/main.ts');
  const earlier: string[] = [];
  for (const address of before) earlier.push(pathToFileURL(await keepBuilt(fileURLToPath(address))).href);
  return (env) => startProgram('the bot', file, { node: QUICK, before: earlier, env });
};
