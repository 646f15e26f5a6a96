import type { App, ViewResponseAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { afterEach, expect, test, vi } from 'vitest';
import { CannotAct } from '../../sandbox/person.ts';
import { type Started, startBot, startSlack } from './bolt-app.ts';

let started: Started;
let bot: App | undefined;

const start = async (listen: (app: App) => void) => {
  started = await startSlack();
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
const modal = (blocks: ModalView['blocks'], more: Partial<ModalView> = {}): ModalView => ({
  type: 'modal',
  callback_id: 'form',
  title: plain('Form'),
  submit: plain('Send'),
  blocks,
  ...more,
});
const note = (text: string): ModalView['blocks'][number] => ({ type: 'section', text: plain(text) });

const wide = modal([
  {
    type: 'input',
    block_id: 'name',
    label: plain('Name'),
    element: { type: 'plain_text_input', action_id: 'name', min_length: 3, max_length: 8 },
  },
  {
    type: 'input',
    block_id: 'region',
    dispatch_action: true,
    label: plain('Region'),
    element: {
      type: 'static_select',
      action_id: 'region',
      options: [option('Virginia', 'us-east-1'), option('Ireland', 'eu-west-1')],
    },
  },
  {
    type: 'input',
    block_id: 'peer',
    optional: true,
    label: plain('Peer'),
    element: { type: 'external_select', action_id: 'peer', min_query_length: 2 },
  },
  {
    type: 'input',
    block_id: 'days',
    optional: true,
    label: plain('Days'),
    element: {
      type: 'multi_static_select',
      action_id: 'days',
      options: [option('Monday', 'mo'), option('Friday', 'fr')],
    },
  },
  {
    type: 'input',
    block_id: 'agree',
    optional: true,
    label: plain('Terms'),
    element: { type: 'checkboxes', action_id: 'agree', options: [option('I agree', 'yes')] },
  },
  {
    type: 'input',
    block_id: 'owner',
    optional: true,
    label: plain('Owner'),
    element: { type: 'users_select', action_id: 'owner' },
  },
]);

const openOnCommand = (view: ModalView) => (app: App) =>
  app.command('/vpc', async ({ ack, client, body }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view });
  });

test('a form is filled by its labels and the app gets every value', async () => {
  const actions: unknown[] = [];
  const got: unknown[] = [];
  const { as } = await start((app) => {
    openOnCommand(wide)(app);
    app.action('region', async ({ ack, action }) => {
      actions.push(action);
      await ack();
    });
    app.options('peer', ({ ack, options }) =>
      ack({ options: ['one', 'two'].map((end) => option(`${options.value}-${end}`, end)) }),
    );
    app.view('form', async ({ ack, view }) => {
      got.push(view.state.values);
      await ack();
    });
  });
  const omar = as('U0OMAR');
  await omar.command('C0VPC', '/vpc');
  await omar.fill('Name', 'payments');
  await omar.fill('Region', 'Ireland', { settleMs: 0 });
  expect(await omar.looksUp('Peer', 'acc')).toEqual([
    { text: 'acc-one', value: 'one' },
    { text: 'acc-two', value: 'two' },
  ]);
  await omar.fill('peer', 'two');
  await omar.fill('Days', ['Monday', 'fr']);
  await omar.fill('Terms', ['I agree']);
  const { view } = await omar.fill('Owner', '@ada');
  expect(view?.lines).toEqual([
    'Name: payments',
    'Region: Ireland',
    'Peer (optional): two-two',
    'Days (optional): Monday, Friday',
    'Terms (optional): I agree',
    'Owner (optional): @ada',
  ]);
  expect(actions).toMatchObject([{ type: 'static_select', selected_option: { value: 'eu-west-1' } }]);
  expect(await omar.submit()).toMatchObject({ kind: 'closed', isSent: true });
  expect(got).toMatchObject([
    {
      name: { name: { type: 'plain_text_input', value: 'payments' } },
      region: { region: { selected_option: { value: 'eu-west-1' } } },
      peer: { peer: { selected_option: { value: 'two' } } },
      days: { days: { selected_options: [{ value: 'mo' }, { value: 'fr' }] } },
      agree: { agree: { selected_options: [{ value: 'yes' }] } },
      owner: { owner: { selected_user: 'U0ADA' } },
    },
  ]);
});

test('Slack’s client refuses an incomplete form by itself', async () => {
  const { as } = await start(openOnCommand(wide));
  const omar = as('U0OMAR');
  await omar.command('C0VPC', '/vpc');
  await omar.fill('Name', 'ab');
  const refused = await omar.submit();
  expect(refused).toMatchObject({ kind: 'errors', isSent: false });
  expect(Object.keys(refused.errorsByLabel)).toEqual(['Name', 'Region']);
  expect(refused.view?.fields[0]?.error).toBe('Must be at least 3 characters.');
});

