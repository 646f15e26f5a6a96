import { and, asc, eq, inArray, isNotNull, isNull, ne, notInArray, or, sql } from 'drizzle-orm';
import { overlaps } from '../domain/cidr.ts';
import type { SeenVpc, Vpc } from '../domain/vpc.ts';
import type { ProjectFacts } from '../domain/vpc-request.ts';
import { type Db, type Tx, write } from './open.ts';
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
    .where(
      and(
        eq(vpcs.project, project),
        inArray(peerings.state, ['requested', 'approved', 'pending-peer', 'active']),
      ),
    )
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

export const readProjectFacts = (tx: Db | Tx, project: string): ProjectFacts => {
  const known = listVpcs(tx, project);
  const waiting = listWaiting(tx, project);
  const [grant] = tx
    .select({ limit: sql<number | null>`max(${quotaIncreases.grantedLimit})` })
    .from(quotaIncreases)
    .innerJoin(requests, eq(requests.id, quotaIncreases.requestId))
    .where(and(eq(quotaIncreases.project, project), RAISES))
    .all();
  const [look] = tx.select().from(projectLooks).where(eq(projectLooks.project, project)).all();
  return {
    vpcs: known,
    peerRanges: listPeerRanges(tx, project),
    used: known.filter((vpc) => takesPlace(vpc, waiting)).length,
    granted: grant?.limit ?? 0,
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
  underway.some(
    ({ name, region, cidr }) => name === seen.name && region === seen.region && cidr.text === seen.cidr?.text,
  );

const insertFound = (tx: Tx, project: string, seen: SeenVpc, now: number): void => {
  if (seen.cidr === null) return;
  const { providerId, name, region, cidr } = seen;
  tx.insert(vpcs)
    .values({
      project,
      providerId,
      name,
      region,
      cidr: cidr.text,
      startsAt: cidr.start,
      endsAt: cidr.end,
      state: 'active',
      stateSince: now,
      knownSince: now,
    })
    .onConflictDoNothing({ target: [vpcs.project, vpcs.providerId] })
    .run();
  const known = and(eq(vpcs.project, project), eq(vpcs.providerId, providerId));
  // A run that looks at it meanwhile must not write the old name back.
  tx.update(vpcs)
    .set({ name, version: sql`${vpcs.version} + 1` })
    .where(and(known, ne(vpcs.name, name)))
    .run();
  tx.update(vpcs)
    .set({ state: 'active', stateSince: now })
    .where(and(known, isNull(vpcs.requestId), eq(vpcs.state, 'deleted')))
    .run();
};

/** VPCs that the provider no longer lists. Of ours only those are judged here that nobody looks at any more. */
const markGone = (tx: Tx, project: string, seen: readonly SeenVpc[], now: number): void => {
  const listed = seen.map(({ providerId }) => providerId);
  const unlisted = and(
    eq(vpcs.project, project),
    isNotNull(vpcs.providerId),
    notInArray(vpcs.providerId, listed),
  );
  tx.update(vpcs)
    .set({ state: 'deleted', stateSince: now })
    .where(and(unlisted, isNull(vpcs.requestId), ne(vpcs.state, 'deleted')))
    .run();
  const ours = and(unlisted, isNotNull(vpcs.requestId), isNull(vpcs.lookAgainAt));
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
