import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cidr, cidrOf, overlaps, parseCidr } from '../../src/domain/cidr.ts';
import {
  findFreeBlocks,
  findNearestFree,
  findNextFree,
  findPreviousFree,
  findRoomiest,
  listTightest,
} from '../../src/domain/free-range.ts';

const cidr = (text: string): Cidr => {
  const result = parseCidr(text);
  if (result.kind !== 'cidr') throw new Error(`test range "${text}"`);
  return result.cidr;
};

/** 64 addresses each, apart from each other, so that an oracle can try every range one by one. */
const SPACES = [cidr('10.0.0.0/26'), cidr('10.0.0.128/26')];
const BASE = cidr('10.0.0.0/24').start;

/** In and around the spaces, and some that hold them. */
const busyRanges = fc.array(
  fc
    .record({
      offset: fc.nat({ max: 255 }),
      prefix: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 25, max: 32 }) }, fc.constantFrom(24, 8, 0)),
    })
    .map(({ offset, prefix }) => cidrOf(BASE + offset, prefix)),
  { maxLength: 20 },
);
const prefixes = fc.integer({ min: 24, max: 32 });
const addresses = fc.integer({ min: BASE - 70, max: BASE + 330 });

const everyRange = (space: Cidr, prefix: number): readonly Cidr[] =>
  prefix < space.prefix
    ? []
    : Array.from({ length: 2 ** (prefix - space.prefix) }, (_, at) =>
        cidrOf(space.start + at * 2 ** (32 - prefix), prefix),
      );
const isFree = (range: Cidr, busy: readonly Cidr[]) => !busy.some((other) => overlaps(other, range));
const listFree = (busy: readonly Cidr[], prefix: number): readonly Cidr[] =>
  SPACES.flatMap((space) => everyRange(space, prefix)).filter((range) => isFree(range, busy));
/** All blocks, the largest first. */
const listBlocks = (busy: readonly Cidr[]): readonly Cidr[] =>
  findFreeBlocks(SPACES, busy).flatMap((starts, prefix) => starts.map((start) => cidrOf(start, prefix)));

test('free blocks cover exactly what is free, once, in ranges that no larger one could hold', () => {
  fc.assert(
    fc.property(busyRanges, (busy) => {
      const blocks = listBlocks(busy);
      const covered = blocks.flatMap((block) => everyRange(block, 32)).sort((a, b) => a.start - b.start);
      expect(covered).toEqual(listFree(busy, 32));
      const larger = blocks
        .filter(({ prefix }) => prefix > 26)
        .map((one) => cidrOf(one.start, one.prefix - 1));
      expect(larger.filter((block) => isFree(block, busy))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('the next, the previous and the nearest free range are those that trying every one finds', () => {
  fc.assert(
    fc.property(busyRanges, prefixes, addresses, (busy, prefix, from) => {
      const free = findFreeBlocks(SPACES, busy);
      const all = listFree(busy, prefix);
      expect(findNextFree(free, prefix, from)).toEqual(all.find(({ start }) => start >= from) ?? null);
      expect(findPreviousFree(free, prefix, from)).toEqual(
        all.findLast(({ start }) => start <= from) ?? null,
      );
      const wanted = cidrOf(from, prefix);
      const far = ({ start }: Cidr) => Math.abs(start - wanted.start);
      const [nearest = null] = [...all].sort((a, b) => far(a) - far(b) || b.start - a.start);
      expect(findNearestFree(free, wanted)).toEqual(nearest);
    }),
    { numRuns: 1_000 },
  );
});

test('the tightest blocks are the smallest that hold a range of the size, the roomiest the largest', () => {
  fc.assert(
    fc.property(busyRanges, prefixes, fc.nat({ max: 9 }), (busy, prefix, count) => {
      const free = findFreeBlocks(SPACES, busy);
      const holding = listBlocks(busy).filter((block) => block.prefix <= prefix);
      const tightest = [...holding].sort((a, b) => b.prefix - a.prefix || a.start - b.start);
      expect(listTightest(free, prefix, count)).toEqual(tightest.slice(0, count));
      expect(findRoomiest(free, prefix)).toEqual(holding[0] ?? null);
    }),
    { numRuns: 500 },
  );
});

test.each([
  { busy: [], blocks: ['0.0.0.0/0'], because: 'nothing is taken of all addresses' },
  { busy: ['0.0.0.0/0'], blocks: [], because: 'all of them are' },
  { busy: ['128.0.0.0/1'], blocks: ['0.0.0.0/1'], because: 'the second half is' },
  { busy: ['0.0.0.0/2', '128.0.0.0/1'], blocks: ['64.0.0.0/2'], because: 'a quarter is left' },
])('of all addresses $blocks is free: $because', ({ busy, blocks }) => {
  const free = findFreeBlocks([cidrOf(0, 0)], busy.map(cidr));
  const texts = free.flatMap((starts, prefix) => starts.map((start) => cidrOf(start, prefix).text));
  expect(texts).toEqual(blocks);
});

test('the last address of all is found like any other', () => {
  const last = cidrOf(2 ** 32 - 1, 32);
  const free = findFreeBlocks([cidrOf(0, 0)], [cidrOf(0, 1)]);
  expect(findNextFree(free, 32, last.start)).toEqual(last);
  expect(findPreviousFree(free, 32, 2 ** 32 - 1)).toEqual(last);
  expect(findPreviousFree(free, 32, 2 ** 31 - 1)).toBeNull();
  expect(findNextFree(free, 0, 0)).toBeNull();
});
