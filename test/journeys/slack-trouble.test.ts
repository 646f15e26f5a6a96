import { expect, test } from 'vitest';
import type { Fault } from '../../sandbox/faults.ts';
import { type Bot, withBot } from './bot.ts';
import {
  acceptAndFinish,
  askFor,
  auditOf,
  broadcasts,
  CHANNEL,
  cardOf,
  fillForm,
  made,
  renameThere,
  stateOf,
  threadOf,
  told,
  untilPending,
  WHOLE_STORY,
} from './story.ts';

const slack = (match: string, fault: Partial<Fault> & Pick<Fault, 'kind'>): Fault => ({
  target: 'slack',
  match,
  times: 1,
  ...fault,
});

const expectWholeStory = async (bot: Bot): Promise<void> => {
  expect(await told(bot, 1)).toEqual(WHOLE_STORY);
  expect(await broadcasts(bot)).toHaveLength(1);
  expect(await cardOf(bot, 1)).toContain('R1 is done');
  expect(made(bot)).toEqual({ vpcs: 1, peerings: 1 });
};

test.each([
  { kind: 'status', status: 500, because: 'a server error says nothing of what was done' },
  { kind: 'drop', because: 'a connection may break before' },
  { kind: 'lose-answer', because: 'a connection may break after' },
] as const)('every message whose posting ends with $kind is said exactly once: $because', async (row) => {
  const { because: _, ...fault } = row;
  await withBot({}, async (bot) => {
    const failNext = () => {
      if (!bot.sandbox.faults.list().some(({ left }) => left > 0)) bot.fail(slack('chat.postMessage', fault));
    };
    failNext();
    await askFor(bot, 'U0OMAR');
    for (let said = 1; said < 4; said += 1) {
      await bot.until(() => bot.sandbox.faults.list().length === 0);
      await bot.pass(10_000);
      failNext();
    }
    await acceptAndFinish(bot, 1);
    await bot.pass(30_000);
    await expectWholeStory(bot);
  });
});

test('a loss of the search after a loss of the answer still ends in one message', async () => {
  await withBot({}, async (bot) => {
    bot.fail(slack('chat.postMessage', { kind: 'lose-answer' }));
    bot.fail(slack('conversations.history', { kind: 'status', status: 500, times: 3 }));
    await askFor(bot, 'U0OMAR');
    await bot.pass(60_000);
    await acceptAndFinish(bot, 1);
    await expectWholeStory(bot);
  });
});

test('a card whose edit may have come through shows what is, also where that is what it showed before', async () => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await untilPending(bot, 1);
    await bot.pass(60_000);
    const before = await cardOf(bot, 1);
    const rename = (name: string) => renameThere(bot, { id: 'rp1pz7uyae', project: 'payments' }, name);
    bot.fail(slack('chat.update', { kind: 'lose-answer', times: 500 }));
    await rename('somebody-elses');
    expect(await cardOf(bot, 1)).toContain('somebody-elses');
    await rename('payments-us-east-1');
    bot.sandbox.faults.clear();
    await bot.pass(120_000);
    expect(await cardOf(bot, 1)).toBe(before);
  });
});

test('a pause that Slack asks for is kept, and nothing is lost', async () => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR');
    bot.fail(slack('chat.postMessage', { kind: 'status', status: 429, retryAfter: 40 }));
    await bot.pass(2_000);
    const asked = bot.sandbox.slack.requests()['chat.postMessage']?.requests ?? 0;
    await bot.pass(35_000);
    expect(bot.sandbox.slack.requests()['chat.postMessage']?.requests ?? 0).toBe(asked);
    await bot.pass(15_000);
    await acceptAndFinish(bot, 1);
    await expectWholeStory(bot);
  });
});

test('with Slack’s own limits on, nothing is refused by them', async () => {
  await withBot({}, async (bot) => {
    bot.sandbox.slack.setLimits(true);
    await askFor(bot, 'U0OMAR');
    await askFor(bot, 'U0NINA', { name: 'second' });
    await askFor(bot, 'U0ADA', { name: 'third' });
    await bot.pass(60_000);
    expect(bot.sandbox.slack.requests()['chat.postMessage']?.limited ?? 0).toBe(0);
    expect(bot.sandbox.slack.requests()['chat.update']?.limited ?? 0).toBe(0);
    for (const request of [1, 2, 3]) expect(await told(bot, request)).toContain('peering-pending');
  });
});

test.each([
  { kind: 'status', status: 500 },
  { kind: 'lose-answer' },
  { kind: 'status', status: 429, retryAfter: 30 },
] as const)('a card whose edit fails ($kind $status) shows the end all the same', async (fault) => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR');
    bot.fail(slack('chat.update', { ...fault, times: 5 }));
    await acceptAndFinish(bot, 1);
    await bot.pass(180_000);
    await expectWholeStory(bot);
  });
});

