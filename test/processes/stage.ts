import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { stringify } from 'yaml';
import { scaledClock } from '../../sandbox/clock.ts';
import { person } from '../../sandbox/person.ts';
import type { Program } from '../../sandbox/program.ts';
import { startSandbox } from '../../sandbox/start.ts';
import { steerableClock } from '../../sandbox/steerable-clock.ts';
import { createRedis, hasRedis } from '../queue/redis-server.ts';
import { createBuiltBot } from './built-bot.ts';

/** How long anything may take, in ms: a busy machine starts the embedded queue in half a minute. */
const PATIENCE = 90_000;

/** Each test of this folder starts real processes. */
export const LONG = 180_000;

export const SECRETS = {
  SLACK_BOT_TOKEN: 'xoxb-sandbox',
  SLACK_APP_TOKEN: 'xapp-sandbox',
  PAYMENTS_PUBLIC: 'tspub-payments',
  PAYMENTS_SECRET: 'tssec-payments',
};

export const SIGNING_SECRET = 'sandbox-signing-secret';

const QUICK = {
  lookFirst: '250ms',
  lostAnswerLook: '400ms',
  saidLook: '400ms',
  retryFirst: '200ms',
  sweepEvery: '500ms',
  claimLease: '2500ms',
  timescaleCall: '2s',
  slackCall: '2s',
  cloudCall: '2s',
};

const MINUTE = 60_000;

export interface StageOptions {
  readonly channel?: string;
  readonly timing?: object;
  readonly env?: NodeJS.ProcessEnv;
  /** On a Redis of its own where there is one: the embedded queue takes three times as much of the machine to start. */
  readonly isQuick?: boolean;
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });

/** A bot as a process of its own, with nothing of this process' environment but where programs are. */
export const createBotProcess = async () => {
  const start = await createBuiltBot();
  return (env: NodeJS.ProcessEnv): Program =>
    start({ PATH: process.env['PATH'], LOG_LEVEL: 'debug', OPS_PORT: '0', ...env });
};

/** Waits in real time until there is something. The clock of a process cannot be moved by hand. */
export const until = async <T>(
  what: string,
  look: () => Promise<T | null | undefined> | T | null | undefined,
): Promise<T> => {
  const end = performance.now() + PATIENCE;
  while (performance.now() < end) {
    const found = await look();
    if (found !== null && found !== undefined) return found;
    await pause(40);
  }
  throw new Error(`waited in vain for ${what}`);
};

const isReady = (line: string): { readonly ops: string } | null =>
  line.includes('"vpcbot is ready"') ? (JSON.parse(line) as { ops: string }) : null;

/** The sandbox in this process, a folder for the bot's files, and bots that come and go as processes. */
export const openStage = async ({
  channel = 'C0VPC',
  timing = {},
  env = {},
  isQuick = false,
}: StageOptions = {}) => {
  const redis = isQuick && hasRedis ? await createRedis() : null;
  await redis?.start();
  const startBotProcess = await createBotProcess();
  const sandbox = await startSandbox({ clock: steerableClock(30), slackClock: scaledClock(1) });
  const folder = mkdtempSync(join(tmpdir(), 'vpcbot-processes-'));
  const bots: Program[] = [];
  const config = join(folder, 'vpcbot.yml');
  const payments = {
    product: 'tiger',
    id: 'rp1pz7uyae',
    credentials: { publicKey: '$PAYMENTS_PUBLIC', secretKey: '$PAYMENTS_SECRET' },
    apiUrl: sandbox.urls.tiger,
  };
  writeFileSync(
    config,
    stringify({ slack: { channel }, projects: { payments }, timing: { ...QUICK, ...timing } }),
  );
  const launch = (more: NodeJS.ProcessEnv = {}): Program => {
    const bot = startBotProcess({
      ...SECRETS,
      SLACK_API_URL: sandbox.urls.slack,
      VPCBOT_CONFIG: config,
      DATABASE_URL: `file:${join(folder, 'vpcbot.db')}`,
      ...(redis === null ? {} : { REDIS_URL: redis.url }),
      ...env,
      ...more,
    });
    bots.push(bot);
    return bot;
  };
  return {
    sandbox,
    folder,
    /** Starts a bot without waiting for it. */
    launch,
    start: async (more: NodeJS.ProcessEnv = {}) => {
      const bot = launch(more);
      const { ops } = await bot.says('the word that it is ready', isReady, PATIENCE).catch((error) => {
        throw new Error(`${error}\n${bot.lines().join('\n')}`);
      });
      return { ...bot, ops };
    },
    as: (userId: string) => person(sandbox.urls.control, userId),
    /** Lets the clouds go ahead, for those who do not want to wait. */
    passInClouds: (minutes: number) => sandbox.clock.advance(minutes * MINUTE),
    close: async (): Promise<void> => {
      for (const bot of bots) {
        if (!bot.hasEnded()) bot.signal('SIGKILL');
        await bot.ended;
      }
      await sandbox.stop();
      await redis?.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

export type ProcessStage = Awaited<ReturnType<typeof openStage>>;
