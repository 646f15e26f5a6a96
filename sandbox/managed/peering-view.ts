import { parseRange } from '../ipv4.ts';
import type { Deletion } from './deletion.ts';
import type { FarLook, FarSide, Peer } from './far-side.ts';

/** What Managed Service last knew of the other side. */
export interface Known {
  readonly state: string;
  /** Since when. */
  readonly at: number;
  readonly type: string;
  readonly message: string;
  readonly end: Readonly<Record<string, string>>;
}

export interface ManagedPeeringRow {
  readonly id: string;
  readonly vpcId: string;
  readonly side: FarSide;
  readonly peer: Peer;
  readonly userCidrs: readonly string[];
  readonly createdAt: number;
  /** By which the other cloud is asked. */
  readonly key: string;
  readonly known: Known;
  /** How long Managed's own polling takes to notice, and when somebody's refresh did. */
  readonly seenAfter: number;
  readonly refreshedAt: readonly number[];
  readonly infoKeptFor: number;
  readonly deletion: Deletion | null;
  readonly said: { readonly state: string; readonly info: unknown } | null;
}

export interface Warning {
  readonly type: 'overlapping-peer-vpc-ip-ranges';
  readonly message: string;
  readonly conflicting_aws_account_id?: string;
  readonly conflicting_aws_vpc_id?: string;
  readonly conflicting_aws_vpc_peering_connection_id?: string;
}

export interface ManagedPeeringView {
  readonly state: string;
  readonly since: number;
  readonly info: unknown;
}

/** From these there is no way out; only a deletion lets the same peer be asked for again. */
const DEAD: readonly string[] = ['INVALID_SPECIFICATION', 'REJECTED_BY_PEER', 'DELETED_BY_PEER'];

export const nothingKnown = (at: number): Known => ({
  state: 'APPROVED',
  at,
  type: '',
  message: '',
  end: {},
});

/** When a change on the other side at `since` is noticed: by polling, or by a refresh that ends after it. */
const seenAt = ({ seenAfter, refreshedAt }: ManagedPeeringRow, since: number): number =>
  Math.min(since + seenAfter, ...refreshedAt.filter((at) => at >= since));

const NOTICED = {
  connected: { state: 'ACTIVE', suffix: 'active' },
  rejected: { state: 'REJECTED_BY_PEER', suffix: 'rejected-by-peer' },
  gone: { state: 'DELETED_BY_PEER', suffix: 'deleted-by-peer' },
} as const;

/** One look later. It knows at once what it asked the other cloud for, and later what somebody did there. */
export const advanceKnown = (row: ManagedPeeringRow, look: FarLook, now: number): Known => {
  const { known, side } = row;
  if (DEAD.includes(known.state) || look.kind === 'awaited') return known;
  if (look.kind === 'invalid') {
    return { state: 'INVALID_SPECIFICATION', at: now, type: look.type, message: look.message, end: {} };
  }
  const { kind, since, end, message } = look;
  if (kind === 'waiting' || now < seenAt(row, since)) {
    if (known.state !== 'APPROVED') return known;
    return { state: 'PENDING_PEER', at: now, type: `${side.type}-pending-peer`, message, end };
  }
  const { state, suffix } = NOTICED[kind];
  if (state === known.state) return known;
  return { state, at: seenAt(row, since), type: `${side.type}-${suffix}`, message, end };
};

const isLinked = ({ known: { state }, deletion }: ManagedPeeringRow): boolean =>
  deletion === null && (state === 'PENDING_PEER' || state === 'ACTIVE');

const warnOf = ({ peer, known }: ManagedPeeringRow): Warning => {
  const pcx = known.end['aws_vpc_peering_connection_id'];
  const warning = {
    type: 'overlapping-peer-vpc-ip-ranges',
    message: `The IP ranges of the peer overlap with those of ${peer.vpc} in ${peer.account}`,
  } as const;
  if (pcx === undefined) return warning;
  return {
    ...warning,
    conflicting_aws_account_id: peer.account,
    conflicting_aws_vpc_id: peer.vpc,
    conflicting_aws_vpc_peering_connection_id: pcx,
  };
};

/** For each peering of a VPC, by its id, what it has in common with the ranges of other peers. */
export const findWarnings = (
  rows: readonly ManagedPeeringRow[],
  rangesOf: (row: ManagedPeeringRow) => readonly string[],
): ReadonlyMap<string, readonly Warning[]> => {
  const linked = rows
    .filter(isLinked)
    .map((row) => ({ row, ranges: rangesOf(row).flatMap((cidr) => parseRange(cidr) ?? []) }));
  return new Map(
    linked.map(({ row, ranges }) => {
      const others = linked.filter(
        (other) =>
          other.row !== row &&
          other.ranges.some((theirs) =>
            ranges.some((own) => own.start <= theirs.end && theirs.start <= own.end),
          ),
      );
      return [row.id, others.map((other) => warnOf(other.row))];
    }),
  );
};

/** What the API shows at a time. `state_info` is null while there is nothing to say, and again later. */
export const viewManagedPeering = (
  row: ManagedPeeringRow,
  warnings: readonly Warning[],
  now: number,
): ManagedPeeringView => {
  const { known, deletion, said, infoKeptFor } = row;
  if (deletion !== null) {
    return now < deletion.doneAt
      ? { state: 'DELETING', since: deletion.askedAt, info: null }
      : { state: 'DELETED', since: deletion.doneAt, info: null };
  }
  if (said !== null) return { state: said.state, since: known.at, info: said.info };
  const { state, at: since, type, message, end } = known;
  const isSilent = state === 'ACTIVE' && now >= since + infoKeptFor && warnings.length === 0;
  if (state === 'APPROVED' || isSilent) return { state, since, info: null };
  const warned = warnings.length === 0 ? {} : { warnings };
  return { state, since, info: { type, message, ...end, ...warned } };
};
