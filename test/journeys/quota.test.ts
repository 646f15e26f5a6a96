import { expect, test } from 'vitest';
import { type Bot, type BotOptions, withBot } from './bot.ts';
import {
  acceptAndFinish,
  askFor,
  auditOf,
  CHANNEL,
  cardOf,
  linesOf,
  made,
  saidAs,
  standing,
  stateOf,
  threadOf,
  told,
  untilPending,
  WHOLE_STORY,
} from './story.ts';

const [OPENED, ...REST] = WHOLE_STORY;

/** One VPC stands and the quota is one: R2 waits for an approver. */
const overQuota = (journey: (bot: Bot) => Promise<void>, options: BotOptions = {}): Promise<void> =>
  withBot({ ...options, project: { vpcQuota: 1, ...options.project } }, async (bot) => {
    bot.sandbox.tiger.state.vpcs.add(
      'rp1pz7uyae',
      { name: 'by-hand', cidr: '10.7.0.0/24', region: 'us-east-1' },
      0,
    );
    await bot.passFast(6 * 60_000);
    await askFor(bot, 'U0OMAR');
    await bot.pass(5_000);
    await journey(bot);
  });

const press = (bot: Bot, userId: string, button: string, more: object = {}) =>
  bot.as(userId).press(button, { in: CHANNEL, ...more });

const toldTo = (answer: Awaited<ReturnType<typeof press>>): string =>
  answer.messages
    .filter(({ isEphemeral }) => isEphemeral)
    .map(linesOf)
    .join('\n');

test('a request over the quota waits, and its approvers are called once', async () => {
  await overQuota(async (bot) => {
    expect(await stateOf(bot, 1)).toMatchObject({
      request: 'waiting-for-approval',
      vpc: 'requested',
      quota: 'asked',
    });
    await bot.pass(60_000);
    expect(await told(bot, 1)).toEqual(['request-opened', 'quota-asked']);
    const card = await saidAs(bot, 1, 'quota-asked');
    for (const fact of ['@platform', '@omar', '1 of 1', 'by-hand', 'payments-us-east-1']) {
      expect(card).toContain(fact);
    }
    expect(standing(bot).vpcs).toBe(1);
  });
});

test('an approval lets exactly this request through, by itself, and no other', async () => {
  await overQuota(async (bot) => {
    await press(bot, 'U0GRACE', 'Approve');
    await acceptAndFinish(bot, 1);
    expect(await told(bot, 1)).toEqual([OPENED, 'quota-asked', 'quota-approved', ...REST]);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'done', quota: 'granted' });
    expect(await auditOf(bot, 1)).toEqual([
      'request-opened U0OMAR',
      'quota-asked U0OMAR',
      'quota-approved U0GRACE',
    ]);
    await bot.passFast(6 * 60_000);
    await askFor(bot, 'U0OMAR', { name: 'another' });
    await bot.pass(60_000);
    expect(await stateOf(bot, 2)).toMatchObject({ request: 'waiting-for-approval' });
    expect(standing(bot).vpcs).toBe(2);
    await press(bot, 'U0LIN', 'Approve');
    await bot.pass(60_000);
    expect(await stateOf(bot, 2)).toMatchObject({ request: 'open' });
    expect(standing(bot).vpcs).toBe(3);
  });
});

test('a decision is on the request of its card, however many were made without one before', async () => {
  await withBot({ project: { vpcQuota: 1 } }, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await bot.pass(5_000);
    await askFor(bot, 'U0NINA', { name: 'second' });
    await bot.pass(5_000);
    expect(await stateOf(bot, 2)).toMatchObject({ quota: 'asked' });
    await press(bot, 'U0LIN', 'Deny…');
    await bot.as('U0LIN').close();
    await press(bot, 'U0GRACE', 'Approve');
    expect(await stateOf(bot, 2)).toMatchObject({ request: 'open', quota: 'approved' });
  });
});

test('two that wait are let through one by one, whichever is approved first', async () => {
  await overQuota(async (bot) => {
    await askFor(bot, 'U0NINA', { name: 'second' });
    await bot.pass(5_000);
    await press(bot, 'U0GRACE', 'Approve');
    await bot.pass(60_000);
    expect(await stateOf(bot, 2)).toMatchObject({ request: 'open' });
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'waiting-for-approval', vpc: 'requested' });
    expect(standing(bot).vpcs).toBe(2);
  });
});

test('a denial with its reason ends the request and frees its range and name', async () => {
  await overQuota(async (bot) => {
    await press(bot, 'U0GRACE', 'Deny…');
    const grace = bot.as('U0GRACE');
    await grace.fill('Reason', 'Use the VPC that you have.');
    expect((await grace.submit()).kind).toBe('closed');
    await bot.pass(60_000);
    expect(await told(bot, 1)).toEqual(['request-opened', 'quota-asked', 'quota-denied']);
    const denied = await saidAs(bot, 1, 'quota-denied');
    for (const fact of ['@omar', '@grace', 'Use the VPC that you have']) expect(denied).toContain(fact);
    expect(await stateOf(bot, 1)).toEqual({
      request: 'denied',
      vpc: 'deleted',
      peerings: ['deleted'],
      quota: 'denied',
    });
    expect(await saidAs(bot, 1, 'quota-asked')).toContain('@grace');
    expect((await threadOf(bot, 1)).replies.flatMap(({ buttons }) => buttons)).toEqual([]);
    expect(await auditOf(bot, 1)).toContain('quota-denied U0GRACE');
    expect(made(bot)).toEqual({ vpcs: 0, peerings: 0 });
    expect((await askFor(bot, 'U0OMAR')).kind).toBe('updated');
    await bot.pass(5_000);
    expect(await cardOf(bot, 2)).toContain('payments-us-east-1');
    expect(await cardOf(bot, 2)).toContain('10.7.1.0/24');
  });
});

