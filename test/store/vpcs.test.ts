import { expect, test } from 'vitest';
import {
  parkForApproval,
  parkForTimescale,
  settleVpcCreated,
  settleVpcFailed,
} from '../../src/domain/settle-vpc.ts';
import { changePeering, finishStep, type Step, startStep, type VpcRecord } from '../../src/domain/step.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import { aProject, minutes, NINE, range } from '../slack/example.ts';
import { LEASE, openStage, type Stage } from './stage.ts';

const time = { now: NINE, timing: DEFAULT_TIMING, jitter: 0.5 };
const created = (record: VpcRecord, providerId = '4711'): Step =>
  finishStep(settleVpcCreated(startStep(record), providerId, NINE), time);
const idle = (record: VpcRecord): Step => finishStep(startStep(record), time);

const claimNew = async (stage: Stage) => {
  const opened = await stage.open();
  return { ...opened, ...(await stage.claim(opened.vpcId)) };
};

test('of two claims one wins, and the other learns until when', async () => {
  const stage = openStage();
  const { vpcId } = await stage.open();
  const [first, second] = await Promise.all([
    stage.store.claimVpc(vpcId, 'run-1', NINE, NINE + LEASE),
    stage.store.claimVpc(vpcId, 'run-2', NINE, NINE + LEASE),
  ]);
  expect(first).toMatchObject({ kind: 'claimed', claim: { by: 'run-1', version: 0 } });
  expect(second).toEqual({ kind: 'later', at: NINE + LEASE });
  expect(await stage.store.findDueVpcs(NINE + LEASE - 1)).toEqual([]);
  expect(await stage.store.findDueVpcs(NINE + LEASE)).toEqual([vpcId]);
});

test('a claim that has run out may be taken, and who had it can change nothing any more', async () => {
  const stage = openStage();
  const { vpcId, claim, record } = await claimNew(stage);
  const second = await stage.claim(vpcId, 'run-2', NINE + LEASE);
  expect(await stage.store.recordIntent(claim, record, startStep(record), NINE)).toBeNull();
  expect(await stage.store.settleVpc(claim, record, created(record), NINE)).toEqual({ kind: 'stale' });
  expect(await stage.store.settleVpc(second.claim, second.record, idle(second.record), NINE)).toMatchObject({
    kind: 'settled',
  });
});

test('a claim that has run out still counts where nobody took it', async () => {
  const stage = openStage();
  const { claim, record, vpcId } = await claimNew(stage);
  const settled = await stage.store.settleVpc(claim, record, created(record), NINE + 2 * LEASE);
  expect(settled.kind).toBe('settled');
  expect(await stage.store.claimVpc(vpcId, 'run-2', NINE, NINE)).toMatchObject({ kind: 'later' });
});

test('a VPC is not looked at before its time, nor where nothing is to be done', async () => {
  const stage = openStage();
  const { claim, record, vpcId } = await claimNew(stage);
  await stage.store.settleVpc(claim, record, { ...idle(record), lookAgainAt: NINE + 5 }, NINE);
  const early = await stage.store.claimVpc(vpcId, 'run-2', NINE + 4, NINE + LEASE);
  expect(early).toEqual({ kind: 'later', at: NINE + 5 });
  const due = await stage.claim(vpcId, 'run-2', NINE + 5);
  await stage.store.settleVpc(due.claim, due.record, { ...idle(due.record), lookAgainAt: null }, NINE);
  expect(await stage.store.claimVpc(vpcId, 'run-3', minutes(99), minutes(100))).toEqual({
    kind: 'nothing-to-do',
  });
  expect(await stage.store.claimVpc(99, 'run-3', NINE, NINE)).toEqual({ kind: 'nothing-to-do' });
  expect(await stage.store.findDueVpcs(minutes(99))).toEqual([]);
});

test('what was seen while somebody changed the VPC is thrown away, and it is looked at again at once', async () => {
  const stage = openStage();
  const { requestId, vpcId, claim, record } = await claimNew(stage);
  await stage.store.cancelRequest(requestId, stage.doing({ now: minutes(1) }));
  const settled = await stage.store.settleVpc(claim, record, created(record), minutes(2));
  expect(settled).toEqual({ kind: 'stale' });
  const { vpc, request } = await stage.view(requestId);
  expect(vpc).toMatchObject({ state: 'deleting', providerId: null });
  expect(request.state).toBe('cancelling');
  expect(await stage.store.findDueVpcs(minutes(2))).toEqual([vpcId]);
  expect(await stage.hear(requestId)).toEqual(['request-opened', 'request-cancelling']);
});

test('an intent is recorded only while the claim holds, and the claim goes on from there', async () => {
  const stage = openStage();
  const { requestId, claim, record } = await claimNew(stage);
  const intent = { seen: ['1'], at: NINE, looks: 0 };
  const next = { ...record, vpc: { ...record.vpc, state: 'creating' as const, intent } };
  const held = await stage.store.recordIntent(claim, record, { ...startStep(next) }, NINE);
  expect(held).toEqual({ ...claim, version: claim.version + 1 });
  expect((await stage.view(requestId)).vpc).toMatchObject({ state: 'creating', intent });
  expect(await stage.store.recordIntent(claim, record, startStep(record), NINE)).toBeNull();
  expect(await stage.store.settleVpc(held ?? claim, next, created(next), NINE)).toMatchObject({
    kind: 'settled',
    speakOf: [requestId],
  });
});

