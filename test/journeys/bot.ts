import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { stringify } from 'yaml';
import { handClock } from '../../sandbox/clock.ts';
import { person } from '../../sandbox/person.ts';
import { startSandbox } from '../../sandbox/start.ts';
import { readConfig } from '../../src/config.ts';
import { buildBot } from '../../src/main.ts';
import type { Job } from '../../src/queue/jobs.ts';
import { jobKey } from '../../src/queue/parse-job.ts';

const SECOND = 1_000;

/** The queue of a test: jobs by key with the time they are due, run by hand and in order. */
const createHandQueue = (now: () => number) => {
  const due = new Map<string, { job: Job; at: number }>();
  return {
    wake: async (job: Job): Promise<void> => {
      due.set(jobKey(job), { job, at: now() });
    },
    put: (job: Job, at: number): void => {
      const known = due.get(jobKey(job));
      due.set(jobKey(job), { job, at: known === undefined ? at : Math.min(known.at, at) });
    },
    takeDue: (): Job | null => {
      const [next] = [...due.values()].filter(({ at }) => at <= now()).sort((a, b) => a.at - b.at);
      if (next === undefined) return null;
      due.delete(jobKey(next.job));
      return next.job;
    },
    empty: (): void => due.clear(),
  };
};

export const PAYMENTS = {
  product: 'tiger',
  id: 'rp1pz7uyae',
  credentials: { publicKey: '$PAYMENTS_PUBLIC', secretKey: '$PAYMENTS_SECRET' },
  requesters: ['everyone'],
  approvers: ['S0PLATFORM'],
};

const ENV = {
  SLACK_BOT_TOKEN: 'xoxb-sandbox',
  SLACK_APP_TOKEN: 'xapp-sandbox',
  PAYMENTS_PUBLIC: 'tspub-payments',
  PAYMENTS_SECRET: 'tssec-payments',
};

export interface BotOptions {
  /** Changes to the project `payments`. */
  readonly project?: object;
  readonly timing?: object;
}

/**
 * The whole bot against the sandbox over HTTP and WebSocket, with a clock that is moved by hand and
 * a queue that runs only when told.
 */
export const startBot = async (options: BotOptions = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'vpcbot-'));
  const clock = handClock();
  const sandbox = await startSandbox({ clock });
  const file = join(folder, 'vpcbot.yml');
  writeFileSync(
    file,
    stringify({
      slack: { channel: 'C0VPC', admins: ['U0ADA'] },
      projects: { payments: { ...PAYMENTS, apiUrl: sandbox.urls.tiger, ...options.project } },
      timing: options.timing ?? {},
    }),
  );
  const config = readConfig({
    ...ENV,
    SLACK_API_URL: sandbox.urls.slack,
    VPCBOT_CONFIG: file,
    DATABASE_URL: `file:${join(folder, 'vpcbot.db')}`,
  });
  const log = pino({ level: process.env['TEST_LOG'] ?? 'silent' });
  const queue = createHandQueue(clock.now);
  const surroundings = { now: clock.now, random: () => 0.5, log, wake: queue.wake };
  let bot = await buildBot(config, surroundings);
  await bot.app.start();

  const runDue = async (): Promise<void> => {
    for (let runs = 0; runs < 500; runs += 1) {
      const job = queue.takeDue();
      if (job === null) return;
      const outcome = await (
        bot.processors[job.name] as (payload: object) => ReturnType<(typeof bot.processors)['speak']>
      )(job.payload).catch((error: { retryAfter?: number }) => ({
        kind: 'again' as const,
        at: clock.now() + (error.retryAfter ?? 2_000),
      }));
      if (outcome.kind === 'again') queue.put(job, outcome.at);
    }
    throw new Error('the jobs do not come to rest');
  };

  return {
    sandbox,
    clock,
    queue,
    bot: () => bot,
    runDue,
    /** Lets time pass second by second, running what falls due and sweeping as the heartbeat would. */
    pass: async (milliseconds: number): Promise<void> => {
      for (let passed = 0; passed < milliseconds; passed += SECOND) {
        clock.advance(SECOND);
        if ((passed / SECOND) % 15 === 0) await queue.wake({ name: 'sweep', payload: {} });
        await runDue();
      }
    },
    as: (userId: string) => person(sandbox.urls.control, userId),
    stop: async (): Promise<void> => {
      await bot.app.stop();
      bot.database.close();
      await sandbox.stop();
      rmSync(folder, { recursive: true, force: true });
    },
    /** Another process takes over: the old one is gone without a word, the queue with it. */
    replace: async (): Promise<void> => {
      await bot.app.stop();
      bot.database.close();
      queue.empty();
      bot = await buildBot(config, surroundings);
      await bot.app.start();
    },
  };
};
