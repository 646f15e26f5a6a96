import { and, asc, eq, isNull, lte, or } from 'drizzle-orm';
import type { MoveDraft, MoveRecord, MoveStep } from '../domain/move-step.ts';
import type { SeenService } from '../domain/service.ts';
import type { MovePlace } from '../domain/service-move.ts';
import { insertNotices } from './notices.ts';
import { type Db, type Tx, write } from './open.ts';
import { FIRST_PAGE, type Page } from './page.ts';
import { fromServiceMove, toRequest, toServiceMove } from './rows.ts';
import { requests, serviceMoves, vpcs } from './schema.ts';
import { upsertService } from './services.ts';

/** A run's right to change a move: it ends with the lease, or when anybody else changes the move. */
export interface MoveClaim {
  readonly moveId: number;
  readonly by: string;
  readonly version: number;
}

export type MoveClaimTurn =
  | { readonly kind: 'claimed'; readonly claim: MoveClaim; readonly record: MoveRecord }
  /** Another run is at it until then, or it is not due. */
  | { readonly kind: 'later'; readonly at: number }
  | { readonly kind: 'nothing-to-do' };

export type SettledMove =
  | { readonly kind: 'settled'; readonly lookAgainAt: number | null; readonly speakOf: number | null }
  /** Somebody changed the move meanwhile: what was seen is thrown away, and looked at again. */
  | { readonly kind: 'stale' };

const readRecord = (tx: Db | Tx, moveId: number): MoveRecord | null => {
  const [row] = tx.select().from(serviceMoves).where(eq(serviceMoves.id, moveId)).all();
  if (row === undefined) return null;
  const [request] = tx.select().from(requests).where(eq(requests.id, row.requestId)).all();
  if (request === undefined) return null;
  const places = tx
    .select({ providerId: vpcs.providerId, name: vpcs.name })
    .from(vpcs)
    .where(eq(vpcs.project, row.project))
    .all()
    .flatMap(({ providerId, name }): MovePlace[] => (providerId === null ? [] : [{ providerId, name }]));
  return { move: toServiceMove(row), request: toRequest(request), vpcs: places };
};

const claim = (tx: Tx, moveId: number, by: string, now: number, until: number): MoveClaimTurn => {
  const [row] = tx.select().from(serviceMoves).where(eq(serviceMoves.id, moveId)).all();
  if (row === undefined || row.lookAgainAt === null) return { kind: 'nothing-to-do' };
  if (row.lookAgainAt > now) return { kind: 'later', at: row.lookAgainAt };
  if (row.claimedUntil !== null && row.claimedUntil > now) return { kind: 'later', at: row.claimedUntil };
  const record = readRecord(tx, moveId);
  if (record === null) return { kind: 'nothing-to-do' };
  tx.update(serviceMoves)
    .set({ claimedBy: by, claimedUntil: until })
    .where(eq(serviceMoves.id, moveId))
    .run();
  return { kind: 'claimed', claim: { moveId, by, version: row.version }, record };
};

const holds = (tx: Tx, { moveId, by, version }: MoveClaim): 'holds' | 'changed' | 'lost' => {
  const [row] = tx
    .select({ by: serviceMoves.claimedBy, version: serviceMoves.version })
    .from(serviceMoves)
    .where(eq(serviceMoves.id, moveId))
    .all();
  if (row?.by !== by) return 'lost';
  return row.version === version ? 'holds' : 'changed';
};

/** Writes what differs, and says whether anything did. */
const writeChanges = (tx: Tx, before: MoveRecord, { move, request }: MoveRecord): boolean => {
  const differ = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);
  const moveChanged = differ(fromServiceMove(before.move), fromServiceMove(move));
  if (moveChanged) {
    tx.update(serviceMoves).set(fromServiceMove(move)).where(eq(serviceMoves.id, move.id)).run();
  }
  const requestChanged = differ(before.request, request);
  const { state, stateSince } = request;
  if (requestChanged) tx.update(requests).set({ state, stateSince }).where(eq(requests.id, request.id)).run();
  return moveChanged || requestChanged;
};

const settle = (
  tx: Tx,
  held: MoveClaim,
  before: MoveRecord,
  { next, notices, lookAgainAt }: MoveStep,
  now: number,
): SettledMove => {
  const standing = holds(tx, held);
  const released = { claimedBy: null, claimedUntil: null } as const;
  const here = eq(serviceMoves.id, held.moveId);
  if (standing === 'changed') tx.update(serviceMoves).set(released).where(here).run();
  if (standing !== 'holds') return { kind: 'stale' };
  const changed = writeChanges(tx, before, next);
  insertNotices(tx, now, notices);
  const version = held.version + (changed ? 1 : 0);
  tx.update(serviceMoves)
    .set({ ...released, lookAgainAt, version })
    .where(here)
    .run();
  return {
    kind: 'settled',
    lookAgainAt,
    speakOf: changed || notices.length > 0 ? next.request.id : null,
  };
};

export const createMoveClaimVerbs = (db: Db) => ({
  /** Takes a move that is due for one look. Who loses ends. */
  claimMove: async (moveId: number, by: string, now: number, until: number): Promise<MoveClaimTurn> =>
    write(db, (tx) => claim(tx, moveId, by, now, until)),

  /** Records the step that is about to be asked of the provider. Null: do not ask, the claim is lost. */
  recordMoveAsked: async (
    held: MoveClaim,
    before: MoveRecord,
    { next, notices }: MoveDraft,
    now: number,
  ): Promise<MoveClaim | null> =>
    write(db, (tx) => {
      if (holds(tx, held) !== 'holds') return null;
      writeChanges(tx, before, next);
      insertNotices(tx, now, notices);
      const version = held.version + 1;
      tx.update(serviceMoves).set({ version }).where(eq(serviceMoves.id, held.moveId)).run();
      return { ...held, version };
    }),

  /** Records what a look came to, in one transaction with its notices, and gives the claim back. */
  settleMove: async (
    held: MoveClaim,
    before: MoveRecord,
    step: MoveStep,
    now: number,
    seen: SeenService | null = null,
  ): Promise<SettledMove> =>
    write(db, (tx) => {
      if (seen !== null) upsertService(tx, before.move.project, seen, now);
      return settle(tx, held, before, step, now);
    }),

  /** Moves whose look is overdue and that nobody is at; the longest overdue first. */
  findDueMoves: async (now: number, { limit, skip }: Page = FIRST_PAGE): Promise<readonly number[]> =>
    db
      .select({ id: serviceMoves.id })
      .from(serviceMoves)
      .where(
        and(
          lte(serviceMoves.lookAgainAt, now),
          or(isNull(serviceMoves.claimedUntil), lte(serviceMoves.claimedUntil, now)),
        ),
      )
      .orderBy(asc(serviceMoves.lookAgainAt), asc(serviceMoves.id))
      .limit(limit)
      .offset(skip)
      .all()
      .map(({ id }) => id),
});
