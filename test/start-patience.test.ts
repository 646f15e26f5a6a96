import { pino } from 'pino';
import { expect, test } from 'vitest';
import { handClock } from '../sandbox/clock.ts';
import { type ErrorCode, VpcbotError } from '../src/errors.ts';
import { createPatience } from '../src/start-patience.ts';

const failed = (code: ErrorCode, retryAfter?: number): VpcbotError =>
  new VpcbotError(code, { doing: 'asking slack who the bot is', retryAfter });

/** Each of these failures once, in order, then the answer; `takes`: what a call lasts, in ms. */
const openMinute = (failures: readonly Error[], takes = 0) => {
  const clock = handClock();
  const began = clock.now();
  const pauses: number[] = [];
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const pause = async (ms: number) => {
    pauses.push(ms);
    clock.advance(ms);
  };
  let tries = 0;
  const ask = async (): Promise<string> => {
    clock.advance(takes);
    const failure = failures[tries];
    tries += 1;
    if (failure !== undefined) throw failure;
    return 'B0VPC';
  };
  const patiently = createPatience({ now: clock.now, pause, log });
  const lasted = () => clock.now() - began;
  return { ask, patiently, pauses, lines, lasted, tries: () => tries };
};

const many = (failure: Error): readonly Error[] => Array.from({ length: 50 }, () => failure);

test('a start outlives a few failures of Slack, and the log says what it waits for', async () => {
  const { ask, patiently, pauses, lines } = openMinute([
    failed('SLACK_UNREACHABLE'),
    failed('SLACK_UNREACHABLE'),
    failed('SLACK_UNREACHABLE'),
  ]);
  expect(await patiently(ask)).toBe('B0VPC');
  expect(pauses).toEqual([500, 1_000, 2_000]);
  expect(lines).toHaveLength(3);
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({
    err: { code: 'SLACK_UNREACHABLE' },
    wait: 1_000,
    msg: expect.stringContaining('slack'),
  });
});

test('a pause that Slack asks for is kept', async () => {
  const { ask, patiently, pauses } = openMinute([failed('SLACK_RATE_LIMITED', 3_000)]);
  expect(await patiently(ask)).toBe('B0VPC');
  expect(pauses).toEqual([3_000]);
});

test.each([
  {
    because: 'a person has to mend it',
    failures: many(failed('SLACK_REFUSED')),
    takes: 0,
    tries: 1,
    within: 0,
  },
  {
    because: 'nobody knows whether it may be tried again',
    failures: many(new TypeError('x')),
    takes: 0,
    tries: 1,
    within: 0,
  },
  {
    because: 'Slack asks for a longer pause than a start has',
    failures: many(failed('SLACK_RATE_LIMITED', 30_000)),
    takes: 0,
    tries: 1,
    within: 0,
  },
  {
    because: 'six tries are enough',
    failures: many(failed('SLACK_UNREACHABLE')),
    takes: 0,
    tries: 6,
    within: 15_000,
  },
  {
    because: 'calls that hang use up the time',
    failures: many(failed('SLACK_UNREACHABLE')),
    takes: 10_000,
    tries: 2,
    within: 25_000,
  },
])('a start ends with the reason where $because', async ({ failures, takes, tries, within }) => {
  const minute = openMinute(failures, takes);
  await expect(minute.patiently(minute.ask)).rejects.toBe(failures[0]);
  expect(minute.tries()).toBe(tries);
  expect(minute.lasted()).toBeLessThanOrEqual(within);
});

test('all that a start asks of Slack has one patience', async () => {
  const { ask, patiently, tries } = openMinute([
    ...many(failed('SLACK_UNREACHABLE')).slice(0, 5),
    ...many(failed('SLACK_UNREACHABLE')),
  ]);
  await expect(patiently(ask)).rejects.toThrow(VpcbotError);
  await expect(patiently(ask)).rejects.toThrow(VpcbotError);
  expect(tries()).toBe(7);
});
