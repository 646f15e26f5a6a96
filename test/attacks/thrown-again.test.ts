import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createAwsAccount } from '../../src/clouds/aws-account.ts';
import { readAwsError } from '../../src/clouds/aws-errors.ts';
import { readPeering } from '../../src/clouds/google-answers.ts';
import { ConfigError, readConfig } from '../../src/config.ts';
import { VpcbotError } from '../../src/errors.ts';
import { parseJob } from '../../src/queue/parse-job.ts';
import { parseCommand } from '../../src/slack/command-text.ts';
import { readField, readValues } from '../../src/slack/view-values.ts';
import { read } from '../../src/timescale/answer.ts';
import { vpcListAnswer } from '../../src/timescale/tiger-answers.ts';
import { openAnsweringServer } from './doors/answering-server.ts';
import { STS_BODY } from './doors/cloud-bodies.ts';
import { actionBody, commandBody, deliver, submitBody } from './doors/gestures.ts';
import { shareLivedIn } from './doors/slack-target.ts';
import { openWorld } from './doors/slack-world.ts';

/* What once broke the bot, thrown again as it was found. */

const SOMEBODY = { user: 'U0OMAR', channel: 'C0VPC' };

const press = (action_id: string, value: unknown) =>
  actionBody(SOMEBODY, { type: 'button', block_id: 'b', action_id, value });

const submit = (callback_id: string, state: unknown) =>
  submitBody(SOMEBODY, { callback_id, private_metadata: '', blocks: [], state });

const GESTURES = [
  { body: commandBody(SOMEBODY, undefined), because: 'nothing is typed, and Slack leaves the field out' },
  {
    body: commandBody(SOMEBODY, 'verify nothing-of-that-name'),
    because: 'nothing was said before that could be replaced',
  },
  {
    body: commandBody(SOMEBODY, `peer one ${'10.0.0.0/24 '.repeat(20_000)}`),
    because: 'each range was a call deeper',
  },
  { body: press('export_history', 'two'), because: 'the value is no JSON' },
  { body: press('send_to_someone', { toString: 'x' }), because: 'the value is no text' },
  { body: press('approve_quota', '0x6'), because: 'a number is written in digits' },
  {
    body: submit('rename_vpc', { values: { b: { rename_name: { value: 7 } } } }),
    because: 'a number where a text is typed',
  },
  {
    body: submit('attach_service', { values: { b: { pick_service: null } } }),
    because: 'a field that is nothing',
  },
  { body: submit('create_vpc', { values: { b: null } }), because: 'a block that is nothing' },
  { body: submit('create_vpc', { values: null }), because: 'no values' },
  { body: submit('create_vpc', undefined), because: 'no state' },
];

test('each is acknowledged once and answered once, and no bug is logged', async () => {
  const world = openWorld((await shareLivedIn()).frozen);
  for (const { body, because } of GESTURES) {
    const { acks } = await deliver(world, body);
    const said = world.slack.takeSaid();
    expect(acks, because).toHaveLength(1);
    expect(said.length + acks.filter((ack) => ack !== null).length, because).toBe(1);
    expect(
      said.filter(({ payload }) => payload['replace_original'] === true),
      because,
    ).toEqual([]);
    expect(
      world.takeComplaints().filter((each) => !(each instanceof VpcbotError)),
      because,
    ).toEqual([]);
  }
  world.close();
}, 60_000);

test('an error that Slack shows beside a field stands beside one that the form has', async () => {
  const world = openWorld((await shareLivedIn()).frozen);
  const { acks } = await deliver(
    world,
    submit('create_vpc', { values: { other: { create_vpc_name: { value: 'x' } } } }),
  );
  expect(Object.keys((acks[0] as { errors: object }).errors)).toEqual(['other']);
  world.close();
}, 60_000);

test('a prototype’s own words are fields of no form', () => {
  const values = readValues({
    state: { values: JSON.parse('{"__proto__":{"a":{"value":"x"}},"b":{"constructor":{}}}') },
  });
  expect(readField(values, 'a')).toBe('');
  expect(readField(values, 'toString')).toBe('');
});

test('a command that is too long is not read by halves', () => {
  expect(parseCommand(`show ${'x'.repeat(4_000)}`)).toEqual({ kind: 'too-long', most: 4_000 });
});

test('a cloud’s word that every object knows is an unknown word', () => {
  const error = Object.assign(new Error('x'), { name: 'constructor', $fault: 'client' });
  expect(readAwsError(error, { doing: 'looking', action: 'ec2:X' }, []).code).toBe('CLOUD_REFUSED');
  const peering = {
    name: 'a',
    network: 'b',
    state: 'constructor',
    importCustomRoutes: false,
    exportCustomRoutes: false,
  };
  expect(readPeering(peering).state).toBe('unknown');
});

test('half a character is no project, and no job', () => {
  expect(parseJob({ name: 'tell-project', payload: { project: '\ud83d' } })).toBeNull();
});

test('an answer with a problem in each of its entries is told in few words', () => {
  const json = Array.from({ length: 20_000 }, () => null);
  expect(() => read(vpcListAnswer, 'listing vpcs', { status: 200, json })).toThrow(/^.{1,700}$/s);
});

test('a problem of the configuration is one line, without what stands in the wrong place', () => {
  const env = { PORT: 'xoxb-hunter2\nxoxb', VPCBOT_CONFIG: '/nonexistent/vpcbot.yml' };
  const problems = (): readonly string[] => {
    try {
      readConfig(env);
      return [];
    } catch (error) {
      return error instanceof ConfigError ? error.problems : [String(error)];
    }
  };
  expect(problems().filter((problem) => /\n|hunter2/.test(problem))).toEqual([]);
  expect(problems().some((problem) => problem.startsWith('PORT: '))).toBe(true);
});

test('YAML’s warnings, which quote the file, go nowhere', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vpcbot-'));
  const file = join(folder, 'vpcbot.yml');
  writeFileSync(file, 'slack: !unknown { channel: hunter2 }\n');
  const warned: string[] = [];
  const listen = (warning: Error): void => void warned.push(warning.message);
  process.on('warning', listen);
  onTestFinished(() => {
    process.off('warning', listen);
    rmSync(folder, { recursive: true });
  });
  expect(() => readConfig({ VPCBOT_CONFIG: file })).toThrow(ConfigError);
  await nextTurn();
  expect(warned).toEqual([]);
});

test('a list of EC2’s that names one more page for ever is read to an end', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAFUZZ');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'fuzz');
  let pages = 0;
  const xml = (body: string) =>
    ({ kind: 'answer', status: 200, headers: { 'content-type': 'text/xml' }, body }) as const;
  const nextPage = () => {
    pages += 1;
    const more = pages < 300 ? '<nextToken>more</nextToken>' : '';
    return xml(`<DescribeVpcsResponse><vpcSet/>${more}</DescribeVpcsResponse>`);
  };
  const server = await openAnsweringServer({ '/sts': () => xml(STS_BODY), '/ec2': nextPage });
  onTestFinished(server.close);
  const aws = createAwsAccount({
    account: '123456789012',
    role: 'arn:aws:iam::123456789012:role/vpcbot',
    externalId: null,
    regions: ['us-east-1'],
    allow: [],
    endpoint: `${server.url}/ec2`,
    stsEndpoint: `${server.url}/sts`,
    timeout: 5_000,
    now: Date.now,
  });
  expect(await aws.listVpcs('us-east-1')).toEqual([]);
  expect(pages).toBe(100);
}, 60_000);
