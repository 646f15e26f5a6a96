import { eq } from 'drizzle-orm';
import type { LimitFacts, LimitVerdict, WantedLimit } from '../domain/limit-request.ts';
import { isRequestOver, type RequestState } from '../domain/request.ts';
import { insertAudit } from './audit.ts';
import { setRequestState, tellAs } from './decisions.ts';
import { insertNotices } from './notices.ts';
import { type Db, type Tx, write } from './open.ts';
import { changeQuota, touchRequest } from './quota-decisions.ts';
import { readLimitFacts } from './quota-facts.ts';
import { type Doing, findTwin, insertRequest, readView } from './requests.ts';
import { quotaIncreases } from './schema.ts';

export type OpenedLimit =
  | Exclude<LimitVerdict, { kind: 'ask' }>
  | { readonly kind: 'opened'; readonly requestId: number; readonly quotaId: number };

export type WithdrawnLimit =
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'too-late'; readonly state: RequestState }
  | { readonly kind: 'not-found' };

const findQuotaId = (tx: Tx, requestId: number): number =>
  tx
    .select({ id: quotaIncreases.id })
    .from(quotaIncreases)
    .where(eq(quotaIncreases.requestId, requestId))
    .limit(1)
    .get()?.id ?? 0;

const record = (tx: Tx, { project, wanted, why, used, limit }: WantedLimit, doing: Doing): OpenedLimit => {
  const { now, actor, origin } = doing;
  const ask = { kind: 'quota', why } as const;
  const state = 'waiting-for-approval';
  const requestId = insertRequest(tx, { project, ask, state, vpcId: null }, doing);
  const asked = tx
    .insert(quotaIncreases)
    .values({
      requestId,
      project: project.name,
      state: 'asked',
      used,
      limit,
      askedAt: now,
      lookAgainAt: now,
      wantedLimit: wanted,
    })
    .returning({ id: quotaIncreases.id })
    .get();
  insertNotices(tx, now, [
    { requestId, body: { kind: 'request-opened' } },
    { requestId, body: { kind: 'quota-asked', used, limit } },
  ]);
  insertAudit(tx, now, { actor, act: 'limit-asked', requestId, project: project.name, why, origin });
  return { kind: 'opened', requestId, quotaId: asked.id };
};

const open = (
  tx: Tx,
  project: string,
  judge: (facts: LimitFacts) => LimitVerdict,
  doing: Doing,
): OpenedLimit => {
  const twin = findTwin(tx, doing);
  if (twin !== null) return { kind: 'opened', requestId: twin.id, quotaId: findQuotaId(tx, twin.id) };
  const verdict = judge(readLimitFacts(tx, project));
  return verdict.kind === 'ask' ? record(tx, verdict.asked, doing) : verdict;
};

const withdraw = (tx: Tx, requestId: number, doing: Doing): WithdrawnLimit => {
  const view = readView(tx, requestId);
  if (view === null || view.on !== 'project') return { kind: 'not-found' };
  const { request, quota } = view;
  if (isRequestOver(request)) return { kind: 'too-late', state: request.state };
  changeQuota(tx, quota, { state: 'withdrawn', decidedAt: doing.now, lookAgainAt: null });
  setRequestState(tx, requestId, 'cancelled', doing.now);
  touchRequest(tx, requestId);
  tellAs(tx, request, { kind: 'request-cancelling', by: doing.actor }, doing, { act: 'request-cancelled' });
  return { kind: 'withdrawn' };
};

export const createLimitRequestVerbs = (db: Db) => ({
  /** Judges an ask for a higher limit on the facts of this very transaction and records it, or nothing at all. */
  openLimitRequest: async (
    project: string,
    judge: (facts: LimitFacts) => LimitVerdict,
    doing: Doing,
  ): Promise<OpenedLimit> => write(db, (tx) => open(tx, project, judge, doing)),

  withdrawLimit: async (requestId: number, doing: Doing): Promise<WithdrawnLimit> =>
    write(db, (tx) => withdraw(tx, requestId, doing)),
});
