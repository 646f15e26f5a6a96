import type { FaultRun } from '../fault-run.ts';
import { findBroken } from '../invariants.ts';
import { readForeign, readRows, type SettledWorld } from '../settled-world.ts';
import { createChance } from './chance.ts';
import { expectEnds, findBaseless } from './expected.ts';
import { createMischief } from './mischief.ts';
import { openSetting, PROJECTS, type Setting } from './setting.ts';
import { openStage, type Stage } from './stage.ts';
import { createStory } from './story.ts';

const MINUTE = 60_000;
const LONGEST_STORY = 8;
/** Pieces of time that everything may take to come to rest. */
const PATIENCE = 30;

let setting: Setting | null = null;

/** Whether anything is still on its way that waits for nobody. */
const isQuiet = ({ vpcs, peerings, moves, notices, requests }: ReturnType<typeof readRows>): boolean =>
  notices.every(({ saidAt }) => saidAt !== null) &&
  vpcs.every(({ state, trouble }) => state !== 'creating' && state !== 'deleting' && trouble === null) &&
  vpcs.every(({ claimedBy }) => claimedBy === null) &&
  requests.every(({ state }) => state !== 'cancelling') &&
  peerings.every(({ state }) => !['requested', 'approved', 'deleting', 'unknown'].includes(state)) &&
  moves.every(({ state }) => !['requested', 'moving', 'dns-propagating'].includes(state));

const settle = async (stage: Stage): Promise<void> => {
  for (let left = PATIENCE; left > 0; left -= 1) {
    await stage.pass(MINUTE / 3);
    const { db } = stage.bots.current().database;
    if (isQuiet(readRows({ db } as SettledWorld))) break;
  }
  await stage.pass(MINUTE);
};

const judge = (stage: Stage, foreign: ReadonlySet<string>, story: ReturnType<typeof createStory>) => {
  const { db } = stage.bots.current().database;
  const { sandbox } = stage;
  const world = { now: stage.now(), db, sandbox, projects: PROJECTS, foreign, expected: new Map() };
  const rows = readRows(world);
  return {
    requests: rows.requests.length,
    broken: [
      ...stage.broken,
      ...findBroken({ ...world, expected: expectEnds(rows) }),
      ...findBaseless(rows, stage, story.removed),
    ],
  };
};

/** A story under mischief from its start to its end, all of it drawn from the seed. */
export const runSchedule = async (seed: number): Promise<FaultRun> => {
  const startedAt = performance.now();
  setting ??= openSetting();
  const database = setting.freshDatabase(seed);
  const chance = createChance(seed);
  const mischief = createMischief(chance);
  const stage = await openStage({ setting, database, chance, mischief });
  const foreign = readForeign({ sandbox: stage.sandbox, projects: PROJECTS });
  const told = { seed, how: 'in process', queue: 'by hand' } as const;
  try {
    await stage.start();
    const story = createStory(stage, chance, mischief);
    for (let left = 3 + chance.below(LONGEST_STORY); left > 0; left -= 1) await story.step();
    mischief.end();
    for (let left = 2; left > 0; left -= 1) {
      await stage.pass(MINUTE / 2);
      story.acceptAll();
    }
    await settle(stage);
    const { requests, broken } = judge(stage, foreign, story);
    const ms = Math.round(performance.now() - startedAt);
    return { ...told, faults: mischief.counts(), requests, ms, broken };
  } finally {
    await stage.close();
    setting.forget(database);
  }
};
