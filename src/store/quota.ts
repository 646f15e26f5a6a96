import { and, desc, eq, inArray, isNotNull } from 'drizzle-orm';
import type { Step } from '../domain/step.ts';
import type { Db, Tx } from './open.ts';
import { quotaIncreases } from './schema.ts';

const DECIDED = ['approved', 'waiting-for-timescale'] as const;

const ofRequest = (requestId: number) =>
  and(eq(quotaIncreases.requestId, requestId), inArray(quotaIncreases.state, DECIDED));

/** Records what a look means for the ask of the VPC's request. */
export const settleQuota = (tx: Tx, { next, quota }: Step, now: number): void => {
  const { requestId, project } = next.vpc;
  if (quota === null || requestId === null) return;
  if (quota.kind === 'grant') {
    tx.update(quotaIncreases).set({ state: 'granted' }).where(ofRequest(requestId)).run();
    return;
  }
  const { used, limit } = quota;
  if (quota.kind === 'wait-for-timescale') {
    const waiting = { state: 'waiting-for-timescale' } as const;
    const { changes } = tx.update(quotaIncreases).set(waiting).where(ofRequest(requestId)).run();
    if (changes > 0) return;
  }
  const state = quota.kind === 'ask' ? 'asked' : 'waiting-for-timescale';
  tx.insert(quotaIncreases).values({ requestId, project, state, used, limit, askedAt: now }).run();
};

export const createQuotaVerbs = (db: Db) => ({
  /** Whether an approver let this request through, whatever the limit is. */
  isLetThrough: async (requestId: number): Promise<boolean> => {
    const [row] = db
      .select({ id: quotaIncreases.id })
      .from(quotaIncreases)
      .where(and(ofRequest(requestId), isNotNull(quotaIncreases.grantedLimit)))
      .orderBy(desc(quotaIncreases.id))
      .limit(1)
      .all();
    return row !== undefined;
  },
});
