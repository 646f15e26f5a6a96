import { expect, test } from 'vitest';
import { judgeLimitRequest } from '../../src/domain/limit-request.ts';
import { advanceQuota } from '../../src/domain/quota.ts';
import { startStep } from '../../src/domain/step.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import { aProject, minutes, NINE, range } from '../slack/example.ts';
import { openStage, type Stage } from './stage.ts';

const TEN = minutes(60);
const DAY = 24 * 60 * 60_000;
const PERSON = { userId: 'U0OMAR', groups: [], standing: 'member' } as const;
const full = aProject({ vpcQuota: 0 });
const bob = (stage: Stage, now = TEN) => stage.doing({ actor: 'U0BOB', now });

const second = { name: 'second', cidr: '10.2.0.0/24' } as const;
const third = { name: 'third', cidr: '10.3.0.0/24' } as const;

/** Asks for a limit and returns the ask's ids. */
const askLimit = async (stage: Stage, limit: number, project = full) => {
  const opened = await stage.store.openLimitRequest(
    'payments',
    (facts) => judgeLimitRequest({ limit: String(limit), why: 'two teams more' }, PERSON, project, facts),
    stage.doing(),
  );
  if (opened.kind !== 'opened') throw new Error(`the test's ask for a limit is ${JSON.stringify(opened)}`);
  return opened;
};

const limitView = async (stage: Stage, requestId: number) => {
  const view = await stage.store.findRequestView(requestId);
  if (view?.on !== 'project') throw new Error(`the test's request "${requestId}" is about no limit`);
  return view;
};

/** Timescale itself refuses for its limit: the request waits for it. */
const park = async (stage: Stage, vpcId: number) => {
  const { claim, record } = await stage.claim(vpcId);
  const requests = record.requests.map((request) => ({
    ...request,
    state: 'waiting-for-timescale' as const,
  }));
  const use = { kind: 'wait-for-timescale', used: 0, limit: 0 } as const;
  const step = { ...startStep({ ...record, requests }), quota: use, lookAgainAt: null };
  await stage.store.settleVpc(claim, record, step, NINE);
};

test('an ask for a limit is recorded with its card, its approvers’ card and its reason', async () => {
  const stage = openStage(full);
  const { requestId, quotaId } = await askLimit(stage, 2);
  const { request, quota } = await limitView(stage, requestId);
  expect(request).toMatchObject({
    state: 'waiting-for-approval',
    vpcId: null,
    ask: { kind: 'quota', why: 'two teams more' },
  });
  expect(quota).toMatchObject({ id: quotaId, state: 'asked', wantedLimit: 2, used: 0, limit: 0 });
  expect(await stage.hear(requestId)).toEqual(['request-opened', 'quota-asked']);
  expect(await stage.store.listAudit(requestId)).toMatchObject([
    { act: 'limit-asked', why: 'two teams more' },
  ]);
  expect(await stage.store.findLimitFacts('payments')).toMatchObject({ asked: [{ requestId, wanted: 2 }] });
});

test('a form that Slack sends twice asks for one limit', async () => {
  const stage = openStage(full);
  const gesture = stage.doing({ id: 'once' });
  const ask = () =>
    stage.store.openLimitRequest(
      'payments',
      (facts) => judgeLimitRequest({ limit: '2', why: 'two teams more' }, PERSON, full, facts),
      gesture,
    );
  expect(await ask()).toEqual(await ask());
});

test('an approval raises the limit at once, and lets through who fits, in the order of asking', async () => {
  const stage = openStage(full);
  const one = await stage.open();
  const two = await stage.open(second);
  const three = await stage.open(third);
  const { requestId, quotaId } = await askLimit(stage, 2);
  const decided = await stage.store.decideQuota(quotaId, { kind: 'approve' }, bob(stage));
  expect(decided).toEqual({
    kind: 'decided',
    requestId,
    goesOn: [
      { requestId: one.requestId, vpcId: one.vpcId },
      { requestId: two.requestId, vpcId: two.vpcId },
    ],
  });
  const { request, quota } = await limitView(stage, requestId);
  expect(request.state).toBe('done');
  expect(quota).toMatchObject({ state: 'granted', grantedLimit: 2, decidedBy: 'U0BOB', decidedAt: TEN });
  expect(await stage.store.findProjectFacts('payments')).toMatchObject({ used: 2, granted: 2 });
  expect(await stage.view(one.requestId)).toMatchObject({
    request: { state: 'open' },
    quota: { state: 'withdrawn', grantedLimit: 2, decidedBy: null },
  });
  expect((await stage.view(three.requestId)).request.state).toBe('waiting-for-approval');
  expect(await stage.hear(two.requestId)).toEqual(['request-opened', 'quota-asked', 'quota-fits']);
  expect(await stage.store.findDueVpcs(TEN)).toEqual([one.vpcId, two.vpcId]);
});

