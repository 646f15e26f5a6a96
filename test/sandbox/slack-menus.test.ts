import type { App } from '@slack/bolt';
import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Started, startBot, startSlack } from './bolt-app.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (text: string, value: string): PlainTextOption => ({ text: plain(text), value });
const group = (label: string, ...options: PlainTextOption[]) => ({ label: plain(label), options });
const modal = (...blocks: KnownBlock[]): ModalView => ({
  type: 'modal',
  callback_id: 'form',
  title: plain('Form'),
  submit: plain('Send'),
  blocks,
});

let started: Started;
let bot: App;
let form: ModalView;
/** The interactions that the app got, as far as the tests read them. */
let heard: { type: string; [name: string]: unknown }[] = [];

beforeAll(async () => {
  started = await startSlack();
  bot = await startBot(started, (app) => {
    app.use(async ({ body, next }) => {
      if ('type' in body) heard.push({ ...body, type: String(body['type']) });
      await next();
    });
    app.command('/vpc', async ({ ack, client, body }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: form });
    });
    app.options('vpc', ({ ack, options }) =>
      ack({
        option_groups: [
          group('payments', option(`${options.value}-main`, 'v1'), {
            ...option(`${options.value}-test`, 'v2'),
            description: plain('10.0.1.0/24'),
          }),
          group('analytics', option('warehouse', 'v3')),
        ],
      }),
    );
    app.options('deaf', async () => {});
    app.view('form', ({ ack }) => ack());
    app.action('Replace', async ({ ack, respond }) => {
      await ack();
      await respond({ replace_original: true, text: 'replaced' });
    });
    app.action('Remove', async ({ ack, respond }) => {
      await ack();
      await respond({ delete_original: true });
    });
    app.action(/menu|who|how/, ({ ack }) => ack());
  });
});
beforeEach(() => {
  heard = [];
});
afterAll(async () => {
  await bot.stop();
  await started.slack.stop();
});

const openForm = async (...blocks: KnownBlock[]) => {
  form = modal(...blocks);
  const omar = started.as('U0OMAR');
  await omar.command('C0VPC', '/vpc');
  return omar;
};

test('an external menu is searched, shows its groups, and takes what was chosen from it', async () => {
  const omar = await openForm({
    type: 'input',
    block_id: 'vpc',
    label: plain('VPC'),
    element: { type: 'external_select', action_id: 'vpc', min_query_length: 0 },
  });
  expect(await omar.looksUp('VPC', 'pay')).toEqual([
    { text: 'pay-main', value: 'v1', group: 'payments' },
    { text: 'pay-test', value: 'v2', description: '10.0.1.0/24', group: 'payments' },
    { text: 'warehouse', value: 'v3', group: 'analytics' },
  ]);
  expect(heard.at(-1)).toMatchObject({
    type: 'block_suggestion',
    value: 'pay',
    block_id: 'vpc',
    view: { callback_id: 'form' },
  });
  expect(await omar.looksUp('VPC', '')).toHaveLength(3);
  await expect(omar.fill('VPC', 'payments-main', { query: 'pay' })).rejects.toThrow('but "pay-main"');
  const { view } = await omar.fill('VPC', 'pay-test', { query: 'pay' });
  expect(view?.lines).toEqual(['VPC: pay-test']);
  await omar.submit();
  expect(heard.at(-1)).toMatchObject({
    view: { state: { values: { vpc: { vpc: { selected_option: { value: 'v2' } } } } } },
  });
});

test('an external menu whose app does not answer within 3 s offers nothing', async () => {
  const omar = await openForm({
    type: 'input',
    label: plain('VPC'),
    element: { type: 'external_select', action_id: 'deaf' },
  });
  await expect(omar.looksUp('VPC', 'pa')).rejects.toThrow('from 3 characters on');
  await expect(omar.looksUp('VPC', 'pay')).rejects.toThrow('Operation timed out');
});

test('menus of people and conversations offer only who and what is there', async () => {
  const omar = await openForm(
    { type: 'input', label: plain('To'), element: { type: 'users_select', action_id: 'to' } },
    { type: 'input', label: plain('And'), element: { type: 'multi_users_select', action_id: 'and' } },
    {
      type: 'input',
      label: plain('Post in'),
      element: {
        type: 'conversations_select',
        action_id: 'in',
        default_to_current_conversation: true,
        response_url_enabled: true,
        filter: { include: ['public'] },
      },
    },
    {
      type: 'input',
      label: plain('Tell'),
      element: {
        type: 'conversations_select',
        action_id: 'tell',
        default_to_current_conversation: true,
        filter: { include: ['im'] },
      },
    },
  );
  const view = await omar.view();
  const offered = view?.fields.map(({ options }) => options.map(({ text }) => text));
  const people = ['vpcbot', 'ada', 'grace', 'lin', 'omar', 'nina', 'eve', 'oscar'];
  expect(offered).toEqual([people, people, ['vpc-requests', 'payments', 'random'], ['vpcbot']]);
  expect(view?.fields[3]?.options).toEqual([{ text: 'vpcbot', value: 'D0OMAR' }]);
  expect(await omar.looksUp('To', 'IN')).toEqual([
    { text: 'lin', value: 'U0LIN' },
    { text: 'nina', value: 'U0NINA' },
  ]);
  expect(view?.lines).toEqual(['To: ____', 'And: ____', 'Post in: #vpc-requests', 'Tell: ____']);
  await expect(omar.fill('To', '@nobody')).rejects.toThrow('"To" offers no "@nobody"');
  await expect(omar.fill('Post in', '@vpcbot')).rejects.toThrow('"Post in" offers no');
  await expect(omar.fill('Tell', '#random')).rejects.toThrow('"Tell" offers no "#random" but "vpcbot"');
  await omar.fill('To', '@nina');
  await omar.fill('And', ['@ada', 'U0GRACE']);
  await omar.fill('Tell', '@vpcbot');
  expect((await omar.submit()).kind).toBe('closed');
  const answerIn = { channel_id: 'C0VPC', action_id: 'in', response_url: expect.any(String) };
  expect(heard.at(-1)).toMatchObject({ type: 'view_submission', response_urls: [answerIn] });
});

