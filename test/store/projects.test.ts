import { expect, test } from 'vitest';
import { settleVpcCreated, settleVpcFailed } from '../../src/domain/settle-vpc.ts';
import { finishStep, startStep, type VpcRecord } from '../../src/domain/step.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import type { SeenVpc } from '../../src/domain/vpc.ts';
import { aPeer, minutes, NINE, range } from '../slack/example.ts';
import { openStage, type Stage } from './stage.ts';

const time = { now: NINE, timing: DEFAULT_TIMING, jitter: 0.5 };

const listed = (providerId: string, change: Partial<SeenVpc> = {}): SeenVpc => {
  const octet = Number(providerId) % 256;
  const cidr = range(`10.${octet}.0.0/24`);
  return {
    providerId,
    name: `found-${providerId}`,
    region: 'us-east-1',
    cidr,
    cidrText: cidr.text,
    state: null,
    ...change,
  };
};
const observe = (stage: Stage, seen: readonly SeenVpc[], now = NINE) =>
  stage.store.recordVpcListing('payments', seen, now, now + 300_000);
const names = async (stage: Stage) =>
  (await stage.store.findProjectFacts('payments')).vpcs.map(
    ({ name, providerId }) => `${name} ${providerId}`,
  );

/** One look at a VPC that leaves it like this. */
const settle = async (stage: Stage, vpcId: number, look: (record: VpcRecord) => VpcRecord) => {
  const { claim, record } = await stage.claim(vpcId, 'looking', minutes(1));
  await stage.store.settleVpc(claim, record, finishStep(startStep(look(record)), time), minutes(1));
};

/** A request whose VPC the provider has as `4711`. */
const openCreated = async (stage: Stage) => {
  const opened = await stage.open();
  await settle(stage, opened.vpcId, (record) => settleVpcCreated(startStep(record), '4711', NINE).next);
  return opened;
};

test('a project that was never read has no facts but what was asked for', async () => {
  const stage = openStage();
  expect(await stage.store.findProjectFacts('payments')).toEqual({
    vpcs: [],
    peerRanges: [],
    peers: [],
    findReach: expect.any(Function),
    used: 0,
    granted: 0,
    regions: [],
    observedAt: null,
  });
});

test('VPCs that nobody asked for here count, and their ranges are taken', async () => {
  const stage = openStage();
  await observe(stage, [listed('1'), listed('2')]);
  const facts = await stage.store.findProjectFacts('payments');
  expect(facts).toMatchObject({ used: 2, observedAt: NINE });
  expect(facts.vpcs).toMatchObject([
    { name: 'found-1', requestId: null, state: 'active', providerId: '1', cidr: range('10.1.0.0/24') },
    { name: 'found-2', requestId: null },
  ]);
  expect(await stage.ask({ cidr: '10.1.0.0/24' })).toMatchObject({
    problems: { cidr: [{ kind: 'overlap' }] },
  });
  expect(await stage.store.findProjectFacts('billing')).toMatchObject({ used: 0, observedAt: null });
});

test('a VPC that is found again is the same one, under its new name', async () => {
  const stage = openStage();
  await observe(stage, [listed('1')]);
  await observe(stage, [listed('1', { name: 'renamed' })]);
  expect(await names(stage)).toEqual(['renamed 1']);
});

test('a found VPC that is no longer listed is gone, and is back when it is listed again', async () => {
  const stage = openStage();
  await observe(stage, [listed('1'), listed('2')]);
  await observe(stage, [listed('2')], minutes(5));
  expect(await names(stage)).toEqual(['found-2 2']);
  await observe(stage, [], minutes(10));
  expect(await stage.store.findProjectFacts('payments')).toMatchObject({ vpcs: [], used: 0 });
  await observe(stage, [listed('1')], minutes(15));
  expect(await names(stage)).toEqual(['found-1 1']);
});

