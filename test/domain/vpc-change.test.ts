import { expect, test } from 'vitest';
import type { Person } from '../../src/domain/access.ts';
import type { TypedAwsPeer } from '../../src/domain/aws-peer.ts';
import type { PeeringState } from '../../src/domain/peering.ts';
import type { Request } from '../../src/domain/request.ts';
import {
  confirmsName,
  judgeDelete,
  judgePeering,
  judgeRename,
  judgeUnpeer,
  type VpcChangeFacts,
} from '../../src/domain/vpc-change.ts';
import { aPeer, aPeering, aProject, aRequest, aVpc, range } from '../slack/example.ts';
import { reachAmong } from './reach-among.ts';

const as = (userId: string, change: Partial<Person> = {}): Person => ({
  userId,
  groups: [],
  standing: 'member',
  ...change,
});
const omar = as('U0OMAR');
const nina = as('U0NINA');
const bob = as('U0BOB');
const guest = as('U0EVE', { standing: 'guest' });
const project = aProject();

const made = [aRequest({ requesterId: 'U0OMAR', state: 'done' })];

/** R12 of Omar made the VPC, with one peering. */
const facts = (change: Partial<VpcChangeFacts['record']> = {}): VpcChangeFacts => ({
  record: { vpc: aVpc(), peerings: [aPeering({ state: 'active' })], requests: made, ...change },
  project: {
    vpcs: [aVpc(), aVpc({ id: 8, name: 'orders' })],
    peerRanges: [],
    peers: [],
    findReach: () => [],
    used: 2,
    granted: 0,
    regions: [],
    observedAt: 1,
  },
  services: [],
  moves: [],
});
const asking = (change: Partial<Request>): readonly Request[] => [...made, aRequest({ id: 13, ...change })];

const typed = (change: Partial<TypedAwsPeer & { ranges: string }> = {}) => ({
  kind: 'aws' as const,
  accountId: '210987654321',
  vpcId: 'vpc-0a1b2c3d',
  region: '',
  ranges: '',
  ...change,
});
const known = typed({ accountId: '123456789012', vpcId: 'vpc-0a1b2c3d4e5f67890', region: 'eu-west-1' });

test('a network is judged for the VPC that it is to reach', () => {
  expect(judgePeering([typed({ ranges: '10.9.0.0/16' })], facts(), omar, project)).toEqual({
    kind: 'change',
    ask: { kind: 'peer' },
    peers: [
      {
        peer: aPeer({ accountId: '210987654321', vpcId: 'vpc-0a1b2c3d', region: 'us-east-1' }),
        peerRanges: [range('10.9.0.0/16')],
      },
    ],
  });
});

test.each([
  { peers: [], says: [], because: 'none was named' },
  { peers: [typed({ vpcId: 'x' })], says: [['kind', 'vpcId']], because: 'it cannot be read' },
  {
    peers: [typed({ ranges: '10.0.1.0/24' })],
    says: [['kind', 'ranges']],
    because: 'the VPC has these addresses',
  },
  {
    peers: [typed(), typed({ vpcId: 'vpc-1a1b2c3d' }), typed()],
    says: [[], [], ['kind', 'same']],
    because: 'one is named twice',
  },
  { peers: [known], says: [['kind', 'same']], because: 'the VPC has it already' },
])('networks are refused at $says, because $because', ({ peers, says }) => {
  const verdict = judgePeering(peers, facts(), omar, project);
  expect(verdict.kind === 'problems' && verdict.problems.map((one) => Object.keys(one))).toEqual(says);
});

