import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';

const ROOT = resolve(import.meta.dirname, '../..');
const READY = z.object({
  sandbox: z.literal('ready'),
  urls: z.object({
    slack: z.string(),
    tiger: z.string(),
    managed: z.string(),
    ec2: z.string(),
    sts: z.string(),
    google: z.string(),
    control: z.string(),
    dns: z.string(),
  }),
  env: z.record(z.string(), z.string()),
});

/** The sandbox as its own process, and what its last line says. */
const run = async (...flags: string[]) => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.ts', ...flags], { cwd: ROOT });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{')) return { child, ready: READY.parse(JSON.parse(line)) };
  }
  throw new Error('the sandbox ended before it was ready');
};

test('the process says where everything is, steers its clouds and stops on SIGTERM', async () => {
  const { child, ready } = await run('--port', '0', '--scale', '7');
  const { urls, env } = ready;
  expect(env).toMatchObject({ SLACK_API_URL: urls.slack, PAYMENTS_TIGER_PUBLIC_KEY: 'tspub-payments' });
  expect(env).toMatchObject({
    MANAGED_API_URL: urls.managed,
    METRICS_DEV_MANAGED_TOKEN: 'managed-token-dev',
  });
  expect(env).toMatchObject({ AWS_ENDPOINT_URL_EC2: urls.ec2, AWS_ENDPOINT_URL_STS: urls.sts });

  const clock = await fetch(`${urls.control}/control/clock`, { method: 'POST', body: '{"scale":9}' });
  expect(await clock.json()).toMatchObject({ scale: 9 });
  const authorization = `Bearer ${env['SLACK_BOT_TOKEN']}`;
  const who = await fetch(`${urls.slack}auth.test`, { method: 'POST', headers: { authorization } });
  expect(await who.json()).toMatchObject({ ok: true });
  const projects = await fetch(`${urls.tiger}/projects`);
  expect(projects.status).toBe(401);

  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});

test('a flag that is no number stops the process before anything listens', async () => {
  await expect(run('--port', 'high')).rejects.toThrow('ended before it was ready');
});
