import { execFile } from 'node:child_process';
import { request } from 'node:http';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requests } from '../../src/store/schema.ts';
import type { Bot } from '../journeys/bot.ts';
import { attack } from './attack.ts';
import { FORM, FROM, sign, startSignedBot } from './signed.ts';

/** Slack itself waits so long. */
const WITHIN = 3_000;
/** What is not acknowledged is given up by the SDK after those three seconds; the rest is for a busy machine. */
const ENDED_WITHIN = 10_000;

let bot: Bot;
let port: number;

beforeAll(async () => {
  ({ bot, port } = await startSignedBot());
});

afterAll(() => bot.stop());

/** The status, or `closed` where the bot hangs up in the middle. Each over a connection of its own. */
const post = (body: string): Promise<number | 'closed'> =>
  new Promise((resolve) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        agent: false,
        method: 'POST',
        path: '/slack/events',
        headers: { 'content-type': FORM, ...sign(body) },
      },
      (answer) => answer.resume().once('end', () => resolve(answer.statusCode ?? 0)),
    );
    sent.once('error', () => resolve('closed'));
    sent.end(body);
  });

const command = (text: string): string => new URLSearchParams({ command: '/vpc', text, ...FROM }).toString();

const MEGABYTE = 1_000_000;

const nested = (depth: number, open: string, inner: string, close: string): string =>
  `${open.repeat(depth)}${inner}${close.repeat(depth)}`;

const gesture = (depth: number, type: string): string => {
  const deep = nested(depth, '{"a":', '1', '}');
  const start = `"type":"${type}","team":{"id":"T0VPC"},"api_app_id":"A0VPCBOT","user":{"id":"U0OMAR"},"trigger_id":"1.2.3","response_url":"http://127.0.0.1:9/nowhere"`;
  const payload =
    type === 'view_submission'
      ? `{${start},"view":{"id":"V1","callback_id":"create_vpc","private_metadata":"","state":{"values":${deep}}}}`
      : `{${start},"actions":[{"type":"button","action_id":"approve_quota","block_id":"b","value":${deep}}]}`;
  return new URLSearchParams({ payload }).toString();
};

const ATTACKS = [
  {
    name: 'a word of a megabyte',
    body: command(`show ${'x'.repeat(MEGABYTE)}`),
    because: 'Slack’s own limits are not ours',
  },
  {
    name: 'a verb of a megabyte',
    body: command('c'.repeat(MEGABYTE)),
    because: 'the nearest verb is looked for',
  },
  {
    name: 'half a million words',
    body: command('a '.repeat(MEGABYTE / 2)),
    because: 'each word is an argument',
  },
  {
    name: 'half a million ranges',
    body: command(`peer one ${'10.0.0.0/24,'.repeat(80_000)}`),
    because: 'each range is parsed',
  },
  {
    name: 'a range of a megabyte',
    body: command(`check ${'1'.repeat(MEGABYTE)}`),
    because: 'numbers have no end',
  },
  {
    name: 'a megabyte of blanks',
    body: command(`check 10.0.0.0${' '.repeat(MEGABYTE)}/24`),
    because: 'blanks are trimmed',
  },
  {
    name: 'a megabyte of colons',
    body: command(`create ${'0:'.repeat(MEGABYTE / 2)}`),
    because: 'it begins like IPv6',
  },
  { name: 'a megabyte of quotes', body: command('"'.repeat(MEGABYTE)), because: 'each opens a word' },
  { name: 'five megabytes', body: command('x'.repeat(5 * MEGABYTE)), because: 'a body has a limit' },
  {
    name: 'a form nested 10,000 deep',
    body: gesture(10_000, 'view_submission'),
    because: 'it is read level by level',
  },
  {
    name: 'a form nested 100,000 deep',
    body: gesture(100_000, 'view_submission'),
    because: 'a stack has an end',
  },
  {
    name: 'a button nested 10,000 deep',
    body: gesture(10_000, 'block_actions'),
    because: 'its value is a text or nothing',
  },
  {
    name: 'a button nested 100,000 deep',
    body: gesture(100_000, 'block_actions'),
    because: 'a stack has an end',
  },
  { name: 'no JSON', body: 'payload=%7B%22a%22%3A', because: 'it was cut on the way' },
] as const;

const isInTime = (status: number | 'closed', began: number): boolean =>
  performance.now() - began < ENDED_WITHIN && [200, 400, 404, 413, 500, 'closed'].includes(status);

attack(
  'oversized',
  'each, rightly signed, ends in time, and the bot lives on and has recorded nothing',
  async (tried) => {
    for (const { name, body, because } of ATTACKS) {
      const began = performance.now();
      const status = await post(body);
      tried(`${name} (${because}): ${status}`, isInTime(status, began));
      const alive = performance.now();
      const answer = await post(command('help'));
      tried(`help after ${name}: ${answer}`, answer === 200 && isInTime(answer, alive));
    }
    tried('nothing is recorded', bot.bot().database.db.select().from(requests).all().length === 0);
  },
  120_000,
);

attack(
  'oversized',
  'the same words through Bolt, as they come over a socket, are answered in time',
  async (tried) => {
    for (const { body, name } of ATTACKS) {
      const fields = Object.fromEntries(new URLSearchParams(body));
      if (fields['command'] === undefined) continue;
      const began = performance.now();
      let acks = 0;
      const ack = async (): Promise<void> => {
        acks += 1;
      };
      await bot
        .bot()
        .app.processEvent({ body: fields, ack })
        .catch(() => undefined);
      tried(`${name}: ${acks} acks`, acks === 1 && performance.now() - began < WITHIN);
    }
  },
  60_000,
);

test('a payload that the SDK rejects without anybody listening does not end the process', async () => {
  const script = `
    import { outliveStrays } from '${new URL('../../src/ops/strays.ts', import.meta.url).href}';
    outliveStrays({ error: ({ err }) => console.log('told:', err.message) });
    Promise.reject(new TypeError('payload is null'));
    setTimeout(() => console.log('alive'), 20);
  `;
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
  expect(stdout.trim().split('\n')).toEqual(['told: payload is null', 'alive']);
});