test('a network that reaches another VPC with the same addresses is refused', () => {
  const { record, project: around, ...rest } = facts();
  const peer = aPeer({ accountId: '210987654321', vpcId: 'vpc-0a1b2c3d', region: 'us-east-1' });
  const other = { peer, vpcId: 90, name: 'orders-main', project: 'orders', region: 'eu-west-1' };
  const judge = (vpcId: number, cidr: string) => {
    const findReach = reachAmong([{ ...other, vpcId, cidr: range(cidr) }]);
    return judgePeering([typed()], { ...rest, record, project: { ...around, findReach } }, omar, project);
  };
  expect(judge(90, '10.0.0.0/8')).toMatchObject({
    problems: [
      { ranges: [{ kind: 'overlap', range: aVpc().cidr, with: { owner: { kind: 'reached', peer } } }] },
    ],
  });
  expect(judge(90, '10.99.0.0/24').kind).toBe('change');
  expect(judge(aVpc().id, aVpc().cidr.text).kind).toBe('change');
});

test('a network whose peering ended may be asked for anew', () => {
  const ended = facts({ peerings: [aPeering({ state: 'expired' })] });
  expect(judgePeering([known], ended, omar, project).kind).toBe('change');
});

test('several people may ask for peerings at once, and nobody on a VPC that is not there', () => {
  const busy = facts({ requests: asking({ ask: { kind: 'peer' } }) });
  expect(judgePeering([typed()], busy, nina, project).kind).toBe('change');
  expect(judgePeering([typed()], busy, guest, project)).toMatchObject({ why: { kind: 'refused' } });
  for (const state of ['requested', 'creating', 'deleting', 'failed'] as const) {
    const verdict = judgePeering([typed()], facts({ vpc: aVpc({ state }) }), omar, project);
    expect(verdict).toMatchObject({ kind: 'unfit', why: { kind: 'not-active', state } });
  }
});

test.each([
  { name: 'reports', says: { kind: 'change', ask: { from: 'payments-eu', to: 'reports' } } },
  { name: 'payments-eu', says: { problem: { kind: 'same' } } },
  { name: 'PAYMENTS-EU', says: { kind: 'change' } },
  { name: 'Orders', says: { problem: { kind: 'taken', name: 'orders' } } },
  { name: '', says: { problem: { kind: 'empty' } } },
])('a VPC that is to be called "$name" is answered', ({ name, says }) => {
  expect(judgeRename(name, facts(), omar, project)).toMatchObject(says);
});

test('a VPC is renamed by one request at a time', () => {
  const busy = facts({ requests: asking({ ask: { kind: 'rename', from: 'a', to: 'b' } }) });
  expect(judgeRename('c', busy, omar, project)).toMatchObject({
    why: { kind: 'under-way', request: { id: 13 } },
  });
});

test.each([
  { person: omar, says: 'change', because: 'he asked for it' },
  { person: bob, says: 'change', because: 'he decides in the project' },
  { person: nina, says: 'not-yours', because: 'it is not hers' },
  { person: as('U0OMAR', { standing: 'deactivated' }), says: 'not-yours', because: 'his account is off' },
])('$person.userId hears $says of deleting Omar’s peering, because $because', ({ person, says }) => {
  expect(judgeUnpeer(3, facts(), person, project).kind).toBe(says);
});

test('a peering that nobody asked for here belongs to those who decide', () => {
  const found = facts({ peerings: [aPeering({ state: 'active', requestId: null })] });
  expect(judgeUnpeer(3, found, omar, project)).toMatchObject({ kind: 'not-yours', asked: null });
  expect(judgeUnpeer(3, found, bob, project)).toMatchObject({ kind: 'change', ask: { peeringId: 3 } });
});

test.each<{ state: PeeringState; says: string }>([
  { state: 'approved', says: 'change' },
  { state: 'pending-peer', says: 'change' },
  { state: 'unknown', says: 'change' },
  { state: 'deleting', says: 'over' },
  { state: 'deleted', says: 'over' },
  { state: 'expired', says: 'over' },
])('the deletion of a peering that is $state is answered by $says', ({ state, says }) => {
  expect(judgeUnpeer(3, facts({ peerings: [aPeering({ state })] }), omar, project).kind).toBe(says);
});

