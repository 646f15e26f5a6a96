import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Started, startBot, startSlack } from './bolt-app.ts';

const recorded = resolve(process.env['VPCBOT_SPECS'] ?? '../shared/specs', 'slack/json-logs');

type Shape = Record<string, unknown>;

const isShape = (value: unknown): value is Shape =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Members that Slack's documentation has and the recording left empty or out. */
const documented = [
  'event.view.blocks',
  'event.view.state.values',
  'view.blocks',
  'view.state.values',
  'response_urls',
  'actions',
  'state.values',
];

/** The members of `value` that the recorded shape does not have, by path. */
const strangers = (value: Shape, shape: Shape, path = ''): string[] =>
  Object.entries(value).flatMap(([name, member]) => {
    const here = path === '' ? name : `${path}.${name}`;
    if (documented.includes(here)) return [];
    if (!Object.hasOwn(shape, name)) return [here];
    const known = shape[name];
    return isShape(member) && isShape(known) ? strangers(member, known, here) : [];
  });

const rows = [
  { kind: 'slash command', file: 'app-backend/slash-commands/SlashCommandPayload.json' },
  { kind: 'block_actions', file: 'app-backend/interactive-components/BlockActionPayload.json' },
  { kind: 'view_submission', file: 'app-backend/views/ViewSubmissionPayload.json' },
  { kind: 'view_closed', file: 'app-backend/views/ViewClosedPayload.json' },
  { kind: 'app_home_opened', file: 'events/AppHomeOpenedPayload.json' },
  { kind: 'subteam_members_changed', file: 'events/SubteamMembersChangedPayload.json' },
];

const form: ModalView = {
  type: 'modal',
  callback_id: 'form',
  title: { type: 'plain_text', text: 'Form' },
  submit: { type: 'plain_text', text: 'Send' },
  notify_on_close: true,
  blocks: [{ type: 'divider' }],
};
const approve = {
  type: 'button',
  text: { type: 'plain_text', text: 'Approve' },
  action_id: 'approve',
  value: 'r1',
};

let started: Started;
let bot: App;
const payloads: Record<string, Shape> = {};

beforeAll(async () => {
  started = await startSlack();
  const { as, call, control } = started;
  bot = await startBot(started, (app) => {
    app.use(async ({ body, next }) => {
      const payload = body as unknown as Shape;
      const event = isShape(payload['event']) ? payload['event']['type'] : payload['type'];
      payloads[String(event ?? 'slash command')] = payload;
      await next();
    });
    app.command('/vpc', async ({ ack, client, body }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: form });
    });
    app.view('form', ({ ack }) => ack());
    app.view({ type: 'view_closed', callback_id: 'form' }, ({ ack }) => ack());
    app.action('approve', ({ ack }) => ack());
    app.event('subteam_members_changed', async () => {});
    app.event('app_home_opened', async () => {});
  });
  await as('U0ADA').command('C0VPC', '/vpc create');
  await as('U0ADA').submit();
  await as('U0ADA').command('C0VPC', '/vpc create');
  await as('U0ADA').close();
  await call('chat.postMessage', {
    channel: 'C0VPC',
    text: 'x',
    blocks: [{ type: 'actions', elements: [approve] }],
  });
  await as('U0ADA').press('Approve', { in: 'C0VPC', settleMs: 0 });
  await control('POST', 'groups/S0NET', { add: ['U0ADA'] });
  await call('views.publish', { user_id: 'U0ADA', view: { type: 'home', blocks: [{ type: 'divider' }] } });
  await as('U0ADA').home();
  await vi.waitFor(() => expect(Object.keys(payloads)).toHaveLength(rows.length));
});

afterAll(async () => {
  await bot.stop();
  await started.slack.stop();
});

test.skipIf(!existsSync(recorded)).each(rows)(
  'a $kind payload has no member that Slack’s recorded one lacks (skipped: no specs)',
  ({ kind, file }) => {
    const shape = JSON.parse(readFileSync(`${recorded}/${file}`, 'utf8'));
    expect(strangers(payloads[kind] ?? { missing: kind }, shape)).toEqual([]);
  },
);
