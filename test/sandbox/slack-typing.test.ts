import type { App } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CannotAct } from '../../sandbox/person.ts';
import { type Started, startBot, startSlack } from './bolt-app.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (text: string, value: string) => ({ text: plain(text), value });
const line = (block_id: string, label: string, dispatch_action = false): KnownBlock => ({
  type: 'input',
  block_id,
  dispatch_action,
  optional: true,
  label: plain(label),
  element: { type: 'plain_text_input', action_id: 'text', initial_value: label },
});
/** Two blocks of which every element has the same action_id. */
const twins = ['first', 'second'].flatMap((name): KnownBlock[] => [
  {
    type: 'section',
    block_id: name,
    text: plain(name),
    accessory: { type: 'overflow', action_id: 'more', options: [option('Show', `show-${name}`)] },
  },
  {
    type: 'actions',
    block_id: `${name}-row`,
    elements: [
      { type: 'button', action_id: 'press', text: plain('Press'), value: name },
      { type: 'static_select', action_id: 'choose', options: [option('One', '1'), option('Two', '2')] },
      { type: 'multi_external_select', action_id: 'find', min_query_length: 0 },
    ],
  },
]);
const form: ModalView = {
  type: 'modal',
  callback_id: 'form',
  title: plain('Form'),
  submit: plain('Send'),
  blocks: [line('plain', 'Name'), line('told', 'Range', true), ...twins],
};

let started: Started;
let bot: App;
/** The interactions that the app got. */
let heard: { type: string; [name: string]: unknown }[] = [];
const lastAction = (): unknown => (heard.at(-1)?.['actions'] as readonly unknown[] | undefined)?.[0];

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
    app.options('find', ({ ack, options }) =>
      ack({ options: [option(options.value, `v-${options.value}`)] }),
    );
    app.action(/.*/, ({ ack }) => ack());
    app.view('form', ({ ack }) => ack());
  });
});
beforeEach(() => {
  heard = [];
});
afterAll(async () => {
  await bot.stop();
  await started.slack.stop();
});

const openForm = async () => {
  const omar = started.as('U0OMAR');
  await omar.command('C0VPC', '/vpc');
  return omar;
};

test('what is typed is kept and shown, and the app hears of it with the form alone', async () => {
  const omar = await openForm();
  expect(await omar.types('Name', 'pay')).toEqual({ value: 'pay' });
  await omar.types('text', '10.0.0.0/24', { block: 'told' });
  const fields = (await omar.view())?.fields ?? [];
  expect(fields.slice(0, 2).map(({ shown }) => shown)).toEqual(['pay', '10.0.0.0/24']);
  await omar.types('Name', null);
  expect(heard).toEqual([]);
  await omar.submit();
  expect(heard).toMatchObject([
    {
      view: {
        state: { values: { plain: { text: { value: null } }, told: { text: { value: '10.0.0.0/24' } } } },
      },
    },
  ]);
});

test('what is chosen on a message is each person’s own, and goes with their next press there', async () => {
  const { ts } = (await started.call('chat.postMessage', { channel: 'C0VPC', text: 'x', blocks: twins }))
    .body;
  const here = { in: 'C0VPC', ts, settleMs: 0 };
  await started.as('U0ADA').fill('choose', 'Two', { ...here, block: 'second-row' });
  await started.as('U0LIN').press('Press', { ...here, block: 'first-row' });
  await started.as('U0ADA').press('Press', { ...here, block: 'first-row' });
  const held = (value: unknown) => ({ 'second-row': { choose: { selected_option: value } } });
  expect(heard.slice(1)).toMatchObject([
    { user: { id: 'U0LIN' }, state: { values: held(null) } },
    { user: { id: 'U0ADA' }, state: { values: held({ value: '2' }) } },
  ]);
});

const pinned = [
  { what: 'a button', act: 'press', name: 'press', block: 'second-row', got: { value: 'second' } },
  {
    what: 'a menu',
    act: 'fill',
    name: 'choose',
    value: 'Two',
    block: 'second-row',
    got: { selected_option: { value: '2' } },
  },
  {
    what: 'an overflow menu',
    act: 'fill',
    name: 'more',
    value: 'Show',
    block: 'second',
    got: { selected_option: { value: 'show-second' } },
  },
] as const;

test.each(pinned)('of two like it, $what is told by its block, in a view and on a message', async (row) => {
  const { ts } = (await started.call('chat.postMessage', { channel: 'C0VPC', text: 'x', blocks: twins }))
    .body;
  await started.call('chat.postMessage', { channel: 'C0VPC', text: 'newer', blocks: twins });
  const omar = await openForm();
  for (const where of [{}, { in: 'C0VPC', ts }, { ts }]) {
    const options = { ...where, block: row.block, settleMs: 0, waitMs: 0 };
    await (row.act === 'press' ? omar.press(row.name, options) : omar.fill(row.name, row.value, options));
    expect(lastAction()).toMatchObject({ block_id: row.block, action_id: row.name, ...row.got });
    expect(heard.at(-1)?.['container']).toMatchObject('ts' in where ? { message_ts: ts } : { type: 'view' });
  }
});

