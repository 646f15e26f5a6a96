import { expect, test } from 'vitest';
import { PEERING_STATES, type PeeringState, type SeenPeering } from '../../src/domain/peering.ts';
import type { RequestState } from '../../src/domain/request.ts';
import { settlePeeringTaken } from '../../src/domain/settle-peering.ts';
import {
  parkForApproval,
  parkForTimescale,
  settleVpcActive,
  settleVpcCreated,
  settleVpcDeleted,
  settleVpcFailed,
} from '../../src/domain/settle-vpc.ts';
import {
  type Draft,
  finishStep,
  isAtRest,
  type LookTime,
  startStep,
  type VpcRecord,
} from '../../src/domain/step.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import type { Vpc, VpcState } from '../../src/domain/vpc.ts';
import { aPeer, aPeering, aRequest, aVpc, minutes, NINE } from '../slack/example.ts';

const NOW = minutes(5);
const time: LookTime = { now: NOW, timing: DEFAULT_TIMING, jitter: 0.5 };

interface Standing {
  readonly vpc?: Partial<Vpc>;
  readonly request?: RequestState;
  readonly peering?: PeeringState;
}
const record = ({ vpc = {}, request = 'open', peering = 'requested' }: Standing = {}): VpcRecord => ({
  vpc: aVpc(vpc),
  peerings: [aPeering({ state: peering, expiresAt: null })],
  requests: [aRequest({ state: request })],
});
const draft = (standing: Standing = {}): Draft => startStep(record(standing));
const kinds = ({ notices }: Pick<Draft, 'notices'>) => notices.map(({ body }) => body.kind);

test('a created VPC is told once, by its id, and grants what was asked for it', () => {
  const step = finishStep(
    settleVpcCreated(draft({ vpc: { state: 'creating', providerId: null } }), '4711', NOW),
    time,
    NOW,
  );
  expect(step.notices).toEqual([{ requestId: 12, body: { kind: 'vpc-created', providerId: '4711' } }]);
  expect(step.next.vpc).toMatchObject({
    state: 'creating',
    providerId: '4711',
    intent: null,
    stateSince: NOW,
  });
  expect(step).toMatchObject({ quota: { kind: 'grant' }, lookAgainAt: NOW });
});

test('a VPC that nobody wants any more is found in silence, so that it can be deleted', () => {
  const found = settleVpcCreated(draft({ vpc: { state: 'deleting', providerId: null } }), '4711', NOW);
  expect(found.next.vpc).toMatchObject({ state: 'deleting', providerId: '4711' });
  expect(kinds(found)).toEqual([]);
});

test.each([
  { state: 'creating', to: 'active', because: 'a peering could be made on it' },
  { state: 'active', to: 'active', because: 'it is active already' },
  { state: 'deleting', to: 'deleting', because: 'it is on its way out' },
  { state: 'failed', to: 'failed', because: 'it was given up' },
] as const)('settleVpcActive makes a VPC $state $to, because $because', ({ state, to }) => {
  expect(settleVpcActive(draft({ vpc: { state } }), NOW).next.vpc.state).toBe(to);
});

const REFUSED = { kind: 'refused', said: 'no' } as const;

test('a VPC that failed takes its living peerings with it and is told once', () => {
  const step = finishStep(settleVpcFailed(draft({ peering: 'requested' }), REFUSED, NOW), time);
  expect(kinds(step)).toEqual(['vpc-failed']);
  expect(step.next.vpc).toMatchObject({ state: 'failed', failure: REFUSED, intent: null });
  expect(step.next.peerings).toMatchObject([{ state: 'failed', intent: null, stateSince: NOW }]);
  expect(step.next.requests).toMatchObject([{ state: 'failed', stateSince: NOW }]);
  expect(step.lookAgainAt).toBeNull();
});

test('a peering that was on its way out is out when its VPC fails', () => {
  const failed = settleVpcFailed(draft({ peering: 'deleting' }), { kind: 'gone' }, NOW);
  expect(failed.next.peerings).toMatchObject([{ state: 'deleted', providerId: null }]);
});

test('a peering that was over before its VPC failed keeps its own end', () => {
  const failed = settleVpcFailed(draft({ peering: 'expired' }), REFUSED, NOW);
  expect(failed.next.peerings).toMatchObject([{ state: 'expired' }]);
});

test.each([
  { request: 'done', failure: { kind: 'gone' }, told: ['vpc-failed'], because: 'they use it' },
  { request: 'done', failure: REFUSED, told: [], because: 'it concerns them no more' },
  { request: 'cancelled', failure: { kind: 'gone' }, told: [], because: 'they wanted it gone' },
  { request: 'cancelling', failure: { kind: 'gone' }, told: ['vpc-failed'], because: 'they still wait' },
] as const)('a request $request hears $told of a VPC that is $failure.kind, because $because', (row) => {
  const failed = settleVpcFailed(draft({ request: row.request }), row.failure, NOW);
  expect(kinds(failed)).toEqual(row.told);
});

test('a deleted VPC ends the cancelling of its request, told once', () => {
  const cancelling = { vpc: { state: 'deleting' }, request: 'cancelling', peering: 'deleting' } as const;
  const step = finishStep(settleVpcDeleted(draft(cancelling), NOW), time);
  expect(kinds(step)).toEqual(['request-cancelled']);
  expect(step.next.peerings).toMatchObject([{ state: 'deleted' }]);
  expect(step.next.requests).toMatchObject([{ state: 'cancelled', stateSince: NOW }]);
  expect(step.lookAgainAt).toBeNull();
  expect(finishStep(startStep(step.next), time)).toMatchObject({ notices: [], lookAgainAt: null });
});

