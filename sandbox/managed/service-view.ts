import { addressFor, hashBelow } from '../ipv4.ts';
import { isMoving, presentVisit, type Stays, visitsNamed } from '../stays.ts';
import type { ManagedVpcRow } from './vpcs.ts';

export interface ServicePlace {
  readonly cloud: string;
  /** Null: the public internet. */
  readonly vpc: ManagedVpcRow | null;
}

export interface ManagedServiceRow {
  readonly project: string;
  readonly name: string;
  readonly plan: string;
  readonly type: string;
  readonly replica: boolean;
  readonly userConfig: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
  readonly stays: Stays<ServicePlace>;
  /** How long the nodes of a place stay after the service has left it. */
  readonly nodesLeaveAfter: number;
  /** It has the same host names at each place. */
  readonly keepsNames: boolean;
  /** A state that somebody put in place of RUNNING. */
  readonly said: string | null;
  /** Null while nobody deletes it. */
  readonly deletedAt: number | null;
}

export interface Component {
  readonly component: string;
  readonly host: string;
  readonly port: number;
  readonly route: 'dynamic' | 'public';
  readonly usage: 'primary' | 'replica';
}

const DOMAINS = 'abcdefghijklmnopqrstuvwxyz';

/** From inside a VPC it can be made reachable from outside too, under names of their own. */
const isPublicToo = ({ userConfig }: ManagedServiceRow): boolean => {
  const access = userConfig['public_access'];
  return typeof access === 'object' && access !== null && 'pg' in access && access.pg === true;
};

/** The parts of a service at one place, each at its own port; another after each move. */
const componentsAt = (row: ManagedServiceRow, visit: number): readonly Component[] => {
  const { project, name, replica, keepsNames, stays } = row;
  const letter = keepsNames ? 'a' : DOMAINS.charAt(visit % DOMAINS.length);
  const label = `${name}-${project}.${letter}.timescaledb.io`;
  const port = 10_000 + hashBelow(`${label} ${keepsNames ? 0 : visit}`, 19_000);
  const part = (component: string, host: string, offset: number, usage: Component['usage'] = 'primary') =>
    ({ component, host, port: port + offset, route: 'dynamic', usage }) as const;
  const own: readonly Component[] = [
    part('pg', label, 0),
    part('pgbouncer', label, 1),
    ...(replica ? [part('pg', `replica-${label}`, 0, 'replica')] : []),
  ];
  const isInVpc = (stays[visit]?.place.vpc ?? null) !== null;
  if (!isInVpc || !isPublicToo(row)) return own;
  return [...own, { ...part('pg', `public-${label}`, 0), route: 'public' }];
};

/** What the API shows: where it is told to be at once, its addresses only when it is there. */
export const viewManagedService = (row: ManagedServiceRow, now: number) => {
  const visit = presentVisit(row.stays, now);
  const moving = isMoving(row.stays, now);
  const fresh = visit === -1 || (moving && row.stays.length === 1);
  const busy = fresh ? 'REBUILDING' : 'REBALANCING';
  return {
    state: moving ? busy : (row.said ?? 'RUNNING'),
    place: row.stays.at(-1)?.place ?? null,
    components: visit === -1 ? [] : componentsAt(row, visit),
    nodes: viewNodes(row, now),
  };
};

const PHASES = [
  { phase: 'prepare' },
  { phase: 'basebackup', unit: 'bytes_uncompressed', max: 4_294_967_296 },
  { phase: 'stream', unit: 'wal_lsn', max: 16_777_216 },
  { phase: 'finalize' },
] as const;

/** Each phase takes a quarter of the way. */
const progressAt = (share: number) =>
  PHASES.map((phase, index) => {
    const done = Math.min(1, Math.max(0, share * PHASES.length - index));
    const progress = { phase: phase.phase, completed: done === 1 };
    if (!('unit' in phase)) return progress;
    const { unit, max } = phase;
    return { ...progress, min: 0, max, current: Math.floor(max * done), unit };
  });

/** The old nodes run until the new ones are ready. */
const viewNodes = (row: ManagedServiceRow, now: number) => {
  const names = row.replica ? ['master', 'standby'] : ['master'];
  const nodesOf = (visit: number, state: string, more: Readonly<Record<string, unknown>>) =>
    names.map((role, index) => ({
      name: `${row.name}-${visit * names.length + index + 1}`,
      role,
      state,
      ...more,
    }));
  const visit = presentVisit(row.stays, now);
  const present = visit === -1 ? [] : nodesOf(visit, 'running', {});
  const last = row.stays.at(-1);
  if (last === undefined || !isMoving(row.stays, now)) return present;
  const share = (now - last.askedAt) / (last.since - last.askedAt);
  const state = share * PHASES.length < 1 ? 'setting_up_vm' : 'syncing_data';
  return [...present, ...nodesOf(visit + 1, state, { progress_updates: progressAt(share) })];
};

/** What name servers know of a service. In a VPC a dynamic host has a private address. */
export const managedNamesOf = (
  row: ManagedServiceRow,
  now: number,
): readonly (readonly [host: string, ip: string])[] =>
  visitsNamed(row.stays, now).flatMap((visit) => {
    const cidr = row.stays[visit]?.place.vpc?.cidr ?? null;
    return componentsAt(row, visit).map(
      ({ host, route }) => [host, addressFor(host, route === 'public' ? null : cidr)] as const,
    );
  });
