import { expect, test } from 'vitest';
import type { Person } from '../../src/domain/access.ts';
import { countEndpoints, judgeMove, type MoveFacts, type TypedMove } from '../../src/domain/move-request.ts';
import { aPeering, aProject, aVpc } from '../slack/example.ts';
import { aService, serviceAt, VPC_A, VPC_B } from './move-example.ts';

const OMAR: Person = { userId: 'U0OMAR', groups: [], standing: 'member' };
const active = [aPeering({ state: 'active' })];
const vpcA = aVpc({ id: 1, providerId: VPC_A.providerId, name: VPC_A.name });
const vpcB = aVpc({ id: 2, providerId: VPC_B.providerId, name: VPC_B.name });

const facts = (change: Partial<MoveFacts> = {}): MoveFacts => ({
  services: [aService()],
  vpcs: [
    { vpc: vpcA, peerings: active },
    { vpc: vpcB, peerings: active },
  ],
  moving: [],
  ...change,
});

const typed = (change: Partial<TypedMove> = {}): TypedMove => ({
  service: 'payments-db',
  to: 'payments-us',
  confirm: null,
  ...change,
});

const judge = (change: Partial<TypedMove> = {}, known: Partial<MoveFacts> = {}, person = OMAR) =>
  judgeMove(typed(change), person, aProject(), facts(known));

const problems = (...args: Parameters<typeof judge>) => {
  const verdict = judge(...args);
  return verdict.kind === 'problems' ? verdict.problems : verdict;
};

const wanted = (...args: Parameters<typeof judge>) => {
  const verdict = judge(...args);
  if (verdict.kind === 'problems') throw new Error(`it is refused: ${JSON.stringify(verdict.problems)}`);
  return verdict.wanted;
};

test.each([
  { from: null, to: 'payments-us', legs: [[null, VPC_A]], because: 'it is attached' },
  { from: VPC_A, to: 'public', legs: [[VPC_A, null]], because: 'it is detached' },
  {
    from: VPC_A,
    to: 'payments-new',
    legs: [
      [VPC_A, null],
      [null, VPC_B],
    ],
    because: 'Tiger can only detach and then attach',
  },
])('from $from to $to takes the steps $legs: $because', ({ from, to, legs }) => {
  const move = wanted({ to }, { services: [serviceAt(from)] });
  expect(move.from).toEqual(from);
  expect(move.legs.map((leg) => [leg.from, leg.to])).toEqual(legs);
});

test.each([
  { service: 'PAYMENTS-DB', to: ' Payments-US ', because: 'case and outer spaces do not count' },
  { service: 'd1k5vk7hf2', to: '4711', because: 'ids of the provider name things as well' },
  { service: 'payments-db', to: 'payments-us', confirm: ' payments-db ', because: 'the name was typed' },
])('$service may go to $to: $because', ({ because: _, ...move }) => {
  expect(wanted(move).to).toEqual(VPC_A);
});

const named = (providerId: string, name: string) => aService({ providerId, name });

test.each([
  { change: { service: ' ' }, service: { kind: 'empty' }, because: 'nothing was chosen' },
  {
    change: { service: 'payment-db' },
    service: { kind: 'unknown', typed: 'payment-db', nearest: 'payments-db' },
    because: 'there is none of that name',
  },
  {
    change: {},
    known: { services: [named('a', 'payments-db'), named('b', 'Payments-DB')] },
    service: { kind: 'ambiguous', typed: 'payments-db', ids: ['a', 'b'] },
    because: 'two have the name',
  },
  {
    change: {},
    known: { services: [aService({ state: 'changing', rawStatus: 'UPGRADING' })] },
    service: { kind: 'not-ready', state: 'changing', rawStatus: 'UPGRADING' },
    because: 'it is being changed',
  },
  {
    change: {},
    known: { services: [aService({ state: 'paused', rawStatus: 'PAUSED' })] },
    service: { kind: 'not-ready', state: 'paused', rawStatus: 'PAUSED' },
    because: 'it is paused',
  },
  {
    change: {},
    known: { moving: [{ serviceId: 'd1k5vk7hf2', requestId: 9 }] },
    service: { kind: 'moving', requestId: 9 },
    because: 'another request moves it',
  },
] as const)('a service cannot be moved: $because', ({ change, known, service }) => {
  expect(problems(change, known ?? {})).toEqual({ service });
});

