import { expect, onTestFinished, test } from 'vitest';
import { createSideWorld, heard, PCX, PEER, type SideWish, settle, TIMESCALE } from './side-world.ts';

const open = async (wish: SideWish = {}) => {
  const world = await createSideWorld(wish);
  onTestFinished(world.close);
  await world.look();
  return world;
};

const NOBODY: SideWish = { project: { timescaleAccounts: [] } };

test('a peering that waits for a peer that the configuration names is looked at, planned and told of once', async () => {
  const world = await createSideWorld();
  onTestFinished(world.close);
  await world.sweep();
  expect(world.woken).toContainEqual({ name: 'advance-side', payload: { peeringId: world.peeringId } });
  await world.look();
  expect([await world.due(), await world.due(world.now() + 70_000)]).toEqual([[], [world.peeringId]]);
  expect(await world.side()).toMatchObject({
    revision: 1,
    isMissing: false,
    rangesAtFirst: ['10.20.0.0/16'],
  });
  expect((await world.store.findVpcView(world.requestId))?.sides).toMatchObject([{ revision: 1 }]);
  world.pass(70_000);
  await world.look();
  expect(heard(world)).toEqual(['side-planned']);
  expect((await world.side()).revision).toBe(1);
});

test('an owner approves with one press, and the same press twice approves once', async () => {
  const world = await open();
  const { store, peeringId, doing } = world;
  const press = doing('U0NET');
  const wish = { revision: 1, allow: ['accept', 'routes', 'security-group'], confirmed: null } as const;
  const recorded = { kind: 'recorded', peeringId, requestId: world.requestId };
  expect(await store.approveCompletion(peeringId, wish, press)).toEqual(recorded);
  expect(await store.approveCompletion(peeringId, wish, press)).toEqual(recorded);
  expect(await store.approveCompletion(peeringId, wish, doing('U0OTHER'))).toMatchObject({
    kind: 'under-way',
    completion: { state: 'approved', decidedBy: 'U0NET' },
  });
  expect(heard(world)).toEqual(['side-planned', 'completion-approved']);
  const acts = (await store.listAudit(world.requestId)).map(({ act }) => act);
  expect(acts.filter((act) => act === 'completion-approved')).toHaveLength(1);
});

test('a press on a plan that is another by now changes nothing', async () => {
  const world = await open();
  world.aws.people.table('rtb-3');
  world.pass(70_000);
  await world.look();
  const wish = { revision: 1, allow: [], confirmed: null } as const;
  expect(await world.store.approveCompletion(world.peeringId, wish, world.doing('U0NET'))).toEqual({
    kind: 'changed',
  });
  expect(await world.completion()).toBe(null);
});

test('somebody asks, the owners are called once, and one of them says yes or no', async () => {
  const world = await open();
  expect(await world.ask('U0OMAR')).toMatchObject({ kind: 'recorded' });
  expect(await world.ask('U0EVE')).toMatchObject({ kind: 'already', completion: { askedBy: 'U0OMAR' } });
  const { store, peeringId, doing } = world;
  const no = doing('U0NET');
  expect(await store.declineCompletion(peeringId, 'not today', no)).toMatchObject({ kind: 'recorded' });
  expect(await store.declineCompletion(peeringId, 'not today', no)).toMatchObject({ kind: 'recorded' });
  expect(await store.declineCompletion(peeringId, 'never', doing('U0BO'))).toMatchObject({
    kind: 'already',
    completion: { state: 'declined', reason: 'not today' },
  });
  expect(await world.ask('U0OMAR')).toMatchObject({ kind: 'recorded' });
  expect(await world.approve()).toMatchObject({ kind: 'recorded' });
  expect(await world.completion()).toMatchObject({
    state: 'approved',
    askedBy: 'U0OMAR',
    decidedBy: 'U0NET',
  });
  expect(heard(world)).toEqual([
    'side-planned',
    'completion-asked',
    'completion-declined',
    'completion-asked',
    'completion-approved',
  ]);
});

test('the first request of an AWS account takes an owner’s word for that very account, which is remembered', async () => {
  const world = await open(NOBODY);
  expect(await world.approve('U0NET')).toEqual({ kind: 'confirm', accountId: TIMESCALE });
  expect(await world.approve('U0NET', '111111111111')).toEqual({ kind: 'confirm', accountId: TIMESCALE });
  expect(await world.completion()).toBe(null);
  expect(await world.approve('U0NET', TIMESCALE)).toMatchObject({ kind: 'recorded' });
  await settle(world);
  expect(await world.completion()).toMatchObject({ state: 'done', confirmed: TIMESCALE });
  const audit = await world.store.listAudit(world.requestId);
  expect(audit).toContainEqual(expect.objectContaining({ act: 'account-confirmed', why: TIMESCALE }));
});

