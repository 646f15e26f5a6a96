import type Database from 'better-sqlite3';

/** More than the store has; what is built anew each time, as a list of so many ids, must not pile up. */
const MOST = 400;

/**
 * Prepares each statement once: the same texts come back with every look, and SQLite takes as long to
 * read one as to answer it. The one that was not used for longest makes room.
 */
export const keepStatements = (file: Database.Database): void => {
  const prepare = file.prepare.bind(file) as (text: string) => Database.Statement<unknown[]>;
  const kept = new Map<string, Database.Statement<unknown[]>>();
  const keeping = (text: string): Database.Statement<unknown[]> => {
    const statement = kept.get(text) ?? prepare(text);
    kept.delete(text);
    kept.set(text, statement);
    const [oldest] = kept.keys();
    if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
    // Who asked for bare values the last time left it so.
    return statement.reader ? statement.raw(false) : statement;
  };
  file.prepare = keeping as typeof file.prepare;
};
