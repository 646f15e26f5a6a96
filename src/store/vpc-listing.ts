import { and, asc, eq, getTableColumns, notInArray } from 'drizzle-orm';
import type { Peering } from '../domain/peering.ts';
import type { Vpc } from '../domain/vpc.ts';
import type { Db, Tx } from './open.ts';
import { within } from './prepared.ts';
import { toPeering, toVpc } from './rows.ts';
import { peerings, vpcs } from './schema.ts';
import { readSharers } from './sharers.ts';

export interface ListedVpc {
  readonly vpc: Vpc;
  readonly peerings: readonly Peering[];
}

/** VPCs of these projects that are there or on their way, by project and name. */
export const readVpcListing = (tx: Db | Tx, projects: readonly string[]): readonly ListedVpc[] => {
  const listed = and(
    within(vpcs.project, JSON.stringify(projects)),
    notInArray(vpcs.state, ['deleted', 'failed']),
  );
  const rows = tx
    .select()
    .from(vpcs)
    .where(listed)
    .orderBy(asc(vpcs.project), asc(vpcs.name), asc(vpcs.id))
    .all();
  const all = tx
    .select(getTableColumns(peerings))
    .from(peerings)
    .innerJoin(vpcs, eq(vpcs.id, peerings.vpcId))
    .where(listed)
    .orderBy(asc(peerings.id))
    .all();
  const sharers = readSharers(
    tx,
    all.map(({ id }) => id),
  );
  const byVpc = new Map<number, Peering[]>();
  for (const peering of all) {
    const own = byVpc.get(peering.vpcId) ?? [];
    byVpc.set(peering.vpcId, own);
    own.push(toPeering(peering, sharers.get(peering.id) ?? []));
  }
  return rows.map((row) => ({ vpc: toVpc(row), peerings: byVpc.get(row.id) ?? [] }));
};
