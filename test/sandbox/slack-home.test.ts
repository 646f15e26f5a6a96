import type { App } from '@slack/bolt';
import type { HomeView, ModalView } from '@slack/types';
import { afterEach, expect, test, vi } from 'vitest';
import type { AppManifest } from '../../sandbox/slack/manifest.ts';
import { type Started, startBot, startSlack } from './bolt-app.ts';

let started: Started;
let bot: App | undefined;

const start = async (listen: (app: App) => void, declared: Partial<AppManifest> = {}) => {
  started = await startSlack('socket', false, declared);
  bot = await startBot(started, listen);
  return started;
};

afterEach(async () => {
  await bot?.stop();
  bot = undefined;
  await started.slack.stop();
});

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (text: string, value: string) => ({ text: plain(text), value });
const form: ModalView = {
  type: 'modal',
  callback_id: 'form',
  title: plain('Form'),
  blocks: [{ type: 'divider' }],
};

const projects = [option('Payments', 'payments'), option('Analytics', 'analytics')];
const home: HomeView = {
  type: 'home',
  blocks: [
    {
      type: 'section',
      block_id: 'project',
      text: plain('Project'),
      accessory: {
        type: 'static_select',
        action_id: 'project',
        options: projects,
        initial_option: option('Payments', 'payments'),
      },
    },
    {
      type: 'actions',
      block_id: 'acts',
      elements: [
        { type: 'button', text: plain('New VPC'), action_id: 'new', value: 'payments' },
        { type: 'radio_buttons', action_id: 'show', options: [option('Mine', 'mine'), option('All', 'all')] },
      ],
    },
  ],
};

test('the App Home is filled in and pressed like a message, and opens forms', async () => {
  const opened: unknown[] = [];
  const acted: unknown[] = [];
  const { as } = await start((app) => {
    app.event('app_home_opened', async ({ client, event }) => {
      opened.push([event.tab, event.channel, event.view?.type ?? null]);
      if (event.tab === 'home') await client.views.publish({ user_id: event.user, view: home });
    });
    app.action(
      { type: 'block_actions', action_id: /project|show/ },
      async ({ ack, action, body: { container, view } }) => {
        await ack();
        acted.push([action, { container, type: view?.type }]);
      },
    );
    app.action('new', async ({ ack, client, body }) => {
      await ack();
      await client.views.open({ trigger_id: 'trigger_id' in body ? body.trigger_id : '', view: form });
    });
  });
  const omar = as('U0OMAR');
  expect((await omar.home())?.lines).toEqual(['Project [Payments]', '[New VPC] [ ] Mine [ ] All']);
  const id = (await omar.view('home'))?.id;
  const scene = { container: { type: 'view', view_id: id }, type: 'home' };
  await omar.choose('project', 'Analytics', { in: 'home', settleMs: 0 });
  await omar.choose('show', 'All', { in: 'home', settleMs: 0 });
  expect(acted).toMatchObject([
    [{ type: 'static_select', selected_option: { value: 'analytics' } }, scene],
    [{ type: 'radio_buttons', selected_option: { value: 'all' } }, scene],
  ]);
  const lines = ['Project [Analytics]', '[New VPC] [ ] Mine [x] All'];
  expect((await omar.view('home'))?.lines).toEqual(lines);
  const pressed = await omar.press('New VPC', { in: 'home', settleMs: 3_000 });
  expect(pressed.view?.title).toBe('Form');
  await omar.opensMessages();
  expect((await omar.home())?.id).toBe(id);
  expect(opened).toEqual([
    ['home', 'D0OMAR', null],
    ['messages', 'D0OMAR', null],
    ['home', 'D0OMAR', 'home'],
  ]);
});

test('a home is replaced only by whom knows what stands there', async () => {
  const { call } = await start(() => {});
  const publish = async (hash?: string) =>
    (await call('views.publish', { user_id: 'U0OMAR', view: home, ...(hash === undefined ? {} : { hash }) }))
      .body;
  const first = await publish();
  const second = await publish(first.view.hash);
  expect(second.view.id).toBe(first.view.id);
  expect((await publish(first.view.hash)).error).toBe('hash_conflict');
  expect((await publish()).ok).toBe(true);
});

test('what the manifest does not declare is not there', async () => {
  const { as, call } = await start(() => {}, {
    hasHome: false,
    hasMessages: false,
    isReadOnly: true,
    events: [],
  });
  const omar = as('U0OMAR');
  expect((await call('views.publish', { user_id: 'U0OMAR', view: home })).body.error).toBe('not_enabled');
  expect((await call('chat.postMessage', { channel: 'U0OMAR', text: 'x' })).body.error).toBe(
    'messages_tab_disabled',
  );
  await expect(omar.home()).rejects.toThrow('enables no Home tab');
  await expect(omar.say('@vpcbot', 'hello')).rejects.toThrow('nobody can write');
  await expect(omar.command('@vpcbot', '/vpc')).rejects.toThrow('nobody can write');
  await expect(omar.command('C0VPC', '/dns')).rejects.toThrow('/dns is none of /vpc');
  await expect(omar.shortcut('close')).rejects.toThrow('no global shortcut "close" but "Ask for a VPC"');
});

test('a home that nobody would fill says why', async () => {
  const { as } = await start(() => {}, { events: [] });
  await expect(as('U0OMAR').home()).rejects.toThrow('does not subscribe to app_home_opened');
});

test('a global shortcut opens a form from nowhere, and its app must answer', async () => {
  const heard: unknown[] = [];
  const { as, control } = await start((app) =>
    app.shortcut('ask', async ({ ack, client, shortcut }) => {
      await ack();
      heard.push(shortcut);
      await client.views.open({ trigger_id: shortcut.trigger_id, view: form });
    }),
  );
  const answer = await as('U0OMAR').shortcut('Ask for a VPC');
  expect(answer).toMatchObject({ error: null, view: { title: 'Form' } });
  expect(answer.ackedInMs).toBeLessThan(3_000);
  expect(heard).toEqual([
    {
      type: 'shortcut',
      callback_id: 'ask',
      trigger_id: expect.any(String),
      action_ts: expect.any(String),
      user: { id: 'U0OMAR', username: 'omar', name: 'omar', team_id: 'T0VPC' },
      team: { id: 'T0VPC', domain: 'acme' },
      token: expect.any(String),
      enterprise: null,
      is_enterprise_install: false,
    },
  ]);
  await bot?.stop();
  bot = undefined;
  await control('POST', 'sockets', { action: 'drop' });
  await vi.waitFor(() => expect(started.slack.connections()).toBe(0));
  expect(await as('U0OMAR').shortcut('ask')).toMatchObject({
    problems: ['dispatch_failed'],
    view: { title: 'Form' },
  });
});
