import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Started, startSlack } from './bolt-app.ts';

let started: Started;

beforeEach(async () => {
  started = await startSlack();
});
afterEach(() => started.slack.stop());

const post = async (args: Record<string, unknown>) =>
  (await started.call('chat.postMessage', { channel: 'C0VPC', ...args })).body;

const history = async (args: Record<string, unknown> = {}) =>
  (await started.call('conversations.history', { channel: 'C0VPC', ...args })).body.messages;

const textsOf = (messages: readonly { text: string }[]) => messages.map(({ text }) => text);

test('timestamps rise though the clock stands still', async () => {
  const stamps = [
    (await post({ text: 'a' })).ts,
    (await post({ text: 'b' })).ts,
    (await post({ text: 'c' })).ts,
  ];
  expect(new Set(stamps).size).toBe(3);
  expect([...stamps].sort()).toEqual(stamps);
});

test('the history holds roots and broadcasts, the newest first; replies hold the parent and its thread', async () => {
  const { ts } = await post({ text: 'root' });
  await post({ text: 'in thread', thread_ts: ts });
  await post({ text: 'for all', thread_ts: ts, reply_broadcast: true });
  expect(textsOf(await history())).toEqual(['for all', 'root']);
  expect((await history())[0]).toMatchObject({ subtype: 'thread_broadcast', thread_ts: ts });
  const { messages } = (await started.call('conversations.replies', { channel: 'C0VPC', ts })).body;
  expect(textsOf(messages)).toEqual(['root', 'in thread', 'for all']);
  expect(messages[0]).toMatchObject({ thread_ts: ts, reply_count: 2 });
});

test('metadata comes back only where it is asked for', async () => {
  const metadata = { event_type: 'vpcbot_notice', event_payload: { notice_id: 'n1' } };
  const { ts } = await post({ text: 'root', metadata });
  await post({ text: 'reply', thread_ts: ts, metadata });
  expect((await history())[0]).not.toHaveProperty('metadata');
  expect((await history({ include_all_metadata: true }))[0]).toMatchObject({ metadata });
  const asked = { channel: 'C0VPC', ts, include_all_metadata: true };
  expect((await started.call('conversations.replies', asked)).body.messages[1]).toMatchObject({ metadata });
});

const block = { type: 'section', text: { type: 'mrkdwn', text: 'block' } };

const edits: { because: string; args: Record<string, unknown>; blocks: number; hasMetadata: boolean }[] = [
  { because: 'words alone take the blocks away', args: { text: 'new' }, blocks: 0, hasMetadata: true },
  {
    because: 'blocks replace blocks',
    args: { text: 'new', blocks: [block, block] },
    blocks: 2,
    hasMetadata: true,
  },
  {
    because: 'empty metadata removes it',
    args: { text: 'new', metadata: {} },
    blocks: 0,
    hasMetadata: false,
  },
];

test.each(edits)('an update keeps what it leaves out: $because', async ({ args, blocks, hasMetadata }) => {
  const metadata = { event_type: 'x', event_payload: { id: '1' } };
  const { ts } = await post({ text: 'old', blocks: [block], metadata });
  await started.call('chat.update', { channel: 'C0VPC', ts, ...args });
  const [message] = await history({ include_all_metadata: true });
  expect(message?.text).toBe('new');
  expect(message?.blocks?.length ?? 0).toBe(blocks);
  expect(message?.metadata !== undefined).toBe(hasMetadata);
});

test('a range leaves its ends out unless it is inclusive, and long histories come in pages', async () => {
  const first = await post({ text: 'a' });
  await post({ text: 'b' });
  const last = await post({ text: 'c' });
  const range = { oldest: first.ts, latest: last.ts };
  expect(textsOf(await history(range))).toEqual(['b']);
  expect(textsOf(await history({ ...range, inclusive: true }))).toEqual(['c', 'b', 'a']);
  const page = (await started.call('conversations.history', { channel: 'C0VPC', limit: 2 })).body;
  expect(textsOf(page.messages)).toEqual(['c', 'b']);
  const cursor = page.response_metadata?.next_cursor;
  expect(textsOf(await history({ limit: 2, cursor }))).toEqual(['a']);
});

