import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_TIMING, nextLook, nextTry } from '../../src/domain/timing.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const CHANGED = Date.parse('2026-11-22T09:00:00Z');
const MIDDLE = 0.5;

const look = (age: number, jitter = MIDDLE, deadline: number | null = null) =>
  nextLook({ changedAt: CHANGED, now: CHANGED + age, jitter, deadline }, DEFAULT_TIMING) - CHANGED - age;

test.each([
  { age: 0, wait: 5 * SECOND, because: 'something has just changed' },
  { age: 10 * MINUTE - 1, wait: 5 * SECOND, because: 'the first rung is not over' },
  { age: 10 * MINUTE, wait: 15 * SECOND, because: 'the first ten minutes are over' },
  { age: HOUR - 1, wait: 15 * SECOND, because: 'the first hour is not over' },
  { age: HOUR, wait: MINUTE, because: 'the first hour is over' },
  { age: DAY - 1, wait: MINUTE, because: 'the first day is not over' },
  { age: DAY, wait: 5 * MINUTE, because: 'the first day is over' },
  { age: 400 * DAY, wait: 5 * MINUTE, because: 'the last rung has no end' },
  { age: -MINUTE, wait: 5 * SECOND, because: 'a clock that was set back is no reason to wait' },
])('nextLook waits $wait ms at the age of $age ms, because $because', ({ age, wait }) => {
  expect(look(age)).toBe(wait);
});

test.each([
  { jitter: 0, wait: 4_500, because: 'a tenth is taken off at most' },
  { jitter: 1, wait: 5_500, because: 'a tenth is added at most' },
])('nextLook waits $wait ms at the jitter $jitter, because $because', ({ jitter, wait }) => {
  expect(look(0, jitter)).toBe(wait);
});

test.each([
  { left: 1, wait: 1, because: 'the deadline is nearer than the rung' },
  { left: 5 * SECOND, wait: 5 * SECOND, because: 'both are the same' },
  { left: HOUR, wait: 5 * SECOND, because: 'the deadline is far' },
  { left: 0, wait: 5 * SECOND, because: 'it is reached: to look at it at once again would never end' },
  { left: -DAY, wait: 5 * SECOND, because: 'it has passed' },
])('nextLook waits $wait ms with $left ms left, because $because', ({ left, wait }) => {
  expect(look(0, MIDDLE, CHANGED + left)).toBe(wait);
});

test('nextLook lies in the future, within a tenth of its rung, and never past a coming deadline', () => {
  const left = fc.option(fc.integer({ min: -DAY, max: 8 * DAY }));
  const jitters = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.nat({ max: 30 * DAY }), jitters, left, (age, jitter, ahead) => {
      const deadline = ahead === null ? null : CHANGED + age + ahead;
      const wait = look(age, jitter, deadline);
      const rung = look(age);
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(rung * 1.1);
      if (ahead !== null && ahead > 0) expect(wait).toBeLessThanOrEqual(ahead);
      if (ahead === null || ahead <= 0 || ahead > rung * 1.1) expect(wait).toBeGreaterThanOrEqual(rung * 0.9);
    }),
  );
});

const wait = (tries: number, retryAfter?: number) =>
  nextTry({ now: CHANGED, tries, retryAfter }, DEFAULT_TIMING) - CHANGED;

test.each([
  { tries: 0, at: 2 * SECOND, because: 'it is the first failure' },
  { tries: 1, at: 4 * SECOND, because: 'each failure doubles the wait' },
  { tries: 4, at: 32 * SECOND, because: 'it doubles on' },
  { tries: 5, at: MINUTE, because: 'it is never longer than a minute' },
  { tries: 5_000, at: MINUTE, because: 'days of failures change nothing' },
])('nextTry waits $at ms after $tries failures before, because $because', ({ tries, at }) => {
  expect(wait(tries)).toBe(at);
});

test.each([
  { retryAfter: 30 * SECOND, at: 30 * SECOND, because: 'the other side asked for more' },
  { retryAfter: 10 * MINUTE, at: 10 * MINUTE, because: 'what was asked for is not cut' },
  { retryAfter: SECOND, at: 2 * SECOND, because: 'our own wait is longer' },
  { retryAfter: 0, at: 2 * SECOND, because: 'no pause is no order to hurry' },
])('nextTry waits $at ms where $retryAfter ms were asked for, because $because', ({ retryAfter, at }) => {
  expect(wait(0, retryAfter)).toBe(at);
});
