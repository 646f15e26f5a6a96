import { and, asc, eq, inArray, isNotNull, ne, or } from 'drizzle-orm';
import type { Reach } from '../domain/address-plan.ts';
import { type PeerNetwork, peerKey } from '../domain/peer-network.ts';
import type { PeeringState } from '../domain/peering.ts';
import type { Db, Tx } from './open.ts';
import { within } from './prepared.ts';
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

/** A VPC that takes a name and a range. */
export const STANDS = and(
  ne(vpcs.state, 'deleted'),
  or(ne(vpcs.state, 'failed'), isNotNull(vpcs.providerId)),
);

/** The VPCs that these networks reach, in all projects. Costs as much as they have, whatever others have. */
export const findReach = (tx: Db | Tx, networks: readonly PeerNetwork[]): readonly Reach[] => {
  if (networks.length === 0) return [];
  const keys = JSON.stringify(networks.map(peerKey));
  return tx
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
    .where(and(within(peerings.peerKey, keys), inArray(peerings.state, LIVING), STANDS))
    .orderBy(asc(vpcs.id), asc(peerings.id))
    .all()
    .map((row) => ({ ...row, cidr: readCidr(row.cidr) }));
};
