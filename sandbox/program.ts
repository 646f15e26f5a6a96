import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** How many of its lines a program is remembered by. */
const REMEMBERED = 400;
/** A program that is asked to end gets this long before it is ended, in ms. */
const PATIENCE = 10_000;

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Program {
  readonly name: string;
  readonly pid: number | undefined;
  /** Its latest lines, standard output and errors together, as they came. */
  lines(): readonly string[];
  /** Hears each line as it comes, until what is returned is called. */
  hear(listener: (line: string) => void): () => void;
  /**
   * The first answer of `read` that is not null, over all lines so far and those to come.
   * Rejects when the program ends or `ms` pass before.
   */
  says<T>(what: string, read: (line: string) => T | null, ms: number): Promise<T>;
  /** Settles when it has ended and all it said is here. */
  readonly ended: Promise<Ending>;
  hasEnded(): boolean;
  signal(signal: NodeJS.Signals): void;
  /** Asks it to end and ends it where it does not. */
  stop(): Promise<Ending>;
}

const endingOf = (child: ChildProcess): Promise<Ending> =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal }));
  });

const listenTo = (streams: readonly Readable[]) => {
  const lines: string[] = [];
  const listeners = new Set<(line: string) => void>();
  for (const input of streams) {
    createInterface({ input }).on('line', (line) => {
      lines.push(line);
      if (lines.length > REMEMBERED) lines.shift();
      for (const listener of [...listeners]) listener(line);
    });
  }
  return { lines, listeners };
};

export interface ProgramOptions {
  readonly args?: readonly string[];
  /** Options of Node; not given, those that let it read TypeScript. */
  readonly node?: readonly string[];
  /** Modules that are loaded before it, by their addresses. */
  readonly before?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/**
 * A program of this project as a process of its own, run by Node without a build. It stays in the
 * terminal's process group, so that whatever ends the group ends it too.
 */
export const startProgram = (
  name: string,
  file: string,
  { args = [], node = ['--import', 'tsx'], before = [], env }: ProgramOptions,
): Program => {
  const imports = before.flatMap((one) => ['--import', one]);
  const child = spawn(process.execPath, [...node, ...imports, file, ...args], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { lines, listeners } = listenTo([child.stdout, child.stderr]);
  const ended = endingOf(child);
  let over = false;
  const settle = (): void => {
    over = true;
  };
  ended.then(settle, settle);
  return {
    name,
    pid: child.pid,
    lines: () => [...lines],
    hear: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    says: (what, read, ms) =>
      new Promise((resolve, reject) => {
        const end = (): void => {
          clearTimeout(late);
          listeners.delete(listener);
        };
        const fail = (why: string) => (): void => {
          end();
          reject(new Error(`waiting for ${what} of ${name}: ${why}`));
        };
        const listener = (line: string): void => {
          const found = read(line);
          if (found === null) return;
          end();
          resolve(found);
        };
        const late = setTimeout(fail(`nothing within ${Math.round(ms / 1_000)} s`), ms);
        listeners.add(listener);
        ended.then(fail('it ended'), fail('it could not be started'));
        for (const line of lines) listener(line);
      }),
    ended,
    hasEnded: () => over,
    signal: (signal) => void child.kill(signal),
    stop: async () => {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
      return ended.finally(() => clearTimeout(late));
    },
  };
};
