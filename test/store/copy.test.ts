import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { backUp } from '../../src/backup.ts';
import { openDatabase, parseDatabaseUrl } from '../../src/store/open.ts';
import { createStore } from '../../src/store/store.ts';
import { NINE } from '../slack/example.ts';
import { makeFolder, openStage } from './stage.ts';

const run = async (words: readonly string[], url: string, now = NINE) => {
  const said: string[] = [];
  const code = await backUp(words, {
    env: { DATABASE_URL: url },
    now: () => now,
    say: (line) => void said.push(line),
  });
  return { code, said: said.join('') };
};

const openCopy = (file: string) => {
  const { db, close } = openDatabase(`file:${file}`);
  return { store: createStore(db), db, close };
};

test('a backup taken while the bot writes holds all that was recorded before it, and is whole', async () => {
  const stage = openStage();
  const { requestId } = await stage.open();
  const { folder } = makeFolder();
  const file = join(folder, 'backup.db');
  const writing = new Database(parseDatabaseUrl(stage.url));
  const open =
    writing.prepare(`insert into requests (project, channel, requester_id, state, origin_key, created_at,
    state_since) values ('payments', 'C0VPC', 'U0OMAR', 'open', ?, 1, 1)`);
  let written = 0;
  const timer = setInterval(() => {
    for (let count = 0; count < 5; count += 1) open.run(`busy:${written++}`);
  }, 1);
  expect(await run([file], stage.url)).toEqual({ code: 0, said: `backed up to ${file}\n` });
  clearInterval(timer);
  writing.close();
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['backup.db']);
  const copy = openCopy(file);
  expect((await copy.store.findVpcView(requestId))?.request).toEqual((await stage.view(requestId)).request);
  expect(copy.db.all('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  copy.close();
});

test('a backup says once, at its first start, that it is one; the database goes on as it was', async () => {
  const stage = openStage();
  await stage.open();
  const { folder } = makeFolder();
  const file = join(folder, 'backup.db');
  await run([file], stage.url, NINE);
  const copy = openCopy(file);
  expect(await copy.store.noteRestore(NINE + 5_000)).toEqual({ takenAt: NINE, restoredAt: NINE + 5_000 });
  expect(await copy.store.noteRestore(NINE + 9_000)).toBeNull();
  copy.close();
  expect(await stage.store.noteRestore(NINE)).toBeNull();
});

/** The last number of each table, right after this copy came back into use at that time. */
const lastNumbers = async (file: string, now: number): Promise<ReadonlyMap<string, number>> => {
  const restored = join(makeFolder().folder, 'vpcbot.db');
  copyFileSync(file, restored);
  const copy = openCopy(restored);
  await copy.store.noteRestore(now);
  const rows = copy.db.all<{ name: string; seq: number }>('select name, seq from sqlite_sequence');
  copy.close();
  return new Map(rows.filter(({ name }) => name !== 'restores').map(({ name, seq }) => [name, seq]));
};

const minutes = (many: number): number => NINE + many * 60_000;

test.each([
  { copies: ['older', 'older'], at: [600, 601], because: 'the same copy comes back a minute later' },
  { copies: ['newer', 'newer'], at: [600, 600.2], because: 'the same copy comes back within the minute' },
  { copies: ['empty', 'empty'], at: [600, 601], because: 'nobody had asked for anything in the copy' },
  { copies: ['newer', 'older'], at: [600, 602], because: 'an older copy comes back' },
  { copies: ['older', 'newer'], at: [600, 602], because: 'a newer copy comes back after an older one' },
  { copies: ['newer', 'newer'], at: [-60, -55], because: 'the clock is behind the copy, and goes on' },
] as const)(
  'what is given out after two restores never has the same number, though $because',
  async ({ copies: [first, second], at: [then, later] }) => {
    const stage = openStage();
    const { folder } = makeFolder();
    await run([join(folder, 'empty')], stage.url, minutes(-240));
    await stage.open({ doing: stage.doing({ now: minutes(-180) }) });
    await run([join(folder, 'older')], stage.url, minutes(-120));
    await stage.open({ name: 'payments-eu', cidr: '10.2.0.0/24' });
    await run([join(folder, 'newer')], stage.url, minutes(540));
    const before = await lastNumbers(join(folder, first), minutes(then));
    const after = await lastNumbers(join(folder, second), minutes(later));
    // A request each six seconds in between, and what comes with it.
    const requests = (later - then) * 10;
    for (const [table, last] of before) {
      const given = table === 'requests' ? requests : requests * 20;
      expect({ table, isNew: (after.get(table) ?? 0) >= last + given }).toEqual({ table, isNew: true });
    }
    expect(before.get('requests')).toBeGreaterThan(1_000);
    expect(before.get('requests')).toBeLessThan(100_000);
  },
);

test('a number that is far ahead of the clock is left behind all the same', async () => {
  const stage = openStage();
  await stage.open();
  stage.db.run(`update sqlite_sequence set seq = ${2 * NINE}`);
  const file = join(makeFolder().folder, 'backup.db');
  await run([file], stage.url, NINE);
  expect(new Set((await lastNumbers(file, NINE)).values())).toEqual(new Set([2 * NINE + 1_000, NINE]));
});

test('a file that is there already is left alone unless it is to be replaced', async () => {
  const stage = openStage();
  const { folder } = makeFolder();
  const file = join(folder, 'backup.db');
  writeFileSync(file, 'the only copy of something');
  expect(await run([file], stage.url)).toMatchObject({
    code: 1,
    said: expect.stringContaining('add --replace'),
  });
  expect(readFileSync(file, 'utf8')).toBe('the only copy of something');
  expect(await run([file, '--replace'], stage.url)).toMatchObject({ code: 0 });
  openCopy(file).close();
  expect(readdirSync(folder)).toEqual(['backup.db']);
});

test.each([
  { words: [], code: 2, said: 'usage', because: 'no file is named' },
  { words: ['a', 'b'], code: 2, said: 'usage', because: 'two are named' },
  { words: ['a', '--force'], code: 2, said: 'usage', because: 'there is no such option' },
])('backup $words says "$said", because $because', async ({ words, code, said }) => {
  expect(await run(words, 'file:/nowhere')).toMatchObject({ code, said: expect.stringContaining(said) });
});

test('no backup is made of what is not there, of itself, or where nothing can be written', async () => {
  const { folder, url } = makeFolder();
  const file = join(folder, 'backup.db');
  expect(await run([file], url)).toMatchObject({ code: 1, said: expect.stringContaining('DATABASE_URL') });
  const stage = openStage();
  const itself = parseDatabaseUrl(stage.url);
  expect(await run([itself, '--replace'], stage.url)).toMatchObject({ code: 1 });
  expect(await run([join(folder, 'none', 'backup.db')], stage.url)).toMatchObject({ code: 1 });
  expect(existsSync(file)).toBe(false);
});

test('a database that is broken makes no backup that looks like a good one', async () => {
  const { url, folder } = makeFolder();
  openDatabase(url).close();
  const path = parseDatabaseUrl(url);
  const bytes = readFileSync(path);
  bytes.fill(0x5a, 4_096 * 3, 4_096 * 6);
  writeFileSync(path, bytes);
  const file = join(folder, 'backup.db');
  expect(await run([file], url)).toMatchObject({ code: 1, said: expect.stringContaining('damaged') });
  expect(existsSync(file)).toBe(false);
  expect(readdirSync(dirname(file)).filter((name) => name.includes('part'))).toEqual([]);
});
