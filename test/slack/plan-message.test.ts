import { expect, test } from 'vitest';
import { buildProblemsMessage } from '../../src/slack/plan-message.ts';
import { renderRangeProblem } from '../../src/slack/problem-words.ts';
import { findMessageProblems, readMessage } from './block-kit.ts';
import { range } from './example.ts';

test('what is wrong with a command is said whole, however long', () => {
  const problem = renderRangeProblem({
    kind: 'overlap',
    range: range('10.0.0.0/16'),
    with: {
      cidr: range('10.0.4.0/24'),
      owner: { kind: 'vpc', name: 'payments-production-main', project: 'payments', region: 'eu-central-1' },
    },
    whatOverlaps: range('10.0.4.0/24'),
  });
  expect(problem.length).toBeGreaterThan(120);
  const message = buildProblemsMessage('create_vpc', 'Create a VPC', [problem], {});
  expect(findMessageProblems(message)).toEqual([]);
  expect(readMessage(message)).toContain(problem);
});
