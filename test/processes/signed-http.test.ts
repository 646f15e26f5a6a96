import { expect, test } from 'vitest';
import { ask, expectWholeStory, finish } from './create-story.ts';
import { freePort, LONG, openStage, SIGNING_SECRET } from './stage.ts';

test(
  'a VPC goes from the command to active over signed HTTP',
  async () => {
    const port = await freePort();
    const stage = await openStage({ isQuick: true });
    try {
      const eventsUrl = `http://127.0.0.1:${port}/slack/events`;
      stage.sandbox.slack.setDelivery({ eventsUrl });
      const secrets = { SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: SIGNING_SECRET, PORT: String(port) };
      const bot = await stage.start(secrets);
      const forged = await fetch(eventsUrl, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-slack-signature': `v0=${'0'.repeat(64)}`,
          'x-slack-request-timestamp': String(Math.floor(Date.now() / 1_000)),
        },
        body: 'command=%2Fvpc&text=create',
      });
      expect(forged.status).toBe(401);
      await ask(stage);
      await finish(stage);
      await expectWholeStory(stage);
      expect(bot.lines().join('\n')).not.toContain(SIGNING_SECRET);
      bot.signal('SIGTERM');
      expect(await bot.ended).toEqual({ code: 0, signal: null });
    } finally {
      await stage.close();
    }
  },
  LONG,
);
