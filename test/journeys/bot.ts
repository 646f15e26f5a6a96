import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { stringify } from 'yaml';
import { BOT_KEY } from '../../sandbox/aws/access-keys.ts';
import { EXTERNAL_ID, roleArn } from '../../sandbox/aws/roles.ts';
import { handClock } from '../../sandbox/clock.ts';
import type { Fault } from '../../sandbox/faults.ts';
import { MANAGED_DELAYS, type ManagedDelays } from '../../sandbox/managed/demo-projects.ts';
import { person } from '../../sandbox/person.ts';
import { startSandbox } from '../../sandbox/start.ts';
import type { Delays } from '../../sandbox/tiger/demo-projects.ts';
import { readConfig } from '../../src/config.ts';
import { VpcbotError } from '../../src/errors.ts';
import { buildBot } from '../../src/main.ts';
import { noteRestore } from '../../src/note-restore.ts';
import type { Job, Outcome } from '../../src/queue/jobs.ts';
import { createHandQueue } from './hand-queue.ts';

const SECOND = 1_000;
const HEARTBEAT = 15 * SECOND;

const PAYMENTS = {
  product: 'tiger',
  id: 'rp1pz7uyae',
  credentials: { publicKey: '$PAYMENTS_PUBLIC', secretKey: '$PAYMENTS_SECRET' },
  requesters: ['everyone'],
  approvers: ['S0PLATFORM'],
};

export const ANALYTICS = {
  product: 'tiger',
  id: 'rp2analytic',
  credentials: { publicKey: '$ANALYTICS_PUBLIC', secretKey: '$ANALYTICS_SECRET' },
  requesters: ['everyone'],
  approvers: ['U0NINA'],
};

/** A project of Managed Service for TimescaleDB. */
export const METRICS = {
  product: 'managed',
  id: 'metrics-prod',
  credentials: { token: '$METRICS_TOKEN' },
  requesters: ['everyone'],
  approvers: ['S0PLATFORM'],
};

const ENV = {
  SLACK_BOT_TOKEN: 'xoxb-sandbox',
  PAYMENTS_PUBLIC: 'tspub-payments',
  PAYMENTS_SECRET: 'tssec-payments',
  ANALYTICS_PUBLIC: 'tspub-analytics',
  ANALYTICS_SECRET: 'tssec-analytics',
  METRICS_TOKEN: 'managed-token-metrics',
  AWS_EXTERNAL_ID: EXTERNAL_ID,
};

const ACCOUNT = '123456789012';

const AWS = {
  account: ACCOUNT,
  role: roleArn(ACCOUNT),
  externalId: '$AWS_EXTERNAL_ID',
  regions: ['us-east-1', 'eu-west-1'],
  owners: ['S0NET'],
  allow: ['accept', 'routes', 'security-group'],
};

const GOOGLE = { project: 'acme-net', credentials: 'adc', owners: ['S0NET'], allow: ['peer'] };

/** Short, so that few looks pass while nothing happens. */
const QUICK: Delays = {
  vpcReadyAfter: 12_000,
  peeringRequestedAfter: 18_000,
  peeringActiveAfter: 6_000,
  deleteTakes: 12_000,
  moveTakes: 12_000,
  dnsAfter: 6_000,
};

const QUICK_MANAGED: Partial<ManagedDelays> = {
  vpcReadyAfter: 12_000,
  peeringRequestedAfter: 18_000,
  peerSeenAfter: 6_000,
  deleteTakes: 12_000,
  serviceReadyAfter: 6_000,
  moveTakes: 24_000,
  dnsAfter: 6_000,
  nodesLeaveAfter: 6_000,
};

export interface BotOptions {
  /** Changes to the project `payments`. */
  readonly project?: object;
  /** More projects, by name; `apiUrl` is added. */
  readonly projects?: Readonly<Record<string, object>>;
  readonly timing?: object;
  readonly limits?: object;
  /** Changes to what the bot may do in the AWS account 123456789012; not given: it does not see it. */
  readonly clouds?: object;
  /** The same for the Google Cloud project acme-net. */
  readonly googleCloud?: object;
  readonly delays?: Partial<Delays>;
  readonly managedDelays?: Partial<ManagedDelays>;
  /** Signed HTTP at this port, in place of Socket Mode. */
  readonly httpPort?: number;
}

