import { expect, test } from 'vitest';
import { findBlockProblems, findOptionProblems } from '../../sandbox/slack/block-limits.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const words = (text: string) => ({ type: 'mrkdwn', text });
const section = (more = {}) => ({ type: 'section', text: words('hello'), ...more });
const option = (value: string) => ({ text: plain(value), value });
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const long = (count: number) => 'x'.repeat(count);
const button = (more = {}) => ({ type: 'button', text: plain('Approve'), action_id: 'approve', ...more });
const actions = (...elements: unknown[]) => ({ type: 'actions', elements });
const input = (element: unknown, more = {}) => ({ type: 'input', label: plain('Name'), element, ...more });
const select = (more = {}) => ({ type: 'static_select', options: [option('a')], ...more });
const modal = (blocks: unknown[], more = {}) => ({
  ...{ type: 'modal', title: plain('Form'), submit: plain('Send') },
  ...more,
  blocks,
});

const refused: [because: string, surface: 'message' | 'modal' | 'home', payload: unknown, at: string][] = [
  ['a message holds 50 blocks', 'message', { blocks: many(51, () => section()) }, '/blocks'],
  ['a view holds 100 blocks', 'home', { type: 'home', blocks: many(101, () => section()) }, '/view/blocks'],
  ['there is no such block', 'message', { blocks: [{ type: 'sektion' }] }, '/blocks/0/type'],
  [
    'there is no such element',
    'message',
    { blocks: [actions({ type: 'lever' })] },
    '/blocks/0/elements/0/type',
  ],
  [
    'an input element does not stand in actions',
    'message',
    { blocks: [actions({ type: 'plain_text_input' })] },
    '/blocks/0/elements/0/type',
  ],
  [
    'a block has no members of its own invention',
    'message',
    { blocks: [section({ color: 'red' })] },
    '/blocks/0',
  ],
  ['a section says something', 'message', { blocks: [{ type: 'section' }] }, '/blocks/0'],
  [
    'a filter of conversations says something',
    'modal',
    modal([input({ type: 'conversations_select', filter: {} })]),
    '/view/blocks/0/element/filter',
  ],
  [
    'a filter knows four kinds of conversation',
    'modal',
    modal([input({ type: 'conversations_select', filter: { include: ['public', 'secret'] } })]),
    '/view/blocks/0/element/filter/include/1',
  ],
  [
    'a section says at most 3000 characters',
    'message',
    { blocks: [section({ text: words(long(3_001)) })] },
    '/blocks/0/text/text',
  ],
  [
    'a section has at most 10 fields',
    'message',
    { blocks: [section({ fields: many(11, () => words('x')) })] },
    '/blocks/0/fields',
  ],
  [
    'a field says at most 2000 characters',
    'message',
    { blocks: [section({ fields: [words(long(2_001))] })] },
    '/blocks/0/fields/0/text',
  ],
  [
    'an empty text says nothing',
    'message',
    { blocks: [section({ text: words('') })] },
    '/blocks/0/text/text',
  ],
  [
    'a header is plain text',
    'message',
    { blocks: [{ type: 'header', text: words('hi') }] },
    '/blocks/0/text/type',
  ],
  [
    'a header has at most 150 characters',
    'message',
    { blocks: [{ type: 'header', text: plain(long(151)) }] },
    '/blocks/0/text/text',
  ],
  [
    'actions hold at most 25 elements',
    'message',
    { blocks: [actions(...many(26, (index) => button({ action_id: `a${index}` })))] },
    '/blocks/0/elements',
  ],
  [
    'a context holds at most 10 elements',
    'message',
    { blocks: [{ type: 'context', elements: many(11, () => words('x')) }] },
    '/blocks/0/elements',
  ],
  [
    'a button says at most 75 characters',
    'message',
    { blocks: [actions(button({ text: plain(long(76)) }))] },
    '/blocks/0/elements/0/text/text',
  ],
  [
    'a button carries at most 2000 characters',
    'message',
    { blocks: [actions(button({ value: long(2_001) }))] },
    '/blocks/0/elements/0/value',
  ],
  [
    'a button is primary or danger',
    'message',
    { blocks: [actions(button({ style: 'loud' }))] },
    '/blocks/0/elements/0/style',
  ],
  [
    'an action_id stands once in a block',
    'message',
    { blocks: [actions(button(), button())] },
    '/blocks/0/elements',
  ],
  [
    'a block_id stands once in a message',
    'message',
    { blocks: [section({ block_id: 'b' }), section({ block_id: 'b' })] },
    '/blocks',
  ],
  [
    'a block_id has at most 255 characters',
    'message',
    { blocks: [section({ block_id: long(256) })] },
    '/blocks/0/block_id',
  ],
  [
    'a confirmation needs its text',
    'message',
    { blocks: [actions(button({ confirm: { title: plain('Sure?') } }))] },
    '/blocks/0/elements/0/confirm',
  ],
  [
    'a confirmation’s title has at most 100 characters',
    'message',
    { blocks: [actions(button({ confirm: { title: plain(long(101)), text: plain('x') } }))] },
    '/blocks/0/elements/0/confirm/title/text',
  ],
  [
    'a message has one table',
    'message',
    { blocks: many(2, () => ({ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] })) },
    '/blocks',
  ],
  [
    'a table has at most 20 columns',
    'message',
    { blocks: [{ type: 'table', rows: [many(21, () => ({ type: 'raw_text', text: 'x' }))] }] },
    '/blocks/0/rows/0',
  ],
  [
    'markdown has 12000 characters in total',
    'message',
    { blocks: many(2, () => ({ type: 'markdown', text: long(7_000) })) },
    '/blocks',
  ],
  ['a select offers something', 'modal', modal([input({ type: 'static_select' })]), '/view/blocks/0/element'],
  [
    'a select offers at most 100 options',
    'modal',
    modal([input(select({ options: many(101, (index) => option(`o${index}`)) }))]),
    '/view/blocks/0/element/options',
  ],
  [
    'an option’s value has at most 75 characters',
    'modal',
    modal([input(select({ options: [{ text: plain('x'), value: long(76) }] }))]),
    '/view/blocks/0/element/options/0/value',
  ],
  [
    'the initial option is one of those offered',
    'modal',
    modal([input(select({ initial_option: option('z') }))]),
    '/view/blocks/0/element',
  ],
  [
    'two options do not mean the same',
    'modal',
    modal([input(select({ options: [option('a'), option('a')] }))]),
    '/view/blocks/0/element',
  ],
  [
    'checkboxes are at most 10',
    'modal',
    modal([input({ type: 'checkboxes', options: many(11, (index) => option(`o${index}`)) })]),
    '/view/blocks/0/element/options',
  ],
  ['a modal has a title', 'modal', { type: 'modal', blocks: [section()] }, '/view'],
  [
    'a modal’s title has at most 24 characters',
    'modal',
    modal([section()], { title: plain(long(25)) }),
    '/view/title/text',
  ],
  [
    'a modal’s submit has at most 24 characters',
    'modal',
    modal([section()], { submit: plain(long(25)) }),
    '/view/submit/text',
  ],
  [
    'a form with an input can be submitted',
    'modal',
    modal([input({ type: 'plain_text_input' })], { submit: undefined }),
    '/view',
  ],
  [
    'private_metadata has at most 3000 characters',
    'modal',
    modal([section()], { private_metadata: long(3_001) }),
    '/view/private_metadata',
  ],
  [
    'an input’s label is plain text',
    'modal',
    modal([input({ type: 'plain_text_input' }, { label: words('x') })]),
    '/view/blocks/0/label/type',
  ],
  [
    'a number input says whether it takes decimals',
    'modal',
    modal([input({ type: 'number_input' })]),
    '/view/blocks/0/element',
  ],
  [
    'an initial value fits its own max_length',
    'modal',
    modal([input({ type: 'plain_text_input', max_length: 3, initial_value: 'long' })]),
    '/view/blocks/0/element/initial_value',
  ],
  [
    'one element has the focus',
    'modal',
    modal(many(2, () => input({ type: 'plain_text_input', focus_on_load: true }))),
    '/view/blocks',
  ],
  [
    'a file stands in messages only',
    'modal',
    modal([{ type: 'file', external_id: 'x', source: 'remote' }]),
    '/view/blocks/0/type',
  ],
  ['a home has no title', 'home', { type: 'home', title: plain('x'), blocks: [section()] }, '/view'],
  ['a modal is not published as a home', 'home', modal([section()]), '/view/type'],
];

