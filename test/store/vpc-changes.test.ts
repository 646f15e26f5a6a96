import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { WantedPeer } from '../../src/domain/peer-request.ts';
import type { SeenPeering } from '../../src/domain/peering.ts';
import type { Ask } from '../../src/domain/request.ts';
import { settleVpcActive, settleVpcCreated, settleVpcRenamed } from '../../src/domain/settle-vpc.ts';
import { type Draft, finishStep, startStep } from '../../src/domain/step.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import type { WantedChange } from '../../src/domain/vpc-change.ts';
import type { Doing } from '../../src/store/requests.ts';
import { peerings, requests, serviceMoves, services } from '../../src/store/schema.ts';
import { aPeer, aProject, minutes, NINE, range } from '../slack/example.ts';
import { openStage, type Stage } from './stage.ts';

const PROJECT = aProject();
const time = { now: NINE, timing: DEFAULT_TIMING, jitter: 0.5 };

const wanted: WantedPeer = {
  peer: aPeer({ vpcId: 'vpc-0fffffffffffffff0' }),
  peerRanges: [range('10.9.0.0/16')],
};
const change = (ask: Ask, peers: readonly WantedPeer[] = []): WantedChange => ({
  kind: 'change',
  ask,
  peers,
});

/** One look that leaves the VPC like this. */
const look = async (stage: Stage, vpcId: number, act: (draft: Draft) => Draft, now = NINE) => {
  const { claim, record } = await stage.claim(vpcId, 'looking', now);
  return stage.store.settleVpc(claim, record, finishStep(act(startStep(record)), { ...time, now }), now);
};

/** R1, whose VPC the provider has as `4711`, active with one active peering `88`. */
const openActive = async (stage: Stage) => {
  const opened = await stage.open();
  await look(stage, opened.vpcId, (draft) => settleVpcActive(settleVpcCreated(draft, '4711', NINE), NINE));
  stage.db.update(peerings).set({ state: 'active', providerId: '88', provisionedId: 'pcx-1' }).run();
  await look(stage, opened.vpcId, (draft) => draft, minutes(1));
  return opened;
};

const ask = (stage: Stage, vpcId: number, verdict: WantedChange, doing: Doing = stage.doing()) =>
  stage.store.openVpcChange(vpcId, PROJECT, () => verdict, doing);

const stateOf = async (stage: Stage, vpcId: number) => {
  const facts = await stage.store.findVpcChangeFacts(vpcId);
  return { vpc: facts?.record.vpc.state, peerings: facts?.record.peerings.map(({ state }) => state) };
};

const seen = (providerId: string, state: SeenPeering['state'] = 'active'): SeenPeering => ({
  providerId,
  peer: aPeer({ vpcId: `vpc-000000${providerId}` }),
  state,
  rawStatus: state,
  provisionedId: `pcx-${providerId}`,
  message: null,
  peerRanges: [],
  warnings: [],
});

test('more peerings are recorded with their request, once however often it is sent, and the VPC is due', async () => {
  const stage = openStage();
  const { vpcId } = await openActive(stage);
  const doing = stage.doing({ id: 'form-1' });
  const first = await ask(stage, vpcId, change({ kind: 'peer' }, [wanted, wanted]), doing);
  const second = await ask(stage, vpcId, change({ kind: 'peer' }, [wanted, wanted]), doing);
  expect(first).toEqual({ kind: 'opened', requestId: 2, vpcId });
  expect(second).toEqual(first);
  expect(await stateOf(stage, vpcId)).toEqual({
    vpc: 'active',
    peerings: ['active', 'requested', 'requested'],
  });
  expect(await stage.view(2)).toMatchObject({
    request: { ask: { kind: 'peer' }, state: 'open' },
    peerings: [{ requestId: 2, peer: wanted.peer, peerRanges: [range('10.9.0.0/16')] }, { requestId: 2 }],
    others: [{ id: 1 }],
  });
  expect((await stage.view(1)).others).toMatchObject([{ id: 2 }]);
  expect(await stage.store.findDueVpcs(NINE)).toEqual([vpcId]);
  expect(await stage.acts(2)).toEqual(['peer-asked']);
  expect(await stage.hear(2)).toEqual(['request-opened']);
});

