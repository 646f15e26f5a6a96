import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type Started, startBot, startSlack } from './bolt-app.ts';

let started: Started;
let bot: App | undefined;

const start = async (listen: (app: App) => void, over: 'socket' | 'http' = 'socket') => {
  started = await startSlack();
  bot = await startBot(started, listen, over);
  return started;
};

afterEach(async () => {
  await bot?.stop();
  bot = undefined;
  await started.slack.stop();
});

const block = { type: 'section', text: { type: 'mrkdwn', text: 'hello' } } as const;
const button = {
  type: 'button',
  text: { type: 'plain_text', text: 'Approve' },
  action_id: 'approve',
} as const;
const form: ModalView = {
  type: 'modal',
  callback_id: 'create',
  title: { type: 'plain_text', text: 'Create' },
  submit: { type: 'plain_text', text: 'Create' },
  blocks: [
    {
      type: 'input',
      block_id: 'name',
      label: { type: 'plain_text', text: 'Name' },
      element: { type: 'plain_text_input', action_id: 'name' },
    },
  ],
};

test.each(['socket', 'http'] as const)(
  'a command, a form, a message and a button go round over %s',
  async (over) => {
    const names: unknown[] = [];
    const { as } = await start((app) => {
      app.command('/vpc', async ({ ack, client, body, respond }) => {
        await ack();
        await respond({ text: `opening for ${body.text}`, response_type: 'ephemeral' });
        await client.views.open({ trigger_id: body.trigger_id, view: form });
      });
      app.view('create', async ({ ack, client, view }) => {
        const name = view.state.values['name']?.['name']?.value;
        names.push(name);
        if (name === 'bad')
          return ack({ response_action: 'errors', errors: { name: 'Choose another name.' } });
        await ack();
        const blocks = [block, { type: 'actions', elements: [button] }];
        await client.chat.postMessage({ channel: 'C0VPC', text: `VPC ${name}`, blocks });
      });
      app.action('approve', async ({ ack, respond, body }) => {
        await ack();
        await respond({ text: `Approved by <@${body.user.id}>`, replace_original: true });
      });
    }, over);
    const omar = as('U0OMAR');

    const typed = await omar.command('C0RANDOM', '/vpc create');
    expect(typed).toMatchObject({ error: null, problems: [] });
    expect(typed.ackedInMs).toBeLessThan(3_000);
    expect(await omar.reads('C0RANDOM')).toEqual(['vpcbot (only you can see this): opening for create']);
    expect(await as('U0LIN').reads('C0RANDOM')).toEqual([]);

    await omar.fill('Name', 'bad');
    expect(await omar.submit()).toMatchObject({
      kind: 'errors',
      errorsByLabel: { Name: 'Choose another name.' },
    });
    await omar.fill('Name', 'payments');
    expect(await omar.submit()).toMatchObject({ kind: 'closed', view: null });
    expect(names).toEqual(['bad', 'payments']);

    await as('U0LIN').press('Approve', { in: 'C0VPC' });
    await vi.waitFor(async () => expect(await omar.reads('C0VPC')).toEqual(['vpcbot: Approved by @lin']));
  },
);

const commandLine = '/vpc failed with the error "operation_timeout"';

test('without an app a command fails at once, in the line that Slack shows', async () => {
  started = await startSlack();
  const answer = await started.as('U0OMAR').command('C0VPC', '/vpc create');
  expect(answer).toMatchObject({ ackedInMs: null, error: '/vpc failed with the error "dispatch_failed"' });
  started.slack.setDelivery({ eventsUrl: 'http://127.0.0.1:9/slack/events' });
  const overHttp = await started.as('U0OMAR').command('C0VPC', '/vpc create');
  expect(overHttp.problems).toEqual(['dispatch_failed']);
});

test('a command is lost on its way, comes too late, or is acknowledged in vain, as the faults have it', async () => {
  const heard: string[] = [];
  const { as, faults } = await start((app) => {
    app.command('/vpc', async ({ ack, body }) => {
      heard.push(body.user_name);
      await ack();
    });
  });
  const fault = { target: 'app', match: 'slash_commands', times: 1 } as const;
  faults.add({ ...fault, kind: 'drop' });
  expect((await as('U0OMAR').command('C0VPC', '/vpc')).problems).toEqual(['dispatch_failed']);
  expect(heard).toEqual([]);

  faults.add({ ...fault, kind: 'slow', ms: 3_200 });
  const late = as('U0OMAR').command('C0VPC', '/vpc');
  await vi.waitFor(() => expect(faults.list()).toEqual([]));
  faults.add({ ...fault, kind: 'lose-answer' });
  const inVain = as('U0LIN').command('C0VPC', '/vpc');
  await vi.waitFor(() => expect(heard).toEqual(['lin']));
  for (const answer of [await late, await inVain]) {
    expect(answer).toMatchObject({ ackedInMs: null, error: commandLine });
  }
  await vi.waitFor(() => expect(heard).toEqual(['lin', 'omar']));
  expect((await as('U0OMAR').command('C0VPC', '/vpc')).problems).toEqual([]);
});

const row = {
  type: 'actions',
  elements: [
    button,
    { type: 'users_select', action_id: 'who' },
    { type: 'external_select', action_id: 'find' },
  ],
};
const noSooner = 2_900;
const deafLine = 'Operation timed out. Apps need to respond within 3 seconds.';
const troubleLine = 'We had some trouble connecting. Try again?';

