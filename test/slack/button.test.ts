import { expect, test } from 'vitest';
import { button } from '../../src/slack/blocks.ts';

test.each([
  ['Approve', 'Approve one VPC more for R1', 'Approve one VPC more for R1', 'it begins with what is seen'],
  ['Deny…', 'Deny one VPC more for R1', 'Deny one VPC more for R1', 'the dots are not spoken'],
  ['Export as CSV', 'Export R1 as CSV', 'Export as CSV: Export R1 as CSV', 'the same words apart are others'],
  ['Retry', 'retry R1 as it is', 'retry R1 as it is', 'nobody hears a capital'],
  ['Timescale raised it…', 'Tell R1', 'Timescale raised it: Tell R1', 'nothing of what is seen is in it'],
])('"%s", called "%s", is said as "%s"', (words, label, said, _because) => {
  expect(button({ action: 'press', words, value: '1', label }).accessibility_label).toBe(said);
});

test('a label is never longer than Slack takes', () => {
  const { accessibility_label } = button({
    action: 'press',
    words: 'Ask',
    value: '1',
    label: 'x'.repeat(100),
  });
  expect(accessibility_label?.length).toBe(75);
});
