import { expect, test } from 'vitest';
import type { SeenMessage } from '../../sandbox/slack/seen.ts';
import { type Bot, withBot } from './bot.ts';
import {
  ACCOUNT,
  acceptAndFinish,
  askFor,
  auditOf,
  broadcasts,
  CHANNEL,
  cardOf,
  findPending,
  HOUR,
  linesOf,
  saidAs,
  standing,
  stateOf,
  threadOf,
  told,
  untilPending,
} from './story.ts';

const DAY = 24 * HOUR;
const MINUTE = 60_000;

/** Long looks, so that seven days are few of them. */
const SLOW = {
  lookFirst: '20s',
  lookHour: '30m',
  lookDay: '12h',
  lookLater: '1d',
  observeProjectEvery: '10d',
};
/** Only omar asks, so that nina, whose account it is, may see nothing of the project. */
const OMARS = { project: { requesters: ['U0OMAR'] } };
const UNTIL_PENDING = ['request-opened', 'vpc-created', 'peering-approved', 'peering-pending'] as const;

const pendingTs = async (bot: Bot): Promise<string> => {
  const order = await told(bot, 1);
  const { replies } = await threadOf(bot, 1);
  return replies[order.indexOf('peering-pending') - 1]?.ts ?? '';
};

/** What somebody alone was told after a press. */
const heard = ({ messages }: { readonly messages: readonly SeenMessage[] }): string =>
  messages
    .filter(({ isEphemeral }) => isEphemeral)
    .map(linesOf)
    .join('\n');

const waitFor = async (bot: Bot): Promise<string> => {
  await askFor(bot, 'U0OMAR');
  await untilPending(bot, 1);
  await bot.pass(5_000);
  return findPending(bot)?.id ?? '';
};

test('seven days pass with three reminders, then one of two presses asks again, and it turns active', async () => {
  await withBot({ timing: SLOW }, async (bot) => {
    const before = await waitFor(bot);
    const first = await pendingTs(bot);
    expect(await cardOf(bot, 1)).toContain('7 days left');
    await bot.passFast(DAY + HOUR);
    expect(await told(bot, 1)).toEqual([...UNTIL_PENDING, 'peering-reminder']);
    const reminder = await saidAs(bot, 1, 'peering-reminder');
    expect(reminder).toContain('@omar');
    expect(reminder).toContain('6 days left');
    expect(reminder).not.toContain('last reminder');
    await bot.passFast(5 * DAY);
    expect(await cardOf(bot, 1)).toContain('24 hours left');
    expect(await told(bot, 1)).toEqual([...UNTIL_PENDING, ...Array(3).fill('peering-reminder')]);
    expect(linesOf((await threadOf(bot, 1)).replies.at(-1) as SeenMessage)).toContain('last reminder');

    await bot.passFast(DAY);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'failed', peerings: ['expired'] });
    expect((await told(bot, 1)).at(-1)).toBe('peering-ended');
    const [end] = await broadcasts(bot);
    expect(end).toContain('expired');
    expect(end).toContain('[Ask again]');
    const presses = await Promise.all([
      bot.as('U0OMAR').press('Ask again', { in: CHANNEL, duplicate: true }),
      bot.as('U0ADA').press('Ask again', { in: CHANNEL }),
    ]);
    expect(presses[0]?.confirmed).not.toBeNull();
    const audit = await auditOf(bot, 1);
    expect(audit.filter((act) => act.startsWith('peering-asked-again'))).toHaveLength(1);
    expect(presses.map(heard).join()).toContain('before you pressed');

    await untilPending(bot, 1);
    await bot.pass(5_000);
    expect(findPending(bot)?.id).not.toBe(before);
    expect(await cardOf(bot, 1)).toContain('7 days left');
    const stale = await bot.as('U0ADA').press('I have accepted it', { in: CHANNEL, ts: first });
    expect(heard(stale)).toContain('not wanted any more');

    await acceptAndFinish(bot, 1);
    await bot.passFast(30 * DAY);
    const order = (await told(bot, 1)).slice(UNTIL_PENDING.length + 4);
    expect(order).toEqual(['request-retried', 'peering-approved', 'peering-pending', 'peering-active']);
    expect(standing(bot)).toEqual({ vpcs: 1, peerings: 1 });
    const late = await bot.as('U0OMAR').press('repeat_peering', { in: CHANNEL });
    expect(heard(late)).toMatch(/@(omar|ada) asked for it again/);
    expect(standing(bot)).toEqual({ vpcs: 1, peerings: 1 });
  });
});