test('a gesture that cannot be made says what is there instead', async () => {
  const { as } = await start(openOnCommand(wide));
  const omar = as('U0OMAR');
  await omar.command('C0VPC', '/vpc');
  const cases = [
    omar.fill('Colour', 'red', { waitMs: 0 }),
    omar.fill('Region', 'Mars'),
    omar.looksUp('Peer', 'a'),
    omar.press('Approve', { in: 'C0VPC', waitMs: 0 }),
    omar.reads('D0ADA'),
    as('U0NOBODY').view(),
  ];
  for (const gesture of cases) await expect(gesture).rejects.toBeInstanceOf(CannotAct);
});

const responses: { because: string; ack: object; kind: string; top: string | null }[] = [
  { because: 'a bare acknowledgement closes the form', ack: {}, kind: 'closed', top: null },
  { because: 'clear closes all', ack: { response_action: 'clear' }, kind: 'closed', top: null },
  {
    because: 'update shows another in its place',
    ack: { response_action: 'update', view: modal([note('x')], { title: plain('Next') }) },
    kind: 'updated',
    top: 'Next',
  },
  {
    because: 'push lays another on it',
    ack: { response_action: 'push', view: modal([note('x')], { title: plain('Above') }) },
    kind: 'pushed',
    top: 'Above',
  },
  {
    because: 'an error beside no input block is none',
    ack: { response_action: 'errors', errors: { nowhere: 'x' } },
    kind: 'failed',
    top: 'Form',
  },
  {
    because: 'a view over the limits is not shown',
    ack: { response_action: 'update', view: modal([note('x')], { title: plain('x'.repeat(25)) }) },
    kind: 'failed',
    top: 'Form',
  },
  {
    because: 'there is no such response_action',
    ack: { response_action: 'dance' },
    kind: 'failed',
    top: 'Form',
  },
];

test.each(responses)(
  'a submission follows its acknowledgement: $because',
  async ({ ack: answer, kind, top }) => {
    const { as } = await start((app) => {
      openOnCommand(modal([note('x')]))(app);
      app.view('form', ({ ack }) => ack(answer as ViewResponseAction & undefined));
    });
    await as('U0OMAR').command('C0VPC', '/vpc');
    const submitted = await as('U0OMAR').submit();
    expect(submitted.kind).toBe(kind);
    expect(submitted.view?.title ?? null).toBe(top);
    expect(submitted.error).toBe(kind === 'failed' ? 'We had some trouble connecting. Try again?' : null);
  },
);

test('a loading form is filled in later, and what was typed stays', async () => {
  const { as, call } = await start(openOnCommand(wide));
  const omar = as('U0OMAR');
  const { view } = await omar.command('C0VPC', '/vpc');
  await omar.fill('Name', 'payments');
  const more = modal([...wide.blocks, note('now with a note')], { title: plain('Loaded') });
  const { body } = await call('views.update', {
    view_id: view?.id,
    hash: (await omar.view())?.hash,
    view: more,
  });
  expect(body.view.state.values['name']).toEqual({ name: { type: 'plain_text_input', value: 'payments' } });
  expect(await omar.view()).toMatchObject({
    title: 'Loaded',
    fields: expect.arrayContaining([expect.objectContaining({ label: 'Name', shown: 'payments' })]),
  });
});

test('at most three views lie on one another, and closing shows the one below', async () => {
  const errors: unknown[] = [];
  const closed: unknown[] = [];
  const more = modal(
    [note('x'), { type: 'actions', elements: [{ type: 'button', text: plain('More'), action_id: 'more' }] }],
    { notify_on_close: true },
  );
  const { as } = await start((app) => {
    openOnCommand(more)(app);
    app.action('more', async ({ ack, client, body }) => {
      await ack();
      const trigger_id = 'trigger_id' in body ? String(body.trigger_id) : '';
      await client.views.push({ trigger_id, view: more }).catch((error) => errors.push(error.data.error));
    });
    app.view({ type: 'view_closed', callback_id: 'form' }, async ({ ack, view }) => {
      closed.push(view.id);
      await ack();
    });
  });
  const omar = as('U0OMAR');
  const first = await omar.command('C0VPC', '/vpc');
  await omar.press('More', { settleMs: 3_000 });
  const third = await omar.press('More', { settleMs: 3_000 });
  await omar.press('More');
  await vi.waitFor(() => expect(errors).toEqual(['push_limit_reached']));
  await omar.close();
  await omar.close();
  expect((await omar.view())?.id).toBe(first.view?.id);
  expect(closed[0]).toBe(third.view?.id);
});

const approval = [
  { type: 'section', text: { type: 'mrkdwn', text: 'Approve?' } },
  {
    type: 'actions',
    elements: [
      {
        type: 'button',
        text: plain('Approve'),
        action_id: 'approve',
        value: 'r1',
        confirm: { title: plain('Sure?'), text: plain('It costs.') },
      },
    ],
  },
];

