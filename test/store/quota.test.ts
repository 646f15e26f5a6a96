import { expect, test } from 'vitest';
import { aProject, minutes, range } from '../slack/example.ts';
import { openStage, type Stage } from './stage.ts';

const TEN = minutes(60);
const full = aProject({ vpcQuota: 0 });
const bob = (stage: Stage) => stage.doing({ actor: 'U0BOB', now: TEN });

const second = { name: 'second', cidr: '10.2.0.0/24' } as const;

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
    state: null,
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
        progress: null,
        haReplicas: 0,
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
  expect(await store.findProjectLook('payments')).toEqual({ observedAt: null, plan: 'FREE', regions: [] });
  await store.recordVpcListing('payments', [], TEN, TEN);
  expect(await store.findProjectLook('payments')).toEqual({ observedAt: TEN, plan: 'FREE', regions: [] });
});
