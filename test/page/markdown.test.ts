import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type MarkdownPart, readMarkdown } from '../../sandbox/page/blocks/markdown-tree.ts';

const read: [because: string, text: string, parts: readonly MarkdownPart[]][] = [
  ['lines that follow each other are a paragraph', 'a\nb', [{ kind: 'paragraph', text: 'a\nb' }]],
  [
    'an empty line ends it',
    'a\n\nb',
    [
      { kind: 'paragraph', text: 'a' },
      { kind: 'paragraph', text: 'b' },
    ],
  ],
  ['a # heads', '## R1 ##', [{ kind: 'heading', text: 'R1', level: 2 }]],
  ['a # in a word does not', '#R1', [{ kind: 'paragraph', text: '#R1' }]],
  ['dashes list', '- a\n- b', [{ kind: 'list', items: ['a', 'b'], isOrdered: false }]],
  [
    'numbers count',
    '1. a\n2) b\n* c',
    [
      { kind: 'list', items: ['a', 'b'], isOrdered: true },
      { kind: 'list', items: ['c'], isOrdered: false },
    ],
  ],
  [
    'a > quotes, and what it quotes is read too',
    '> # a\n> b',
    [
      {
        kind: 'quote',
        parts: [
          { kind: 'heading', text: 'a', level: 1 },
          { kind: 'paragraph', text: 'b' },
        ],
      },
    ],
  ],
  ['a fence keeps all', '```sh\n# a\n\n- b\n```\n', [{ kind: 'code', text: '# a\n\n- b' }]],
  ['a fence that stays open ends with the text', '~~~\na', [{ kind: 'code', text: 'a' }]],
  [
    'three dashes are a rule and no list',
    '- a\n- - -',
    [{ kind: 'list', items: ['a'], isOrdered: false }, { kind: 'rule' }],
  ],
];

test.each(read)('%s', (_because, text, parts) => {
  expect(readMarkdown(text)).toEqual(parts);
});

const say = (part: MarkdownPart): string => {
  switch (part.kind) {
    case 'list':
      return part.items.join('');
    case 'quote':
      return part.parts.map(say).join('');
    case 'rule':
      return '';
    default:
      return part.text;
  }
};

test('no letter is lost, whatever stands around it', () => {
  const piece = fc.constantFrom('a', 'b', '\n', '\n\n', '# ', '- ', '> ', '---', '* ', '_', ' ');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const letters = (text: string): string => text.replaceAll(/[^ab]/g, '');
      expect(letters(readMarkdown(pieces.join('')).map(say).join(''))).toBe(letters(pieces.join('')));
    }),
  );
});
