import { execFileSync, spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import type { Fault as SandboxFault } from '../../sandbox/faults.ts';
import type { Program } from '../../sandbox/program.ts';
import type { FaultKind, TimedFault } from './schedule.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export const canFillDisk = spawnSync('prlimit', ['--version']).status === 0;

type Strike = (world: World, fault: TimedFault) => Promise<void> | void;

/** One that is up, else one more is started: there is always a bot, but for moments. */
const survive = (world: World): void => {
  if (world.living().length === 0) world.launch();
};

const end =
  (signal: 'SIGKILL' | 'SIGTERM'): Strike =>
  async (world, { ms }) => {
    const [bot] = world.living();
    if (bot !== undefined) world.end(bot, signal);
    await bot?.ended;
    await pause(Math.min(ms, 400));
    survive(world);
  };

/** A second one starts, and after a while one of the two is ended in one of two ways. */
const overlap: Strike = async (world, { ms, times }) => {
  const first = world.living()[0] ?? world.launch();
  const second = world.launch();
  await world.whenReady(second, 5_000);
  await pause(ms);
  const leaves: Program = times % 2 === 0 ? first : second;
  world.end(leaves, times > 2 ? 'SIGKILL' : 'SIGTERM');
  await leaves.ended;
  survive(world);
};

const onRedis = async <T>(world: World, act: (redis: Redis) => Promise<T>): Promise<T | null> => {
  if (world.redis === null) return null;
  const redis = new Redis(world.redis.server.url, { maxRetriesPerRequest: 1, connectTimeout: 500 });
  redis.on('error', () => undefined);
  try {
    return await Promise.race([act(redis), pause(1_500, null)]);
  } catch {
    return null;
  } finally {
    redis.disconnect();
  }
};

const IDS = [1, 2, 3, 4];

/** The same jobs once more under no key, so that each runs beside the one that has it. */
const runTwice: Strike = async (world, { times }) => {
  await onRedis(world, async (redis) => {
    const queue = new Queue('vpcbot', { connection: redis, prefix: 'vpcbot', skipVersionCheck: true });
    queue.on('error', () => undefined);
    const jobs = IDS.flatMap((id) => [
      { name: 'advance-vpc', data: { vpcId: id } },
      { name: 'speak', data: { requestId: id } },
      { name: 'advance-side', data: { peeringId: id } },
      { name: 'advance-move', data: { moveId: id } },
    ]);
    const opts = { removeOnComplete: true, removeOnFail: true };
    for (let round = 0; round < times; round += 1) {
      await queue.addBulk(jobs.map((job) => ({ ...job, opts })));
    }
  });
};

const lockDatabase: Strike = async ({ database }, { ms }) => {
  const file = new Database(database);
  try {
    file.pragma('busy_timeout = 1000');
    file.exec('begin exclusive');
    await pause(ms);
    file.exec('commit');
  } finally {
    file.close();
  }
};

const setMostBytes = ({ pid }: Program, most: string): void => {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${most}:unlimited`], { stdio: 'ignore' });
};

/** No file of the bot can grow: Node ignores the signal, and the write fails. */
const fillDisk: Strike = async (world, { ms, times }) => {
  const bots = world.living();
  const limit = (most: string): void => {
    for (const bot of bots) {
      try {
        if (!bot.hasEnded()) setMostBytes(bot, most);
      } catch {
        // It ended between the look and the call.
      }
    }
  };
  limit(String(4_096 * times));
  await pause(ms);
  limit('unlimited');
};

const toApi =
  (
    targets: readonly SandboxFault['target'][],
    how: Pick<SandboxFault, 'kind' | 'status' | 'retryAfter'>,
  ): Strike =>
  ({ sandbox }, { match, ms, times }) => {
    for (const target of targets) sandbox.faults.add({ target, match, ms, times, ...how });
  };

const PROVIDERS = ['tiger', 'managed', 'ec2', 'sts'] as const;

const changeSockets =
  (action: 'drop' | 'refresh'): Strike =>
  async ({ sandbox }) => {
    await fetch(`${sandbox.urls.control}/control/slack/sockets`, {
      method: 'POST',
      body: JSON.stringify({ action }),
    });
  };

/** By its size: a pause of the machine, a correction, hours or days. */
const jumpClock: Strike = (world, { ms, times }) => {
  const jumps = [-Math.min(ms, 1_000), 20_000, 3 * 60 * MINUTE, 2 * DAY];
  world.shiftClock(jumps[times - 1] ?? 0);
};

const jumpClouds: Strike = ({ sandbox }, { times }) => {
  sandbox.clock.advance([10 * MINUTE, 60 * MINUTE, DAY, 8 * DAY][times - 1] ?? 0);
};

const STRIKES: { readonly [K in FaultKind]: Strike } = {
  killed: end('SIGKILL'),
  stopped: end('SIGTERM'),
  'second process': overlap,
  'queue emptied': async (world) => void (await onRedis(world, (redis) => redis.flushall())),
  'queue down': ({ redis }, { ms }) =>
    redis?.inTurn(async () => {
      await redis.server.kill();
      await pause(ms);
      await redis.server.start();
    }),
  'queue slow': async ({ redis }, { ms }) => {
    redis?.wire.setDelay(Math.min(ms, 400));
    await pause(ms);
    redis?.wire.setDelay(0);
  },
  'queue hangs': ({ redis }, { ms }) =>
    redis?.inTurn(async () => {
      redis.server.freeze();
      await pause(ms);
      redis.server.thaw();
    }),
  'queue cut off': ({ redis }) => redis?.wire.cut(),
  'jobs run twice': runTwice,
  'database locked': lockDatabase,
  'disk full': fillDisk,
  'clock jumps': jumpClock,
  'provider error': toApi(PROVIDERS, { kind: 'status', status: 500 }),
  'provider throttles': toApi(PROVIDERS, { kind: 'status', status: 429, retryAfter: 1 }),
  'provider slow': toApi(PROVIDERS, { kind: 'slow' }),
  'provider drops': toApi(PROVIDERS, { kind: 'drop' }),
  'provider answer lost': toApi(PROVIDERS, { kind: 'lose-answer' }),
  'clouds jump': jumpClouds,
  'slack error': toApi(['slack'], { kind: 'status', status: 503 }),
  'slack throttles': toApi(['slack'], { kind: 'status', status: 429, retryAfter: 1 }),
  'slack slow': toApi(['slack'], { kind: 'slow' }),
  'slack drops': toApi(['slack'], { kind: 'drop' }),
  'slack answer lost': toApi(['slack'], { kind: 'lose-answer' }),
  'socket cut': changeSockets('drop'),
  'socket replaced': changeSockets('refresh'),
  'envelope late': toApi(['app'], { kind: 'slow' }),
  'envelope lost': toApi(['app'], { kind: 'drop' }),
  'acknowledgement lost': toApi(['app'], { kind: 'lose-answer' }),
};

/** How long a call is held up, so that what strikes on it strikes while it is under way, in ms. */
const HELD = 350;

/** Waits for the moment of a fault. False: what it waits for never came before `deadline`. */
const awaitMoment = async (
  { sandbox }: World,
  { on }: TimedFault,
  deadline: () => boolean,
): Promise<boolean> => {
  if (on === null) return true;
  const trap = { ...on, kind: 'slow', ms: HELD, times: 1 } as const;
  sandbox.faults.add(trap);
  while (sandbox.faults.list().some(({ fault }) => fault === trap)) {
    if (deadline()) return false;
    await pause(5);
  }
  return true;
};

/** Does to the bot what the schedule has, and returns how often each kind of it was done. */
export const injectFaults = async (
  world: World,
  faults: readonly TimedFault[],
  isOver: () => boolean,
): Promise<Readonly<Record<string, number>>> => {
  const done: Record<string, number> = {};
  const began = performance.now();
  const inject = async (fault: TimedFault): Promise<void> => {
    const { kind } = fault;
    if (kind === 'disk full' && !canFillDisk) return;
    await pause(Math.max(0, fault.at - (performance.now() - began)));
    if (!(await awaitMoment(world, fault, isOver))) return;
    done[kind] = (done[kind] ?? 0) + 1;
    world.note(`${kind} ${JSON.stringify(fault)}`);
    await STRIKES[kind](world, fault);
    world.note(`${kind} is over`);
  };
  await Promise.all(faults.map(inject));
  return done;
};
