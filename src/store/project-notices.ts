import { and, asc, eq, isNotNull, isNull, lte, or } from 'drizzle-orm';
import type { Drift } from '../domain/drift.ts';
import type { ProjectNotice } from '../domain/notice.ts';
import { type ClaimedProjectNotice, claimRow, freeFrom, type Turn } from './notice-claims.ts';
import { type Db, type Tx, write } from './open.ts';
import { notices } from './schema.ts';

type NoticeRow = typeof notices.$inferSelect;

const unsaidOf = (project: string) =>
  and(isNull(notices.requestId), eq(notices.project, project), isNull(notices.saidAt));

const toProjectNotice = ({ id, project, body, createdAt }: NoticeRow): ProjectNotice => {
  if (project === null || body.kind !== 'drift') throw new Error(`reading notice ${id}: it is of no project`);
  return { id, project, body, createdAt };
};

const earlier = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);

/**
 * Records what changed at the provider and concerns no request, in the transaction that records the
 * change. What nobody has begun to say yet takes it in: many changes at once are one message.
 */
export const tellProject = (
  tx: Tx,
  project: string,
  changes: readonly Drift[],
  { now, since }: { readonly now: number; readonly since: number | null },
): void => {
  if (changes.length === 0) return;
  const untouched = and(unsaidOf(project), isNull(notices.claimedBy), isNull(notices.unsureSince));
  const [row] = tx.select().from(notices).where(untouched).orderBy(asc(notices.id)).limit(1).all();
  if (row === undefined) {
    const body = { kind: 'drift', changes, since } as const;
    tx.insert(notices).values({ project, body, createdAt: now, live: false }).run();
    return;
  }
  const { body } = toProjectNotice(row);
  const all = { ...body, changes: [...body.changes, ...changes], since: earlier(body.since, since) };
  tx.update(notices).set({ body: all }).where(eq(notices.id, row.id)).run();
};

const claimNext = (
  tx: Tx,
  project: string,
  by: string,
  now: number,
  until: number,
): Turn<ClaimedProjectNotice> => {
  const [row] = tx.select().from(notices).where(unsaidOf(project)).orderBy(asc(notices.id)).limit(1).all();
  if (row === undefined) return { kind: 'all-said' };
  const at = freeFrom(row, by);
  if (at > now) return { kind: 'later', at };
  return { kind: 'turn', claimed: claimRow(tx, row, toProjectNotice(row), { by, until }) };
};

export const createProjectNoticeVerbs = (db: Db) => ({
  /** Claims the oldest unsaid notice of a project until then. */
  claimProjectNotice: async (
    project: string,
    by: string,
    now: number,
    until: number,
  ): Promise<Turn<ClaimedProjectNotice>> => write(db, (tx) => claimNext(tx, project, by, now, until)),

  /** Projects with something unsaid that is due. */
  findUnspokenProjects: async (now: number): Promise<readonly string[]> => {
    const free = or(isNull(notices.claimedUntil), lte(notices.claimedUntil, now));
    const rows = db
      .selectDistinct({ project: notices.project })
      .from(notices)
      .where(
        and(
          isNull(notices.requestId),
          isNotNull(notices.project),
          isNull(notices.saidAt),
          lte(notices.notBefore, now),
          free,
        ),
      )
      .all();
    return rows.flatMap(({ project }) => project ?? []);
  },
});