test('an intent is refused after somebody changed the VPC, so that the call is not made', async () => {
  const stage = openStage();
  const { requestId, claim, record } = await claimNew(stage);
  await stage.store.cancelRequest(requestId, stage.doing());
  const before = await stage.view(requestId);
  const intended = { ...record, vpc: { ...record.vpc, intent: { seen: [], at: NINE, looks: 0 } } };
  expect(await stage.store.recordIntent(claim, record, startStep(intended), NINE)).toBeNull();
  expect(await stage.view(requestId)).toEqual(before);
});

test('a step is recorded whole: VPC, peerings, requests and notices', async () => {
  const stage = openStage();
  const { requestId, claim, record } = await claimNew(stage);
  const failure = { kind: 'refused', said: 'no' } as const;
  const step = finishStep(settleVpcFailed(startStep(record), failure, minutes(1)), {
    ...time,
    now: minutes(1),
  });
  expect(await stage.store.settleVpc(claim, record, step, minutes(1))).toEqual({
    kind: 'settled',
    lookAgainAt: null,
    speakOf: [requestId],
  });
  const view = await stage.view(requestId);
  expect(view).toMatchObject({
    request: { state: 'failed', stateSince: minutes(1) },
    vpc: { state: 'failed', failure },
    peerings: [{ state: 'failed', stateSince: minutes(1) }],
    version: 1,
  });
  expect(await stage.hear(requestId)).toEqual(['request-opened', 'vpc-failed']);
});

test('a step that cannot be recorded whole is not recorded at all', async () => {
  const stage = openStage();
  const { requestId, vpcId, claim, record } = await claimNew(stage);
  const before = await stage.view(requestId);
  const step = parkForApproval(startStep(record), { used: 3, limit: 3 }, NINE);
  const orphan = { requestId: 99, body: { kind: 'request-cancelled' } } as const;
  const broken = { ...finishStep(step, time), notices: [...step.notices, orphan] };
  await expect(stage.store.settleVpc(claim, record, broken, NINE)).rejects.toMatchObject({
    code: 'SQLITE_CONSTRAINT_FOREIGNKEY',
  });
  expect(await stage.view(requestId)).toEqual(before);
  expect(await stage.hear(requestId)).toEqual(['request-opened']);
  expect(await stage.store.claimVpc(vpcId, 'run-2', NINE, NINE)).toMatchObject({ kind: 'later' });
});

test('a look that shows nothing new leaves the version, so nobody is woken for it', async () => {
  const stage = openStage();
  const { requestId, claim, record } = await claimNew(stage);
  const settled = await stage.store.settleVpc(claim, record, idle(record), NINE);
  expect(settled).toEqual({ kind: 'settled', lookAgainAt: NINE + 5_000, speakOf: [] });
  expect((await stage.view(requestId)).version).toBe(0);
});

test('a peering keeps all that a look shows of it', async () => {
  const stage = openStage();
  const { requestId, claim, record } = await claimNew(stage);
  const [peering] = record.peerings;
  if (peering === undefined) throw new Error('the request has no peering');
  const shown = {
    ...peering,
    state: 'pending-peer' as const,
    rawStatus: 'APPROVED',
    providerId: '88',
    provisionedId: 'pcx-1',
    message: 'said',
    stateSince: minutes(1),
    expiresAt: minutes(9),
  };
  const step = finishStep(changePeering(startStep(record), shown), time);
  await stage.store.settleVpc(claim, record, step, minutes(1));
  expect((await stage.view(requestId)).peerings).toEqual([shown]);
});

test('an ask follows its VPC: asked, approved, waiting for Timescale, granted', async () => {
  const stage = openStage();
  const { requestId, vpcId, claim, record } = await claimNew(stage);
  const quota = async () => (await stage.view(requestId)).quota;
  const parked = finishStep(parkForApproval(startStep(record), { used: 3, limit: 3 }, NINE), time);
  await stage.store.settleVpc(claim, record, parked, NINE);
  expect(await quota()).toMatchObject({ state: 'asked', used: 3, limit: 3 });
  expect(await stage.store.isLetThrough(requestId)).toBe(false);
  await stage.store.decideQuota((await quota())?.id ?? 0, { kind: 'approve' }, stage.doing());
  expect(await stage.store.isLetThrough(requestId)).toBe(true);
  const second = await stage.claim(vpcId, 'run-2');
  const full = parkForTimescale(startStep(second.record), { used: 3, limit: 3 }, 'full', NINE);
  await stage.store.settleVpc(second.claim, second.record, finishStep(full, time), NINE);
  expect(await quota()).toMatchObject({ state: 'waiting-for-timescale' });
  await stage.store.retryRequest(requestId, aProject(), stage.doing());
  const third = await stage.claim(vpcId, 'run-3');
  await stage.store.settleVpc(third.claim, third.record, created(third.record), NINE);
  expect(await quota()).toMatchObject({ state: 'granted' });
});

test('a VPC that was found before its creation was recorded gives way to it', async () => {
  const stage = openStage();
  const { vpcId, claim, record } = await claimNew(stage);
  const cidr = range('10.1.0.0/24');
  const listed = {
    providerId: '4711',
    name: 'renamed by hand',
    region: 'us-east-1',
    cidr,
    cidrText: cidr.text,
    state: null,
  };
  await stage.store.recordVpcListing('payments', [listed], NINE, NINE);
  expect(await stage.store.listVpcs(['payments'])).toHaveLength(2);
  expect(await stage.store.settleVpc(claim, record, created(record), NINE)).toMatchObject({
    kind: 'settled',
  });
  const [only, ...more] = await stage.store.listVpcs(['payments']);
  expect(only?.vpc).toMatchObject({ id: vpcId, providerId: '4711' });
  expect(more).toEqual([]);
});