test('two approvers who press at once decide once, and the later one hears who did', async () => {
  await overQuota(async (bot) => {
    const answers = await Promise.all([
      press(bot, 'U0GRACE', 'Approve'),
      press(bot, 'U0LIN', 'Approve'),
      press(bot, 'U0ADA', 'Approve'),
    ]);
    const [winner] = (await auditOf(bot, 1)).filter((line) => line.startsWith('quota-approved'));
    const name = { U0GRACE: '@grace', U0LIN: '@lin', U0ADA: '@ada' }[winner?.split(' ')[1] ?? ''];
    expect(answers.filter((answer) => toldTo(answer).includes(name ?? 'nobody'))).toHaveLength(2);
    await untilPending(bot, 1);
    await bot.pass(5_000);
    expect((await auditOf(bot, 1)).filter((line) => line.startsWith('quota-'))).toHaveLength(2);
    expect((await told(bot, 1)).filter((kind) => kind === 'quota-approved')).toHaveLength(1);
    expect(standing(bot)).toEqual({ vpcs: 2, peerings: 1 });
  });
});

test('a press on a card that has been decided since is told who decided', async () => {
  await overQuota(async (bot) => {
    await press(bot, 'U0GRACE', 'Approve');
    await bot.pass(5_000);
    expect(toldTo(await press(bot, 'U0LIN', 'Approve', { stale: true }))).toContain('@grace');
    expect(toldTo(await press(bot, 'U0LIN', 'Deny…', { stale: true }))).toContain('@grace');
    expect(await stateOf(bot, 1)).toMatchObject({ quota: 'granted' });
  });
});

test('a denial sent after somebody approved changes nothing and says who approved', async () => {
  await overQuota(async (bot) => {
    await press(bot, 'U0LIN', 'Deny…');
    const lin = bot.as('U0LIN');
    await lin.fill('Reason', 'No, thanks.');
    await press(bot, 'U0GRACE', 'Approve');
    const sent = await lin.submit();
    expect(sent.kind).toBe('updated');
    expect(sent.view?.lines.join('\n')).toContain('@grace');
    await bot.pass(5_000);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'open', quota: 'granted' });
    expect(await told(bot, 1)).not.toContain('quota-denied');
  });
});

test.each([
  { who: 'U0OMAR', because: 'nobody approves what they asked for' },
  { who: 'U0NINA', because: 'she is a member, and no approver' },
  { who: 'U0EVE', because: 'a guest is no approver' },
  { who: 'U0OUT', because: 'somebody of another company is no approver' },
])('$who may neither approve nor deny: $because', async ({ who }) => {
  await overQuota(
    async (bot) => {
      expect(toldTo(await press(bot, who, 'Approve'))).not.toBe('');
      expect(toldTo(await press(bot, who, 'Deny…'))).not.toBe('');
      expect((await bot.as(who).view())?.submit).not.toBe('Deny…');
      expect(await stateOf(bot, 1)).toMatchObject({ quota: 'asked' });
    },
    { project: { approvers: ['S0PLATFORM', 'U0OMAR'] } },
  );
});

test('who left the approvers’ group after the card was posted may not press, who joined may', async () => {
  await overQuota(async (bot) => {
    bot.sandbox.slack.directory.changeGroup('S0PLATFORM', ['U0NINA'], ['U0GRACE']);
    await bot.pass(61_000);
    expect(toldTo(await press(bot, 'U0GRACE', 'Approve'))).not.toBe('');
    expect(await stateOf(bot, 1)).toMatchObject({ quota: 'asked' });
    await press(bot, 'U0NINA', 'Approve');
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'open', quota: 'approved' });
  });
});

test('what Timescale itself refuses for its limit waits for Timescale, and goes on by a retry', async () => {
  await withBot({}, async (bot) => {
    bot.sandbox.tiger.state.setVpcLimit('rp1pz7uyae', 0);
    await askFor(bot, 'U0OMAR');
    await bot.pass(60_000);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'waiting-for-timescale', vpc: 'requested' });
    expect(await told(bot, 1)).toEqual(['request-opened', 'waiting-for-timescale']);
    expect(made(bot)).toEqual({ vpcs: 1, peerings: 0 });
    await bot.as('U0OMAR').command(CHANNEL, '/vpc retry R1');
    await bot.pass(30_000);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'waiting-for-timescale' });
    bot.sandbox.tiger.state.setVpcLimit('rp1pz7uyae', 1);
    await bot.as('U0OMAR').press('Retry', { in: CHANNEL });
    await acceptAndFinish(bot, 1);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'done', quota: 'granted' });
    expect(standing(bot)).toEqual({ vpcs: 1, peerings: 1 });
  });
});

test('an approved request that Timescale refuses for its limit waits, and is not asked of approvers again', async () => {
  await overQuota(async (bot) => {
    bot.sandbox.tiger.state.setVpcLimit('rp1pz7uyae', 1);
    await press(bot, 'U0GRACE', 'Approve');
    await bot.pass(30_000);
    expect(await stateOf(bot, 1)).toMatchObject({
      request: 'waiting-for-timescale',
      quota: 'waiting-for-timescale',
    });
    bot.sandbox.tiger.state.setVpcLimit('rp1pz7uyae', 2);
    await bot.as('U0OMAR').command(CHANNEL, '/vpc retry R1');
    await acceptAndFinish(bot, 1);
    expect((await told(bot, 1)).filter((kind) => kind === 'quota-asked')).toHaveLength(1);
  });
});
