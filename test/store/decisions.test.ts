import { expect, test } from 'vitest';
import { settleVpcDeleted } from '../../src/domain/settle-vpc.ts';
import { finishStep, startStep } from '../../src/domain/step.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import { aProject, minutes } from '../slack/example.ts';
import { NO_CAP, openStage, type Stage } from './stage.ts';

const TEN = minutes(60);
const full = aProject({ vpcQuota: 0 });
const bob = (stage: Stage) => stage.doing({ actor: 'U0BOB', now: TEN });

test('an approval lets exactly this request through, sets the limit and is tried at once', async () => {
  const stage = openStage(full);
  const { requestId, vpcId, quotaId } = await stage.open();
  const decided = await stage.store.decideQuota(quotaId, { kind: 'approve' }, bob(stage));
  expect(decided).toEqual({ kind: 'decided', requestId, goesOn: [{ requestId, vpcId }] });
  const { request, quota, vpc, version } = await stage.view(requestId);
  expect(request).toMatchObject({ state: 'open', stateSince: TEN });
  expect(quota).toMatchObject({ state: 'approved', decidedBy: 'U0BOB', decidedAt: TEN, grantedLimit: 1 });
  expect({ state: vpc.state, version }).toEqual({ state: 'requested', version: 1 });
  expect(await stage.store.findDueVpcs(TEN)).toEqual([vpcId]);
  expect(await stage.store.isLetThrough(requestId)).toBe(true);
  expect(await stage.store.findProjectFacts('payments')).toMatchObject({ used: 1, granted: 1 });
  expect(await stage.acts(requestId)).toEqual(['request-opened', 'quota-asked', 'quota-approved']);
  expect(await stage.hear(requestId)).toEqual(['request-opened', 'quota-asked', 'quota-approved']);
});

test('a denial ends the request with its reason and frees its name and range', async () => {
  const stage = openStage(full);
  const { requestId, quotaId } = await stage.open();
  const decided = await stage.store.decideQuota(quotaId, { kind: 'deny', reason: 'use R3' }, bob(stage));
  expect(decided).toEqual({ kind: 'decided', requestId, goesOn: [] });
  expect(await stage.view(requestId)).toMatchObject({
    request: { state: 'denied', stateSince: TEN },
    vpc: { state: 'deleted' },
    peerings: [{ state: 'deleted' }],
    quota: { state: 'denied', decidedBy: 'U0BOB', reason: 'use R3', grantedLimit: null },
    version: 1,
  });
  expect(await stage.store.findDueVpcs(TEN)).toEqual([]);
  expect(await stage.store.listAudit(requestId)).toMatchObject([
    {},
    {},
    { act: 'quota-denied', why: 'use R3' },
  ]);
  expect(await stage.ask()).toMatchObject({ kind: 'opened' });
});

test.each([
  { first: { kind: 'approve' }, second: { kind: 'approve' }, state: 'approved' },
  { first: { kind: 'approve' }, second: { kind: 'deny', reason: 'no' }, state: 'approved' },
  { first: { kind: 'deny', reason: 'no' }, second: { kind: 'approve' }, state: 'denied' },
  { first: { kind: 'deny', reason: 'no' }, second: { kind: 'deny', reason: 'never' }, state: 'denied' },
] as const)('$first.kind, then $second.kind: the first decides and the second hears who did', async (row) => {
  const stage = openStage(full);
  const { requestId, quotaId } = await stage.open();
  await stage.store.decideQuota(quotaId, row.first, bob(stage));
  const before = await stage.view(requestId);
  const second = await stage.store.decideQuota(quotaId, row.second, stage.doing({ actor: 'U0CAT' }));
  expect(second).toMatchObject({ kind: 'already', quota: { state: row.state, decidedBy: 'U0BOB' } });
  expect(await stage.view(requestId)).toEqual(before);
  expect(await stage.acts(requestId)).toHaveLength(3);
});

