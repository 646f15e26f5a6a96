import { and, asc, eq, isNull, lt, notInArray, sql } from 'drizzle-orm';
import type { SharedLooks, Unsaid } from '../domain/checkup.ts';
import { isRequestOver } from '../domain/request.ts';
import { BUSY_MOST, type Db, type Tx, write } from './open.ts';
import { notices, projectLooks, requests } from './schema.ts';

/** How long a probe waits for another process that writes, in ms. */
const PROBED_MOST = 250;

const probe = (tx: Tx): true => {
  const [newest] = tx
    .select({ id: sql<number | null>`max(${requests.id})` })
    .from(requests)
    .all();
  const same = { version: sql`${requests.version}` };
  tx.update(requests)
    .set(same)
    .where(eq(requests.id, newest?.id ?? 0))
    .run();
  return true;
};

/** What a checkup asks of the store. */
export const createCheckupVerbs = (db: Db) => ({
  /** Throws where nothing could be recorded now. Waits for nobody: while it does, the process does nothing else. */
  probeStore: async (): Promise<true> => {
    db.get(sql.raw(`pragma busy_timeout = ${PROBED_MOST}`));
    try {
      return write(db, probe);
    } finally {
      db.get(sql.raw(`pragma busy_timeout = ${BUSY_MOST}`));
    }
  },

  /** Living requests of projects other than these. */
  listStranded: async (configured: readonly string[]): Promise<SharedLooks['stranded']> => {
    const rows = db
      .select({ id: requests.id, project: requests.project, state: requests.state })
      .from(requests)
      .where(notInArray(requests.project, [...configured]))
      .orderBy(asc(requests.project), asc(requests.id))
      .all()
      .filter((row) => !isRequestOver(row));
    return [...new Set(rows.map(({ project }) => project))].map((project) => ({
      project,
      requestIds: rows.filter((row) => row.project === project).map(({ id }) => id),
    }));
  },

  /** What was to be said before then and is not. */
  listUnsaid: async (before: number): Promise<readonly Unsaid[]> =>
    db
      .select({ notice: notices, of: requests.project })
      .from(notices)
      .leftJoin(requests, eq(requests.id, notices.requestId))
      .where(and(isNull(notices.saidAt), lt(notices.createdAt, before)))
      .orderBy(asc(notices.id))
      .all()
      .flatMap(({ notice: { project: about, requestId, createdAt: since }, of }) => {
        const project = of ?? about;
        return project === null ? [] : [{ project, requestId, since }];
      }),

  /** When each project was last read at its provider. */
  listProjectLooks: async (): Promise<ReadonlyMap<string, number>> =>
    new Map(
      db
        .select()
        .from(projectLooks)
        .all()
        .flatMap(({ project, observedAt }) => (observedAt === null ? [] : [[project, observedAt] as const])),
    ),
});
