import { expect, test } from 'vitest';
import { attack } from './attack.ts';
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
const LONGEST = 6_400;

const EXPRESSIONS = listExpressions();

attack(
  'redos',
  'every regular expression of the bot stays quick on strings that are made to slow it down',
  (tried) => {
    expect(EXPRESSIONS.length).toBeGreaterThan(100);
    for (const { file, text, regex } of EXPRESSIONS) {
      if (regex === null) continue;
      for (const pump of listPumps(regex)) {
        const slow = findSlowness(regex, pump, LONGEST);
        tried(`${file}: ${text}: ${slow}`, slow === null);
      }
    }
  },
  60_000,
);

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
