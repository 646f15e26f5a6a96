import { and, eq, isNull, notInArray, or } from 'drizzle-orm';
import type { AuditAct } from '../domain/audit.ts';
import type { NoticeBody } from '../domain/notice-body.ts';
import type { Request, RequestState } from '../domain/request.ts';
import { type CancelVerdict, judgeCancel } from '../domain/request-decision.ts';
import { insertAudit } from './audit.ts';
import { insertNotices } from './notices.ts';
import { type Db, type Tx, write } from './open.ts';
import { type Doing, onVpcView, ring, type StoredVpcView } from './requests.ts';
import { peerings, quotaIncreases, requests, vpcs } from './schema.ts';
import { leaveShare } from './shares.ts';

export type Cancelled =
  | { readonly kind: 'cancelling'; readonly vpcId: number }
  /** `told`: the request whose people are told that somebody left their peering. */
  | { readonly kind: 'left'; readonly told: number | null }
  | Exclude<CancelVerdict, { kind: 'cancel' | 'leave' }>
  | { readonly kind: 'not-found' };

type Told = Pick<Request, 'id' | 'project'>;

/** Says it to people, and to the audit trail in a word of its own. */
export const tellAs = (
  tx: Tx,
  { id: requestId, project }: Told,
  body: NoticeBody,
  { actor, now, origin }: Doing,
  { act, why = null }: { readonly act: AuditAct; readonly why?: string | null },
): void => {
  insertNotices(tx, now, [{ requestId, body }]);
  insertAudit(tx, now, { actor, act, requestId, project, why, origin });
};

/** Says it to people and to the audit trail, which call it the same. */
export const tell = (
  tx: Tx,
  told: Told,
  body: Extract<NoticeBody, { kind: AuditAct }>,
  doing: Doing,
  { why = null }: { readonly why?: string | null } = {},
): void => tellAs(tx, told, body, doing, { act: body.kind, why });

export const setRequestState = (tx: Tx, requestId: number, state: RequestState, now: number): void => {
  tx.update(requests).set({ state, stateSince: now }).where(eq(requests.id, requestId)).run();
};

/** What was never asked of the provider is gone at once; the rest is deleted there. */
const removePeerings = (tx: Tx, requestId: number, now: number): void => {
  const mine = eq(peerings.requestId, requestId);
  const never = and(mine, isNull(peerings.providerId), isNull(peerings.intent));
  tx.update(peerings).set({ state: 'deleted', stateSince: now }).where(never).run();
  tx.update(peerings)
    .set({ state: 'deleting', stateSince: now })
    .where(and(mine, notInArray(peerings.state, ['deleted'])))
    .run();
};

const withdrawAsk = (tx: Tx, requestId: number, now: number): void => {
  tx.update(quotaIncreases)
    .set({ state: 'withdrawn', decidedAt: now, lookAgainAt: null })
    .where(
      and(
        eq(quotaIncreases.requestId, requestId),
        or(eq(quotaIncreases.state, 'asked'), eq(quotaIncreases.state, 'waiting-for-timescale')),
      ),
    )
    .run();
};

const leave = (
  tx: Tx,
  { request, peerings: shared, others, vpc }: StoredVpcView,
  doing: Doing,
): Cancelled => {
  const [peering] = shared;
  if (peering === undefined) return { kind: 'not-found' };
  const asked = others.find(({ id }) => id === peering.requestId) ?? null;
  const told = leaveShare(tx, { request, peering, asked }, doing);
  ring(tx, vpc.id, doing.now);
  return { kind: 'left', told };
};

const cancel = (tx: Tx, view: StoredVpcView, doing: Doing): Cancelled => {
  const verdict = judgeCancel(view);
  if (verdict.kind === 'leave') return leave(tx, view, doing);
  if (verdict.kind !== 'cancel') return verdict;
  const { vpc, request } = view;
  const { now, actor } = doing;
  setRequestState(tx, request.id, 'cancelling', now);
  if (request.ask.kind === 'create') {
    tx.update(vpcs).set({ state: 'deleting', stateSince: now }).where(eq(vpcs.id, vpc.id)).run();
  }
  removePeerings(tx, request.id, now);
  withdrawAsk(tx, request.id, now);
  tellAs(tx, request, { kind: 'request-cancelling', by: actor }, doing, { act: 'request-cancelled' });
  ring(tx, vpc.id, now);
  return { kind: 'cancelling', vpcId: vpc.id };
};

/** What people decide. Each is taken once: judged again here, in the transaction that records it. */
export const createDecisionVerbs = (db: Db) => ({
  cancelRequest: async (requestId: number, doing: Doing): Promise<Cancelled> =>
    write(db, (tx) => onVpcView(tx, requestId, (view) => cancel(tx, view, doing))),
});
