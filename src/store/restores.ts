import { and, asc, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { LIVING_STATES } from '../domain/request.ts';
import { type Db, type Tx, write } from './open.ts';
import { prepared } from './prepared.ts';
import { notices, requests, restores } from './schema.ts';

/** A copy that came back into use. */
export interface Restore {
  readonly takenAt: number;
  readonly restoredAt: number;
}

/** So many numbers are left out at least: those given out since the copy was taken stand on buttons in Slack. */
const NUMBERS_LEFT_OUT = 1_000;
/** What happened since then is seen again within this time, in ms; what is told later is news. */
const SEEN_AGAIN_WITHIN = 3_600_000;

/**
 * A copy does not know what was given out after it, by itself or after other restores. So the numbers
 * go on from the clock, which all copies share, and faster than anybody asks: a request's, which people
 * read and type, by the seconds since the first request; all others by the milliseconds since 1970.
 */
const skipNumbers = (tx: Tx, takenAt: number, now: number): void => {
  const tables = sql`select name from sqlite_master where type = 'table' and sql like '%autoincrement%' and name <> 'restores'`;
  tx.run(sql`insert into sqlite_sequence (name, seq) select name, 0 from (${tables})
    where name not in (select name from sqlite_sequence)`);
  const [first] = tx
    .select({ at: requests.createdAt })
    .from(requests)
    .orderBy(asc(requests.id))
    .limit(1)
    .all();
  const seconds = Math.floor((now - (first?.at ?? takenAt)) / 1_000);
  const reached = sql`case name when 'requests' then ${NUMBERS_LEFT_OUT + seconds} else ${now} end`;
  // A clock that is far behind still leaves some out.
  tx.run(sql`update sqlite_sequence set seq = case when ${reached} > seq then ${reached}
    else seq + ${NUMBERS_LEFT_OUT} end where name in (${tables})`);
};

/** What was to be said may have been said since, and cards may show what is not known here. */
const doubtWhatWasSaid = (tx: Tx): void => {
  tx.update(notices)
    .set({ unsureSince: sql`${notices.createdAt}`, looks: 0 })
    .where(and(isNull(notices.saidAt), isNull(notices.unsureSince)))
    .run();
  const living = tx
    .select({ id: requests.id })
    .from(requests)
    .where(inArray(requests.state, [...LIVING_STATES]));
  tx.update(notices)
    .set({ shown: null, shownVersion: null })
    .where(and(eq(notices.live, true), isNotNull(notices.ts), inArray(notices.requestId, living)))
    .run();
};

const newestRestore = prepared((db) =>
  db
    .select()
    .from(restores)
    .where(isNotNull(restores.restoredAt))
    .orderBy(desc(restores.id))
    .limit(1)
    .prepare(),
);

/** The restore because of which a notice that was recorded now may have been said before; null: none. */
export const findRestore = (tx: Tx, recordedAt: number): Restore | null => {
  const row = newestRestore(tx).get();
  if (row === undefined || row.restoredAt === null) return null;
  const { takenAt, restoredAt } = row;
  return recordedAt > restoredAt + SEEN_AGAIN_WITHIN ? null : { takenAt, restoredAt };
};

export const createRestoreVerbs = (db: Db) => ({
  /** Notices that the database is a copy, at its first start; null: it is none. */
  noteRestore: async (now: number): Promise<Restore | null> =>
    write(db, (tx) => {
      const [copy] = tx
        .select()
        .from(restores)
        .where(isNull(restores.restoredAt))
        .orderBy(desc(restores.id))
        .limit(1)
        .all();
      if (copy === undefined) return null;
      tx.update(restores).set({ restoredAt: now }).where(isNull(restores.restoredAt)).run();
      skipNumbers(tx, copy.takenAt, now);
      doubtWhatWasSaid(tx);
      return { takenAt: copy.takenAt, restoredAt: now };
    }),
});
