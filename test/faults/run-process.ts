import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Program } from '../../sandbox/program.ts';
import { openDatabase } from '../../src/store/open.ts';
import { requests } from '../../src/store/schema.ts';
import type { FaultRun } from './fault-run.ts';
import { injectFaults } from './inject.ts';
import { findBroken } from './invariants.ts';
import { playStory, startResidents } from './people.ts';
import { createSchedule, type Schedule } from './schedule.ts';
import { readForeign, type SettledWorld } from './settled-world.ts';
import { CHANNELS, openWorld, type World } from './world.ts';

/** A busy machine starts the embedded queue in half a minute, in ms. */
const READY_WITHIN = 120_000;
/** vpcbot waits for 2 s before it opens another socket, and for 5 s after the third failure, in ms. */
const CONNECTED_WITHIN = 15_000;
/**
 * How long nothing may change while something is not yet as it should, in ms: the jobs of a killed process are given
 * out again after 15 s, and a busy machine is slow, and not stuck.
 */
const STUCK_AFTER = 22_000;
/** To look at everything takes a while itself, in ms. */
const LOOKS_EVERY = 300;
/** What holds must go on holding: a job that is late would double something, in ms. */
const HOLDS_FOR = 900;
const STOPS_WITHIN = 10_500;

const PROJECTS = [
  { name: 'payments', id: 'rp1pz7uyae', product: 'tiger' },
  { name: 'analytics', id: 'rp2analytic', product: 'tiger' },
  { name: 'metrics', id: 'metrics-prod', product: 'managed' },
] as const;

