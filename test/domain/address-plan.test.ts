import fc from 'fast-check';
import { expect, test } from 'vitest';
import { POPULAR_BLOCKS, PRIVATE_BLOCKS, RESERVED_BLOCKS } from '../../src/domain/address-block.ts';
import {
  findRangeRemarks,
  judgeRange,
  OVERLAPS_NAMED,
  planAddresses,
  suggestNearest,
  suggestRange,
  suggestRanges,
  suggestRoomiest,
  type TakenRange,
} from '../../src/domain/address-plan.ts';
import { type Cidr, cidrOf, contains, overlaps, parseCidr } from '../../src/domain/cidr.ts';
import { allowsPrefix, RANGE_RULES } from '../../src/domain/range-rules.ts';

const cidr = (text: string): Cidr => {
  const result = parseCidr(text);
  if (result.kind !== 'cidr') throw new Error(`test range "${text}"`);
  return result.cidr;
};
const reserved = (range: Cidr): TakenRange => ({ cidr: range, owner: { kind: 'reserved' } });
const plan = (ranges: readonly Cidr[], avoid: readonly Cidr[] = []) =>
  planAddresses(ranges.map(reserved), avoid);
const judge = (text: string, taken: readonly TakenRange[] = []) =>
  judgeRange(cidr(text), RANGE_RULES.tiger, planAddresses(taken));

/** 64 addresses at 10.0.0.0, so that an oracle can count them one by one. */
const SPACE = cidr('10.0.0.0/26');
const small = fc
  .record({ offset: fc.nat({ max: 63 }), prefix: fc.integer({ min: 26, max: 32 }) })
  .map(({ offset, prefix }) => cidrOf(SPACE.start + offset, prefix));
const wide = fc
  .record({
    start: fc.constantFrom(10 * 2 ** 24, 172 * 2 ** 24 + 16 * 2 ** 16, 192 * 2 ** 24 + 168 * 2 ** 16),
    offset: fc.nat({ max: 2 ** 22 }),
    prefix: fc.integer({ min: 6, max: 32 }),
  })
  .map(({ start, offset, prefix }) => cidrOf(start + offset, prefix));

const isFree = (range: Cidr, busy: readonly Cidr[]) => !busy.some((other) => overlaps(other, range));
const everyRange = (space: Cidr, prefix: number): Cidr[] =>
  Array.from({ length: 2 ** (prefix - space.prefix) }, (_, i) =>
    cidrOf(space.start + i * 2 ** (32 - prefix), prefix),
  );

test.each(['10.0.0.0/16', '10.255.255.240/28', '172.16.0.0/16', '192.168.0.0/24', '100.64.0.0/24'])(
  'judgeRange has nothing against %s',
  (text) => {
    expect(judge(text)).toEqual([]);
  },
);

test.each([
  { text: '10.0.0.0/15', kinds: ['too-large'], because: 'Tiger ends at /16' },
  { text: '10.0.0.0/29', kinds: ['too-small'], because: 'Tiger ends at /28' },
  { text: '10.0.0.0/7', kinds: ['too-large'], because: 'Tiger ends at /16' },
  { text: '172.17.4.0/24', kinds: ['reserved-block'], because: 'Docker has it on every host' },
  { text: '169.254.1.0/24', kinds: ['reserved-block'], because: 'it is link-local' },
  { text: '127.0.0.0/24', kinds: ['reserved-block'], because: 'it is the host itself' },
  { text: '0.0.0.0/24', kinds: ['reserved-block'], because: 'it means this network' },
  { text: '198.19.0.0/16', kinds: ['reserved-block'], because: 'AWS uses it inside' },
  { text: '224.0.0.0/24', kinds: ['reserved-block'], because: 'it is multicast' },
  { text: '255.255.255.0/24', kinds: ['reserved-block'], because: 'it is kept for later' },
])('judgeRange answers $text with $kinds, because $because', ({ text, kinds }) => {
  expect(judge(text).map(({ kind }) => kind)).toEqual(kinds);
});

