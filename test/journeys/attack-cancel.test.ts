import { expect, test } from 'vitest';
import type { Project } from '../../src/domain/project.ts';
import { withBot } from './bot.ts';
import { acceptAndFinish, askFor, CHANNEL, standing, stateOf, untilPending } from './story.ts';

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

test('a request whose project left the configuration rests, and goes on when it is back', async () => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await untilPending(bot, 1);
    const projects = bot.bot().deps.projects as Map<string, Project>;
    const [[name, project] = []] = projects;
    if (name === undefined || project === undefined) throw new Error('there is no project');
    projects.delete(name);
    await bot.pass(120_000);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'open', peerings: ['pending-peer'] });
    projects.set(name, project);
    await acceptAndFinish(bot, 1);
  });
});
