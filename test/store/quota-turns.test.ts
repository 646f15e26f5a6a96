import { expect, test } from 'vitest';
import { advanceQuota } from '../../src/domain/quota.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import { aProject, minutes, NINE } from '../slack/example.ts';
import { openStage, type Stage } from './stage.ts';

const TEN = minutes(60);
const DAY = 24 * 60 * 60_000;
const full = aProject({ vpcQuota: 0 });
const bob = (stage: Stage) => stage.doing({ actor: 'U0BOB', now: TEN });

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
