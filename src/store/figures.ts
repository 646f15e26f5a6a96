import { asc, eq, isNotNull, isNull, lte, min, type SQL, sql } from 'drizzle-orm';
import { REQUEST_STATES } from '../domain/request.ts';
import { findSideAccount, type SideAccount } from '../domain/side-plan.ts';
import type { Db } from './open.ts';
import {
  notices,
  peerings,
  peerSides,
  projectLooks,
  quotaIncreases,
  requests,
  serviceMoves,
  vpcs,
} from './schema.ts';

const HOUR = 3_600_000;

/** Up to which age a peering that waits is counted where; a request to AWS ends after seven days. */
const AGES = {
  'under 1 hour': HOUR,
  'under 1 day': 24 * HOUR,
  'under 3 days': 72 * HOUR,
  'under 6 days': 144 * HOUR,
};
const OLDER = '6 days and more';

/** Of what is overdue, so many of the latest are looked at: a claim that ran out stands among them. */
const LOOKED_AT_MOST = 1_000;

/** What is configured: of anything else nobody can do any work. */
export interface FiguresOf {
  readonly projects: readonly string[];
  readonly accounts: readonly SideAccount[];
  readonly now: number;
}

const countWaiting = (db: Db, { projects, now }: FiguresOf) => {
  const project = sql<string | null>`coalesce(${requests.project}, ${notices.project})`;
  const rows = db
    .select({ project, count: sql<number>`count(*)`, oldest: min(notices.createdAt) })
    .from(notices)
    .leftJoin(requests, eq(requests.id, notices.requestId))
    .where(isNull(notices.saidAt))
    .groupBy(project)
    .all()
    .filter((row) => row.project !== null && projects.includes(row.project));
  const oldest = rows.flatMap((row) => row.oldest ?? []);
  return {
    waiting: rows.reduce((all, { count }) => all + count, 0),
    oldest: oldest.length === 0 ? null : now - Math.min(...oldest),
  };
};

/** In the words of the index: of a value that comes with the call SQLite cannot tell that it is the same. */
const isPending = sql`${peerings.state} = 'pending-peer'`;

const countPending = (db: Db, { now }: FiguresOf) => {
  const countSince = (since: number): number =>
    db.get<{ count: number }>(
      sql`select count(*) as count from ${peerings} where ${isPending} and ${peerings.stateSince} > ${since}`,
    ).count;
  const byAge: Record<string, number> = {};
  let younger = 0;
  for (const [name, most] of [...Object.entries(AGES), [OLDER, Number.POSITIVE_INFINITY] as const]) {
    const upToHere = countSince(Math.max(now - most, -1));
    byAge[name] = upToHere - younger;
    younger = upToHere;
  }
  const [oldest] = db
    .select({ since: peerings.stateSince })
    .from(peerings)
    .where(isPending)
    .orderBy(asc(peerings.stateSince))
    .limit(1)
    .all();
  return { oldest: oldest === undefined ? null : now - oldest.since, byAge };
};

const countRequests = (db: Db, { projects }: FiguresOf): Readonly<Record<string, number>> => {
  // One range of an index each: grouped, the same would take ten times as long.
  const count = (project: string, state: string): number =>
    db.get<{ count: number }>(
      sql`select count(*) as count from ${requests} where ${requests.project} = ${project} and ${requests.state} = ${state}`,
    ).count;
  return Object.fromEntries(
    REQUEST_STATES.map((state) => [state, projects.reduce((all, project) => all + count(project, state), 0)]),
  );
};

const TABLES = { vpc: vpcs, move: serviceMoves, side: peerSides } as const;

/** The latest of those sides that can be looked at: an account may have left the configuration. */
const findLatestSide = (db: Db, { accounts, now }: FiguresOf): number | null => {
  if (accounts.length === 0) return null;
  const late = db
    .select({ peer: peerings.peer, at: peerSides.lookAgainAt })
    .from(peerSides)
    .innerJoin(peerings, eq(peerings.id, peerSides.peeringId))
    .where(lte(peerSides.lookAgainAt, now))
    .orderBy(asc(peerSides.lookAgainAt))
    .limit(LOOKED_AT_MOST)
    .all();
  return late.find(({ peer }) => findSideAccount(accounts, peer) !== null)?.at ?? null;
};

const findLatestProject = (db: Db, { projects }: FiguresOf): number | null => {
  const looks = db.select().from(projectLooks).all();
  const due = looks.filter(({ project }) => projects.includes(project)).map(({ lookAgainAt }) => lookAgainAt);
  return due.length === 0 ? null : Math.min(...due);
};

const measureOverdue = (db: Db, of: FiguresOf): Readonly<Record<string, number>> => {
  const latest = (table: typeof vpcs | typeof serviceMoves | typeof quotaIncreases) =>
    db
      .select({ at: min(table.lookAgainAt) })
      .from(table)
      .where(isNotNull(table.lookAgainAt))
      .all()[0]?.at;
  const times = {
    vpc: latest(vpcs),
    move: latest(serviceMoves),
    quota: latest(quotaIncreases),
    side: findLatestSide(db, of),
    project: findLatestProject(db, of),
  };
  return Object.fromEntries(
    Object.entries(times).map(([work, at]) => [work, Math.max(0, of.now - (at ?? of.now))]),
  );
};

const countExpiredClaims = (db: Db, { now }: FiguresOf): Readonly<Record<string, number>> => {
  const count = (claimedUntil: SQL) =>
    db.get<{ expired: number }>(sql`select count(*) as expired from (${claimedUntil}) where until <= ${now}`)
      .expired;
  const due = (table: (typeof TABLES)[keyof typeof TABLES]) =>
    count(sql`select ${table.claimedUntil} as until from ${table} where ${table.lookAgainAt} <= ${now}
      order by ${table.lookAgainAt} limit ${LOOKED_AT_MOST}`);
  const unsaid = sql`select ${notices.claimedUntil} as until from ${notices} where ${notices.saidAt} is null
    limit ${LOOKED_AT_MOST}`;
  return { vpc: due(vpcs), move: due(serviceMoves), side: due(peerSides), notice: count(unsaid) };
};

export const createFigureVerbs = (db: Db) => ({
  /** What is seen from outside of all that is recorded. Each figure is read along one index. */
  readFigures: async (of: FiguresOf) => ({
    notices: countWaiting(db, of),
    pending: countPending(db, of),
    overdue: measureOverdue(db, of),
    requests: countRequests(db, of),
    expiredClaims: countExpiredClaims(db, of),
  }),
});