test('"I have accepted it" looks at once, asks after ten minutes what may be missing, and is no secret', async () => {
  await withBot({ timing: { ...SLOW, lookDay: '30m' } }, async (bot) => {
    const pcx = await waitFor(bot);
    await bot.passFast(2 * HOUR);
    const grace = bot.as('U0GRACE');
    const pressed = await grace.press('I have accepted it', { in: CHANNEL, duplicate: true });
    expect(heard(pressed)).toContain('looks at pcx-');
    await bot.pass(5_000);
    expect(await cardOf(bot, 1)).toContain('@grace said');
    await bot.passFast(9 * MINUTE);
    expect(await told(bot, 1)).toEqual(UNTIL_PENDING);
    await bot.passFast(2 * MINUTE);
    const missing = await saidAs(bot, 1, 'acceptance-missing');
    expect(missing).toContain('@grace');
    expect(missing).toContain(ACCOUNT);
    await bot.passFast(HOUR);
    expect(await told(bot, 1)).toEqual([...UNTIL_PENDING, 'acceptance-missing']);

    bot.sandbox.aws.accept(pcx);
    await grace.press('I have accepted it', { in: CHANNEL });
    await bot.pass(45_000);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'done', peerings: ['active'] });
    expect(await told(bot, 1)).toEqual([...UNTIL_PENDING, 'acceptance-missing', 'peering-active']);
    const ts = await pendingTs(bot);
    expect(heard(await grace.press('I have accepted it', { in: CHANNEL, ts }))).toContain('active already');
    const acts = (await auditOf(bot, 1)).filter((act) => act.startsWith('acceptance-said'));
    expect(acts).toEqual(['acceptance-said U0GRACE', 'acceptance-said U0GRACE']);
  });
});

test('whoever may see the project switches tool and security group; nobody else sees or does anything', async () => {
  await withBot(OMARS, async (bot) => {
    const pcx = await waitFor(bot);
    const omar = bot.as('U0OMAR');
    await omar.press('How to accept', { in: CHANNEL });
    const console = await omar.view();
    expect(console?.lines.join('\n')).toContain('Accept request');
    await omar.choose('guide_tool', 'AWS CLI');
    const cli = (await omar.view())?.lines.join('\n') ?? '';
    expect(cli).toContain(`--vpc-peering-connection-id ${pcx}`);
    expect(cli).toContain('create-security-group');
    await omar.choose('guide_security', 'leave');
    const left = (await omar.view())?.lines.join('\n') ?? '';
    expect(left).toContain(`--vpc-peering-connection-id ${pcx}`);
    expect(left).not.toContain('create-security-group');

    const nina = bot.as('U0NINA');
    const audit = await auditOf(bot, 1);
    for (const words of ['I have accepted it', 'How to accept', 'Send to someone']) {
      expect(heard(await nina.press(words, { in: CHANNEL }))).toContain('not listed');
      expect(await nina.view()).toBeNull();
    }
    expect(await auditOf(bot, 1)).toEqual(audit);
  });
});

const sendTo = async (bot: Bot, field: 'Person' | 'Or channel', who: string, note = '') => {
  const omar = bot.as('U0OMAR');
  await omar.press('Send to someone', { in: CHANNEL });
  await omar.choose(field, who);
  await omar.choose('Tool', 'AWS CLI');
  if (note !== '') await omar.fill('Note', note);
  const sent = await omar.submit({ settleMs: 0, duplicate: true });
  await bot.pass(5_000);
  return sent;
};

