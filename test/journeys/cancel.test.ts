import { expect, test } from 'vitest';
import { type Bot, withBot } from './bot.ts';
import {
  acceptAndFinish,
  askFor,
  auditOf,
  CHANNEL,
  findPending,
  linesOf,
  made,
  standing,
  stateOf,
  threadOf,
  told,
  untilPending,
} from './story.ts';

const PROJECT = 'rp1pz7uyae';
const CANCELLED = ['request-cancelling', 'request-cancelled'];

const cancelByCommand = async (bot: Bot, userId = 'U0OMAR') => {
  const who = bot.as(userId);
  const answer = await who.command(CHANNEL, '/vpc cancel R1');
  const [ephemeral] = answer.messages;
  if (ephemeral?.buttons.length === 1) await who.press('Cancel R1', { in: CHANNEL, ts: ephemeral.ts });
  return answer.messages.map(linesOf).join('\n');
};

const expectNothingLeft = async (bot: Bot): Promise<void> => {
  await bot.until(async () => (await stateOf(bot, 1)).request === 'cancelled');
  await bot.pass(10_000);
  expect(standing(bot)).toEqual({ vpcs: 0, peerings: 0 });
  expect(bot.sandbox.aws.pending('123456789012')).toEqual([]);
  const { vpc, peerings } = await stateOf(bot, 1);
  expect({ vpc, peerings: [...new Set(peerings)] }).toEqual({ vpc: 'deleted', peerings: ['deleted'] });
  expect((await told(bot, 1)).slice(-2)).toEqual(CANCELLED);
  expect((await told(bot, 1)).filter((kind) => CANCELLED.includes(kind))).toHaveLength(2);
  expect((await threadOf(bot, 1)).buttons).toEqual([]);
};

test('a request cancelled before its first look creates nothing', async () => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await cancelByCommand(bot);
    await expectNothingLeft(bot);
    expect(made(bot)).toEqual({ vpcs: 0, peerings: 0 });
    expect(await auditOf(bot, 1)).toEqual(['request-opened U0OMAR', 'request-cancelled U0OMAR']);
  });
});

test('a request cancelled while its creation is under way deletes what that made', async () => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR');
    bot.fail({ target: 'tiger', match: `POST /projects/${PROJECT}/vpcs`, kind: 'slow', ms: 1_500, times: 1 });
    const look = bot.runDue();
    await expect.poll(async () => (await stateOf(bot, 1)).vpc).toBe('creating');
    await cancelByCommand(bot);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'cancelling', vpc: 'deleting' });
    expect(standing(bot).vpcs).toBe(0);
    await look;
    expect(standing(bot).vpcs).toBe(1);
    await expectNothingLeft(bot);
    expect(made(bot)).toEqual({ vpcs: 1, peerings: 0 });
  });
});

test.each([{ kind: 'lose-answer' }, { kind: 'drop' }] as const)(
  'a request cancelled after its creation got no answer ($kind) leaves nothing behind',
  async ({ kind }) => {
    await withBot({}, async (bot) => {
      bot.fail({ target: 'tiger', match: `POST /projects/${PROJECT}/vpcs`, kind, times: 1 });
      await askFor(bot, 'U0OMAR');
      await bot.until(() => bot.sandbox.faults.list().length === 0);
      expect(await stateOf(bot, 1)).toMatchObject({ vpc: 'creating' });
      await cancelByCommand(bot);
      await expectNothingLeft(bot);
      expect(made(bot).vpcs).toBe(kind === 'drop' ? 0 : 1);
    });
  },
);

test('a request cancelled while Timescale makes the VPC waits until it can be deleted', async () => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await bot.until(() => standing(bot).vpcs === 1);
    await cancelByCommand(bot);
    await expectNothingLeft(bot);
    expect(bot.sandbox.tiger.state.counts()['deleteVPC']).toBeGreaterThan(1);
  });
});

