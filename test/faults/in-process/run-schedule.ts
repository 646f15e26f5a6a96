import type { FaultRun } from '../fault-run.ts';
import { findBroken } from '../invariants.ts';
import { readForeign, readRows } from '../settled-world.ts';
import { createChance } from './chance.ts';
import { expectEnds, findBaseless } from './expected.ts';
import { createMischief } from './mischief.ts';
import { openSetting, PROJECTS, type Setting } from './setting.ts';
import { openStage, type Stage } from './stage.ts';
import { createStory, type Story } from './story.ts';

const MINUTE = 60_000;
const LONGEST_STORY = 5;
/** Pieces of time that everything may take to come to rest. */
const PATIENCE = 40;

let setting: Setting | null = null;

/** Whether nothing is on its way any more but what waits for somebody. */
const isQuiet = ({ sandbox, bots }: Stage, { removed }: Story): boolean => {
  const { vpcs, peerings, moves, notices, requests } = readRows({ db: bots.current().database.db });
  const isUnderWay = (id: number | null): boolean =>
    requests.some((request) => request.id === id && ['open', 'cancelling'].includes(request.state));
  const isAnswered = (pcx: string | null): boolean =>
    sandbox.aws.find(pcx ?? '')?.status !== 'pending-acceptance';
  return (
    notices.every(({ saidAt }) => saidAt !== null) &&
    vpcs.every(
      ({ state, claimedBy }) => claimedBy === null && state !== 'creating' && state !== 'deleting',
    ) &&
    vpcs.every(({ state, providerId }) => state !== 'active' || !removed.has(providerId ?? '')) &&
    requests.every(({ state }) => state !== 'cancelling') &&
    peerings.every(({ state, requestId, provisionedId }) =>
      state === 'pending-peer'
        ? !isAnswered(provisionedId)
        : !isUnderWay(requestId) || !['requested', 'approved', 'deleting', 'unknown'].includes(state),
    ) &&
    moves.every(({ state }) => !['requested', 'moving', 'dns-propagating'].includes(state))
  );
};

const settle = async (stage: Stage, story: Story): Promise<void> => {
  for (let left = PATIENCE; left > 0; left -= 1) {
    await stage.pass(MINUTE / 4);
    if (isQuiet(stage, story)) break;
  }
  // What is told last, and the cards.
  await stage.pass(MINUTE / 2);
  await stage.sweep();
};

const judge = (stage: Stage, foreign: ReadonlySet<string>, story: Story) => {
  const { db } = stage.bots.current().database;
  const { sandbox } = stage;
  const world = {
    foreign: new Set([...foreign, ...story.removed]),
    now: stage.now(),
    db,
    sandbox,
    projects: PROJECTS,
    expected: new Map(),
  };
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
  const database = setting.freshDatabase();
  const chance = createChance(seed);
  const mischief = createMischief(chance);
  const stage = await openStage({ setting, database: database.file, chance, mischief });
  const foreign = readForeign({ sandbox: stage.sandbox, projects: PROJECTS });
  const told = { seed, how: 'in process', queue: 'by hand' } as const;
  try {
    await stage.start();
    const story = createStory(stage, chance, mischief);
    for (let left = 3 + chance.below(LONGEST_STORY); left > 0; left -= 1) await story.step();
    mischief.end();
    await settle(stage, story);
    story.acceptAll();
    await settle(stage, story);
    const { requests, broken } = judge(stage, foreign, story);
    const ms = Math.round(performance.now() - startedAt);
    return { ...told, faults: mischief.counts(), requests, ms, broken };
  } finally {
    await stage.close();
    database.remove();
  }
};
