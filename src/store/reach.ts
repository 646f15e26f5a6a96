import { and, asc, eq, inArray, isNotNull, ne, or } from 'drizzle-orm';
import type { Reach } from '../domain/address-plan.ts';
import type { PeeringState } from '../domain/peering.ts';
import type { Db, Tx } from './open.ts';
import { readCidr } from './rows.ts';
import { peerings, vpcs } from './schema.ts';

/** A peering that is there or may come to be. */
export const LIVING = [
  'requested',
  'approved',
  'pending-peer',
  'active',
  'unknown',
] as const satisfies readonly PeeringState[];

/** Which networks reach which VPCs, in all projects. */
export const listReach = (tx: Db | Tx): readonly Reach[] =>
  tx
    .select({
      peer: peerings.peer,
      vpcId: vpcs.id,
      name: vpcs.name,
      project: vpcs.project,
      region: vpcs.region,
      cidr: vpcs.cidr,
    })
    .from(peerings)
    .innerJoin(vpcs, eq(vpcs.id, peerings.vpcId))
    .where(
      and(
        inArray(peerings.state, LIVING),
        ne(vpcs.state, 'deleted'),
        or(ne(vpcs.state, 'failed'), isNotNull(vpcs.providerId)),
      ),
    )
    .orderBy(asc(vpcs.id), asc(peerings.id))
    .all()
    .map((row) => ({ ...row, cidr: readCidr(row.cidr) }));
