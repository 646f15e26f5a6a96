import { asc, eq } from 'drizzle-orm';
import { listDwellers } from '../domain/peering.ts';
import { listServicePorts } from '../domain/service-ports.ts';
import { describeChange, firstSideChoice } from '../domain/side-plan.ts';
import type {
  RecordedCompletion,
  RecordedStep,
  SideDraft,
  SideRecord,
  SideStep,
} from '../domain/side-step.ts';
import { insertAudit } from './audit.ts';
import { insertNotices } from './notices.ts';
import { type Db, type Tx, write } from './open.ts';
import { readPeering } from './pending-peers.ts';
import { completionSteps, completions, confirmedAccounts, peerSides } from './schema.ts';
import { readServices } from './services.ts';
import { fromCompletion, fromSide, fromStep } from './side-rows.ts';
import { readSides, touchDwellers } from './sides.ts';

/** A run's right to change a side: it ends with the lease, or when anybody else changes the side. */
export interface SideClaim {
  readonly peeringId: number;
  readonly by: string;
  readonly version: number;
}

export type SideClaimTurn =
  | { readonly kind: 'claimed'; readonly claim: SideClaim; readonly record: SideRecord }
  /** Another run is at it until then, or it is not due. */
  | { readonly kind: 'later'; readonly at: number }
  | { readonly kind: 'nothing-to-do' };

export type SettledSide =
  | { readonly kind: 'settled'; readonly lookAgainAt: number | null; readonly speakOf: readonly number[] }
  /** Somebody changed the side meanwhile: what was seen is thrown away, and looked at again. */
  | { readonly kind: 'stale' };

const listConfirmed = (tx: Db | Tx, project: string): readonly string[] =>
  tx
    .select({ accountId: confirmedAccounts.accountId })
    .from(confirmedAccounts)
    .where(eq(confirmedAccounts.project, project))
    .orderBy(asc(confirmedAccounts.id))
    .all()
    .map(({ accountId }) => accountId);

const readRecord = (tx: Db | Tx, peeringId: number): SideRecord | null => {
  const found = readPeering(tx, peeringId);
  const [side] = readSides(tx, [peeringId]);
  if (found === null || side === undefined) return null;
  const { peering, view } = found;
  const { vpc } = view;
  const confirmed = listConfirmed(tx, vpc.project);
  const ports = listServicePorts(vpc, readServices(tx, [vpc.project]));
  return { side, peering, vpc, confirmed, ports };
};

/** The first look at a side makes its row. */
const insertSide = (tx: Tx, peeringId: number, now: number): void => {
  const kind = readPeering(tx, peeringId)?.peering.peer.kind;
  if (kind === undefined || kind === 'azure') return;
  tx.insert(peerSides)
    .values({ peeringId, choice: firstSideChoice(kind), lookAgainAt: now })
    .onConflictDoNothing()
    .run();
};

const claim = (tx: Tx, peeringId: number, by: string, now: number, until: number): SideClaimTurn => {
  insertSide(tx, peeringId, now);
  const here = eq(peerSides.peeringId, peeringId);
  const [row] = tx.select().from(peerSides).where(here).all();
  if (row === undefined || row.lookAgainAt === null) return { kind: 'nothing-to-do' };
  if (row.lookAgainAt > now) return { kind: 'later', at: row.lookAgainAt };
  if (row.claimedUntil !== null && row.claimedUntil > now) return { kind: 'later', at: row.claimedUntil };
  const record = readRecord(tx, peeringId);
  if (record === null) return { kind: 'nothing-to-do' };
  tx.update(peerSides).set({ claimedBy: by, claimedUntil: until }).where(here).run();
  return { kind: 'claimed', claim: { peeringId, by, version: row.version }, record };
};

const holds = (tx: Tx, { peeringId, by, version }: SideClaim): 'holds' | 'changed' | 'lost' => {
  const [row] = tx
    .select({ by: peerSides.claimedBy, version: peerSides.version })
    .from(peerSides)
    .where(eq(peerSides.peeringId, peeringId))
    .all();
  if (row?.by !== by) return 'lost';
  return row.version === version ? 'holds' : 'changed';
};

const differ = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

const writeStep = (tx: Tx, { id, round }: RecordedCompletion, step: RecordedStep): void => {
  if (step.id !== null) {
    tx.update(completionSteps).set(fromStep(step)).where(eq(completionSteps.id, step.id)).run();
    return;
  }
  const { key, change } = step;
  tx.insert(completionSteps)
    .values({ completionId: id, round, key, change, ...fromStep(step) })
    .run();
};

/** What was made is in the audit trail of its own request, as done by the bot. */
const auditSteps = (tx: Tx, { side, vpc }: SideRecord, fresh: readonly RecordedStep[], now: number): void => {
  const requestId = side.completion?.requestId ?? null;
  for (const { change } of fresh.filter(({ state }) => state === 'done')) {
    const why = describeChange(change);
    const act = 'side-changed';
    insertAudit(tx, now, { actor: 'vpcbot', act, requestId, project: vpc.project, why, origin: null });
  }
};

