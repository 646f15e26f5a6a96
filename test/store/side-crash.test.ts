import { expect, test } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { createProcess, Death } from './side-process.ts';
import { createSideWorld, heard, PCX, type SideWorld, settle } from './side-world.ts';
import { LEASE } from './stage.ts';

/** One run of the job. False: the process died. */
const runOnce = async (world: SideWorld, store: Store): Promise<boolean | 'settled'> => {
  try {
    const outcome = await world.look(store);
    return outcome.kind === 'done' || outcome.at > world.now() ? 'settled' : true;
  } catch (error) {
    if (!(error instanceof Death)) throw error;
    return false;
  }
};

/** Runs the job until nothing is due; a process that dies is started again once its claim has run out. */
const runThrough = async (world: SideWorld, dieAfter: number | null): Promise<number> => {
  const first = createProcess(world, dieAfter);
  for (;;) {
    const run = await runOnce(world, first.store);
    if (run === 'settled') return first.calls();
    if (run === false) break;
  }
  createProcess(world, null);
  world.pass(LEASE + 1);
  await settle(world);
  return first.calls();
};

/** Each run is killed after its first call, then after its second, until one gets through. */
const runKilledAgainAndAgain = async (world: SideWorld): Promise<number> => {
  for (let deaths = 0, dieAfter = 1; ; ) {
    const run = await runOnce(world, createProcess(world, dieAfter).store);
    if (run === 'settled') return deaths;
    deaths += run === false ? 1 : 0;
    dieAfter = run === false ? dieAfter + 1 : 1;
    world.pass(LEASE + 1);
  }
};

const openPlanned = async (): Promise<SideWorld> => {
  const world = await createSideWorld();
  await world.look();
  return world;
};

const DONE = [
  'side-planned',
  'completion-approved',
  ...Array.from({ length: 6 }, () => 'side-changed'),
  'completion-done',
];

const routesOf = ({ aws }: SideWorld): readonly string[] =>
  aws
    .show()
    .tables.flatMap(({ id, routes }) =>
      routes.map(({ destination, target }) => `${id} ${destination.text} ${target}`),
    );

const EMPTY = ['rtb-1 10.20.0.0/16 local', 'rtb-2 10.20.0.0/16 local'];

/** Everything is there, once, recorded once and told once. */
const expectDone = async (world: SideWorld, because: string): Promise<void> => {
  const { groups } = world.aws.show();
  const egress = groups.map((group) => [group.name, group.egress.map(({ protocol }) => protocol)]);
  expect(egress, because).toEqual([[`timescale-${PCX}`, ['tcp']]]);
  expect(routesOf(world), because).toEqual([
    'rtb-1 10.20.0.0/16 local',
    `rtb-1 10.1.0.0/24 ${PCX}`,
    'rtb-2 10.20.0.0/16 local',
    `rtb-2 10.1.0.0/24 ${PCX}`,
  ]);
  expect(world.aws.request()?.state, because).toBe('active');
  const completion = await world.completion();
  expect(completion?.state, because).toBe('done');
  expect(
    completion?.steps.map(({ key, state }) => `${key} ${state}`),
    because,
  ).toEqual(completion?.changes.map(({ key }) => `${key} done`));
  const made = completion?.steps.map((step) => step.made?.kind ?? null);
  expect(made, because).toEqual([null, 'route', 'route', 'group', null, 'rule']);
  expect(heard(world), because).toEqual(DONE);
  const acts = (await world.store.listAudit(world.requestId)).map(({ act }) => act);
  expect(acts.filter((act) => act === 'side-changed').length, because).toBe(6);
};

const expectUndone = async (world: SideWorld, because: string): Promise<void> => {
  expect(world.aws.show().groups, because).toEqual([]);
  expect(routesOf(world), because).toEqual(EMPTY);
  expect(world.aws.request()?.state, because).toBe('active');
  expect((await world.completion())?.state, because).toBe('undone');
  expect(heard(world).slice(DONE.length), because).toEqual(['completion-undoing', 'completion-undone']);
  const last = world.told().at(-1);
  const outcomes = last?.kind === 'completion-undone' ? last.steps.map(({ outcome }) => outcome.kind) : [];
  expect(outcomes, because).toEqual(['gone', 'gone', 'gone', 'gone']);
};

test('a completion that is killed after any call goes on where it was: nothing is doubled, nothing forgotten', async () => {
  let calls = 1;
  for (let dieAfter = 1; dieAfter <= calls; dieAfter += 1) {
    const world = await openPlanned();
    await world.approve();
    if (dieAfter === 1) {
      calls = await runThrough(world, null);
      expect(calls).toBeGreaterThan(35);
    } else await runThrough(world, dieAfter - 1);
    await expectDone(world, `killed after call ${dieAfter - 1}`);
    world.close();
  }
}, 60_000);

test('an undo that is killed after any call takes back all that was made, and says so once', async () => {
  let calls = 1;
  for (let dieAfter = 1; dieAfter <= calls; dieAfter += 1) {
    const world = await openPlanned();
    await world.approve();
    await settle(world);
    await world.undo();
    if (dieAfter === 1) calls = await runThrough(world, null);
    else await runThrough(world, dieAfter - 1);
    await expectUndone(world, `killed after call ${dieAfter - 1}`);
    world.close();
  }
}, 60_000);

test('a completion and its undo get through where each run of theirs is killed at each of its calls', async () => {
  const world = await openPlanned();
  await world.approve();
  expect(await runKilledAgainAndAgain(world)).toBeGreaterThan(20);
  await expectDone(world, 'killed again and again');
  await world.undo();
  expect(await runKilledAgainAndAgain(world)).toBeGreaterThan(8);
  await expectUndone(world, 'killed again and again');
  world.close();
});
