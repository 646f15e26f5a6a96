import { expect, test } from 'vitest';
import { ANALYTICS, type Bot, withBot } from './bot.ts';
import { acceptAndFinish, askFor, CHANNEL, linesOf, threadOf } from './story.ts';

/** What only the asker is told. */
const answerTo = async (bot: Bot, line: string, userId = 'U0OMAR'): Promise<string> => {
  const { messages, error } = await bot.as(userId).command(CHANNEL, line);
  expect(error).toBeNull();
  expect(messages.every(({ isEphemeral }) => isEphemeral)).toBe(true);
  return messages.map(linesOf).join('\n');
};

test('help answers the asker alone, whole or for one verb', async () => {
  await withBot({}, async (bot) => {
    for (const line of ['/vpc', '/vpc help']) {
      const said = await answerTo(bot, line);
      for (const verb of ['create', 'list', 'show', 'cancel', 'retry']) expect(said).toContain(verb);
    }
    expect(await answerTo(bot, '/vpc help create')).toContain('/vpc create');
    expect(await answerTo(bot, '/vpc help nonsense')).not.toBe('');
    expect((await bot.as('U0ADA').sees(CHANNEL)).filter(({ isEphemeral }) => !isEphemeral)).toEqual([]);
  });
});

test.each([
  { line: '/vpc crate', says: '/vpc create', because: 'a letter is missing' },
  { line: '/vpc lsit', says: '/vpc list', because: 'letters are swapped' },
  { line: '/vpc shwo x', says: '/vpc show', because: 'the argument stays out of it' },
  { line: '/vpc retyr R1', says: '/vpc retry', because: 'letters are swapped' },
  { line: '/vpc xyzzyplugh', says: '/vpc help', because: 'nothing is near' },
  { line: '/vpc show', says: '/vpc show', because: 'it lacks which VPC' },
  { line: '/vpc cancel', says: '/vpc cancel', because: 'it lacks which request' },
  { line: '/vpc cancel banana', says: 'banana', because: 'that is no request’s number' },
  { line: '/vpc cancel R99', says: 'R99', because: 'there is no such request' },
  { line: '/vpc retry R99', says: 'R99', because: 'there is no such request' },
  { line: '/vpc list nowhere', says: 'nowhere', because: 'there is no such project' },
])('"$line" is answered with "$says": $because', async ({ line, says }) => {
  await withBot({}, async (bot) => {
    expect(await answerTo(bot, line)).toContain(says);
  });
});

test('the list tells of none, of those the bot made and of those it did not make', async () => {
  await withBot({ projects: { analytics: ANALYTICS } }, async (bot) => {
    const before = await answerTo(bot, '/vpc list payments');
    expect(before).toContain('payments');
    expect(before).toContain('0 of 3');
    await askFor(bot, 'U0OMAR');
    await acceptAndFinish(bot, 1);
    const all = await answerTo(bot, '/vpc list');
    expect(all).toContain('payments-us-east-1');
    expect(all).toContain('R1');
    expect(all).toContain('analytics-main');
    expect(all).toContain('1 of 3');
    const one = await answerTo(bot, '/vpc list analytics');
    expect(one).toContain('10.80.0.0/24');
    expect(one).not.toContain('payments-us-east-1');
  });
});

test('show finds a VPC by name or id, whoever made it, and offers the nearest for a misspelt one', async () => {
  await withBot({ projects: { analytics: ANALYTICS } }, async (bot) => {
    expect(await answerTo(bot, '/vpc show analytics-main')).toContain('10.80.0.0/24');
    expect(await answerTo(bot, '/vpc show analytcs-main')).toContain('analytics-main');
    await askFor(bot, 'U0OMAR');
    await acceptAndFinish(bot, 1);
    const byName = await answerTo(bot, '/vpc show PAYMENTS-us-east-1');
    expect(byName).toContain('10.80.1.0/24');
    expect(byName).toContain('pcx-');
    const id = bot.sandbox.tiger.state.vpcs.list('rp1pz7uyae')[0]?.id ?? '';
    expect(await answerTo(bot, `/vpc show ${id}`)).toContain('payments-us-east-1');
  });
});

test('a VPC that somebody makes at Timescale appears in the list and is not offered again', async () => {
  await withBot({}, async (bot) => {
    bot.sandbox.tiger.state.vpcs.add(
      'rp1pz7uyae',
      { name: 'by-hand', cidr: '10.1.0.0/24', region: 'us-east-1' },
      0,
    );
    await bot.passFast(6 * 60_000);
    expect(await answerTo(bot, '/vpc list')).toContain('by-hand');
    const sent = await askFor(bot, 'U0OMAR');
    expect(sent.kind).toBe('updated');
    await bot.until(() => bot.sandbox.tiger.state.vpcs.list('rp1pz7uyae').length === 2);
    expect(linesOf(await threadOf(bot, 1))).not.toContain('10.1.0.0/24');
  });
});

test('somebody who is no requester opens no form', async () => {
  await withBot({ project: { requesters: ['U0NINA'] } }, async (bot) => {
    const eve = bot.as('U0EVE');
    await eve.command(CHANNEL, '/vpc create');
    await expect.poll(async () => (await eve.view())?.lines.join('\n')).toContain('@platform');
    expect((await eve.view())?.submit ?? null).toBeNull();
  });
});