test('judgeRange tells the size that was typed and the sizes that are allowed', () => {
  expect(judge('10.0.0.0/8')).toMatchObject([
    { kind: 'too-large', range: { text: '10.0.0.0/8' }, prefix: 8, allowed: RANGE_RULES.tiger },
  ]);
});

test('judgeRange names the reserved block and why it is kept', () => {
  expect(judge('172.17.4.0/24')).toMatchObject([
    { kind: 'reserved-block', block: { text: '172.17.0.0/16' }, why: 'docker-bridge' },
  ]);
});

test('judgeRange names every owner it overlaps and the addresses that both have', () => {
  const vpc: TakenRange = {
    cidr: cidr('10.0.4.0/24'),
    owner: { kind: 'vpc', name: 'payments', project: 'pay', region: 'us-east-1' },
  };
  const office = reserved(cidr('10.0.0.0/8'));
  const elsewhere = reserved(cidr('192.168.0.0/16'));
  expect(judge('10.0.0.0/20', [vpc, elsewhere, office])).toEqual([
    { kind: 'overlap', range: cidr('10.0.0.0/20'), with: vpc, whatOverlaps: cidr('10.0.4.0/24') },
    { kind: 'overlap', range: cidr('10.0.0.0/20'), with: office, whatOverlaps: cidr('10.0.0.0/20') },
  ]);
});

test('judgeRange counts the overlaps beyond those it names', () => {
  const taken = everyRange(cidr('10.0.0.0/16'), 24).map(reserved);
  const problems = judge('10.0.0.0/16', taken);
  expect(problems).toHaveLength(OVERLAPS_NAMED + 1);
  expect(problems.at(-1)).toMatchObject({ kind: 'more-overlaps', count: 256 - OVERLAPS_NAMED });
});

test('judgeRange finds exactly the overlaps that counting addresses finds', () => {
  fc.assert(
    fc.property(small, fc.array(small, { maxLength: OVERLAPS_NAMED }), (range, ranges) => {
      const shared = (other: Cidr) =>
        Array.from({ length: 64 }, (_, i) => SPACE.start + i).filter(
          (at) => range.start <= at && at <= range.end && other.start <= at && at <= other.end,
        );
      const found = judgeRange(range, { largest: 0, smallest: 32 }, plan(ranges)).flatMap((problem) =>
        problem.kind === 'overlap' ? [problem] : [],
      );
      expect(found.map((overlap) => overlap.with.cidr)).toEqual(ranges.filter((r) => shared(r).length > 0));
      for (const { with: hit, whatOverlaps } of found) {
        expect([whatOverlaps.start, whatOverlaps.end]).toEqual([
          shared(hit.cidr).at(0),
          shared(hit.cidr).at(-1),
        ]);
      }
    }),
  );
});

test.each([
  { text: '10.0.0.0/16', kinds: [] },
  { text: '100.64.0.0/24', kinds: ['shared-address-space'] },
  { text: '172.31.4.0/24', kinds: ['default-vpc-range'] },
  { text: '8.8.8.0/24', kinds: ['public'] },
  { text: '172.32.0.0/16', kinds: ['public'] },
  { text: '192.169.0.0/16', kinds: ['public'] },
  { text: '100.0.0.0/8', kinds: ['shared-address-space', 'public'] },
])('findRangeRemarks says $kinds of $text', ({ text, kinds }) => {
  expect(findRangeRemarks(cidr(text)).map(({ kind }) => kind)).toEqual(kinds);
});

test('suggestRange begins after the range that everybody has', () => {
  expect(suggestRange(RANGE_RULES.tiger, plan([]))?.text).toBe('10.1.0.0/24');
  const avoid = [cidr('10.0.0.0/14')];
  expect(suggestRange(RANGE_RULES.tiger, plan([], avoid), 20)?.text).toBe('172.16.0.0/20');
});

test('suggestRange offers the popular and the avoided only when nothing else is left', () => {
  const allBut10 = [
    cidr('172.16.0.0/12'),
    cidr('192.168.0.0/16'),
    ...everyRange(cidr('10.0.0.0/8'), 16).slice(1),
  ];
  const left = plan(allBut10, [cidr('10.0.0.0/8')]);
  expect(suggestRange(RANGE_RULES.tiger, left)?.text).toBe('10.0.0.0/24');
});

