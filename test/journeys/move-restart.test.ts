import { expect, test } from 'vitest';
import type { Fault } from '../../sandbox/faults.ts';
import { type Bot, withBot } from './bot.ts';
import {
  askedOf,
  askMove,
  BRIEF,
  moveOf,
  openVpc,
  putInto,
  untilOver,
  WHOLE_MIGRATION,
  WHOLE_MOVE,
  whereIs,
} from './move-story.ts';
import { auditOf, broadcasts, saidAs, told } from './story.ts';

interface Journey {
  readonly line: string;
  /** The VPCs are `payments-us` and `payments-new`, the service is in the first one or public. */
  readonly fromVpc: boolean;
  readonly story: typeof WHOLE_MOVE;
  readonly asked: ReturnType<typeof askedOf>;
}

const ATTACH: Journey = {
  line: '/vpc attach payments-db payments-new',
  fromVpc: false,
  story: WHOLE_MOVE,
  asked: { attach: 1, detach: 0 },
};
const DETACH: Journey = {
  line: '/vpc detach payments-db',
  fromVpc: true,
  story: WHOLE_MOVE,
  asked: { attach: 0, detach: 1 },
};
const MIGRATE: Journey = {
  line: '/vpc migrate payments-db payments-new',
  fromVpc: true,
  story: WHOLE_MIGRATION,
  asked: { attach: 1, detach: 1 },
};

/** Asks for it; returns the place where the service is to be in the end. */
const begin = async (bot: Bot, { line, fromVpc }: Journey): Promise<string | null> => {
  const from = await openVpc(bot, 'payments-us', '10.1.0.0/24');
  const to = await openVpc(bot, 'payments-new', '10.2.0.0/24');
  if (fromVpc) await putInto(bot, from);
  await askMove(bot, line);
  return line.includes('payments-new') ? to.id : null;
};

/** In the right place, told once and in order, and asked for no more often than needed. */
const expectWhole = async (bot: Bot, place: string | null, { story, asked }: Journey): Promise<void> => {
  await bot.pass(5_000);
  expect(whereIs(bot)).toBe(place);
  expect(await told(bot, 1)).toEqual(story);
  const moved = await saidAs(bot, 1, 'service-moved');
  for (const part of ['Primary', 'Connection pooler', 'Read replica']) {
    expect(moved.split(part)).toHaveLength(2);
  }
  expect(await broadcasts(bot)).toEqual([moved]);
  expect(askedOf(bot)).toEqual(asked);
  expect(await auditOf(bot, 1)).toEqual(['move-asked U0OMAR']);
};

/** Runs jobs one at a time until the move is over; after each run that looks or speaks `between` may step in. */
const runStepByStep = async (bot: Bot, between: (runs: number) => Promise<void>): Promise<number> => {
  let runs = 0;
  for (let seconds = 0; seconds < 600; seconds += 1) {
    for (let job = await bot.runOne(); job !== null; job = await bot.runOne()) {
      if (job.name === 'sweep') continue;
      runs += 1;
      await between(runs);
    }
    if ((await moveOf(bot, 1)).request.state === 'done') return runs;
    bot.clock.advance(1_000);
    if (seconds % 15 === 0) await bot.queue.wake({ name: 'sweep', payload: {} });
  }
  throw new Error('the story does not end');
};

test.each([
  { name: 'attached', journey: ATTACH },
  { name: 'detached', journey: DETACH },
  { name: 'migrated', journey: MIGRATE },
])(
  'a bot that is replaced after every single run of a job has the service $name',
  async ({ journey }) => {
    await withBot(BRIEF, async (bot) => {
      const place = await begin(bot, journey);
      await runStepByStep(bot, () => bot.replace());
      await expectWhole(bot, place, journey);
    });
  },
  60_000,
);

test('a bot that is replaced once, at any point of a migration, ends it in the right place', async () => {
  const tell = (at: number): Promise<number> =>
    new Promise((resolve, reject) => {
      withBot(BRIEF, async (bot) => {
        const place = await begin(bot, MIGRATE);
        const runs = await runStepByStep(bot, async (run) => {
          if (run === at) await bot.replace();
        });
        await expectWhole(bot, place, MIGRATE);
        resolve(runs);
      }).catch((error: unknown) => reject(new Error(`replaced after run ${at}`, { cause: error })));
    });
  const runs = await tell(0);
  for (let at = 1; at <= runs; at += 1) await tell(at);
}, 60_000);

const isSettled = (run: Promise<unknown>): Promise<boolean> =>
  Promise.race([run.then(() => true), new Promise<boolean>((resolve) => setImmediate(() => resolve(false)))]);

/** Kills the process while a call of its is under way, which the other side carries out. */
const killDuring = async (bot: Bot, call: Pick<Fault, 'target' | 'match'>): Promise<void> => {
  bot.fail({ ...call, kind: 'slow', ms: 250, times: 1 });
  const isUnderWay = () => bot.sandbox.faults.list().length === 0;
  for (let seconds = 0; seconds < 600; seconds += 1) {
    for (let isBusy = true; isBusy; ) {
      const run = bot.runOne();
      await expect.poll(async () => isUnderWay() || (await isSettled(run)), { interval: 2 }).toBe(true);
      if (isUnderWay()) {
        await bot.replace();
        await run;
        return;
      }
      isBusy = (await run) !== null;
    }
    bot.clock.advance(1_000);
  }
  throw new Error(`"${call.match}" was never called`);
};

test.each([
  { target: 'tiger', match: '/detachFromVPC', because: 'it leaves, and nobody recorded that' },
  { target: 'tiger', match: '/attachToVPC', because: 'it is public, and only the store knows where it goes' },
  { target: 'tiger', match: 'GET /projects/rp1pz7uyae/services/', because: 'a look may die as well' },
  { target: 'slack', match: 'chat.postMessage', because: 'the card is posted and nobody recorded that' },
] as const)('a bot killed during its first "$match" migrates all the same: $because', async (call) => {
  await withBot(BRIEF, async (bot) => {
    const place = await begin(bot, MIGRATE);
    await killDuring(bot, call);
    await untilOver(bot, 1);
    // As long as the dead process holds what it claimed.
    await bot.passFast(70_000);
    await expectWhole(bot, place, MIGRATE);
  });
});

test.each([
  { kind: 'lose-answer', times: 1, because: 'it was done, and the answer was lost' },
  { kind: 'drop', times: 1, because: 'it never arrived' },
  { kind: 'status', status: 500, times: 2, because: 'the provider broke over it' },
  { kind: 'status', status: 409, times: 3, because: 'something else was being changed' },
  { kind: 'status', status: 429, times: 2, because: 'the provider asked for a pause' },
] as const)('a migration survives "$kind" of each step: $because', async ({ because: _, ...fault }) => {
  await withBot(BRIEF, async (bot) => {
    const place = await begin(bot, MIGRATE);
    for (const match of ['/detachFromVPC', '/attachToVPC']) bot.fail({ target: 'tiger', match, ...fault });
    await untilOver(bot, 1);
    await expectWhole(bot, place, MIGRATE);
  });
});