test('a limit that is denied or withdrawn changes nothing', async () => {
  const stage = openStage(full);
  const one = await askLimit(stage, 2);
  const said = { kind: 'deny', reason: 'use R3' } as const;
  expect(await stage.store.decideQuota(one.quotaId, said, bob(stage))).toMatchObject({ goesOn: [] });
  expect(await limitView(stage, one.requestId)).toMatchObject({
    request: { state: 'denied' },
    quota: { state: 'denied', reason: 'use R3' },
    version: 1,
  });
  const two = await askLimit(stage, 3);
  expect(await stage.store.withdrawLimit(two.requestId, stage.doing())).toEqual({ kind: 'withdrawn' });
  expect(await stage.store.withdrawLimit(two.requestId, stage.doing())).toEqual({
    kind: 'too-late',
    state: 'cancelled',
  });
  expect(await stage.store.decideQuota(two.quotaId, { kind: 'approve' }, bob(stage))).toMatchObject({
    kind: 'already',
    quota: { state: 'withdrawn' },
  });
  expect(await stage.store.findProjectFacts('payments')).toMatchObject({ granted: 0 });
  expect(await stage.hear(two.requestId)).toEqual(['request-opened', 'quota-asked', 'request-cancelling']);
  const vpc = await stage.open();
  expect(await stage.store.withdrawLimit(vpc.requestId, stage.doing())).toEqual({ kind: 'not-found' });
});

test('glass is broken once, with its reason in the ask, the thread and the audit trail', async () => {
  const stage = openStage(full);
  const { requestId, quotaId } = await stage.open();
  const glass = { kind: 'break-glass', reason: 'the launch is tonight' } as const;
  expect(await stage.store.decideQuota(quotaId, glass, bob(stage))).toMatchObject({ kind: 'decided' });
  expect(await stage.store.decideQuota(quotaId, glass, bob(stage))).toMatchObject({ kind: 'already' });
  expect((await stage.view(requestId)).quota).toMatchObject({
    state: 'approved',
    breakGlass: 'the launch is tonight',
    grantedLimit: 1,
  });
  expect(await stage.store.listAudit(requestId)).toMatchObject([
    {},
    {},
    { act: 'glass-broken', actor: 'U0BOB', why: 'the launch is tonight' },
  ]);
  expect(await stage.hear(requestId)).toEqual(['request-opened', 'quota-asked', 'glass-broken']);
});

const advance = (stage: Stage, quotaId: number, now: number) =>
  stage.store.advanceQuota(quotaId, (quota) => advanceQuota(quota, now, DEFAULT_TIMING), now);

test('an ask is due at once, reminded of twice, and then expires', async () => {
  const stage = openStage(full);
  const { requestId, vpcId, quotaId } = await stage.open();
  expect(await stage.store.findDueQuotas(NINE)).toEqual([quotaId]);
  expect(await advance(stage, quotaId, NINE)).toEqual({ at: NINE + DAY, requestId: null });
  expect(await stage.store.findDueQuotas(NINE + DAY - 1)).toEqual([]);
  const before = (await stage.view(requestId)).version;
  expect(await advance(stage, quotaId, NINE + DAY)).toEqual({ at: NINE + 3 * DAY, requestId });
  expect(await advance(stage, quotaId, NINE + DAY)).toEqual({ at: NINE + 3 * DAY, requestId: null });
  expect((await stage.view(requestId)).version).toBeGreaterThan(before);
  expect(await advance(stage, quotaId, NINE + 3 * DAY)).toEqual({ at: NINE + 7 * DAY, requestId });
  expect(await advance(stage, quotaId, NINE + 7 * DAY)).toEqual({ at: null, requestId });
  expect(await advance(stage, quotaId, NINE + 8 * DAY)).toEqual({ at: null, requestId: null });
  expect(await stage.store.findDueQuotas(NINE + 9 * DAY)).toEqual([]);
  expect(await stage.view(requestId)).toMatchObject({
    request: { state: 'expired' },
    vpc: { state: 'deleted' },
    peerings: [{ state: 'deleted' }],
    quota: { state: 'expired', reminders: 2 },
  });
  expect(await stage.hear(requestId)).toEqual([
    'request-opened',
    'quota-asked',
    'quota-reminded',
    'quota-reminded',
    'quota-expired',
  ]);
  expect(await stage.store.listAudit(requestId)).toMatchObject([
    {},
    {},
    { act: 'quota-expired', actor: 'vpcbot' },
  ]);
  expect(await stage.store.decideQuota(quotaId, { kind: 'approve' }, bob(stage))).toMatchObject({
    kind: 'already',
    quota: { state: 'expired' },
  });
  expect(await stage.store.findDueVpcs(NINE + 9 * DAY)).not.toContain(vpcId);
});

