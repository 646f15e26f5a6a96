import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../sandbox/slack/json.ts';
import { nasty } from '../slack/hostile.ts';
import { createAny, listMembers } from './any-block.ts';
import { expectHarmlessHtml, wordsOfHtml } from './html.ts';
import { listNotes, showBlocks } from './shown.tsx';
import { actions, line, plain, rich, section } from './some-blocks.ts';

const unknown: [what: string, block: Json][] = [
  ['a "video" block', { type: 'video', title: plain('Tour') }],
  ['a "hologram" block', { type: 'hologram', title: plain('Tour') }],
  ['a "__proto__" block', { type: '__proto__', title: plain('Tour') }],
  ['this block, which has no type', { title: plain('Tour') }],
  ['a "lever" element', actions({ type: 'lever', text: plain('Tour') })],
  ['a "lever" element', section({ accessory: { type: 'lever', text: plain('Tour') } })],
  [
    'a "file_input" element',
    { type: 'input', label: plain('Plan'), element: { type: 'file_input', action_id: 'Tour' } },
  ],
  ['a "spark" span', rich(line({ type: 'spark', text: 'Tour' }))],
  ['a "rich_text_song" part of a rich text', rich({ type: 'rich_text_song', elements: [{ text: 'Tour' }] })],
  ['a "film" cell', { type: 'table', rows: [[{ type: 'film', text: 'Tour' }]] }],
];

test.each(unknown)('%s is said not to be shown, with what it says', (what, block) => {
  const html = showBlocks([block], 'modal');
  expect(listNotes(html)).toEqual([what]);
  expect(html).toContain('<details>');
  expect(wordsOfHtml(html)).toContain('Tour');
});

const anyWords = fc.oneof(
  fc.constantFrom(
    '',
    'R1',
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '`a` *b* <@U0ADA>',
  ),
  fc.constantFrom(
    'javascript:alert(1)',
    'https://a.b/c',
    'data:text/html,x',
    '[x](javascript:alert(1))',
    '__proto__',
  ),
  nasty.filter((text) => text.length < 200),
);

/** What Slack has and this page says that it cannot show; a task of a plan may be any object at all. */
const isSlacks = (note: string): boolean =>
  /^a "(?:video|file_input|rich_text_input)"|^(?:a|this) .*task/.test(note);

test.each(listMembers('KnownBlock'))('a %s is shown or said not to be, whatever it says', (member) => {
  fc.assert(
    fc.property(createAny(member, anyWords), fc.constantFrom('message', 'modal'), (block, surface) => {
      const html = showBlocks([block], surface);
      expectHarmlessHtml(html);
      expect(listNotes(html).filter((note) => !isSlacks(note))).toEqual([]);
      expect(listNotes(html).includes('a "video" block')).toBe(
        JSON.stringify(block).includes('"type":"video"'),
      );
    }),
    { numRuns: 20 },
  );
});

test('no block breaks the page, whatever its members are', () => {
  const any = fc.record({
    type: fc.constantFrom(
      'section',
      'actions',
      'rich_text',
      'table',
      'data_table',
      'input',
      'plan',
      'carousel',
    ),
    elements: fc.jsonValue(),
    rows: fc.jsonValue(),
    text: fc.jsonValue(),
    accessory: fc.jsonValue(),
    element: fc.jsonValue(),
    tasks: fc.jsonValue(),
  });
  fc.assert(fc.property(any, (block) => expectHarmlessHtml(showBlocks([block]))));
});
