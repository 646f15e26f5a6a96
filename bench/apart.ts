import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { pino } from 'pino';
import { stringify } from 'yaml';
import { runJobs } from '../jobs/index.ts';
import type { Fault } from '../sandbox/faults.ts';
import { startProgram } from '../sandbox/program.ts';
import { readConfig } from '../src/config.ts';
import { buildBot } from '../src/main.ts';
import { openQueue } from '../src/queue/connections.ts';
import type { Wake } from '../src/queue/jobs.ts';
import { notices } from '../src/store/schema.ts';
import { createRedis, hasRedis } from '../test/queue/redis-server.ts';
import { askForVpc, networkAt } from './asking.ts';

/** How soon one project hears of its peerings while another project's provider is well, hangs, or refuses. */
export interface ApartRow {
  readonly neighbour: 'well' | 'hangs' | 'limits its calls';
  readonly samples: number;
  /** From the provider's change to the message, in ms. */
  readonly median: number;
  readonly longest: number;
  /** The median, to that with a neighbour that is well. */
  readonly ratio: number;
}

const SAMPLES = 8;
/** Between two changes at the provider, in ms: each is a message and a broadcast to one channel. */
const APART = 3_300;
const NEIGHBOURS = 20;
export const LOOK_EVERY_MS = 2_000;
const LOOK_EVERY = `${LOOK_EVERY_MS / 1_000}s`;
const PATIENCE = 120_000;
const SICK = 'projects/rp2analytic';

const FAULTS: Readonly<Record<ApartRow['neighbour'], Omit<Fault, 'times'> | null>> = {
  well: null,
  hangs: { target: 'tiger', match: SICK, kind: 'slow', ms: 12_000 },
  'limits its calls': { target: 'tiger', match: SICK, kind: 'status', status: 429, retryAfter: 5 },
};

const ENV = {
  SLACK_BOT_TOKEN: 'xoxb-sandbox',
  SLACK_APP_TOKEN: 'xapp-sandbox',
  PAYMENTS_PUBLIC: 'tspub-payments',
  PAYMENTS_SECRET: 'tssec-payments',
  ANALYTICS_PUBLIC: 'tspub-analytics',
  ANALYTICS_SECRET: 'tssec-analytics',
};

interface Urls {
  readonly slack: string;
  readonly tiger: string;
  readonly control: string;
}

/** What others do at the providers. */
const openWorld = (control: string) => {
  const act = async (method: string, path: string, body: object = {}): Promise<void> => {
    const answer = await fetch(`${control}/control/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(method === 'POST' ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: HTTP ${answer.status} ${await answer.text()}`);
  };
  return {
    post: (path: string, body?: object) => act('POST', path, body),
    drop: (path: string) => act('DELETE', path),
  };
};

type World = ReturnType<typeof openWorld>;

const writeConfig = (folder: string, apiUrl: string): string => {
  const project = (id: string, word: string, channel: string) => ({
    product: 'tiger',
    id,
    credentials: { publicKey: `$${word}_PUBLIC`, secretKey: `$${word}_SECRET` },
    apiUrl,
    channel,
    vpcQuota: 1_000,
  });
  const path = join(folder, 'vpcbot.yml');
  const projects = {
    payments: project('rp1pz7uyae', 'PAYMENTS', 'C0PAYMENTS'),
    analytics: project('rp2analytic', 'ANALYTICS', 'C0VPC'),
  };
  writeFileSync(
    path,
    stringify({ slack: { channel: 'C0VPC' }, projects, timing: { lookFirst: LOOK_EVERY } }),
  );
  return path;
};

/** The bot as `main` starts it, in this process; the sandbox has one of its own, as the providers have. */
const startBot = async (folder: string, urls: Urls, redisUrl: string | null) => {
  const config = readConfig({
    ...ENV,
    SLACK_API_URL: urls.slack,
    VPCBOT_CONFIG: writeConfig(folder, urls.tiger),
    DATABASE_URL: `file:${join(folder, 'vpcbot.db')}`,
  });
  const log = pino({ level: 'silent' });
  const queue = await openQueue({ redisUrl, log });
  const wake: Wake = (job) => queue.wake(job);
  const surroundings = { now: Date.now, random: Math.random, log, wake, isQueueReady: async () => true };
  const bot = await buildBot(config, surroundings);
  const jobs = runJobs({ queue, processors: bot.processors, log, now: Date.now, timing: config.timing });
  return {
    ...bot,
    stop: async () => {
      await jobs.stop();
      await queue.close();
      bot.database.close();
    },
  };
};

type Running = Awaited<ReturnType<typeof startBot>>;
type Asked = Awaited<ReturnType<typeof askForVpc>> & { readonly peerVpcId: string };

