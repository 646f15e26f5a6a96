import { expect, test } from 'vitest';
import { ANALYTICS, type Bot, withBot } from './bot.ts';
import { CHANNEL, cardOf, linesOf, saidAs, stateOf, told } from './story.ts';

const BOTH = { projects: { analytics: ANALYTICS } };

const namesAt = ({ sandbox }: Bot) => sandbox.tiger.state.vpcs.list('rp2analytic').map(({ name }) => name);

test('a VPC is renamed by one line: a private plan, one press, one request however often it is pressed', async () => {
  await withBot(BOTH, async (bot) => {
    const omar = bot.as('U0OMAR');
    const { messages } = await omar.command(CHANNEL, '/vpc rename analytics-main "reports main"');
    expect(messages.map(linesOf).join()).toContain('Rename analytics-main');
    expect(messages.every(({ isEphemeral }) => isEphemeral)).toBe(true);
    expect(namesAt(bot)).toEqual(['analytics-main']);

    const pressed = await omar.press('Rename', { in: CHANNEL, duplicate: true });
    expect(pressed.messages.map(linesOf).join()).toContain('R1');
    await bot.until(async () => (await stateOf(bot, 1)).request === 'done');
    await bot.pass(5_000);
    expect(namesAt(bot)).toEqual(['reports main']);
    expect(await told(bot, 1)).toEqual(['request-opened', 'vpc-renamed']);
    expect(await saidAs(bot, 1, 'vpc-renamed')).toContain('reports main');
    expect(await cardOf(bot, 1)).toContain('R1 is done');
    expect(await bot.bot().deps.store.findRequestView(2)).toBeNull();
  });
});

test('Confirm pressed twice in a row is answered with the one request that it made, and with no problem', async () => {
  await withBot(BOTH, async (bot) => {
    const omar = bot.as('U0OMAR');
    await omar.command(CHANNEL, '/vpc rename analytics-main reports');
    const press = () => omar.press('Rename', { in: CHANNEL });
    await Promise.all([press(), press()]);
    const read = (await omar.reads(CHANNEL)).join();
    expect(read).toContain('R1');
    expect(read).not.toContain('already');
    expect(await bot.bot().deps.store.findRequestView(2)).toBeNull();
  });
});

test('a VPC is renamed by the form, which says beside the field what is wrong with a name', async () => {
  await withBot(BOTH, async (bot) => {
    const omar = bot.as('U0OMAR');
    await omar.command(CHANNEL, '/vpc rename analytics-main "analytics-main"');
    expect((await omar.reads(CHANNEL)).join()).toContain('is called analytics-main already');
    await omar.press('Edit', { in: CHANNEL });
    await omar.choose('VPC', 'analytics-main · 10.80.0.0/24 · us-east-1 · analytics');
    await omar.fill('New name', '-reports');
    expect((await omar.submit()).errorsByLabel['New name']).toContain('begin');
    await omar.fill('New name', 'reports');
    expect((await omar.submit()).view?.title).toContain('R1');
    await bot.until(async () => (await stateOf(bot, 1)).request === 'done');
    expect(namesAt(bot)).toEqual(['reports']);
  });
});

test('what Timescale refuses is said in the thread, and the VPC keeps its name', async () => {
  await withBot(BOTH, async (bot) => {
    const omar = bot.as('U0OMAR');
    await omar.command(CHANNEL, '/vpc rename analytics-main reports');
    bot.fail({ target: 'tiger', match: '/rename', kind: 'status', status: 400, times: 1 });
    await omar.press('Rename', { in: CHANNEL });
    await bot.until(async () => (await stateOf(bot, 1)).request === 'failed');
    await bot.pass(5_000);
    expect(await told(bot, 1)).toEqual(['request-opened', 'change-refused']);
    expect(namesAt(bot)).toEqual(['analytics-main']);
  });
});

test('who may not ask in the project is refused, with whom to ask', async () => {
  const analytics = { ...ANALYTICS, requesters: ['U0NINA'] };
  await withBot({ projects: { analytics } }, async (bot) => {
    await bot.as('U0OMAR').command(CHANNEL, '/vpc rename analytics-main reports');
    expect((await bot.as('U0OMAR').reads(CHANNEL)).join()).toContain('There is no VPC');
    await bot.as('U0GRACE').command(CHANNEL, '/vpc rename analytics-main reports');
    expect((await bot.as('U0GRACE').reads(CHANNEL)).join()).toContain('There is no VPC');
  });
});
