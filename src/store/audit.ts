import { asc, eq } from 'drizzle-orm';
import type { AuditDraft } from '../domain/audit.ts';
import type { Db, Tx } from './open.ts';
import { auditEvents } from './schema.ts';

export interface AuditEvent extends AuditDraft {
  readonly id: number;
  readonly at: number;
}

/** Adds to the audit trail, in the transaction that does what it tells of. */
export const insertAudit = (tx: Tx, now: number, draft: AuditDraft): void => {
  tx.insert(auditEvents)
    .values({ ...draft, at: now })
    .run();
};

export const createAuditVerbs = (db: Db) => ({
  /** The trail of one request, oldest first. */
  listAudit: async (requestId: number): Promise<readonly AuditEvent[]> =>
    db
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.requestId, requestId))
      .orderBy(asc(auditEvents.id))
      .all(),
});
