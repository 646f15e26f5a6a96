import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Person } from '../../src/domain/access.ts';
import type { Reach } from '../../src/domain/address-plan.ts';
import type { TypedAwsPeer } from '../../src/domain/aws-peer.ts';
import { cidrOf } from '../../src/domain/cidr.ts';
import { buildWish, suggestFree } from '../../src/domain/range-offer.ts';
import {
  judgeVpcRequest,
  listTaken,
  type ProjectFacts,
  type TypedVpcRequest,
  type VpcRequestVerdict,
} from '../../src/domain/vpc-request.ts';
import { aPeer, aProject, aVpc, range } from '../slack/example.ts';
import { reachAmong } from './reach-among.ts';

const omar: Person = { userId: 'U0OMAR', groups: [], standing: 'member' };
const project = aProject({ reservedRanges: [range('10.200.0.0/16')], vpcQuota: 3 });
const peer = aPeer({ region: 'us-east-1' });
const typedPeer = (change: Partial<TypedAwsPeer & { ranges: string }> = {}) => ({
  kind: 'aws' as const,
  accountId: peer.accountId,
  vpcId: peer.vpcId,
  region: '',
  ranges: '',
  ...change,
});
const typed = (change: Partial<TypedVpcRequest> = {}): TypedVpcRequest => ({
  project: 'payments',
  name: 'payments-us',
  region: 'us-east-1',
  cidr: '10.1.0.0/24',
  peers: [typedPeer()],
  ...change,
});
const facts = (change: Partial<ProjectFacts> = {}): ProjectFacts => ({
  vpcs: [aVpc({ name: 'Payments-EU', cidr: range('10.2.0.0/16') })],
  peerRanges: [],
  peers: [],
  findReach: () => [],
  used: 1,
  granted: 0,
  regions: [],
  observedAt: null,
  ...change,
});
const judge = (change: Partial<TypedVpcRequest>, known: ProjectFacts = facts(), by: Person = omar) =>
  judgeVpcRequest(typed(change), by, project, known);
const problems = (verdict: VpcRequestVerdict) => (verdict.kind === 'problems' ? verdict.problems : {});

test('a request with nothing wrong is read field by field', () => {
  const verdict = judge({
    name: ' payments-us ',
    region: 'US-EAST-1',
    peers: [typedPeer({ ranges: '10.8.0.0/16, 10.9.0.0/16' })],
  });
  expect(verdict).toEqual({
    kind: 'create',
    wanted: {
      project,
      name: 'payments-us',
      region: 'us-east-1',
      cidr: range('10.1.0.0/24'),
      peers: [{ peer, peerRanges: [range('10.8.0.0/16'), range('10.9.0.0/16')] }],
    },
  });
});

test.each([
  { field: 'name', change: { name: ' ' }, says: { kind: 'empty' }, because: 'it has none' },
  {
    field: 'name',
    change: { name: 'payments-eu' },
    says: { kind: 'taken', name: 'Payments-EU' },
    because: 'case does not tell names apart',
  },
  { field: 'region', change: { region: '' }, says: { kind: 'empty' }, because: 'it has none' },
  {
    field: 'region',
    change: { region: 'us-west-1' },
    says: { kind: 'unknown-region' },
    because: 'Timescale runs nothing there',
  },
  { field: 'cidr', change: { cidr: '' }, says: [{ why: 'empty' }], because: 'it has none' },
  {
    field: 'cidr',
    change: { cidr: '10.1.0.7/24' },
    says: [{ kind: 'host-bits', network: { text: '10.1.0.0/24' } }],
    because: 'the network was meant',
  },
  {
    field: 'cidr',
    change: { cidr: '10.0.0.0/8' },
    says: [{ kind: 'too-large' }, { kind: 'overlap' }, { kind: 'overlap' }],
    because: 'all that speaks against it is said at once',
  },
  {
    field: 'cidr',
    change: { cidr: '10.1.0.0/29' },
    says: [{ kind: 'too-small' }],
    because: 'Tiger ends at /28',
  },
  {
    field: 'cidr',
    change: { cidr: '172.17.1.0/24' },
    says: [{ kind: 'reserved-block' }],
    because: 'it is Docker’s',
  },
  {
    field: 'cidr',
    change: { cidr: '10.2.3.0/24' },
    says: [{ kind: 'overlap', with: { owner: { kind: 'vpc', name: 'Payments-EU' } } }],
    because: 'a VPC has it',
  },
  {
    field: 'cidr',
    change: { cidr: '10.200.1.0/24' },
    says: [{ kind: 'overlap', with: { owner: { kind: 'reserved' } } }],
    because: 'the configuration keeps it clear',
  },
  {
    field: 'peers',
    change: { peers: [typedPeer({ accountId: '1234' })] },
    says: [{ accountId: { kind: 'wrong-length' } }],
    because: 'digits are missing',
  },
  {
    field: 'peers',
    change: { peers: [typedPeer({ vpcId: 'tgw-0123456789abcdef0' })] },
    says: [{ vpcId: { kind: 'transit-gateway' } }],
    because: 'Tiger peers VPCs only',
  },
  {
    field: 'peers',
    change: { peers: [typedPeer({ region: 'cn-north-1' })] },
    says: [{ region: { kind: 'other-partition' } }],
    because: 'no peering crosses partitions',
  },
  {
    field: 'peers',
    change: { peers: [typedPeer({ ranges: '10.1.0.0/16' })] },
    says: [{ ranges: [{ kind: 'overlap', with: { owner: { kind: 'vpc', name: 'payments-us' } } }] }],
    because: 'both ends would share addresses',
  },
  {
    field: 'peers',
    change: { peers: [typedPeer({ ranges: '10.8.0.0/16 nonsense' })] },
    says: [{ ranges: [{ kind: 'not-a-cidr' }] }],
    because: 'one of two cannot be read',
  },
  {
    field: 'peers',
    change: { peers: [typedPeer(), typedPeer({ region: 'us-east-1' })] },
    says: [{}, { same: { kind: 'named-twice' } }],
    because: 'one network is named twice',
  },
] as const)('$field is refused alone for $change, because $because', ({ field, change, says }) => {
  const found = problems(judge(change));
  expect(found[field]).toMatchObject(says);
  expect(Object.keys(found).filter((key) => key !== 'instead')).toEqual([field]);
});

