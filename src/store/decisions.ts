import { and, eq, isNull, notInArray, or, sql } from 'drizzle-orm';
import type { NoticeBody } from '../domain/notice.ts';
import type { QuotaIncrease } from '../domain/quota.ts';
import { type CancelVerdict, judgeCancel, type Request, type RequestState } from '../domain/request.ts';
import { insertAudit } from './audit.ts';
import { insertNotices } from './notices.ts';
import { type Db, type Tx, write } from './open.ts';
import { readProjectFacts } from './projects.ts';
import { type Doing, readVpcView, ring, type StoredVpcView } from './requests.ts';
import { toQuotaIncrease } from './rows.ts';
import { peerings, quotaIncreases, requests, vpcs } from './schema.ts';

export type Decision = { readonly kind: 'approve' } | { readonly kind: 'deny'; readonly reason: string };

export type Decided =
  | { readonly kind: 'decided'; readonly vpcId: number; readonly requestId: number }
  /** Somebody was first, or the ask was withdrawn. */
  | { readonly kind: 'already'; readonly quota: QuotaIncrease }
  | { readonly kind: 'not-found' };

export type Cancelled =
  | { readonly kind: 'cancelling'; readonly vpcId: number }
  | Exclude<CancelVerdict, { kind: 'cancel' }>
  | { readonly kind: 'not-found' };

/** Says it to people and to the audit trail. */
export const tell = (
  tx: Tx,
  { id: requestId, project }: Pick<Request, 'id' | 'project'>,
  body: NoticeBody,
  { actor, now, origin }: Doing,
  { act = body.kind, why = null }: { readonly act?: string; readonly why?: string | null } = {},
): void => {
  insertNotices(tx, now, [{ requestId, body }]);
  insertAudit(tx, now, { actor, act, requestId, project, why, origin });
};

export const setRequestState = (tx: Tx, requestId: number, state: RequestState, now: number): void => {
  tx.update(requests).set({ state, stateSince: now }).where(eq(requests.id, requestId)).run();
};

const ofQuota = ({ requestId, project }: QuotaIncrease) => ({ id: requestId, project });

const approve = (tx: Tx, quota: QuotaIncrease, doing: Doing): void => {
  const { now, actor } = doing;
  const limit = readProjectFacts(tx, quota.project).used + 1;
  tx.update(quotaIncreases)
    .set({ state: 'approved', decidedBy: actor, decidedAt: now, grantedLimit: limit })
    .where(eq(quotaIncreases.id, quota.id))
    .run();
  setRequestState(tx, quota.requestId, 'open', now);
  tell(tx, ofQuota(quota), { kind: 'quota-approved', by: actor, limit }, doing);
};

const forget = (tx: Tx, { request, vpc }: StoredVpcView, now: number): void => {
  const deleted = { state: 'deleted', stateSince: now } as const;
  tx.update(peerings).set(deleted).where(eq(peerings.requestId, request.id)).run();
  tx.update(vpcs)
    .set({ ...deleted, lookAgainAt: null, version: sql`${vpcs.version} + 1` })
    .where(eq(vpcs.id, vpc.id))
    .run();
};

const deny = (tx: Tx, quota: QuotaIncrease, view: StoredVpcView, reason: string, doing: Doing): void => {
  const { now, actor } = doing;
  tx.update(quotaIncreases)
    .set({ state: 'denied', decidedBy: actor, decidedAt: now, reason })
    .where(eq(quotaIncreases.id, quota.id))
    .run();
  setRequestState(tx, quota.requestId, 'denied', now);
  forget(tx, view, now);
  tell(tx, ofQuota(quota), { kind: 'quota-denied', by: actor, reason }, doing, { why: reason });
};

const decide = (tx: Tx, quotaId: number, decision: Decision, doing: Doing): Decided => {
  const [row] = tx.select().from(quotaIncreases).where(eq(quotaIncreases.id, quotaId)).all();
  const view = row === undefined ? null : readVpcView(tx, row.requestId);
  if (row === undefined || view === null) return { kind: 'not-found' };
  const quota = toQuotaIncrease(row);
  const { vpc } = view;
  if (quota.state !== 'asked') return { kind: 'already', quota };
  if (decision.kind === 'deny') {
    deny(tx, quota, view, decision.reason, doing);
  } else {
    approve(tx, quota, doing);
    ring(tx, vpc.id, doing.now);
  }
  return { kind: 'decided', vpcId: vpc.id, requestId: quota.requestId };
};

const cancel = (tx: Tx, requestId: number, doing: Doing): Cancelled => {
  const view = readVpcView(tx, requestId);
  if (view === null) return { kind: 'not-found' };
  const verdict = judgeCancel(view);
  if (verdict.kind !== 'cancel') return verdict;
  const { vpc, request } = view;
  const { now, actor } = doing;
  setRequestState(tx, requestId, 'cancelling', now);
  tx.update(vpcs).set({ state: 'deleting', stateSince: now }).where(eq(vpcs.id, vpc.id)).run();
  const mine = eq(peerings.requestId, requestId);
  const never = and(mine, isNull(peerings.providerId), isNull(peerings.intent));
  tx.update(peerings).set({ state: 'deleted', stateSince: now }).where(never).run();
  tx.update(peerings)
    .set({ state: 'deleting', stateSince: now })
    .where(and(mine, notInArray(peerings.state, ['deleted'])))
    .run();
  tx.update(quotaIncreases)
    .set({ state: 'withdrawn', decidedAt: now })
    .where(
      and(
        eq(quotaIncreases.requestId, requestId),
        or(eq(quotaIncreases.state, 'asked'), eq(quotaIncreases.state, 'waiting-for-timescale')),
      ),
    )
    .run();
  tell(tx, request, { kind: 'request-cancelling', by: actor }, doing, { act: 'request-cancelled' });
  ring(tx, vpc.id, now);
  return { kind: 'cancelling', vpcId: vpc.id };
};

/** What people decide. Each is taken once: judged again here, in the transaction that records it. */
export const createDecisionVerbs = (db: Db) => ({
  decideQuota: async (quotaId: number, decision: Decision, doing: Doing): Promise<Decided> =>
    write(db, (tx) => decide(tx, quotaId, decision, doing)),

  cancelRequest: async (requestId: number, doing: Doing): Promise<Cancelled> =>
    write(db, (tx) => cancel(tx, requestId, doing)),
});
