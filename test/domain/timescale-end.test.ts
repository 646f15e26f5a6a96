import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CLOUDS } from '../../src/domain/cloud.ts';
import { readTimescaleEnd, type TimescaleEnd, writeTimescaleEnd } from '../../src/domain/timescale-end.ts';

const word = (letters: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength });
const ends: fc.Arbitrary<TimescaleEnd> = fc.oneof(
  fc.record({
    kind: fc.constant('aws' as const),
    peeringId: word('0123456789abcdef', 17).map((id) => `pcx-${id}`),
  }),
  fc.record({
    kind: fc.constant('google' as const),
    projectId: word('abc123-.:', 40),
    network: word('abc123-', 63),
  }),
  fc.record({
    kind: fc.constant('azure' as const),
    tenantId: word('0123456789abcdef-', 36),
    networkId: word('abcXYZ123-_.()/', 90).map((id) => `/subscriptions/${id}`),
  }),
);

test('Timescale’s end is the same after it was written and read', () => {
  fc.assert(
    fc.property(ends, (end) => {
      expect(readTimescaleEnd(end.kind, writeTimescaleEnd(end))).toEqual(end);
    }),
  );
});

test('any text of a provider is read, and what is not as it should be is kept', () => {
  fc.assert(
    fc.property(fc.constantFrom(...CLOUDS), fc.string({ maxLength: 300 }), (kind, text) => {
      const end = readTimescaleEnd(kind, text);
      expect(end.kind).toBe(kind);
      if (!text.includes('/')) expect(Object.values(end)).toContain(text);
    }),
  );
});
