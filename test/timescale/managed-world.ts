import { onTestFinished } from 'vitest';
import { handClock } from '../../sandbox/clock.ts';
import { createFaults } from '../../sandbox/faults.ts';
import { type ManagedOptions, serveManaged } from '../../sandbox/managed/managed.ts';
import type { PeerNetwork } from '../../src/domain/peer-network.ts';
import type { SeenPeering } from '../../src/domain/peering.ts';
import type { TimescaleProject, VpcRef } from '../../src/timescale/api.ts';
import { createHttp, type HttpOptions } from '../../src/timescale/http.ts';
import { createManagedProject } from '../../src/timescale/managed.ts';
import { cidr } from './tiger-world.ts';

export const TOKEN = 'managed-token-metrics';
export const PROJECT = 'metrics-prod';

/** A network in each cloud that the sandbox has, and a region of that cloud. */
export const PEERS = {
  aws: {
    kind: 'aws',
    accountId: '123456789012',
    vpcId: 'vpc-0a1b2c3d4e5f60718',
    region: 'us-east-1',
  },
  google: { kind: 'google', projectId: 'acme-net', network: 'prod' },
  azure: {
    kind: 'azure',
    subscriptionId: '0f1e2d3c-4b5a-4678-9a0b-c1d2e3f4a5b6',
    resourceGroup: 'acme-net',
    vnet: 'prod-vnet',
    tenantId: '7a6b5c4d-3e2f-4a1b-8c9d-0e1f2a3b4c5d',
    appId: '2b3c4d5e-6f70-4812-93a4-b5c6d7e8f901',
  },
} as const satisfies Record<string, PeerNetwork>;

export const REGIONS = {
  aws: 'timescale-aws-us-east-1',
  google: 'timescale-google-europe-west1',
  azure: 'timescale-azure-westeurope',
} as const;

/** The hand-moved clock and the sandbox's Managed Service, for one test. */
export const startManaged = async (more: Partial<Parameters<typeof serveManaged>[0]> = {}) => {
  const clock = handClock();
  const faults = createFaults();
  const managed = await serveManaged({ clock, faults, ...more });
  return { clock, faults, managed };
};

/** The adapter for a project as the bot makes it, with the clock in the test's hand. */
export const connectManaged = (
  apiUrl: string,
  now: () => number = Date.now,
  more: Partial<HttpOptions> & { projectId?: string; token?: string } = {},
): TimescaleProject => {
  const { projectId = PROJECT, token = TOKEN, ...options } = more;
  const pace = { perSecond: 1_000, burst: 10_000, atOnce: 1_000 };
  const http = createHttp({ timeout: 5_000, now, retryDelay: 0, pace, ...options });
  return createManagedProject({ apiUrl, projectId, token, http });
};

/** Sandbox and adapter together, stopped with the test. */
export const openManaged = async (more: Partial<ManagedOptions> = {}) => {
  const world = await startManaged(more);
  onTestFinished(world.managed.stop);
  return { ...world, project: connectManaged(world.managed.apiUrl, world.clock.now) };
};

export const WANTED = { name: 'metrics-eu', region: REGIONS.google, cidr: cidr('192.168.4.0/24') };

export const refOf = (providerId: string, region: string = REGIONS.aws): VpcRef => ({ providerId, region });

/** A VPC that was just made; not active yet. */
export const madeVpc = async (
  project: Pick<TimescaleProject, 'createVpc'>,
  region: string = WANTED.region,
): Promise<VpcRef> => {
  const creation = await project.createVpc({ ...WANTED, region });
  if (creation.kind !== 'created') throw new Error(creation.message);
  return refOf(creation.vpc.providerId, region);
};

export const listAll = async (
  project: Pick<TimescaleProject, 'listPeerings'>,
  vpc: VpcRef,
): Promise<readonly SeenPeering[]> => {
  const listing = await project.listPeerings(vpc);
  if (listing.kind !== 'listed') throw new Error(`vpc "${vpc.providerId}" is not there`);
  return listing.peerings;
};

export const onlyPeering = async (
  project: Pick<TimescaleProject, 'listPeerings'>,
  vpc: VpcRef,
): Promise<SeenPeering> => {
  const [only, ...more] = await listAll(project, vpc);
  if (only === undefined || more.length > 0) throw new Error('not one peering');
  return only;
};