/**
 * The whole bot against the sandbox over HTTP and WebSocket, with a clock that is moved by hand and
 * a queue that runs only when told. A job that breaks on anything but an error of the catalogue
 * fails the test at `stop`.
 */
export const startBot = async (options: BotOptions = {}) => {
  // The AWS SDK reads them there; without vitest's own means, for `npm run bench` starts this bot, too.
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: BOT_KEY.id, AWS_SECRET_ACCESS_KEY: BOT_KEY.secret });
  const folder = mkdtempSync(join(tmpdir(), 'vpcbot-'));
  const clock = handClock();
  const sandbox = await startSandbox({
    clock,
    delays: { ...QUICK, ...options.delays },
    managedDelays: { ...MANAGED_DELAYS, ...QUICK_MANAGED, ...options.managedDelays },
    ...(options.httpPort === undefined
      ? {}
      : { delivery: { eventsUrl: `http://127.0.0.1:${options.httpPort}/slack/events` } }),
  });
  const projects: Readonly<Record<string, object>> = {
    payments: { ...PAYMENTS, ...options.project },
    ...options.projects,
  };
  const apiUrlOf = (project: object) =>
    'product' in project && project.product === 'managed' ? sandbox.urls.managed : sandbox.urls.tiger;
  const file = join(folder, 'vpcbot.yml');
  writeFileSync(
    file,
    stringify({
      slack: { channel: 'C0VPC', admins: ['U0ADA'] },
      projects: Object.fromEntries(
        Object.entries(projects).map(([name, project]) => [name, { apiUrl: apiUrlOf(project), ...project }]),
      ),
      // The machine's own name servers know nothing of the sandbox's names, and may not answer at all.
      timing: { dnsCall: '300ms', ...options.timing },
      dns: { servers: [sandbox.urls.dns] },
      limits: options.limits ?? {},
      clouds: {
        aws:
          options.clouds === undefined
            ? []
            : [{ endpoint: sandbox.urls.ec2, stsEndpoint: sandbox.urls.sts, ...AWS, ...options.clouds }],
        google:
          options.googleCloud === undefined
            ? []
            : [{ endpoint: sandbox.urls.google, ...GOOGLE, ...options.googleCloud }],
      },
    }),
  );
  const config = readConfig({
    ...ENV,
    ...(options.httpPort === undefined
      ? { SLACK_APP_TOKEN: 'xapp-sandbox' }
      : { SLACK_SIGNING_SECRET: 'sandbox-signing-secret', PORT: String(options.httpPort) }),
    SLACK_API_URL: sandbox.urls.slack,
    VPCBOT_CONFIG: file,
    DATABASE_URL: `file:${join(folder, 'vpcbot.db')}`,
  });
  const log = pino({ level: process.env['TEST_LOG'] ?? 'silent' });
  const queue = createHandQueue(clock.now);
  let queueReady = true;
  const isQueueReady = async () => queueReady;
  const surroundings = { now: clock.now, random: () => 0.5, log, wake: queue.wake, isQueueReady };
  const broken: unknown[] = [];
  const startApp = () => (options.httpPort === undefined ? bot.app.start() : bot.app.start(options.httpPort));
  let bot = await buildBot(config, surroundings);
  await startApp();

  /** From the moment on that one is killed: the next takes a while to start. */
  const dead = new WeakSet<typeof bot>();

  /** Null: the process that ran it was replaced meanwhile, so nothing came of it any more. */
  const run = async (job: Job): Promise<Outcome | null> => {
    const mine = bot;
    const process = mine.processors[job.name] as (payload: object) => Promise<Outcome>;
    try {
      const outcome = await process(job.payload);
      return dead.has(mine) ? null : outcome;
    } catch (error) {
      if (dead.has(mine)) return null;
      log.warn({ err: error, job }, 'a job threw');
      if (!(error instanceof VpcbotError)) broken.push(error);
      const pause = error instanceof VpcbotError ? error.retryAfter : undefined;
      return { kind: 'again', at: clock.now() + (pause ?? 2_000) };
    }
  };

  /** Runs one due job and returns it; null: none is due. */
  const runOne = async (): Promise<Job | null> => {
    const job = queue.takeDue();
    if (job === null) return null;
    const outcome = await run(job);
    if (outcome?.kind === 'again') queue.put(job, outcome.at);
    return job;
  };

  const runDue = async (): Promise<void> => {
    for (let runs = 0; runs < 500; runs += 1) if ((await runOne()) === null) return;
    throw new Error('the jobs do not come to rest');
  };

  /** Goes to the next moment at which anything happens: a job is due, or the heart beats. False: time is up. */
  const startWalk = (milliseconds: number) => {
    const end = clock.now() + milliseconds;
    let beat = clock.now() + SECOND;
    return async (): Promise<boolean> => {
      const now = clock.now();
      if (now >= end) return false;
      const next = Math.min(end, beat, Math.max(queue.nextAt() ?? end, now + SECOND));
      clock.advance(next - now);
      if (next >= beat) {
        await queue.wake({ name: 'sweep', payload: {} });
        beat += HEARTBEAT;
      }
      await runDue();
      return true;
    };
  };

  const sweep = async (): Promise<void> => {
    await queue.wake({ name: 'sweep', payload: {} });
    await runDue();
  };

  return {
    sandbox,
    clock,
    queue,
    bot: () => bot,
    runOne,
    runDue,
    /** Reads the projects at their provider, as `sweep` does first of all. */
    sweep,
    /** Lets time pass, running what falls due and sweeping as the heartbeat would. */
    pass: async (milliseconds: number): Promise<void> => {
      const walk = startWalk(milliseconds);
      while (await walk());
    },
    /** Lets time pass from one due job to the next. */
    passFast: async (milliseconds: number): Promise<void> => {
      const end = clock.now() + milliseconds;
      while (clock.now() < end) {
        const next = Math.min(end, Math.max(queue.nextAt() ?? end, clock.now() + SECOND));
        clock.advance(next - clock.now());
        await sweep();
      }
    },
    /** Lets time pass until it is so, at most that long. */
    until: async (isSo: () => boolean | Promise<boolean>, most = 600_000): Promise<void> => {
      const walk = startWalk(most);
      do {
        if (await isSo()) return;
      } while (await walk());
      throw new Error(`it did not become so within ${most} ms`);
    },
    config,
    databaseUrl: config.databaseUrl,
    fail: (fault: Fault): void => sandbox.faults.add(fault),
    /** What the queue answers when it is asked whether a job can be woken. */
    queueAnswers: (isReady: boolean): void => {
      queueReady = isReady;
    },
    as: (userId: string) => person(sandbox.urls.control, userId),
    /** Another process takes over: the old one is gone without a word, the queue with it. */
    replace: async (meanwhile: () => void | Promise<void> = () => undefined): Promise<void> => {
      dead.add(bot);
      bot.database.close();
      await bot.app.stop();
      queue.empty();
      await meanwhile();
      bot = await buildBot(config, surroundings);
      await noteRestore(bot.deps);
      await startApp();
    },
    stop: async (): Promise<void> => {
      await bot.app.stop();
      bot.database.close();
      await sandbox.stop();
      rmSync(folder, { recursive: true, force: true });
      if (broken.length > 0) throw new AggregateError(broken, `jobs broke: ${broken.map(String).join('; ')}`);
    },
  };
};

export type Bot = Awaited<ReturnType<typeof startBot>>;

/** Starts a bot, lets the journey happen and stops it whatever comes. */
export const withBot = async (options: BotOptions, journey: (bot: Bot) => Promise<void>): Promise<void> => {
  const bot = await startBot(options);
  try {
    await bot.sweep();
    await journey(bot);
  } catch (error) {
    await bot.stop().catch(() => undefined);
    throw error;
  }
  await bot.stop();
};
