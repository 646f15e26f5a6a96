import { describe, expect, test } from 'vitest';
import { replaceTable } from '../../docs/write-table.ts';

const PAGE = 'Before.\n\n<!-- speed: begin -->\nold\n<!-- speed: end -->\n\nAfter.\n';

describe('a table that a command measured', () => {
  test('takes the place of the last one and leaves all else', () => {
    const page = replaceTable(PAGE, 'speed', '| a |\n|---|');
    expect(page).toBe('Before.\n\n<!-- speed: begin -->\n\n| a |\n|---|\n\n<!-- speed: end -->\n\nAfter.\n');
    expect(replaceTable(page, 'speed', '| a |\n|---|')).toBe(page);
  });

  test.each([
    { because: 'no place has that name', name: 'faults', page: PAGE },
    { because: 'its end is missing', name: 'speed', page: '<!-- speed: begin -->' },
    { because: 'its end comes first', name: 'speed', page: '<!-- speed: end --><!-- speed: begin -->' },
  ])('is refused where $because', ({ name, page }) => {
    expect(() => replaceTable(page, name, 'x')).toThrow(`"${name}"`);
  });
});
