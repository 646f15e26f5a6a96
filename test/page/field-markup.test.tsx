import { render } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { ActsProvider, createActs } from '../../sandbox/page/acts.ts';
import { toLocal, toSeconds } from '../../sandbox/page/fields/date-field.tsx';
import { Field, isField } from '../../sandbox/page/fields/field.tsx';
import type { FieldProps } from '../../sandbox/page/fields/field-props.ts';
import { SeenViewProvider } from '../../sandbox/page/fields/seen-view.ts';
import { createMemory, MemoryProvider } from '../../sandbox/page/memory.ts';
import type { Json } from '../../sandbox/slack/json.ts';
import type { SeenView } from '../../sandbox/slack/seen.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const option = (text: string, value: string, description?: string): Json => ({
  text: plain(text),
  value,
  ...(description === undefined ? {} : { description: plain(description) }),
});
const options = [option('two', 'one', 'More of it'), option('one', 'two')];

const view = (value: unknown, error?: string): SeenView => ({
  id: 'V1',
  type: 'modal',
  title: 'Form',
  submit: 'Send',
  close: null,
  callbackId: '',
  privateMetadata: '',
  hash: '',
  lines: [],
  fields: [
    {
      label: 'Label',
      actionId: 'it',
      blockId: 'here',
      type: '',
      hint: '',
      isOptional: false,
      shown: '',
      value,
      options: [],
      error: null,
    },
  ],
  buttons: [],
  errors: error === undefined ? {} : { here: error },
  blocks: [],
});

const show = (element: Json, props: Partial<FieldProps> = {}, seen: SeenView | null = view(null)): string => {
  const given = { block: 'here', scene: {}, label: 'Label', isInput: true, ...props };
  return render(
    <MemoryProvider value={createMemory()}>
      <ActsProvider value={createActs('U0OMAR')}>
        <SeenViewProvider value={seen}>
          <Field element={{ action_id: 'it', ...element }} {...given} />
        </SeenViewProvider>
      </ActsProvider>
    </MemoryProvider>,
  );
};

const idIn = (html: string, pattern: RegExp): string => pattern.exec(html)?.[1] ?? 'none';

test.each([
  ['plain_text_input', '<input', 'Slack has one line of text'],
  ['email_text_input', '<input', 'Slack has email addresses'],
  ['url_text_input', '<input', 'Slack has links'],
  ['number_input', '<input', 'Slack has numbers'],
  ['static_select', '<select', 'the browser’s own menu is enough where the app sent every option'],
  ['multi_static_select', 'role="combobox"', 'several are chosen from a list that is searched'],
  ['external_select', 'role="combobox"', 'the app is asked for each word typed'],
  ['multi_external_select', 'role="combobox"', 'the same for several'],
  ['users_select', 'role="combobox"', 'people are found by name'],
  ['multi_users_select', 'role="combobox"', 'the same for several'],
  ['channels_select', 'role="combobox"', 'channels are found by name'],
  ['multi_channels_select', 'role="combobox"', 'the same for several'],
  ['conversations_select', 'role="combobox"', 'conversations are found by name'],
  ['multi_conversations_select', 'role="combobox"', 'the same for several'],
  ['datepicker', 'type="date"', 'the browser has dates'],
  ['timepicker', 'type="time"', 'the browser has times'],
  ['datetimepicker', 'type="datetime-local"', 'the browser has both'],
])('a %s is named by its label, and says its hint and its error', (type, control) => {
  const html = show({ type, options }, { hint: 'Read me', isOptional: true }, view(null, 'It is taken'));
  expect(html).toContain(control);
  const id = idIn(html, /<label[^>]* for="([^"]+)"/);
  expect(html).toContain(` id="${id}"`);
  expect(html).toMatch(/<label[^>]*>Label<span[^>]*> \(optional\)<\/span><\/label>/);
  expect(html).toContain(`aria-describedby="${id}-hint ${id}-error"`);
  expect(html).toContain(`id="${id}-hint">Read me<`);
  expect(html).toMatch(new RegExp(`id="${id}-error">.*It is taken`));
  expect(html).toContain('aria-invalid="true"');
});

test.each([
  ['radio_buttons', 'type="radio"', 'role="radiogroup"'],
  ['checkboxes', 'type="checkbox"', '<fieldset'],
])(
  '%s are a group with the label as its heading, and each option has its own words',
  (type, control, group) => {
    const held = type === 'checkboxes' ? [options[0]] : options[0];
    const html = show({ type, options }, { hint: 'Read me' }, view(held, 'It is taken'));
    expect(html).toContain(group);
    expect(html).toMatch(/<legend[^>]*>Label<\/legend>/);
    const [first, second] = [...html.matchAll(/<input[^>]*>/g)].map(([tag]) => tag);
    expect(first).toContain(control);
    expect(first).toContain('checked');
    expect(second).not.toContain('checked');
    const about = idIn(first ?? '', /aria-describedby="([^"]+)"/);
    expect(html).toMatch(new RegExp(`id="${about}">.*More of it`));
    expect(html).toMatch(/<fieldset[^>]*aria-describedby="[^"]+-hint [^"]+-error"/);
    expect(html).toContain('aria-invalid="true"');
  },
);

test('an option is chosen by its value, though another has that value for words', () => {
  const html = show({ type: 'static_select', options }, {}, view(options[1]));
  const chosen = [...html.matchAll(/<option[^>]*>[^<]*/g)]
    .map(([tag]) => tag)
    .filter((tag) => tag.includes('selected'));
  expect(chosen).toEqual([expect.stringMatching(/value="two".*>one$/)]);
});

test('elsewhere than in an input the label only names the control, and on a message it starts as it was sent', () => {
  const element = { type: 'static_select', options, initial_option: options[0] };
  const html = show(element, { isInput: false, scene: { in: 'C1', ts: '1.2' } }, null);
  expect(html).toMatch(/<label class="field-unseen"[^>]*>Label<\/label>/);
  expect(html).toMatch(/<option[^>]*selected[^>]*>two|<option[^>]*value="one"[^>]*selected/);
});

test('a control without a label is named by its placeholder', () => {
  const html = show({ type: 'users_select', placeholder: plain('Who?') }, { label: '', isInput: false });
  expect(html).toMatch(/<label[^>]*>Who\?<\/label>/);
});

test('what was chosen of several can be taken away one by one', () => {
  const html = show({ type: 'multi_static_select', options }, {}, view(options));
  expect([...html.matchAll(/aria-label="(Remove [^"]+)"/g)].map(([, name]) => name)).toEqual([
    'Remove two',
    'Remove one',
  ]);
});

test('an element that the page does not know is named, and never dropped', () => {
  expect(isField({ type: 'rich_text_input' })).toBe(false);
  expect(isField({ type: 'constructor' })).toBe(false);
  expect(show({ type: 'rich_text_input' })).toContain('rich_text_input');
});

test('words of an app are text in the page, whatever they hold', () => {
  const html = show(
    { type: 'radio_buttons', options: [option('<img src=x onerror=alert(1)>', 'v')] },
    { label: '<b>bold</b>', hint: '"><script>' },
  );
  expect(html).not.toMatch(/<img|<b>|<script/);
});

test('a moment comes back as it was, in whatever time zone this machine is', () => {
  for (const seconds of [1_767_603_600, 1_751_328_000, 1_000_000_020]) {
    expect(toSeconds(toLocal(seconds))).toBe(seconds);
  }
});
