import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchClouds } from '../../sandbox/demo/clouds.ts';
import type { CloudFacts } from '../../sandbox/demo/news.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';
import { type SteerableClock, steerableClock } from '../../sandbox/steerable-clock.ts';

let sandbox: Sandbox<SteerableClock>;
let told: CloudFacts[];
let stop: () => void;

const control = (method: string, path: string, body: object) =>
  fetch(`${sandbox.urls.control}/control/${path}`, { method, body: JSON.stringify(body) });
const last = (): CloudFacts | undefined => told.at(-1);

/** The clouds are looked at more often than once in this time, in ms. */
const soon = (check: () => void) => vi.waitFor(check, 10_000);

beforeEach(async () => {
  sandbox = await startSandbox({ clock: steerableClock(1) });
  told = [];
  stop = watchClouds({ urls: () => sandbox.urls }, (facts) => told.push(facts));
  await soon(() => expect(told).toHaveLength(1));
});
afterEach(async () => {
  stop();
  await sandbox.stop();
});

test('the page is told of how things are, and again when a clock is moved or its speed changed', async () => {
  const now = last()?.clock.now ?? 0;
  await control('POST', 'clock', { advance: 3_600_000 });
  await soon(() => expect(last()?.clock.now).toBeGreaterThan(now + 3_600_000 - 1));
  await control('POST', 'clock', { scale: 30 });
  await soon(() => expect(last()?.clock.scale).toBe(30));
});

test('faults end where they are meant to, and Slack’s limits and Azure’s grants are told', async () => {
  const fault = { kind: 'status', status: 500, times: 9 } as const;
  const faults = [
    { ...fault, target: 'tiger', match: '/projects/one' },
    { ...fault, target: 'tiger', match: 'POST /projects/one' },
    { ...fault, target: 'tiger', match: '/projects/two' },
    { ...fault, target: 'managed', match: '' },
  ];
  for (const each of faults) await control('POST', 'faults', each);
  await control('DELETE', 'faults', { target: 'tiger', match: '/projects/one' });
  await control('POST', 'slack/limits', { on: true });
  await soon(() => expect(last()?.slack).toEqual({ isLimited: true }));
  expect(last()?.faults.map(({ fault: { target, match } }) => `${target} ${match}`)).toEqual([
    'tiger /projects/two',
    'managed ',
  ]);
  await control('DELETE', 'faults', { target: 'tiger' });
  await soon(() => expect(last()?.faults).toHaveLength(1));
  await control('DELETE', 'faults', {});
  await soon(() => expect(last()?.faults).toEqual([]));

  const [network] = last()?.azure.networks ?? [];
  const [, , subscription, , group, , , , vnet] = network?.id.split('/') ?? [];
  const path = `azure/subscriptions/${subscription}/resource-groups/${group}/vnets/${vnet}/grants`;
  await control('POST', path, { tenant: network?.tenant, app: 'one-more' });
  await soon(() => expect(last()?.azure.networks[0]?.apps).toContain('one-more'));
});
