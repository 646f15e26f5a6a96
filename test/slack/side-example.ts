import { type AwsChoice, planAws } from '../../src/domain/aws-plan.ts';
import type { AwsSide } from '../../src/domain/aws-side.ts';
import type { Completion, CompletionStep, Side } from '../../src/domain/completion.ts';
import { type GooglePlanFacts, planGoogle } from '../../src/domain/google-plan.ts';
import type { Peering } from '../../src/domain/peering.ts';
import type { Proof } from '../../src/domain/request-proof.ts';
import { firstSideChoice, type SideAccount, type SidePlan } from '../../src/domain/side-plan.ts';
import type { SideCardFacts } from '../../src/slack/side-card.ts';
import { aGroup, anEgress, aRoute, aSide, aTable, LOCAL } from '../domain/aws-side-example.ts';
import { aGoogleSide, GOOGLE_END } from '../domain/google-side-example.ts';
import { GOOGLE, PCX } from './cloud-example.ts';
import { aPeer, aPeering, aView, minutes, range } from './example.ts';

/* The other side of one peering as it could be, and how its plan could stand. */

const OWN_ACCOUNT = '123456789012';
/** What AWS says the request comes from. */
export const ASKING = '999999999999';

export const PEERING = aPeering({
  provisionedId: PCX,
  peer: aPeer({ vpcId: 'vpc-0a1b2c3d4e5f60718', region: 'us-east-1' }),
});

const anAccount = (change: Partial<SideAccount> = {}): SideAccount => ({
  kind: 'aws',
  id: OWN_ACCOUNT,
  regions: ['us-east-1'],
  owners: ['S0NET', 'U0NINA'],
  allow: ['accept', 'routes', 'security-group'],
  ...change,
});

const tables = [
  aTable({
    id: 'rtb-1',
    name: 'private-a',
    subnets: [
      { id: 'subnet-1', name: 'app-a' },
      { id: 'subnet-2', name: 'app-b' },
    ],
    routes: [LOCAL, aRoute('0.0.0.0/0', 'nat-1')],
  }),
  aTable({
    id: 'rtb-2',
    name: null,
    isMain: true,
    subnets: [{ id: 'subnet-3', name: null }],
    routes: [LOCAL, aRoute('10.0.1.128/25', 'tgw-9'), aRoute('10.0.0.0/8', 'vgw-2')],
  }),
];

export const aSeenSide = (change: Partial<AwsSide> = {}): AwsSide =>
  aSide({
    name: 'orders',
    tables,
    groups: [
      aGroup({ id: 'sg-1', name: 'app' }),
      aGroup({ id: 'sg-2', name: 'locked', egress: [anEgress('10.9.0.0/16')] }),
    ],
    interfaces: [
      {
        id: 'eni-1',
        instanceId: 'i-1',
        name: 'orders-1',
        description: '',
        subnetId: 'subnet-1',
        groupIds: ['sg-1'],
      },
      {
        id: 'eni-2',
        instanceId: null,
        name: null,
        description: 'ELB app/orders',
        subnetId: 'subnet-2',
        groupIds: ['sg-1'],
      },
    ],
    ...change,
  });

export interface PlanChange {
  readonly proof?: Proof;
  readonly side?: Partial<AwsSide>;
  readonly choice?: Partial<AwsChoice>;
  readonly ports?: readonly number[];
}

export const aPlan = ({ proof, side, choice, ports }: PlanChange = {}): SidePlan => ({
  kind: 'aws',
  ...planAws({
    peeringId: PCX,
    vpcCidr: range('10.0.1.0/24'),
    proof: proof ?? { kind: 'proven', accountId: ASKING },
    side: aSeenSide(side),
    groupName: 'vpcbot-payments-eu',
    ports: ports ?? [5432],
    choice: { tableIds: null, security: 'new', groupId: null, ...choice },
  }),
});

/** Once everything of that plan is there. */
export const aDonePlan = (): SidePlan =>
  aPlan({
    proof: { kind: 'accepted', accountId: ASKING },
    side: {
      tables: tables.map((table) => ({ ...table, routes: [...table.routes, aRoute('10.0.1.0/24', PCX)] })),
      groups: [aGroup({ id: 'sg-9', name: 'vpcbot-payments-eu', egress: [anEgress('10.0.1.0/24')] })],
    },
  });

export const aGooglePlan = (change: Partial<GooglePlanFacts> = {}): SidePlan => ({
  kind: 'google',
  ...planGoogle({
    end: GOOGLE_END,
    vpcCidr: range('10.0.1.0/24'),
    side: aGoogleSide(),
    peeringName: 'timescale-vpc-7a1',
    choice: { kind: 'google', exportCustomRoutes: false, importCustomRoutes: false },
    ...change,
  }),
});

export const aWatchedSide = (change: Partial<Side> = {}): Side => ({
  peeringId: PEERING.id,
  choice: firstSideChoice('aws'),
  plan: aPlan(),
  revision: 4,
  health: null,
  rangesAtFirst: null,
  isMissing: false,
  trouble: null,
  lookedAt: minutes(5),
  completion: null,
  ...change,
});

export const aStep = (change: Partial<CompletionStep> = {}): CompletionStep => ({
  key: 'accept',
  change: { key: 'accept', kind: 'accept', peeringId: PCX },
  state: 'done',
  made: null,
  outcome: null,
  at: minutes(7),
  ...change,
});

/** What became of an approved plan: the acceptance, a route, the group. */
export const someSteps = (): readonly CompletionStep[] => [
  aStep(),
  aStep({
    key: 'route:rtb-1',
    change: {
      key: 'route:rtb-1',
      kind: 'create-route',
      tableId: 'rtb-1',
      destination: range('10.0.1.0/24'),
      peeringId: PCX,
    },
    made: { kind: 'route', tableId: 'rtb-1', destination: '10.0.1.0/24', peeringId: PCX },
  }),
  aStep({
    key: 'group',
    change: {
      key: 'group',
      kind: 'create-group',
      vpcId: 'vpc-0a1b2c3d4e5f60718',
      name: 'vpcbot-payments-eu',
    },
    made: { kind: 'group', groupId: 'sg-9' },
  }),
];

export const aCompletion = (change: Partial<Completion> = {}): Completion => ({
  id: 8,
  peeringId: PEERING.id,
  requestId: 12,
  state: 'asked',
  changes: aPlan().changes,
  askedBy: 'U0OMAR',
  decidedBy: null,
  reason: null,
  confirmed: null,
  stop: null,
  steps: [],
  stateSince: minutes(6),
  ...change,
});

export interface CardChange {
  readonly side?: Partial<Side>;
  readonly peering?: Partial<Peering>;
  readonly account?: Partial<SideAccount> | null;
}

export const aCard = ({ side, peering, account = {} }: CardChange = {}): SideCardFacts => {
  const seen = { ...PEERING, ...peering };
  return {
    view: { ...aView(), peerings: [seen], sides: [aWatchedSide(side)] },
    peering: seen,
    side: aWatchedSide(side),
    account: account === null ? null : anAccount(account),
  };
};

export const GOOGLE_PEERING: Partial<Peering> = { ...GOOGLE, expiresAt: null };
export const GOOGLE_ACCOUNT: Partial<SideAccount> = {
  kind: 'google',
  id: 'acme-net',
  regions: [],
  allow: ['peer'],
};
