import { Counter, Registry } from 'prom-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startOps } from '../../src/ops/server.ts';

const errors: object[] = [];
let ops: Awaited<ReturnType<typeof startOps>>;

beforeAll(async () => {
  const registry = new Registry();
  new Counter({
    name: 'broken_total',
    help: 'It cannot be read',
    registers: [registry],
    collect: () => Promise.reject(new Error('no metrics')),
  });
  ops = await startOps(
    { host: '127.0.0.1', port: 0 },
    {
      registry,
      readiness: () => Promise.reject(new Error('no readiness')),
      log: { error: (fields) => void errors.push(fields) },
    },
  );
});

afterAll(() => ops.stop());

test.each([
  { path: '/readyz', status: 500, because: 'what it asks for broke' },
  { path: '/metrics', status: 500, because: 'one figure cannot be read' },
  { path: '/healthz', status: 200, because: 'the process goes on' },
  { path: '/healthz?deep=1', status: 200, because: 'a question may carry anything' },
  { path: '/admin', status: 404, because: 'there is nothing else' },
  { path: '/%', status: 404, because: 'a path may be anything' },
])('$path is $status, because $because', async ({ path, status }) => {
  const answer = await fetch(`${ops.url}${path}`);
  expect(answer.status).toBe(status);
  expect(await answer.text()).not.toMatch(/no metrics|no readiness| at /);
});

test('what could not be told stands in the log', () => {
  expect(errors).toHaveLength(2);
});
