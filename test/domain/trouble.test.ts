import { expect, test } from 'vitest';
import { finishInTrouble, finishStep, type Step, startStep, type VpcRecord } from '../../src/domain/step.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import type { Trouble } from '../../src/domain/vpc.ts';
import { aPeering, aRequest, aVpc, minutes, NINE } from '../slack/example.ts';

const SECOND = 1_000;
const DOWN = { code: 'TIMESCALE_UNAVAILABLE', retryable: true, pause: undefined };
const REFUSED = { code: 'TIMESCALE_UNAUTHORIZED', retryable: false, pause: undefined };

const record = (trouble: Trouble | null = null, state: 'open' | 'done' = 'open'): VpcRecord => ({
  vpc: aVpc({ trouble }),
  peerings: [aPeering({ state: state === 'done' ? 'active' : 'approved', expiresAt: null })],
  requests: [aRequest({ state })],
});
const at = (now: number) => ({ now, timing: DEFAULT_TIMING, jitter: 0.5 });
const fail = (before: VpcRecord, now: number, failure: Parameters<typeof finishInTrouble>[1] = DOWN): Step =>
  finishInTrouble(startStep(before), failure, at(now));
const recover = (before: VpcRecord, now: number): Step => finishStep(startStep(before), at(now));
const kinds = ({ notices }: Step) => notices.map(({ body }) => body.kind);

test('each failure in a row doubles the wait, from the first of two seconds', () => {
  const first = fail(record(), NINE);
  const second = fail(first.next, NINE);
  const third = fail(second.next, NINE);
  expect([first, second, third].map(({ lookAgainAt }) => (lookAgainAt ?? 0) - NINE)).toEqual([
    DEFAULT_TIMING.retryFirst,
    4 * SECOND,
    8 * SECOND,
  ]);
  expect(third.next.vpc.trouble).toEqual({ since: NINE, code: DOWN.code, tries: 3, said: false });
});

test('a look that was answered starts the count anew', () => {
  const again = fail(recover(fail(record(), NINE).next, NINE + SECOND).next, NINE + 2 * SECOND);
  expect(again.next.vpc.trouble).toMatchObject({ since: NINE + 2 * SECOND, tries: 1 });
  expect(again.lookAgainAt).toBe(NINE + 4 * SECOND);
});

test('the pause that the provider asked for is kept', () => {
  expect(fail(record(), NINE, { ...DOWN, pause: 90 * SECOND }).lookAgainAt).toBe(NINE + 90 * SECOND);
});

test.each([
  { later: 0, failure: DOWN, told: [], because: 'it may pass before anybody notices' },
  { later: DEFAULT_TIMING.troubleAfter - 1, failure: DOWN, told: [], because: 'it has not lasted' },
  { later: DEFAULT_TIMING.troubleAfter, failure: DOWN, told: ['provider-trouble'], because: 'it lasts' },
  { later: 0, failure: REFUSED, told: ['provider-trouble'], because: 'only a person can mend a key' },
])('trouble of $later ms ($failure.code) tells $told, because $because', ({ later, failure, told }) => {
  const since = { since: NINE, code: failure.code, tries: 1, said: false };
  expect(kinds(fail(record(since), NINE + later, failure))).toEqual(told);
});

test('trouble is told once and its end once, with the same beginning', () => {
  const told: string[] = [];
  let so = record();
  for (let minute = 0; minute < 10; minute += 1) {
    const step = fail(so, minutes(minute));
    told.push(...kinds(step));
    so = step.next;
  }
  const calm = recover(so, minutes(10));
  expect(told).toEqual(['provider-trouble']);
  expect(calm.notices).toEqual([{ requestId: 12, body: { kind: 'provider-recovered', since: NINE } }]);
  expect(kinds(recover(calm.next, minutes(11)))).toEqual([]);
});

test('trouble that nobody heard of ends in silence', () => {
  const calm = recover(fail(record(), NINE).next, NINE + SECOND);
  expect(calm.next.vpc.trouble).toBeNull();
  expect(kinds(calm)).toEqual([]);
});

test('a request that is over hears of no trouble', () => {
  const step = fail(record(null, 'done'), NINE, REFUSED);
  expect(kinds(step)).toEqual([]);
  expect(kinds(recover(step.next, NINE + SECOND))).toEqual([]);
});

test('trouble changes nothing but itself', () => {
  const before = record();
  const { next } = fail(before, NINE);
  expect({ ...next, vpc: { ...next.vpc, trouble: null } }).toEqual(before);
});