test('the instructions go to the person who holds the account, who presses there and hears the end there', async () => {
  await withBot(OMARS, async (bot) => {
    const pcx = await waitFor(bot);
    const omar = bot.as('U0OMAR');
    await omar.press('Send to someone', { in: CHANNEL });
    expect((await omar.submit()).errorsByLabel['Person']).toContain('Choose a person');
    await omar.choose('Person', 'nina');
    await omar.choose('Or channel', 'payments');
    expect((await omar.submit()).errorsByLabel['Or channel']).toContain('not both');
    await omar.close();

    const sent = await sendTo(bot, 'Person', 'nina', 'For the <!channel> ledger');
    expect(sent.view?.lines.join()).toContain('@nina');
    const passed = await saidAs(bot, 1, 'instructions-passed-on');
    expect(passed).toContain('to nina');
    expect(passed).not.toContain('@nina');
    const nina = bot.as('U0NINA');
    const [message, ...others] = await nina.sees('@vpcbot');
    expect(others).toEqual([]);
    const words = message === undefined ? '' : linesOf(message);
    for (const part of [pcx, '@omar', 'ledger', ACCOUNT, '7 days left', 'Never accept', 'aws ec2']) {
      expect(words).toContain(part);
    }
    expect(heard(await nina.press('I have accepted it', { in: '@vpcbot' }))).toContain('looks at pcx-');
    await bot.passFast(11 * MINUTE);
    expect((await nina.reads('@vpcbot')).join('\n')).toContain('still shows it as waiting');
    bot.sandbox.aws.accept(pcx);
    await nina.press('I have accepted it', { in: '@vpcbot' });
    await bot.pass(20_000);
    const lines = (await nina.reads('@vpcbot')).join('\n');
    expect(lines).toContain('Timescale sees that it is accepted');
    expect(lines.match(/Timescale sees that it is accepted/g)).toHaveLength(1);
    expect(await auditOf(bot, 1)).toContain('instructions-sent U0OMAR');
    expect(await auditOf(bot, 1)).toContain('acceptance-said U0NINA');
  });
});

/** The same as a form of omar's for grace comes to, without the form. */
const sendBehind = async (bot: Bot, gesture: number): Promise<void> => {
  const { store, wake } = bot.bot().deps;
  const peeringId = (await store.findVpcView(1))?.peerings[0]?.id ?? 0;
  const sending = {
    to: 'U0GRACE',
    name: 'grace',
    choice: { tool: 'cli', security: 'new' },
    note: null,
  } as const;
  const origin = { kind: 'view', id: `V${gesture}`, team: 'T0VPC' } as const;
  await store.sendInstructions(peeringId, sending, { actor: 'U0OMAR', now: bot.clock.now(), origin });
  await wake({ name: 'speak', payload: { requestId: 1 } });
};

test('a channel’s members press there; what Slack does not take is said, and nobody is flooded', async () => {
  await withBot(OMARS, async (bot) => {
    await waitFor(bot);
    await sendTo(bot, 'Or channel', 'random');
    expect(await saidAs(bot, 1, 'not-delivered')).toContain('#random');
    await sendTo(bot, 'Or channel', 'payments');
    const nina = bot.as('U0NINA');
    const [message] = await nina.sees('C0PAYMENTS');
    expect(message === undefined ? '' : linesOf(message)).toContain('Never accept');
    const pressed = await nina.press('I have accepted it', { in: 'C0PAYMENTS' });
    expect(heard(pressed)).toContain('looks at pcx-');
    for (const gesture of [3, 4, 5]) await sendBehind(bot, gesture);
    await bot.pass(5_000);
    const [hers] = await bot.as('U0GRACE').sees('@vpcbot');
    const value = hers?.buttons[0]?.value ?? '';
    expect(heard(await nina.press('I have accepted it', { in: 'C0PAYMENTS', value }))).toContain(
      'somebody else',
    );
    expect(heard(await nina.press('I have accepted it', { in: CHANNEL, value }))).toContain(
      'nothing was done',
    );
    const refused = await sendTo(bot, 'Person', 'grace');
    expect(refused.view?.lines.join()).toContain('several times within an hour');
    expect(await bot.as('U0GRACE').sees('@vpcbot')).toHaveLength(3);
  });
});
