import { expect, test } from 'vitest';
import { ANALYTICS, type Bot, withBot } from './bot.ts';
import { acceptAndFinish, askFor, CHANNEL, linesOf, told } from './story.ts';

const HERE = 'C0PAYMENTS';
const BOTH = { projects: { analytics: ANALYTICS } };

const type = async (bot: Bot, userId: string, channel: string, line: string) =>
  (await bot.as(userId).command(channel, line)).messages;

const privately = async (bot: Bot, userId: string, channel: string, line: string): Promise<string> =>
  (await type(bot, userId, channel, line))
    .filter(({ isEphemeral }) => isEphemeral)
    .map(linesOf)
    .join('\n');

/** What stands in a channel for everybody. */
const inChannel = async (bot: Bot, channel: string, userId = 'U0ADA'): Promise<readonly string[]> =>
  (await bot.as(userId).sees(channel)).filter(({ isEphemeral }) => !isEphemeral).map(linesOf);

test('a channel that subscribed hears an end once, in words that stand alone, and calls nobody', async () => {
  await withBot(BOTH, async (bot) => {
    const answer = await privately(bot, 'U0NINA', HERE, '/vpc subscribe payments');
    expect(answer).toContain('This channel now hears how requests of payments end.');
    await expect
      .poll(() => inChannel(bot, HERE))
      .toEqual([expect.stringContaining('@nina subscribed this channel to payments.')]);
    const again = await privately(bot, 'U0OMAR', HERE, '/vpc subscribe PAYMENTS');
    expect(again).toContain('subscribed to payments already');
    expect(await inChannel(bot, HERE)).toHaveLength(1);

    await askFor(bot, 'U0OMAR');
    await acceptAndFinish(bot, 1);
    const [, end, ...more] = await inChannel(bot, HERE);
    expect(more).toEqual([]);
    expect(end).toContain('From payments · R1 · Open its thread');
    expect(end).toContain('is active');
    expect(end).not.toContain('@');
    const [card] = await bot.as('U0ADA').sees(CHANNEL);
    const [copy] = (await bot.as('U0ADA').sees(HERE)).slice(-1);
    expect(JSON.stringify(copy?.blocks)).toContain(
      `https://acme.slack.com/archives/${CHANNEL}/p${card?.ts.replace('.', '')}|`,
    );
    // The thread is told what it always was, and once.
    expect((await told(bot, 1)).filter((kind) => kind === 'peering-active')).toHaveLength(1);

    const ended = await privately(bot, 'U0NINA', HERE, '/vpc unsubscribe');
    expect(ended).toContain('hears no more of payments');
    expect(await privately(bot, 'U0NINA', HERE, '/vpc unsubscribe payments')).toContain(
      'not subscribed to payments',
    );
    await bot.as('U0OMAR').command(CHANNEL, '/vpc rename payments-us-east-1 main');
    await bot.as('U0OMAR').press('Rename', { in: CHANNEL });
    await bot.pass(20_000);
    expect((await inChannel(bot, HERE)).join('\n')).not.toContain('now called');
  });
});

const REFUSED = [
  {
    user: 'U0OMAR',
    channel: 'C0RANDOM',
    line: '/vpc subscribe payments',
    says: '/invite @vpcbot',
    because: 'the bot is not there',
  },
  {
    user: 'U0OMAR',
    channel: 'D0OMAR',
    line: '/vpc subscribe',
    says: 'Only a channel',
    because: 'it is a direct message',
  },
  {
    user: 'U0OMAR',
    channel: HERE,
    line: '/vpc subscribe paymnets',
    says: 'Did you mean payments?',
    because: 'it is misspelt',
  },
  {
    user: 'U0EVE',
    channel: HERE,
    line: '/vpc subscribe',
    says: 'not listed in any project',
    because: 'a guest may see nothing',
  },
  {
    user: 'U0EVE',
    channel: HERE,
    line: '/vpc unsubscribe payments',
    says: 'not subscribed to payments',
    because: 'a guest may see nothing',
  },
  {
    user: 'U0OMAR',
    channel: CHANNEL,
    line: '/vpc subscribe payments',
    says: 'posted in this channel anyway',
    because: 'it is the project’s own channel',
  },
] as const;

test('where nothing can be said, or nothing may be seen, no channel is subscribed', async () => {
  await withBot(BOTH, async (bot) => {
    await bot.as('U0OMAR').opensMessages();
    for (const { user, channel, line, says, because } of REFUSED) {
      expect(await privately(bot, user, channel, line), because).toContain(says);
      expect(await bot.bot().deps.store.listSubscriptions(channel), because).toEqual([]);
      expect(await inChannel(bot, channel, user), because).toEqual([]);
    }
  });
});

test('a channel that the bot was taken out of is unsubscribed, and the thread hears nothing of that', async () => {
  await withBot(BOTH, async (bot) => {
    await type(bot, 'U0OMAR', HERE, '/vpc subscribe');
    expect(await bot.bot().deps.store.listSubscriptions(HERE)).toEqual(['analytics', 'payments']);
    bot.sandbox.slack.directory.leave(HERE, 'U0VPCBOT');
    await askFor(bot, 'U0OMAR');
    await acceptAndFinish(bot, 1);
    expect(await told(bot, 1)).not.toContain('not-delivered');
    expect(await bot.bot().deps.store.listSubscriptions(HERE)).toEqual([]);
  });
});