test('a peering that is to go is marked so, and the VPC is not', async () => {
  const stage = openStage();
  const { vpcId } = await openActive(stage);
  await ask(stage, vpcId, change({ kind: 'unpeer', peeringId: 1 }));
  expect(await stateOf(stage, vpcId)).toEqual({ vpc: 'active', peerings: ['deleting'] });
  expect((await stage.view(2)).peerings).toMatchObject([{ id: 1 }]);
});

test('a VPC that is to go is marked so, and its peerings only by the look that finds no service in it', async () => {
  const stage = openStage();
  const { vpcId } = await openActive(stage);
  await ask(stage, vpcId, change({ kind: 'delete' }));
  expect(await stateOf(stage, vpcId)).toEqual({ vpc: 'deleting', peerings: ['active'] });
});

test('a change is judged on what is in the VPC and on what moves into it or out of it', async () => {
  const stage = openStage();
  const { vpcId } = await openActive(stage);
  const doing = {
    project: 'payments',
    region: 'us-east-1',
    state: 'ready',
    rawStatus: 'READY',
    endpoints: [],
  } as const;
  stage.db
    .insert(services)
    .values([
      { ...doing, providerId: 's1', name: 'payments-db', vpcProviderId: '4711', seenAt: NINE },
      { ...doing, providerId: 's2', name: 'ledger-db', vpcProviderId: null, seenAt: NINE },
      { ...doing, project: 'billing', providerId: 's3', name: 'bills', vpcProviderId: '4711', seenAt: NINE },
    ])
    .run();
  const move = async (id: number, to: string | null, state: 'moving' | 'done') => {
    stage.db
      .insert(requests)
      .values({
        id,
        project: 'payments',
        channel: 'C0',
        requesterId: 'U0NINA',
        ask: { kind: 'move' },
        state: 'open',
        originKey: `move:${id}`,
        createdAt: NINE,
        stateSince: NINE,
      })
      .run();
    stage.db
      .insert(serviceMoves)
      .values({
        requestId: id,
        project: 'payments',
        serviceId: `s${id}`,
        serviceName: 'x',
        region: 'us-east-1',
        from: null,
        to: to === null ? null : { providerId: to, name: 'x' },
        here: null,
        state,
        legs: [],
        before: [],
        after: null,
        names: [],
        failure: null,
        trouble: null,
        stateSince: NINE,
      })
      .run();
  };
  await move(20, '4711', 'moving');
  await move(21, '4711', 'done');
  await move(22, '4712', 'moving');
  await move(23, null, 'moving');
  const facts = await stage.store.findVpcChangeFacts(vpcId);
  expect(facts?.services).toEqual(['payments-db']);
  expect(facts?.moves).toMatchObject([{ id: 20 }]);
});

test('a verdict that is no change records nothing, and a VPC that is not there is said so', async () => {
  const stage = openStage();
  const { vpcId } = await openActive(stage);
  const refused = { kind: 'unfit', why: 'x' } as const;
  expect(await stage.store.openVpcChange(vpcId, PROJECT, () => refused, stage.doing())).toEqual(refused);
  expect(await stage.store.findVpcView(2)).toBeNull();
  expect(await ask(stage, 99, change({ kind: 'delete' }))).toEqual({ kind: 'not-found' });
  expect(await stage.store.findVpcChangeFacts(99)).toBeNull();
});

test('cancelling a request for peerings takes away its own, and leaves the VPC and the others', async () => {
  const stage = openStage();
  const { vpcId } = await openActive(stage);
  await ask(
    stage,
    vpcId,
    change({ kind: 'peer' }, [wanted, { ...wanted, peer: aPeer({ region: 'eu-west-2' }) }]),
  );
  stage.db.update(peerings).set({ state: 'pending-peer', providerId: '89' }).where(eq(peerings.id, 2)).run();
  expect(await stage.store.cancelRequest(2, stage.doing())).toEqual({ kind: 'cancelling', vpcId });
  expect(await stateOf(stage, vpcId)).toEqual({
    vpc: 'active',
    peerings: ['active', 'deleting', 'deleted'],
  });
  expect((await stage.view(2)).request.state).toBe('cancelling');
  expect((await stage.view(1)).request.state).toBe('done');
});

