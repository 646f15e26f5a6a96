import {
  and,
  asc,
  desc,
  eq,
  inArray,
  isNotNull,
  isNull,
  ne,
  not,
  notInArray,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { overlaps } from '../domain/cidr.ts';
import type { Grant } from '../domain/quota-facts.ts';
import { isSameVpc, type SeenVpc, type Vpc } from '../domain/vpc.ts';
import { nameFoundVpc } from '../domain/vpc-name.ts';
import type { ProjectFacts } from '../domain/vpc-request.ts';
import { type Db, type Tx, write } from './open.ts';
import { LIVING, listReach } from './reach.ts';
import { readCidr, toVpc } from './rows.ts';
import { peerings, projectLooks, quotaIncreases, requests, vpcs } from './schema.ts';

const WAITING = ['waiting-for-approval', 'waiting-for-timescale'] as const;

const listVpcs = (tx: Db | Tx, project: string): readonly Vpc[] =>
  tx
    .select()
    .from(vpcs)
    .where(and(eq(vpcs.project, project), ne(vpcs.state, 'deleted')))
    .orderBy(asc(vpcs.id))
    .all()
    .map(toVpc)
    .filter(({ state, providerId }) => state !== 'failed' || providerId !== null);

const listPeerRanges = (tx: Db | Tx, project: string): ProjectFacts['peerRanges'] =>
  tx
    .select({ ranges: peerings.peerRanges, peer: peerings.peer, vpcName: vpcs.name })
    .from(peerings)
    .innerJoin(vpcs, eq(vpcs.id, peerings.vpcId))
    .where(and(eq(vpcs.project, project), inArray(peerings.state, LIVING)))
    .all()
    .flatMap(({ ranges, peer, vpcName }) => ranges.map((text) => ({ cidr: readCidr(text), peer, vpcName })));

/** An approval raises the limit once its VPC is there, or is on its way; never where it came to nothing. */
const RAISES = or(
  eq(quotaIncreases.state, 'granted'),
  and(eq(quotaIncreases.state, 'approved'), eq(requests.state, 'open')),
);

const listWaiting = (tx: Db | Tx, project: string): readonly number[] =>
  tx
    .select({ vpcId: requests.vpcId })
    .from(requests)
    .where(and(eq(requests.project, project), inArray(requests.state, WAITING)))
    .all()
    .flatMap(({ vpcId }) => (vpcId === null ? [] : [vpcId]));

/** At the provider, or on its way there: who waits, or was cancelled before anything was asked for, is not. */
const takesPlace = ({ id, providerId, intent, state }: Vpc, waiting: readonly number[]): boolean =>
  providerId !== null || intent !== null || (state !== 'deleting' && !waiting.includes(id));

/** The highest limit that somebody granted, by whom first; null: nobody granted any. */
export const readGrant = (tx: Db | Tx, project: string): Grant | null => {
  const { grantedLimit: limit, decidedBy: by, decidedAt: at, requestId } = quotaIncreases;
  const [row] = tx
    .select({ limit, by, at, requestId })
    .from(quotaIncreases)
    .innerJoin(requests, eq(requests.id, quotaIncreases.requestId))
    .where(and(eq(quotaIncreases.project, project), isNotNull(limit), RAISES))
    .orderBy(desc(limit), asc(quotaIncreases.id))
    .limit(1)
    .all();
  if (row === undefined || row.limit === null) return null;
  return { ...row, limit: row.limit };
};

/** The VPCs that count against the quota, those on their way among them. */
export const listPlaced = (tx: Db | Tx, project: string): readonly Vpc[] => {
  const waiting = listWaiting(tx, project);
  return listVpcs(tx, project).filter((vpc) => takesPlace(vpc, waiting));
};

export const readProjectFacts = (tx: Db | Tx, project: string): ProjectFacts => {
  const [look] = tx.select().from(projectLooks).where(eq(projectLooks.project, project)).all();
  return {
    vpcs: listVpcs(tx, project),
    peerRanges: listPeerRanges(tx, project),
    reach: listReach(tx),
    used: listPlaced(tx, project).length,
    granted: readGrant(tx, project)?.limit ?? 0,
    regions: look?.regions ?? [],
    observedAt: look?.observedAt ?? null,
  };
};

/** Whether another request has the name or some of the range of this VPC, which was given up, by now. */
export const isGivenAway = (tx: Tx, { id, project, name, cidr }: Vpc): boolean =>
  listVpcs(tx, project).some(
    (other) =>
      other.id !== id &&
      other.requestId !== null &&
      (other.name.toLowerCase() === name.toLowerCase() || overlaps(other.cidr, cidr)),
  );

/** A listed VPC that is the outcome of a creation of ours whose answer is not recorded yet. */
const isUnderway = (underway: readonly Vpc[], seen: SeenVpc): boolean =>
  underway.some((vpc) => isSameVpc(vpc, seen));

const insertFound = (tx: Tx, project: string, seen: SeenVpc, now: number): void => {
  if (seen.cidr === null) return;
  const { providerId, region, cidr } = seen;
  const name = seen.name ?? nameFoundVpc(region, cidr);
  const state = seen.state ?? 'active';
  tx.insert(vpcs)
    .values({
      project,
      providerId,
      name,
      region,
      cidr: cidr.text,
      startsAt: cidr.start,
      endsAt: cidr.end,
      state,
      stateSince: now,
      knownSince: now,
    })
    .onConflictDoNothing({ target: [vpcs.project, vpcs.providerId] })
    .run();
  const known = and(eq(vpcs.project, project), eq(vpcs.providerId, providerId));
  // A run that looks at it meanwhile must not write the old name back.
  if (seen.name !== null) {
    tx.update(vpcs)
      .set({ name, version: sql`${vpcs.version} + 1` })
      .where(and(known, ne(vpcs.name, name)))
      .run();
  }
  tx.update(vpcs)
    .set({ state: 'active', stateSince: now })
    .where(and(known, isNull(vpcs.requestId), eq(vpcs.state, 'deleted')))
    .run();
};

/** Somebody asked for something on it. */
const CONCERNS = sql`exists (select 1 from ${requests} where ${requests.vpcId} = ${vpcs.id})`;

/** A VPC of nobody's is gone in silence, with its peerings. */
const dropFound = (tx: Tx, unlisted: SQL | undefined, now: number): void => {
  const gone = tx
    .select({ id: vpcs.id })
    .from(vpcs)
    .where(and(unlisted, isNull(vpcs.requestId), not(CONCERNS), ne(vpcs.state, 'deleted')))
    .all()
    .map(({ id }) => id);
  const deleted = { state: 'deleted', stateSince: now } as const;
  tx.update(vpcs).set(deleted).where(inArray(vpcs.id, gone)).run();
  tx.update(peerings)
    .set(deleted)
    .where(and(inArray(peerings.vpcId, gone), ne(peerings.state, 'deleted')))
    .run();
};

/** VPCs that the provider no longer lists. Where people wait for news, its own look finds that out and says so. */
const markGone = (tx: Tx, project: string, seen: readonly SeenVpc[], now: number): void => {
  const listed = seen.map(({ providerId }) => providerId);
  const unlisted = and(
    eq(vpcs.project, project),
    isNotNull(vpcs.providerId),
    notInArray(vpcs.providerId, listed),
  );
  dropFound(tx, unlisted, now);
  const ours = and(unlisted, or(isNotNull(vpcs.requestId), CONCERNS), isNull(vpcs.lookAgainAt));
  const version = sql`${vpcs.version} + 1`;
  tx.update(vpcs)
    .set({ providerId: null, failure: { kind: 'gone' }, version })
    .where(and(ours, eq(vpcs.state, 'failed')))
    .run();
  tx.update(vpcs)
    .set({ lookAgainAt: now, version })
    .where(and(ours, eq(vpcs.state, 'active')))
    .run();
};

const recordListing = (
  tx: Tx,
  project: string,
  seen: readonly SeenVpc[],
  now: number,
  lookAgainAt: number,
): void => {
  const underway = listVpcs(tx, project).filter(({ providerId }) => providerId === null);
  for (const vpc of seen) if (!isUnderway(underway, vpc)) insertFound(tx, project, vpc, now);
  markGone(tx, project, seen, now);
  tx.insert(projectLooks)
    .values({ project, observedAt: now, lookAgainAt })
    .onConflictDoUpdate({ target: projectLooks.project, set: { observedAt: now, lookAgainAt } })
    .run();
};

export const createProjectVerbs = (db: Db) => ({
  findProjectFacts: async (project: string): Promise<ProjectFacts> => readProjectFacts(db, project),

  /** Records what the provider listed: VPCs nobody asked for here count too. */
  recordVpcListing: async (project: string, seen: readonly SeenVpc[], now: number, lookAgainAt: number) =>
    write(db, (tx) => recordListing(tx, project, seen, now, lookAgainAt)),

  /** When a project was last read, and its plan then; null where it never was. */
  findProjectLook: async (
    project: string,
  ): Promise<{ readonly observedAt: number | null; readonly plan: string | null } | null> => {
    const { observedAt, plan } = projectLooks;
    const here = eq(projectLooks.project, project);
    return db.select({ observedAt, plan }).from(projectLooks).where(here).get() ?? null;
  },

  recordRegions: async (project: string, regions: readonly string[]) => {
    db.insert(projectLooks)
      .values({ project, regions, lookAgainAt: 0 })
      .onConflictDoUpdate({ target: projectLooks.project, set: { regions } })
      .run();
  },

  recordPlan: async (project: string, plan: string) => {
    db.insert(projectLooks)
      .values({ project, plan, lookAgainAt: 0 })
      .onConflictDoUpdate({ target: projectLooks.project, set: { plan } })
      .run();
  },

  /** Puts off the next reading of a project, after one that failed. */
  putOffProjectLook: async (project: string, lookAgainAt: number) => {
    db.insert(projectLooks)
      .values({ project, lookAgainAt })
      .onConflictDoUpdate({ target: projectLooks.project, set: { lookAgainAt } })
      .run();
  },

  /** Of these projects, the ones whose reading is due. */
  findDueProjects: async (projects: readonly string[], now: number): Promise<readonly string[]> => {
    const rested = db
      .select({ project: projectLooks.project })
      .from(projectLooks)
      .where(sql`${projectLooks.lookAgainAt} > ${now}`)
      .all()
      .map(({ project }) => project);
    return projects.filter((project) => !rested.includes(project));
  },
});
