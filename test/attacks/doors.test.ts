import { expect, test } from 'vitest';
import { DOORS } from './doors.ts';

/** `npm run attacks` throws 100,000 at each. */
const INPUTS = 60;

test.each(DOORS.map((door) => [door.name, door] as const))(
  '%s: hostile input gets a useful answer, and nothing is recorded by halves',
  async (_, door) => {
    const { broken, answers } = await door.run({ inputs: INPUTS, seed: 7 });
    expect(broken).toEqual([]);
    expect(Object.values(answers).reduce((sum, count) => sum + count, 0)).toBe(INPUTS);
  },
  60_000,
);
