import { expect, onTestFinished, test } from 'vitest';
import { createSlackClient, findBotIdentity } from '../../src/slack/app.ts';
import { startSlack } from '../sandbox/bolt-app.ts';

const QUIET = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

const openClient = async () => {
  const started = await startSlack();
  onTestFinished(() => started.slack.stop());
  const client = createSlackClient({
    botToken: 'xoxb-sandbox',
    apiUrl: started.slack.apiUrl,
    delivery: { kind: 'socket', appToken: 'xapp-sandbox' },
    timeout: 1_000,
    log: QUIET,
  });
  const fail = (how: { readonly status: number; readonly error?: string }) =>
    started.faults.add({ target: 'slack', match: 'bots.info', kind: 'status', times: 1, ...how });
  return { client, fail };
};

test('a bot knows which app it is, and takes nothing from another', async () => {
  const { client } = await openClient();
  expect(await findBotIdentity(client)).toMatchObject({ appId: 'A0VPCBOT', teamId: 'T0VPC' });
});

test('an app whose scopes do not let it ask who it is works without', async () => {
  const { client, fail } = await openClient();
  fail({ status: 200, error: 'missing_scope' });
  expect(await findBotIdentity(client)).toMatchObject({ appId: null, teamId: 'T0VPC' });
});

test.each([429, 503])(
  'a %i keeps a bot from starting as one that takes what any app sends',
  async (status) => {
    const { client, fail } = await openClient();
    fail({ status });
    await expect(findBotIdentity(client)).rejects.toMatchObject({ retryable: true });
  },
);