test('a card that somebody deleted is posted anew with what comes next, and edited no more till then', async () => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await untilPending(bot, 1);
    await bot.pass(5_000);
    const { ts } = await threadOf(bot, 1);
    const card = bot.sandbox.slack.messages.find(CHANNEL, ts);
    if (card !== undefined) bot.sandbox.slack.messages.remove(card);
    await bot.passFast(2 * 60_000);
    expect(await bot.as('U0ADA').reads(CHANNEL)).toEqual([]);
    await acceptAndFinish(bot, 1);
    await bot.pass(30_000);
    expect(await told(bot, 1)).toEqual(['request-opened', 'peering-active']);
    expect(await cardOf(bot, 1)).toContain('R1 is done');
    const edits = bot.sandbox.slack.requests()['chat.update']?.requests;
    await bot.passFast(3 * 60_000);
    expect(bot.sandbox.slack.requests()['chat.update']?.requests).toBe(edits);
  });
});

test('what happens while the bot is out of the channel is said, in order, once it is back', async () => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await bot.pass(3_000);
    bot.sandbox.slack.directory.leave(CHANNEL, 'U0VPCBOT');
    await bot.until(async () => (await stateOf(bot, 1)).peerings[0] === 'pending-peer');
    const pending = bot.sandbox.aws.pending('123456789012')[0];
    bot.sandbox.aws.accept(pending?.id ?? '');
    await bot.passFast(3 * 60_000);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'done' });
    bot.sandbox.slack.directory.join(CHANNEL, 'U0VPCBOT');
    await bot.pass(120_000);
    await expectWholeStory(bot);
  });
});

test.each([{ kind: 'drop' }, { kind: 'status', status: 500 }] as const)(
  'a form sent while Slack does not say who people are ($kind) records nothing and keeps what was typed',
  async (fault) => {
    await withBot({}, async (bot) => {
      const omar = await fillForm(bot, 'U0OMAR', { name: 'kept' });
      await bot.pass(61_000);
      bot.fail(slack('users.info', { ...fault, times: 20 }));
      const sent = await omar.submit();
      expect(sent.kind).toBe('errors');
      expect(sent.error).toBeNull();
      expect(sent.view?.fields.find(({ label }) => label === 'Name')?.shown).toBe('kept');
      expect(await bot.bot().deps.store.findRequestView(1)).toBeNull();
      bot.sandbox.faults.clear();
      expect((await omar.submit()).kind).toBe('updated');
    });
  },
);

test('a form that cannot be built for want of Slack says so in its place', async () => {
  await withBot({}, async (bot) => {
    bot.fail(slack('users.info', { kind: 'drop', times: 20 }));
    const omar = bot.as('U0OMAR');
    await omar.command(CHANNEL, '/vpc create');
    await expect.poll(async () => (await omar.view())?.lines.join('\n')).toContain('Nothing was recorded');
    expect((await omar.view())?.submit ?? null).toBeNull();
    expect(await bot.bot().deps.store.findRequestView(1)).toBeNull();
  });
});

test.each([
  {
    fault: { kind: 'status', status: 500 },
    shows: 'Project: payments',
    privately: 0,
    because: 'what Slack failed at once may be shown at the second try',
  },
  {
    fault: { kind: 'lose-answer' },
    shows: 'Project: payments',
    privately: 0,
    because: 'the same form twice is one form',
  },
  {
    fault: { kind: 'status', status: 500, times: 2 },
    shows: 'If it does not, close this and try again.',
    privately: 1,
    because: 'nobody waits for a form that does not come',
  },
  {
    fault: { kind: 'status', status: 200, error: 'not_found' },
    shows: 'If it does not, close this and try again.',
    privately: 0,
    because: 'whoever closed it wants no form',
  },
] as const)('where a form cannot be shown ($fault.kind $fault.times), $because', async (row) => {
  await withBot({}, async (bot) => {
    bot.fail(slack('views.update', row.fault));
    const omar = bot.as('U0OMAR');
    await omar.command(CHANNEL, '/vpc create payments us-east-1');
    await expect.poll(() => bot.sandbox.faults.list()).toEqual([]);
    await expect.poll(async () => (await omar.view())?.lines.join('\n')).toContain(row.shows);
    const said = async () => (await omar.sees(CHANNEL)).filter(({ isEphemeral }) => isEphemeral).length;
    await expect.poll(said).toBe(row.privately);
    // By then whatever else was to be said is there.
    await omar.command(CHANNEL, '/vpc help');
    expect(await said()).toBe(row.privately + 1);
  });
});

test('a command, a form and a press that Slack delivers twice count once', async () => {
  await withBot({ project: { vpcQuota: 0 } }, async (bot) => {
    const omar = await fillForm(bot, 'U0OMAR');
    await omar.submit({ duplicate: true });
    await bot.pass(5_000);
    expect(await bot.bot().deps.store.findRequestView(2)).toBeNull();
    expect(await told(bot, 1)).toEqual(['request-opened', 'quota-asked']);
    await bot.as('U0GRACE').press('Approve', { in: CHANNEL, duplicate: true });
    await bot.pass(5_000);
    expect((await auditOf(bot, 1)).filter((line) => line.startsWith('quota-approved'))).toHaveLength(1);
    await bot.as('U0OMAR').press('Cancel R1', { in: CHANNEL, duplicate: true });
    await bot.pass(60_000);
    const order = await told(bot, 1);
    expect(order.filter((kind) => kind === 'request-cancelling')).toHaveLength(1);
    expect(order.filter((kind) => kind === 'request-cancelled')).toHaveLength(1);
  });
});
