import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { lockDatabase, openDatabase, parseDatabaseUrl } from '../../src/store/open.ts';
import { makeFolder } from './stage.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HOLD = `
import { lockDatabase } from './src/store/open.ts';
lockDatabase(process.argv[1]);
process.stdout.write('locked');
setInterval(() => undefined, 1_000);
`;

/** Another process that has the lock. */
const startHolder = async (url: string): Promise<ChildProcess> => {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', HOLD, url];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
};

const lockedOut = expect.objectContaining({ code: 'STORE_LOCKED' });

test('one process has the database, and the next one gets it however the first one ends', async () => {
  const { url } = makeFolder();
  const first = await startHolder(url);
  expect(() => lockDatabase(url)).toThrow(lockedOut);
  first.kill('SIGKILL');
  await once(first, 'exit');
  const ours = lockDatabase(url);
  expect(() => lockDatabase(url)).toThrow(lockedOut);
  ours.release();
  lockDatabase(url).release();
});

test('the lock keeps nobody from the database itself', () => {
  const { url } = makeFolder();
  const lock = lockDatabase(url);
  openDatabase(url).close();
  expect(existsSync(`${parseDatabaseUrl(url)}.lock`)).toBe(true);
  lock.release();
});

test('a database in memory is nobody else’s and needs no lock', () => {
  const first = lockDatabase(':memory:');
  const second = lockDatabase(':memory:');
  first.release();
  second.release();
});
