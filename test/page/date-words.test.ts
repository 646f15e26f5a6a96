import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDateWords } from '../../sandbox/page/text/date-words.ts';

const NOW = Date.parse('2026-11-22T10:30:00Z');

const seconds = (iso: string): number => Date.parse(iso) / 1_000;

const sayInUtc = createDateWords('UTC');

const formats: [format: string, words: string][] = [
  ['{date_num}', '2026-02-08'],
  ['{date_slash}', '02/08/2026'],
  ['{date}', 'February 8th, 2026'],
  ['{date_short}', 'Feb 8, 2026'],
  ['{date_long}', 'Sunday, February 8th, 2026'],
  ['{date_long_full}', 'February 8, 2026'],
  ['{date_pretty}', 'February 8th, 2026'],
  ['{date_short_pretty}', 'Feb 8, 2026'],
  ['{date_long_pretty}', 'Sunday, February 8th, 2026'],
  ['{day_divider_pretty}', 'Sunday, February 8th, 2026'],
  ['{time}', '06:05'],
  ['{time_secs}', '06:05:09'],
  ['{ago}', '9 months ago'],
  ['on {date_num} at {time}', 'on 2026-02-08 at 06:05'],
];

test.each(formats)('%s is %s', (format, words) => {
  expect(sayInUtc(seconds('2026-02-08T06:05:09Z'), format, NOW)).toBe(words);
});

const near: [because: string, iso: string, format: string, words: string][] = [
  ['the same day is today', '2026-11-22T23:59:00Z', 'from {date_pretty}', 'from today'],
  ['the day before is yesterday', '2026-11-21T00:00:00Z', 'from {date_short_pretty}', 'from yesterday'],
  ['the day after is tomorrow', '2026-11-23T23:59:00Z', 'from {date_long_pretty}', 'from tomorrow'],
  ['two days are a date', '2026-11-24T00:00:00Z', '{date_short_pretty}', 'Nov 24, 2026'],
  ['Slack begins with a capital', '2026-11-22T10:03:00Z', '{date_short_pretty} {time}', 'Today 10:03'],
  ['seconds ago', '2026-11-22T10:29:30Z', '{ago}', '30 seconds ago'],
  ['minutes ago', '2026-11-22T10:27:10Z', '{ago}', '2 minutes ago'],
  ['hours ahead', '2026-11-22T14:31:00Z', '{ago}', 'in 4 hours'],
  ['days ahead', '2026-11-29T10:30:00Z', '{ago}', 'in 7 days'],
  ['the 11th has no st', '2026-10-11T00:00:00Z', '{date}', 'October 11th, 2026'],
  ['the 22nd has', '2026-10-22T00:00:00Z', '{date}', 'October 22nd, 2026'],
];

test.each(near)('%s', (_because, iso, format, words) => {
  expect(sayInUtc(seconds(iso), format, NOW)).toBe(words);
});

test('the day is that of the reader’s zone', () => {
  const sayInTokyo = createDateWords('Asia/Tokyo');
  expect(sayInTokyo(seconds('2026-11-22T15:30:00Z'), 'until {date_pretty} {time}', NOW)).toBe(
    'until tomorrow 00:30',
  );
});

const bad: [because: string, seconds: number, format: string][] = [
  ['a token is none of Slack’s', 1_700_000_000, '{date_short} {toString}'],
  ['there is no format', 1_700_000_000, ''],
  ['the moment is no number', Number.NaN, '{date}'],
  ['the moment is no whole number', 1.5, '{date}'],
  ['the moment is no date', 1e15, '{date}'],
];

test.each(bad)('there are no words where %s', (_because, moment, format) => {
  expect(sayInUtc(moment, format, NOW)).toBeNull();
});

test('whatever is asked for, it is words or nothing', () => {
  fc.assert(
    fc.property(
      fc.double(),
      fc.string(),
      fc.constantFrom('{date}', '{ago}', '{time_secs}'),
      (at, text, token) => {
        expect(['string', 'object']).toContain(typeof sayInUtc(Math.trunc(at), `${text}${token}`, NOW));
      },
    ),
  );
});
