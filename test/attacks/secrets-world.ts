import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { stringify } from 'yaml';
import { BOT_KEY } from '../../sandbox/aws/access-keys.ts';
import { EXTERNAL_ID, roleArn } from '../../sandbox/aws/roles.ts';
import { scaledClock } from '../../sandbox/clock.ts';
import { person } from '../../sandbox/person.ts';
import { startSandbox } from '../../sandbox/start.ts';
import { steerableClock } from '../../sandbox/steerable-clock.ts';
import { createBotProcess, freePort } from '../processes/stage.ts';
import { createRedis } from '../queue/redis-server.ts';
import { openEcho } from './echo.ts';

const ACCOUNT = '123456789012';
const PASSWORD = 'planted-redis-password-4711';
const QUICK = {
  lookFirst: '250ms',
  lookHour: '250ms',
  retryFirst: '200ms',
  retryMost: '400ms',
  sweepEvery: '500ms',
  troubleAfter: '500ms',
  sideLookEvery: '400ms',
  observeProjectEvery: '400ms',
  claimLease: '2500ms',
  timescaleCall: '2s',
  slackCall: '2s',
  cloudCall: '2s',
};

/** Each stands in the environment of the process, and may be found nowhere else. */
const PLANTED = {
  SLACK_BOT_TOKEN: 'xoxb-sandbox',
  SLACK_APP_TOKEN: 'xapp-sandbox',
  SLACK_SIGNING_SECRET: 'sandbox-signing-secret',
  PAYMENTS_SECRET: 'tssec-payments',
  METRICS_TOKEN: 'managed-token-metrics',
  AWS_SECRET_ACCESS_KEY: BOT_KEY.secret,
  AWS_EXTERNAL_ID: EXTERNAL_ID,
} as const;

const configOf = (
  urls: Readonly<Record<'tiger' | 'managed' | 'ec2' | 'sts' | 'google' | 'dns', string>>,
) => ({
  slack: { channel: 'C0VPC', admins: ['U0ADA'] },
  projects: {
    payments: {
      product: 'tiger',
      id: 'rp1pz7uyae',
      credentials: { publicKey: '$PAYMENTS_PUBLIC', secretKey: '$PAYMENTS_SECRET' },
      apiUrl: urls.tiger,
      vpcQuota: 50,
    },
    metrics: {
      product: 'managed',
      id: 'metrics-prod',
      credentials: { token: '$METRICS_TOKEN' },
      apiUrl: urls.managed,
      vpcQuota: 50,
    },
  },
  clouds: {
    aws: [
      {
        account: ACCOUNT,
        role: roleArn(ACCOUNT),
        externalId: '$AWS_EXTERNAL_ID',
        regions: ['us-east-1'],
        owners: ['S0NET'],
        allow: ['accept', 'routes', 'security-group'],
        endpoint: urls.ec2,
        stsEndpoint: urls.sts,
      },
    ],
    google: [
      { project: 'acme-net', credentials: 'adc', owners: ['S0NET'], allow: ['peer'], endpoint: urls.google },
    ],
  },
  dns: { servers: [urls.dns] },
  timing: QUICK,
});

/** Whatever a folder holds, as text: the database and its log among it. */
const readFolder = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'vpcbot.yml')
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');

/** The bot as a process that logs everything, on a Redis with a password, between providers that repeat what they hear. */
export const openSecretsWorld = async () => {
  const sandbox = await startSandbox({ clock: steerableClock(60), slackClock: scaledClock(1) });
  const [tiger, managed, ec2, sts, google] = await Promise.all([
    openEcho(sandbox.urls.tiger, 'json'),
    openEcho(sandbox.urls.managed, 'json'),
    openEcho(sandbox.urls.ec2, 'ec2'),
    openEcho(sandbox.urls.sts, 'sts'),
    openEcho(sandbox.urls.google, 'json'),
  ]);
  const echoes = { tiger, managed, ec2, sts, google };
  // From the start on, for a session that it hands out is kept.
  sts.answer(403);
  const redis = await createRedis();
  await redis.start();
  const plain = new Redis(redis.url);
  await plain.config('SET', 'requirepass', PASSWORD);
  const folder = mkdtempSync(join(tmpdir(), 'vpcbot-secrets-'));
  const file = join(folder, 'vpcbot.yml');
  const urls = { tiger: tiger.url, managed: managed.url, ec2: ec2.url, sts: sts.url, google: google.url };
  writeFileSync(file, stringify(configOf({ ...urls, dns: sandbox.urls.dns })));
  const start = await createBotProcess();
  const bot = start({
    ...PLANTED,
    PAYMENTS_PUBLIC: 'tspub-payments',
    AWS_ACCESS_KEY_ID: BOT_KEY.id,
    GCE_METADATA_HOST: new URL(google.url).host,
    METADATA_SERVER_DETECTION: 'assume-present',
    SLACK_API_URL: sandbox.urls.slack,
    VPCBOT_CONFIG: file,
    DATABASE_URL: `file:${join(folder, 'vpcbot.db')}`,
    REDIS_URL: redis.url.replace('redis://', `redis://:${PASSWORD}@`),
    OPS_PORT: String(await freePort()),
    LOG_LEVEL: 'trace',
  });
  const said: string[] = [];
  bot.hear((line) => said.push(line));

  const readRedis = async (): Promise<string> => {
    const keys = await plain.keys('*');
    const dumps = await Promise.all(keys.map((key) => plain.dumpBuffer(key)));
    const [, dir = ''] = (await plain.config('GET', 'dir')) as string[];
    return [...keys, ...dumps.map((dump) => dump?.toString('latin1') ?? ''), readFolder(dir)].join('\n');
  };
  const readSlack = async (): Promise<string> => {
    const people = ['U0OMAR', 'U0ADA', 'U0NINA'].map((user) => person(sandbox.urls.control, user));
    const seen = await Promise.all(
      people.map((who) => Promise.all([who.sees('C0VPC'), who.view(), who.view('home')])),
    );
    return JSON.stringify(seen);
  };
  return {
    bot,
    echoes,
    as: (user: string) => person(sandbox.urls.control, user),
    /** Whether Timescale has a VPC of ours that can be used. */
    isActive: (): boolean => sandbox.tiger.state.vpcs.list('rp1pz7uyae').length > 0,
    said: (): readonly string[] => said,
    secrets: (): Readonly<Record<string, string>> => {
      const basic = Buffer.from(`tspub-payments:${PLANTED.PAYMENTS_SECRET}`).toString('base64');
      const handedOut = Object.values(echoes).flatMap((echo) => echo.handedOut());
      const named = handedOut.map((secret, index) => [`handed out ${index}`, secret]);
      return { ...PLANTED, REDIS_URL: PASSWORD, 'tiger’s header': basic, ...Object.fromEntries(named) };
    },
    /** All that is left of the process, by where it stands. */
    leftBehind: async (ops: string): Promise<Readonly<Record<string, string>>> => ({
      log: said.join('\n'),
      metrics: await (await fetch(`${ops}/metrics`)).text(),
      readyz: await (await fetch(`${ops}/readyz`)).text(),
      slack: await readSlack(),
      redis: await readRedis(),
      files: readFolder(folder),
    }),
    close: async (): Promise<void> => {
      if (!bot.hasEnded()) bot.signal('SIGKILL');
      await bot.ended;
      plain.disconnect();
      await Promise.all([sandbox.stop(), redis.remove(), ...Object.values(echoes).map(({ stop }) => stop())]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
