import { expect, test } from 'vitest';
import { judgeRedis } from '../../src/queue/judge-redis.ts';

const info = (fields: Record<string, string>): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name}:${value}\r\n`)
    .join('');

test.each([
  { because: 'it keeps every job', fields: { redis_version: '7.0.15', maxmemory_policy: 'noeviction' } },
  {
    because: 'it is the oldest that will do',
    fields: { redis_version: '6.2.0', maxmemory_policy: 'noeviction' },
  },
  { because: 'some hosts do not tell', fields: { redis_version: '7.2.4' } },
])('a redis with $fields is fit: $because', ({ fields }) => {
  expect(judgeRedis(info(fields))).toBeNull();
});

test.each([
  {
    because: 'it lacks commands',
    fields: { redis_version: '6.0.16', maxmemory_policy: 'noeviction' },
    said: '6.2',
  },
  { because: 'it is older still', fields: { redis_version: '5.0.7' }, said: '6.2' },
  {
    because: 'it throws sleeping jobs away when memory is short',
    fields: { redis_version: '7.0.15', maxmemory_policy: 'volatile-lru' },
    said: 'volatile-lru',
  },
])('a redis with $fields is unfit: $because', ({ fields, said }) => {
  expect(judgeRedis(info(fields))).toContain(said);
});
