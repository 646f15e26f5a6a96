import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Started, startSlack } from './bolt-app.ts';

let started: Started;
let client: WebClient;

beforeAll(async () => {
  started = await startSlack();
  client = new WebClient('xoxb-sandbox', { slackApiUrl: started.slack.apiUrl, retryConfig: { retries: 0 } });
});
afterAll(() => started.slack.stop());

const steps = 'Accept the request – then add a route.\n';

/** An upload up to the point where its bytes are there. */
const upload = async (name: string, bytes = Buffer.from(steps)) => {
  const { body } = await started.call('files.getUploadURLExternal', { filename: name, length: bytes.length });
  const sent = await fetch(String(body['upload_url']), { method: 'POST', body: new Uint8Array(bytes) });
  return { id: String(body['file_id']), url: String(body['upload_url']), status: sent.status };
};

test('the SDK’s upload shares a file in a thread, and people read it there', async () => {
  const { ts } = (await started.call('chat.postMessage', { channel: 'C0VPC', text: 'root' })).body;
  const shared = await client.files.uploadV2({
    channel_id: 'C0VPC',
    thread_ts: ts,
    initial_comment: 'How to *accept* it',
    filename: 'accept.md',
    title: 'Instructions',
    content: steps,
  });
  const omar = started.as('U0OMAR');
  expect(await omar.reads('C0VPC')).toEqual([
    'vpcbot: root',
    '  ↳ vpcbot: How to accept it',
    '      (file "Instructions": accept.md, 41 bytes)',
  ]);
  const [file] = (await omar.sees('C0VPC'))[0]?.replies[0]?.files ?? [];
  expect(file).toMatchObject({ name: 'accept.md', title: 'Instructions', size: 41, text: steps });
  expect(await started.control('GET', `files/${file?.id}`)).toEqual({ ...file, isComplete: true });
  const asked = { channel: 'C0VPC', ts };
  const { messages } = (await started.call('conversations.replies', asked)).body;
  expect(messages[1]?.files).toMatchObject([{ id: file?.id, mimetype: 'text/markdown' }]);
  const answered = { id: file?.id, title: 'Instructions', mimetype: '', shares: {} };
  expect(shared).toMatchObject({ files: [{ files: [answered] }] });
});

test('bytes arrive as they are, raw or as a form, and a file that is no text shows none', async () => {
  await client.conversations.open({ users: 'U0NINA' });
  const file = Buffer.from([0, 255, 254, 13, 10, 45, 45]);
  await client.files.uploadV2({ channel_id: 'D0NINA', filename: 'route.png', file });
  const [message] = await started.as('U0NINA').sees('@vpcbot');
  expect(message?.lines).toEqual(['(file route.png, 7 bytes)']);
  expect(message?.files).toMatchObject([{ mimetype: 'image/png', text: null }]);
  const { status, id } = await upload('raw.bin', file);
  expect(status).toBe(200);
  expect(await started.control('GET', `files/${id}`)).toMatchObject({ size: 7, isComplete: false });
});

test('a file that no conversation is named for stays private', async () => {
  const before = (await started.as('U0OMAR').sees('C0PAYMENTS')).length;
  const { id } = await upload('private.txt');
  const { body } = await started.call('files.completeUploadExternal', { files: [{ id }] });
  expect(body['files']).toMatchObject([{ id, name: 'private.txt', title: 'private.txt' }]);
  expect(await started.as('U0OMAR').sees('C0PAYMENTS')).toHaveLength(before);
});

const reservations = [
  { args: { length: 5 }, error: 'invalid_arguments', because: 'a file has a name' },
  { args: { filename: 'a.txt', length: 0 }, error: 'missing_argument', because: 'an empty file is none' },
  { args: { filename: 'a.txt' }, error: 'missing_argument', because: 'its size must be announced' },
  { args: { filename: 'a.txt', length: 'long' }, error: 'invalid_arguments', because: 'a size is a number' },
  {
    args: { filename: 'a.png', length: 5, alt_txt: 'x'.repeat(1_001) },
    error: 'alt_txt_too_large',
    because: 'a description has at most 1000 characters',
  },
];

test.each(reservations)('no upload is promised ($error) because $because', async ({ args, error }) => {
  expect((await started.call('files.getUploadURLExternal', args)).body.error).toBe(error);
});

const completions = [
  { args: {}, error: 'channel_not_found', because: 'there is no such channel', channel: 'C0NONE' },
  { args: {}, error: 'channel_not_found', because: 'that conversation was never opened', channel: 'D0LIN' },
  { args: {}, error: 'not_in_channel', because: 'the bot is not a member there', channel: 'C0RANDOM' },
  { args: {}, error: 'invalid_arguments', because: 'a person is no conversation here', channel: 'U0OMAR' },
  { args: { thread_ts: '1.000001' }, error: 'thread_not_found', because: 'nothing stands at that ts' },
  { args: { blocks: [{ type: 'sektion' }] }, error: 'invalid_blocks', because: 'there is no such block' },
  { args: { files: [] }, error: 'invalid_arguments', because: 'no file is named' },
  { args: { files: [{ id: 'F0NONE' }] }, error: 'file_not_found', because: 'there is no such upload' },
];

test.each(completions)(
  'no file is shared ($error) because $because',
  async ({ args, error, channel = 'C0VPC' }) => {
    const { id } = await upload('a.txt');
    const asked = { channel_id: channel, files: [{ id }], ...args };
    expect((await started.call('files.completeUploadExternal', asked)).body.error).toBe(error);
    const again = await started.call('files.completeUploadExternal', { files: [{ id }] });
    expect(again.body.ok).toBe(true);
  },
);

test('a file is shared once, whole, and only after its bytes came', async () => {
  const { body } = await started.call('files.getUploadURLExternal', { filename: 'a.txt', length: 4 });
  const files = [{ id: body['file_id'] }];
  const send = async (text: string) =>
    (await fetch(String(body['upload_url']), { method: 'POST', body: text })).status;
  const complete = async () => (await started.call('files.completeUploadExternal', { files })).body.error;
  expect([await complete(), await send('too long'), await send('four')]).toEqual([
    'file_not_found',
    400,
    200,
  ]);
  expect([await complete(), await complete(), await send('four')]).toEqual([
    undefined,
    'file_not_found',
    404,
  ]);
});

test('an upload may fail by a fault of its own', async () => {
  started.faults.add({ target: 'slack', match: 'upload', kind: 'status', status: 503, times: 1 });
  expect((await upload('a.txt')).status).toBe(503);
  expect(started.slack.requests()['upload']?.requests).toBeGreaterThan(1);
});
