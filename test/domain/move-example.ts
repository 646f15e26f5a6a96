import type { MoveRecord } from '../../src/domain/move-step.ts';
import type { Endpoint, SeenService } from '../../src/domain/service.ts';
import type { MovePlace, ServiceMove } from '../../src/domain/service-move.ts';
import { aRequest, NINE } from '../slack/example.ts';

/* One service on its way, and each thing of it with whatever a test wants to be different. */

export const VPC_A: MovePlace = { providerId: '4711', name: 'payments-us' };
export const VPC_B: MovePlace = { providerId: '4712', name: 'payments-new' };

const INSIDE = 'rp1pz7uyae.vpc.tsdb.forge.timescale.com';
const OUTSIDE = 'rp1pz7uyae.tsdb.cloud.timescale.com';

/** How the example service is reached at a place: a primary, a pooler and a replica set. */
export const endpointsAt = (place: MovePlace | null): readonly Endpoint[] => {
  const domain = place === null ? OUTSIDE : INSIDE;
  const at = (role: Endpoint['role'], name: string | null, label: string, port: number): Endpoint => ({
    role,
    name,
    host: `${label}.${domain}`,
    port: place === null ? port : 5432,
  });
  return [
    at('primary', null, 'd1k5vk7hf2', 33_111),
    at('pooler', null, 'd1k5vk7hf2-pooler', 33_222),
    at('replica', 'reporting', 'd1k5vk7hf2-repl', 33_333),
  ];
};

export const aService = (change: Partial<SeenService> = {}): SeenService => ({
  providerId: 'd1k5vk7hf2',
  name: 'payments-db',
  region: 'us-east-1',
  state: 'ready',
  rawStatus: 'READY',
  vpcProviderId: null,
  endpoints: endpointsAt(null),
  progress: null,
  haReplicas: 0,
  ...change,
});

export const serviceAt = (place: MovePlace | null, change: Partial<SeenService> = {}): SeenService =>
  aService({ vpcProviderId: place?.providerId ?? null, endpoints: endpointsAt(place), ...change });

export const aMove = (change: Partial<ServiceMove> = {}): ServiceMove => ({
  id: 3,
  requestId: 12,
  project: 'payments',
  serviceId: 'd1k5vk7hf2',
  serviceName: 'payments-db',
  region: 'us-east-1',
  from: null,
  to: VPC_A,
  here: null,
  state: 'requested',
  legs: [],
  before: endpointsAt(null),
  after: null,
  names: [],
  failure: null,
  trouble: null,
  stateSince: NINE,
  strangeSince: null,
  slowTold: false,
  progress: null,
  ...change,
});

/** The move of a request from one place to another, before anything was asked for. */
export const aMoveRecord = (change: Partial<ServiceMove> = {}): MoveRecord => ({
  move: aMove({ here: change.from ?? null, before: endpointsAt(change.from ?? null), ...change }),
  request: aRequest({ ask: { kind: 'move' }, vpcId: null }),
  vpcs: [VPC_A, VPC_B],
});
