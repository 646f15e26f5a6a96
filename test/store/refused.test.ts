import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { VpcbotError } from '../../src/errors.ts';
import { lockDatabase, openDatabase, parseDatabaseUrl } from '../../src/store/open.ts';
import { makeFolder } from './stage.ts';

const PAGE = 4_096;

/** A database with enough in it that its tables take several pages. */
const makeDatabase = (): { readonly url: string; readonly path: string } => {
  const { url } = makeFolder();
  openDatabase(url).close();
  const path = parseDatabaseUrl(url);
  const file = new Database(path);
  const insert = file.prepare(
    `insert into requests (project, channel, requester_id, state, origin_key, created_at, state_since)
      values ('payments', 'C0VPC', 'U0OMAR', 'open', ?, 1, 1)`,
  );
  file.transaction(() => {
    for (let count = 0; count < 500; count += 1) insert.run(`view:V${count}`);
  })();
  file.pragma('wal_checkpoint(TRUNCATE)');
  file.close();
  return { url, path };
};

const overwrite = (path: string, at: number, bytes: Buffer): void => {
  const all = readFileSync(path);
  bytes.copy(all, at);
  writeFileSync(path, all);
};

const noise = (length: number): Buffer =>
  Buffer.from(Array.from({ length }, (_, at) => (at * 73 + 41) % 251));

/** The pages of the table that everything hangs on. */
const aPageOf = (path: string, table: string): number => {
  const file = new Database(path, { readonly: true });
  const { page } = file.prepare('select rootpage as page from sqlite_master where name = ?').get(table) as {
    page: number;
  };
  file.close();
  return page;
};

const refusalOf = (act: () => unknown): VpcbotError => {
  try {
    act();
  } catch (error) {
    if (error instanceof VpcbotError) return error;
    throw error;
  }
  throw new Error('it was not refused');
};

test.each([
  {
    what: 'random bytes',
    because: 'it is no database',
    damage: (path: string) => writeFileSync(path, noise(20_000)),
  },
  {
    what: 'a text',
    because: 'somebody named another file',
    damage: (path: string) => writeFileSync(path, 'not a database at all. '.repeat(100)),
  },
  {
    what: 'a database whose first bytes are broken',
    because: 'nothing says what it is',
    damage: (path: string) => overwrite(path, 0, noise(40)),
  },
  {
    what: 'a database that ends in the middle',
    because: 'a copy was cut off',
    damage: (path: string) => truncateSync(path, PAGE * 4 + 100),
  },
  {
    what: 'a database with one broken page',
    because: 'a disk lies sometimes',
    damage: (path: string) => overwrite(path, (aPageOf(path, 'requests') - 1) * PAGE, noise(PAGE)),
  },
])('$what is refused with the way out and left alone, because $because', ({ damage }) => {
  const { url, path } = makeDatabase();
  damage(path);
  const before = readFileSync(path);
  const refusal = refusalOf(() => openDatabase(url));
  expect(refusal).toMatchObject({ code: 'STORE_CORRUPT', retryable: false });
  expect(refusal.message).toContain(path);
  expect(refusal.message).toContain('put the newest backup in its place');
  expect(refusal.message).toContain('docs/runbook.md');
  expect(refusal.message).not.toContain('\n');
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('an empty file is a new database, because that is how one begins', () => {
  const { url } = makeFolder();
  const path = parseDatabaseUrl(url);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  openDatabase(url).close();
  expect(readFileSync(path).length).toBeGreaterThan(0);
});

test.each([
  { what: 'opening', open: (url: string) => openDatabase(url) },
  { what: 'locking', open: (url: string) => lockDatabase(url) },
])('a folder that cannot be made is told as such when $what', ({ open }) => {
  const { folder } = makeFolder();
  writeFileSync(`${folder}/taken`, 'a file');
  const refusal = refusalOf(() => open(`file:${folder}/taken/vpcbot.db`));
  expect(refusal).toMatchObject({ code: 'STORE_UNUSABLE' });
  expect(refusal.message).toContain('may read and write it');
});

test('a directory in place of the database is told as such', () => {
  const { folder } = makeFolder();
  mkdirSync(`${folder}/vpcbot.db`);
  const refusal = refusalOf(() => openDatabase(`file:${folder}/vpcbot.db`));
  expect(refusal).toMatchObject({ code: 'STORE_UNUSABLE' });
  expect(refusal.message).toContain('check that it is a file');
});

test('a file that cannot be reached is told as such', () => {
  const { folder } = makeFolder();
  symlinkSync(`${folder}/vpcbot.db`, `${folder}/vpcbot.db`);
  expect(refusalOf(() => openDatabase(`file:${folder}/vpcbot.db`))).toMatchObject({ code: 'STORE_UNUSABLE' });
});

test('a database that another process holds is locked, and not taken for broken', () => {
  const { url } = makeDatabase();
  const held = lockDatabase(url);
  expect(refusalOf(() => lockDatabase(url))).toMatchObject({ code: 'STORE_LOCKED' });
  held.release();
  lockDatabase(url).release();
});

test('a refused database leaves no files of SQLite’s beside it', () => {
  const { url, path } = makeDatabase();
  overwrite(path, (aPageOf(path, 'requests') - 1) * PAGE, noise(PAGE));
  refusalOf(() => openDatabase(url));
  expect(existsSync(`${path}-wal`)).toBe(false);
  expect(readdirSync(dirname(path))).toEqual(['vpcbot.db']);
});
