import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeRange, planAddresses, type TakenRange } from '../../src/domain/address-plan.ts';
import { type Cidr, cidrOf, contains, overlaps, parseCidr } from '../../src/domain/cidr.ts';
import { buildWish, type OfferWish, offerRanges, suggestFree } from '../../src/domain/range-offer.ts';
import { RANGE_RULES } from '../../src/domain/range-rules.ts';
import { aProject } from '../slack/example.ts';

const cidr = (text: string): Cidr => {
  const result = parseCidr(text);
  if (result.kind !== 'cidr') throw new Error(`test range "${text}"`);
  return result.cidr;
};
const reserved = (text: string): TakenRange => ({ cidr: cidr(text), owner: { kind: 'reserved' } });
const wish = (taken: readonly TakenRange[], avoid: OfferWish['avoid'] = []) => ({
  rules: RANGE_RULES.tiger,
  taken,
  avoid,
});
const offer = (taken: readonly TakenRange[], avoid: OfferWish['avoid'] = [], prefix = 24) => {
  const offered = offerRanges(`/${prefix}`, wish(taken, avoid));
  if (offered.kind !== 'offers') throw new Error(offered.kind);
  return offered.offers;
};

test.each([
  { typed: undefined, is: { kind: 'offers', prefix: 24 }, because: 'a /24 is the usual size' },
  { typed: '/20', is: { kind: 'offers', prefix: 20 }, because: 'so it is written' },
  { typed: '20', is: { kind: 'offers', prefix: 20 }, because: 'the slash is forgiven' },
  { typed: ' / 20 ', is: { kind: 'offers', prefix: 20 }, because: 'spaces say nothing' },
  { typed: '16', is: { kind: 'offers', prefix: 16 }, because: 'it is the largest' },
  { typed: '28', is: { kind: 'offers', prefix: 28 }, because: 'it is the smallest' },
  { typed: '15', is: { kind: 'too-large', prefix: 15 }, because: 'Tiger ends at /16' },
  { typed: '0', is: { kind: 'too-large', prefix: 0 }, because: 'it is everything' },
  { typed: '29', is: { kind: 'too-small', prefix: 29 }, because: 'Tiger ends at /28' },
  { typed: '999', is: { kind: 'too-small', prefix: 999 }, because: 'it is beyond any size' },
  { typed: '', is: { kind: 'not-a-prefix' }, because: 'an empty word is no number' },
  { typed: '-24', is: { kind: 'not-a-prefix' }, because: 'no size is negative' },
  { typed: '24.5', is: { kind: 'not-a-prefix' }, because: 'no size is broken' },
  { typed: '/24/24', is: { kind: 'not-a-prefix' }, because: 'it is two' },
  { typed: '1'.repeat(10_000), is: { kind: 'not-a-prefix' }, because: 'nothing is so long' },
])('the size "$typed" is judged $is.kind: $because', ({ typed, is }) => {
  expect(offerRanges(typed, wish([]))).toMatchObject(is);
});

test('each offer tells what lies right before and right behind it, and the free block around it', () => {
  const [first, second] = offer([reserved('10.200.4.0/24'), reserved('10.200.6.0/24')]);
  expect(first).toMatchObject({
    cidr: { text: '10.200.5.0/24' },
    block: { text: '10.200.5.0/24' },
    before: { cidr: { text: '10.200.4.0/24' } },
    behind: { cidr: { text: '10.200.6.0/24' } },
    isShared: false,
  });
  expect(second).toMatchObject({ cidr: { text: '10.200.7.0/24' }, behind: null });
});

test('what other projects have is offered last, and said to be theirs', () => {
  const taken = ['172.16.0.0/12', '192.168.0.0/16', '10.0.0.0/9', '10.128.0.0/10', '10.192.0.0/11'].map(
    reserved,
  );
  const free = ['10.224.0.0/12', '10.240.0.0/13', '10.248.0.0/14', '10.252.0.0/15'].map(reserved);
  const [only, ...others] = offer([...taken, ...free], [{ cidr: cidr('10.254.0.0/16'), owner: null }], 16);
  expect(only).toMatchObject({ cidr: { text: '10.255.0.0/16' }, isShared: false });
  expect(others).toMatchObject([{ cidr: { text: '10.254.0.0/16' }, isShared: true }]);
});

