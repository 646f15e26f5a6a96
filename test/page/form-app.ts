import { App, LogLevel, SocketModeReceiver, type ViewOutput } from '@slack/bolt';
import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { demoWorkspace } from '../../sandbox/slack/workspace.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (text: string, value: string, description?: string): PlainTextOption => ({
  text: plain(text),
  value,
  ...(description === undefined ? {} : { description: plain(description) }),
});

type Element = Extract<KnownBlock, { type: 'input' }>['element'];

const input = (
  block_id: string,
  label: string,
  element: Element,
  more: { hint?: string; optional?: boolean; dispatch?: boolean } = {},
): KnownBlock => ({
  type: 'input',
  block_id,
  label: plain(label),
  element: { ...element, action_id: 'it' },
  ...(more.hint === undefined ? {} : { hint: plain(more.hint) }),
  optional: more.optional === true,
  dispatch_action: more.dispatch === true,
});

const button = (action_id: string, words: string): KnownBlock => ({
  type: 'actions',
  block_id: `row-${action_id}`,
  elements: [{ type: 'button', action_id, text: plain(words) }],
});

const text = (more: object = {}): Element => ({ type: 'plain_text_input', action_id: 'it', ...more });

const modal = (title: string, blocks: KnownBlock[], more: Partial<ModalView> = {}): ModalView => ({
  type: 'modal',
  callback_id: title.toLowerCase(),
  title: plain(title),
  submit: plain('Send'),
  blocks,
  ...more,
});

/** The words of one option are the value of another. */
const sizes = [option('two', 'one'), option('one', 'two'), option('three', 'three', 'The largest')];

/** Every element that a form may hold. */
const everything = modal('Everything', [
  input('line', 'Line', text({ placeholder: plain('One line'), max_length: 30 }), {
    hint: 'Read this first',
  }),
  input('lines', 'Lines', text({ multiline: true }), { optional: true }),
  input('mail', 'Mail', { type: 'email_text_input', action_id: 'it' }, { optional: true }),
  input('link', 'Link', { type: 'url_text_input', action_id: 'it' }, { optional: true }),
  input(
    'number',
    'Number',
    { type: 'number_input', action_id: 'it', is_decimal_allowed: false },
    { optional: true },
  ),
  input('size', 'Size', { type: 'static_select', placeholder: plain('Choose a size'), options: sizes }),
  input('sizes', 'Sizes', { type: 'multi_static_select', options: sizes }, { optional: true }),
  input('radio', 'Radio', { type: 'radio_buttons', action_id: 'it', options: sizes }),
  input('ticks', 'Ticks', { type: 'checkboxes', action_id: 'it', options: sizes }, { optional: true }),
  input('vpc', 'VPC', { type: 'external_select', min_query_length: 2, placeholder: plain('Find a VPC') }),
  input('vpcs', 'VPCs', { type: 'multi_external_select', min_query_length: 0 }, { optional: true }),
  input(
    'owner',
    'Owner',
    { type: 'users_select', placeholder: plain('Choose somebody') },
    { optional: true },
  ),
  input('place', 'Place', { type: 'conversations_select' }, { optional: true }),
  input('day', 'Day', { type: 'datepicker' }, { optional: true }),
  input('hour', 'Hour', { type: 'timepicker' }, { optional: true }),
  input('moment', 'Moment', { type: 'datetimepicker', action_id: 'it' }, { optional: true }),
]);

const deep = (title: string, below: string): ModalView =>
  modal(title, [
    input('name', `Name in ${title}`, text(), { optional: true }),
    button(`open-${below}`, `Open ${below}`),
  ]);

const asked = {
  confirm: {
    title: plain('Are you sure?'),
    text: plain('It counts.'),
    confirm: plain('Yes'),
    deny: plain('No'),
  },
};