test('an app that acknowledges nothing in 3 s shows as the line that Slack has for each gesture', async () => {
  let letGo = (): void => {};
  const late = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let isAcknowledged = false;
  const { as, call, slack } = await start((app) => {
    app.use(async ({ body, next }) => (body['type'] === 'view_submission' ? next() : new Promise(() => {})));
    app.view('create', async ({ ack }) => {
      await late;
      await ack().catch(() => {});
      isAcknowledged = true;
    });
  });
  await call('chat.postMessage', { channel: 'C0VPC', text: 'x', blocks: [row] });
  slack.views.open({ user: 'U0OMAR', channel: null }, { ...form });
  await as('U0OMAR').fill('Name', 'payments');
  slack.views.open({ user: 'U0OUT', channel: null }, { ...form, notify_on_close: true });
  const startedAt = performance.now();
  const here = { in: 'C0VPC', waitMs: 0 };
  const answers = await Promise.all([
    as('U0ADA').command('C0VPC', '/vpc create'),
    as('U0GRACE').press('Approve', here),
    as('U0LIN').fill('who', '@ada', here),
    as('U0NINA').shortcut('ask'),
    as('U0OMAR').submit(),
    as('U0OUT').close(),
    as('U0EVE')
      .looksUp('find', 'pay', here)
      .catch((error: Error) => ({ error: error.message })),
  ]);
  expect(performance.now() - startedAt).toBeGreaterThan(noSooner);
  expect(answers.map((answer) => ('error' in answer ? answer.error : answer))).toEqual([
    ...[commandLine, deafLine, deafLine, deafLine, troubleLine, null],
    expect.stringContaining(deafLine),
  ]);
  expect(answers[4]).toMatchObject({ kind: 'failed', view: { title: 'Create' } });
  letGo();
  await vi.waitFor(() => expect(isAcknowledged).toBe(true));
  expect(await as('U0OMAR').view()).toMatchObject({ fields: [{ shown: 'payments', error: null }] });
});

test('over HTTP too an app has 3 s to acknowledge', async () => {
  const { as } = await start((app) => app.command('/vpc', () => new Promise(() => {})), 'http');
  const startedAt = performance.now();
  expect((await as('U0OMAR').command('C0VPC', '/vpc create')).error).toBe(commandLine);
  expect(performance.now() - startedAt).toBeGreaterThan(noSooner);
});

test('an event that a dropped connection left unacknowledged comes again on the next one', async () => {
  const attempts: unknown[] = [];
  const { slack, call, control } = await startSlack().then((fresh) => {
    started = fresh;
    return fresh;
  });
  const connect = async (
    onEvent: (socket: WebSocket, frame: { envelope_id: string; retry_attempt?: number }) => void,
  ) => {
    const { body } = await call('apps.connections.open', {}, 'xapp-sandbox');
    const socket = new WebSocket(body.url);
    const greeted = new Promise<void>((resolve) => {
      socket.addEventListener('message', ({ data }) => {
        const frame = JSON.parse(String(data));
        if (frame.type === 'hello') resolve();
        else onEvent(socket, frame);
      });
    });
    await greeted;
    return socket;
  };
  await connect((socket, frame) => {
    attempts.push(frame.retry_attempt ?? 0);
    socket.close();
  });
  await control('POST', 'event', { event: { type: 'app_mention', user: 'U0ADA' } });
  await vi.waitFor(() => expect(slack.connections()).toBe(0));
  await connect((socket, frame) => {
    attempts.push(frame.retry_attempt);
    socket.send(JSON.stringify({ envelope_id: frame.envelope_id, payload: {} }));
  });
  await vi.waitFor(() => expect(attempts).toEqual([0, 1]));
});

test('a connection needs a fresh ticket', async () => {
  started = await startSlack();
  const { body } = await started.call('apps.connections.open', {}, 'xapp-sandbox');
  const opened = (url: string) =>
    new Promise<boolean>((resolve) => {
      const socket = new WebSocket(url);
      socket.addEventListener('open', () => resolve(true));
      socket.addEventListener('error', () => resolve(false));
    });
  expect(await opened(body.url)).toBe(true);
  expect(await opened(body.url)).toBe(false);
});

test.each(['refresh', 'drop'] as const)(
  'a bot comes back after a %s of its connection and hears the next command',
  async (action) => {
    const { as, slack, control } = await start((app) => app.command('/vpc', ({ ack }) => ack('here')));
    await control('POST', 'sockets', { action });
    await vi.waitFor(() => expect(slack.connections()).toBe(0));
    expect((await as('U0OMAR').command('C0VPC', '/vpc')).problems).toEqual(['dispatch_failed']);
    await vi.waitFor(() => expect(slack.connections()).toBe(1), { timeout: 5_000 });
    expect(await as('U0OMAR').command('C0VPC', '/vpc')).toMatchObject({
      error: null,
      messages: [{ lines: ['here'] }],
    });
  },
);

test('a payload can be delivered twice', async () => {
  const heard: string[] = [];
  const { as } = await start((app) =>
    app.command('/vpc', async ({ ack, body }) => {
      heard.push(body.trigger_id);
      await ack('here');
    }),
  );
  const answer = await as('U0OMAR').command('C0VPC', '/vpc', { duplicate: true });
  expect(answer.duplicate?.problems).toEqual([]);
  expect(heard).toHaveLength(2);
  expect(heard[0]).toBe(heard[1]);
});

test('members of a user group come and go, and the app hears of it', async () => {
  const heard: unknown[] = [];
  const { call, control } = await start((app) =>
    app.event('subteam_members_changed', async ({ event }) => void heard.push(event.subteam_id)),
  );
  await control('POST', 'groups/S0PLATFORM', { add: ['U0NINA'], remove: ['U0ADA'] });
  await control('POST', 'users/U0LIN', { deactivated: true });
  const { body } = await call('usergroups.users.list', { usergroup: 'S0PLATFORM' });
  expect(body['users']).toEqual(['U0GRACE', 'U0NINA']);
  await vi.waitFor(() => expect(heard).toEqual(['S0PLATFORM']));
});
