import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldText } from '../../sandbox/page/blocks/fold.ts';

const filled = (length: number): string => 'ab '.repeat(length / 3);

const folded: [because: string, text: string, shown: string | null][] = [
  ['700 characters are shown whole', 'x'.repeat(700), null],
  ['a line is not broken', `${filled(600)}end\n${filled(300)}`, `${filled(600)}end …`],
  ['nor a word', `${filled(690)}${'x'.repeat(50)}`, `${filled(690).trim()} …`],
  ['one long word is', 'x'.repeat(800), `${'x'.repeat(700)} …`],
  ['a mention is not broken', `${filled(693)}<@U0ADA|ada>`, `${filled(693).trim()} …`],
  ['nor an entity', `${'x'.repeat(697)}&amp;`, `${'x'.repeat(697)} …`],
  ['code is closed', `\`${'x'.repeat(800)}\``, `\`${'x'.repeat(699)}\` …`],
  ['so is what is preformatted', `\`\`\`\n${'x'.repeat(800)}`, `\`\`\`\n${'x'.repeat(696)}\n\`\`\` …`],
  ['no character is halved', `${'x'.repeat(699)}😀`, `${'x'.repeat(699)} …`],
];

test.each(folded)('%s', (_because, text, shown) => {
  expect(foldText(text, true)).toBe(shown);
});

test('plain text keeps what would be a mark elsewhere', () => {
  expect(foldText(`\`${'x'.repeat(800)}`, false)).toBe(`\`${'x'.repeat(699)} …`);
});

test('what is shown is the beginning of the text, and short', () => {
  const words = fc.array(fc.constantFrom('ab', ' ', '\n', '`', '<', '>', '&amp;', '```', '😀'), {
    minLength: 600,
    maxLength: 900,
  });
  fc.assert(
    fc.property(words, (parts) => {
      const text = parts.join('');
      const shown = foldText(text, true);
      if (shown === null) return;
      expect(shown.length).toBeLessThan(720);
      expect(text.startsWith(shown.replace(/(?:\n```|`)? …$/, '').trimEnd())).toBe(true);
    }),
  );
});
