import { expect, test } from 'vitest';
import { createLog } from '../../src/ops/log.ts';

test('an error of Redis is logged without the command that holds the password', () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  const err = Object.assign(new Error('WRONGPASS invalid username-password pair'), {
    command: { name: 'hello', args: ['3', 'AUTH', 'default', 's3cret'] },
  });
  log.warn({ err }, 'the queue does not answer');
  expect(lines.join()).toContain('WRONGPASS');
  expect(lines.join()).not.toContain('s3cret');
});