test('an ask that was decided is not due any more, and one that is not there never was', async () => {
  const stage = openStage(full);
  const { quotaId } = await stage.open();
  await stage.store.decideQuota(quotaId, { kind: 'approve' }, bob(stage));
  expect(await stage.store.findDueQuotas(TEN + DAY)).toEqual([]);
  expect(await advance(stage, 99, TEN)).toEqual({ at: null, requestId: null });
});

const expire = async (stage: Stage) => {
  const opened = await stage.open();
  await advance(stage, opened.quotaId, NINE + 7 * DAY);
  return opened;
};

test('what expired is asked for again once, with the same VPC and peering', async () => {
  const stage = openStage(full);
  const { requestId, quotaId } = await expire(stage);
  const asked = await stage.store.askQuotaAgain(requestId, 0, stage.doing({ now: NINE + 8 * DAY }));
  expect(asked).toMatchObject({ kind: 'asked', goesOn: [] });
  const { request, vpc, peerings, quota } = await stage.view(requestId);
  expect(request.state).toBe('waiting-for-approval');
  expect({ vpc: vpc.state, peering: peerings[0]?.state }).toEqual({ vpc: 'requested', peering: 'requested' });
  expect(quota).toMatchObject({ state: 'asked', askedAt: NINE + 8 * DAY, reminders: 0 });
  expect(quota?.id).not.toBe(quotaId);
  expect(await stage.store.findAsk(requestId, NINE)).toMatchObject({ id: quotaId, state: 'expired' });
  expect(await stage.store.askQuotaAgain(requestId, 0, stage.doing())).toEqual({ kind: 'not-expired' });
  expect(await stage.hear(requestId)).toEqual([
    'request-opened',
    'quota-asked',
    'quota-expired',
    'request-retried',
    'quota-asked',
  ]);
});

test('what expired goes on without a decision where there is room by now', async () => {
  const stage = openStage(full);
  const { requestId, vpcId } = await expire(stage);
  const asked = await stage.store.askQuotaAgain(requestId, 1, stage.doing({ now: NINE + 8 * DAY }));
  expect(asked).toEqual({ kind: 'asked', quotaId: null, goesOn: [{ requestId, vpcId }] });
  expect(await stage.store.findDueVpcs(NINE + 8 * DAY)).toEqual([vpcId]);
  expect((await stage.view(requestId)).request.state).toBe('open');
});

test('what expired is not asked for again where its range was given away since', async () => {
  const stage = openStage(full);
  const { requestId } = await expire(stage);
  await stage.open();
  expect(await stage.store.askQuotaAgain(requestId, 0, stage.doing())).toEqual({ kind: 'given-away' });
  expect(await stage.store.askQuotaAgain(99, 0, stage.doing())).toEqual({ kind: 'not-found' });
});

test('a limit that Timescale raised lets its requests go on in the order of asking, as many as fit', async () => {
  const stage = openStage(aProject({ vpcQuota: 9 }));
  const one = await stage.open();
  const two = await stage.open(second);
  const three = await stage.open(third);
  for (const { vpcId } of [one, two, three]) await park(stage, vpcId);
  const raised = await stage.store.raiseTimescaleLimit(two.requestId, 2, 5_000, bob(stage));
  expect(raised).toMatchObject({
    kind: 'raised',
    goesOn: [{ requestId: one.requestId }, { requestId: two.requestId }],
    left: [three.requestId],
  });
  expect(await stage.store.findDueVpcs(TEN)).toEqual([one.vpcId]);
  expect(await stage.store.findDueVpcs(TEN + 5_000)).toEqual([one.vpcId, two.vpcId]);
  for (const { requestId } of [one, two]) {
    expect(await stage.view(requestId)).toMatchObject({
      request: { state: 'open' },
      quota: { state: 'granted', grantedLimit: 2, wantedLimit: 2, decidedBy: 'U0BOB' },
    });
    expect(await stage.hear(requestId)).toEqual(['request-opened', 'limit-raised']);
  }
  expect((await stage.view(three.requestId)).request.state).toBe('waiting-for-timescale');
  expect(await stage.hear(three.requestId)).toEqual(['request-opened']);
  expect(await stage.store.raiseTimescaleLimit(one.requestId, 9, 0, bob(stage))).toEqual({
    kind: 'not-waiting',
    state: 'open',
  });
  expect(await stage.store.findProjectFacts('payments')).toMatchObject({ used: 2, granted: 2 });
});