test('a listed VPC without an IPv4 range is left out, for nothing can be judged of it', async () => {
  const stage = openStage();
  await observe(stage, [listed('1', { cidr: null, cidrText: 'fd00::/64' }), listed('2')]);
  expect(await names(stage)).toEqual(['found-2 2']);
});

test('a creation under way is not counted twice', async () => {
  const stage = openStage();
  const { vpcId } = await stage.open();
  const cidr = range('10.1.0.0/24');
  const intent = { seen: [], at: NINE, looks: 0 };
  await settle(stage, vpcId, (record) => ({ ...record, vpc: { ...record.vpc, intent } }));
  await observe(stage, [listed('1', { name: 'payments-us', cidr })]);
  const facts = await stage.store.findProjectFacts('payments');
  expect(facts).toMatchObject({ used: 1, vpcs: [{ id: vpcId, providerId: null }] });
});

test('a VPC of ours is not found besides, and takes the name it was given at the provider', async () => {
  const stage = openStage();
  const { requestId } = await openCreated(stage);
  const cidr = range('10.1.0.0/24');
  const before = await stage.view(requestId);
  await observe(stage, [listed('4711', { name: 'payments-us', cidr })]);
  expect(await stage.view(requestId)).toEqual(before);
  await observe(stage, [listed('4711', { name: 'by-hand', cidr })]);
  expect(await names(stage)).toEqual(['by-hand 4711']);
  const { vpc, version } = await stage.view(requestId);
  expect(vpc).toEqual({ ...before.vpc, name: 'by-hand' });
  expect(version).toBe(before.version + 1);
});

test('a name that was given during a look is not undone by it', async () => {
  const stage = openStage();
  const { requestId, vpcId } = await openCreated(stage);
  const { claim, record } = await stage.claim(vpcId, 'run-2', minutes(1));
  await observe(stage, [listed('4711', { name: 'by-hand', cidr: range('10.1.0.0/24') })], minutes(1));
  const active = { ...record, vpc: { ...record.vpc, state: 'active' as const } };
  const settled = await stage.store.settleVpc(claim, record, finishStep(startStep(active), time), minutes(1));
  expect(settled).toEqual({ kind: 'stale' });
  expect((await stage.view(requestId)).vpc).toMatchObject({ name: 'by-hand', state: 'creating' });
});

test('a VPC of ours that is not listed is left to its own look', async () => {
  const stage = openStage();
  const { requestId } = await openCreated(stage);
  await observe(stage, []);
  expect((await stage.view(requestId)).vpc).toMatchObject({ state: 'creating', providerId: '4711' });
});

test('a VPC of ours that rests and is not listed is looked at again', async () => {
  const stage = openStage();
  const { requestId, vpcId } = await openCreated(stage);
  await settle(stage, vpcId, (record) => ({
    ...record,
    vpc: { ...record.vpc, state: 'active' },
    peerings: record.peerings.map((peering) => ({ ...peering, state: 'expired' })),
  }));
  await observe(stage, [listed('4711')], minutes(2));
  expect(await stage.store.findDueVpcs(minutes(2))).toEqual([]);
  await observe(stage, [], minutes(3));
  expect(await stage.store.findDueVpcs(minutes(3))).toEqual([vpcId]);
  expect((await stage.view(requestId)).vpc).toMatchObject({ state: 'active', providerId: '4711' });
});

test('a failed VPC of ours counts as long as the provider has it', async () => {
  const stage = openStage();
  const { requestId, vpcId } = await openCreated(stage);
  const never = { kind: 'never-ready', said: 'VPC not found' } as const;
  await settle(stage, vpcId, (record) => settleVpcFailed(startStep(record), never, NINE).next);
  await observe(stage, [listed('4711', { name: 'payments-us' })]);
  expect(await stage.store.findProjectFacts('payments')).toMatchObject({ used: 1 });
  await observe(stage, []);
  expect(await stage.store.findProjectFacts('payments')).toMatchObject({ used: 0, vpcs: [] });
  expect((await stage.view(requestId)).vpc).toMatchObject({
    state: 'failed',
    failure: { kind: 'gone' },
    providerId: null,
  });
});

