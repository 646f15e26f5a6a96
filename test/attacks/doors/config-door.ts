import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { ConfigError, type Env, readConfig } from '../../../src/config.ts';
import { hostileJson, hostileText, mutated } from './hostile-values.ts';
import { findLeaks } from './judge-said.ts';
import { findPollution, say } from './slack-target.ts';
import { createDoor, type Target, type Verdict } from './throw-at.ts';

export interface Configured {
  readonly yaml: string;
  readonly env: Readonly<Record<string, string>>;
}

const SECRET = 'hunter2-very-secret';

const GOOD = {
  slack: { channel: 'C0VPC', admins: ['U0ADA', 'S0PLATFORM'] },
  projects: {
    payments: {
      product: 'tiger',
      id: 'rp1pz7uyae',
      credentials: { publicKey: '$PUBLIC_KEY', secretKey: '$SECRET_KEY' },
      requesters: ['everyone'],
      approvers: ['S0PLATFORM'],
      vpcQuota: 3,
      regions: ['us-east-1'],
      reservedRanges: ['10.0.0.0/8'],
      timescaleAccounts: ['123456789012'],
      apiUrl: 'https://tiger.example.test',
    },
    metrics: { product: 'managed', id: 'metrics-prod', credentials: { token: '$TOKEN' } },
  },
  clouds: {
    aws: [
      {
        account: '123456789012',
        role: 'arn:aws:iam::123456789012:role/vpcbot',
        externalId: '$TOKEN',
        regions: ['us-east-1'],
        owners: ['S0NET'],
        allow: ['accept', 'routes'],
      },
    ],
    google: [{ project: 'acme-net', credentials: 'adc', owners: ['S0NET'], allow: ['peer'] }],
  },
  dns: { servers: ['10.0.0.2', '[fd00::2]:53'] },
  timing: { lookFirst: '5s', drain: '8s' },
  limits: { creationsPerHour: 20 },
};

const BOMB = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...'bcdefghij'.split('').map((name, index) => {
    const before = 'abcdefghi'[index] ?? 'a';
    return `${name}: &${name} [*${before}, *${before}, *${before}, *${before}, *${before}, *${before}, *${before}, *${before}, *${before}]`;
  }),
].join('\n');

const STRANGE: readonly string[] = [
  '',
  '---\n...\n---\n',
  BOMB,
  'a: &a\n  b: *a',
  '&a [*a]',
  'slack: &x {channel: C0VPC}\nprojects: *x',
  '<<: {slack: {channel: C0VPC}}',
  '!!js/function "function(){}"',
  '!!binary "////"',
  '!!set {a, b}',
  '!!timestamp 2026-01-01',
  '? [a, b]\n: c',
  '? {a: b}\n: c',
  'slack: {channel: C0VPC}\nslack: {channel: C0VPD}',
  '__proto__: {polluted: 1}',
  'constructor: {prototype: {polluted: 1}}',
  'projects: {__proto__: {product: tiger}}',
  'projects: {constructor: {product: tiger}, toString: null}',
  'a: 1e999\nb: .nan\nc: .inf\nd: 0x7fffffffffffffffffff',
  '%YAML 9.9\n---\na',
  '\t- a',
  'a: |\n b\n  c\n d: >-\n',
  '"\\ud83d"',
  '\u0000',
  '\uFEFFslack:',
  `${'['.repeat(3_000)}${']'.repeat(3_000)}`,
  `${'- '.repeat(3_000)}x`,
  `${'{a: '.repeat(2_000)}1${'}'.repeat(2_000)}`,
  `a: "${'x'.repeat(300_000)}"`,
  Array.from({ length: 4_000 }, (_, index) => `k${index}: &k${index} ${index}`).join('\n'),
  Array.from({ length: 3_000 }, (_, index) => `unknown${index}: 1`).join('\n'),
  `projects:\n${Array.from({ length: 1_500 }, (_, index) => `  p${index}: {product: tiger}`).join('\n')}`,
];

const toYaml = (value: unknown): string => {
  try {
    return stringify(value) ?? '';
  } catch {
    return say(value);
  }
};

const yaml = fc.oneof(
  { weight: 2, arbitrary: fc.constant(toYaml(GOOD)) },
  { weight: 9, arbitrary: mutated(fc.constant(GOOD), 4).map(toYaml) },
  { weight: 1, arbitrary: fc.constantFrom(...STRANGE) },
  { weight: 1, arbitrary: hostileJson.map(toYaml) },
  { weight: 1, arbitrary: hostileText },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.nat(), fc.nat({ max: 3 }), hostileText).map(([at, cut, by]) => {
      const text = toYaml(GOOD);
      const place = at % text.length;
      return `${text.slice(0, place)}${by.slice(0, 20)}${text.slice(place + cut)}`;
    }),
  },
);

const ENV: Env & Readonly<Record<string, string>> = {
  SLACK_BOT_TOKEN: `xoxb-${SECRET}`,
  SLACK_APP_TOKEN: `xapp-${SECRET}`,
  PUBLIC_KEY: 'tspub',
  SECRET_KEY: SECRET,
  TOKEN: SECRET,
};

const NAMES = [
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'PORT',
  'SLACK_API_URL',
  'DATABASE_URL',
  'REDIS_URL',
  'OPS_PORT',
  'OPS_HOST',
  'LOG_LEVEL',
  'SECRET_KEY',
  '__proto__',
];

const ADDRESSES = [
  'http://x',
  `redis://user:${SECRET}@host`,
  'redis://',
  'file:',
  ':memory:',
  '65536',
  '1e3',
  '007',
  '-1',
];

const env = fc
  .array(fc.tuple(fc.constantFrom(...NAMES), fc.oneof(hostileText, fc.constantFrom(...ADDRESSES))), {
    maxLength: 3,
  })
  .map((changes) => ({ ...ENV, ...Object.fromEntries(changes) }));

/** A list of problems that a person can read, each on a line and none with a secret in it. */
const judgeProblems = (problems: readonly string[], thrown: string): readonly string[] => [
  ...(problems.length === 0 ? ['it was refused without a problem'] : []),
  ...problems.flatMap((problem) => [
    ...(problem.trim() === '' ? ['a problem that says nothing'] : []),
    ...(problem.includes(SECRET) ? ['a problem holds a secret'] : []),
    ...(/\p{Cc}/u.test(problem)
      ? [`a problem of several lines: ${JSON.stringify(problem.slice(0, 200))}`]
      : []),
    ...(problem.length > 2_000 ? [`a problem of ${problem.length} characters`] : []),
    ...(/\bat .*:[0-9]+:[0-9]+\)/.test(problem) ? ['a problem holds a stack'] : []),
  ]),
  ...findLeaks(problems, (word) => thrown.includes(word)),
];

const createTarget = (): Target<Configured> => {
  const folder = mkdtempSync(join(tmpdir(), 'vpcbot-config-'));
  const file = join(folder, 'vpcbot.yml');
  return {
    attack: async ({ yaml: text, env: variables }): Promise<Verdict> => {
      writeFileSync(file, text);
      try {
        const config = readConfig({ ...variables, VPCBOT_CONFIG: file });
        const unfit = config.projects.size === 0 ? ['it was taken without a project'] : [];
        return { answer: 'taken', broken: [...unfit, ...findPollution()] };
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        const thrown = `${text} ${say(variables)}`;
        return { answer: 'refused', broken: [...judgeProblems(error.problems, thrown), ...findPollution()] };
      }
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
};

export const CONFIG_DOOR = createDoor<Configured>({
  name: 'configuration',
  inputs: () => fc.record({ yaml, env }),
  prepare: async () => createTarget,
});