test('two approved asks have two limits, so that neither takes the place of the other', async () => {
  const stage = openStage(full);
  const one = await stage.open({ name: 'one', cidr: '10.1.0.0/24' });
  const two = await stage.open({ name: 'two', cidr: '10.2.0.0/24' });
  await stage.store.decideQuota(one.quotaId, { kind: 'approve' }, bob(stage));
  await stage.store.decideQuota(two.quotaId, { kind: 'approve' }, bob(stage));
  expect((await stage.view(one.requestId)).quota).toMatchObject({ grantedLimit: 1 });
  expect((await stage.view(two.requestId)).quota).toMatchObject({ grantedLimit: 2 });
  expect(await stage.store.findProjectFacts('payments')).toMatchObject({ used: 2, granted: 2 });
});

test('an ask that was withdrawn can no longer be decided', async () => {
  const stage = openStage(full);
  const { requestId, quotaId } = await stage.open();
  await stage.store.cancelRequest(requestId, stage.doing());
  const decided = await stage.store.decideQuota(quotaId, { kind: 'approve' }, bob(stage));
  expect(decided).toMatchObject({ kind: 'already', quota: { state: 'withdrawn', decidedBy: null } });
  expect((await stage.view(requestId)).request.state).toBe('cancelling');
});

test('nothing is decided, cancelled, retried or asked again that is not there', async () => {
  const { store, doing } = openStage();
  const wanted = { peer: { kind: 'aws', accountId: '1', vpcId: 'v', region: 'r' }, peerRanges: [] } as const;
  expect(await store.decideQuota(99, { kind: 'approve' }, doing())).toEqual({ kind: 'not-found' });
  expect(await store.cancelRequest(99, doing())).toEqual({ kind: 'not-found' });
  expect(await store.retryRequest(99, aProject(), doing())).toEqual({ kind: 'not-found' });
  expect(await store.askPeeringAgain(99, 1, wanted, doing(), NO_CAP)).toEqual({ kind: 'not-found' });
  expect(await store.findRequestOfQuota(99)).toBeNull();
});

test('a request that nothing was asked for yet is cancelled without asking the provider', async () => {
  const stage = openStage();
  const { requestId, vpcId } = await stage.open();
  expect(await stage.store.cancelRequest(requestId, stage.doing({ now: TEN }))).toEqual({
    kind: 'cancelling',
    vpcId,
  });
  expect(await stage.view(requestId)).toMatchObject({
    request: { state: 'cancelling', stateSince: TEN },
    vpc: { state: 'deleting', stateSince: TEN, intent: null },
    peerings: [{ state: 'deleted' }],
    quota: null,
  });
  const { claim, record } = await stage.claim(vpcId, 'run-1', TEN);
  const step = finishStep(settleVpcDeleted(startStep(record), TEN), {
    now: TEN,
    timing: DEFAULT_TIMING,
    jitter: 0,
  });
  await stage.store.settleVpc(claim, record, step, TEN);
  expect((await stage.view(requestId)).request.state).toBe('cancelled');
  expect(await stage.hear(requestId)).toEqual(['request-opened', 'request-cancelling', 'request-cancelled']);
  expect(await stage.acts(requestId)).toEqual(['request-opened', 'request-cancelled']);
  expect(await stage.ask()).toMatchObject({ kind: 'opened' });
});

test('until it is cancelled, a request keeps its name and range', async () => {
  const stage = openStage();
  const { requestId } = await stage.open();
  await stage.store.cancelRequest(requestId, stage.doing());
  expect(await stage.ask()).toMatchObject({
    problems: { name: { kind: 'taken' }, cidr: [{ kind: 'overlap' }] },
  });
});

test('a second cancel changes nothing and hears that it is on its way', async () => {
  const stage = openStage();
  const { requestId } = await stage.open();
  await stage.store.cancelRequest(requestId, stage.doing());
  const before = await stage.view(requestId);
  expect(await stage.store.cancelRequest(requestId, stage.doing())).toEqual({
    kind: 'too-late',
    state: 'cancelling',
  });
  expect(await stage.view(requestId)).toEqual(before);
});
