import { request } from 'node:http';
import { afterAll, beforeAll, expect } from 'vitest';
import { requests } from '../../src/store/schema.ts';
import type { Bot } from '../journeys/bot.ts';
import { attack } from './attack.ts';
import { FORM, FROM, SECRET, sign, startSignedBot } from './signed.ts';

let bot: Bot;
let port: number;

beforeAll(async () => {
  ({ bot, port } = await startSignedBot());
});

afterAll(() => bot.stop());

const command = (change: Readonly<Record<string, string>> = {}): string =>
  new URLSearchParams({
    command: '/vpc',
    text: 'create',
    ...FROM,
    ...change,
  }).toString();

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** By hand, as `fetch` would tidy up what is sent. */
const post = (body: string, headers: Headers, { method = 'POST', path = '/slack/events' } = {}) =>
  new Promise<number>((resolve, reject) => {
    const given = Object.entries({ 'content-type': FORM, ...headers }).filter(
      ([, value]) => value !== undefined,
    );
    const sent = request(
      { port, agent: false, host: '127.0.0.1', method, path, headers: Object.fromEntries(given) },
      (answer) => {
        answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });

/** All that a payload could have moved: what was asked of Slack, and what was recorded. */
const moved = (): string =>
  JSON.stringify([bot.sandbox.slack.requests(), bot.bot().database.db.select().from(requests).all().length]);

const isRefused = async (sending: Promise<number>): Promise<boolean> => {
  const before = moved();
  const status = await sending;
  // What a handler does it does at once, or after the answer.
  await new Promise((resolve) => setImmediate(resolve));
  return status >= 400 && moved() === before;
};

attack('forged-signature', 'what is not signed with our secret moves nothing', async (tried) => {
  const body = command();
  const good = sign(body);
  const [, hash = ''] = good['x-slack-signature'].split('=');
  const forged: Readonly<Record<string, readonly [string, Headers]>> = {
    'another secret': [body, sign(body, 'not-the-secret')],
    'an empty secret': [body, sign(body, '\0')],
    'an altered body': [body.replace('U0OMAR', 'U0ADA'), good],
    'one more parameter': [`${body}&user_id=U0ADA`, good],
    'no signature': [body, { ...good, 'x-slack-signature': undefined }],
    'no timestamp': [body, { ...good, 'x-slack-request-timestamp': undefined }],
    'no header at all': [body, {}],
    'an empty signature': [body, { ...good, 'x-slack-signature': '' }],
    'a version without a hash': [body, { ...good, 'x-slack-signature': 'v0=' }],
    'a hash without a version': [body, { ...good, 'x-slack-signature': hash }],
    'a version to come': [body, { ...good, 'x-slack-signature': `v1=${hash}` }],
    'the first half of the hash': [body, { ...good, 'x-slack-signature': `v0=${hash.slice(0, 32)}` }],
    'the hash in capitals': [body, { ...good, 'x-slack-signature': `v0=${hash.toUpperCase()}` }],
    'a timestamp that is no number': [body, { ...good, 'x-slack-request-timestamp': 'now' }],
    'another timestamp': [
      body,
      { ...good, 'x-slack-request-timestamp': String(Number(good['x-slack-request-timestamp']) + 1) },
    ],
    'two signatures': [body, { ...good, 'x-slack-signature': ['v0=00', good['x-slack-signature']] }],
    'ssl_check in the query, which needs no signature': [`ssl_check=1&${body}`, {}],
    'a body that says it is JSON': [body, { ...sign(body, 'x'), 'content-type': 'application/json' }],
    'a challenge of Slack’s with a payload': [
      JSON.stringify({ type: 'url_verification', challenge: 'c', command: '/vpc' }),
      { ...sign('x'), 'content-type': 'application/json' },
    ],
  };
  for (const [what, [sent, headers]] of Object.entries(forged)) {
    const before = moved();
    const status = await post(sent, headers);
    // An ssl_check is answered to whoever asks; what came with it is thrown away.
    const expected = what.startsWith('ssl_check') ? status === 200 : status === 401;
    tried(`${what}: ${status}`, expected && moved() === before);
  }
});

attack('replayed-signature', 'what was signed more than five minutes ago moves nothing', async (tried) => {
  const body = command();
  for (const seconds of [301, 360, 3_600, 86_400 * 365]) {
    tried(`${seconds} s old`, await isRefused(post(body, sign(body, SECRET, Date.now() - seconds * 1_000))));
  }
});

attack('other-paths', 'there is one address and one method, and no other answers', async (tried) => {
  const body = command();
  const good = sign(body);
  for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
    tried(method, await isRefused(post(body, good, { method })));
  }
  for (const path of ['/', '/slack', '/slack/events/x', '/slack/install', '/slack/oauth_redirect', '//[']) {
    tried(path, await isRefused(post(body, good, { path })));
  }
});

const payload = (change: object) => ({
  type: 'block_actions',
  user: { id: 'U0OMAR', team_id: 'T0VPC' },
  team: { id: 'T0VPC' },
  api_app_id: 'A0VPCBOT',
  trigger_id: '1.2.3',
  response_url: 'http://127.0.0.1:9/nowhere',
  channel: { id: 'C0VPC' },
  actions: [{ type: 'button', action_id: 'deny_quota', block_id: 'b', value: '1' }],
  ...change,
});

attack('foreign-ids', 'what is signed and of another app or workspace reaches no handler', async (tried) => {
  const interaction = (change: object): string =>
    new URLSearchParams({ payload: JSON.stringify(payload(change)) }).toString();
  const event = (change: object): string =>
    JSON.stringify({
      type: 'event_callback',
      team_id: 'T0VPC',
      api_app_id: 'A0VPCBOT',
      event: { type: 'app_home_opened', user: 'U0OMAR', tab: 'home' },
      ...change,
    });
  const foreign: Readonly<Record<string, string>> = {
    'a command of another app': command({ api_app_id: 'A0EVIL' }),
    'a command of another workspace': command({ team_id: 'T0EVIL' }),
    'a command of another workspace of an organisation': command({
      team_id: 'T0EVIL',
      enterprise_id: 'E0EVIL',
    }),
    'a press of another app': interaction({ api_app_id: 'A0EVIL' }),
    'a press in another workspace by an id of ours': interaction({ team: { id: 'T0EVIL' } }),
    'a press by somebody of another workspace with an id of ours': interaction({
      user: { id: 'U0ADA', team_id: 'T0EVIL' },
    }),
    'a press by nobody that Slack knows': interaction({
      user: { id: 'U0NOBODY', team_id: 'T0EVIL' },
      team: { id: 'T0EVIL' },
    }),
    'a form of another app': interaction({
      type: 'view_submission',
      api_app_id: 'A0EVIL',
      view: { id: 'V1', callback_id: 'create_vpc', state: { values: {} } },
    }),
    'a form of another workspace': interaction({
      type: 'view_submission',
      team: { id: 'T0EVIL' },
      user: { id: 'U0ADA', team_id: 'T0EVIL' },
      view: { id: 'V1', callback_id: 'create_vpc', state: { values: {} } },
    }),
    'a menu of another workspace': interaction({
      type: 'block_suggestion',
      user: { id: 'U0ADA', team_id: 'T0EVIL' },
      action_id: 'pick_vpc',
      block_id: 'b',
      value: '',
    }),
    'an event of another app': event({ api_app_id: 'A0EVIL' }),
    'an event of another workspace': event({ team_id: 'T0EVIL' }),
    'an event that is authorised for another workspace': event({ authorizations: [{ team_id: 'T0EVIL' }] }),
  };
  for (const [what, body] of Object.entries(foreign)) {
    const type = body.startsWith('{') ? 'application/json' : FORM;
    const before = JSON.stringify(bot.bot().database.db.select().from(requests).all());
    const { 'views.open': opened } = bot.sandbox.slack.requests();
    const status = await post(body, { ...sign(body), 'content-type': type });
    const { 'views.open': since } = bot.sandbox.slack.requests();
    const same = JSON.stringify(bot.bot().database.db.select().from(requests).all()) === before;
    tried(`${what}: ${status}`, status === 401 && same && since?.requests === opened?.requests);
  }
  const ours = command();
  expect(await post(ours, sign(ours)), 'what is ours is let through').toBe(200);
});
