import { expect, test } from 'vitest';
import { judgeLimitRequest } from '../../src/domain/limit-request.ts';
import { aProject, minutes } from '../slack/example.ts';
import { openStage, type Stage } from './stage.ts';

const TEN = minutes(60);
const PERSON = { userId: 'U0OMAR', groups: [], standing: 'member' } as const;
const full = aProject({ vpcQuota: 0 });
const bob = (stage: Stage) => stage.doing({ actor: 'U0BOB', now: TEN });

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
