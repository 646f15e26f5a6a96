import { and, asc, eq, lte } from 'drizzle-orm';
import { judgeQuota, type QuotaIncrease, type QuotaTurn } from '../domain/quota.ts';
import { insertAudit } from './audit.ts';
import { setRequestState, tellAs } from './decisions.ts';
import { insertNotices } from './notices.ts';
import { type Db, type Tx, write } from './open.ts';
import { FIRST_PAGE, type Page } from './page.ts';
import { isGivenAway, readUse } from './projects.ts';
import { changeQuota, endAsk, type GoesOn, readAskView, touchRequest } from './quota-decisions.ts';
import { type Doing, readVpcView, ring, type StoredVpcView } from './requests.ts';
import { toQuotaIncrease } from './rows.ts';
import { peerings, quotaIncreases, vpcs } from './schema.ts';

/** What time came to for an ask. `at`: when to look again; null: never. `requestId`: something is to be said. */
export interface QuotaTurned {
  readonly at: number | null;
  readonly requestId: number | null;
}

export type AskedQuotaAgain =
  /** `goesOn`: there is room by now, so nobody has to decide. */
  | { readonly kind: 'asked'; readonly quotaId: number | null; readonly goesOn: readonly GoesOn[] }
  /** Somebody was first, or it ended otherwise. */
  | { readonly kind: 'not-expired' }
  /** Its name or its range is another request's by now. */
  | { readonly kind: 'given-away' }
  | { readonly kind: 'not-found' };

const expire = (tx: Tx, quota: QuotaIncrease, now: number): QuotaTurned => {
  const { requestId, project, askedAt } = quota;
  const view = readAskView(tx, requestId);
  if (view === null) return { at: null, requestId: null };
  endAsk(tx, view, quota, { state: 'expired', decidedAt: now }, 'expired', now);
  insertNotices(tx, now, [{ requestId, body: { kind: 'quota-expired', since: askedAt } }]);
  insertAudit(tx, now, {
    actor: 'vpcbot',
    act: 'quota-expired',
    requestId,
    project,
    why: null,
    origin: null,
  });
  return { at: null, requestId };
};

const turn = (
  tx: Tx,
  quotaId: number,
  judge: (quota: QuotaIncrease) => QuotaTurn,
  now: number,
): QuotaTurned => {
  const row = tx.select().from(quotaIncreases).where(eq(quotaIncreases.id, quotaId)).get();
  if (row === undefined) return { at: null, requestId: null };
  const quota = toQuotaIncrease(row);
  const verdict = judge(quota);
  switch (verdict.kind) {
    case 'decided':
      changeQuota(tx, quota, { lookAgainAt: null });
      return { at: null, requestId: null };
    case 'expire':
      return expire(tx, quota, now);
    case 'wait':
      changeQuota(tx, quota, { lookAgainAt: verdict.at });
      return { at: verdict.at, requestId: null };
    case 'remind': {
      const { reminders, at, expiresAt } = verdict;
      const { requestId, askedAt: since } = quota;
      changeQuota(tx, quota, { reminders, lookAgainAt: at });
      insertNotices(tx, now, [{ requestId, body: { kind: 'quota-reminded', since, expiresAt } }]);
      // Whom the card calls may have changed.
      touchRequest(tx, requestId);
      return { at, requestId };
    }
    default:
      return verdict satisfies never;
  }
};

/** The VPC as it was when the ask expired, with the peerings that were to be on it then. */
const revive = (tx: Tx, { request, vpc, quota }: StoredVpcView, now: number): void => {
  const asked = { state: 'requested', stateSince: now } as const;
  tx.update(vpcs).set(asked).where(eq(vpcs.id, vpc.id)).run();
  const ended = eq(peerings.stateSince, quota?.decidedAt ?? now);
  const own = and(eq(peerings.requestId, request.id), eq(peerings.state, 'deleted'), ended);
  tx.update(peerings).set(asked).where(own).run();
};

const askAgain = (tx: Tx, requestId: number, vpcQuota: number, doing: Doing): AskedQuotaAgain => {
  const view = readVpcView(tx, requestId);
  if (view === null) return { kind: 'not-found' };
  const { request, vpc } = view;
  if (request.state !== 'expired' || vpc.state !== 'deleted') return { kind: 'not-expired' };
  if (isGivenAway(tx, vpc)) return { kind: 'given-away' };
  const { now } = doing;
  const { project } = request;
  const facts = readUse(tx, project);
  const verdict = judgeQuota({ used: facts.used, limit: Math.max(vpcQuota, facts.granted) });
  revive(tx, view, now);
  tellAs(tx, request, { kind: 'request-retried', by: doing.actor }, doing, { act: 'quota-asked-again' });
  if (verdict.kind === 'within') {
    setRequestState(tx, requestId, 'open', now);
    ring(tx, vpc.id, now);
    return { kind: 'asked', quotaId: null, goesOn: [{ requestId, vpcId: vpc.id }] };
  }
  const { used, limit } = verdict;
  const row = { requestId, project, state: 'asked', used, limit, askedAt: now, lookAgainAt: now } as const;
  const asked = tx.insert(quotaIncreases).values(row).returning({ id: quotaIncreases.id }).get();
  setRequestState(tx, requestId, 'waiting-for-approval', now);
  touchRequest(tx, requestId);
  insertNotices(tx, now, [{ requestId, body: { kind: 'quota-asked', used, limit } }]);
  return { kind: 'asked', quotaId: asked.id, goesOn: [] };
};

/** What time does to asks: reminders, their end, and asking once more. */
export const createQuotaTurnVerbs = (db: Db) => ({
  /** Judges what time means for an ask, and records it in the same transaction. */
  advanceQuota: async (
    quotaId: number,
    judge: (quota: QuotaIncrease) => QuotaTurn,
    now: number,
  ): Promise<QuotaTurned> => write(db, (tx) => turn(tx, quotaId, judge, now)),

  /** Asks whose time has come; the longest overdue first. */
  findDueQuotas: async (now: number, { limit, skip }: Page = FIRST_PAGE): Promise<readonly number[]> =>
    db
      .select({ id: quotaIncreases.id })
      .from(quotaIncreases)
      .where(lte(quotaIncreases.lookAgainAt, now))
      .orderBy(asc(quotaIncreases.lookAgainAt), asc(quotaIncreases.id))
      .limit(limit)
      .offset(skip)
      .all()
      .map(({ id }) => id),

  /** Asks once more for a VPC on which nobody decided in time. `vpcQuota`: as it is configured. */
  askQuotaAgain: async (requestId: number, vpcQuota: number, doing: Doing): Promise<AskedQuotaAgain> =>
    write(db, (tx) => askAgain(tx, requestId, vpcQuota, doing)),
});