test('what Slack finds wrong with blocks is said with its place', async () => {
  const { error, response_metadata } = await post({
    text: 'x',
    blocks: [{ type: 'header', text: block.text }],
  });
  expect(error).toBe('invalid_blocks');
  expect(response_metadata?.messages).toEqual([
    '[ERROR] unsupported text type: mrkdwn [json-pointer:/blocks/0/text/type]',
  ]);
});

test('an ephemeral message is seen by its person alone and is in no history', async () => {
  await started.call('chat.postEphemeral', { channel: 'C0VPC', user: 'U0OMAR', text: 'psst' });
  expect(await started.as('U0OMAR').reads('C0VPC')).toEqual(['vpcbot (only you can see this): psst']);
  expect(await started.as('U0ADA').reads('C0VPC')).toEqual([]);
  expect(await history()).toEqual([]);
});

test('direct messages open once, and a user id stands for them', async () => {
  const { body } = await started.call('conversations.open', { users: 'U0OMAR' });
  const posted = await post({ channel: 'U0OMAR', text: 'hello' });
  expect(body['channel']).toEqual({ id: 'D0OMAR' });
  expect(posted['channel']).toBe('D0OMAR');
  expect(await started.as('U0OMAR').reads('D0OMAR')).toEqual(['vpcbot: hello']);
  await expect(started.as('U0ADA').reads('D0OMAR')).rejects.toThrow();
});

test('people find their direct messages by the bot’s name, and the bot finds what it said there', async () => {
  expect(await started.as('U0OMAR').reads('@vpcbot')).toEqual([]);
  const { ts } = await post({ channel: 'U0OMAR', text: 'hello' });
  await post({ channel: 'D0OMAR', text: 'more', thread_ts: ts });
  expect(await started.as('U0OMAR').reads('@vpcbot')).toEqual(['vpcbot: hello', '  ↳ vpcbot: more']);
  expect(textsOf(await history({ channel: 'D0OMAR' }))).toEqual(['hello']);
  const { body } = await started.call('conversations.open', { users: 'U0OMAR', return_im: true });
  expect(body).toMatchObject({ already_open: true, channel: { id: 'D0OMAR', is_im: true, user: 'U0OMAR' } });
  const resumed = await started.call('conversations.open', { channel: 'D0OMAR' });
  expect(resumed.body['channel']).toEqual({ id: 'D0OMAR' });
});

test('a deactivated person keeps the direct messages that there were, and new ones are not opened', async () => {
  await post({ channel: 'U0OMAR', text: 'hello' });
  for (const user of ['U0OMAR', 'U0LIN']) {
    await started.control('POST', `users/${user}`, { deactivated: true });
    const { error } = (await started.call('conversations.open', { users: user })).body;
    expect(error).toBe('user_disabled');
  }
  expect((await post({ channel: 'U0OMAR', text: 'are you there?' })).ok).toBe(true);
  expect((await post({ channel: 'U0LIN', text: 'are you there?' })).error).toBe('channel_not_found');
});

test('a link to a message leads into its thread', async () => {
  const { ts } = await post({ text: 'root' });
  const reply = (await post({ text: 'reply', thread_ts: ts })).ts;
  const linkTo = async (message_ts: string) =>
    (await started.call('chat.getPermalink', { channel: 'C0VPC', message_ts })).body['permalink'];
  const page = 'https://acme.slack.com/archives/C0VPC';
  expect(await linkTo(ts)).toBe(`${page}/p${ts.replace('.', '')}`);
  expect(await linkTo(reply)).toBe(`${page}/p${reply.replace('.', '')}?thread_ts=${ts}&cid=C0VPC`);
});

