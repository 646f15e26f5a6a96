import { expect, test } from 'vitest';
import { type Bot, withBot } from './bot.ts';
import { acceptAndFinish, askFor, broadcasts, told, WHOLE_STORY } from './story.ts';

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
