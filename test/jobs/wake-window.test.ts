import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createSweep } from '../../jobs/sweep.ts';
import { createWakeWindow } from '../../jobs/wake-window.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import type { Job } from '../../src/queue/jobs.ts';
import type { Page } from '../../src/store/page.ts';
import { NINE } from '../slack/example.ts';
import { openStage } from '../store/stage.ts';

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
      findNewSides: nothing,
      findDueSides: nothing,
      findUnsaidRequests: nothing,
      findBehindRequests: nothing,
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

const ACCOUNT = { kind: 'aws', id: '123456789012', regions: ['eu-west-1'], owners: [], allow: [] } as const;
const MANY = sql`with recursive many (n) as (select 2 union all select n + 1 from many where n < 601)`;

/** A store with a request and its peering, 600 more whose rows cannot go on, and the sweep over them. */
const openStuck = async () => {
  const stage = openStage();
  const { db } = stage;
  await stage.open();
  await stage.hear(1);
  db.run(sql`update notices set shown_version = 99`);
  db.run(sql`${MANY} insert into requests (project, channel, requester_id, state, origin_key, created_at, state_since)
    select 'payments', 'C0VPC', 'U0OMAR', 'open', n, 1, 1 from many`);
  db.run(sql`${MANY} insert into notices (request_id, body, created_at, said_at, channel, ts, live, behind)
    select n, '{"kind":"request-opened"}', 1, 1, 'C0VPC', n, 1, 1 from many`);
  db.run(sql`${MANY} insert into peerings (request_id, vpc_id, peer, peer_ranges, state, state_since, provisioned_id)
    select n, vpc_id, peer, peer_ranges, 'pending-peer', 1, n from many, peerings where id = 1`);
  db.run(sql`${MANY} insert into peer_sides (peering_id, choice, look_again_at) select n, '{}', 1 from many`);
  let now = NINE;
  let woken: Job[] = [];
  const sweep = createSweep({
    store: stage.store,
    wake: async (job: Job) => void woken.push(job),
    clouds: { accounts: [ACCOUNT] },
    projects: new Map(),
    timing: DEFAULT_TIMING,
    now: () => now,
  } as unknown as Parameters<typeof createSweep>[0]);
  return {
    db,
    /** Whom the sweep wakes, one interval later. */
    sweep: async (): Promise<readonly Job[]> => {
      now += DEFAULT_TIMING.sweepEvery;
      woken = [];
      await sweep();
      return woken;
    },
  };
};

test.each([
  {
    happens: sql`update notices set said_at = null where request_id = 1`,
    wakes: { name: 'speak', payload: { requestId: 1 } },
    because: 'cards that cannot be edited now do not stand before what is unsaid',
  },
  {
    happens: sql`update peerings set state = 'pending-peer', provisioned_id = 'pcx-1' where id = 1`,
    wakes: { name: 'advance-side', payload: { peeringId: 1 } },
    because: 'sides that cannot be looked at now do not stand before a new one',
  },
] as const)(
  'among hundreds that are stuck, what is new is woken by the next sweep: $because',
  async ({ happens, wakes }) => {
    const stuck = await openStuck();
    expect(await stuck.sweep()).not.toContainEqual(wakes);
    stuck.db.run(happens);
    expect(await stuck.sweep()).toContainEqual(wakes);
    expect(await stuck.sweep()).toContainEqual(wakes);
  },
);
