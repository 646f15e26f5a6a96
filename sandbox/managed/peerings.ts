import type { Clock } from '../clock.ts';
import { parseRange } from '../ipv4.ts';
import type { Provider } from './cloud-list.ts';
import { deletionWithin, isForgotten } from './deletion.ts';
import type { ManagedDelays } from './demo-projects.ts';
import type { FarSide, Peer } from './far-side.ts';
import {
  advanceKnown,
  findWarnings,
  type ManagedPeeringRow,
  type ManagedPeeringView,
  nothingKnown,
  viewManagedPeering,
} from './peering-view.ts';
import { refusal } from './refuse.ts';
import type { ManagedVpcRow } from './vpcs.ts';

interface PeeringsOptions {
  readonly clock: Clock;
  readonly sides: Readonly<Record<Provider, FarSide>>;
  readonly delays: () => ManagedDelays;
  readonly nextId: () => string;
}

/** Which peering a path names: without a region that of the VPC's own region is meant. */
export type PeerKey = Pick<Peer, 'account' | 'vpc' | 'region' | 'resourceGroup'>;

const isSame = (a: PeerKey, b: PeerKey, { region: own, provider }: ManagedVpcRow): boolean => {
  const regionOf = ({ region }: PeerKey) => (provider === 'aws' ? (region ?? own) : null);
  return (
    a.account === b.account &&
    a.vpc === b.vpc &&
    a.resourceGroup === b.resourceGroup &&
    regionOf(a) === regionOf(b)
  );
};

const peeringUnknown = () => refusal(404, 'Peering connection not found');
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'].map(parseRange);

const assertPrivate = (cidrs: readonly string[]): void => {
  for (const cidr of cidrs) {
    const range = parseRange(cidr);
    const isPrivate = PRIVATE.some(
      (wide) => range && wide && wide.start <= range.start && range.end <= wide.end,
    );
    if (!isPrivate) throw refusal(400, `'${cidr}' is not a private IPv4 network`);
  }
};

/** The peering connections of all VPCs; the other cloud holds most of what is true of each. */
export const createManagedPeerings = ({ clock, sides, delays, nextId }: PeeringsOptions) => {
  /** By the VPC, then by their own id. */
  const rows = new Map<string, Map<string, ManagedPeeringRow>>();

  const put = (row: ManagedPeeringRow): ManagedPeeringRow => {
    const own = rows.get(row.vpcId) ?? new Map<string, ManagedPeeringRow>();
    rows.set(row.vpcId, own.set(row.id, row));
    return row;
  };
  const settle = (row: ManagedPeeringRow): ManagedPeeringRow =>
    row.deletion === null
      ? put({ ...row, known: advanceKnown(row, row.side.look(row.key), clock.now()) })
      : row;
  const list = (vpc: ManagedVpcRow): readonly ManagedPeeringRow[] =>
    [...(rows.get(vpc.id)?.values() ?? [])].filter((row) => !isForgotten(row, clock.now())).map(settle);
  const find = (vpc: ManagedVpcRow, peer: PeerKey): ManagedPeeringRow | null => {
    const same = list(vpc).find((row) => isSame(row.peer, peer, vpc));
    if (same === undefined) return null;
    const isDeleted = same.deletion !== null && clock.now() >= same.deletion.doneAt;
    return isDeleted ? null : same;
  };
  const get = (vpc: ManagedVpcRow, peer: PeerKey): ManagedPeeringRow => {
    const row = find(vpc, peer);
    if (row === null) throw peeringUnknown();
    return row;
  };
  const drop = (row: ManagedPeeringRow, takes: number): ManagedPeeringRow => {
    if (row.deletion === null) row.side.withdraw(row.key);
    return put({ ...row, deletion: deletionWithin(row, takes, { ...delays(), now: clock.now() }) });
  };
  const add = (vpc: ManagedVpcRow, peer: Peer, userCidrs: readonly string[]): ManagedPeeringRow => {
    const createdAt = clock.now();
    const { peeringRequestedAfter, peerSeenAfter: seenAfter, infoKeptFor } = delays();
    // What is left of one that was deleted makes room.
    for (const row of list(vpc)) if (isSame(row.peer, peer, vpc)) rows.get(vpc.id)?.delete(row.id);
    const side = sides[vpc.provider];
    const at = Math.max(createdAt, vpc.readyAt) + peeringRequestedAfter;
    const key = side.request({ vpc, peer, at });
    const settings = { seenAfter, infoKeptFor, refreshedAt: [], deletion: null, said: null };
    const known = nothingKnown(createdAt);
    return put({ ...settings, id: nextId(), vpcId: vpc.id, side, peer, userCidrs, createdAt, key, known });
  };

  return {
    list,
    /** With what the API shows of each. */
    views: (
      vpc: ManagedVpcRow,
    ): readonly { readonly row: ManagedPeeringRow; readonly view: ManagedPeeringView }[] => {
      const all = list(vpc);
      const warnings = findWarnings(all, ({ side, peer }) => side.rangesOf(peer, vpc));
      const now = clock.now();
      return all.map((row) => ({ row, view: viewManagedPeering(row, warnings.get(row.id) ?? [], now) }));
    },
    /** One that is there already is returned, whosever it is and whatever became of it. */
    create: (vpc: ManagedVpcRow, peer: Peer, userCidrs: readonly string[]): ManagedPeeringRow => {
      if (vpc.deletion !== null) throw refusal(409, 'VPC is being deleted');
      const problem = sides[vpc.provider].judge(peer);
      if (problem !== null) throw refusal(400, problem);
      assertPrivate(userCidrs);
      return find(vpc, peer) ?? add(vpc, peer, userCidrs);
    },
    delete: (vpc: ManagedVpcRow, peer: PeerKey): ManagedPeeringRow =>
      drop(get(vpc, peer), delays().deleteTakes),
    drop: (vpc: ManagedVpcRow, peer: PeerKey): ManagedPeeringRow => drop(get(vpc, peer), 0),
    dropAll: (vpc: ManagedVpcRow, takes: number): void => {
      for (const row of list(vpc)) drop(row, takes);
    },
    /** Asks the other cloud for each; what it says is known a moment later. */
    refresh: (vpc: ManagedVpcRow): void => {
      const at = clock.now() + delays().refreshTakes;
      for (const row of list(vpc)) put({ ...row, refreshedAt: [...row.refreshedAt, at] });
    },
    /** Peers are named without a region here, as the API has it. */
    changeCidrs: (
      vpc: ManagedVpcRow,
      add: readonly { readonly cidr: string; readonly peer: Omit<PeerKey, 'region'> }[],
      remove: readonly string[],
    ): void => {
      assertPrivate(add.map(({ cidr }) => cidr));
      const all = list(vpc).filter(({ deletion }) => deletion === null);
      const isOf = (row: ManagedPeeringRow, peer: Omit<PeerKey, 'region'>): boolean =>
        isSame(row.peer, { ...peer, region: row.peer.region }, vpc);
      if (add.some(({ peer }) => !all.some((row) => isOf(row, peer)))) throw peeringUnknown();
      for (const row of all) {
        const kept = row.userCidrs.filter((cidr) => !remove.includes(cidr));
        const added = add.filter(({ peer }) => isOf(row, peer)).map(({ cidr }) => cidr);
        put({ ...row, userCidrs: [...new Set([...kept, ...added])] });
      }
    },
    say: (vpc: ManagedVpcRow, peer: PeerKey, said: ManagedPeeringRow['said']): ManagedPeeringRow =>
      put({ ...get(vpc, peer), said }),
  };
};
