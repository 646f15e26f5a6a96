import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { BOT_KEY } from '../../sandbox/aws/access-keys.ts';
import { EXTERNAL_ID, roleArn } from '../../sandbox/aws/roles.ts';
import { scaledClock } from '../../sandbox/clock.ts';
import { managedDemoProjects } from '../../sandbox/managed/demo-projects.ts';
import { person } from '../../sandbox/person.ts';
import type { Ending, Program } from '../../sandbox/program.ts';
import { demoWorkspace } from '../../sandbox/slack/workspace.ts';
import { startSandbox } from '../../sandbox/start.ts';
import { steerableClock } from '../../sandbox/steerable-clock.ts';
import { demoProjects } from '../../sandbox/tiger/demo-projects.ts';
import { createBuiltBot } from '../processes/built-bot.ts';
import { createRedis } from '../queue/redis-server.ts';
import type { Schedule } from './schedule.ts';
import { openWire } from './slow-wire.ts';

/** How many seconds of the clouds are one of ours. */
const CLOUD_SPEED = 40;
const SHIFTED_CLOCK = new URL('shifted-clock.ts', import.meta.url).href;
export const ACCOUNT = '123456789012';
const TIMESCALE_ACCOUNT = '900000000042';

/** Everything in seconds, and what waits for calls longer than they may take. */
const TIMING = {
  lookFirst: '200ms',
  lookHour: '300ms',
  lookDay: '400ms',
  lookLater: '500ms',
  lostAnswerLook: '300ms',
  saidLook: '300ms',
  retryFirst: '150ms',
  retryMost: '1s',
  sweepEvery: '400ms',
  claimLease: '2500ms',
  timescaleCall: '1500ms',
  slackCall: '1500ms',
  cloudCall: '1500ms',
  cloudLookUp: '800ms',
  dnsCall: '300ms',
  vanishedAfter: '1500ms',
  moveAskAgain: '2s',
  addressesKnownWithin: '5s',
  observeProjectEvery: '1s',
  sideLookEvery: '500ms',
  sideWatchEvery: '1s',
};

const SECRETS = {
  SLACK_BOT_TOKEN: 'xoxb-sandbox',
  SLACK_APP_TOKEN: 'xapp-sandbox',
  PAYMENTS_PUBLIC: 'tspub-payments',
  PAYMENTS_SECRET: 'tssec-payments',
  ANALYTICS_PUBLIC: 'tspub-analytics',
  ANALYTICS_SECRET: 'tssec-analytics',
  METRICS_TOKEN: 'managed-token-metrics',
  AWS_EXTERNAL_ID: EXTERNAL_ID,
  AWS_ACCESS_KEY_ID: BOT_KEY.id,
  AWS_SECRET_ACCESS_KEY: BOT_KEY.secret,
};

const openSandbox = () =>
  startSandbox({
    clock: steerableClock(CLOUD_SPEED),
    slackClock: scaledClock(1),
    // Slack takes one message a second in each channel: three of them let a run end sooner.
    workspace: {
      ...demoWorkspace,
      channels: demoWorkspace.channels.map((channel) => ({
        ...channel,
        members: [...new Set([...channel.members, demoWorkspace.app.botUserId])],
      })),
    },
    projects: demoProjects.map((project) => ({ ...project, vpcLimit: 20 })),
    managedProjects: managedDemoProjects.map((project) => ({ ...project, vpcLimit: 20 })),
  });

type Sandbox = Awaited<ReturnType<typeof openSandbox>>;

/** Where each project's requests are posted. */
export const CHANNELS = { payments: 'C0PAYMENTS', analytics: 'C0VPC', metrics: 'C0RANDOM' } as const;

const configFor = (sandbox: Sandbox, clouds: boolean): object => {
  const tiger = { product: 'tiger', apiUrl: sandbox.urls.tiger, approvers: ['S0PLATFORM'] };
  const seen = {
    account: ACCOUNT,
    role: roleArn(ACCOUNT),
    externalId: '$AWS_EXTERNAL_ID',
    regions: ['us-east-1'],
    owners: ['S0NET'],
    allow: ['accept', 'routes', 'security-group'],
    endpoint: sandbox.urls.ec2,
    stsEndpoint: sandbox.urls.sts,
  };
  return {
    slack: { channel: CHANNELS.analytics, admins: ['U0ADA'] },
    projects: {
      payments: {
        ...tiger,
        id: 'rp1pz7uyae',
        credentials: { publicKey: '$PAYMENTS_PUBLIC', secretKey: '$PAYMENTS_SECRET' },
        channel: CHANNELS.payments,
        vpcQuota: 1,
        timescaleAccounts: [TIMESCALE_ACCOUNT],
      },
      analytics: {
        ...tiger,
        id: 'rp2analytic',
        credentials: { publicKey: '$ANALYTICS_PUBLIC', secretKey: '$ANALYTICS_SECRET' },
        vpcQuota: 5,
        timescaleAccounts: [TIMESCALE_ACCOUNT],
      },
      metrics: {
        product: 'managed',
        apiUrl: sandbox.urls.managed,
        id: 'metrics-prod',
        credentials: { token: '$METRICS_TOKEN' },
        approvers: ['S0PLATFORM'],
        channel: CHANNELS.metrics,
        vpcQuota: 2,
      },
    },
    timing: TIMING,
    dns: { servers: [sandbox.urls.dns] },
    ...(clouds ? { clouds: { aws: [seen] } } : {}),
  };
};

