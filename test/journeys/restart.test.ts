import { expect, test } from 'vitest';
import type { Fault } from '../../sandbox/faults.ts';
import { type Bot, type BotOptions, withBot } from './bot.ts';
import {
  acceptAndFinish,
  askFor,
  auditOf,
  broadcasts,
  CHANNEL,
  findPending,
  made,
  standing,
  stateOf,
  told,
  untilPending,
  WHOLE_STORY,
} from './story.ts';

const PROJECT = 'rp1pz7uyae';

/** As few looks as the story can have, for it is told again for every one of them. */
const BRIEF: BotOptions = {
  delays: { vpcReadyAfter: 4_000, peeringRequestedAfter: 4_000, peeringActiveAfter: 1_000 },
  timing: { sweepEvery: '15s', observeProjectEvery: '1d' },
};

const expectWholeStory = async (bot: Bot): Promise<void> => {
  await bot.pass(70_000);
  expect(await told(bot, 1)).toEqual(WHOLE_STORY);
  expect(await broadcasts(bot)).toHaveLength(1);
  expect(made(bot)).toEqual({ vpcs: 1, peerings: 1 });
  expect(standing(bot)).toEqual({ vpcs: 1, peerings: 1 });
  expect(await auditOf(bot, 1)).toEqual(['request-opened U0OMAR']);
};

/**
 * Runs jobs one at a time until the request is done; after each run that looks or speaks `between`
 * may step in. A sweep only fills the queue, which a new process has empty anyway.
 */
const runStepByStep = async (bot: Bot, between: (runs: number) => Promise<void>): Promise<number> => {
  let runs = 0;
  for (let seconds = 0; seconds < 600; seconds += 1) {
    for (let job = await bot.runOne(); job !== null; job = await bot.runOne()) {
      if (job.name === 'sweep') continue;
      runs += 1;
      await between(runs);
    }
    const { request, peerings } = await stateOf(bot, 1);
    const pending = findPending(bot);
    if (pending !== null && peerings[0] === 'pending-peer') bot.sandbox.aws.accept(pending.id);
    if (request === 'done') return runs;
    bot.clock.advance(1_000);
    if (seconds % 15 === 0) await bot.queue.wake({ name: 'sweep', payload: {} });
  }
  throw new Error('the story does not end');
};

test('a bot that is replaced after every single run of a job tells the same story', async () => {
  await withBot(BRIEF, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await runStepByStep(bot, () => bot.replace());
    await expectWholeStory(bot);
  });
}, 60_000);

test('a bot that is replaced once, at any point of the story, tells the same story', async () => {
  const tell = (at: number): Promise<number> =>
    new Promise((resolve, reject) => {
      withBot(BRIEF, async (bot) => {
        await askFor(bot, 'U0OMAR');
        const runs = await runStepByStep(bot, async (run) => {
          if (run === at) await bot.replace();
        });
        await expectWholeStory(bot);
        resolve(runs);
      }).catch((error: unknown) => reject(new Error(`replaced after run ${at}`, { cause: error })));
    });
  const runs = await tell(0);
  for (let at = 1; at <= runs; at += 1) await tell(at);
}, 60_000);

test('a bot killed between recording a request and waking its jobs carries it out', async () => {
  await withBot(BRIEF, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await bot.replace();
    await acceptAndFinish(bot, 1);
    await expectWholeStory(bot);
  });
});

const isSettled = (run: Promise<unknown>): Promise<boolean> =>
  Promise.race([run.then(() => true), new Promise<boolean>((resolve) => setImmediate(() => resolve(false)))]);

/**
 * Kills the process while a call of its is under way: the other side carries the call out, and
 * nobody is left who could record that.
 */
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
  {
    target: 'tiger',
    match: `POST /projects/${PROJECT}/vpcs`,
    because: 'the VPC is made and nobody recorded its id',
  },
  { target: 'tiger', match: '/peerings', because: 'a look may die as well' },
  { target: 'slack', match: 'chat.postMessage', because: 'the card is posted and nobody recorded that' },
] as const)(
  'a bot killed during its first "$match" tells the same story: $because',
  async ({ target, match }) => {
    await withBot(BRIEF, async (bot) => {
      await askFor(bot, 'U0OMAR');
      await killDuring(bot, { target, match });
      await acceptAndFinish(bot, 1);
      await expectWholeStory(bot);
    });
  },
);

test('a bot killed while it asks for the peering makes one all the same', async () => {
  await withBot(
    { ...BRIEF, delays: { ...BRIEF.delays, vpcReadyAfter: 0, peeringRequestedAfter: 90_000 } },
    async (bot) => {
      await askFor(bot, 'U0OMAR');
      await killDuring(bot, { target: 'tiger', match: `POST /projects/${PROJECT}/vpcs/` });
      await acceptAndFinish(bot, 1);
      await expectWholeStory(bot);
    },
  );
});

test('a bot killed while it announces the end says it once', async () => {
  await withBot(BRIEF, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await untilPending(bot, 1);
    await bot.pass(5_000);
    bot.sandbox.aws.accept(findPending(bot)?.id ?? '');
    await killDuring(bot, { target: 'slack', match: 'chat.postMessage' });
    await bot.until(async () => (await told(bot, 1)).length === WHOLE_STORY.length);
    await expectWholeStory(bot);
  });
});

test('a bot that is replaced while a decision waits takes it as before', async () => {
  await withBot({ ...BRIEF, project: { vpcQuota: 0 } }, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await bot.pass(5_000);
    await bot.replace();
    await bot.as('U0GRACE').press('Approve', { in: CHANNEL });
    await bot.replace();
    await acceptAndFinish(bot, 1);
    const [opened, ...rest] = WHOLE_STORY;
    expect(await told(bot, 1)).toEqual([opened, 'quota-asked', 'quota-approved', ...rest]);
    expect(made(bot)).toEqual({ vpcs: 1, peerings: 1 });
  });
});
