import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { VpcbotError } from '../errors.ts';
import { BUSY_MOST, parseDatabaseUrl } from './open.ts';
import { opening, refuseCorrupt } from './refusal.ts';

export interface CopyOptions {
  /** Where there is a file of that name already. */
  readonly replace: boolean;
  /** Epoch ms: what happens later is not in the copy. */
  readonly now: number;
}

/** All of it in one step: in small ones, a copy of a database that others write to begins anew again and again. */
const ALL_PAGES = 0x7fff_ffff;

const THERE = 'it is there already; name another file, or add --replace';

const refuse = (file: string, said: string, cause?: unknown): VpcbotError =>
  new VpcbotError('BACKUP_REFUSED', { doing: `writing the backup "${file}"`, said, cause });

const isThere = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST';

const sync = (path: string): void => {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/** The copy is one file, checked, and says of itself when it was taken. */
const finish = (part: string, now: number): void => {
  const copy = new Database(part);
  try {
    copy.pragma('journal_mode = DELETE');
    refuseCorrupt(copy, part);
    copy.prepare('insert into restores (taken_at) values (?)').run(now);
  } finally {
    copy.close();
  }
  sync(part);
};

const moveInPlace = (part: string, file: string, replace: boolean): void => {
  if (replace) renameSync(part, file);
  else {
    try {
      // Unlike a rename it replaces nothing, whoever is faster.
      linkSync(part, file);
    } catch (error) {
      if (isThere(error)) throw refuse(file, THERE, error);
      // Some file systems know no links.
      renameSync(part, file);
    }
  }
  sync(dirname(file));
};

const openSource = (path: string): Database.Database => {
  if (!existsSync(path))
    throw refuse(path, `there is no database at "${path}"; DATABASE_URL says where it is`);
  const source = opening(path, () => new Database(path, { readonly: true, fileMustExist: true }));
  source.pragma(`busy_timeout = ${BUSY_MOST}`);
  return source;
};

const isOurs = (source: Database.Database): boolean =>
  source.prepare("select 1 from sqlite_master where name = 'restores'").get() !== undefined;

/**
 * Copies the database, which others may write to meanwhile, to a file that is there as a whole or not
 * at all. Only its owner may read it. Rejects with BACKUP_REFUSED, STORE_CORRUPT or STORE_UNUSABLE.
 */
export const copyDatabase = async (url: string, to: string, options: CopyOptions): Promise<void> => {
  const path = parseDatabaseUrl(url);
  const file = resolve(to);
  if (!options.replace && existsSync(file)) {
    throw refuse(file, THERE);
  }
  if (file === path) throw refuse(file, 'it is the database itself; name another file');
  const source = openSource(path);
  const part = `${file}.part-${process.pid}`;
  try {
    if (!opening(path, () => isOurs(source))) throw refuse(path, 'it is no database of this vpcbot');
    opening(file, () => closeSync(openSync(part, 'wx', 0o600)));
    await source.backup(part, { progress: () => ALL_PAGES });
    opening(file, () => finish(part, options.now));
    opening(file, () => moveInPlace(part, file, options.replace));
  } finally {
    source.close();
    rmSync(part, { force: true });
  }
};
