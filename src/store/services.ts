import { and, asc, desc, eq, inArray, notInArray, sql } from 'drizzle-orm';
import type { Drift } from '../domain/drift.ts';
import type { NoticeDraft } from '../domain/notice.ts';
import type { SeenService } from '../domain/service.ts';
import { judgeServiceDrift, type ServiceDrift } from '../domain/service-drift.ts';
import type { MovePlace } from '../domain/service-move.ts';
import { listServicePorts } from '../domain/service-ports.ts';
import type { Vpc } from '../domain/vpc.ts';
import { insertNotices } from './notices.ts';
import { type Db, type Tx, write } from './open.ts';
import { tellProject } from './project-notices.ts';
import { projectLooks, serviceMoves, services, vpcs } from './schema.ts';

/** A service as it was last seen, at that time (epoch ms). */
export interface KnownService extends SeenService {
  readonly id: number;
  readonly project: string;
  readonly seenAt: number;
}

export const readServices = (tx: Db | Tx, projects: readonly string[]): readonly KnownService[] =>
  tx
    .select()
    .from(services)
    .where(inArray(services.project, [...projects]))
    .orderBy(asc(services.project), asc(services.name), asc(services.providerId))
    .all()
    .map((row) => ({ ...row, progress: null }));

/** What was seen of a service; a look that is older than what is known changes nothing. */
export const upsertService = (tx: Tx, project: string, seen: SeenService, now: number): void => {
  const { providerId, progress: _, ...rest } = seen;
  const set = { ...rest, seenAt: now };
  tx.insert(services)
    .values({ project, providerId, ...set })
    .onConflictDoUpdate({
      target: [services.project, services.providerId],
      set,
      setWhere: sql`${services.seenAt} <= ${now}`,
    })
    .run();
};

/** The move under way of each service that has one. */
const listMoving = (tx: Tx, project: string): readonly string[] =>
  tx
    .select({ id: serviceMoves.serviceId })
    .from(serviceMoves)
    .where(and(eq(serviceMoves.project, project), inArray(serviceMoves.state, ['requested', 'moving'])))
    .all()
    .map(({ id }) => id);

/** The request by which a service came to where it was until now; null: none here put it there. */
const findBehind = (tx: Tx, project: string, serviceId: string, place: string | null): number | null => {
  const [move] = tx
    .select({ requestId: serviceMoves.requestId, to: serviceMoves.to })
    .from(serviceMoves)
    .where(
      and(
        eq(serviceMoves.project, project),
        eq(serviceMoves.serviceId, serviceId),
        inArray(serviceMoves.state, ['dns-propagating', 'done']),
      ),
    )
    .orderBy(desc(serviceMoves.id))
    .limit(1)
    .all();
  return move !== undefined && (move.to?.providerId ?? null) === place ? move.requestId : null;
};

const nameVpc = (tx: Tx, project: string, providerId: string): MovePlace => {
  const here = and(eq(vpcs.project, project), eq(vpcs.providerId, providerId));
  const [row] = tx.select({ name: vpcs.name }).from(vpcs).where(here).all();
  return { providerId, name: row?.name ?? providerId };
};

const findPlace = (tx: Tx, project: string, providerId: string | null): MovePlace | null =>
  providerId === null ? null : nameVpc(tx, project, providerId);

interface Told {
  readonly notices: readonly NoticeDraft[];
  readonly drift: readonly Drift[];
}

const NOTHING: Told = { notices: [], drift: [] };

/** Whom it concerns that a service stands elsewhere: who had it moved there, else the project. */
const tellMoved = (
  tx: Tx,
  known: KnownService,
  { from: old, to: now }: Extract<ServiceDrift, { kind: 'moved' }>,
): Told => {
  const { project, providerId, name: service, seenAt: since } = known;
  const from = findPlace(tx, project, old);
  const to = findPlace(tx, project, now);
  const requestId = findBehind(tx, project, providerId, old);
  if (requestId === null) return { notices: [], drift: [{ kind: 'service-moved', service, from, to }] };
  return { notices: [{ requestId, body: { kind: 'service-drifted', from, to, since } }], drift: [] };
};

const judgeSeen = (
  tx: Tx,
  project: string,
  seen: SeenService,
  known: KnownService | null,
  isMoving: boolean,
): Told => {
  const drift = judgeServiceDrift(seen, { known, isMoving });
  if (drift === null) return NOTHING;
  if (drift.kind === 'moved') return known === null ? NOTHING : tellMoved(tx, known, drift);
  const place = nameVpc(tx, project, drift.at);
  return { notices: [], drift: [{ kind: 'service-appeared', service: seen.name, place }] };
};

const recordListing = (
  tx: Tx,
  project: string,
  seen: readonly SeenService[],
  now: number,
): readonly number[] => {
  const [look] = tx.select().from(projectLooks).where(eq(projectLooks.project, project)).all();
  const since = look?.servicesSeenAt ?? null;
  const known = new Map(readServices(tx, [project]).map((service) => [service.providerId, service]));
  const moving = new Set(listMoving(tx, project));
  // What a look at one service showed since is newer, and what was there at the first reading is no news.
  const told = seen
    .filter(({ providerId }) => since !== null && (known.get(providerId)?.seenAt ?? 0) <= now)
    .map((service) => {
      const { providerId } = service;
      return judgeSeen(tx, project, service, known.get(providerId) ?? null, moving.has(providerId));
    });
  for (const service of seen) upsertService(tx, project, service, now);
  const listed = seen.map(({ providerId }) => providerId);
  tx.delete(services)
    .where(and(eq(services.project, project), notInArray(services.providerId, listed)))
    .run();
  tx.insert(projectLooks)
    .values({ project, servicesSeenAt: now, lookAgainAt: 0 })
    .onConflictDoUpdate({ target: projectLooks.project, set: { servicesSeenAt: now } })
    .run();
  const notices = told.flatMap((one) => one.notices);
  insertNotices(tx, now, notices);
  tellProject(
    tx,
    project,
    told.flatMap((one) => one.drift),
    { now, since },
  );
  return notices.map(({ requestId }) => requestId);
};

export const createServiceVerbs = (db: Db) => ({
  /**
   * Records what the provider listed; services that it lists no more are gone, and those that stand
   * where nobody here put them are told of. Returns the requests that there is something to say of.
   */
  recordServices: async (
    project: string,
    seen: readonly SeenService[],
    now: number,
  ): Promise<readonly number[]> => write(db, (tx) => recordListing(tx, project, seen, now)),

  /** The services of these projects, by project and name. Those in a VPC name it by the provider's id. */
  listServices: async (projects: readonly string[]): Promise<readonly KnownService[]> =>
    readServices(db, projects),

  /** The ports that have to get out to this VPC, by what was last seen of its services. */
  listServicePorts: async (vpc: Pick<Vpc, 'project' | 'providerId' | 'region'>): Promise<readonly number[]> =>
    listServicePorts(vpc, readServices(db, [vpc.project])),
});