const writeSteps = (tx: Tx, before: SideRecord, after: SideRecord, now: number): boolean => {
  const completion = after.side.completion;
  if (completion === null) return false;
  const known = before.side.completion?.steps ?? [];
  const fresh = completion.steps.filter((step) => !known.includes(step));
  const dropped = known.filter(({ id }) => completion.steps.every((step) => step.id !== id));
  for (const step of fresh) writeStep(tx, completion, step);
  for (const { id } of dropped) {
    if (id !== null) tx.delete(completionSteps).where(eq(completionSteps.id, id)).run();
  }
  auditSteps(tx, after, fresh, now);
  return fresh.length > 0 || dropped.length > 0;
};

const writeCompletion = (tx: Tx, before: SideRecord, after: SideRecord): boolean => {
  const [old, completion] = [before.side.completion, after.side.completion];
  if (old === null || completion === null) return false;
  if (!differ(fromCompletion(old), fromCompletion(completion))) return false;
  tx.update(completions).set(fromCompletion(completion)).where(eq(completions.id, completion.id)).run();
  return true;
};

/** That somebody looked is no news by itself. */
const listNews = (side: SideRecord['side']) => {
  const { health, ...columns } = fromSide(side);
  return { ...columns, health: health && { ...health, at: 0 } };
};

/** Writes what differs, and says whether any of it is news. */
const writeRecord = (tx: Tx, before: SideRecord, after: SideRecord, now: number): boolean => {
  const columns = fromSide(after.side);
  const news = differ(listNews(before.side), listNews(after.side));
  const { lookedAt } = after.side;
  // The plan is the whole network as it was seen: where it is the same it is not written again.
  const { plan, ...small } = columns;
  const set = differ(before.side.plan, plan) ? columns : small;
  tx.update(peerSides)
    .set({ ...set, lookedAt })
    .where(eq(peerSides.peeringId, after.peering.id))
    .run();
  const decided = writeCompletion(tx, before, after);
  const stepped = writeSteps(tx, before, after, now);
  return news || decided || stepped;
};

/** Records all that a draft says, as far as it is news. */
const keep = (tx: Tx, before: SideRecord, { next, notices }: SideDraft, now: number): boolean => {
  const changed = writeRecord(tx, before, next, now);
  insertNotices(tx, now, notices);
  if (changed) touchDwellers(tx, next.peering);
  return changed;
};

const settle = (tx: Tx, held: SideClaim, before: SideRecord, step: SideStep, now: number): SettledSide => {
  const standing = holds(tx, held);
  const released = { claimedBy: null, claimedUntil: null } as const;
  const here = eq(peerSides.peeringId, held.peeringId);
  if (standing === 'changed') tx.update(peerSides).set(released).where(here).run();
  if (standing !== 'holds') return { kind: 'stale' };
  const changed = keep(tx, before, step, now);
  const { lookAgainAt, next, notices } = step;
  const version = held.version + (changed ? 1 : 0);
  tx.update(peerSides)
    .set({ ...released, lookAgainAt, version })
    .where(here)
    .run();
  const dwellers = listDwellers(next.peering);
  const told = notices.map((notice) => notice.requestId);
  return { kind: 'settled', lookAgainAt, speakOf: [...new Set([...(changed ? dwellers : []), ...told])] };
};

export const createSideClaimVerbs = (db: Db) => ({
  /** Takes a side that is due for one look. Who loses ends. */
  claimSide: async (peeringId: number, by: string, now: number, until: number): Promise<SideClaimTurn> =>
    write(db, (tx) => claim(tx, peeringId, by, now, until)),

  /**
   * Records what is about to be asked of the cloud, with all that was seen so far, and renews the lease.
   * Null: the claim no longer holds, do not ask.
   */
  recordSide: async (
    held: SideClaim,
    before: SideRecord,
    draft: SideDraft,
    { now, until }: { readonly now: number; readonly until: number },
  ): Promise<{ readonly claim: SideClaim; readonly record: SideRecord } | null> =>
    write(db, (tx) => {
      if (holds(tx, held) !== 'holds') return null;
      keep(tx, before, draft, now);
      const version = held.version + 1;
      tx.update(peerSides)
        .set({ version, claimedUntil: until })
        .where(eq(peerSides.peeringId, held.peeringId))
        .run();
      const record = readRecord(tx, held.peeringId);
      return record && { claim: { ...held, version }, record };
    }),

  /** Records what a look came to, in one transaction with its notices, and gives the claim back. */
  settleSide: async (
    held: SideClaim,
    before: SideRecord,
    step: SideStep,
    now: number,
  ): Promise<SettledSide> => write(db, (tx) => settle(tx, held, before, step, now)),
});
