import type { Clock } from '../clock.ts';
import { parseRange } from '../ipv4.ts';
import { findCloudPlace, type Provider } from './cloud-list.ts';
import { type Deletion, deletionWithin, isForgotten } from './deletion.ts';
import type { ManagedDelays } from './demo-projects.ts';
import { refusal } from './refuse.ts';

export interface ManagedVpcRow {
  readonly id: string;
  readonly project: string;
  readonly cloud: string;
  readonly provider: Provider;
  readonly region: string;
  readonly cidr: string;
  readonly createdAt: number;
  readonly readyAt: number;
  readonly deletion: Deletion | null;
  /** A state that somebody put in place of its own. */
  readonly said: string | null;
}

interface VpcsOptions {
  readonly clock: Clock;
  readonly delays: () => ManagedDelays;
  readonly settingsOf: (project: string) => { readonly vpcLimit: number; readonly afterDeletion: 404 | 403 };
  readonly nextId: () => string;
}

export interface NewManagedVpc {
  readonly cloud: string;
  readonly cidr: string;
}

const LARGEST = 20;
const SMALLEST = 24;

/** The state's word and since when it is so. */
export const vpcState = (
  row: ManagedVpcRow,
  now: number,
): { readonly state: string; readonly since: number } => {
  const { createdAt, readyAt, deletion, said } = row;
  if (deletion !== null && now >= deletion.doneAt) return { state: 'DELETED', since: deletion.doneAt };
  if (deletion !== null) return { state: 'DELETING', since: deletion.askedAt };
  if (said !== null) return { state: said, since: createdAt };
  return now < readyAt ? { state: 'APPROVED', since: createdAt } : { state: 'ACTIVE', since: readyAt };
};

const judgeRange = (cidr: string): string | null => {
  const range = parseRange(cidr);
  if (range === null) return `'${cidr}' is not a valid IPv4 network CIDR`;
  if (range.prefix < LARGEST || range.prefix > SMALLEST) {
    return `Network prefix length must be between ${LARGEST} and ${SMALLEST} inclusive`;
  }
  const typed = parseRange(`${cidr.split('/')[0]}/32`);
  return typed?.start === range.start ? null : `${cidr} has host bits set`;
};

/** The VPCs of all projects. Nothing runs in the background: rows hold the times at which they change. */
export const createManagedVpcs = ({ clock, delays, settingsOf, nextId }: VpcsOptions) => {
  const rows = new Map<string, ManagedVpcRow>();

  const put = (row: ManagedVpcRow): ManagedVpcRow => {
    rows.set(row.id, row);
    return row;
  };
  const list = (project: string): readonly ManagedVpcRow[] =>
    [...rows.values()].filter((row) => row.project === project && !isForgotten(row, clock.now()));
  const living = (project: string) => list(project).filter(({ deletion }) => deletion === null);
  const get = (project: string, id: string): ManagedVpcRow => {
    const row = rows.get(id);
    if (row?.project !== project) throw refusal(404, 'VPC not found');
    if (!isForgotten(row, clock.now())) return row;
    throw settingsOf(project).afterDeletion === 404
      ? refusal(404, 'VPC not found')
      : refusal(403, 'Not allowed to access the VPC');
  };
  const add = (project: string, { cloud, cidr }: NewManagedVpc, readyAfter: number): ManagedVpcRow => {
    const place = findCloudPlace(cloud);
    if (place === null) throw refusal(400, `Invalid cloud_name: '${cloud}' is not available to the project`);
    const createdAt = clock.now();
    const times = { createdAt, readyAt: createdAt + readyAfter, deletion: null };
    return put({ id: nextId(), project, cloud, ...place, cidr, ...times, said: null });
  };

  return {
    list,
    living,
    /** Also those that cannot be read any more: what was ever made of the project. */
    ever: (project: string): readonly ManagedVpcRow[] =>
      [...rows.values()].filter((row) => row.project === project),
    get,
    add,
    create: (project: string, wanted: NewManagedVpc): ManagedVpcRow => {
      const problem = judgeRange(wanted.cidr);
      if (problem !== null) throw refusal(400, problem);
      const limit = settingsOf(project).vpcLimit;
      if (living(project).length < limit) return add(project, wanted, delays().vpcReadyAfter);
      throw refusal(400, `Maximum number of VPCs for the project reached (limit ${limit})`);
    },
    drop: (row: ManagedVpcRow, takes: number): void => {
      put({ ...row, deletion: deletionWithin(row, takes, { ...delays(), now: clock.now() }) });
    },
    say: (project: string, id: string, said: string | null): void => {
      put({ ...get(project, id), said });
    },
  };
};

export type ManagedVpcs = ReturnType<typeof createManagedVpcs>;