test('what lies beside an offer is named also where it is another project’s, unless nobody may know', () => {
  const theirs = { cidr: cidr('10.200.4.0/24'), owner: { kind: 'reserved' } } as const;
  const before = { before: { cidr: { text: '10.200.4.0/24' } } };
  expect(offer([], [theirs])[0]).toMatchObject({ cidr: { text: '10.200.5.0/24' }, ...before });
  expect(offer([], [{ ...theirs, owner: null }])[0]).toMatchObject({
    cidr: { text: '10.200.5.0/24' },
    before: null,
  });
});

test('the last offer has the most room to grow', () => {
  const offers = offer([reserved('10.200.4.0/24')]);
  expect(offers.map(({ cidr: { text }, block }) => `${text} of ${block.text}`)).toEqual([
    '10.200.5.0/24 of 10.200.5.0/24',
    '10.200.6.0/24 of 10.200.6.0/23',
    '10.200.0.0/24 of 10.200.0.0/22',
    '10.200.8.0/24 of 10.200.8.0/21',
    '10.64.0.0/24 of 10.64.0.0/10',
  ]);
});

test('where nothing of a size is free, the largest size that is free is told', () => {
  const full = ['172.16.0.0/12', '192.168.0.0/16'].map(reserved);
  const all = [...full, reserved('10.0.0.0/8')];
  expect(offerRanges('/16', wish(all))).toEqual({ kind: 'none-free', prefix: 16, fits: null });
  const left = ['10.0.0.0/9', '10.128.0.0/10', '10.192.0.0/11', '10.224.0.0/12', '10.240.0.0/13'];
  const more = ['10.248.0.0/14', '10.252.0.0/15', '10.254.0.0/16', '10.255.0.0/17'];
  const most = [...full, ...[...left, ...more].map(reserved)];
  expect(offerRanges('/16', wish(most))).toEqual({ kind: 'none-free', prefix: 16, fits: 17 });
});

const near = fc
  .record({ offset: fc.nat({ max: 2 ** 16 }), prefix: fc.integer({ min: 10, max: 30 }) })
  .map(({ offset, prefix }) => cidrOf(10 * 2 ** 24 + offset * 256, prefix));

test('offers are free, apart from each other, of the wished size, and beside what they are said to be', () => {
  fc.assert(
    fc.property(fc.array(near, { maxLength: 20 }), fc.integer({ min: 16, max: 28 }), (ranges, prefix) => {
      const taken = ranges.map((range): TakenRange => ({ cidr: range, owner: { kind: 'reserved' } }));
      const offers = offer(taken, [], prefix);
      expect(offers.length).toBeGreaterThan(0);
      for (const { cidr: range, block, before, behind } of offers) {
        expect(judgeRange(range, RANGE_RULES.tiger, planAddresses(taken))).toEqual([]);
        expect(range.prefix).toBe(prefix);
        expect(contains(block, range)).toBe(true);
        expect(before === null || before.cidr.end + 1 === range.start).toBe(true);
        expect(behind === null || range.end + 1 === behind.cidr.start).toBe(true);
        expect(offers.filter(({ cidr: other }) => overlaps(other, range))).toHaveLength(1);
      }
    }),
    { numRuns: 200 },
  );
});

test('forms and the Home begin with what is offered first, each around what other projects have', () => {
  const project = aProject({ reservedRanges: [cidr('10.1.0.0/16')] });
  const other = aProject({ name: 'orders', product: 'managed' });
  const around = {
    vpcs: [],
    peerRanges: [],
    peers: [],
    findReach: () => [],
    used: 0,
    granted: 0,
    regions: [],
    observedAt: null,
  };
  fc.assert(
    fc.property(fc.array(near, { maxLength: 8 }), fc.boolean(), (ranges, mayRead) => {
      const vpcs = ranges.map((range, id) => ({ cidr: range, name: `vpc-${id}`, region: 'us-east-1' }));
      const wished = buildWish(project, around, [{ project: other, vpcs }], () => mayRead);
      expect(wished.rules).toBe(RANGE_RULES.tiger);
      expect(wished.avoid.every(({ owner }) => (owner !== null) === mayRead)).toBe(true);
      const offered = offerRanges(undefined, wished);
      const first = offered.kind === 'offers' ? offered.offers[0]?.cidr : undefined;
      expect(suggestFree(wished, 1)).toEqual([first]);
      expect(suggestFree(wished, 3)[0]).toEqual(first);
    }),
    { numRuns: 50 },
  );
});