test('a limit of Timescale that leaves no room is not recorded', async () => {
  const stage = openStage(aProject({ vpcQuota: 9 }));
  await stage.open(second);
  const { requestId, vpcId } = await stage.open();
  await park(stage, vpcId);
  const raised = await stage.store.raiseTimescaleLimit(requestId, 1, 0, bob(stage));
  expect(raised).toEqual({ kind: 'no-room', used: 1 });
  expect((await stage.view(requestId)).request.state).toBe('waiting-for-timescale');
  expect(await stage.store.raiseTimescaleLimit(99, 1, 0, bob(stage))).toEqual({ kind: 'not-found' });
});

test('where Timescale refused, that request ends with the reason and the others wait on', async () => {
  const stage = openStage(aProject({ vpcQuota: 9 }));
  const one = await stage.open();
  const two = await stage.open(second);
  for (const { vpcId } of [one, two]) await park(stage, vpcId);
  const reason = 'upgrade the plan first';
  expect(await stage.store.refuseTimescaleLimit(one.requestId, reason, bob(stage))).toEqual({
    kind: 'refused',
  });
  expect(await stage.view(one.requestId)).toMatchObject({
    request: { state: 'denied' },
    vpc: { state: 'deleted' },
    quota: { state: 'refused', reason },
  });
  expect(await stage.hear(one.requestId)).toEqual(['request-opened', 'limit-refused']);
  expect((await stage.view(two.requestId)).request.state).toBe('waiting-for-timescale');
  expect(await stage.store.refuseTimescaleLimit(one.requestId, reason, bob(stage))).toEqual({
    kind: 'not-waiting',
    state: 'denied',
  });
  expect(await stage.store.refuseTimescaleLimit(99, reason, bob(stage))).toEqual({ kind: 'not-found' });
});

test('the facts of a quota name each VPC with who asked for it and whether it is used', async () => {
  const stage = openStage(aProject({ vpcQuota: 1 }));
  const { requestId } = await stage.open();
  const waits = await stage.open(second);
  const seen = (providerId: string, text: string) => ({
    providerId,
    name: `by-hand-${providerId}`,
    region: 'us-east-1',
    cidr: range(text),
    cidrText: text,
  });
  await stage.store.recordVpcListing('payments', [seen('71', '10.7.0.0/24')], TEN, TEN);
  await stage.store.recordPlan('payments', 'SCALE');
  await stage.store.recordServices(
    'payments',
    [
      {
        providerId: 's1',
        name: 'orders-db',
        region: 'us-east-1',
        state: 'ready',
        rawStatus: 'READY',
        vpcProviderId: '71',
        endpoints: [],
      },
    ],
    TEN,
  );
  const facts = await stage.store.findQuotaFacts('payments');
  expect(facts).toMatchObject({ used: 2, grant: null, plan: 'SCALE', observedAt: TEN });
  expect(facts.standing.map(({ vpc, askedBy, use }) => [vpc.name, askedBy, use])).toEqual([
    ['payments-us', 'U0OMAR', 'on-its-way'],
    ['by-hand-71', null, 'in-use'],
  ]);
  expect(facts.waiting).toMatchObject([
    { request: { id: waits.requestId }, vpcName: 'second', wanted: null },
  ]);
  await stage.store.decideQuota(waits.quotaId, { kind: 'approve' }, bob(stage));
  expect((await stage.store.findQuotaFacts('payments')).grant).toEqual({
    limit: 3,
    by: 'U0BOB',
    at: TEN,
    requestId: waits.requestId,
  });
  expect(requestId).toBe(1);
});

test('a plan is kept where the project was never read, and when it is read', async () => {
  const { store } = openStage();
  expect(await store.findProjectLook('payments')).toBeNull();
  await store.recordPlan('payments', 'FREE');
  expect(await store.findProjectLook('payments')).toEqual({ observedAt: null, plan: 'FREE' });
  await store.recordVpcListing('payments', [], TEN, TEN);
  expect(await store.findProjectLook('payments')).toEqual({ observedAt: TEN, plan: 'FREE' });
});
