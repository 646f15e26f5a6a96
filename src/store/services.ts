import { and, asc, eq, inArray, notInArray, sql } from 'drizzle-orm';
import type { SeenService } from '../domain/service.ts';
import { type Db, type Tx, write } from './open.ts';
import { services } from './schema.ts';

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

const recordListing = (tx: Tx, project: string, seen: readonly SeenService[], now: number): void => {
  for (const service of seen) upsertService(tx, project, service, now);
  const listed = seen.map(({ providerId }) => providerId);
  tx.delete(services)
    .where(and(eq(services.project, project), notInArray(services.providerId, listed)))
    .run();
};

export const createServiceVerbs = (db: Db) => ({
  /** Records what the provider listed; services that it lists no more are gone. */
  recordServices: async (project: string, seen: readonly SeenService[], now: number): Promise<void> =>
    write(db, (tx) => recordListing(tx, project, seen, now)),

  /** The services of these projects, by project and name. Those in a VPC name it by the provider's id. */
  listServices: async (projects: readonly string[]): Promise<readonly KnownService[]> =>
    readServices(db, projects),
});
