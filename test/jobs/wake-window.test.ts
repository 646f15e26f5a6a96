import { expect, test } from 'vitest';
import { createSweep } from '../../jobs/sweep.ts';
import { createWakeWindow } from '../../jobs/wake-window.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import type { Page } from '../../src/store/page.ts';

const EVERY = 15_000;

/** So many that are due, in order, and who was woken since it was last asked. */
const createDue = (many: number) => {
  let due = Array.from({ length: many }, (_, id) => id);
  let woken: number[] = [];
  const wakeDue = createWakeWindow<number>(EVERY);
  return {
    /** One sweep: whom it wakes, and whether it says that there may be more. */
    sweep: async (now: number) => {
      woken = [];
      const isMore = await wakeDue(
        now,
        async ({ limit, skip }: Page) => due.slice(skip, skip + limit),
        async (id) => void woken.push(id),
      );
      return { woken, isMore };
    },
    /** They were looked at, and are not due any more. */
    done: (isDone: (id: number) => boolean) => {
      due = due.filter((id) => !isDone(id));
    },
  };
};

test('few that are due are woken at each sweep anew, for the queue may have lost them', async () => {
  const due = createDue(3);
  expect(await due.sweep(0)).toEqual({ woken: [0, 1, 2], isMore: false });
  expect(await due.sweep(0)).toEqual({ woken: [0, 1, 2], isMore: false });
});

test('of a hundred thousand 250 are woken, and as many more as were looked at since', async () => {
  const due = createDue(100_000);
  const first = await due.sweep(0);
  expect(first.woken).toHaveLength(250);
  expect(first.isMore).toBe(true);
  expect((await due.sweep(500)).woken).toEqual([]);
  due.done((id) => id < 30);
  expect((await due.sweep(1_000)).woken).toEqual(Array.from({ length: 30 }, (_, at) => 250 + at));
});

test('what cannot go on lets the others pass after one interval, and is woken again in its turn', async () => {
  const due = createDue(800);
  await due.sweep(0);
  due.done((id) => id >= 100 && id < 250);
  await due.sweep(500);
  expect((await due.sweep(EVERY)).woken).toEqual(Array.from({ length: 250 }, (_, at) => 400 + at));
  due.done((id) => id >= 100);
  await due.sweep(2 * EVERY);
  expect((await due.sweep(2 * EVERY + 500)).woken).toEqual(Array.from({ length: 100 }, (_, id) => id));
});

test('a sweep that left something comes again in half a second, one that did not with the next beat', async () => {
  let due = 1_000;
  const nothing = async () => [];
  const sweep = createSweep({
    store: {
      findDueVpcs: async (_now: number, { limit }: Page) =>
        Array.from({ length: Math.min(due, limit) }, (_, id) => id),
      findDueMoves: nothing,
      findDueQuotas: nothing,
      findDueSides: nothing,
      findUnspokenRequests: nothing,
      findUnspokenProjects: nothing,
      findDueProjects: nothing,
      findDueHomes: nothing,
    },
    wake: async () => undefined,
    clouds: { accounts: [] },
    projects: new Map(),
    timing: DEFAULT_TIMING,
    now: () => 7_000,
  } as unknown as Parameters<typeof createSweep>[0]);
  expect(await sweep()).toEqual({ kind: 'again', at: 7_500 });
  due = 2;
  expect(await sweep()).toEqual({ kind: 'done' });
});