const ask = async (bot: Running, world: World, name: string, from: number, many: number) => {
  const project = bot.deps.projects.get(name);
  if (project === undefined) throw new Error(`there is no project "${name}"`);
  const all: Asked[] = [];
  for (let at = from; at < from + many; at += 1) {
    const { peer, cidr } = networkAt(at);
    await world.post(`aws/accounts/${peer.accountId}/vpcs`, {
      id: peer.vpcId,
      region: peer.region,
      cidrs: [cidr],
    });
    const asked = await askForVpc(bot.deps.store, { project, at, peers: [peer], now: Date.now() });
    await bot.deps.wake({ name: 'advance-vpc', payload: { vpcId: asked.vpcId } });
    all.push({ ...asked, peerVpcId: peer.vpcId });
  }
  return all;
};

const until = async <T>(what: string, look: () => Promise<T | null> | T | null): Promise<T> => {
  const end = performance.now() + PATIENCE;
  while (performance.now() < end) {
    const found = await look();
    if (found !== null) return found;
    await pause(50);
  }
  throw new Error(`waited in vain for ${what}`);
};

const untilPending = (bot: Running, all: readonly Asked[]) =>
  until('the requests to reach the other side', async () => {
    const views = await Promise.all(all.map(({ requestId }) => bot.deps.store.findVpcView(requestId)));
    return views.every((view) => view?.peerings[0]?.state === 'pending-peer') ? true : null;
  });

/** A channel takes one message a second: what was said before must not stand in the way. */
const untilQuiet = (bot: Running, all: readonly Asked[]) =>
  until('all to be said', () => {
    const ids = all.map(({ requestId }) => requestId);
    const unsaid = and(inArray(notices.requestId, ids), isNull(notices.saidAt));
    return bot.database.db.select({ id: notices.id }).from(notices).where(unsaid).get() === undefined
      ? true
      : null;
  });

const findSaid = (bot: Running, { requestId }: Asked): number | null => {
  const isActive = eq(sql`json_extract(${notices.body}, '$.kind')`, 'peering-active');
  const said = and(eq(notices.requestId, requestId), isActive, isNotNull(notices.saidAt));
  return bot.database.db.select({ at: notices.saidAt }).from(notices).where(said).get()?.at ?? null;
};

const acceptOneByOne = async (bot: Running, world: World, all: readonly Asked[]) => {
  const waits = all.map(async (asked, at) => {
    await pause(at * APART);
    const view = await bot.deps.store.findVpcView(asked.requestId);
    await world.post(`aws/peerings/${view?.peerings[0]?.provisionedId}/accept`);
    const from = Date.now();
    return (await until('the message', () => findSaid(bot, asked))) - from;
  });
  return Promise.all(waits);
};

const quantile = (values: readonly number[], part: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ??
  Number.NaN;

const measure = async (bot: Running, world: World): Promise<readonly ApartRow[]> => {
  await world.post('tiger/delays', { vpcReadyAfter: 0, peeringRequestedAfter: 0, peeringActiveAfter: 0 });
  for (const id of ['rp1pz7uyae', 'rp2analytic'])
    await world.post(`tiger/projects/${id}/limit`, { vpcs: 1_000 });
  const neighbours = await ask(bot, world, 'analytics', 500, NEIGHBOURS);
  await untilPending(bot, neighbours);
  await untilQuiet(bot, neighbours);
  const rows: ApartRow[] = [];
  for (const [round, neighbour] of (['well', 'hangs', 'limits its calls'] as const).entries()) {
    await world.drop('faults');
    const fault = FAULTS[neighbour];
    if (fault !== null) await world.post('faults', { ...fault, times: 1_000_000 });
    const all = await ask(bot, world, 'payments', round * SAMPLES, SAMPLES);
    await untilPending(bot, all);
    await untilQuiet(bot, all);
    const waited = await acceptOneByOne(bot, world, all);
    const median = quantile(waited, 0.5);
    const first = rows[0]?.median ?? median;
    rows.push({ neighbour, samples: SAMPLES, median, longest: quantile(waited, 1), ratio: median / first });
  }
  await world.drop('faults');
  return rows;
};

const startSandbox = async () => {
  const program = startProgram('the sandbox', 'sandbox/main.ts', { args: ['--port', '0'], env: process.env });
  const read = (line: string): Urls | null =>
    line.startsWith('{"sandbox":"ready"') ? (JSON.parse(line) as { urls: Urls }).urls : null;
  return { program, urls: await program.says('the addresses', read, PATIENCE) };
};

export const run = async (): Promise<readonly ApartRow[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'vpcbot-bench-'));
  const redis = hasRedis ? await createRedis() : null;
  await redis?.start();
  const { program, urls } = await startSandbox();
  try {
    const bot = await startBot(folder, urls, redis?.url ?? null);
    try {
      return await measure(bot, openWorld(urls.control));
    } finally {
      await bot.stop();
    }
  } finally {
    await program.stop();
    await redis?.remove();
    rmSync(folder, { recursive: true, force: true });
  }
};