test('a press is confirmed, names who pressed, and may be stale or forged', async () => {
  const heard: unknown[] = [];
  const { as, call } = await start((app) =>
    app.action('approve', async ({ ack, action, body }) => {
      heard.push([body.user.id, 'value' in action ? action.value : null]);
      await ack();
    }),
  );
  const { ts } = (await call('chat.postMessage', { channel: 'C0VPC', text: 'x', blocks: approval })).body;
  const pressed = await as('U0LIN').press('Approve', { in: 'C0VPC', settleMs: 0 });
  expect(pressed.confirmed).toMatchObject({ title: { text: 'Sure?' } });
  expect(await as('U0LIN').press('Approve', { in: 'C0VPC', decline: true })).toMatchObject({
    ackedInMs: null,
  });
  await call('chat.update', { channel: 'C0VPC', ts, text: 'done' });
  await as('U0GRACE').press('approve', { in: 'C0VPC', ts, settleMs: 0 });
  await as('U0EVE').press('approve', { in: 'C0VPC', ts, value: 'r2', settleMs: 0 });
  await as('U0OUT').pressRaw(
    {
      channel: { id: 'C0VPC' },
      actions: [{ type: 'button', action_id: 'approve', block_id: 'b', value: 'r3' }],
    },
    { settleMs: 0 },
  );
  expect(heard).toEqual([
    ['U0LIN', 'r1'],
    ['U0GRACE', 'r1'],
    ['U0EVE', 'r2'],
    ['U0OUT', 'r3'],
  ]);
});

test('a response_url serves five times within half an hour', async () => {
  const urls: string[] = [];
  const { as, clock } = await start((app) =>
    app.command('/vpc', async ({ ack, body }) => {
      urls.push(body.response_url);
      await ack();
    }),
  );
  await as('U0OMAR').command('C0VPC', '/vpc', { settleMs: 0 });
  await as('U0OMAR').command('C0VPC', '/vpc', { settleMs: 0 });
  const use = async (url: string | undefined, body: object = { text: 'hi' }) =>
    (
      await fetch(url ?? '', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).status;
  const [first, second] = urls;
  expect(await use(first, { text: 'x', blocks: [{ type: 'sektion' }] })).toBe(400);
  expect([await use(first), await use(first), await use(first), await use(first), await use(first)]).toEqual([
    200, 200, 200, 200, 404,
  ]);
  expect(await use(second, { text: 'all', response_type: 'in_channel' })).toBe(200);
  expect(await as('U0ADA').reads('C0VPC')).toEqual(['vpcbot: all']);
  clock.advance(30 * 60_000 + 1);
  expect(await use(second)).toBe(404);
});

test('an ephemeral message with buttons can be replaced and deleted by its response_url', async () => {
  const { as } = await start((app) => {
    app.command('/vpc', ({ ack }) =>
      ack({
        text: 'plan',
        blocks: [
          {
            type: 'actions',
            elements: ['Go', 'Drop'].map((text) => ({ type: 'button', text: plain(text), action_id: text })),
          },
        ],
      }),
    );
    app.action('Go', async ({ ack, respond, body }) => {
      await ack();
      await respond({
        replace_original: true,
        text: `going ${'message' in body ? 'with' : 'without'} the message`,
        blocks: [{ type: 'actions', elements: [{ type: 'button', text: plain('Drop'), action_id: 'Drop' }] }],
      });
    });
    app.action('Drop', async ({ ack, respond }) => {
      await ack();
      await respond({ delete_original: true });
    });
  });
  const omar = as('U0OMAR');
  await omar.command('C0VPC', '/vpc');
  const [replaced] = (await omar.press('Go', { in: 'C0VPC', settleMs: 3_000 })).messages;
  expect(replaced).toMatchObject({ text: 'going without the message', isEphemeral: true });
  await omar.press('Drop', { in: 'C0VPC', settleMs: 3_000 });
  expect(await omar.sees('C0VPC')).toEqual([]);
});

test('the App Home opens with what the app publishes', async () => {
  const { as } = await start((app) =>
    app.event('app_home_opened', async ({ client, event }) => {
      await client.views.publish({
        user_id: event.user,
        view: { type: 'home', blocks: [note('Your requests')] },
      });
    }),
  );
  expect(await as('U0OMAR').home()).toMatchObject({ type: 'home', lines: ['Your requests'] });
  expect((await as('U0OMAR').view('home'))?.lines).toEqual(['Your requests']);
});

test('an acknowledgement over the limits is the person’s error line', async () => {
  const { as } = await start((app) =>
    app.command('/vpc', ({ ack }) =>
      ack({ text: 'x', blocks: [{ type: 'header', text: plain('x'.repeat(151)) }] }),
    ),
  );
  const answer = await as('U0OMAR').command('C0VPC', '/vpc');
  expect(answer.error).toBe('/vpc failed with the error "invalid_blocks"');
  expect(answer.problems[1]).toContain('json-pointer:/blocks/0/text/text');
});
