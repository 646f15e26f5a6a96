import { expect, test, vi } from 'vitest';
import { requests } from '../../src/store/schema.ts';
import { ANALYTICS, type Bot, withBot } from './bot.ts';
import { askFor, CHANNEL, linesOf, untilPending } from './story.ts';

const BOTH = {
  projects: { analytics: { ...ANALYTICS, channel: 'C0PAYMENTS', approvers: ['U0NINA', 'U0GONE'] } },
  timing: { checkupLook: '500ms', dnsCall: '300ms' },
};

/** What the doctor says in the end, line by line. */
const examine = async (bot: Bot, userId: string): Promise<readonly string[]> => {
  const who = bot.as(userId);
  const before = (await who.sees(CHANNEL)).length;
  await who.command(CHANNEL, '/vpc doctor');
  const answers = async () =>
    (await who.sees(CHANNEL)).slice(before).filter(({ isEphemeral }) => isEphemeral);
  await expect.poll(async () => (await answers()).map(linesOf).at(-1) ?? '').not.toMatch(/^(Looking|$)/);
  return (await answers()).at(-1)?.lines ?? [];
};

const removeScope = (bot: Bot, scope: string): Promise<Response> =>
  fetch(`${bot.sandbox.urls.control}/control/slack/scopes`, {
    method: 'POST',
    body: JSON.stringify({ remove: [scope] }),
  });

const lineOf = (lines: readonly string[], words: string): string =>
  lines.find((line) => line.includes(words)) ?? `no line says "${words}":\n${lines.join('\n')}`;

test('the doctor finds what is broken, says how to mend it, and tells each person only what they may see', async () => {
  await withBot(BOTH, async (bot) => {
    const well = await examine(bot, 'U0ADA');
    expect(well[0]).toBe('How vpcbot is');
    for (const words of [
      'it has every scope it needs',
      'The queue takes jobs',
      'The database can be written',
      'vpcbot can post in #vpc-requests',
      'vpcbot can post in #payments',
      'Timescale takes the key; the project is on the plan',
      'The VPCs were last read at Timescale',
    ]) {
      expect(lineOf(well, words)).toMatch(/^Works /);
    }
    expect(lineOf(well, 'Slack knows no U0GONE')).toMatch(
      /^Warning .*To mend it: Take U0GONE out of vpcbot.yml/,
    );

    await removeScope(bot, 'files:write');
    bot.sandbox.slack.directory.leave('C0PAYMENTS', 'U0VPCBOT');
    bot.queueAnswers(false);
    bot.fail({ target: 'tiger', match: 'GET /auth/info', kind: 'status', status: 401, times: 1 });
    const ill = await examine(bot, 'U0ADA');
    expect(ill[1]).toContain('4 broken');
    expect(lineOf(ill, 'lacks files:write')).toMatch(/^Broken .*reinstall the app/);
    expect(lineOf(ill, 'vpcbot is not in #payments')).toMatch(/^Broken .*\/invite @vpcbot/);
    expect(lineOf(ill, 'The queue takes no jobs')).toMatch(/^Broken .*REDIS_URL/);
    expect(lineOf(ill, 'Timescale refuses the key')).toMatch(/^Broken .*Make a new one/);

    const nina = (await examine(bot, 'U0NINA')).join('\n');
    expect(nina).toContain('vpcbot is not in #payments');
    expect(nina).toContain('An admin who types /vpc doctor also sees');
    expect(nina).not.toContain('files:write');
    expect(nina).not.toContain('queue takes');
    expect((await examine(bot, 'U0EVE')).join('\n')).toContain('not listed in any project');
  });
});

