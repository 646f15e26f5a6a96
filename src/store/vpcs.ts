import { and, asc, eq, isNull, lte, or } from 'drizzle-orm';
import type { Step, VpcRecord } from '../domain/step.ts';
import { insertNotices } from './notices.ts';
import { type Db, type Tx, write } from './open.ts';
import { FIRST_PAGE, type Page } from './page.ts';
import { insertFound } from './peerings.ts';
import { given, givenValue, prepared } from './prepared.ts';
import { tellProject } from './project-notices.ts';
import { settleQuota } from './quota.ts';
import { peerings, requests, vpcs } from './schema.ts';
import { findVpcRow, readRecordOf, writeRecord } from './vpc-record.ts';

/** A run's right to change a VPC: it ends with the lease, or when anybody else changes the VPC. */
export interface VpcClaim {
  readonly vpcId: number;
  readonly by: string;
  readonly version: number;
}

export type VpcTurn =
  | { readonly kind: 'claimed'; readonly claim: VpcClaim; readonly record: VpcRecord }
  /** Another run is at it until then, or it is not due. */
  | { readonly kind: 'later'; readonly at: number }
  | { readonly kind: 'nothing-to-do' };

export type Settled =
  | { readonly kind: 'settled'; readonly lookAgainAt: number | null; readonly speakOf: readonly number[] }
  /** Somebody changed the VPC meanwhile: what was seen is thrown away, and looked at again. */
  | { readonly kind: 'stale' };

const foundTwin = prepared((db) =>
  db
    .select({ id: vpcs.id })
    .from(vpcs)
    .where(
      and(
        eq(vpcs.project, given('project')),
        eq(vpcs.providerId, given('providerId')),
        isNull(vpcs.requestId),
      ),
    )
    .prepare(),
);

/** A found row that turns out to be a creation of ours gives way to it, with all that is on it. */
const dropFoundTwin = (tx: Tx, { vpc }: VpcRecord): void => {
  const { id: vpcId, project, providerId, requestId } = vpc;
  if (providerId === null || requestId === null) return;
  const found = foundTwin(tx).get({ project, providerId });
  if (found === undefined) return;
  tx.update(peerings).set({ vpcId }).where(eq(peerings.vpcId, found.id)).run();
  tx.update(requests).set({ vpcId }).where(eq(requests.vpcId, found.id)).run();
  tx.delete(vpcs).where(eq(vpcs.id, found.id)).run();
};

const takeTurn = prepared((db) =>
  db
    .update(vpcs)
    .set({ claimedBy: givenValue('by'), claimedUntil: givenValue('until') })
    .where(eq(vpcs.id, given('vpcId')))
    .prepare(),
);

const claim = (tx: Tx, vpcId: number, by: string, now: number, until: number): VpcTurn => {
  const row = findVpcRow(tx, vpcId);
  if (row === undefined || row.lookAgainAt === null) return { kind: 'nothing-to-do' };
  if (row.lookAgainAt > now) return { kind: 'later', at: row.lookAgainAt };
  if (row.claimedUntil !== null && row.claimedUntil > now) return { kind: 'later', at: row.claimedUntil };
  takeTurn(tx).run({ vpcId, by, until });
  const record = readRecordOf(tx, row);
  return { kind: 'claimed', claim: { vpcId, by, version: row.version }, record };
};

const holder = prepared((db) =>
  db
    .select({ by: vpcs.claimedBy, version: vpcs.version })
    .from(vpcs)
    .where(eq(vpcs.id, given('vpcId')))
    .prepare(),
);

const holds = (tx: Tx, { vpcId, by, version }: VpcClaim): 'holds' | 'changed' | 'lost' => {
  const row = holder(tx).get({ vpcId });
  if (row?.by !== by) return 'lost';
  return row.version === version ? 'holds' : 'changed';
};

/** Gives a claim back. */
const release = prepared((db) =>
  db
    .update(vpcs)
    .set({
      claimedBy: null,
      claimedUntil: null,
      lookAgainAt: givenValue('lookAgainAt'),
      version: givenValue('version'),
    })
    .where(eq(vpcs.id, given('vpcId')))
    .prepare(),
);

const settle = (tx: Tx, held: VpcClaim, before: VpcRecord, step: Step, now: number): Settled => {
  const { vpcId } = held;
  const standing = holds(tx, held);
  if (standing === 'changed')
    tx.update(vpcs)
      .set({ claimedBy: null, claimedUntil: null, lookAgainAt: now })
      .where(eq(vpcs.id, vpcId))
      .run();
  if (standing !== 'holds') return { kind: 'stale' };
  dropFoundTwin(tx, before.vpc.providerId === null ? step.next : before);
  const changed = writeRecord(tx, before, step.next) || step.found.length > 0;
  const appeared = insertFound(tx, step.next.vpc, step.found, now);
  insertNotices(tx, now, step.notices);
  tellProject(tx, before.vpc.project, [...step.drift, ...appeared], { now, since: null });
  settleQuota(tx, step, now);
  const { lookAgainAt } = step;
  const version = held.version + (changed ? 1 : 0);
  release(tx).run({ vpcId, lookAgainAt, version });
  const speakOf = changed || step.notices.length > 0 ? step.next.requests.map(({ id }) => id) : [];
  return { kind: 'settled', lookAgainAt, speakOf };
};

export const createVpcVerbs = (db: Db) => ({
  /** Takes a VPC that is due for one look. Who loses ends. */
  claimVpc: async (vpcId: number, by: string, now: number, until: number): Promise<VpcTurn> =>
    write(db, (tx) => claim(tx, vpcId, by, now, until)),

  /**
   * Records what is about to be asked of the provider, with all that was seen so far.
   * Null: the claim no longer holds, do not ask.
   */
  recordIntent: async (
    held: VpcClaim,
    before: VpcRecord,
    { next, notices, drift }: Pick<Step, 'next' | 'notices' | 'drift'>,
    now: number,
  ): Promise<VpcClaim | null> =>
    write(db, (tx) => {
      if (holds(tx, held) !== 'holds') return null;
      writeRecord(tx, before, next);
      insertNotices(tx, now, notices);
      tellProject(tx, before.vpc.project, drift, { now, since: null });
      const version = held.version + 1;
      tx.update(vpcs).set({ version }).where(eq(vpcs.id, held.vpcId)).run();
      return { ...held, version };
    }),

  /** Records what a look came to, in one transaction with its notices, and gives the claim back. */
  settleVpc: async (held: VpcClaim, before: VpcRecord, step: Step, now: number): Promise<Settled> =>
    write(db, (tx) => settle(tx, held, before, step, now)),

  /** VPCs whose look is overdue and that nobody is at; the longest overdue first. */
  findDueVpcs: async (now: number, { limit, skip }: Page = FIRST_PAGE): Promise<readonly number[]> =>
    db
      .select({ id: vpcs.id })
      .from(vpcs)
      .where(and(lte(vpcs.lookAgainAt, now), or(isNull(vpcs.claimedUntil), lte(vpcs.claimedUntil, now))))
      .orderBy(asc(vpcs.lookAgainAt), asc(vpcs.id))
      .limit(limit)
      .offset(skip)
      .all()
      .map(({ id }) => id),
});
