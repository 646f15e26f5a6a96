import { asc, eq } from 'drizzle-orm';
import { isEnded } from '../domain/peering.ts';
import type { VpcRecord } from '../domain/step.ts';
import type { Db, Tx } from './open.ts';
import { given, prepared } from './prepared.ts';
import { fromPeering, fromVpc, toPeering, toRequest, toVpc } from './rows.ts';
import { peerings, requests, vpcs } from './schema.ts';
import { endShares, readSharers } from './sharers.ts';
import { ringSide } from './sides.ts';

type VpcRow = typeof vpcs.$inferSelect;

/** `version` rises with every change to any of it. */
export type StoredVpcRecord = VpcRecord & { readonly version: number };

const vpcById = prepared((db) =>
  db
    .select()
    .from(vpcs)
    .where(eq(vpcs.id, given('vpcId')))
    .prepare(),
);

const peeringsOn = prepared((db) =>
  db
    .select()
    .from(peerings)
    .where(eq(peerings.vpcId, given('vpcId')))
    .orderBy(asc(peerings.id))
    .prepare(),
);

const requestsOn = prepared((db) =>
  db
    .select()
    .from(requests)
    .where(eq(requests.vpcId, given('vpcId')))
    .orderBy(asc(requests.id))
    .prepare(),
);

export const findVpcRow = (tx: Db | Tx, vpcId: number): VpcRow | undefined => vpcById(tx).get({ vpcId });

export const readRecord = (tx: Db | Tx, vpcId: number): StoredVpcRecord | null => {
  const row = findVpcRow(tx, vpcId);
  return row === undefined ? null : readRecordOf(tx, row);
};

/** All that is on a VPC whose row was read already. */
export const readRecordOf = (tx: Db | Tx, row: VpcRow): StoredVpcRecord => {
  const vpcId = row.id;
  const own = peeringsOn(tx).all({ vpcId });
  const asked = requestsOn(tx).all({ vpcId });
  const sharers = readSharers(
    tx,
    own.map(({ id }) => id),
  );
  return {
    vpc: toVpc(row),
    peerings: own.map((peering) => toPeering(peering, sharers.get(peering.id) ?? [])),
    requests: asked.map(toRequest),
    version: row.version,
  };
};

const differ = (a: unknown, b: unknown): boolean => a !== b && JSON.stringify(a) !== JSON.stringify(b);

/** Writes whatever differs, and says whether anything did. */
export const writeRecord = (tx: Tx, before: VpcRecord, after: VpcRecord): boolean => {
  const vpcChanged = before.vpc !== after.vpc && differ(fromVpc(before.vpc), fromVpc(after.vpc));
  if (vpcChanged) tx.update(vpcs).set(fromVpc(after.vpc)).where(eq(vpcs.id, after.vpc.id)).run();
  const changedPeerings = after.peerings.filter((next, at) => differ(before.peerings[at], next));
  for (const next of changedPeerings) {
    tx.update(peerings).set(fromPeering(next)).where(eq(peerings.id, next.id)).run();
    if (before.peerings.find(({ id }) => id === next.id)?.state !== next.state) {
      ringSide(tx, next.id, next.stateSince);
    }
    if (isEnded(next.state)) endShares(tx, [next.id], next.stateSince);
  }
  const changedRequests = after.requests.filter((next, at) => differ(before.requests[at], next));
  for (const { id, state, stateSince } of changedRequests) {
    tx.update(requests).set({ state, stateSince }).where(eq(requests.id, id)).run();
  }
  return vpcChanged || changedPeerings.length > 0 || changedRequests.length > 0;
};
