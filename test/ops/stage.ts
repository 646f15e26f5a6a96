import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { stringify } from 'yaml';
import { scaledClock } from '../../sandbox/clock.ts';
import { person } from '../../sandbox/person.ts';
import { startSandbox } from '../../sandbox/start.ts';
import { steerableClock } from '../../sandbox/steerable-clock.ts';
import { readConfig } from '../../src/config.ts';
import { start } from '../../src/main.ts';
import { createLog } from '../../src/ops/log.ts';
import { createRedis, hasRedis } from '../queue/redis-server.ts';

/** How long anything may take, in ms. */
const PATIENCE = 30_000;

const QUICK = { lookFirst: '100ms', saidLook: '100ms', retryFirst: '100ms', sweepEvery: '300ms' };

const ENV = {
  SLACK_BOT_TOKEN: 'xoxb-sandbox',
  SLACK_APP_TOKEN: 'xapp-sandbox',
  PAYMENTS_PUBLIC: 'tspub-payments',
  PAYMENTS_SECRET: 'tssec-payments',
  OPS_PORT: '0',
};

export type Line = Readonly<Record<string, unknown>>;

/** Waits in real time until it is so: the whole bot runs on the real clock. */
export const until = async (what: string, isSo: () => boolean | Promise<boolean>): Promise<void> => {
  const end = performance.now() + PATIENCE;
  while (performance.now() < end) {
    if (await isSo()) return;
    await pause(25);
  }
  throw new Error(`waited in vain for ${what}`);
};

/** All of the bot as `npm start` runs it, in this process, with what it logs and what is seen of it from outside. */
export const openOutside = async () => {
  const redis = hasRedis ? await createRedis() : null;
  await redis?.start();
  const sandbox = await startSandbox({ clock: steerableClock(60), slackClock: scaledClock(1) });
  const folder = mkdtempSync(join(tmpdir(), 'vpcbot-outside-'));
  const config = join(folder, 'vpcbot.yml');
  const payments = {
    product: 'tiger',
    id: 'rp1pz7uyae',
    credentials: { publicKey: '$PAYMENTS_PUBLIC', secretKey: '$PAYMENTS_SECRET' },
    apiUrl: sandbox.urls.tiger,
  };
  writeFileSync(config, stringify({ slack: { channel: 'C0VPC' }, projects: { payments }, timing: QUICK }));
  const lines: Line[] = [];
  const log = createLog('debug', { write: (line) => void lines.push(JSON.parse(line)) });
  const stop = await start(
    readConfig({
      ...ENV,
      SLACK_API_URL: sandbox.urls.slack,
      VPCBOT_CONFIG: config,
      DATABASE_URL: `file:${join(folder, 'vpcbot.db')}`,
      ...(redis === null ? {} : { REDIS_URL: redis.url }),
    }),
    log,
  );
  const ready = lines.find(({ msg }) => msg === 'vpcbot is ready');
  const ops = String(ready?.['ops']);
  return {
    sandbox,
    redis,
    folder,
    lines,
    get: async (path: string) => {
      const response = await fetch(`${ops}${path}`);
      return { status: response.status, body: await response.text() };
    },
    as: (userId: string) => person(sandbox.urls.control, userId),
    close: async (): Promise<void> => {
      await stop();
      await sandbox.stop();
      await redis?.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

export type Outside = Awaited<ReturnType<typeof openOutside>>;
