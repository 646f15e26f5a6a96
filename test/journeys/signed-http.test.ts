import { createHmac } from 'node:crypto';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { type Bot, withBot } from './bot.ts';
import { acceptAndFinish, askFor, made, told, WHOLE_STORY } from './story.ts';

const SECRET = 'sandbox-signing-secret';

const findFreePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

const overHttp = async (journey: (bot: Bot, port: number) => Promise<void>): Promise<void> => {
  const port = await findFreePort();
  await withBot({ httpPort: port }, (bot) => journey(bot, port));
};

const BODY = new URLSearchParams({
  command: '/vpc',
  text: 'create',
  user_id: 'U0OMAR',
  team_id: 'T0VPC',
  channel_id: 'C0VPC',
  trigger_id: '1.2.3',
  response_url: 'http://127.0.0.1:9/nowhere',
}).toString();

const send = (port: number, secret: string, at: number) => {
  const timestamp = String(Math.floor(at / 1_000));
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${BODY}`).digest('hex');
  return fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: 'POST',
    body: BODY,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${digest}`,
    },
  });
};

test('over signed HTTP a VPC goes from the form to active as it does over a socket', async () => {
  await overHttp(async (bot) => {
    expect((await askFor(bot, 'U0OMAR')).kind).toBe('updated');
    await acceptAndFinish(bot, 1);
    expect(await told(bot, 1)).toEqual(WHOLE_STORY);
    expect(made(bot)).toEqual({ vpcs: 1, peerings: 1 });
  });
});

test('a forged signature and an old timestamp are refused, and nothing comes of them', async () => {
  await overHttp(async (bot, port) => {
    expect((await send(port, 'not-the-secret', Date.now())).status).toBe(401);
    expect((await send(port, SECRET, Date.now() - 6 * 60_000)).status).toBe(401);
    expect(bot.sandbox.slack.requests()['views.open']).toBeUndefined();
    expect((await send(port, SECRET, Date.now())).status).toBe(200);
    await expect.poll(() => bot.sandbox.slack.requests()['views.open']?.requests).toBe(1);
  });
});
