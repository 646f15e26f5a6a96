import { expect, test } from 'vitest';
import { auditEvents } from '../../src/store/schema.ts';
import { parseCsv } from '../slack/parse-csv.ts';
import { ANALYTICS, type Bot, withBot } from './bot.ts';
import { acceptAndFinish, askFor, CHANNEL, linesOf } from './story.ts';

const FORMULA = '=HYPERLINK("https://evil.example")';

const historyOf = async (bot: Bot, userId: string, of: string): Promise<string> =>
  (await bot.as(userId).command(CHANNEL, `/vpc history ${of}`)).messages.map(linesOf).join('\n');

/** The lines of a text that hold these words, in this order. */
const expectInOrder = (text: string, words: readonly string[]): void => {
  const places = words.map((word) => text.indexOf(word));
  expect(places, text).not.toContain(-1);
  expect(places).toEqual([...places].sort((one, other) => one - other));
};

test('history tells who did what and what came of it, and comes as a file that a spreadsheet takes', async () => {
  await withBot({ project: { vpcQuota: 0 }, projects: { analytics: ANALYTICS } }, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await bot.pass(3_000);
    await bot.as('U0ADA').press('Approve', { in: CHANNEL });
    await acceptAndFinish(bot, 1);
    await bot.as('U0NINA').command(CHANNEL, '/vpc rename payments-us-east-1 main');
    await bot.as('U0NINA').press('Rename', { in: CHANNEL });
    await bot.pass(20_000);
    await askFor(bot, 'U0OMAR');
    await bot.pass(3_000);
    await bot.as('U0ADA').press('Deny…', { in: CHANNEL });
    await bot.as('U0ADA').fill('Reason', FORMULA);
    await bot.as('U0ADA').submit({ settleMs: 0 });

    const text = await historyOf(bot, 'U0LIN', 'payments');
    expectInOrder(text, [
      '@omar asked for the VPC',
      '(R1), by form',
      '@omar asked the approvers for one VPC more',
      '@ada approved it (R1), by button',
      'Timescale made the VPC',
      'The peering request pcx-',
      'is active (R1)',
      '@nina asked to rename the VPC “payments-us-east-1” to “main” (R2), by button',
      'The VPC “payments-us-east-1” is called “main” (R2)',
      '@ada denied it (R3), because “=HYPERLINK("https://evil.example")”, by form',
    ]);
    expect(await historyOf(bot, 'U0LIN', 'main')).toContain('@omar asked for the VPC “main”');
    expect(await historyOf(bot, 'U0LIN', 'analytics')).toContain('Nothing has happened');
    expect(await historyOf(bot, 'U0LIN', 'paymets')).toContain('Did you mean payments?');
    expect(await historyOf(bot, 'U0EVE', 'payments')).toContain('not listed in any project');

    await historyOf(bot, 'U0LIN', 'payments');
    const pressed = await bot.as('U0LIN').press('Export as CSV', { in: CHANNEL });
    expect(pressed.messages.map(linesOf).join()).toContain('in your direct messages');
    const [message] = (await bot.as('U0LIN').sees('@vpcbot')).slice(-1);
    expect(linesOf(message ?? ({ lines: [] } as never))).toContain('vpcbot-history-payments-');
    const [file] = message?.files ?? [];
    expect(file).toMatchObject({ mimetype: 'text/csv' });
    const [header, ...rows] = parseCsv(file?.text ?? '');
    expect(header?.[0]).toBe('time (UTC)');
    expect(rows[0]?.slice(1, 8)).toEqual([
      'omar',
      'U0OMAR',
      'asked for the VPC “main”',
      '',
      'form',
      'R1',
      'payments',
    ]);
    expect(rows[0]?.[8]).toBe('main');
    expect(rows.at(-1)?.slice(1, 7)).toEqual(['ada', 'U0ADA', 'denied it', `'${FORMULA}`, 'form', 'R3']);
    expect(rows.map(([, who]) => who)).toContain('vpcbot');
    // Every act that was recorded has words.
    const acts = bot.bot().database.db.select().from(auditEvents).all();
    expect(acts.length).toBeGreaterThan(3);
    expect(file?.text).not.toContain('did “');
  });
});

test('a history that may no longer be seen is not exported', async () => {
  await withBot({ project: { requesters: ['S0NET'] } }, async (bot) => {
    await historyOf(bot, 'U0NINA', 'payments');
    const before = (await bot.as('U0NINA').sees(CHANNEL)).length;
    await askFor(bot, 'U0NINA');
    await bot.pass(3_000);
    await historyOf(bot, 'U0NINA', 'payments');
    bot.sandbox.slack.directory.changeGroup('S0NET', [], ['U0NINA']);
    await bot.pass(61_000);
    const pressed = await bot.as('U0NINA').press('Export as CSV', { in: CHANNEL });
    expect(pressed.messages.map(linesOf).join()).toContain('not listed in any project');
    expect(before).toBeGreaterThan(0);
    expect(bot.sandbox.slack.directory.direct('U0NINA')).toBeUndefined();
  });
});