const openQueueServer = async () => {
  const server = await createRedis();
  await server.start();
  const wire = await openWire({ port: Number(new URL(server.url).port) });
  let turn: Promise<void> = Promise.resolve();
  return {
    server,
    wire,
    /** One after the other: what is done to the server while it is down or frozen by another would fail. */
    inTurn: (act: () => Promise<void>): Promise<void> => {
      turn = turn.then(act, act);
      return turn;
    },
    remove: async (): Promise<void> => {
      server.thaw();
      await wire.stop();
      await server.remove();
    },
  };
};

const isReady = (line: string): true | null => (line.includes('"vpcbot is ready"') ? true : null);

/** The sandbox in this process, the bot as processes that come and go, and a wire between it and its queue. */
export const openWorld = async ({ queue, clouds }: Pick<Schedule, 'queue' | 'clouds'>) => {
  const startBot = await createBuiltBot([SHIFTED_CLOCK]);
  const redis = queue === 'redis' ? await openQueueServer() : null;
  const sandbox = await openSandbox();
  const folder = mkdtempSync(join(tmpdir(), 'vpcbot-faults-'));
  const database = join(folder, 'vpcbot.db');
  const config = join(folder, 'vpcbot.yml');
  const clock = join(folder, 'clock');
  writeFileSync(config, stringify(configFor(sandbox, clouds)));
  writeFileSync(clock, '0');
  const bots: Program[] = [];
  const said: string[] = [];
  let ahead = 0;
  const asked = new Set<Program>();

  const launch = (): Program => {
    const bot = startBot({
      PATH: process.env['PATH'],
      TZ: process.env['TZ'],
      ...SECRETS,
      OPS_PORT: '0',
      LOG_LEVEL: 'info',
      SLACK_API_URL: sandbox.urls.slack,
      VPCBOT_CONFIG: config,
      DATABASE_URL: `file:${database}`,
      FAULTS_CLOCK: clock,
      ...(redis === null ? {} : { REDIS_URL: redis.wire.url }),
    });
    const name = `bot ${bots.length + 1}`;
    bot.hear((line) => said.push(`${name}: ${line}`));
    bots.push(bot);
    return bot;
  };

  return {
    sandbox,
    clouds,
    database,
    redis,
    bots,
    /** What all bots said, as it came, and what was done to them in between. */
    said,
    note: (what: string): void => void said.push(`-- ${new Date().toISOString()} ${what}`),
    launch,
    /** Whether it came to be ready; it may be killed before, or refuse to start. */
    whenReady: (bot: Program, ms: number): Promise<boolean> =>
      bot.says('the word that it is ready', isReady, ms).then(
        () => true,
        () => false,
      ),
    living: (): readonly Program[] => bots.filter((bot) => !bot.hasEnded() && !asked.has(bot)),
    /** Those that were told to end. */
    asked,
    end: (bot: Program, signal: 'SIGTERM' | 'SIGKILL'): void => {
      asked.add(bot);
      bot.signal(signal);
    },
    ahead: () => ahead,
    copyDatabase: (to: string): void => {
      for (const end of ['', '-wal', '-shm'])
        if (existsSync(`${database}${end}`)) copyFileSync(`${database}${end}`, `${to}${end}`);
    },
    /** The bot's clock goes that much further ahead of ours, in ms. */
    shiftClock: (ms: number): void => {
      ahead += ms;
      writeFileSync(`${clock}.new`, String(ahead));
      renameSync(`${clock}.new`, clock);
    },
    as: (userId: string) => person(sandbox.urls.control, userId),
    close: async (): Promise<void> => {
      for (const bot of bots) if (!bot.hasEnded()) bot.signal('SIGKILL');
      await Promise.all(bots.map(({ ended }): Promise<Ending> => ended));
      await sandbox.stop();
      await redis?.remove();
    },
    remove: (): void => rmSync(folder, { recursive: true, force: true }),
  };
};

export type World = Awaited<ReturnType<typeof openWorld>>;
