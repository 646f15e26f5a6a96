import { expect, test, vi } from 'vitest';
import { VpcbotError } from '../../src/errors.ts';
import { type Bot, withBot } from './bot.ts';
import { acceptAndFinish, askFor, broadcasts, told, untilPending, WHOLE_STORY } from './story.ts';

const expectOnce = async (bot: Bot): Promise<void> => {
  expect(await told(bot, 1)).toEqual(WHOLE_STORY);
  expect(await broadcasts(bot)).toHaveLength(1);
};

test('a message whose answer was lost is said once, though Slack asks for a pause while it is looked for', async () => {
  await withBot({}, async (bot) => {
    bot.fail({ target: 'slack', match: 'chat.postMessage', kind: 'lose-answer', times: 1 });
    bot.fail({
      target: 'slack',
      match: 'conversations.history',
      kind: 'status',
      status: 429,
      retryAfter: 5,
      times: 1,
    });
    await askFor(bot, 'U0OMAR');
    await bot.pass(60_000);
    await acceptAndFinish(bot, 1);
    await expectOnce(bot);
    const cards = (await bot.as('U0ADA').sees('C0VPC')).filter(({ lines }) => lines[0]?.startsWith('R1:'));
    expect(cards).toHaveLength(1);
  });
});

test('a card that may not be edited any more is tried again with the next change, and not before', async () => {
  await withBot({}, async (bot) => {
    const { thread } = bot.bot().deps;
    await askFor(bot, 'U0OMAR');
    await bot.pass(3_000);
    const edits = vi
      .spyOn(thread, 'update')
      .mockRejectedValue(new VpcbotError('SLACK_REFUSED', { doing: 'editing', said: 'edit_window_closed' }));
    await untilPending(bot, 1);
    await bot.pass(5_000);
    const tried = edits.mock.calls.length;
    expect(tried).toBeGreaterThan(0);
    await bot.pass(60_000);
    expect(edits.mock.calls.length).toBe(tried);
  });
});
