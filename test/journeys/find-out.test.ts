import { expect, test } from 'vitest';
import { ANALYTICS, type Bot, withBot } from './bot.ts';
import { acceptAndFinish, askFor, CHANNEL, linesOf } from './story.ts';

const BOTH = { projects: { analytics: ANALYTICS } };

/** What only the asker is told. */
const answerTo = async (bot: Bot, line: string, userId = 'U0OMAR'): Promise<string> => {
  const { messages, error } = await bot.as(userId).command(CHANNEL, line);
  expect(error).toBeNull();
  expect(messages.every(({ isEphemeral }) => isEphemeral)).toBe(true);
  return messages.map(linesOf).join('\n');
};

/** The same of what takes a while to find out. */
const untilAnswered = async (bot: Bot, line: string): Promise<string> => {
  const omar = bot.as('U0OMAR');
  const before = (await omar.sees(CHANNEL)).length;
  expect(await answerTo(bot, line)).toContain('Asking Timescale');
  const last = async () => (await omar.sees(CHANNEL)).slice(before).map(linesOf).at(-1) ?? '';
  await expect.poll(last).toContain('Next.');
  return last();
};

test('regions, free ranges, overlaps and services are told from what there is', async () => {
  await withBot(BOTH, async (bot) => {
    const regions = await answerTo(bot, '/vpc regions payments');
    expect(regions).toContain('us-east-1: 0 VPCs, 1 service');
    expect(regions).toContain('Your own network may be in any region of the same cloud');
    expect(await answerTo(bot, '/vpc regions')).toContain('analytics');

    const free = await answerTo(bot, '/vpc cidr payments 24');
    expect(free).toContain('Right behind 10.80.0.0/24 of the VPC analytics-main');
    expect(free).toContain('10.128.0.0/24');
    expect(await answerTo(bot, '/vpc cidr payments /8')).toContain('too large');
    expect(await answerTo(bot, '/vpc cidr paymets')).toContain('Did you mean payments');

    const overlap = await answerTo(bot, '/vpc check 10.80.0.128/25');
    expect(overlap).toContain(
      '10.80.0.0/24 of the VPC analytics-main (analytics, us-east-1) holds all of it',
    );
    expect(await answerTo(bot, '/vpc check 10.80.1.0/24')).toContain('free in payments and analytics');
    expect(await answerTo(bot, `/vpc check ${'9'.repeat(3_000)}`)).toContain('too long');

    const services = await answerTo(bot, '/vpc services');
    expect(services).toContain('payments-db');
    expect(services).toContain('in the VPC analytics-main');
    expect(services).toContain('For the VPC analytics-main: choose the region us-east-1');
  });
});

test('a free range, and a service, open the form with what they are', async () => {
  await withBot(BOTH, async (bot) => {
    const omar = bot.as('U0OMAR');
    const form = async () => (await omar.view())?.lines.join('\n') ?? '';
    await omar.command(CHANNEL, '/vpc cidr analytics /26');
    await omar.press('Use it', { in: CHANNEL });
    await expect.poll(form).toContain('IP range: 10.80.1.0/26');
    expect(await form()).toContain('Project: analytics');
    await omar.close();

    await omar.command(CHANNEL, '/vpc check 10.80.0.7/24');
    await omar.press('Use 10.80.1.0/24', { in: CHANNEL });
    await expect.poll(form).toContain('IP range: 10.80.1.0/24');
    await omar.close();

    await omar.command(CHANNEL, '/vpc services analytics');
    await omar.press('Detach', { in: CHANNEL });
    await expect.poll(form).toContain('events-db');
    await omar.close();
    expect(await bot.bot().deps.store.findRequestView(1)).toBeNull();
  });
});

test('a VPC is verified afresh: what is there, what is missing, and what nobody can tell', async () => {
  await withBot(BOTH, async (bot) => {
    const analytics = await untilAnswered(bot, '/vpc verify analytics-main');
    expect(analytics).toContain('analytics-main: 1 thing missing');
    expect(analytics).toContain('It has no peering');
    expect(analytics).toContain('resolves to');
    expect(analytics).toContain('/vpc peer analytics-main');

    await askFor(bot, 'U0OMAR');
    await acceptAndFinish(bot, 1);
    const payments = await untilAnswered(bot, '/vpc verify payments-us-east-1');
    expect(payments).toContain('is active');
    expect(payments).toContain('10.80.1.0/24');
    expect(payments).toContain('No service is in it');

    bot.fail({ target: 'tiger', match: '/peerings', kind: 'status', status: 503, times: 5 });
    const dark = await untilAnswered(bot, '/vpc verify payments-us-east-1');
    expect(dark).toContain('nothing can be said of its peerings');
    expect(await answerTo(bot, '/vpc verify payments')).toContain('Did you mean payments-us-east-1');
  });
});

test('who is listed in no project learns only what everybody may know, and whom to ask', async () => {
  await withBot({ ...BOTH, project: { requesters: ['U0NINA'] } }, async (bot) => {
    const eve = (line: string) => answerTo(bot, line, 'U0EVE');
    expect(await eve('/vpc regions')).toContain('Tiger Cloud has VPCs in us-east-1');
    for (const line of ['/vpc list', '/vpc services', '/vpc check 10.80.0.0/24']) {
      expect(await eve(line)).toContain('You are not listed in any project');
    }
    for (const line of ['/vpc list payments', '/vpc cidr payments', '/vpc regions payments']) {
      expect(await eve(line)).toContain(
        'You are not listed in payments, so you cannot see what it has. Ask @platform or @ada',
      );
    }
    expect(await eve('/vpc verify analytics-main')).toContain('Ask @platform, @ada or @nina to list you');
    expect(await eve('/vpc help create')).toContain('You may not: no project lists you for it');
    expect(await answerTo(bot, '/vpc check 10.80.0.0/24', 'U0OMAR')).toContain('analytics-main');
    expect(await answerTo(bot, '/vpc check 10.80.0.0/24', 'U0OUT')).not.toContain('analytics-main');
  });
});