/** Errors that no outside can cause; what lies below another one may be fetch's own word for a lost connection. */
const OWN_MISTAKE = /"err":\{"type":"(TypeError|ReferenceError|RangeError|SyntaxError|ZodError)"/;

const findMistakes = (said: readonly string[]): readonly string[] =>
  [...new Set(said.filter((line) => OWN_MISTAKE.test(line)))].map((line) => `logged: ${line.slice(0, 400)}`);

/** A start that Slack does not answer ends with this word, and whoever looks after the bot starts it again. */
const REFUSED_START = /^vpcbot cannot start:\n {2}- .*slack (?:did not answer|asked for a pause)/m;

/** A process that ended without being asked to. */
const findFallen = (world: World): readonly string[] =>
  world.bots.flatMap((bot, at) =>
    bot.hasEnded() && !world.asked.has(bot) && !REFUSED_START.test(bot.lines().join('\n'))
      ? [`bot ${at + 1} ended by itself: ${bot.lines().at(-1)}`]
      : [],
  );

type Rest = Omit<SettledWorld, 'now' | 'db' | 'expected'>;

/** Looks until nothing is broken; else what is, once that has not changed for `STUCK_AFTER`. */
const awaitWhole = async (look: () => readonly string[]): Promise<readonly string[]> => {
  let broken = look();
  let changed = performance.now();
  while (broken.length > 0 && performance.now() - changed < STUCK_AFTER) {
    await pause(LOOKS_EVERY);
    const next = look();
    if (next.join() !== broken.join()) changed = performance.now();
    broken = next;
  }
  return broken;
};

/** What does not come to be as it should, or does not stay so. */
const settle = async (world: World, rest: Rest): Promise<readonly string[]> => {
  const { db, close } = openDatabase(`file:${world.database}`);
  const look = (): readonly string[] =>
    findBroken({ ...rest, now: Date.now() + world.ahead(), db, expected: new Map() });
  try {
    for (;;) {
      const broken = await awaitWhole(look);
      if (broken.length > 0) return broken;
      await pause(HOLDS_FOR);
      if (look().length === 0) return [];
    }
  } finally {
    close();
  }
};

const countRequests = ({ database }: World): number => {
  const { db, close } = openDatabase(`file:${database}`);
  try {
    return db.select().from(requests).all().length;
  } finally {
    close();
  }
};

/** Whoever asks is answered, and a stop is a stop, whatever was before. */
const findDeaf = async (world: World): Promise<readonly string[]> => {
  const ask = () => world.as('U0ADA').command(CHANNELS.analytics, '/vpc list', { settleMs: 3_000 });
  const deadline = performance.now() + CONNECTED_WITHIN;
  let answer = await ask();
  while (answer.error !== null && performance.now() < deadline) {
    await pause(300);
    answer = await ask();
  }
  const heard = answer.messages.some(({ isEphemeral }) => isEphemeral);
  const deaf = heard ? [] : [`"/vpc list" is not answered at the end: ${answer.error}`];
  const stop = async (bot: Program): Promise<readonly string[]> => {
    const began = performance.now();
    world.end(bot, 'SIGTERM');
    const { code } = await bot.ended;
    const took = Math.round(performance.now() - began);
    return code === 0 && took < STOPS_WITHIN ? [] : [`SIGTERM ended with ${code} after ${took} ms`];
  };
  const stops = await Promise.all(world.living().map(stop));
  return [...deaf, ...stops.flat()];
};

/** From here on nothing is done to it any more. Says what keeps it from going on. */
const ceaseFaults = async (world: World): Promise<readonly string[]> => {
  world.sandbox.faults.clear();
  world.redis?.wire.setDelay(0);
  // Whoever runs it starts it again where it could not start, as with a database that was locked.
  const bot = world.living()[0] ?? world.launch();
  const isReady = await world.whenReady(bot, READY_WITHIN);
  world.note('all faults have ceased');
  return isReady ? [] : [`the bot does not start: ${bot.lines().at(-1)}`];
};

const play = async (world: World, schedule: Schedule) => {
  const { sandbox } = world;
  const foreign = readForeign({ sandbox, projects: PROJECTS });
  const first = world.launch();
  if (!(await world.whenReady(first, READY_WITHIN))) {
    return { faults: {}, requests: 0, broken: [`the bot does not start: ${first.lines().at(-1)}`] };
  }
  world.note('the story begins');
  const leave = startResidents(world);
  let isTold = false;
  const story = playStory(world, schedule.story).finally(() => {
    isTold = true;
  });
  const faults = await injectFaults(world, schedule.faults, () => isTold);
  await story;
  const down = await ceaseFaults(world);
  const lost = await settle(world, { sandbox, projects: PROJECTS, foreign });
  world.note('settled');
  await leave();
  const deaf = await findDeaf(world);
  const broken = [...down, ...lost, ...findFallen(world), ...findMistakes(world.said), ...deaf];
  return { faults, requests: countRequests(world), broken };
};

/** What is left of a run that broke: its schedule, what all bots said, and what stands in Slack. */
const keepEvidence = async (world: World, schedule: Schedule, broken: readonly string[]): Promise<string> => {
  const folder = join(tmpdir(), `vpcbot-faults-seed-${schedule.seed}`);
  mkdirSync(folder, { recursive: true });
  const threads = await Promise.all(
    [...new Set(Object.values(CHANNELS))].map(async (channel) => [
      `== ${channel}`,
      ...(await world.as('U0ADA').reads(channel)),
    ]),
  );
  writeFileSync(join(folder, 'broken.txt'), `${broken.join('\n')}\n`);
  writeFileSync(join(folder, 'schedule.json'), JSON.stringify(schedule, null, 2));
  writeFileSync(join(folder, 'log.txt'), `${world.said.join('\n')}\n`);
  writeFileSync(join(folder, 'slack.txt'), `${threads.flat().join('\n')}\n`);
  world.copyDatabase(join(folder, 'vpcbot.db'));
  return folder;
};

/** A run of the bot as a real process. What broke is kept in a folder that `broken` names last. */
export const runProcess = async (seed: number): Promise<FaultRun> => {
  const began = performance.now();
  const schedule = createSchedule(seed);
  const world = await openWorld(schedule);
  try {
    const { faults, requests: count, broken } = await play(world, schedule);
    const kept = broken.length === 0 ? [] : [`kept in ${await keepEvidence(world, schedule, broken)}`];
    return {
      seed,
      how: 'process',
      queue: schedule.queue,
      faults,
      requests: count,
      ms: Math.round(performance.now() - began),
      broken: [...broken, ...kept],
    };
  } finally {
    await world.close();
    world.remove();
  }
};