test.each([
  { intent: null, used: 0, because: 'nothing was asked for' },
  { intent: { seen: [], at: NINE, looks: 0 }, used: 1, because: 'its creation may happen' },
])('a cancelled VPC takes $used places of the quota, because $because', async ({ intent, used }) => {
  const stage = openStage();
  const { requestId, vpcId } = await stage.open();
  await settle(stage, vpcId, (record) => ({ ...record, vpc: { ...record.vpc, intent } }));
  await stage.store.cancelRequest(requestId, stage.doing());
  expect(await stage.store.findProjectFacts('payments')).toMatchObject({ used });
});

test('what people told of their networks is kept as long as the peering may be', async () => {
  const stage = openStage();
  const { requestId } = await stage.open();
  const ranges = async () => (await stage.store.findProjectFacts('payments')).peerRanges;
  expect(await ranges()).toMatchObject([
    { cidr: range('10.8.0.0/16'), vpcName: 'payments-us', peer: { accountId: '123456789012' } },
  ]);
  await stage.store.cancelRequest(requestId, stage.doing());
  expect(await ranges()).toEqual([]);
});

test('the VPCs that a network reaches by a peering that lives are known in every project', async () => {
  const stage = openStage();
  const { requestId, vpcId } = await stage.open();
  const { findReach, peers } = await stage.store.findProjectFacts('billing');
  expect(peers).toEqual([]);
  const { vpc, peerings } = await stage.view(requestId);
  const { name, project, region, cidr } = vpc;
  const peer = peerings[0]?.peer ?? aPeer();
  const other = aPeer({ vpcId: 'vpc-0fffffffffffffff0' });
  const reached = [{ peer, vpcId, name, project, region, cidr }];
  expect(findReach([other, peer, peer])).toEqual(reached);
  expect(findReach([other])).toEqual([]);
  expect(findReach([])).toEqual([]);
  await stage.store.cancelRequest(requestId, stage.doing());
  expect(findReach([peer])).toEqual([]);
});

test('the networks that reach a project are known to it as long as the peering and its VPC may be', async () => {
  const stage = openStage();
  const { requestId } = await stage.open();
  const peers = async () => (await stage.store.findProjectFacts('payments')).peers;
  const { peerings } = await stage.view(requestId);
  expect(await peers()).toEqual(peerings.map(({ peer }) => peer));
  await stage.store.cancelRequest(requestId, stage.doing());
  expect(await peers()).toEqual([]);
});

test('a project is due when it was never read, and when its time has come', async () => {
  const stage = openStage();
  const due = (now: number) => stage.store.findDueProjects(['payments', 'billing'], now);
  expect(await due(NINE)).toEqual(['payments', 'billing']);
  await observe(stage, []);
  await stage.store.putOffProjectLook('billing', minutes(1));
  expect(await due(NINE)).toEqual([]);
  expect(await due(minutes(1))).toEqual(['billing']);
  expect(await due(minutes(5))).toEqual(['payments', 'billing']);
  expect(await stage.store.findDueProjects([], minutes(5))).toEqual([]);
});

test('a reading that failed is put off and forgets nothing', async () => {
  const stage = openStage();
  await stage.store.putOffProjectLook('payments', minutes(1));
  expect(await stage.store.findProjectFacts('payments')).toMatchObject({ observedAt: null });
  await observe(stage, [listed('1')]);
  await stage.store.putOffProjectLook('payments', minutes(9));
  expect(await stage.store.findProjectFacts('payments')).toMatchObject({ observedAt: NINE, used: 1 });
  expect(await stage.store.findDueProjects(['payments'], minutes(8))).toEqual([]);
});