test('a choice is planned at once, nobody presses on the old plan, and while a completion is under way nobody chooses', async () => {
  const world = await open();
  const { store, peeringId, doing } = world;
  const choice = { kind: 'aws', tableIds: ['rtb-2'], security: 'leave', groupId: null } as const;
  expect(await store.chooseSide(peeringId, choice, doing('U0NET'))).toMatchObject({ kind: 'recorded' });
  expect(await world.approve()).toEqual({ kind: 'no-plan' });
  await world.look();
  expect((await world.side()).plan?.changes.map(({ key }) => key)).toEqual(['accept', 'route:rtb-2']);
  await world.approve();
  const other = { ...choice, tableIds: null };
  expect(await store.chooseSide(peeringId, other, doing('U0NET'))).toMatchObject({ kind: 'under-way' });
  const google = { kind: 'google', exportCustomRoutes: true, importCustomRoutes: true } as const;
  expect(await store.chooseSide(peeringId, google, doing('U0NET'))).toEqual({ kind: 'not-found' });
});

test('every change of a side puts the card of its request behind', async () => {
  const world = await open();
  const version = async () => (await world.store.findVpcView(world.requestId))?.version ?? 0;
  const before = await version();
  await world.approve();
  const approved = await version();
  await world.look();
  expect([approved > before, (await version()) > approved]).toEqual([true, true]);
  await settle(world);
  const done = await version();
  world.pass(70_000);
  await world.look();
  expect(await version()).toBe(done);
});

test('the VPC is looked at at once when the other side has accepted', async () => {
  const world = await open();
  await world.approve();
  await world.look();
  expect(world.woken).toContainEqual({ name: 'advance-vpc', payload: { vpcId: world.vpcId } });
  expect(await world.store.findDueVpcs(world.now())).toEqual([world.vpcId]);
});

test('what was left since it was in use is taken back once somebody undoes it again', async () => {
  const world = await open();
  await world.approve();
  await settle(world);
  const [group] = world.aws.show().groups;
  world.aws.people.attach(group?.id ?? '');
  await world.undo();
  await settle(world);
  expect(world.told().at(-1)).toMatchObject({
    kind: 'completion-undone',
    steps: [
      { made: { kind: 'rule' }, outcome: { kind: 'gone' } },
      { made: { kind: 'group' }, outcome: { kind: 'left', why: 'in-use' } },
      { made: { kind: 'route' }, outcome: { kind: 'gone' } },
      { made: { kind: 'route' }, outcome: { kind: 'gone' } },
    ],
  });
  world.aws.people.detachAll();
  expect(await world.undo()).toMatchObject({ kind: 'recorded' });
  await settle(world);
  expect(world.aws.show().groups).toEqual([]);
  expect(await world.undo()).toEqual({ kind: 'nothing-to-undo' });
});

test('a completion that stopped goes on with what it made, so that one undo takes it all back', async () => {
  const world = await open();
  await world.approve();
  await world.look();
  await world.look();
  world.aws.people.route('rtb-2', '10.1.0.0/24', 'tgw-1');
  await settle(world);
  expect(await world.completion()).toMatchObject({ id: 1, state: 'stopped', stop: { kind: 'conflicts' } });
  world.aws.people.dropRoute('rtb-2', '10.1.0.0/24');
  world.pass(70_000);
  await world.look();
  expect(await world.approve()).toMatchObject({ kind: 'recorded' });
  await settle(world);
  expect(await world.completion()).toMatchObject({ id: 1, state: 'done' });
  await world.undo();
  await settle(world);
  const targets = world.aws.show().tables.flatMap(({ routes }) => routes.map(({ target }) => target));
  expect(targets).toEqual(['local', 'local']);
});

test('a peering that is over rests; what was made there can still be undone', async () => {
  const world = await open();
  await world.approve();
  await settle(world);
  await world.setPeering({ state: 'deleted-by-peer' });
  await world.look();
  expect(await world.side()).toMatchObject({ plan: null });
  expect(await world.due(world.now() + 24 * 60 * 60_000)).toEqual([]);
  expect(await world.approve()).toEqual({ kind: 'over' });
  expect(await world.undo()).toMatchObject({ kind: 'recorded' });
  await settle(world);
  expect(await world.completion()).toMatchObject({ state: 'undone' });
  expect((await world.look()).kind).toBe('done');
  expect(world.aws.show().groups).toEqual([]);
});

test('a side that nobody looked at, a peering that is none, and a completion that is none are told apart', async () => {
  const world = await createSideWorld();
  onTestFinished(world.close);
  const { store, peeringId, doing } = world;
  const wish = { revision: 0, allow: [], confirmed: null } as const;
  expect(await store.approveCompletion(peeringId, wish, doing('U0NET'))).toEqual({ kind: 'no-plan' });
  expect(await store.approveCompletion(999, wish, doing('U0NET'))).toEqual({ kind: 'not-found' });
  expect(await store.undoCompletion(999, doing('U0NET'))).toEqual({ kind: 'not-found' });
  expect(await store.findSide(999)).toBe(null);
  const elsewhere = {
    kind: 'aws',
    id: PEER.accountId,
    regions: ['eu-west-1'],
    owners: [],
    allow: [],
  } as const;
  expect(await store.findNewSides([elsewhere])).toEqual([]);
  expect(await store.findDueSides([elsewhere], world.now())).toEqual([]);
  expect(world.aws.request()?.id).toBe(PCX);
});
