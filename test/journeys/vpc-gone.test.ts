import { expect, test } from 'vitest';
import { withBot } from './bot.ts';
import {
  acceptAndFinish,
  askFor,
  CHANNEL,
  cardOf,
  findPending,
  HOUR,
  made,
  standing,
  stateOf,
  told,
  untilPending,
} from './story.ts';

const PROJECT = 'rp1pz7uyae';

test.each([
  { when: 'it is pending', toActive: false },
  { when: 'it is active', toActive: true },
])('a VPC that is deleted behind the bot’s back while $when is told once', async ({ toActive }) => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await untilPending(bot, 1);
    if (toActive) await acceptAndFinish(bot, 1);
    const [vpc] = bot.sandbox.tiger.state.vpcs.list(PROJECT);
    bot.sandbox.tiger.state.removeVpc(PROJECT, vpc?.id ?? '');
    await bot.passFast(HOUR);
    expect(await stateOf(bot, 1)).toMatchObject({ vpc: 'failed', peerings: ['failed'] });
    expect((await told(bot, 1)).slice(toActive ? 5 : 4)).toEqual(['vpc-failed']);
    expect(await cardOf(bot, 1)).toContain('[Retry]');
    expect((await askFor(bot, 'U0OMAR')).kind).toBe('updated');
  });
});

test.each([
  { when: 'pending', toActive: false },
  { when: 'active', toActive: true },
])('a VPC that is gone since its peering was $when is made anew by a retry', async ({ toActive }) => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await untilPending(bot, 1);
    if (toActive) await acceptAndFinish(bot, 1);
    const [vpc] = bot.sandbox.tiger.state.vpcs.list(PROJECT);
    bot.sandbox.tiger.state.removeVpc(PROJECT, vpc?.id ?? '');
    await bot.passFast(HOUR);
    expect(await cardOf(bot, 1)).toContain('[Retry]');
    await bot.as('U0OMAR').press('Retry', { in: CHANNEL });
    await acceptAndFinish(bot, 1);
    expect(made(bot)).toEqual({ vpcs: 2, peerings: 2 });
    expect((await told(bot, 1)).at(-1)).toBe('peering-active');
    expect(standing(bot)).toEqual({ vpcs: 1, peerings: 1 });
  });
});

test('a VPC that nobody looks at any more and that is deleted by hand no longer takes its range', async () => {
  await withBot({ project: { vpcQuota: 1 } }, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await untilPending(bot, 1);
    bot.sandbox.aws.reject(findPending(bot)?.id ?? '');
    await bot.pass(60_000);
    const [vpc] = bot.sandbox.tiger.state.vpcs.list(PROJECT);
    bot.sandbox.tiger.state.removeVpc(PROJECT, vpc?.id ?? '');
    await bot.passFast(6 * 60_000);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'failed', vpc: 'failed' });
    await askFor(bot, 'U0OMAR');
    await bot.pass(5_000);
    expect(await cardOf(bot, 2)).toContain('10.1.0.0/24');
    expect(await stateOf(bot, 2)).toMatchObject({ request: 'open', quota: null });
  });
});
