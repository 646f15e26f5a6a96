import { createHmac } from 'node:crypto';
import { type Bot, startBot } from '../journeys/bot.ts';
import { freePort } from '../processes/stage.ts';

export const SECRET = 'sandbox-signing-secret';
export const FORM = 'application/x-www-form-urlencoded';

/** Omar in our workspace, as every payload of a command says. */
export const FROM = {
  user_id: 'U0OMAR',
  team_id: 'T0VPC',
  api_app_id: 'A0VPCBOT',
  channel_id: 'C0VPC',
  trigger_id: '1.2.3',
  response_url: 'http://127.0.0.1:9/nowhere',
};

/** The headers by which Slack signs a body; `at` epoch ms. */
export const sign = (body: string, secret = SECRET, at = Date.now()) => {
  const timestamp = String(Math.floor(at / 1_000));
  const mac = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${mac}` };
};

/** A bot that Slack calls over signed HTTP. */
export const startSignedBot = async (): Promise<{ readonly bot: Bot; readonly port: number }> => {
  const port = await freePort();
  const bot = await startBot({ httpPort: port });
  await bot.sweep();
  return { bot, port };
};
