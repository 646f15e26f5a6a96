import { EventEmitter } from 'node:events';
import type { SocketModeReceiver } from '@slack/bolt';
import type { ModalView } from '@slack/web-api';
import { expect, test } from 'vitest';
import { createSlackApp } from '../../src/slack/app.ts';
import { keepOpen } from '../../src/slack/socket.ts';
import { startSlack } from '../sandbox/bolt-app.ts';

const QUIET = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

const BOT = {
  appId: 'A0VPCBOT',
  teamId: 'T0VPC',
  userId: 'U0VPCBOT',
  botId: 'B0VPCBOT',
  url: 'https://acme',
};

const FORM: ModalView = {
  type: 'modal',
  callback_id: 'form',
  title: { type: 'plain_text', text: 'Form' },
  submit: { type: 'plain_text', text: 'Send' },
  blocks: [{ type: 'section', text: { type: 'plain_text', text: 'Nothing to fill in' } }],
};

/** The bot's own app at the sandbox's Slack, not yet started; it answers `/vpc` with a form, and takes that. */
const openApp = async (findTeam: () => Promise<string | null> = async () => 'T0VPC') => {
  const started = await startSlack();
  const unanswered: string[] = [];
  let taken = 0;
  let opened = 0;
  const app = createSlackApp(
    {
      botToken: 'xoxb-sandbox',
      apiUrl: started.slack.apiUrl,
      delivery: { kind: 'socket', appToken: 'xapp-sandbox' },
      timeout: 1_000,
      log: QUIET,
      tell: {
        began: () => {},
        acknowledged: () => {},
        unanswered: ({ kind }) => void unanswered.push(kind),
        called: () => {},
        connected: (is) => {
          if (is) opened += 1;
        },
      },
    },
    BOT,
    findTeam,
  );
  app.command('/vpc', async ({ ack, client, body }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: FORM });
  });
  app.view('form', async ({ ack }) => {
    taken += 1;
    await ack();
  });
  const refuse = (error: string) =>
    started.faults.add({
      target: 'slack',
      match: 'apps.connections.open',
      kind: 'status',
      status: 200,
      error,
      times: 1,
    });
  const stop = async () => {
    await app.stop();
    await started.slack.stop();
  };
  return { ...started, app, refuse, stop, unanswered, taken: () => taken, opened: () => opened };
};

test('a bot whose socket was closed hears again, whatever Slack refuses in between', async () => {
  const { app, slack, control, faults, refuse, as, stop } = await openApp();
  await app.start();
  refuse('internal_error');
  refuse('invalid_auth');
  await control('POST', 'sockets', { action: 'refresh' });
  await expect.poll(() => faults.list().length, { timeout: 9_000, interval: 50 }).toBe(0);
  await expect.poll(() => slack.connections(), { timeout: 9_000, interval: 50 }).toBe(1);
  expect((await as('U0OMAR').command('C0VPC', '/vpc')).error).toBeNull();
  await stop();
}, 25_000);

test('a start that Slack refuses fails at once, with what Slack says', async () => {
  const { app, slack, refuse, stop } = await openApp();
  refuse('invalid_auth');
  await expect(app.start()).rejects.toMatchObject({ code: 'SLACK_REFUSED', said: 'invalid_auth' });
  expect(slack.connections()).toBe(0);
  await stop();
});

test('a bot that is stopped while it waits for Slack opens no socket any more', async () => {
  const { app, slack, faults, refuse, control, stop } = await openApp();
  await app.start();
  refuse('invalid_auth');
  await control('POST', 'sockets', { action: 'drop' });
  await expect.poll(() => slack.connections()).toBe(0);
  await stop();
  expect(faults.list()).toHaveLength(1);
});

test('a bot that is stopped while Slack takes its time to open a socket closes that at once', async () => {
  const { app, slack, faults, control, opened, stop } = await openApp();
  await app.start();
  faults.add({ target: 'slack', match: 'apps.connections.open', kind: 'slow', ms: 200, times: 1 });
  await control('POST', 'sockets', { action: 'drop' });
  const asked = () => faults.list().length === 0;
  await expect.poll(asked, { timeout: 5_000, interval: 20 }).toBe(true);
  await app.stop();
  await expect.poll(opened).toBe(2);
  await expect.poll(() => slack.connections()).toBe(0);
  await stop();
});

test.concurrent.each([
  {
    findTeam: async () => null,
    because: 'Slack knows nobody of that id in another workspace',
  },
  {
    findTeam: () => Promise.reject(new Error('slack did not answer')),
    because: 'Slack does not say where somebody of another workspace is at home',
  },
])('a form that is refused stays, with an error that Slack shows: $because', async ({ findTeam }) => {
  const { app, as, unanswered, taken, stop } = await openApp(findTeam);
  await app.start();
  const oscar = as('U0OUT');
  await oscar.command('C0VPC', '/vpc');
  await expect.poll(async () => (await oscar.view())?.title).toBe('Form');
  const sent = await oscar.submit();
  expect(sent).toMatchObject({ ackedInMs: null, view: { title: 'Form' } });
  expect(sent.error).not.toBeNull();
  expect([taken(), unanswered]).toEqual([0, ['submit']]);
  await stop();
});

test('a form that Slack has no room for holds up nobody else’s', async () => {
  const { app, as, faults, stop } = await openApp();
  await app.start();
  const limit = {
    target: 'slack',
    match: 'views.open',
    kind: 'status',
    status: 429,
    retryAfter: 30,
  } as const;
  faults.add({ ...limit, times: 1 });
  await as('U0OMAR').command('C0VPC', '/vpc');
  expect(faults.list()).toEqual([]);
  await as('U0LIN').command('C0VPC', '/vpc');
  await expect.poll(async () => (await as('U0LIN').view())?.title).toBe('Form');
  await stop();
});

/** A client whose sockets are opened when it is asked and closed by hand, at a clock that is moved by hand. */
const keepFake = () => {
  const client = new EventEmitter();
  let [time, opened] = [0, 0];
  const start = async () => {
    opened += 1;
    client.emit('connected');
    return { ok: true };
  };
  const fake = Object.assign(client, { start, disconnect: async () => void client.emit('disconnecting') });
  keepOpen(fake as unknown as SocketModeReceiver['client'], QUIET, () => time);
  return {
    fake,
    opened: () => opened,
    closeAfter: (ms: number) => {
      time += ms;
      client.emit('disconnected');
    },
  };
};

test.each([
  { lived: 3_600_000, opened: 2, because: 'Slack recycles a host once an hour, and people type meanwhile' },
  { lived: 2_000, opened: 2, because: 'that is as often as one may be opened' },
  { lived: 1, opened: 1, because: 'a Slack that closes whatever is opened is not asked without a pause' },
])('a socket that lived for $lived ms: $opened are opened by then, for $because', async (row) => {
  const { fake, opened, closeAfter } = keepFake();
  await fake.start();
  closeAfter(row.lived);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(opened()).toBe(row.opened);
  await fake.disconnect();
});
