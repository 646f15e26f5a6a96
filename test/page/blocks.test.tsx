import { expect, test } from 'vitest';
import type { Json } from '../../sandbox/slack/json.ts';
import { expectHarmlessHtml, plainHtml, wordsOfHtml } from './html.ts';
import { findUnshown, showBlocks } from './shown.tsx';
import { actions, button, drawn, image, long, plain, section, words } from './some-blocks.ts';

const shown: [because: string, surface: string, block: Json, parts: readonly string[]][] = [
  [
    'a header of a message stands below its place',
    'message',
    { type: 'header', text: plain('R1') },
    ['<h2>R1</h2>'],
  ],
  [
    'a header of a modal stands below its title',
    'modal',
    { type: 'header', text: plain('R1') },
    ['<h3>R1</h3>'],
  ],
  ['a section has text', 'message', section(), ['<strong>R1</strong>']],
  [
    'a section has facts',
    'message',
    section({ fields: [words('*A*'), plain('*B*')] }),
    ['<strong>A</strong>*B*'],
  ],
  ['a section has one thing to press', 'message', section({ accessory: button() }), ['>Go</button>']],
  [
    'a section has an image',
    'message',
    section({ accessory: image() }),
    [`<img src="${drawn}" alt="a map"/>`],
  ],
  ['long text is folded', 'message', section({ text: plain(long) }), ['word …', '>Show more</button>']],
  ['a modal folds nothing', 'modal', section({ text: plain(long) }), [long]],
  ['nor what is to be expanded', 'message', section({ text: plain(long), expand: true }), [long]],
  [
    'small print has words',
    'message',
    { type: 'context', elements: [words('_R1_'), plain('b')] },
    ['<em>R1</em>b'],
  ],
  ['a divider is a rule', 'message', { type: 'divider' }, ['<hr/>']],
  [
    'a button has words',
    'message',
    actions(button()),
    ['<button data-look="plain" aria-busy="false">Go</button>'],
  ],
  ['a button has a style', 'message', actions(button({ style: 'danger' })), ['data-look="danger"']],
  [
    'a button has another name',
    'message',
    actions(button({ accessibility_label: 'Go R1' })),
    ['aria-label="Go R1"'],
  ],
  [
    'a button leads somewhere',
    'message',
    actions(button({ url: 'https://a.b/' })),
    ['<a href="https://a.b/"'],
  ],
  [
    'and not to a script',
    'message',
    actions(button({ url: 'javascript:alert(1)' })),
    ['<button data-look="plain"'],
  ],
  [
    'an overflow menu is closed at first',
    'message',
    actions({ type: 'overflow', action_id: 'o', options: [{ text: plain('Rename'), value: 'r' }] }),
    ['<button aria-label="More actions" aria-haspopup="menu" aria-expanded="false"'],
  ],
  [
    'an answer can be praised and blamed',
    'message',
    {
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          positive_button: { text: plain('Good'), value: '1' },
          negative_button: { text: plain('Bad'), value: '0', accessibility_label: 'A bad answer' },
        },
      ],
    },
    ['Good</button>', 'aria-label="A bad answer"'],
  ],
  [
    'an image that is here is shown',
    'message',
    image({ title: plain('Map') }),
    ['<figcaption>Map</figcaption>', drawn],
  ],
  [
    'an image elsewhere is described and not loaded',
    'message',
    image({ image_url: 'https://a.b/map.png' }),
    ['a map<small>Image at <a href="https://a.b/map.png">https://a.b/map.png</a></small>'],
  ],
  [
    'a file of Slack’s is named',
    'message',
    image({ image_url: undefined, slack_file: { id: 'F0' } }),
    ['Image at F0'],
  ],
  [
    'an alert says its level',
    'message',
    { type: 'alert', level: 'warning', text: words('*x*') },
    ['<strong>Warning</strong>'],
  ],
  [
    'an alert without a level is a note',
    'message',
    { type: 'alert', text: plain('x') },
    ['<strong>Note</strong> x'],
  ],
];

test.each(shown)('%s', (_because, surface, block, parts) => {
  const html = showBlocks([block], surface);
  for (const part of parts) expect(plainHtml(html)).toContain(part);
  expectHarmlessHtml(html);
  expect(findUnshown([block], surface)).toEqual([]);
});

test('what was folded is not there before it is asked for', () => {
  expect(wordsOfHtml(showBlocks([section({ text: plain(long) })])).length).toBeLessThan(800);
});

test('an icon that is for others is not shown', () => {
  const icon = { type: 'icon_button', icon: 'trash', text: plain('Delete') };
  const row = (ids: readonly string[]): Json => ({
    type: 'context_actions',
    elements: [{ ...icon, visible_to_user_ids: ids }],
  });
  expect(wordsOfHtml(showBlocks([row(['U0OMAR'])]))).toBe('Delete');
  expect(wordsOfHtml(showBlocks([row(['U0ADA'])]))).toBe('');
});
