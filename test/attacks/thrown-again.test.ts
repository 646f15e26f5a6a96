import { expect, test } from 'vitest';
import { readAwsError } from '../../src/clouds/aws-errors.ts';
import { readPeering } from '../../src/clouds/google-answers.ts';
import { ConfigError, readConfig } from '../../src/config.ts';
import { VpcbotError } from '../../src/errors.ts';
import { parseJob } from '../../src/queue/parse-job.ts';
import { parseCommand } from '../../src/slack/command-text.ts';
import { readField, readValues } from '../../src/slack/view-values.ts';
import { read } from '../../src/timescale/answer.ts';
import { vpcListAnswer } from '../../src/timescale/tiger-answers.ts';
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