test.each(refused)('a payload is refused because %s', (_because, surface, payload, at) => {
  const problems = findBlockProblems(surface, payload);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(`[json-pointer:${at}]`);
});

const taken: [because: string, surface: 'message' | 'modal' | 'home', payload: unknown][] = [
  ['words need no blocks', 'message', { text: 'hi' }],
  ['50 blocks fit a message', 'message', { blocks: many(50, () => section()) }],
  ['100 blocks fit a view', 'home', { type: 'home', blocks: many(100, () => section()) }],
  [
    'characters are counted, not code units',
    'message',
    { blocks: [actions(button({ text: plain('🚀'.repeat(75)) }))] },
  ],
  [
    'every size may be reached',
    'modal',
    modal(
      [
        input(select({ options: many(100, (index) => option(`${index}`.padEnd(75, 'x'))) }), {
          label: plain(long(2_000)),
          hint: plain(long(2_000)),
        }),
      ],
      { title: plain(long(24)) },
    ),
  ],
  [
    'a status is an alert',
    'message',
    { blocks: [{ type: 'alert', level: 'warning', text: words('careful') }] },
  ],
  [
    'steps are a plan',
    'message',
    {
      blocks: [
        {
          type: 'plan',
          title: 'Steps',
          tasks: [{ type: 'task_card', task_id: '1', title: 'Create', status: 'complete' }],
        },
      ],
    },
  ],
  [
    'an external select asks the app',
    'modal',
    modal([input({ type: 'external_select', min_query_length: 0 })]),
  ],
];

test.each(taken)('a payload is taken because %s', (_because, surface, payload) => {
  expect(findBlockProblems(surface, payload)).toEqual([]);
});

test('an answer to a look-up holds options or groups, and may hold none', () => {
  expect(findOptionProblems({ options: [] })).toEqual([]);
  expect(findOptionProblems({ option_groups: [{ label: plain('AWS'), options: [option('a')] }] })).toEqual(
    [],
  );
  expect(findOptionProblems({})).toHaveLength(1);
  expect(findOptionProblems({ options: [{ text: plain(long(76)), value: 'a' }] })).toHaveLength(1);
});
