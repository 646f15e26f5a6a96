import { and, asc, eq, ne, sql } from 'drizzle-orm';
import { judgeQuota, type QuotaIncrease } from '../domain/quota.ts';
import type { QuotaView } from '../domain/request.ts';
import { setRequestState, tell } from './decisions.ts';
import { type Db, type Tx, write } from './open.ts';
import { readUse } from './projects.ts';
import { type Doing, readView, readVpcView, ring, type StoredVpcView } from './requests.ts';
import { toQuotaIncrease } from './rows.ts';
import { peerings, quotaIncreases, requests, vpcs } from './schema.ts';

export type Decision =
  | { readonly kind: 'approve' }
  /** An admin approves without an approver. */
  | { readonly kind: 'break-glass'; readonly reason: string }
  | { readonly kind: 'deny'; readonly reason: string };

/** A request whose VPC is looked at next. */
export interface GoesOn {
  readonly requestId: number;
  readonly vpcId: number;
}

export type Decided =
  | { readonly kind: 'decided'; readonly requestId: number; readonly goesOn: readonly GoesOn[] }
  /** Somebody was first, or the ask was withdrawn. */
  | { readonly kind: 'already'; readonly quota: QuotaIncrease }
  | { readonly kind: 'not-found' };

type AskView = StoredVpcView | QuotaView;

/** A request for more than the limit; null: there is none of this number, or it is about a service. */
export const readAskView = (tx: Tx, requestId: number): AskView | null => {
  const view = readView(tx, requestId);
  return view === null || view.on === 'service' ? null : view;
};

export const changeQuota = (
  tx: Tx,
  { id }: Pick<QuotaIncrease, 'id'>,
  change: Partial<typeof quotaIncreases.$inferInsert>,
): void => {
  tx.update(quotaIncreases).set(change).where(eq(quotaIncreases.id, id)).run();
};

/** A card of the request is behind. */
export const touchRequest = (tx: Tx, requestId: number): void => {
  tx.update(requests)
    .set({ version: sql`${requests.version} + 1` })
    .where(eq(requests.id, requestId))
    .run();
};

/** A VPC that nothing was asked for yet will not be: its name and range are free again. */
const forgetVpc = (tx: Tx, { request, vpc }: StoredVpcView, now: number): void => {
  const deleted = { state: 'deleted', stateSince: now } as const;
  const left = and(eq(peerings.requestId, request.id), ne(peerings.state, 'deleted'));
  tx.update(peerings).set(deleted).where(left).run();
  tx.update(vpcs)
    .set({ ...deleted, lookAgainAt: null, version: sql`${vpcs.version} + 1` })
    .where(eq(vpcs.id, vpc.id))
    .run();
};

/** Ends an ask, and forgets the VPC that waited for it. */
export const endAsk = (
  tx: Tx,
  view: AskView,
  quota: Pick<QuotaIncrease, 'id'>,
  change: Partial<typeof quotaIncreases.$inferInsert>,
  state: 'denied' | 'expired',
  now: number,
): void => {
  changeQuota(tx, quota, { ...change, lookAgainAt: null });
  setRequestState(tx, view.request.id, state, now);
  if (view.on === 'vpc') forgetVpc(tx, view, now);
  else touchRequest(tx, view.request.id);
};

/**
 * The limit of a project rose: requests that waited for an approver, and are within it now, go on
 * in the order in which they were asked.
 */
export const admitFitting = (tx: Tx, project: string, limit: number, doing: Doing): readonly GoesOn[] => {
  const waiting = tx
    .select({ id: requests.id })
    .from(requests)
    .where(and(eq(requests.project, project), eq(requests.state, 'waiting-for-approval')))
    .orderBy(asc(requests.id))
    .all();
  return waiting.flatMap(({ id }) => {
    const view = readVpcView(tx, id);
    const { used, granted } = readUse(tx, project);
    const within = judgeQuota({ used, limit: Math.max(limit, granted) }).kind === 'within';
    if (!within || view === null || view.quota?.state !== 'asked') return [];
    changeQuota(tx, view.quota, { state: 'withdrawn', grantedLimit: limit, lookAgainAt: null });
    setRequestState(tx, id, 'open', doing.now);
    tell(tx, view.request, { kind: 'quota-fits', limit }, doing);
    ring(tx, view.vpc.id, doing.now);
    return [{ requestId: id, vpcId: view.vpc.id }];
  });
};

const approve = (
  tx: Tx,
  view: AskView,
  quota: QuotaIncrease,
  glass: string | null,
  doing: Doing,
): readonly GoesOn[] => {
  const { now, actor } = doing;
  const { request } = view;
  const limit = quota.wantedLimit ?? readUse(tx, quota.project).used + 1;
  const state = view.on === 'vpc' ? 'approved' : 'granted';
  const decided = { decidedBy: actor, decidedAt: now, grantedLimit: limit, breakGlass: glass } as const;
  changeQuota(tx, quota, { ...decided, state, lookAgainAt: null });
  if (glass === null) tell(tx, request, { kind: 'quota-approved', by: actor, limit }, doing);
  else tell(tx, request, { kind: 'glass-broken', by: actor, reason: glass, limit }, doing, { why: glass });
  if (view.on === 'vpc') {
    setRequestState(tx, request.id, 'open', now);
    ring(tx, view.vpc.id, now);
    return [{ requestId: request.id, vpcId: view.vpc.id }];
  }
  setRequestState(tx, request.id, 'done', now);
  touchRequest(tx, request.id);
  return admitFitting(tx, quota.project, limit, doing);
};

const deny = (tx: Tx, view: AskView, quota: QuotaIncrease, reason: string, doing: Doing): void => {
  const { now, actor } = doing;
  endAsk(tx, view, quota, { state: 'denied', decidedBy: actor, decidedAt: now, reason }, 'denied', now);
  tell(tx, view.request, { kind: 'quota-denied', by: actor, reason }, doing, { why: reason });
};

const decide = (tx: Tx, quotaId: number, decision: Decision, doing: Doing): Decided => {
  const [row] = tx.select().from(quotaIncreases).where(eq(quotaIncreases.id, quotaId)).all();
  const view = row === undefined ? null : readAskView(tx, row.requestId);
  if (row === undefined || view === null) return { kind: 'not-found' };
  const quota = toQuotaIncrease(row);
  if (quota.state !== 'asked') return { kind: 'already', quota };
  const { requestId } = quota;
  if (decision.kind === 'deny') {
    deny(tx, view, quota, decision.reason, doing);
    return { kind: 'decided', requestId, goesOn: [] };
  }
  const glass = decision.kind === 'break-glass' ? decision.reason : null;
  return { kind: 'decided', requestId, goesOn: approve(tx, view, quota, glass, doing) };
};

/** What approvers decide. Each is taken once: judged again here, in the transaction that records it. */
export const createQuotaDecisionVerbs = (db: Db) => ({
  decideQuota: async (quotaId: number, decision: Decision, doing: Doing): Promise<Decided> =>
    write(db, (tx) => decide(tx, quotaId, decision, doing)),
});
