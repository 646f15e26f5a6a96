import type { AwsPeer } from '../../src/domain/aws-peer.ts';
import { type Cidr, parseCidr } from '../../src/domain/cidr.ts';
import type { Peering } from '../../src/domain/peering.ts';
import type { Project } from '../../src/domain/project.ts';
import type { QuotaIncrease } from '../../src/domain/quota.ts';
import type { Request, VpcView } from '../../src/domain/request.ts';
import type { Vpc } from '../../src/domain/vpc.ts';

/* One request as it could be, and each thing in it with whatever a test wants to be different. */

export const NINE = Date.parse('2026-11-22T09:00:00Z');
export const minutes = (count: number): number => NINE + count * 60_000;

export const range = (text: string): Cidr => {
  const parsed = parseCidr(text);
  if (parsed.kind !== 'cidr') throw new Error(`the example range "${text}" is ${parsed.kind}`);
  return parsed.cidr;
};

export const aPeer = (change: Partial<AwsPeer> = {}): AwsPeer => ({
  kind: 'aws',
  accountId: '123456789012',
  vpcId: 'vpc-0a1b2c3d4e5f67890',
  region: 'eu-west-1',
  ...change,
});

export const aProject = (change: Partial<Project> = {}): Project => ({
  name: 'payments',
  product: 'tiger',
  id: 'rp1pz7uyae',
  channel: 'C0PAYMENTS',
  requesters: ['everyone'],
  approvers: ['S0PLATFORM', 'U0BOB'],
  admins: ['U0ADMIN'],
  vpcQuota: 3,
  regions: ['us-east-1', 'eu-west-1'],
  reservedRanges: [],
  timescaleAccounts: [],
  ...change,
});

export const aRequest = (change: Partial<Request> = {}): Request => ({
  id: 12,
  project: 'payments',
  channel: 'C0PAYMENTS',
  requesterId: 'U0ADA',
  ask: { kind: 'create' },
  state: 'open',
  vpcId: 7,
  createdAt: NINE,
  stateSince: NINE,
  ...change,
});

export const aVpc = (change: Partial<Vpc> = {}): Vpc => ({
  id: 7,
  requestId: 12,
  project: 'payments',
  name: 'payments-eu',
  region: 'us-east-1',
  cidr: range('10.0.1.0/24'),
  state: 'active',
  providerId: '4711',
  intent: null,
  failure: null,
  trouble: null,
  stateSince: minutes(2),
  knownSince: minutes(1),
  hurriedAt: null,
  ...change,
});

export const aPeering = (change: Partial<Peering> = {}): Peering => ({
  id: 3,
  requestId: 12,
  sharers: [],
  vpcId: 7,
  peer: aPeer(),
  peerRanges: [range('10.8.0.0/16')],
  state: 'pending-peer',
  knownState: null,
  rawStatus: 'approved',
  providerId: '88',
  provisionedId: 'pcx-0123456789abcdef0',
  message: null,
  warnings: [],
  intent: null,
  stateSince: minutes(4),
  expiresAt: minutes(4) + 7 * 24 * 60 * 60_000,
  missingSince: null,
  reminders: 0,
  saidAccepted: null,
  ...change,
});

export const aQuota = (change: Partial<QuotaIncrease> = {}): QuotaIncrease => ({
  id: 5,
  requestId: 12,
  project: 'payments',
  state: 'asked',
  used: 3,
  limit: 3,
  askedAt: NINE,
  decidedBy: null,
  decidedAt: null,
  reason: null,
  grantedLimit: null,
  wantedLimit: null,
  breakGlass: null,
  reminders: 0,
  ...change,
});

export interface ViewChange {
  readonly request?: Partial<Request>;
  readonly vpc?: Partial<Vpc>;
  readonly peering?: Partial<Peering>;
  readonly quota?: Partial<QuotaIncrease>;
}

export const aView = ({ request, vpc, peering, quota }: ViewChange = {}): VpcView => ({
  on: 'vpc',
  request: aRequest(request),
  vpc: aVpc(vpc),
  peerings: [aPeering(peering)],
  sides: [],
  quota: quota === undefined ? null : aQuota(quota),
  others: [],
});