test('peerings that nobody asked for are recorded by a look and by a reading, each once', async () => {
  const stage = openStage();
  const { vpcId } = await openActive(stage);
  const looked = await look(stage, vpcId, (draft) => ({ ...draft, found: [seen('90')] }), minutes(10));
  expect(looked).toMatchObject({ kind: 'settled', speakOf: [1] });
  expect((await stage.store.findVpcChangeFacts(vpcId))?.record.peerings[1]).toMatchObject({
    requestId: null,
    providerId: '90',
    provisionedId: 'pcx-90',
    state: 'active',
    peerRanges: [],
  });
  // While the VPC has a look of its own, a reading of its project changes nothing.
  await stage.store.recordPeeringListing(vpcId, [seen('91')], { now: minutes(11), timing: DEFAULT_TIMING });
  expect((await stateOf(stage, vpcId)).peerings).toHaveLength(2);
  expect(await stage.store.findRestingVpcs('payments')).toEqual([]);

  await stage.store.recordVpcListing(
    'payments',
    [
      {
        providerId: '4712',
        name: 'by-hand',
        region: 'us-east-1',
        cidr: range('10.7.0.0/24'),
        cidrText: '10.7.0.0/24',
        state: null,
      },
    ],
    minutes(12),
    minutes(17),
  );
  const [resting, ...more] = await stage.store.findRestingVpcs('payments');
  expect(more).toEqual([]);
  expect(resting).toMatchObject({ providerId: '4712' });
  const found = resting?.vpcId ?? 0;
  const read = (listed: readonly SeenPeering[], now: number) =>
    stage.store.recordPeeringListing(found, listed, { now, timing: DEFAULT_TIMING });
  await read([seen('95', 'pending-peer')], minutes(12));
  await read([seen('95')], minutes(13));
  await read([seen('95')], minutes(14));
  expect(await stateOf(stage, found)).toEqual({ vpc: 'active', peerings: ['active'] });
  await read([], minutes(15));
  await read([], minutes(20));
  expect((await stateOf(stage, found)).peerings).toEqual(['deleted-by-peer']);
  expect(await stage.store.findRestingVpcs('payments')).toMatchObject([{ providerId: '4712' }]);
});

test.each([
  { askedAt: minutes(3), name: 'new', because: 'the provider was asked before the VPC was renamed here' },
  { askedAt: minutes(5), name: 'old', because: 'somebody named it so at the provider since' },
])('a VPC that a listing calls by its old name is called $name, for $because', async ({ askedAt, name }) => {
  const stage = openStage();
  const { vpcId } = await openActive(stage);
  const rename = change({ kind: 'rename', from: 'old', to: 'new' });
  await ask(stage, vpcId, rename, stage.doing({ now: minutes(2) }));
  await look(stage, vpcId, (draft) => settleVpcRenamed(draft, 2, 'new'), minutes(4));
  const cidr = range('10.1.0.0/24');
  const old = {
    providerId: '4711',
    name: 'old',
    region: 'us-east-1',
    cidr,
    cidrText: cidr.text,
    state: null,
  };
  await stage.store.recordVpcListing('payments', [old], minutes(6), minutes(16), askedAt);
  expect((await stage.store.findVpcChangeFacts(vpcId))?.record.vpc.name).toBe(name);
});

test('what stands on a found VPC moves to the creation that it turns out to be', async () => {
  const stage = openStage();
  const { vpcId } = await stage.open();
  const cidr = range('10.1.0.0/24');
  const other = { name: 'renamed', region: 'us-east-1', cidr, cidrText: cidr.text, state: null };
  await stage.store.recordVpcListing('payments', [{ ...other, providerId: '4711' }], NINE, minutes(5));
  const [found] = await stage.store.findRestingVpcs('payments');
  await stage.store.recordPeeringListing(found?.vpcId ?? 0, [seen('95')], time);
  await ask(stage, found?.vpcId ?? 0, change({ kind: 'peer' }, [wanted]));
  await look(stage, vpcId, (draft) => settleVpcCreated(draft, '4711', NINE));
  const facts = await stage.store.findVpcChangeFacts(vpcId);
  expect(facts?.record.peerings).toHaveLength(3);
  expect(facts?.record.requests.map(({ id }) => id)).toEqual([1, 2]);
  expect(await stage.store.findVpcChangeFacts(found?.vpcId ?? 0)).toBeNull();
});
