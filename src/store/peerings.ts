import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm';
import { type Drift, peeringAppeared } from '../domain/drift.ts';
import type { WantedPeer } from '../domain/peer-request.ts';
import type { SeenPeering } from '../domain/peering.ts';
import { type LookTime, startStep } from '../domain/step.ts';
import { takeListing } from '../domain/take-listing.ts';
import type { Vpc } from '../domain/vpc.ts';
import { insertNotices } from './notices.ts';
import { type Db, type Tx, write } from './open.ts';
import { tellProject } from './project-notices.ts';
import { peerings, vpcs } from './schema.ts';
import { readRecord, writeRecord } from './vpc-record.ts';

/** A VPC at its provider that nobody looks at, since nothing is to come of it by itself. */
export interface RestingVpc {
  readonly vpcId: number;
  readonly providerId: string;
  readonly region: string;
  /** When its peerings were last read; null: never. */
  readonly seenAt: number | null;
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

/** Peerings that nobody asked for here. News, but for those that stood there before anybody looked. */
export const insertFound = (
  tx: Tx,
  { id: vpcId, name, requestId }: Pick<Vpc, 'id' | 'name' | 'requestId'>,
  found: readonly SeenPeering[],
  now: number,
): readonly Drift[] => {
  if (found.length === 0) return [];
  for (const { peerRanges, ...seen } of found) {
    tx.insert(peerings)
      .values({ ...seen, vpcId, peerRanges: peerRanges.map(({ text }) => text), stateSince: now })
      .run();
  }
  const [row] = tx.select({ at: vpcs.peeringsSeenAt }).from(vpcs).where(eq(vpcs.id, vpcId)).all();
  const isFirst = requestId === null && (row?.at ?? null) === null;
  return isFirst ? [] : found.map((seen) => peeringAppeared({ name }, seen));
};

const recordListing = (
  tx: Tx,
  vpcId: number,
  listed: readonly SeenPeering[],
  time: Moment,
  since: number | null,
): readonly number[] => {
  const [row] = tx.select({ at: vpcs.lookAgainAt }).from(vpcs).where(eq(vpcs.id, vpcId)).all();
  const before = readRecord(tx, vpcId);
  // Somebody asked for something meanwhile: its own look finds the same.
  if (before === null || row?.at !== null) return [];
  const step = takeListing(startStep(before), listed, time);
  const changed = writeRecord(tx, before, step.next);
  const appeared = insertFound(tx, before.vpc, step.found, time.now);
  insertNotices(tx, time.now, step.notices);
  tellProject(tx, before.vpc.project, [...step.drift, ...appeared], { now: time.now, since });
  const version = before.version + (changed || step.found.length > 0 ? 1 : 0);
  tx.update(vpcs).set({ version, peeringsSeenAt: time.now }).where(eq(vpcs.id, vpcId)).run();
  return step.notices.map(({ requestId }) => requestId);
};

export const createPeeringVerbs = (db: Db) => ({
  /** The one whose peerings were read longest ago first. */
  findRestingVpcs: async (project: string): Promise<readonly RestingVpc[]> =>
    db
      .select({
        vpcId: vpcs.id,
        providerId: vpcs.providerId,
        region: vpcs.region,
        seenAt: vpcs.peeringsSeenAt,
      })
      .from(vpcs)
      .where(
        and(
          eq(vpcs.project, project),
          eq(vpcs.state, 'active'),
          isNull(vpcs.lookAgainAt),
          isNotNull(vpcs.providerId),
        ),
      )
      .orderBy(asc(vpcs.peeringsSeenAt), asc(vpcs.id))
      .all()
      .flatMap(({ providerId, ...rest }) => (providerId === null ? [] : [{ ...rest, providerId }])),

  /**
   * Records which peerings a resting VPC has, those that nobody asked for here too. `since`: when
   * they were read before. Returns the requests that there is something to say of.
   */
  recordPeeringListing: async (
    vpcId: number,
    listed: readonly SeenPeering[],
    time: Moment,
    since: number | null = null,
  ): Promise<readonly number[]> => write(db, (tx) => recordListing(tx, vpcId, listed, time, since)),
});