test.each([
  { peering: 'approved', because: 'the request has not reached AWS' },
  { peering: 'pending-peer', because: 'the peer could still accept it' },
])('a request cancelled while its peering is $peering deletes it: $because', async ({ peering }) => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await bot.until(async () => (await stateOf(bot, 1)).peerings[0] === peering);
    const pcx = findPending(bot)?.id ?? null;
    await bot.as('U0OMAR').press('Cancel R1', { in: CHANNEL });
    await expectNothingLeft(bot);
    if (pcx !== null) expect(bot.sandbox.aws.find(pcx)?.status).toBe('deleted');
  });
});

test('what the peer accepts while the request is being cancelled is deleted all the same', async () => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await untilPending(bot, 1);
    const pcx = findPending(bot)?.id ?? '';
    await bot.as('U0OMAR').press('Cancel R1', { in: CHANNEL });
    bot.sandbox.aws.accept(pcx);
    await expectNothingLeft(bot);
    expect(await told(bot, 1)).not.toContain('peering-active');
  });
});

test('a request that failed at its peering can be cancelled, which deletes its VPC', async () => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await untilPending(bot, 1);
    bot.sandbox.aws.reject(findPending(bot)?.id ?? '');
    await bot.until(async () => (await stateOf(bot, 1)).request === 'failed');
    await bot.as('U0OMAR').press('Cancel R1', { in: CHANNEL });
    await expectNothingLeft(bot);
  });
});

test('a request that waits for an approval is withdrawn, and its card can no longer be pressed', async () => {
  await withBot({ project: { vpcQuota: 0 } }, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await bot.pass(5_000);
    await cancelByCommand(bot);
    await bot.pass(5_000);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'cancelled', vpc: 'deleted', quota: 'withdrawn' });
    const answer = await bot.as('U0GRACE').press('Approve', { in: CHANNEL, stale: true });
    expect(answer.messages.some(({ isEphemeral }) => isEphemeral)).toBe(true);
    await bot.pass(30_000);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'cancelled', quota: 'withdrawn' });
    expect(made(bot)).toEqual({ vpcs: 0, peerings: 0 });
  });
});

test('what is done is not cancelled, and a second cancel changes nothing', async () => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await acceptAndFinish(bot, 1);
    expect(await cancelByCommand(bot)).toContain('R1');
    const stale = await bot.as('U0OMAR').press('Cancel R1', { in: CHANNEL, stale: true });
    expect(stale.messages.some(({ isEphemeral }) => isEphemeral)).toBe(true);
    await bot.pass(30_000);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'done', vpc: 'active', peerings: ['active'] });
    expect(standing(bot)).toEqual({ vpcs: 1, peerings: 1 });
  });
});

test('only who asked, an approver or an admin may cancel or retry', async () => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await bot.pass(5_000);
    expect(await cancelByCommand(bot, 'U0NINA')).not.toBe('');
    const pressed = await bot.as('U0EVE').press('Cancel R1', { in: CHANNEL });
    expect(pressed.messages.some(({ isEphemeral }) => isEphemeral)).toBe(true);
    await bot.as('U0OUT').command(CHANNEL, '/vpc retry R1');
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'open' });
    expect(await auditOf(bot, 1)).toEqual(['request-opened U0OMAR']);
    await cancelByCommand(bot, 'U0GRACE');
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'cancelling' });
  });
});

test('a retry where there is nothing to retry says so and changes nothing', async () => {
  await withBot({}, async (bot) => {
    const retry = async () => {
      const { messages } = await bot.as('U0OMAR').command(CHANNEL, '/vpc retry R1');
      expect(messages.map(linesOf).join('\n')).toContain('R1');
      return (await auditOf(bot, 1)).filter((line) => line.startsWith('request-retried')).length;
    };
    await askFor(bot, 'U0OMAR');
    expect(await retry()).toBe(0);
    await untilPending(bot, 1);
    expect(await retry()).toBe(0);
    await acceptAndFinish(bot, 1);
    expect(await retry()).toBe(0);
    expect(made(bot)).toEqual({ vpcs: 1, peerings: 1 });
  });
});
