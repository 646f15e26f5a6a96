import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { type Program, startProgram } from '../../sandbox/program.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** As far below the root as `src/store`, from where the bot finds its migrations. */
const FOLDER = 'node_modules/.cache';
const PREFIX = 'built-bot-';
/** No run takes as long as this, in ms: what is older is no one's any more. */
const KEPT_FOR = 60 * 60_000;
const PLAIN = ['plain-wasm.ts', 'plain-stacks.ts'].map((name) => new URL(name, import.meta.url).href);

/** What looks for files beside itself, and what shares classes with it. */
const LEFT_OUT = ['better-sqlite3', '@electric-sql/pglite', 'bullmq', 'ioredis'];

/** A worker is ended without a word, so the next one clears up after it. */
const removeOld = (folder: string): void => {
  for (const name of readdirSync(folder).filter((one) => one.startsWith(PREFIX))) {
    const file = join(folder, name);
    const kept = statSync(file, { throwIfNoEntry: false });
    if (kept !== undefined && Date.now() - kept.mtimeMs > KEPT_FOR) rmSync(file, { force: true });
  }
};

const buildBot = async (): Promise<string> => {
  const folder = join(ROOT, FOLDER);
  const name = `${PREFIX}${process.pid}.mjs`;
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: LEFT_OUT },
    build: {
      ssr: 'src/main.ts',
      outDir: FOLDER,
      emptyOutDir: false,
      minify: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: name, codeSplitting: false } },
    },
  });
  removeOld(folder);
  return join(folder, name);
};

let built: Promise<string> | undefined;

/** Builds the bot, once for all files of a worker, and returns the file. */
const keepBuiltBot = (): Promise<string> => {
  built ??= buildBot();
  return built;
};

/**
 * How to start the bot from one file: reading two thousand ones takes longer than most of what is tested with
 * a process. `npm start` itself is what create.test.ts runs.
 */
export const createBuiltBot = async (): Promise<
  (env: NodeJS.ProcessEnv, before?: readonly string[]) => Program
> => {
  const file = await keepBuiltBot();
  return (env, before = []) => startProgram('the bot', file, { before: [...PLAIN, ...before], env });
};
