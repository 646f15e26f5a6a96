import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { openDatabase, parseDatabaseUrl, write } from '../../src/store/open.ts';
import { auditEvents, notices, requests } from '../../src/store/schema.ts';
import { createStore } from '../../src/store/store.ts';
import { makeFolder, openStage } from './stage.ts';

test.each([
  { url: 'file:./data/vpcbot.db', path: resolve('data/vpcbot.db'), because: 'it is relative' },
  { url: 'file:/var/lib/vpcbot.db', path: '/var/lib/vpcbot.db', because: 'it is absolute' },
  { url: 'file:///var/lib/vpcbot.db', path: '/var/lib/vpcbot.db', because: 'URLs have three slashes' },
  { url: '/var/lib/vpcbot.db', path: '/var/lib/vpcbot.db', because: 'a path is fine' },
  { url: ':memory:', path: ':memory:', because: 'SQLite knows the word' },
])('"$url" opens $path, because $because', ({ url, path }) => {
  expect(parseDatabaseUrl(url)).toBe(path);
});

test('a database is made with its folder, and found as it was when it is opened again', async () => {
  const stage = openStage();
  const { requestId } = await stage.open();
  expect(existsSync(parseDatabaseUrl(stage.url))).toBe(true);
  const again = openDatabase(stage.url);
  expect(await createStore(again.db).findVpcView(requestId)).toEqual(await stage.view(requestId));
  again.close();
});

test.each([
  { pragma: 'journal_mode', value: 'wal', because: 'readers must not wait for the writer' },
  { pragma: 'synchronous', value: 2, because: 'an approval that was answered survives a power cut' },
  { pragma: 'foreign_keys', value: 1, because: 'a peering without its request is damage' },
  { pragma: 'busy_timeout', value: 5000, because: 'two processes may overlap' },
])('$pragma is $value, because $because', ({ pragma, value }) => {
  const { db } = openStage();
  const [row] = db.all<Record<string, unknown>>(sql.raw(`pragma ${pragma}`));
  expect(Object.values(row ?? {})).toEqual([value]);
});

test('a database of a newer vpcbot is refused and left alone', () => {
  const { url } = makeFolder();
  openDatabase(url).close();
  const file = new Database(parseDatabaseUrl(url));
  file.exec("insert into __drizzle_migrations (hash, created_at) values ('newer', 99999999999999)");
  const before = file.prepare('select * from __drizzle_migrations').all();
  expect(() => openDatabase(url)).toThrow(expect.objectContaining({ code: 'STORE_NEWER' }));
  expect(file.prepare('select * from __drizzle_migrations').all()).toEqual(before);
  file.close();
});

test('a notice without its request cannot be recorded', () => {
  const { db } = openStage();
  const orphan = { requestId: 99, body: { kind: 'request-opened' }, createdAt: 0, live: true } as const;
  const insert = () => db.insert(notices).values(orphan).run();
  expect(insert).toThrow(expect.objectContaining({ code: 'SQLITE_CONSTRAINT_FOREIGNKEY' }));
});

test('the audit trail is only ever added to', async () => {
  const stage = openStage();
  const { requestId } = await stage.open();
  const before = await stage.store.listAudit(requestId);
  expect(before).toMatchObject([{ actor: 'U0OMAR', act: 'request-opened', origin: { team: 'T0ACME' } }]);
  const mend = () => stage.db.update(auditEvents).set({ actor: 'U0EVE' }).run();
  const erase = () => stage.db.delete(auditEvents).run();
  const refused = expect.objectContaining({ code: 'SQLITE_CONSTRAINT_TRIGGER' });
  expect(mend).toThrow(refused);
  expect(erase).toThrow(refused);
  expect(await stage.store.listAudit(requestId)).toEqual(before);
});

test('a write that throws leaves nothing behind', async () => {
  const stage = openStage();
  await stage.open();
  const failing = () =>
    write(stage.db, (tx) => {
      tx.update(requests).set({ state: 'done' }).run();
      throw new Error('in the middle');
    });
  expect(failing).toThrow('in the middle');
  expect(stage.db.select({ state: requests.state }).from(requests).all()).toEqual([{ state: 'open' }]);
});
