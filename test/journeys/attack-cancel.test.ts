import { expect, test } from 'vitest';
import { withBot } from './bot.ts';
import { askFor, CHANNEL, standing, stateOf } from './story.ts';

test('a VPC that is cancelled while its peerings are not known yet is deleted and not forgotten', async () => {
  await withBot({ delays: { vpcReadyAfter: 60_000 } }, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await bot.until(async () => (await stateOf(bot, 1)).vpc === 'creating' && standing(bot).vpcs === 1);
    bot.fail({
      target: 'tiger',
      match: '/peerings',
      kind: 'status',
      status: 404,
      times: 5,
    });
    const who = bot.as('U0OMAR');
    const [asks] = (await who.command(CHANNEL, '/vpc cancel R1')).messages;
    await who.press('Cancel R1', { in: CHANNEL, ts: asks?.ts ?? '' });
    await bot.until(async () => (await stateOf(bot, 1)).request === 'cancelled');
    expect(standing(bot).vpcs).toBe(0);
  });
});
