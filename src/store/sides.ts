import { and, asc, desc, eq, exists, gte, inArray, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { Completion, Side } from '../domain/completion.ts';
import { listDwellers, type Peering } from '../domain/peering.ts';
import type { SideAccount } from '../domain/side-plan.ts';
import type { RecordedCompletion, RecordedSide } from '../domain/side-step.ts';
import { type Db, type Tx, write } from './open.ts';
import { FIRST_PAGE, type Page } from './page.ts';
import { given, prepared, within } from './prepared.ts';
import { completionSteps, completions, peeringShares, peerings, peerSides, requests } from './schema.ts';
import { toCompletion, toSide } from './side-rows.ts';

type CompletionRow = typeof completions.$inferSelect;

const readSteps = (tx: Db | Tx, row: CompletionRow): RecordedCompletion => {
  const steps = tx
    .select()
    .from(completionSteps)
    .where(eq(completionSteps.completionId, row.id))
    .orderBy(asc(completionSteps.id))
    .all();
  return toCompletion(row, steps);
};

const newestCompletion = prepared((db) =>
  db
    .select()
    .from(completions)
    .where(eq(completions.peeringId, given('peeringId')))
    .orderBy(desc(completions.id))
    .limit(1)
    .prepare(),
);

/** The newest of a peering. An older one has left nothing behind. */
const readNewest = (tx: Db | Tx, peeringId: number): RecordedCompletion | null => {
  const row = newestCompletion(tx).get({ peeringId });
  return row === undefined ? null : readSteps(tx, row);
};

export const readCompletion = (tx: Db | Tx, completionId: number): RecordedCompletion | null => {
  const [row] = tx.select().from(completions).where(eq(completions.id, completionId)).all();
  return row === undefined ? null : readSteps(tx, row);
};

const sidesOf = prepared((db) =>
  db
    .select()
    .from(peerSides)
    .where(within(peerSides.peeringId, given('peeringIds')))
    .orderBy(asc(peerSides.peeringId))
    .prepare(),
);

/** The other sides of these peerings, as far as anybody ever looked at them. */
export const readSides = (tx: Db | Tx, peeringIds: readonly number[]): readonly RecordedSide[] =>
  sidesOf(tx)
    .all({ peeringIds: JSON.stringify(peeringIds) })
    .map((row) => toSide(row, readNewest(tx, row.peeringId)));

/** Cards of the requests that live on the peering are behind. */
export const touchDwellers = (tx: Tx, peering: Pick<Peering, 'requestId' | 'sharers'>): void => {
  tx.update(requests)
    .set({ version: sql`${requests.version} + 1` })
    .where(inArray(requests.id, [...listDwellers(peering)]))
    .run();
};

/** Marks a side as changed by somebody else than its look, and due at once. A run at it will find out. */
export const ringSide = (
  tx: Tx,
  peeringId: number,
  now: number,
  change: Partial<typeof peerSides.$inferInsert> = {},
): void => {
  tx.update(peerSides)
    .set({ ...change, version: sql`${peerSides.version} + 1`, lookAgainAt: now })
    .where(eq(peerSides.peeringId, peeringId))
    .run();
};

/** In these accounts, as far as the bot may see them: what `findSideAccount` says, by the begin of the peer's key. */
const isWatched = (accounts: readonly SideAccount[]) => {
  const begins = accounts.flatMap(({ kind, id, regions }) =>
    kind === 'aws' ? regions.map((region) => `aws/${id}/${region}/`) : [`${kind}/${id}/`],
  );
  return or(
    ...[...new Set(begins)].map((key) => and(gte(peerings.peerKey, key), lt(peerings.peerKey, `${key}~`))),
  );
};

/** Peerings whose other side nobody ever looked at. Those that nobody lives on are nobody's concern. */
const findNew = (db: Db, accounts: readonly SideAccount[], { limit, skip }: Page): readonly number[] => {
  const shared = db
    .select({ one: sql`1` })
    .from(peeringShares)
    .where(and(eq(peeringShares.peeringId, peerings.id), isNull(peeringShares.leftAt)));
  return db
    .select({ id: peerings.id })
    .from(peerings)
    .where(
      and(
        // Written out: a bound 0 would not be known to be the 0 of the index.
        sql`${peerings.sideKnown} = 0`,
        isWatched(accounts),
        inArray(peerings.state, ['pending-peer', 'active']),
        isNotNull(peerings.provisionedId),
        or(isNotNull(peerings.requestId), exists(shared)),
      ),
    )
    .orderBy(asc(peerings.id))
    .limit(limit)
    .offset(skip)
    .all()
    .map(({ id }) => id);
};

const findOverdue = (
  db: Db,
  accounts: readonly SideAccount[],
  now: number,
  { limit, skip }: Page,
): readonly number[] =>
  db
    .select({ id: peerings.id })
    .from(peerSides)
    .innerJoin(peerings, eq(peerings.id, peerSides.peeringId))
    .where(
      and(
        isWatched(accounts),
        lte(peerSides.lookAgainAt, now),
        or(isNull(peerSides.claimedUntil), lte(peerSides.claimedUntil, now)),
      ),
    )
    .orderBy(asc(peerSides.lookAgainAt), asc(peerSides.peeringId))
    .limit(limit)
    .offset(skip)
    .all()
    .map(({ id }) => id);

export const createSideVerbs = (db: Db) => ({
  /** Null: nobody ever looked at it. */
  findSide: async (peeringId: number): Promise<Side | null> => readSides(db, [peeringId])[0] ?? null,

  findCompletion: async (completionId: number): Promise<Completion | null> =>
    readCompletion(db, completionId),

  /** It is looked at at once, where it is looked at at all. */
  lookAtSide: async (peeringId: number, now: number): Promise<void> =>
    write(db, (tx) => ringSide(tx, peeringId, now)),

  /** Peerings in these accounts whose other side nobody ever looked at. */
  findNewSides: async (
    accounts: readonly SideAccount[],
    page: Page = FIRST_PAGE,
  ): Promise<readonly number[]> => (accounts.length === 0 ? [] : findNew(db, accounts, page)),

  /** Peerings in these accounts whose other side is to be looked at again, and that nobody is at. */
  findDueSides: async (
    accounts: readonly SideAccount[],
    now: number,
    page: Page = FIRST_PAGE,
  ): Promise<readonly number[]> => (accounts.length === 0 ? [] : findOverdue(db, accounts, now, page)),
});
