import type { Clock } from '../clock.ts';
import { parseRange } from '../ipv4.ts';
import { Refusal } from '../refusal.ts';
import { type Delays, TIGER_REGIONS } from './demo-projects.ts';
import { busy } from './refusal.ts';

export interface VpcRow {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  /** As it was typed. */
  readonly cidr: string;
  readonly region: string;
  readonly createdAt: number;
  /** From when on peerings can be made of it. */
  readonly readyAt: number;
  /** When it leaves the list; null while nobody deletes it. */
  readonly goneAt: number | null;
}

export interface NewVpc {
  readonly name: string;
  readonly cidr: string;
  readonly region: string;
}

interface VpcsOptions {
  readonly clock: Clock;
  readonly nextId: () => string;
  readonly delays: () => Delays;
  readonly limitOf: (projectId: string) => number;
}

const judgeNewVpc = ({ name, cidr, region }: NewVpc): string | null => {
  if (name.trim() === '') return 'name is required';
  const range = parseRange(cidr);
  if (range === null) return `invalid CIDR ${cidr}`;
  if (range.prefix < 16 || range.prefix > 28) return 'the CIDR mask must be between 16 and 28';
  return TIGER_REGIONS.includes(region) ? null : `region ${region} not supported`;
};

/** The VPCs of all projects. Nothing runs in the background: rows hold the times at which they change. */
export const createVpcs = ({ clock, nextId, delays, limitOf }: VpcsOptions) => {
  const rows = new Map<string, VpcRow>();

  const list = (projectId: string): readonly VpcRow[] => {
    const now = clock.now();
    return [...rows.values()].filter(
      (vpc) => vpc.projectId === projectId && (vpc.goneAt === null || now < vpc.goneAt),
    );
  };
  const get = (projectId: string, vpcId: string): VpcRow => {
    const vpc = list(projectId).find(({ id }) => id === vpcId);
    if (vpc === undefined) throw new Refusal(404, 'NOT_FOUND', 'target VPC does not exist');
    return vpc;
  };
  const add = (projectId: string, wanted: NewVpc, readyAfter: number): VpcRow => {
    const createdAt = clock.now();
    const id = nextId();
    const vpc = { ...wanted, id, projectId, createdAt, readyAt: createdAt + readyAfter, goneAt: null };
    rows.set(id, vpc);
    return vpc;
  };

  return {
    list,
    /** Also those that are gone: what was ever made of the project. */
    ever: (projectId: string): readonly VpcRow[] =>
      [...rows.values()].filter((vpc) => vpc.projectId === projectId),
    get,
    add,
    create: (projectId: string, wanted: NewVpc): VpcRow => {
      const problem = judgeNewVpc(wanted);
      if (problem !== null) throw new Refusal(400, 'INVALID_REQUEST', problem);
      const limit = limitOf(projectId);
      if (list(projectId).length >= limit) {
        throw new Refusal(400, 'LIMIT_REACHED', `the project has reached its limit of ${limit} VPCs`);
      }
      return add(projectId, wanted, delays().vpcReadyAfter);
    },
    rename: (projectId: string, vpcId: string, name: string): void => {
      if (name.trim() === '') throw new Refusal(400, 'INVALID_REQUEST', 'name is required');
      rows.set(vpcId, { ...get(projectId, vpcId), name });
    },
    /** Refuses while it is being made or deleted. */
    assertQuiet: (projectId: string, vpcId: string): void => {
      const { goneAt, readyAt } = get(projectId, vpcId);
      if (goneAt !== null || clock.now() < readyAt) throw busy('VPC');
    },
    drop: (projectId: string, vpcId: string, after: number): void => {
      rows.set(vpcId, { ...get(projectId, vpcId), goneAt: clock.now() + after });
    },
  };
};

export type Vpcs = ReturnType<typeof createVpcs>;