test('a peering that is not there, not asked for yet, or being deleted is not deleted', () => {
  expect(judgeUnpeer(99, facts(), omar, project)).toEqual({ kind: 'over', state: 'deleted' });
  const fresh = facts({ peerings: [aPeering({ state: 'requested', providerId: null })] });
  expect(judgeUnpeer(3, fresh, omar, project)).toEqual({ kind: 'not-made', requestId: 12 });
  const busy = facts({ requests: asking({ ask: { kind: 'unpeer', peeringId: 3 } }) });
  expect(judgeUnpeer(3, busy, omar, project)).toMatchObject({ why: { kind: 'under-way' } });
  const another = facts({ requests: asking({ ask: { kind: 'unpeer', peeringId: 4 } }) });
  expect(judgeUnpeer(3, another, omar, project).kind).toBe('change');
  const leaving = facts({ vpc: aVpc({ state: 'deleting' }) });
  expect(judgeUnpeer(3, leaving, omar, project)).toMatchObject({ why: { kind: 'not-active' } });
});

test.each([
  { person: omar, says: 'change', because: 'he asked for the VPC, and for all that is on it' },
  { person: bob, says: 'change', because: 'he decides in the project' },
  { person: nina, says: 'unfit', because: 'it is not hers' },
])('$person.userId hears $says of deleting Omar’s VPC, because $because', ({ person, says }) => {
  expect(judgeDelete(facts(), person, project).kind).toBe(says);
});

test('a VPC that nobody asked for here belongs to those who decide', () => {
  const found = facts({ vpc: aVpc({ requestId: null }), requests: [], peerings: [] });
  expect(judgeDelete(found, omar, project)).toMatchObject({ why: { kind: 'refused' } });
  expect(judgeDelete(found, bob, project).kind).toBe('change');
});

const hers = (state: PeeringState, request: Request['state'] = 'done') =>
  facts({
    requests: asking({ requesterId: 'U0NINA', ask: { kind: 'peer' }, state: request }),
    peerings: [aPeering({ id: 4, requestId: 13, state })],
  });

test.each([
  {
    stands: { ...facts(), services: ['payments-db'] },
    by: { services: ['payments-db'] },
    because: 'a service is in it',
  },
  {
    stands: { ...facts(), moves: [aRequest({ id: 14, ask: { kind: 'move' } })] },
    by: { moves: [{ id: 14 }] },
    because: 'a service is on its way',
  },
  {
    stands: hers('approved', 'open'),
    by: { living: [{ id: 13 }], others: [] },
    because: 'something is under way on it',
  },
  {
    stands: hers('active'),
    by: { others: [{ id: 13 }] },
    because: 'somebody else’s peering lives on it',
  },
  {
    stands: hers('pending-peer'),
    by: { others: [{ id: 13 }] },
    because: 'somebody else’s peering may come to live on it',
  },
])('a VPC stays, because $because', ({ stands, by }) => {
  for (const person of [omar, bob]) {
    expect(judgeDelete(stands, person, project)).toMatchObject({ kind: 'occupied', by });
  }
});

test('what ended, or was only found, keeps no VPC', () => {
  expect(judgeDelete(hers('expired'), omar, project).kind).toBe('change');
  const found = facts({ peerings: [aPeering({ requestId: null, state: 'active' })] });
  expect(judgeDelete(found, omar, project).kind).toBe('change');
});

test('a VPC is deleted by one request at a time, and only while it is there', () => {
  const busy = facts({ requests: asking({ ask: { kind: 'delete' } }) });
  expect(judgeDelete(busy, omar, project)).toMatchObject({ why: { kind: 'under-way' } });
  const leaving = facts({ vpc: aVpc({ state: 'deleting' }) });
  expect(judgeDelete(leaving, omar, project)).toMatchObject({ why: { kind: 'not-active' } });
});

test.each([
  { name: 'payments-eu', confirms: true },
  { name: '  payments-eu ', confirms: true },
  { name: 'Payments-EU', confirms: false },
  { name: '', confirms: false },
])('"$name" confirms the deletion of payments-eu: $confirms', ({ name, confirms }) => {
  expect(confirmsName(name, aVpc())).toBe(confirms);
});
