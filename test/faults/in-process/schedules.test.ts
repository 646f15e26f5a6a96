import { expect, test } from 'vitest';
import { runSchedule } from './run-schedule.ts';

const SEEDS = 8;

test('nothing is lost, doubled or stuck, whatever goes wrong when and in which order', async () => {
  const broken: string[] = [];
  let requests = 0;
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const run = await runSchedule(seed);
    requests += run.requests;
    broken.push(...run.broken.map((what) => `seed ${seed}: ${what}`));
  }
  expect(broken).toEqual([]);
  expect(requests).toBeGreaterThan(SEEDS / 2);
}, 60_000);

test('the same seed makes the same schedule, so that one that fails is seen again', async () => {
  const [one, again] = [await runSchedule(8), await runSchedule(8)];
  expect({ ...again, ms: 0 }).toEqual({ ...one, ms: 0 });
});
