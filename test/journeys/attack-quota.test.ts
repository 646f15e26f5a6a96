import { expect, test } from 'vitest';
import { withBot } from './bot.ts';
import { askFor, CHANNEL, cardOf, stateOf } from './story.ts';

test('an approval whose VPC never came to be lets nobody else through', async () => {
  await withBot({ project: { vpcQuota: 0 } }, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await bot.pass(5_000);
    bot.fail({
      target: 'tiger',
      match: 'POST /projects/rp1pz7uyae/vpcs',
      kind: 'status',
      status: 400,
      times: 1,
    });
    await bot.as('U0GRACE').press('Approve', { in: CHANNEL });
    await bot.until(async () => (await stateOf(bot, 1)).request === 'failed');
    await askFor(bot, 'U0NINA', { name: 'another' });
    expect(await stateOf(bot, 2)).toMatchObject({ request: 'waiting-for-approval', quota: 'asked' });
  });
});

test('a request that only Timescale held up was approved by nobody, and its card says of nobody that they did', async () => {
  await withBot({ project: { vpcQuota: 1 } }, async (bot) => {
    bot.sandbox.tiger.state.setVpcLimit('rp1pz7uyae', 0);
    await askFor(bot, 'U0OMAR');
    await bot.until(async () => (await stateOf(bot, 1)).request === 'waiting-for-timescale');
    await bot.pass(5_000);
    expect(await cardOf(bot, 1)).not.toContain('approved');
    bot.sandbox.tiger.state.setVpcLimit('rp1pz7uyae', 5);
    const byHand = { name: 'by-hand', cidr: '10.7.0.0/24', region: 'us-east-1' };
    bot.sandbox.tiger.state.vpcs.add('rp1pz7uyae', byHand, 0);
    await bot.as('U0OMAR').command(CHANNEL, '/vpc retry R1');
    await bot.until(async () => (await stateOf(bot, 1)).request === 'waiting-for-approval');
  });
});
