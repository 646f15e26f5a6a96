import { expect, test } from 'vitest';
import type { Peering } from '../../src/domain/peering.ts';
import { parkForTimescale, settleVpcFailed } from '../../src/domain/settle-vpc.ts';
import { finishStep, type Step, startStep, type VpcRecord } from '../../src/domain/step.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import type { Vpc } from '../../src/domain/vpc.ts';
import { aPeer, aProject, minutes, NINE, range } from '../slack/example.ts';
import { NO_CAP, openStage, type Stage } from './stage.ts';

const TEN = minutes(60);
const time = { now: NINE, timing: DEFAULT_TIMING, jitter: 0.5 };
const REFUSED = { kind: 'refused', said: 'no' } as const;
const WANTED = { peer: aPeer({ vpcId: 'vpc-0fffffffffffffff0' }), peerRanges: [range('10.9.0.0/16')] };

/** A request whose first look came to this. */
const openAnd = async (stage: Stage, look: (record: VpcRecord) => Step) => {
  const opened = await stage.open();
  const { claim, record } = await stage.claim(opened.vpcId);
  await stage.store.settleVpc(claim, record, look(record), NINE);
  return opened;
};
const standing = (vpc: Partial<Vpc>, peering: Partial<Peering>) => (record: VpcRecord) =>
  finishStep(
    startStep({
      ...record,
      vpc: { ...record.vpc, ...vpc },
      peerings: record.peerings.map((own) => ({ ...own, ...peering })),
    }),
    time,
  );
const fails = (record: VpcRecord) => finishStep(settleVpcFailed(startStep(record), REFUSED, NINE), time);
const atProvider = { state: 'active', providerId: '4711' } as const;

test('a VPC that failed is tried again as it was asked for, with its peering', async () => {
  const stage = openStage();
  const { requestId, vpcId } = await openAnd(stage, fails);
  const retried = await stage.store.retryRequest(
    requestId,
    aProject(),
    stage.doing({ actor: 'U0BOB', now: TEN }),
  );
  expect(retried).toEqual({ kind: 'retrying', vpcId, waits: false });
  expect(await stage.view(requestId)).toMatchObject({
    request: { state: 'open', stateSince: TEN },
    vpc: { state: 'requested', stateSince: TEN, failure: null, intent: null, name: 'payments-us' },
    peerings: [{ state: 'requested', stateSince: TEN, intent: null }],
  });
  expect(await stage.store.findDueVpcs(TEN)).toEqual([vpcId]);
  expect(await stage.acts(requestId)).toEqual(['request-opened', 'request-retried']);
  expect(await stage.hear(requestId)).toEqual(['request-opened', 'vpc-failed', 'request-retried']);
});

test('a VPC that the provider has is not asked for once more, only waited for', async () => {
  const stage = openStage();
  const { requestId } = await openAnd(stage, (record) =>
    fails({ ...record, vpc: { ...record.vpc, state: 'creating', providerId: '4711' } }),
  );
  await stage.store.retryRequest(requestId, aProject(), stage.doing({ now: TEN }));
  expect((await stage.view(requestId)).vpc).toMatchObject({ state: 'creating', stateSince: TEN });
});

test.each(['expired', 'rejected-by-peer', 'failed'] as const)(
  'a VPC that is gone is made anew with its peering, also where that was %s',
  async (state) => {
    const stage = openStage();
    const ended = { state, providerId: '88', provisionedId: 'pcx-1', message: 'said', expiresAt: TEN };
    const { requestId } = await openAnd(stage, (record) => {
      const { next } = standing(atProvider, ended)(record);
      return finishStep(settleVpcFailed(startStep(next), { kind: 'gone' }, NINE), time);
    });
    await stage.store.retryRequest(requestId, aProject(), stage.doing({ now: TEN }));
    const { vpc, peerings } = await stage.view(requestId);
    expect(vpc).toMatchObject({ state: 'requested', providerId: null });
    const nothing = { providerId: null, provisionedId: null, message: null, intent: null, expiresAt: null };
    expect(peerings).toMatchObject([{ state: 'requested', stateSince: TEN, ...nothing }]);
  },
);

test('a request that waits for Timescale is tried again when somebody says so', async () => {
  const stage = openStage();
  const { requestId, vpcId } = await openAnd(stage, (record) =>
    finishStep(parkForTimescale(startStep(record), { used: 3, limit: 3 }, 'full', NINE), time),
  );
  expect(await stage.store.retryRequest(requestId, aProject(), stage.doing())).toEqual({
    kind: 'retrying',
    vpcId,
    waits: false,
  });
  expect((await stage.view(requestId)).request.state).toBe('open');
});

test('a second retry changes nothing and hears that it is under way', async () => {
  const stage = openStage();
  const { requestId } = await openAnd(stage, fails);
  await stage.store.retryRequest(requestId, aProject(), stage.doing());
  const before = await stage.view(requestId);
  const second = await stage.store.retryRequest(requestId, aProject(), stage.doing());
  expect(second).toEqual({ kind: 'nothing-to-retry', state: 'open' });
  expect(await stage.view(requestId)).toEqual(before);
});