test('a key of another project is found, and a part that does not answer in time holds up no other', async () => {
  await withBot({ ...BOTH, project: { id: 'rp3other' } }, async (bot) => {
    bot.fail({ target: 'slack', match: 'auth.test', kind: 'slow', ms: 3_000, times: 1 });
    const lines = await examine(bot, 'U0ADA');
    expect(lineOf(lines, 'belongs to another project')).toMatch(/^Broken .*rp1pz7uyae/);
    expect(lineOf(lines, 'token: there was no answer in time')).toMatch(/^Broken /);
    expect(lineOf(lines, 'The queue takes jobs')).toMatch(/^Works /);
  });
});

const onRole = (bot: Bot, body: object): Promise<Response> =>
  fetch(`${bot.sandbox.urls.control}/control/aws/accounts/123456789012/role`, {
    method: 'POST',
    body: JSON.stringify(body),
  });

test('the doctor says which permissions an account denies, and tells it to admins and owners alone', async () => {
  await withBot({ ...BOTH, timing: { checkupLook: '5s', dnsCall: '300ms' }, clouds: {} }, async (bot) => {
    const well = await examine(bot, 'U0ADA');
    expect(well).toContain('AWS account 123456789012, us-east-1');
    expect(well).toContain('AWS account 123456789012, eu-west-1');
    expect(lineOf(well, 'AWS takes vpcbot’s role')).toMatch(/^Works .*accept peerings, add routes and make/);

    await onRole(bot, { deny: ['CreateRoute', 'DeleteSecurityGroup'] });
    bot.fail({ target: 'ec2', match: 'DescribeSubnets', kind: 'status', status: 503, times: 2 });
    const ill = await examine(bot, 'U0ADA');
    expect(lineOf(ill, 'The role lacks')).toMatch(
      /^Broken .*ec2:CreateRoute and ec2:DeleteSecurityGroup.*docs\/aws.md/,
    );
    expect(lineOf(ill, 'AWS asks for a pause at ec2:DescribeSubnets')).toMatch(/^Warning /);

    await onRole(bot, { externalId: 'another' });
    await bot.replace();
    const nina = await examine(bot, 'U0NINA');
    expect(lineOf(nina, 'cannot take the role')).toMatch(/^Broken .*sts:AssumeRole.*external id/);
    expect(nina.join()).not.toContain('sandbox-external-id');
    expect((await examine(bot, 'U0OMAR')).join()).not.toContain('AWS account');
  });
});

test('what cannot be said and what nobody looks after any more is found', async () => {
  await withBot(BOTH, async (bot) => {
    await askFor(bot, 'U0OMAR');
    bot.sandbox.slack.directory.leave(CHANNEL, 'U0VPCBOT');
    await bot.pass(180_000);
    const lines = await examine(bot, 'U0OMAR');
    expect(lineOf(lines, 'has not taken what is to be said of R1')).toMatch(/^Warning /);
  });
});

test('where a project is taken out of the configuration, its requests say so and the log says it once', async () => {
  await withBot(BOTH, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await untilPending(bot, 1);
    await bot.pass(5_000);
    bot.bot().database.db.update(requests).set({ project: 'ledger' }).run();
    const said = vi.spyOn(bot.bot().deps.log, 'warn');
    await bot.pass(60_000);
    const about = said.mock.calls.filter(([, words]) => words.includes('not configured any more'));
    expect(about.filter(([, words]) => words.startsWith('a request'))).toHaveLength(1);

    const omar = bot.as('U0OMAR');
    for (const button of ['Cancel R1', 'I have accepted it']) {
      const { messages } = await omar.press(button, { in: CHANNEL });
      expect(messages.map(linesOf).join()).toContain('The project of R1 is no longer configured');
    }
    for (const verb of ['cancel', 'retry']) {
      const { messages } = await omar.command(CHANNEL, `/vpc ${verb} R1`);
      expect(messages.map(linesOf).join()).toContain('The project of R1 is no longer configured');
    }
    const lines = await examine(bot, 'U0ADA');
    expect(lineOf(lines, 'ledger is no longer configured, and R1 is under way')).toMatch(/^Warning /);
  });
});
