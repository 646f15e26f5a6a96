import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cidrOf, overlaps } from '../../src/domain/cidr.ts';
import { findOverlapping, indexRanges } from '../../src/domain/range-index.ts';

const TEN = 10 * 2 ** 24;
/** 64 addresses, and now and then a network that holds them all. */
const ranges = fc
  .record({
    offset: fc.nat({ max: 63 }),
    prefix: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 26, max: 32 }) }, fc.constantFrom(8, 0)),
  })
  .map(({ offset, prefix }) => cidrOf(TEN + offset, prefix));
const anywhere = fc
  .record({ start: fc.nat({ max: 2 ** 32 - 1 }), prefix: fc.nat({ max: 32 }) })
  .map(({ start, prefix }) => cidrOf(start, prefix));

test.each([
  { name: 'crowded', range: ranges },
  { name: 'strewn', range: anywhere },
])('in a $name space, what overlaps is what asking every range one by one finds', ({ range }) => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 30 }), range, (all, wanted) => {
      const items = all.map((cidr, at) => ({ cidr, at }));
      const found = findOverlapping(indexRanges(items), wanted);
      expect(found).toEqual(items.filter(({ cidr }) => overlaps(cidr, wanted)));
    }),
    { numRuns: 1_000 },
  );
});

test('the same network taken by a hundred thousand is told a hundred thousand times', () => {
  const items = Array.from({ length: 100_000 }, () => ({ cidr: cidrOf(TEN, 16) }));
  const index = indexRanges(items);
  expect(findOverlapping(index, cidrOf(TEN, 24))).toHaveLength(100_000);
  expect(findOverlapping(index, cidrOf(TEN + 2 ** 16, 24))).toHaveLength(0);
});
