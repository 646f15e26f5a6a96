import { and, asc, desc, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import { overlaps } from '../domain/cidr.ts';
import type { Grant } from '../domain/quota-facts.ts';
import type { Vpc } from '../domain/vpc.ts';
import type { ProjectFacts } from '../domain/vpc-request.ts';
import type { Db, Tx } from './open.ts';
import { findReach, LIVING, STANDS } from './reach.ts';
import { readCidr, toVpc } from './rows.ts';
import { peerings, projectLooks, quotaIncreases, requests, vpcs } from './schema.ts';

/** A request waits so for a place in the quota. */
export const WAITING = ['waiting-for-approval', 'waiting-for-timescale'] as const;

/** Those that take a name and a range. */
export const listVpcs = (tx: Db | Tx, project: string): readonly Vpc[] =>
  tx
    .select()
    .from(vpcs)
    .where(and(eq(vpcs.project, project), STANDS))
    .orderBy(asc(vpcs.id))
    .all()
    .map(toVpc);

/** The networks that these VPCs of a project are peered with, or may come to be, and what people told of all its peers. */
const readPeers = (
  tx: Db | Tx,
  project: string,
  standing: readonly Vpc[],
): Pick<ProjectFacts, 'peerRanges' | 'peers'> => {
  const { peerRanges, peer, vpcId } = peerings;
  const rows = tx
    .select({ ranges: peerRanges, peer, vpcId, vpcName: vpcs.name })
    .from(peerings)
    .innerJoin(vpcs, eq(vpcs.id, vpcId))
    .where(and(eq(vpcs.project, project), inArray(peerings.state, LIVING)))
    .all();
  const ids = new Set(standing.map(({ id }) => id));
  return {
    peers: rows.flatMap((row) => (ids.has(row.vpcId) ? [row.peer] : [])),
    peerRanges: rows.flatMap(({ ranges, vpcName, ...row }) =>
      ranges.map((text) => ({ cidr: readCidr(text), peer: row.peer, vpcName })),
    ),
  };
};

/** An approval raises the limit once its VPC is there, or is on its way; never where it came to nothing. */
const RAISES = or(
  eq(quotaIncreases.state, 'granted'),
  and(eq(quotaIncreases.state, 'approved'), eq(requests.state, 'open')),
);

type Placing = Pick<Vpc, 'id' | 'providerId' | 'intent' | 'state'>;

/**
 * Those of a project's VPCs that are at the provider, or on their way there: who waits, or was cancelled before
 * anything was asked for, is not.
 */
const keepPlaced = <V extends Placing>(tx: Db | Tx, project: string, all: readonly V[]): readonly V[] => {
  const rows = tx
    .select({ vpcId: requests.vpcId })
    .from(requests)
    .where(and(eq(requests.project, project), inArray(requests.state, WAITING)))
    .all();
  const waiting = new Set(rows.map(({ vpcId }) => vpcId));
  return all.filter(
    ({ id, providerId, intent, state }) =>
      providerId !== null || intent !== null || (state !== 'deleting' && !waiting.has(id)),
  );
};

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
export const listPlaced = (tx: Db | Tx, project: string): readonly Vpc[] =>
  keepPlaced(tx, project, listVpcs(tx, project));

/** How much of the quota is used, and the limit that was granted, where nothing else is asked. */
export const readUse = (tx: Db | Tx, project: string): Pick<ProjectFacts, 'used' | 'granted'> => {
  const { id, providerId, intent, state } = vpcs;
  const all = tx
    .select({ id, providerId, intent, state })
    .from(vpcs)
    .where(and(eq(vpcs.project, project), STANDS))
    .all();
  return {
    used: keepPlaced(tx, project, all).length,
    granted: readGrant(tx, project)?.limit ?? 0,
  };
};

/** `findReach` reads anew with each call: inside of a transaction, it is for that transaction alone. */
export const readProjectFacts = (tx: Db | Tx, project: string): ProjectFacts => {
  const [look] = tx.select().from(projectLooks).where(eq(projectLooks.project, project)).all();
  const all = listVpcs(tx, project);
  return {
    vpcs: all,
    ...readPeers(tx, project, all),
    findReach: (networks) => findReach(tx, networks),
    used: keepPlaced(tx, project, all).length,
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

export const createProjectVerbs = (db: Db) => ({
  findProjectFacts: async (project: string): Promise<ProjectFacts> => readProjectFacts(db, project),

  /** Of its facts the VPCs alone. */
  findProjectVpcs: async (project: string): Promise<readonly Vpc[]> => listVpcs(db, project),

  /** The highest limit that somebody granted; null: nobody granted any. */
  findGrant: async (project: string): Promise<Grant | null> => readGrant(db, project),

  /** When a project was last read, and what was read then; null where it never was. */
  findProjectLook: async (
    project: string,
  ): Promise<{
    readonly observedAt: number | null;
    readonly plan: string | null;
    readonly regions: readonly string[];
  } | null> => {
    const { observedAt, plan, regions } = projectLooks;
    const here = eq(projectLooks.project, project);
    return db.select({ observedAt, plan, regions }).from(projectLooks).where(here).get() ?? null;
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
