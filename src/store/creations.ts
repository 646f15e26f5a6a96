import { and, eq, gt, inArray } from 'drizzle-orm';
import type { AuditAct } from '../domain/audit.ts';
import { countedSince, type TooMany } from '../domain/creation-cap.ts';
import type { Db, Tx } from './open.ts';
import type { Doing } from './requests.ts';
import { auditEvents } from './schema.ts';

/** Each asks the provider for something that was not there, or lives on it. */
const CREATIONS: readonly AuditAct[] = ['request-opened', 'peer-asked', 'share-asked', 'peering-asked-again'];

/** Judges whether somebody may ask for one more, by when they asked within the last hour (epoch ms). */
export type JudgeCreations = (askedAt: readonly number[]) => TooMany | null;

export const listCreations = (tx: Db | Tx, { actor, now }: Pick<Doing, 'actor' | 'now'>): readonly number[] =>
  tx
    .select({ at: auditEvents.at })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.actor, actor),
        gt(auditEvents.at, countedSince(now)),
        inArray(auditEvents.act, [...CREATIONS]),
      ),
    )
    .all()
    .map(({ at }) => at);

export const createCreationVerbs = (db: Db) => ({
  /** When somebody asked for VPCs and peerings within the last hour, over all projects. */
  listCreations: async (by: Pick<Doing, 'actor' | 'now'>): Promise<readonly number[]> =>
    listCreations(db, by),
});
