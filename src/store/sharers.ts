import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Sharer } from '../domain/peering.ts';
import type { Db, Tx } from './open.ts';
import { given, prepared, within } from './prepared.ts';
import { peeringShares, requests } from './schema.ts';

const sharersOf = prepared((db) =>
  db
    .select({
      peeringId: peeringShares.peeringId,
      requestId: requests.id,
      requesterId: requests.requesterId,
    })
    .from(peeringShares)
    .innerJoin(requests, eq(requests.id, peeringShares.requestId))
    .where(and(within(peeringShares.peeringId, given('peeringIds')), isNull(peeringShares.leftAt)))
    .orderBy(asc(peeringShares.id))
    .prepare(),
);

/** Who shares each of these peerings now, the oldest first. */
export const readSharers = (
  tx: Db | Tx,
  peeringIds: readonly number[],
): ReadonlyMap<number, readonly Sharer[]> => {
  const rows = peeringIds.length === 0 ? [] : sharersOf(tx).all({ peeringIds: JSON.stringify(peeringIds) });
  const sharers = new Map<number, readonly Sharer[]>();
  for (const { peeringId, ...sharer } of rows) {
    sharers.set(peeringId, [...(sharers.get(peeringId) ?? []), sharer]);
  }
  return sharers;
};

/** Nobody lives on what has ended: asked for anew in its row, it is shared anew or not at all. */
export const endShares = (tx: Tx, peeringIds: readonly number[], now: number): void => {
  tx.update(peeringShares)
    .set({ leftAt: now })
    .where(and(inArray(peeringShares.peeringId, [...peeringIds]), isNull(peeringShares.leftAt)))
    .run();
};