const redraws = (count: number): ModalView =>
  modal('Redrawn', [
    { type: 'section', block_id: `said-${count}`, text: { type: 'mrkdwn', text: `Drawn *${count}* times` } },
    input('kept', 'Kept', text(), { optional: true }),
    input(
      'told',
      'Told',
      text({
        dispatch_action_config: { trigger_actions_on: ['on_character_entered'] },
      }),
      { optional: true, dispatch: true },
    ),
    input('size', 'Size', { type: 'static_select', options: sizes }, { optional: true, dispatch: true }),
    {
      type: 'actions',
      block_id: 'asked',
      elements: [
        {
          type: 'static_select',
          action_id: 'it',
          placeholder: plain('Asked size'),
          options: sizes,
          ...asked,
        },
        { type: 'checkboxes', action_id: 'ticks', options: [option('Asked tick', 'tick')], ...asked },
      ],
    },
  ]);

/** What the app got with a form, or of a field at once. */
export interface Heard {
  readonly type: string;
  readonly values: ViewOutput['state']['values'];
  readonly value: unknown;
}

/** An app with a form of each kind, in Socket Mode, so that the page is seen with elements that vpcbot does not use. */
export const startFormApp = async (slackApiUrl: string) => {
  const { botToken, appToken } = demoWorkspace.app;
  const clientOptions = { slackApiUrl, retryConfig: { retries: 0 } };
  const receiver = new SocketModeReceiver({
    appToken,
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions },
  });
  const app = new App({ token: botToken, logLevel: LogLevel.ERROR, clientOptions, receiver });
  const heard: Heard[] = [];
  let drawn = 1;
  const forms: Readonly<Record<string, () => ModalView>> = {
    everything: () => everything,
    deep: () => deep('First', 'second'),
    redrawn: () => redraws(1),
    loading: () => modal('Loading', [{ type: 'section', text: plain('Looking up what there is.') }]),
  };
  app.command('/vpc', async ({ ack, body, client }) => {
    await ack();
    const opened = await client.views.open({
      trigger_id: body.trigger_id,
      view: forms[body.text]?.() ?? everything,
    });
    if (body.text === 'loading' && opened.view?.id !== undefined) {
      await client.views.update({ view_id: opened.view.id, view: deep('First', 'second') });
    }
  });
  app.action(/^open-/, async ({ ack, body, client, action }) => {
    await ack();
    if (!('trigger_id' in body) || !('action_id' in action)) return;
    const view =
      action.action_id === 'open-second'
        ? deep('Second', 'third')
        : modal('Third', [input('name', 'Name in Third', text({ focus_on_load: true }), { optional: true })]);
    await client.views.push({ trigger_id: body.trigger_id, view });
  });
  app.action('it', async ({ ack, body, client, action }) => {
    await ack();
    if (body.type !== 'block_actions' || body.view === undefined) return;
    heard.push({ type: body.type, values: body.view.state.values, value: action });
    if (body.view.callback_id !== 'redrawn') return;
    drawn += 1;
    // Somebody may have closed it meanwhile.
    await client.views.update({ view_id: body.view.id, view: redraws(drawn) }).catch(() => undefined);
  });
  app.options('it', async ({ ack, options }) => {
    if (options.value === 'deaf') return;
    const found = ['payments-eu', 'payments-us', 'ledger-eu'].filter((name) => name.includes(options.value));
    const groups = ['eu', 'us'].map((region) => ({
      label: plain(region),
      options: found
        .filter((name) => name.endsWith(region))
        .map((name) => option(name, `id-${name}`, `In ${region}`)),
    }));
    await ack({ option_groups: groups.filter((group) => group.options.length > 0) });
  });
  app.view(/.*/, async ({ ack, view }) => {
    const { values } = view.state;
    heard.push({ type: 'view_submission', values, value: null });
    if (values['line']?.['it']?.value === 'taken') {
      await ack({
        response_action: 'errors',
        errors: { line: 'This name is taken', vpc: 'This one is full' },
      });
      return;
    }
    await (view.callback_id === 'third' ? ack({ response_action: 'clear' }) : ack());
  });
  await app.start();
  return { heard, stop: () => app.stop() };
};
