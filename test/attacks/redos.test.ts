import { expect, test } from 'vitest';
import { findSlowness, listPumps } from './pumping.ts';
import { listExpressions } from './regular-expressions.ts';

/** Put together when the bot runs: none of them may hold what others wrote. */
const BUILT = [
  {
    file: 'src/queue/judge-redis.ts',
    because: 'the name is one of two words of ours, and Redis’s own INFO is what is read',
  },
];

/** In the whole suite; `npm run attacks` goes to 100 kB. */
const LONGEST = 12_800;

const EXPRESSIONS = listExpressions();

test('every regular expression of the bot stays quick on strings that are made to slow it down', () => {
  expect(EXPRESSIONS.length).toBeGreaterThan(100);
  const slow = EXPRESSIONS.flatMap(({ file, text, regex }) => {
    if (regex === null) return [];
    const found = listPumps(regex)
      .map((pump) => findSlowness(regex, pump, LONGEST))
      .find((each) => each !== null);
    return found === undefined ? [] : [`${file}: ${text}: ${found}`];
  });
  expect(slow).toEqual([]);
}, 60_000);

test('no regular expression is put together from what others wrote', () => {
  const built = EXPRESSIONS.filter(({ regex }) => regex === null);
  expect(built.map(({ file }) => file)).toEqual(BUILT.map(({ file }) => file));
});

test('the attack finds an expression that goes back', () => {
  const evil = [/(a+)+$/, /(a|a)*b/, /^(\d+)*x$/, / *: *$/, /\s+$/];
  for (const regex of evil) {
    const found = listPumps(regex).some((pump) => findSlowness(regex, pump, LONGEST) !== null);
    expect(found, String(regex)).toBe(true);
  }
});