const inPlace = (change: Parameters<typeof aVpc>[0]): Partial<MoveFacts> => ({
  vpcs: [{ vpc: { ...vpcA, ...aVpc({ ...vpcA, ...change }) }, peerings: active }],
});

test.each([
  { change: { to: '' }, to: { kind: 'empty' }, because: 'nothing was chosen' },
  {
    change: { to: 'payments-uss' },
    to: { kind: 'unknown', typed: 'payments-uss', nearest: 'payments-us' },
    because: 'there is none of that name',
  },
  {
    change: { to: 'public' },
    to: { kind: 'already-there', service: 'payments-db', place: null },
    because: 'it is public',
  },
  {
    change: {},
    known: { services: [serviceAt(VPC_A)] },
    to: { kind: 'already-there', service: 'payments-db', place: VPC_A },
    because: 'it is in that VPC',
  },
  {
    change: {},
    known: inPlace({ region: 'eu-west-1' }),
    to: {
      kind: 'other-region',
      vpc: 'payments-us',
      region: 'eu-west-1',
      service: 'payments-db',
      own: 'us-east-1',
    },
    because: 'a service and its VPC share a region',
  },
  {
    change: {},
    known: inPlace({ state: 'deleting' }),
    to: { kind: 'not-active', vpc: 'payments-us', state: 'deleting' },
    because: 'the VPC is being deleted',
  },
  {
    change: {},
    known: inPlace({ state: 'creating' }),
    to: { kind: 'not-active', vpc: 'payments-us', state: 'creating' },
    because: 'the VPC is not there yet',
  },
  {
    change: {},
    known: inPlace({ providerId: null, state: 'requested' }),
    to: { kind: 'not-active', vpc: 'payments-us', state: 'requested' },
    because: 'the provider does not have the VPC yet',
  },
] as const)('a place cannot be moved to: $because', ({ change, known, to }) => {
  expect(problems(change, known ?? {})).toEqual({ to });
});

test('the name typed to confirm is the name of the service, letter for letter', () => {
  expect(problems({ confirm: 'Payments-DB' })).toEqual({ confirm: { expected: 'payments-db' } });
  expect(problems({ confirm: '', to: 'nowhere' })).toEqual({
    confirm: { expected: 'payments-db' },
    to: { kind: 'unknown', typed: 'nowhere', nearest: null },
  });
});

test('who may not ask in the project is told so before anything else', () => {
  const guest: Person = { userId: 'U0EVE', groups: [], standing: 'guest' };
  expect(problems({ service: 'nothing' }, {}, guest)).toMatchObject({ service: { kind: 'refused' } });
});

test('a service in a VPC that nobody here knows is moved out of it by its id', () => {
  const strange = { providerId: '4999', name: '4999' };
  const move = wanted({ to: 'public' }, { services: [serviceAt(strange)], vpcs: [] });
  expect(move).toMatchObject({ from: strange, to: null });
});

test('a VPC that nothing reaches is warned of, and in nobody’s way', () => {
  const lonely = [{ vpc: vpcA, peerings: [aPeering({ state: 'pending-peer' })] }];
  expect(wanted({}, { vpcs: lonely }).warnings).toEqual([{ kind: 'no-active-peering', vpc: 'payments-us' }]);
  expect(wanted().warnings).toEqual([]);
  expect(wanted({ to: 'public' }, { services: [serviceAt(VPC_A)], vpcs: lonely }).warnings).toEqual([]);
});

test('a VPC that has no room for the endpoints of one service more is warned of', () => {
  const others = (count: number) =>
    Array.from({ length: count }, (_, at) =>
      serviceAt(VPC_A, { providerId: `other-${at}`, name: `other-${at}` }),
    );
  // Each takes three: primary, pooler and replica. 15 make 45, and the one that is to come makes 48.
  expect(wanted({}, { services: [aService(), ...others(15)] }).warnings).toEqual([]);
  expect(wanted({}, { services: [aService(), ...others(16)] }).warnings).toEqual([
    { kind: 'endpoint-limit', vpc: 'payments-us', used: 48, needed: 3, most: 50 },
  ]);
});

test.each([
  { change: { endpoints: [] }, takes: 1, because: 'every service has a primary' },
  { change: { endpoints: [], haReplicas: 2 }, takes: 2, because: 'all replicas share one' },
  {
    change: { haReplicas: 1 },
    takes: 3,
    because: 'a standby and a read replica share one, beside the pooler',
  },
])('a service takes $takes endpoints of its VPC: $because', ({ change, takes }) => {
  expect(countEndpoints(aService(change))).toBe(takes);
});
