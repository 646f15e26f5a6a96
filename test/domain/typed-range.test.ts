import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeRange, planAddresses, type TakenRange } from '../../src/domain/address-plan.ts';
import { cidrOf } from '../../src/domain/cidr.ts';
import { judgePeerRanges, judgeTypedPeerRanges } from '../../src/domain/peer-ranges.ts';
import { RANGE_RULES } from '../../src/domain/range-rules.ts';
import { judgeTypedRange } from '../../src/domain/typed-range.ts';

const TEN = 10 * 2 ** 24;
const payments: TakenRange = {
  cidr: cidrOf(TEN, 17),
  owner: { kind: 'vpc', name: 'payments', project: 'pay', region: 'us-east-1' },
};
const judge = (text: string, taken: readonly TakenRange[] = []) =>
  judgeTypedRange(text, RANGE_RULES.tiger, taken);

test('judgeTypedRange takes a range that is free, with what is worth saying of it', () => {
  expect(judge(' 172.31.0.0/24 ')).toMatchObject({
    kind: 'range',
    cidr: { text: '172.31.0.0/24' },
    remarks: [{ kind: 'default-vpc-range' }],
  });
});

test.each([
  {
    text: '10.0.0.7/17',
    taken: [],
    kinds: ['host-bits'],
    suggestion: '10.0.0.0/17',
    because: 'the network that was meant is free',
  },
  {
    text: '10.0.0.7/17',
    taken: [payments],
    kinds: ['host-bits', 'overlap'],
    suggestion: '10.1.0.0/17',
    because: 'the network that was meant is taken, so another of its size is offered',
  },
  {
    text: '10.9.8.7',
    taken: [],
    kinds: ['no-prefix'],
    suggestion: '10.9.8.0/24',
    because: 'its /24 is free',
  },
  {
    text: '8.8.8.8',
    taken: [],
    kinds: ['no-prefix'],
    suggestion: '10.1.0.0/24',
    because: 'its /24 is public, which is never offered',
  },
  {
    text: '10.0.0.0/8',
    taken: [],
    kinds: ['too-large'],
    suggestion: '10.1.0.0/16',
    because: 'the largest size that is allowed comes nearest',
  },
  {
    text: '10.0.0.0/30',
    taken: [],
    kinds: ['too-small'],
    suggestion: '10.1.0.0/28',
    because: 'the smallest size that is allowed comes nearest',
  },
  {
    text: 'ten',
    taken: [],
    kinds: ['not-a-cidr'],
    suggestion: '10.1.0.0/24',
    because: 'the usual size is offered for nonsense',
  },
  {
    text: '2001:db8::/32',
    taken: [],
    kinds: ['ipv6'],
    suggestion: '10.1.0.0/24',
    because: 'IPv6 is not for peering',
  },
])('judgeTypedRange answers "$text" with $kinds and $suggestion, because $because', (row) => {
  const verdict = judge(row.text, row.taken);
  if (verdict.kind === 'range') throw new Error('a range was taken');
  expect(verdict.problems.map(({ kind }) => kind)).toEqual(row.kinds);
  expect(verdict.suggestion?.text).toBe(row.suggestion);
});

test('judgeTypedRange suggests nothing where all is taken', () => {
  const taken: TakenRange[] = [{ cidr: cidrOf(0, 0), owner: { kind: 'reserved' } }];
  expect(judge('ten', taken)).toMatchObject({ kind: 'problems', suggestion: null });
});

test('judgeTypedRange suggests only what it would take itself', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.tuple(fc.ipV4(), fc.nat({ max: 33 })).map(([address, prefix]) => `${address}/${prefix}`),
    fc.ipV4(),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const verdict = judge(text, [payments]);
      const range = verdict.kind === 'range' ? verdict.cidr : verdict.suggestion;
      expect(range).not.toBeNull();
      if (range !== null) expect(judgeRange(range, RANGE_RULES.tiger, planAddresses([payments]))).toEqual([]);
      expect(range === null ? null : judge(range.text, [payments]).kind).toBe('range');
    }),
  );
});

test('judgePeerRanges names each range of the peer that the VPC overlaps', () => {
  const ranges = [cidrOf(TEN, 24), cidrOf(TEN, 8), cidrOf(8 * 2 ** 24, 24)];
  expect(judgePeerRanges(payments, ranges)).toEqual([
    { kind: 'overlap', range: ranges[0], with: payments, whatOverlaps: ranges[0] },
    { kind: 'overlap', range: ranges[1], with: payments, whatOverlaps: payments.cidr },
  ]);
});

test.each([
  { text: '', cidrs: [], because: 'the field is optional' },
  { text: '8.8.8.0/24, 192.168.1.1/32', cidrs: ['8.8.8.0/24', '192.168.1.1/32'], because: 'AWS allows both' },
  { text: '11.0.0.0/8 11.0.0.0/8', cidrs: ['11.0.0.0/8'], because: 'twice the same counts once' },
])('judgeTypedPeerRanges takes "$text", because $because', ({ text, cidrs }) => {
  const verdict = judgeTypedPeerRanges(text, payments);
  expect(verdict).toMatchObject({ kind: 'ranges', cidrs: cidrs.map((cidr) => ({ text: cidr })) });
});

test('judgeTypedPeerRanges names every wrong item of the field', () => {
  const verdict = judgeTypedPeerRanges('10.0.1.0/24\n192.168.0.0/7, nonsense; 192.0.0.0/7', payments);
  expect(verdict).toMatchObject({
    kind: 'problems',
    problems: [
      { kind: 'host-bits', text: '192.168.0.0/7' },
      { kind: 'not-a-cidr', text: 'nonsense' },
      { kind: 'overlap', range: { text: '10.0.1.0/24' }, with: payments },
      { kind: 'too-large', range: { text: '192.0.0.0/7' }, prefix: 7 },
    ],
  });
});

test('judgeTypedPeerRanges still judges the sizes where the VPC has no range yet', () => {
  expect(judgeTypedPeerRanges('10.0.0.0/16', null)).toMatchObject({ kind: 'ranges' });
  expect(judgeTypedPeerRanges('0.0.0.0/0', null)).toMatchObject({ problems: [{ kind: 'too-large' }] });
});