test('every field that is wrong is answered at once', () => {
  const found = problems(
    judge({ name: '', region: '', cidr: 'x', peers: [typedPeer({ vpcId: '', ranges: 'y' })] }),
  );
  expect(Object.keys(found).sort()).toEqual(['cidr', 'instead', 'name', 'peers', 'region']);
  expect(found.peers?.map((one) => Object.keys(one))).toEqual([['kind', 'vpcId', 'ranges']]);
});

test('who may not ask hears nothing of what is there', () => {
  const guest: Person = { ...omar, standing: 'guest' };
  expect(problems(judge({ cidr: '10.2.0.0/16' }, facts(), guest))).toMatchObject({
    project: { kind: 'refused', verdict: { reason: 'not-a-requester' } },
  });
  expect(Object.keys(problems(judge({ cidr: '10.2.0.0/16' }, facts(), guest)))).toEqual(['project']);
});

/** A VPC of another project that somebody's network is peered with. */
const reach = (change: Partial<Reach> = {}): Reach => ({
  peer,
  vpcId: 90,
  name: 'orders-main',
  project: 'orders',
  region: 'eu-west-1',
  cidr: range('10.8.0.0/24'),
  ...change,
});

test.each([
  { reached: reach(), refused: true, because: 'that network’s routes would lead to two VPCs' },
  { reached: reach({ cidr: range('10.8.2.0/24') }), refused: false, because: 'the two share no address' },
  {
    reached: reach({ peer: aPeer({ vpcId: 'vpc-0fffffffffffffff0' }) }),
    refused: false,
    because: 'another network reaches that VPC',
  },
])('a range of a VPC that the network reaches is refused: $refused, because $because', (row) => {
  const verdict = judge({ cidr: '10.8.0.0/23' }, facts({ findReach: reachAmong([row.reached]) }));
  expect(verdict.kind).toBe(row.refused ? 'problems' : 'create');
  if (!row.refused) return;
  const { cidr, instead } = problems(verdict);
  expect(cidr).toMatchObject([
    { kind: 'overlap', with: { owner: { kind: 'reached', project: 'orders', peer } } },
  ]);
  expect(instead).toEqual(range('10.8.2.0/23'));
});

test('a VPC that two networks of the project reach is taken once, one that none of them reaches is not', () => {
  const second = aPeer({ vpcId: 'vpc-0fffffffffffffff0' });
  const known = facts({
    vpcs: [],
    peers: [peer, second],
    findReach: reachAmong([
      reach({ vpcId: 1, project: project.name }),
      reach({ vpcId: 1, project: project.name, peer: second }),
      reach(),
      reach({ peer: second }),
      reach({ vpcId: 91, peer: aPeer({ vpcId: 'vpc-0eeeeeeeeeeeeeee0' }) }),
    ]),
  });
  const taken = listTaken(project, known).filter(({ owner }) => owner.kind !== 'reserved');
  expect(taken).toMatchObject([
    { cidr: range('10.8.0.0/24'), owner: { kind: 'reached', name: 'orders-main' } },
  ]);
});