test('suggestRange never offers the range of the Docker bridge, and null when all is taken', () => {
  const others = everyRange(cidr('172.16.0.0/12'), 16).filter(({ text }) => text !== '172.17.0.0/16');
  const full = plan([cidr('10.0.0.0/8'), cidr('192.168.0.0/16'), ...others]);
  expect(suggestRange(RANGE_RULES.tiger, full)).toBeNull();
  expect(suggestRanges(RANGE_RULES.tiger, full, { count: 3 })).toEqual([]);
  expect(suggestRoomiest(RANGE_RULES.tiger, full, 28)).toBeNull();
  expect(suggestNearest(RANGE_RULES.tiger, full, cidr('10.0.0.0/24'))).toBeNull();
});

test.each([15, 29, 24.5, Number.NaN])('suggestRange has nothing of the size /%s', (prefix) => {
  expect(suggestRange(RANGE_RULES.tiger, plan([]), prefix)).toBeNull();
  expect(suggestRanges(RANGE_RULES.tiger, plan([]), { prefix, count: 3 })).toEqual([]);
  expect(suggestRoomiest(RANGE_RULES.tiger, plan([]), prefix)).toBeNull();
  expect(allowsPrefix(RANGE_RULES.tiger, prefix)).toBe(false);
});

test('what is suggested is free, aligned, private and allowed', () => {
  const prefixes = fc.integer({ min: 16, max: 28 });
  fc.assert(
    fc.property(fc.array(wide, { maxLength: 30 }), prefixes, (ranges, prefix) => {
      const planned = plan(ranges);
      const suggested = suggestRanges(RANGE_RULES.tiger, planned, { prefix, count: 5 });
      const several = suggested.map(({ cidr: range }) => range);
      expect(suggestRange(RANGE_RULES.tiger, planned, prefix)).toEqual(several[0] ?? null);
      expect(suggested.every(({ cidr: range, block }) => contains(block, range))).toBe(true);
      expect(suggested.every(({ block }) => isFree(block, ranges))).toBe(true);
      for (const range of several) {
        expect(judgeRange(range, RANGE_RULES.tiger, planned)).toEqual([]);
        expect(range.prefix).toBe(prefix);
        expect(PRIVATE_BLOCKS.some((block) => contains(block, range))).toBe(true);
      }
      expect(new Set(several.map(({ text }) => text)).size).toBe(several.length);
      expect(several.every((a, i) => several.every((b, k) => i === k || !overlaps(a, b)))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

const SIXTEENS = PRIVATE_BLOCKS.flatMap((block) => everyRange(block, 16));
const NEVER = RESERVED_BLOCKS.map(({ block }) => block);
/** All /16 of the private ranges that are free, first without those that everybody has. */
const listSixteens = (ranges: readonly Cidr[]): readonly (readonly Cidr[])[] =>
  [
    [...ranges, ...NEVER, ...POPULAR_BLOCKS],
    [...ranges, ...NEVER],
  ].map((busy) => SIXTEENS.filter((range) => isFree(range, busy)));

test('as many ranges are suggested as there are, those that everybody has at the end', () => {
  fc.assert(
    fc.property(
      fc.subarray(SIXTEENS, { minLength: 250 }),
      fc.integer({ min: 1, max: 12 }),
      (ranges, count) => {
        const [choosy = [], all = []] = listSixteens(ranges);
        const suggested = suggestRanges(RANGE_RULES.tiger, plan(ranges), { prefix: 16, count });
        const texts = suggested.map(({ cidr: { text } }) => text);
        expect(texts).toHaveLength(Math.min(count, all.length));
        const first = texts.slice(0, choosy.length);
        expect(first.every((text) => choosy.some((range) => range.text === text))).toBe(true);
        expect(texts.slice(choosy.length).every((text) => all.some((range) => range.text === text))).toBe(
          true,
        );
      },
    ),
  );
});

test('the first suggestion stands in the smallest free block there is, the roomiest in the largest', () => {
  fc.assert(
    fc.property(fc.subarray(SIXTEENS, { minLength: 200 }), (ranges) => {
      const [choosy = [], all = []] = listSixteens(ranges);
      const free = new Set((choosy.length > 0 ? choosy : all).map(({ text }) => text));
      const isFreeBlock = (block: Cidr) => everyRange(block, 16).every(({ text }) => free.has(text));
      const whole = (prefix: number) =>
        new Set(
          SIXTEENS.map(({ start }) => cidrOf(start, prefix))
            .filter(isFreeBlock)
            .map(({ text }) => text),
        );
      const sizes = [9, 10, 11, 12, 13, 14, 15, 16].map((prefix) => ({ prefix, blocks: whole(prefix) }));
      const largest = sizes.find(({ blocks }) => blocks.size > 0);
      const roomiest = suggestRoomiest(RANGE_RULES.tiger, plan(ranges), 16);
      expect(roomiest?.block.text).toBe(largest === undefined ? undefined : [...largest.blocks][0]);
      const [first] = suggestRanges(RANGE_RULES.tiger, plan(ranges), { prefix: 16, count: 1 });
      const isInside = (text: string, prefix: number) => {
        const around = sizes.find((size) => size.prefix === prefix - 1);
        return around?.blocks.has(cidrOf(cidr(text).start, prefix - 1).text) ?? false;
      };
      expect(first === undefined).toBe(free.size === 0);
      if (first === undefined) return;
      expect(isInside(first.block.text, first.block.prefix)).toBe(false);
      const smaller = sizes.filter(({ prefix }) => prefix > first.block.prefix);
      for (const { prefix, blocks } of smaller) {
        expect([...blocks].every((text) => isInside(text, prefix))).toBe(true);
      }
    }),
    { numRuns: 30 },
  );
});

test('what is suggested instead of a range is the nearest one of its size', () => {
  fc.assert(
    fc.property(fc.subarray(SIXTEENS, { minLength: 250 }), fc.constantFrom(...SIXTEENS), (ranges, wanted) => {
      const [choosy = [], all = []] = listSixteens(ranges);
      const free = choosy.length > 0 ? choosy : all;
      const distances = free.map(({ start }) => Math.abs(start - wanted.start));
      const nearest = suggestNearest(RANGE_RULES.tiger, plan(ranges), wanted);
      expect(nearest === null).toBe(free.length === 0);
      if (nearest === null) return;
      expect(free).toContainEqual(nearest);
      expect(Math.abs(nearest.start - wanted.start)).toBe(Math.min(...distances));
    }),
  );
});

test.each([
  { typed: '10.4.0.0/24', nearest: '10.4.0.0/24', because: 'it is free itself' },
  { typed: '10.5.0.0/24', nearest: '10.5.1.0/24', because: 'of two as near, the one behind it is taken' },
  { typed: '10.0.0.0/8', nearest: '10.1.0.0/16', because: '/16 is the largest that is allowed' },
  { typed: '10.5.0.0/32', nearest: '10.4.255.240/28', because: '/28 is the smallest that is allowed' },
  { typed: '8.8.8.0/24', nearest: '10.1.0.0/24', because: 'the private ranges begin there' },
  { typed: '255.0.0.0/24', nearest: '192.168.255.0/24', because: 'the private ranges end there' },
  { typed: '172.17.0.0/16', nearest: '172.18.0.0/16', because: 'no VPC can have Docker’s bridge' },
])('suggestNearest offers $nearest for $typed: $because', ({ typed, nearest }) => {
  const planned = plan([cidr('10.5.0.0/24')]);
  expect(suggestNearest(RANGE_RULES.tiger, planned, cidr(typed))?.text).toBe(nearest);
});

test('suggestRanges fills the small holes before it breaks a large free block', () => {
  const taken = [cidr('10.200.4.0/24'), cidr('10.200.6.0/24')];
  const suggested = suggestRanges(RANGE_RULES.tiger, plan(taken), { count: 3 });
  expect(suggested.map(({ cidr: { text }, block }) => [text, block.text])).toEqual([
    ['10.200.5.0/24', '10.200.5.0/24'],
    ['10.200.7.0/24', '10.200.7.0/24'],
    ['10.200.0.0/24', '10.200.0.0/22'],
  ]);
});
