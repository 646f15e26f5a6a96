import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderCsv } from '../../src/slack/csv.ts';
import { parseCsv } from './parse-csv.ts';

test('cells are quoted where they have to be, and rows end as RFC 4180 says', () => {
  expect(
    renderCsv([
      ['a', 'b c', 'd,e'],
      ['say "no"', 'two\nlines', ''],
    ]),
  ).toBe('a,b c,"d,e"\r\n"say ""no""","two\nlines",\r\n');
});

test.each([
  ['=1+1', "'=1+1"],
  ['+49 89', "'+49 89"],
  ['-2', "'-2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['\r=1', '"\'\r=1"'],
  ['a=1', 'a=1'],
  ["'=1", "'=1"],
  ['no;=1+1', "no;'=1+1"],
  ['no; @SUM(A1);-1', "no;' @SUM(A1);'-1"],
  ['first; then', 'first; then'],
])('no spreadsheet takes %j for a formula', (cell, written) => {
  expect(renderCsv([[cell]])).toBe(`${written}\r\n`);
});

const cells = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('=cmd|calc', '+', '-', '@', '\t', '\r', '"', ',', '\r\n', '""', 'a"b', 'a;=1'),
);

test('whatever is written is read back, with an apostrophe before what could be a formula', () => {
  const rows = fc.array(fc.array(cells, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 5 });
  const property = fc.property(rows, (written) => {
    const read = parseCsv(renderCsv(written));
    expect(read.map((row) => row.length)).toEqual(written.map((row) => row.length));
    for (const [line, row] of written.entries()) {
      for (const [column, cell] of row.entries()) {
        const back = read[line]?.[column] ?? '';
        const bare = (text: string) => text.replaceAll(";'", ';');
        expect([cell, `'${cell}`].map(bare)).toContain(bare(back));
        expect(back).not.toMatch(/;\s*[=+\-@]/);
        expect(back).not.toMatch(/^[=+\-@\t\r]/);
      }
    }
  });
  fc.assert(property);
});
