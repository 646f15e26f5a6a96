import { and, desc, eq, inArray, isNotNull } from 'drizzle-orm';
import type { QuotaIncrease } from '../domain/quota.ts';
import type { Step } from '../domain/step.ts';
import type { Db, Tx } from './open.ts';
import { toQuotaIncrease } from './rows.ts';
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
  const asks = quota.kind === 'ask';
  const state = asks ? 'asked' : 'waiting-for-timescale';
  const lookAgainAt = asks ? now : null;
  tx.insert(quotaIncreases)
    .values({ requestId, project, state, used, limit, askedAt: now, lookAgainAt })
    .run();
};

/** Whether an approver let this request through, whatever the limit is. */
export const readLetThrough = (tx: Db | Tx, requestId: number): boolean =>
  tx
    .select({ id: quotaIncreases.id })
    .from(quotaIncreases)
    .where(and(ofRequest(requestId), isNotNull(quotaIncreases.grantedLimit)))
    .limit(1)
    .all().length > 0;

export const createQuotaVerbs = (db: Db) => ({
  /** The ask that a request made at that time (epoch ms): each of its cards is about one of them. */
  findAsk: async (requestId: number, askedAt: number): Promise<QuotaIncrease | null> => {
    const row = db
      .select()
      .from(quotaIncreases)
      .where(and(eq(quotaIncreases.requestId, requestId), eq(quotaIncreases.askedAt, askedAt)))
      .orderBy(desc(quotaIncreases.id))
      .limit(1)
      .get();
    return row === undefined ? null : toQuotaIncrease(row);
  },

  isLetThrough: async (requestId: number): Promise<boolean> => readLetThrough(db, requestId),
});
