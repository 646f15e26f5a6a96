import { expect } from 'vitest';
import type { SeenMessage } from '../../sandbox/slack/seen.ts';
import type { Bot } from './bot.ts';
import { ask, CHANNEL, threadOf, told, untilPending } from './story.ts';

/** The networks of the sandbox's account, as the form offers them. */
export const PAYMENTS_VPC = 'payments · vpc-0a1b2c3d… · 10.20.0.0/16 · us-east-1';
export const LEGACY_VPC = 'legacy · vpc-0c3d4e5f… · 10.40.0.0/20 · us-east-1';

/** Asks for a VPC that is peered with a network of an account that the bot sees. */
export const askKnown = async (
  bot: Bot,
  user: string,
  network: string,
  asked: { readonly name?: string; readonly range?: string } = {},
): Promise<void> => {
  const who = bot.as(user);
  await who.command(CHANNEL, '/vpc create payments us-east-1', { settleMs: 0 });
  await expect.poll(async () => (await who.view())?.fields.length, { timeout: 20_000 }).toBeGreaterThan(0);
  await who.choose('Your network', network);
  for (const [field, value] of Object.entries(asked)) await who.fill(ask[field as keyof typeof asked], value);
  await who.submit({ settleMs: 0 });
};

/** What of the thread is the plan for the other side, as it stands now. */
export const planOf = async (bot: Bot, requestId: number): Promise<SeenMessage> => {
  const { replies } = await threadOf(bot, requestId);
  const plan = replies.findLast(({ lines }) => lines[0]?.startsWith('Plan for ') === true);
  if (plan === undefined) throw new Error(`R${requestId} has no plan`);
  return plan;
};

export const untilPlanned = async (bot: Bot, requestId: number): Promise<void> => {
  await untilPending(bot, requestId);
  await bot.until(async () => (await told(bot, requestId)).includes('side-planned'));
};
