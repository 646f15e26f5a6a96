import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readManifest } from '../../sandbox/slack/manifest.ts';
import { neededScopes } from '../../sandbox/slack/scopes.ts';
import { type Started, startSlack } from './bolt-app.ts';

const specs = resolve(process.env['VPCBOT_SPECS'] ?? '../shared/specs', 'slack/methods');

let started: Started;

beforeEach(async () => {
  started = await startSlack('socket', false, readManifest());
});
afterEach(() => started.slack.stop());

const take = (scope: string) => started.control('POST', 'scopes', { remove: [scope] });

test('the app learns from any answer which scopes it has: those of the manifest, less what was taken', async () => {
  const client = new WebClient('xoxb-sandbox', { slackApiUrl: started.slack.apiUrl });
  const scopes = async () => (await client.auth.test()).response_metadata?.scopes;
  const { scopes: declared } = readManifest();
  expect(declared).toContain('chat:write');
  expect(await scopes()).toEqual(declared);
  await take('files:write');
  expect(await scopes()).toEqual(declared.filter((scope) => scope !== 'files:write'));
  await started.control('POST', 'scopes', { add: ['files:write'] });
  expect(await scopes()).toContain('files:write');
});

const rows = [
  { method: 'chat.postMessage', args: { channel: 'C0VPC', text: 'x' }, needed: 'chat:write' },
  { method: 'chat.update', args: { channel: 'C0VPC', ts: '1.1', text: 'x' }, needed: 'chat:write' },
  { method: 'conversations.info', args: { channel: 'C0VPC' }, needed: 'channels:read' },
  { method: 'conversations.history', args: { channel: 'C0VPC' }, needed: 'channels:history' },
  { method: 'conversations.history', args: { channel: 'D0ADA' }, needed: 'im:history' },
  { method: 'files.getUploadURLExternal', args: {}, needed: 'files:write' },
  { method: 'users.list', args: {}, needed: 'users:read' },
  { method: 'usergroups.list', args: {}, needed: 'usergroups:read' },
];

test.each(rows)('without $needed $method says so, and does nothing', async ({ method, args, needed }) => {
  await started.call('conversations.open', { users: 'U0ADA' });
  await take(needed);
  const { body } = await started.call(method, args);
  expect(body).toMatchObject({ ok: false, error: 'missing_scope', needed });
  expect(String(body['provided']).split(',')).not.toContain(needed);
  expect(await started.as('U0ADA').sees('C0VPC')).toEqual([]);
});

test('without any scope of its family a method names them all', async () => {
  await take('im:write');
  const { body } = await started.call('conversations.open', { users: 'U0ADA' });
  expect(body['needed']).toBe('channels:manage,groups:write,mpim:write,im:write');
});

test('an email is shown to those alone who may read it', async () => {
  const email = async () => {
    const { user } = (await started.call('users.info', { user: 'U0ADA' })).body;
    return (user as { profile: { email?: string } }).profile.email;
  };
  expect(await email()).toBeUndefined();
  await started.control('POST', 'scopes', { add: ['users:read.email'] });
  expect(await email()).toBe('ada@acme.example');
});

const described = Object.keys(neededScopes).filter((method) => existsSync(`${specs}/${method}.json`));

test.skipIf(described.length === 0)(
  'each method needs what Slack’s description of it says (skipped: no specs)',
  () => {
    for (const method of described) {
      const { scopes } = JSON.parse(readFileSync(`${specs}/${method}.json`, 'utf8'));
      const names = scopes.bot.map(({ name }: { name: string }) => name);
      expect({ method, scopes: new Set(neededScopes[method]?.anyOf) }).toEqual({
        method,
        scopes: new Set(names),
      });
    }
  },
);
