import { expect, test } from 'vitest';
import type { Json } from '../../sandbox/slack/json.ts';
import { expectHarmlessHtml, plainHtml } from './html.ts';
import { findUnshown, showBlocks } from './shown.tsx';
import { card, cells, line, plain, rich, section, task } from './some-blocks.ts';

const shown: [because: string, surface: string, block: Json, parts: readonly string[]][] = [
  [
    'the first row of a table heads it, and the first cell of a row names it',
    'message',
    { type: 'table', rows: [cells('Name', 'Range'), cells('eu', '10.0.1.0/24')] },
    [
      '<th scope="col" data-align="left">Name</th>',
      '<th scope="row" data-align="left">eu</th>',
      '>10.0.1.0/24</td>',
    ],
  ],
  [
    'cells hold formatted text, and numbers stand at the end',
    'message',
    {
      type: 'table',
      rows: [
        cells('A', 'B'),
        [
          rich(line({ type: 'text', text: 'x', style: { code: true } })),
          { type: 'raw_number', value: 3, text: '3' },
        ],
      ],
    },
    ['<code>x</code>', '<td data-align="right">3</td>'],
  ],
  [
    'many rows are shown a few at a time',
    'message',
    {
      type: 'data_table',
      caption: 'VPCs',
      page_size: 2,
      row_header_column_index: 1,
      rows: [cells('A', 'B'), cells('1', 'x'), cells('2', 'y'), cells('3', 'z')],
    },
    [
      '>VPCs</caption>',
      '<th scope="row" data-align="left">y</th>',
      'Rows 1 to 2 of 3',
      '>Next rows</button>',
    ],
  ],
  [
    'steps say how far they are',
    'message',
    { type: 'plan', title: 'Steps', tasks: [task('complete'), task('in_progress')] },
    ['Done', 'In progress'],
  ],
  ['a failed step says so', 'message', task('error'), ['<strong>Create</strong> Failed']],
  [
    'a container holds blocks, and can be closed',
    'message',
    {
      type: 'container',
      title: plain('More'),
      is_collapsible: true,
      default_collapsed: true,
      child_blocks: [section()],
    },
    [
      '<details data-width="standard" data-divided="false"><summary><strong>More</strong></summary><strong>R1</strong>',
    ],
  ],
  [
    'cards stand beside each other',
    'message',
    { type: 'carousel', elements: [card, card] },
    ['<li><strong>Title</strong>Body'],
  ],
  [
    'a file elsewhere is named',
    'message',
    { type: 'file', source: 'remote', external_id: 'F-1' },
    ['<code>F-1</code>'],
  ],
  [
    'Markdown is read as such',
    'message',
    {
      type: 'markdown',
      text: '# R1\n\n**a** [b](https://a.b) [c](javascript:x)\n\n1. x\n2. `y`\n\n```\nz\n```',
    },
    [
      '<p>R1</p>',
      '<strong>a</strong> <a href="https://a.b/">b</a> c (javascript:x)',
      '<ol><li>x</li><li><code>y</code></li></ol><button>Copy</button><pre>z</pre>',
    ],
  ],
  [
    'rich text wears its styles',
    'message',
    rich(
      line({ type: 'text', text: 'a', style: { bold: true, italic: true, strike: true, underline: true } }),
    ),
    ['<strong><em><u><s>a</s></u></em></strong>'],
  ],
  [
    'rich text names people, places and moments',
    'message',
    rich(
      line(
        { type: 'user', user_id: 'U0ADA' },
        { type: 'usergroup', usergroup_id: 'S0PLATFORM' },
        { type: 'channel', channel_id: 'C0VPC' },
        { type: 'broadcast', range: 'here' },
        { type: 'team', team_id: 'T0VPC' },
        { type: 'emoji', name: 'tada' },
        { type: 'date', timestamp: 1_700_000_000, format: '{date_num}' },
        { type: 'date', timestamp: 1, format: '{nonsense}', fallback: 'then' },
      ),
    ),
    [
      '@ada@platform<button>#vpc-requests</button>@here@Acme:tada:<time datetime="2023-11-14T22:13:20.000Z">',
      '</time>then',
    ],
  ],
  [
    'rich text has lists, quotes and what is copied',
    'message',
    rich(
      { type: 'rich_text_list', style: 'ordered', offset: 2, elements: [line({ type: 'text', text: 'c' })] },
      { type: 'rich_text_quote', elements: [{ type: 'text', text: 'q' }] },
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'aws ec2' }] },
    ),
    ['<ol start="3"><li>c</li></ol><blockquote>q</blockquote><button>Copy</button><pre>aws ec2</pre>'],
  ],
];

test.each(shown)('%s', (_because, surface, block, parts) => {
  const html = showBlocks([block], surface);
  for (const part of parts) expect(plainHtml(html)).toContain(part);
  expectHarmlessHtml(html);
  expect(findUnshown([block], surface)).toEqual([]);
});
