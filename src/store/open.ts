import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { VpcbotError } from '../errors.ts';
import { opening, refuseCorrupt, upgrading } from './refusal.ts';
import { keepStatements } from './statements.ts';

/** Knows no schema: with one, drizzle makes a query builder for each table with each transaction. */
export type Db = BetterSQLite3Database;
/** The handle inside `write`. Synchronous on purpose: nothing can slip in between two statements. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];

export interface OpenedDatabase {
  readonly db: Db;
  close(): void;
}

/** How long a write waits for another process that writes, in ms. */
export const BUSY_MOST = 5_000;

const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));

/** `file:./data/vpcbot.db` or `:memory:` -> what SQLite opens. */
export const parseDatabaseUrl = (url: string): string => {
  if (url === ':memory:') return url;
  return resolve(url.replace(/^file:(\/\/)?/, ''));
};

const newestKnownMigration = (): number => {
  const journal = JSON.parse(readFileSync(join(MIGRATIONS, 'meta', '_journal.json'), 'utf8')) as {
    entries: readonly { when: number }[];
  };
  return Math.max(...journal.entries.map(({ when }) => when));
};

const refuseNewer = (file: Database.Database, path: string): void => {
  const known = file.prepare("select 1 from sqlite_master where name = '__drizzle_migrations'").get();
  if (known === undefined) return;
  const row = file.prepare('select max(created_at) as newest from __drizzle_migrations').get() as {
    newest: number | null;
  };
  if ((row.newest ?? 0) <= newestKnownMigration()) return;
  throw new VpcbotError('STORE_NEWER', {
    doing: `opening "${path}"`,
    said: 'start the vpcbot that wrote it, or restore the backup made before the upgrade',
  });
};

const prepare = (file: Database.Database, path: string): OpenedDatabase => {
  // First of all, for it reads: nothing is written to a file that is not what it should be.
  file.pragma(`busy_timeout = ${BUSY_MOST}`);
  refuseCorrupt(file, path);
  refuseNewer(file, path);
  file.pragma('journal_mode = WAL');
  file.pragma('synchronous = FULL');
  const db = drizzle(file);
  // A migration that builds a table anew drops the old one, which others still refer to.
  file.pragma('foreign_keys = OFF');
  upgrading(path, () => migrate(db, { migrationsFolder: MIGRATIONS }));
  file.pragma('foreign_keys = ON');
  keepStatements(file);
  return { db, close: () => file.close() };
};

/**
 * Opens the database and brings it up to date. WAL with full sync: an approval that was answered
 * survives a power cut.
 */
export const openDatabase = (url: string): OpenedDatabase => {
  const path = parseDatabaseUrl(url);
  return opening(path, () => {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    const file = new Database(path);
    try {
      return prepare(file, path);
    } catch (error) {
      file.close();
      throw error;
    }
  });
};

/**
 * Keeps a second process out, for the embedded queue cannot be shared. The lock is an open SQLite
 * transaction on a file beside the database: the system lets go of it however the process ends.
 */
export const lockDatabase = (url: string): { release(): void } => {
  const path = parseDatabaseUrl(url);
  if (path === ':memory:') return { release: () => undefined };
  const lockPath = `${path}.lock`;
  const file = opening(lockPath, () => {
    if (!existsSync(dirname(path))) mkdirSync(dirname(path), { recursive: true });
    return new Database(lockPath, { timeout: 0 });
  });
  try {
    opening(lockPath, () => {
      file.pragma('locking_mode = EXCLUSIVE');
      file.exec('begin exclusive');
    });
  } catch (cause) {
    file.close();
    if (cause instanceof VpcbotError) throw cause;
    throw new VpcbotError('STORE_LOCKED', {
      doing: `locking "${lockPath}"`,
      said: 'stop the other process first, or set REDIS_URL so that two can overlap',
      cause,
    });
  }
  return { release: () => file.close() };
};

/** One write: begun as a writer, so that what it read is still true when it commits. */
export const write = <T>(db: Db, act: (tx: Tx) => T): T => db.transaction(act, { behavior: 'immediate' });
