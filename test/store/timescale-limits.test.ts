import { expect, test } from 'vitest';
import { startStep } from '../../src/domain/step.ts';
import { aProject, minutes, NINE } from '../slack/example.ts';
import { openStage, type Stage } from './stage.ts';

const TEN = minutes(60);
const bob = (stage: Stage) => stage.doing({ actor: 'U0BOB', now: TEN });

const second = { name: 'second', cidr: '10.2.0.0/24' } as const;
const third = { name: 'third', cidr: '10.3.0.0/24' } as const;

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
