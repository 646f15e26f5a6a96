import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { WantedPeer } from '../domain/peer-request.ts';
import type { SeenPeering } from '../domain/peering.ts';
import { type LookTime, startStep } from '../domain/step.ts';
import { takeListing } from '../domain/take-listing.ts';
import { insertNotices } from './notices.ts';
import { type Db, type Tx, write } from './open.ts';
import { peerings, vpcs } from './schema.ts';
import { readRecord, writeRecord } from './vpc-record.ts';

/** A VPC at its provider that nobody looks at, since nothing is to come of it by itself. */
export interface RestingVpc {
  readonly vpcId: number;
  readonly providerId: string;
  readonly region: string;
}

type Moment = Pick<LookTime, 'now' | 'timing'>;

export const insertPeering = (
  tx: Tx,
  requestId: number,
  vpcId: number,
  { peer, peerRanges }: WantedPeer,
  now: number,
): void => {
  const ranges = peerRanges.map(({ text }) => text);
  tx.insert(peerings)
    .values({ requestId, vpcId, peer, peerRanges: ranges, state: 'requested', stateSince: now })
    .run();
};

/** Peerings that nobody asked for here. */
export const insertFound = (tx: Tx, vpcId: number, found: readonly SeenPeering[], now: number): void => {
  for (const { peerRanges, ...seen } of found) {
    tx.insert(peerings)
      .values({
        ...seen,
        vpcId,
        peerRanges: peerRanges.map(({ text }) => text),
        stateSince: now,
      })
      .run();
  }
};

const recordListing = (tx: Tx, vpcId: number, listed: readonly SeenPeering[], time: Moment): void => {
  const [row] = tx.select({ at: vpcs.lookAgainAt }).from(vpcs).where(eq(vpcs.id, vpcId)).all();
  const before = readRecord(tx, vpcId);
  // Somebody asked for something meanwhile: its own look finds the same.
  if (before === null || row?.at !== null) return;
  const step = takeListing(startStep(before), listed, time);
  const changed = writeRecord(tx, before, step.next);
  insertFound(tx, vpcId, step.found, time.now);
  insertNotices(tx, time.now, step.notices);
  if (!changed && step.found.length === 0) return;
  tx.update(vpcs)
    .set({ version: before.version + 1 })
    .where(eq(vpcs.id, vpcId))
    .run();
};

export const createPeeringVerbs = (db: Db) => ({
  findRestingVpcs: async (project: string): Promise<readonly RestingVpc[]> =>
    db
      .select({ vpcId: vpcs.id, providerId: vpcs.providerId, region: vpcs.region })
      .from(vpcs)
      .where(
        and(
          eq(vpcs.project, project),
          eq(vpcs.state, 'active'),
          isNull(vpcs.lookAgainAt),
          isNotNull(vpcs.providerId),
        ),
      )
      .all()
      .flatMap(({ vpcId, providerId, region }) =>
        providerId === null ? [] : [{ vpcId, providerId, region }],
      ),

  /** Records which peerings a resting VPC has, those that nobody asked for here too. */
  recordPeeringListing: async (vpcId: number, listed: readonly SeenPeering[], time: Moment): Promise<void> =>
    write(db, (tx) => recordListing(tx, vpcId, listed, time)),
});
