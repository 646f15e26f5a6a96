import { eq } from 'drizzle-orm';
import { listDwellers } from '../domain/peering.ts';
import { firstSideChoice } from '../domain/side-plan.ts';
import type { SideDraft, SideRecord, SideStep } from '../domain/side-step.ts';
import { insertNotices } from './notices.ts';
import { type Db, type Tx, write } from './open.ts';
import { readPeering } from './pending-peers.ts';
import { peerSides } from './schema.ts';
import { hurryVpc, readSideRecord, writeSideRecord } from './side-record.ts';
import { touchDwellers } from './sides.ts';

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
  | {
      readonly kind: 'settled';
      readonly lookAgainAt: number | null;
      readonly speakOf: readonly number[];
      /** The VPC whose peering turns active now; null: nothing was done about that. */
      readonly hurried: number | null;
    }
  /** Somebody changed the side meanwhile: what was seen is thrown away, and looked at again. */
  | { readonly kind: 'stale' };

type SideRow = typeof peerSides.$inferSelect;

const findRow = (tx: Tx, peeringId: number): SideRow | undefined =>
  tx.select().from(peerSides).where(eq(peerSides.peeringId, peeringId)).all()[0];

/** The first look at a side makes its row. */
const insertRow = (tx: Tx, peeringId: number, now: number): void => {
  const kind = readPeering(tx, peeringId)?.peering.peer.kind;
  if (kind === undefined || kind === 'azure') return;
  tx.insert(peerSides)
    .values({ peeringId, choice: firstSideChoice(kind), lookAgainAt: now })
    .run();
};

const claim = (tx: Tx, peeringId: number, by: string, now: number, until: number): SideClaimTurn => {
  if (findRow(tx, peeringId) === undefined) insertRow(tx, peeringId, now);
  const row = findRow(tx, peeringId);
  if (row === undefined || row.lookAgainAt === null) return { kind: 'nothing-to-do' };
  if (row.lookAgainAt > now) return { kind: 'later', at: row.lookAgainAt };
  if (row.claimedUntil !== null && row.claimedUntil > now) return { kind: 'later', at: row.claimedUntil };
  const record = readSideRecord(tx, peeringId);
  if (record === null) return { kind: 'nothing-to-do' };
  tx.update(peerSides)
    .set({ claimedBy: by, claimedUntil: until })
    .where(eq(peerSides.peeringId, peeringId))
    .run();
  return { kind: 'claimed', claim: { peeringId, by, version: row.version }, record };
};

const holds = (tx: Tx, { peeringId, by, version }: SideClaim): 'holds' | 'changed' | 'lost' => {
  const row = findRow(tx, peeringId);
  if (row?.claimedBy !== by) return 'lost';
  return row.version === version ? 'holds' : 'changed';
};

interface Kept {
  readonly changed: boolean;
  readonly hurried: number | null;
}

/** Records all that a draft says, as far as it is news. */
const keep = (tx: Tx, before: SideRecord, { next, notices }: SideDraft, now: number): Kept => {
  const changed = writeSideRecord(tx, before, next, now);
  insertNotices(tx, now, notices);
  if (changed) touchDwellers(tx, next.peering);
  return { changed, hurried: hurryVpc(tx, before, next, now) };
};

const settle = (tx: Tx, held: SideClaim, before: SideRecord, step: SideStep, now: number): SettledSide => {
  const standing = holds(tx, held);
  const released = { claimedBy: null, claimedUntil: null } as const;
  const here = eq(peerSides.peeringId, held.peeringId);
  if (standing === 'changed') tx.update(peerSides).set(released).where(here).run();
  if (standing !== 'holds') return { kind: 'stale' };
  const { changed, hurried } = keep(tx, before, step, now);
  const { lookAgainAt, next, notices } = step;
  const version = held.version + (changed ? 1 : 0);
  tx.update(peerSides)
    .set({ ...released, lookAgainAt, version })
    .where(here)
    .run();
  const dwellers = listDwellers(next.peering);
  const told = notices.map((notice) => notice.requestId);
  const speakOf = [...new Set([...(changed ? dwellers : []), ...told])];
  return { kind: 'settled', lookAgainAt, speakOf, hurried };
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
      const record = readSideRecord(tx, held.peeringId);
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