test('an external menu keeps what it holds when more is found by other words', async () => {
  const omar = await openForm();
  const where = { block: 'second-row', waitMs: 0, settleMs: 0 };
  expect(await omar.looksUp('find', 'a', where)).toEqual([{ text: 'a', value: 'v-a' }]);
  await omar.fill('find', ['v-a'], { ...where, query: 'a' });
  await omar.fill('find', ['v-a', 'v-b'], { ...where, query: 'b' });
  expect(lastAction()).toMatchObject({
    block_id: 'second-row',
    selected_options: [{ value: 'v-a' }, { value: 'v-b' }],
  });
});

test('what is not in that block, on that message or open is refused at once, in words', async () => {
  const { ts } = (await started.call('chat.postMessage', { channel: 'C0VPC', text: 'x', blocks: twins }))
    .body;
  await started.call('chat.postMessage', { channel: 'C0VPC', text: 'plain' });
  const secret = { channel: 'C0VPC', user: 'U0ADA', text: 'x', blocks: twins };
  const { message_ts: hers } = (await started.call('chat.postEphemeral', secret)).body;
  const omar = await openForm();
  const now = { waitMs: 0 };
  const refused = [
    [omar.press('press', { ...now, block: 'gone' }), 'no button "press" in block "gone" is there'],
    [omar.press('press', { ...now, ts: String(hers) }), 'there is no button'],
    [omar.press('nothing', { ...now, in: 'C0VPC', ts }), 'there are "Press", "Press"'],
    [omar.fill('choose', 'Two', { ...now, in: 'C0VPC', ts: '1.000000' }), 'no field "choose" is there'],
    [omar.fill('more', 'Show', { ...now, block: 'first-row' }), 'no field "more" in block "first-row"'],
    [omar.looksUp('find', 'a', { ...now, block: 'first' }), 'no field "find" in block "first"'],
    [omar.types('Colour', 'red', now), 'no field "Colour" is there for "U0OMAR" but Name'],
    [omar.types('choose', 'Two', { ...now, block: 'first-row' }), '"choose" tells the app at once'],
    [started.as('U0NINA').types('Name', 'x', now), 'no field "Name" is there for "U0NINA" but none'],
    [omar.submit({ ...now, view: 'V0GONE' }), 'no form is open'],
    [omar.close({ ...now, view: 'V0GONE' }), 'no view is open'],
    [started.as('U0NINA').submit(now), 'no form is open'],
    [started.as('U0NINA').close(now), 'no view is open'],
  ] as const;
  for (const [gesture, words] of refused) {
    const error = await gesture.then(() => null).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CannotAct);
    expect(String(error)).toContain(words);
  }
  expect(heard).toEqual([]);
});

test('who names the block means ids, though the words of one option are the value of another', async () => {
  const omar = await openForm();
  const fill = (value: string, where: object) => omar.fill('choose', value, where);
  await fill('2', { block: 'first-row' });
  expect(lastAction()).toMatchObject({ selected_option: option('Two', '2') });
  await bot.client.views.update({
    view_id: (await omar.view())?.id ?? '',
    view: {
      ...form,
      blocks: [
        {
          type: 'actions',
          block_id: 'alike',
          elements: [
            { type: 'static_select', action_id: 'choose', options: [option('b', 'a'), option('a', 'b')] },
            { type: 'overflow', action_id: 'more', options: [option('b', 'a'), option('a', 'b')] },
          ],
        },
      ],
    },
  });
  await fill('a', { block: 'alike' });
  expect(lastAction()).toMatchObject({ selected_option: option('b', 'a') });
  await fill('b', { block: 'alike' });
  expect(lastAction()).toMatchObject({ selected_option: option('a', 'b') });
  await omar.fill('more', 'b', { block: 'alike' });
  expect(lastAction()).toMatchObject({ selected_option: option('a', 'b') });
});

test('a modal that others cover is typed into by its id', async () => {
  const omar = await openForm();
  const below = (await omar.view())?.id ?? '';
  await omar.press('Press', { block: 'first-row' });
  await bot.client.views.push({ trigger_id: String(heard.at(-1)?.['trigger_id']), view: form });
  await omar.types('text', 'covered', { view: below, block: 'plain' });
  expect((await omar.view())?.fields[0]?.shown).toBe('Name');
  await omar.close();
  expect((await omar.view())?.fields[0]?.shown).toBe('covered');
});
