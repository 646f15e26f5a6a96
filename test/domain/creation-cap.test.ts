import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeCreations } from '../../src/domain/creation-cap.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = 1_000 * HOUR;

const ago = (...minutes: readonly number[]) => minutes.map((each) => NOW - each * MINUTE);

test.each([
  { askedAt: [], most: 1, from: null, because: 'nothing was asked for' },
  { askedAt: ago(10, 20), most: 3, from: null, because: 'there is room for one more' },
  {
    askedAt: ago(10, 20, 30),
    most: 3,
    from: NOW + 30 * MINUTE,
    because: 'the oldest of the three falls out then',
  },
  { askedAt: ago(30, 10, 20), most: 3, from: NOW + 30 * MINUTE, because: 'their order does not matter' },
  { askedAt: ago(10, 20, 60), most: 3, from: null, because: 'an hour is over after an hour' },
  {
    askedAt: ago(10, 20, 59),
    most: 3,
    from: NOW + MINUTE,
    because: 'the hour rolls, and does not begin at the full one',
  },
  {
    askedAt: ago(1, 2, 3, 4, 5),
    most: 3,
    from: NOW + 57 * MINUTE,
    because: 'the limit was lowered: two more must go first',
  },
  { askedAt: ago(0), most: 1, from: NOW + HOUR, because: 'one an hour is one an hour' },
])('of $most an hour the next is possible from $from: $because', ({ askedAt, most, from }) => {
  expect(judgeCreations(askedAt, most, NOW)).toEqual(from === null ? null : { kind: 'too-many', most, from });
});

test('whoever asks whenever they may never has more than the limit within any hour', () => {
  const waits = fc.array(fc.integer({ min: 0, max: 90 * MINUTE }), { maxLength: 60 });
  fc.assert(
    fc.property(waits, fc.integer({ min: 1, max: 8 }), (pauses, most) => {
      const taken: number[] = [];
      let now = NOW;
      for (const pause of pauses) {
        now += pause;
        const verdict = judgeCreations(taken, most, now);
        if (verdict === null) taken.push(now);
        else {
          expect(verdict.from).toBeGreaterThan(now);
          expect(judgeCreations(taken, most, verdict.from)).toBeNull();
          expect(judgeCreations(taken, most, verdict.from - 1)).not.toBeNull();
        }
      }
      for (const at of taken) {
        expect(taken.filter((other) => other > at - HOUR && other <= at).length).toBeLessThanOrEqual(most);
      }
    }),
  );
});
