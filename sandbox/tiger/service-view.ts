import { addressFor, hashBelow } from '../ipv4.ts';
import { isMoving, placesHeld, presentVisit, type Stays, visitsNamed } from '../stays.ts';
import type { VpcRow } from './vpcs.ts';

export interface ReplicaSet {
  readonly name: string;
  readonly pooler: boolean;
}

export interface ServiceRow {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly region: string;
  readonly pooler: boolean;
  readonly replicaSets: readonly ReplicaSet[];
  readonly createdAt: number;
  /** Null: the public internet. */
  readonly stays: Stays<VpcRow | null>;
  /** A status that somebody put in place of READY. */
  readonly said: string | null;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** The addresses of all parts of a service at one place. */
export interface Addresses {
  readonly primary: Address;
  readonly pooler: Address | null;
  readonly replicaSets: readonly (ReplicaSet & {
    readonly endpoint: Address;
    readonly poolerEndpoint: Address | null;
  })[];
}

/** In a VPC always 5432; on the public internet each has a port of its own, and another after each return. */
const addressOf = ({ id, projectId }: ServiceRow, place: VpcRow | null, visit: number, label: string) =>
  place === null
    ? {
        host: `${label}.${projectId}.tsdb.cloud.timescale.com`,
        port: 30_000 + hashBelow(`${id} ${label} ${visit}`, 10_000),
      }
    : { host: `${label}.${projectId}.vpc.tsdb.forge.timescale.com`, port: 5432 };

const addressesAt = (row: ServiceRow, visit: number): Addresses => {
  const place = row.stays[visit]?.place ?? null;
  const at = (label: string): Address => addressOf(row, place, visit, label);
  return {
    primary: at(row.id),
    pooler: row.pooler ? at(`${row.id}-pooler`) : null,
    replicaSets: row.replicaSets.map((set, index) => {
      const label = `${row.id}-repl${index === 0 ? '' : index + 1}`;
      return { ...set, endpoint: at(label), poolerEndpoint: set.pooler ? at(`${label}-pooler`) : null };
    }),
  };
};

/** The VPCs in which it holds endpoints: where it is, and where it is going. */
export const occupies = (row: ServiceRow, vpcId: string, now: number): boolean =>
  placesHeld(row.stays, now).some((place) => place?.id === vpcId);

/** VPC endpoints at AWS: one for the primary, one for all replicas, one for the pooler. */
export const endpointsNeeded = ({ pooler, replicaSets }: ServiceRow): number =>
  1 + (replicaSets.length > 0 ? 1 : 0) + (pooler ? 1 : 0);

export interface ServiceView {
  readonly status: string;
  readonly vpcId: string | null;
  /** Null: not known yet. */
  readonly addresses: Addresses | null;
}

/** What Tiger shows of a service. In the second half of a move it is at the new place and has no address. */
export const viewService = (row: ServiceRow, now: number): ServiceView => {
  const last = row.stays.at(-1);
  if (last !== undefined && isMoving(row.stays, now) && now >= (last.askedAt + last.since) / 2) {
    return { status: 'CONFIGURING', vpcId: last.place?.id ?? null, addresses: null };
  }
  const visit = presentVisit(row.stays, now);
  return {
    status: isMoving(row.stays, now) ? 'CONFIGURING' : (row.said ?? 'READY'),
    vpcId: row.stays[visit]?.place?.id ?? null,
    addresses: addressesAt(row, visit),
  };
};

/** What name servers know of a service: the names of a stay, a while after it began and after it ended. */
export const namesOf = (row: ServiceRow, now: number): readonly (readonly [host: string, ip: string])[] =>
  visitsNamed(row.stays, now).flatMap((visit) => {
    const { primary, pooler, replicaSets } = addressesAt(row, visit);
    const replicas = replicaSets.flatMap(({ endpoint, poolerEndpoint }) => [endpoint, poolerEndpoint]);
    const cidr = row.stays[visit]?.place?.cidr ?? null;
    return [primary, pooler, ...replicas]
      .filter((address) => address !== null)
      .map(({ host }) => [host, addressFor(host, cidr)] as const);
  });
