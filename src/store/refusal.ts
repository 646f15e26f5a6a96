import type Database from 'better-sqlite3';
import { type ErrorCode, VpcbotError } from '../errors.ts';

const WAY_OUT: Partial<Record<ErrorCode, string>> = {
  STORE_CORRUPT:
    'put the newest backup in its place and start again; docs/runbook.md, "Restore a backup", says how',
  STORE_UNUSABLE:
    'check that it is a file on a local disk with room left, and that the user who runs vpcbot may read and write it and its folder',
};

const sqliteCodeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;

const chooseCode = (error: unknown): ErrorCode | null => {
  const code = sqliteCodeOf(error);
  if (code === null) return null;
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return 'STORE_CORRUPT';
  // The second are the file system's own.
  return /^SQLITE_(CANTOPEN|READONLY|IOERR|FULL|PERM|AUTH)|^E[A-Z]+$/.test(code) ? 'STORE_UNUSABLE' : null;
};

const refuse = (code: ErrorCode, path: string, found: string, cause?: unknown): VpcbotError =>
  new VpcbotError(code, { doing: `opening "${path}"`, said: `${found}; ${WAY_OUT[code]}`, cause });

/** Carries out what a start needs of the file; what is wrong with it comes out with the way out. */
export const opening = <T>(path: string, act: () => T): T => {
  try {
    return act();
  } catch (error) {
    const code = chooseCode(error);
    if (code === null) throw error;
    throw refuse(code, path, error instanceof Error ? error.message : String(error), error);
  }
};

/** A migration is carried out as a whole or not at all: whoever wrote the file before can go on with it. */
export const upgrading = (path: string, act: () => void): void => {
  try {
    act();
  } catch (error) {
    if (chooseCode(error) !== null) throw error;
    const found = error instanceof Error ? error.message : String(error);
    throw new VpcbotError('STORE_NOT_UPGRADED', {
      doing: `opening "${path}"`,
      said: `${found}; nothing was changed: start the vpcbot that you had before, and report this`,
      cause: error,
    });
  }
};

/** Reads all of the file once: 0.5 s for 100,000 requests. A page that is broken is found now and not in a year. */
export const refuseCorrupt = (file: Database.Database, path: string): void => {
  const [first] = file.pragma('quick_check(1)', { simple: false }) as readonly Record<string, unknown>[];
  const found = String(Object.values(first ?? {})[0] ?? 'no answer');
  if (found === 'ok') return;
  // It may be several lines long.
  throw refuse('STORE_CORRUPT', path, found.replaceAll(/\s+/g, ' ').slice(0, 200));
};