test('menus show their options with what stands above and below them', async () => {
  const described = { ...option('Ireland', 'eu-west-1'), description: plain('eu-west-1') };
  const options = [{ text: 'Ireland', value: 'eu-west-1', description: 'eu-west-1' }];
  const grouped = { type: 'static_select' as const, option_groups: [group('Europe', described)] };
  const omar = await openForm(
    { type: 'input', label: plain('Region'), element: { ...grouped, action_id: 'region' } },
    {
      type: 'input',
      label: plain('One'),
      element: { type: 'radio_buttons', action_id: 'one', options: [described] },
    },
    {
      type: 'input',
      label: plain('Any'),
      element: { type: 'checkboxes', action_id: 'any', options: [described] },
    },
    { type: 'input', label: plain('VPC'), element: { type: 'external_select', action_id: 'vpc' } },
  );
  expect((await omar.view())?.fields.map((field) => field.options)).toEqual([
    options.map((one) => ({ ...one, group: 'Europe' })),
    options,
    options,
    [],
  ]);
});

test('a deactivated person is in no menu', async () => {
  await started.control('POST', 'users/U0NINA', { deactivated: true });
  const omar = await openForm({
    type: 'input',
    label: plain('To'),
    element: { type: 'users_select', action_id: 'to' },
  });
  await expect(omar.fill('To', '@nina')).rejects.toThrow('"To" offers no "@nina"');
  await started.control('POST', 'users/U0NINA', { deactivated: false });
});

test('menus on a message are chosen from, with their dialogs, and say what they offer', async () => {
  const confirm = { title: plain('Sure?'), text: plain('It is gone then.') };
  const blocks: KnownBlock[] = [
    {
      type: 'actions',
      elements: [
        {
          type: 'overflow',
          action_id: 'menu',
          options: [option('Cancel', 'c'), option('Ask again', 'a')],
          confirm,
        },
        { type: 'users_select', action_id: 'who', placeholder: plain('Send to'), confirm },
        { type: 'checkboxes', action_id: 'how', options: [option('Quietly', 'q'), option('Now', 'n')] },
      ],
    },
  ];
  await started.call('chat.postMessage', { channel: 'C0VPC', text: 'x', blocks });
  const nina = started.as('U0NINA');
  const where = { in: 'C0VPC', settleMs: 0 };
  expect((await nina.reads('C0VPC')).at(-1)).toBe(
    'vpcbot: [… Cancel | Ask again] [Send to] [ ] Quietly [ ] Now',
  );
  await expect(nina.choose('menu', 'Delete', where)).rejects.toThrow('but "Cancel", "Ask again"');
  expect((await nina.choose('…', 'Ask again', { ...where, decline: true })).ackedInMs).toBeNull();
  expect(await nina.choose('…', 'Ask again', where)).toMatchObject({
    confirmed: { title: { text: 'Sure?' } },
  });
  expect((await nina.choose('Send to', '@lin', where)).confirmed).not.toBeNull();
  await nina.choose('how', ['Quietly', 'Now'], where);
  expect(heard.map(({ actions }) => (actions as unknown[])[0])).toMatchObject([
    { type: 'overflow', action_id: 'menu', selected_option: { value: 'a' } },
    { type: 'users_select', action_id: 'who', selected_user: 'U0LIN' },
    { type: 'checkboxes', action_id: 'how', selected_options: [{ value: 'q' }, { value: 'n' }] },
  ]);
});

test('a posted ephemeral message is pressed, replaced and removed', async () => {
  const button = (text: string) => ({ type: 'button', text: plain(text), action_id: text });
  const show = async () => {
    const blocks = [{ type: 'actions', elements: [button('Replace'), button('Remove')] }];
    const asked = { channel: 'C0PAYMENTS', user: 'U0OMAR', text: 'plan', blocks };
    return (await started.call('chat.postEphemeral', asked)).body['message_ts'];
  };
  const omar = started.as('U0OMAR');
  const first = await show();
  await omar.press('Replace', { in: 'C0PAYMENTS', settleMs: 3_000 });
  expect(await omar.reads('C0PAYMENTS')).toEqual(['vpcbot (only you can see this): replaced']);
  const container = { type: 'message', message_ts: first, channel_id: 'C0PAYMENTS', is_ephemeral: true };
  expect(heard[0]).toMatchObject({ container, response_url: expect.any(String) });
  expect(heard[0]).not.toHaveProperty('message');
  await show();
  await omar.press('Remove', { in: 'C0PAYMENTS', settleMs: 3_000 });
  expect(await omar.sees('C0PAYMENTS')).toHaveLength(1);
});
