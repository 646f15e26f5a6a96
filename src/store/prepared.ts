import { type Column, type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from './open.ts';

/** Which database a handle is of: the one for the whole and that inside of a transaction have it in common. */
const sessionOf = (db: Db | Tx): object => (db as unknown as { readonly session: object }).session;

/**
 * A statement that is put together once for each database and prepared: drizzle takes many times as long to put one
 * together as SQLite to answer it. What differs from call to call is a placeholder. For what every look asks; a list
 * goes in as JSON, see `within`.
 */
export const prepared = <Statement>(build: (db: Db | Tx) => Statement): ((db: Db | Tx) => Statement) => {
  const kept = new WeakMap<object, Statement>();
  return (db) => {
    const session = sessionOf(db);
    const statement = kept.get(session) ?? build(db);
    kept.set(session, statement);
    return statement;
  };
};

export const given = <Name extends string>(name: Name): Placeholder<Name> => sql.placeholder(name);

/** As a column is set to it. Not for columns that hold JSON or a boolean: nothing is encoded on the way. */
export const givenValue = (name: string): SQL => sql`${given(name)}`;

/** Of a column: one of a list that is given as JSON. The same text however many there are. */
export const within = (column: Column, list: string | Placeholder): SQL<boolean> =>
  sql<boolean>`${column} in (select value from json_each(${list}))`;
