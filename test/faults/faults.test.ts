import { beforeAll, describe, expect, test } from 'vitest';
import { createBuiltBot } from '../processes/built-bot.ts';
import { hasRedis, needsRedis } from '../queue/redis-server.ts';
import { runProcess } from './run-process.ts';
import { createSchedule, FAULT_KINDS } from './schedule.ts';

const LONG = 180_000;
/** Nine on Redis and one on the embedded queue; `npm run faults` has as many as one has time for. */
const SEEDS = [1, 2, 4, 6, 9, 10, 13, 15, 16, 19];

const SCHEDULES = SEEDS.map(createSchedule);
const onRedis = SCHEDULES.filter(({ queue }) => queue === 'redis').map(({ seed }) => seed);
const embedded = SCHEDULES.filter(({ queue }) => queue === 'embedded').map(({ seed }) => seed);

test('a seed makes the same schedule each time, and a hundred of them have every kind of fault', () => {
  expect(createSchedule(7)).toEqual(createSchedule(7));
  const all = Array.from({ length: 100 }, (_, seed) => createSchedule(seed));
  const kinds = new Set(all.flatMap(({ faults }) => faults.map(({ kind }) => kind)));
  expect([...kinds].sort()).toEqual([...FAULT_KINDS].sort());
});

describe.concurrent('nothing is lost', () => {
  beforeAll(async () => void (await createBuiltBot()), LONG);

  test.skipIf(!hasRedis).each(onRedis)(
    needsRedis('under the schedule of seed %i, on Redis'),
    async (seed) => {
      expect((await runProcess(seed)).broken).toEqual([]);
    },
    LONG,
  );

  test.each(embedded)(
    'under the schedule of seed %i, on the embedded queue',
    async (seed) => {
      expect((await runProcess(seed)).broken).toEqual([]);
    },
    LONG,
  );
});