test('a request over quota asks once and rests until a person decides', () => {
  const step = finishStep(parkForApproval(draft(), { used: 4, limit: 3 }, NOW), time);
  expect(step.notices).toEqual([{ requestId: 12, body: { kind: 'quota-asked', used: 4, limit: 3 } }]);
  expect(step.quota).toEqual({ kind: 'ask', used: 4, limit: 3 });
  expect(step.next.requests).toMatchObject([{ state: 'waiting-for-approval', stateSince: NOW }]);
  expect(step.next.vpc).toMatchObject({ state: 'requested', intent: null });
  expect(step.lookAgainAt).toBeNull();
});

test('a request that Timescale has no room for names how many VPCs are wanted, and rests', () => {
  const step = finishStep(parkForTimescale(draft(), { used: 3, limit: 3 }, 'limit of 3', NOW), time);
  expect(step.notices).toEqual([
    { requestId: 12, body: { kind: 'waiting-for-timescale', said: 'limit of 3', wanted: 4 } },
  ]);
  expect(step.quota).toEqual({ kind: 'wait-for-timescale', used: 3, limit: 3 });
  expect(step.next.requests).toMatchObject([{ state: 'waiting-for-timescale' }]);
  expect(step.lookAgainAt).toBeNull();
});

const aSeen: SeenPeering = {
  providerId: '99',
  peer: aPeer(),
  state: 'active',
  rawStatus: 'ACTIVE',
  provisionedId: 'pcx-0fedcba9876543210',
  message: null,
  peerRanges: [],
  warnings: [],
};

test('a peering that was somebody else’s ends as taken, and not as failed besides', () => {
  const peering = aPeering({ state: 'requested', providerId: null });
  const there = { ...aSeen, providerId: '99' };
  const taken = settlePeeringTaken(draft({ vpc: { state: 'active' } }), peering, there, time);
  const step = finishStep(taken, time);
  expect(step.notices).toEqual([
    { requestId: 12, body: { kind: 'peering-taken', peer: aPeer(), providerId: '99' } },
  ]);
  expect(step.next.peerings).toMatchObject([{ state: 'failed', providerId: null }]);
  expect(step.next.requests).toMatchObject([{ state: 'failed' }]);
  // From now on it is known as nobody's, and can be shared.
  expect(step.found).toEqual([there]);
});

const LIVING: readonly PeeringState[] = [
  'requested',
  'approved',
  'pending-peer',
  'active',
  'deleting',
  'unknown',
];

test.each(PEERING_STATES)('an active VPC with a peering %s rests exactly where that is over', (peering) => {
  expect(isAtRest(record({ vpc: { state: 'active' }, request: 'done', peering }))).toBe(
    !LIVING.includes(peering),
  );
});

test.each([
  { vpc: 'requested', request: 'open', rests: false, because: 'it is to be created' },
  { vpc: 'requested', request: 'waiting-for-approval', rests: true, because: 'an approver is next' },
  { vpc: 'requested', request: 'waiting-for-timescale', rests: true, because: 'Timescale is next' },
  { vpc: 'creating', request: 'open', rests: false, because: 'it is not ready' },
  { vpc: 'deleting', request: 'cancelling', rests: false, because: 'it is still there' },
  { vpc: 'deleted', request: 'cancelled', rests: true, because: 'nothing is left' },
  { vpc: 'failed', request: 'failed', rests: true, because: 'a person must act' },
] as const)('a VPC $vpc of a request $request rests: $rests, because $because', ({ vpc, request, rests }) => {
  const standing = record({ vpc: { state: vpc satisfies VpcState }, request });
  expect(isAtRest(standing)).toBe(rests);
  expect(finishStep(startStep(standing), time).lookAgainAt === null).toBe(rests);
});

test.each([
  { left: 1_000, at: NOW + 1_000, because: 'it expires before the next rung' },
  { left: 60_000, at: NOW + 5_000, because: 'the next rung comes first' },
  { left: -1_000, at: NOW + 5_000, because: 'it should have expired, and only the provider knows' },
])('a look at a pending peering with $left ms left comes at $at, because $because', ({ left, at }) => {
  const peering = aPeering({ state: 'pending-peer', stateSince: NOW, expiresAt: NOW + left });
  const step = finishStep(startStep({ ...record(), peerings: [peering] }), time);
  expect(step.lookAgainAt).toBe(at);
});

test('the ladder follows the youngest change, of the VPC or of a peering that lives', () => {
  const vpc = aVpc({ state: 'active', stateSince: NINE - 10 * 60 * 60_000 });
  const look = (peering: Partial<Parameters<typeof aPeering>[0]>) =>
    finishStep(
      startStep({
        ...record(),
        vpc,
        peerings: [
          aPeering({ id: 1, state: 'active', stateSince: NINE - 10 * 60 * 60_000 }),
          aPeering({ id: 2, ...peering }),
        ],
      }),
      time,
    ).lookAgainAt;
  expect(look({ state: 'approved', stateSince: NOW })).toBe(NOW + 5_000);
  expect(look({ state: 'expired', stateSince: NOW })).toBe(NOW + 60_000);
});

test('a look may be asked for sooner, and never where nothing is left to look for', () => {
  expect(finishStep(draft(), time, NOW + 1)).toMatchObject({ lookAgainAt: NOW + 1 });
  const over = draft({ vpc: { state: 'deleted' }, request: 'cancelled' });
  expect(finishStep(over, time, NOW + 1)).toMatchObject({ lookAgainAt: null });
});