test('a bot that is taken out of a channel can no longer post there', async () => {
  await started.control('POST', 'channels/C0VPC', { remove: ['U0VPCBOT'] });
  expect((await post({ text: 'x' })).error).toBe('not_in_channel');
  const { channel } = (await started.call('conversations.info', { channel: 'C0VPC' })).body;
  expect(channel).toMatchObject({ is_member: false });
});

test('a channel reads as a person reads it', async () => {
  const button = { type: 'button', text: { type: 'plain_text', text: 'Approve' } };
  const { ts } = await post({
    text: 'fallback',
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: 'VPC payments' } },
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          text: '*Asked by* <@U0OMAR> in <#C0VPC> &amp; `10.0.0.0/16` <https://x.test|console>',
        },
        fields: [{ type: 'mrkdwn', text: '*Region*\nus-east-1' }],
      },
      {
        type: 'context',
        elements: [
          { type: 'mrkdwn', text: '<!subteam^S0PLATFORM> <!date^1767603600^{date_num} {time}|then>' },
        ],
      },
      { type: 'actions', elements: [button, { ...button, text: { type: 'plain_text', text: 'Deny' } }] },
    ],
  });
  await post({ text: 'created `vpc_1`', thread_ts: ts });
  await post({ text: 'active', thread_ts: ts, reply_broadcast: true });
  expect(await started.as('U0ADA').reads('C0VPC')).toEqual([
    'vpcbot: VPC payments',
    '  Asked by @omar in #vpc-requests & 10.0.0.0/16 console (https://x.test)',
    '  Region us-east-1',
    '  @platform 2026-01-05 09:00',
    '  [Approve] [Deny]',
    '  ↳ vpcbot: created vpc_1',
    '  ↳ vpcbot (also sent to the channel): active',
    'vpcbot (from a thread): active',
  ]);
});

test('limits are off unless asked for, and then answer 429 with the seconds to wait', async () => {
  const burst = async () => {
    const answers = [];
    for (let turn = 0; turn < 5; turn += 1) {
      answers.push(await started.call('chat.postMessage', { channel: 'C0VPC', text: 'x' }));
    }
    return answers.filter(({ status }) => status === 429);
  };
  expect(await burst()).toEqual([]);
  await started.control('POST', 'limits', { on: true });
  const limited = await burst();
  expect(limited).toHaveLength(2);
  expect(limited[0]?.headers.get('retry-after')).toBe('1');
  expect((await post({ channel: 'C0PAYMENTS', text: 'x' })).ok).toBe(true);
  started.clock.advance(1_000);
  expect((await post({ text: 'x' })).ok).toBe(true);
  expect(started.slack.requests()['chat.postMessage']).toEqual({ requests: 12, limited: 2 });
});

test('a fault may refuse a method, or do it and lose the answer', async () => {
  started.faults.add({
    target: 'slack',
    match: 'chat.postMessage',
    kind: 'status',
    status: 429,
    retryAfter: 7,
    times: 1,
  });
  const refused = await started.call('chat.postMessage', { channel: 'C0VPC', text: 'refused' });
  expect({ status: refused.status, wait: refused.headers.get('retry-after') }).toEqual({
    status: 429,
    wait: '7',
  });
  started.faults.add({ target: 'slack', match: 'chat.postMessage', kind: 'lose-answer', times: 1 });
  await expect(post({ text: 'lost' })).rejects.toThrow();
  expect(textsOf(await history())).toEqual(['lost']);
});

test('viewers hear of each message as it comes', async () => {
  const response = await fetch(`${started.slack.url}/control/slack/events`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  await post({ text: 'hello' });
  let heard = '';
  while (!heard.includes('data: ') || !heard.endsWith('\n\n')) heard += (await reader?.read())?.value ?? '';
  const [line = ''] = heard.split('\n').filter((one) => one.startsWith('data: '));
  expect(JSON.parse(line.slice(6))).toMatchObject({
    kind: 'message',
    user: null,
    channel: 'C0VPC',
    what: { event: 'posted', text: 'hello' },
  });
  await reader?.cancel();
});