test.each([
  { product: 'tiger', cidr: '10.20.0.0/16', fits: true, because: 'Tiger ends at /16' },
  { product: 'tiger', cidr: '10.20.0.0/28', fits: true, because: 'and at /28' },
  { product: 'managed', cidr: '10.20.0.0/20', fits: true, because: 'Managed begins at /20' },
  { product: 'managed', cidr: '10.20.0.0/24', fits: true, because: 'and ends at /24' },
  { product: 'managed', cidr: '10.20.0.0/19', fits: false, because: 'it is larger than Managed makes them' },
  { product: 'managed', cidr: '10.20.0.0/25', fits: false, because: 'it is smaller than Managed makes them' },
] as const)('$cidr fits $product: $fits, because $because', ({ product, cidr, fits }) => {
  const verdict = judgeVpcRequest(typed({ cidr }), omar, { ...project, product }, facts());
  expect(verdict.kind === 'problems' && verdict.problems.cidr !== undefined).toBe(!fits);
});

const told = [{ cidr: range('10.8.0.0/16'), peer, vpcName: 'Payments-EU' }];

test.each([
  { change: {}, refused: true, because: 'it is to be peered with that very network' },
  {
    change: { peers: [typedPeer({ vpcId: 'vpc-0fffffffffffffff0' })] },
    refused: false,
    because: 'it never meets that other network',
  },
])('a range of a known peer is refused: $refused, because $because', ({ change, refused }) => {
  const verdict = judge({ ...change, cidr: '10.8.1.0/24' }, facts({ peerRanges: told }));
  expect(verdict.kind).toBe(refused ? 'problems' : 'create');
  if (refused) expect(problems(verdict).cidr).toMatchObject([{ with: { owner: { kind: 'peer', peer } } }]);
});

test.each([
  { used: 2, granted: 0, kind: 'create', because: 'one place is left' },
  { used: 3, granted: 0, kind: 'over-quota', because: 'the limit is reached' },
  { used: 3, granted: 4, kind: 'create', because: 'an approval raised the limit' },
  { used: 5, granted: 4, kind: 'over-quota', because: 'what was granted is used up' },
])('$used used and $granted granted is $kind, because $because', ({ used, granted, kind }) => {
  const verdict = judge({}, facts({ used, granted }));
  expect(verdict.kind).toBe(kind);
  if (verdict.kind === 'over-quota') expect(verdict).toMatchObject({ used, limit: Math.max(3, granted) });
});

test('a request over quota with a mistake hears of the mistake first', () => {
  expect(judge({ cidr: '10.2.0.0/24' }, facts({ used: 9 })).kind).toBe('problems');
});

test('the range that is suggested passes the judge, whatever is taken', () => {
  const networks = fc
    .record({
      start: fc.integer({ min: 10 * 2 ** 24, max: 11 * 2 ** 24 - 1 }),
      prefix: fc.integer({ min: 9, max: 28 }),
    })
    .map(({ start, prefix }) => cidrOf(start, prefix));
  fc.assert(
    fc.property(
      fc.array(networks, { maxLength: 12 }),
      fc.array(networks, { maxLength: 4 }),
      (vpcs, peers) => {
        const known = facts({
          vpcs: vpcs.map((cidr, id) => aVpc({ id, name: `vpc-${id}`, cidr })),
          peerRanges: peers.map((cidr) => ({ cidr, peer, vpcName: 'vpc-0' })),
        });
        const [suggested] = suggestFree(
          buildWish(project, known, [], () => true),
          1,
        );
        expect(judge({ cidr: suggested?.text ?? '' }, known).kind).toBe('create');
      },
    ),
  );
});

test('nothing is suggested where nothing is left', () => {
  const all = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map((text) => aVpc({ cidr: range(text) }));
  expect(
    suggestFree(
      buildWish(project, facts({ vpcs: all }), [], () => true),
      3,
    ),
  ).toEqual([]);
  expect(listTaken(project, facts({ vpcs: all }))).toHaveLength(4);
});

test('a VPC may be asked for with many networks, or with none', () => {
  const many = Array.from({ length: 10 }, (_, at) => typedPeer({ vpcId: `vpc-0000000${at}` }));
  for (const peers of [[], many]) {
    const verdict = judge({ peers });
    expect(verdict.kind === 'create' && verdict.wanted.peers).toHaveLength(peers.length);
  }
});
