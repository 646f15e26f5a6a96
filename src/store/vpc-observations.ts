import {
  and,
  desc,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  not,
  notInArray,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { type Drift, vpcAppeared, vpcGone, vpcLeaving } from '../domain/drift.ts';
import { mayBeOutcome, type SeenVpc, type Vpc } from '../domain/vpc.ts';
import { nameFoundVpc } from '../domain/vpc-name.ts';
import { type Db, type Tx, write } from './open.ts';
import { tellProject } from './project-notices.ts';
import { listVpcs } from './projects.ts';
import { toVpc } from './rows.ts';
import { peerings, projectLooks, requests, vpcs } from './schema.ts';

type VpcRow = typeof vpcs.$inferSelect;

/** The time of a reading: when the provider was asked, and when its answer is recorded. */
interface Reading {
  readonly askedAt: number;
  readonly now: number;
}

const isUnderway = (underway: readonly Vpc[], seen: SeenVpc): boolean =>
  underway.some((vpc) => mayBeOutcome(vpc, seen));

/** Somebody asked for something on it. */
const CONCERNS = sql`exists (select 1 from ${requests} where ${requests.vpcId} = ${vpcs.id})`;
const CHANGED = sql`${vpcs.version} + 1`;

const isConcern = (tx: Tx, { id }: VpcRow): boolean =>
  tx.select({ id: requests.id }).from(requests).where(eq(requests.vpcId, id)).limit(1).all().length > 0;

const insertFound = (tx: Tx, project: string, seen: SeenVpc, now: number): Drift | null => {
  const { providerId, region, cidr } = seen;
  if (cidr === null) return null;
  const listTaken = () => listVpcs(tx, project).map((other) => other.name);
  const name = seen.name ?? nameFoundVpc(region, cidr, listTaken());
  tx.insert(vpcs)
    .values({
      project,
      providerId,
      name,
      region,
      cidr: cidr.text,
      startsAt: cidr.start,
      endsAt: cidr.end,
      state: seen.state ?? 'active',
      stateSince: now,
      knownSince: now,
    })
    .run();
  return vpcAppeared(seen, name);
};

/** The state of a VPC that nobody made here and nobody looks at is what its provider shows. */
const followState = (tx: Tx, row: VpcRow, seen: SeenVpc, { askedAt, now }: Reading): Drift | null => {
  const here = eq(vpcs.id, row.id);
  const enter = (state: VpcRow['state']) =>
    tx.update(vpcs).set({ state, stateSince: now, version: CHANGED }).where(here).run();
  if (row.state === 'deleted') {
    // Deleted after the provider was asked: this list is older.
    if (row.stateSince >= askedAt) return null;
    enter(seen.state ?? 'active');
    return vpcAppeared(seen, seen.name ?? row.name);
  }
  if (seen.state === null || seen.state === row.state) return null;
  enter(seen.state);
  return seen.state === 'deleting' ? vpcLeaving(toVpc(row)) : null;
};

/** Renamed here after the provider was asked: this list is older. */
const isRenamedSince = (tx: Tx, vpcId: number, askedAt: number): boolean =>
  tx
    .select({ id: requests.id })
    .from(requests)
    .where(
      and(
        eq(requests.vpcId, vpcId),
        eq(requests.state, 'done'),
        gte(requests.stateSince, askedAt),
        sql`${requests.ask} ->> 'kind' = 'rename'`,
      ),
    )
    .limit(1)
    .all().length > 0;

const takeKnown = (tx: Tx, row: VpcRow, seen: SeenVpc, reading: Reading): Drift | null => {
  const here = eq(vpcs.id, row.id);
  // A run that looks at it meanwhile must not write the old name back.
  const { name } = seen;
  if (name !== null && name !== row.name && !isRenamedSince(tx, row.id, reading.askedAt)) {
    tx.update(vpcs).set({ name, version: CHANGED }).where(here).run();
  }
  if (row.lookAgainAt !== null) return null;
  const isOurs = row.requestId !== null || isConcern(tx, row);
  if (!isOurs) return followState(tx, row, seen, reading);
  // People may live on it: its own look finds that out and says so.
  if (seen.state === 'deleting' && row.state === 'active') {
    tx.update(vpcs).set({ lookAgainAt: reading.now, version: CHANGED }).where(here).run();
  }
  return null;
};

/** What is known by its provider's id, read at once: a project may have VPCs by the thousand. */
const readKnown = (tx: Tx, project: string): ReadonlyMap<string, VpcRow> => {
  const rows = tx
    .select()
    .from(vpcs)
    .where(and(eq(vpcs.project, project), isNotNull(vpcs.providerId)))
    .orderBy(desc(vpcs.id))
    .all();
  return new Map(rows.flatMap((row) => (row.providerId === null ? [] : [[row.providerId, row] as const])));
};

const takeAll = (tx: Tx, project: string, seen: readonly SeenVpc[], reading: Reading): readonly Drift[] => {
  const known = readKnown(tx, project);
  const each = new Map(seen.map((vpc) => [vpc.providerId, vpc]));
  return [...each.values()].flatMap((vpc) => {
    const row = known.get(vpc.providerId);
    const drift =
      row === undefined ? insertFound(tx, project, vpc, reading.now) : takeKnown(tx, row, vpc, reading);
    return drift ?? [];
  });
};

/** A VPC of nobody's is gone with its peerings. */
const dropFound = (tx: Tx, unlisted: SQL | undefined, now: number): readonly Drift[] => {
  const gone = tx
    .select()
    .from(vpcs)
    .where(
      and(unlisted, isNull(vpcs.requestId), not(CONCERNS), notInArray(vpcs.state, ['deleted', 'failed'])),
    )
    .all();
  const ids = gone.map(({ id }) => id);
  const there = tx.select().from(peerings).where(inArray(peerings.vpcId, ids)).all();
  const deleted = { state: 'deleted', stateSince: now } as const;
  tx.update(vpcs)
    .set({ ...deleted, version: CHANGED })
    .where(inArray(vpcs.id, ids))
    .run();
  const living = and(inArray(peerings.vpcId, ids), not(eq(peerings.state, 'deleted')));
  tx.update(peerings).set(deleted).where(living).run();
  return gone.map((row) =>
    vpcGone(
      toVpc(row),
      there.filter(({ vpcId }) => vpcId === row.id),
    ),
  );
};

/** VPCs that the provider no longer lists. Where people wait for news, its own look finds that out and says so. */
const markGone = (tx: Tx, project: string, seen: readonly SeenVpc[], now: number): readonly Drift[] => {
  const listed = seen.map(({ providerId }) => providerId);
  const unlisted = and(
    eq(vpcs.project, project),
    isNotNull(vpcs.providerId),
    notInArray(vpcs.providerId, listed),
  );
  const gone = dropFound(tx, unlisted, now);
  const ours = and(unlisted, or(isNotNull(vpcs.requestId), CONCERNS), isNull(vpcs.lookAgainAt));
  tx.update(vpcs)
    .set({ providerId: null, failure: { kind: 'gone' }, version: CHANGED })
    .where(and(ours, eq(vpcs.state, 'failed')))
    .run();
  tx.update(vpcs)
    .set({ lookAgainAt: now, version: CHANGED })
    .where(and(ours, eq(vpcs.state, 'active')))
    .run();
  return gone;
};

const recordListing = (
  tx: Tx,
  project: string,
  seen: readonly SeenVpc[],
  reading: Reading,
  lookAgainAt: number,
): void => {
  const { now } = reading;
  const underway = listVpcs(tx, project).filter(({ providerId }) => providerId === null);
  const settled = seen.filter((vpc) => !isUnderway(underway, vpc));
  const changes = takeAll(tx, project, settled, reading);
  const gone = markGone(tx, project, seen, now);
  const [look] = tx.select().from(projectLooks).where(eq(projectLooks.project, project)).all();
  const since = look?.observedAt ?? null;
  // What is there at the first reading was there before vpcbot, and is no news.
  if (since !== null) tellProject(tx, project, [...changes, ...gone], { now, since });
  tx.insert(projectLooks)
    .values({ project, observedAt: now, lookAgainAt })
    .onConflictDoUpdate({ target: projectLooks.project, set: { observedAt: now, lookAgainAt } })
    .run();
};

export const createVpcObservationVerbs = (db: Db) => ({
  /** Records what the provider listed: VPCs nobody asked for here count too, and are told where they are new. */
  recordVpcListing: async (
    project: string,
    seen: readonly SeenVpc[],
    now: number,
    lookAgainAt: number,
    askedAt = now,
  ): Promise<void> => write(db, (tx) => recordListing(tx, project, seen, { askedAt, now }, lookAgainAt)),
});