test.each([
  { wish: { name: 'PAYMENTS-US', cidr: '10.5.0.0/24' }, because: 'its name was given away' },
  { wish: { name: 'other', cidr: '10.1.0.0/16' }, because: 'its range was given away' },
])('a VPC that failed is not tried again where $because', async ({ wish }) => {
  const stage = openStage();
  const { requestId } = await openAnd(stage, fails);
  await stage.open(wish);
  const retried = await stage.store.retryRequest(requestId, aProject(), stage.doing());
  expect(retried).toEqual({ kind: 'nothing-to-retry', state: 'failed' });
  expect((await stage.view(requestId)).vpc.state).toBe('failed');
});

test('a peering that ended is asked for again with other details; the old one is taken away', async () => {
  const stage = openStage();
  const ended = { state: 'rejected-by-peer', providerId: '88' } as const;
  const { requestId, vpcId } = await openAnd(stage, standing(atProvider, ended));
  expect((await stage.view(requestId)).request.state).toBe('failed');
  expect(await stage.store.retryRequest(requestId, aProject(), stage.doing())).toMatchObject({
    kind: 'ask-again',
  });
  const asked = await stage.store.askPeeringAgain(requestId, 1, WANTED, stage.doing({ now: TEN }), NO_CAP);
  expect(asked).toEqual({ kind: 'asked', vpcId });
  expect(await stage.view(requestId)).toMatchObject({
    request: { state: 'open', stateSince: TEN },
    peerings: [
      { id: 1, state: 'deleting' },
      { id: 2, state: 'requested', ...WANTED },
    ],
  });
  expect(await stage.store.findDueVpcs(TEN)).toEqual([vpcId]);
  expect(await stage.acts(requestId)).toEqual(['request-opened', 'peering-asked-again']);
});

test('a peering that the provider never had needs no taking away', async () => {
  const stage = openStage();
  const { requestId } = await openAnd(stage, standing(atProvider, { state: 'failed' }));
  await stage.store.askPeeringAgain(requestId, 1, WANTED, stage.doing(), NO_CAP);
  expect((await stage.view(requestId)).peerings).toMatchObject([
    { state: 'deleted' },
    { state: 'requested' },
  ]);
});

test('a peering is asked for again once, and only where it ended', async () => {
  const stage = openStage();
  const { requestId } = await openAnd(stage, standing(atProvider, { state: 'expired' }));
  const again = (peeringId: number) =>
    stage.store.askPeeringAgain(requestId, peeringId, WANTED, stage.doing(), NO_CAP);
  expect(await again(99)).toEqual({ kind: 'not-ended' });
  expect(await again(1)).toMatchObject({ kind: 'asked' });
  expect(await again(1)).toEqual({ kind: 'not-ended' });
  expect(await again(2)).toEqual({ kind: 'not-ended' });
  expect((await stage.view(requestId)).peerings).toHaveLength(2);
});

test('a network that somebody else peered meanwhile is not asked for in the place of one that ended', async () => {
  const stage = openStage();
  const { requestId, vpcId } = await openAnd(
    stage,
    standing(atProvider, { state: 'expired', providerId: '88' }),
  );
  const peering = { kind: 'change', ask: { kind: 'peer' }, peers: [WANTED] } as const;
  await stage.store.openVpcChange(vpcId, aProject(), () => peering, stage.doing({ actor: 'U0NINA' }));
  const again = await stage.store.askPeeringAgain(requestId, 1, WANTED, stage.doing(), NO_CAP);
  expect(again).toMatchObject({ kind: 'peered', peering: { requestId: 2 } });
  expect((await stage.view(requestId)).peerings).toMatchObject([{ state: 'expired' }]);
});

test.each([
  { providerId: '88', intent: null, to: 'deleting', because: 'the provider has it' },
  { providerId: null, intent: null, to: 'deleted', because: 'nobody asked for it' },
  {
    providerId: null,
    intent: { seen: [], at: NINE, looks: 0 },
    to: 'deleting',
    because: 'its creation may happen',
  },
])('cancelling makes a peering $to, because $because', async ({ providerId, intent, to }) => {
  const stage = openStage();
  const { requestId } = await openAnd(stage, standing(atProvider, { providerId, intent }));
  await stage.store.cancelRequest(requestId, stage.doing());
  expect((await stage.view(requestId)).peerings).toMatchObject([{ state: to }]);
});

test.each([
  { vpc: atProvider, peering: 'active', says: { kind: 'too-late', state: 'done' }, because: 'it is in use' },
  {
    vpc: atProvider,
    peering: 'expired',
    says: { kind: 'cancelling' },
    because: 'the VPC stands for nothing',
  },
  {
    vpc: { state: 'failed' },
    peering: 'failed',
    says: { kind: 'too-late', state: 'failed' },
    because: 'nothing stands',
  },
] as const)(
  'cancelling a VPC $vpc.state with a peering $peering is $says.kind, because $because',
  async (row) => {
    const stage = openStage();
    const { requestId } = await openAnd(stage, standing(row.vpc, { state: row.peering }));
    expect(await stage.store.cancelRequest(requestId, stage.doing())).toMatchObject(row.says);
  },
);

test('a request that waits for Timescale is withdrawn when it is cancelled', async () => {
  const stage = openStage();
  const { requestId } = await openAnd(stage, (record) =>
    finishStep(parkForTimescale(startStep(record), { used: 3, limit: 3 }, 'full', NINE), time),
  );
  await stage.store.cancelRequest(requestId, stage.doing({ now: TEN }));
  expect((await stage.view(requestId)).quota).toMatchObject({ state: 'withdrawn', decidedAt: TEN });
});
