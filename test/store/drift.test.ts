import { expect, test } from 'vitest';
import type { SeenService } from '../../src/domain/service.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import type { SeenVpc } from '../../src/domain/vpc.ts';
import { readCidr } from '../../src/store/rows.ts';
import { vpcs } from '../../src/store/schema.ts';
import { aPeer, minutes, NINE } from '../slack/example.ts';
import { openStage } from './stage.ts';

const vpc = (at: number, change: Partial<SeenVpc> = {}): SeenVpc => ({
  providerId: `47${at}`,
  name: null,
  region: 'timescale-google-europe-west1',
  cidr: readCidr(`10.${at}.0.0/24`),
  cidrText: `10.${at}.0.0/24`,
  state: 'active',
  ...change,
});
const service = (change: Partial<SeenService> = {}): SeenService => ({
  providerId: 'db',
  name: 'db',
  region: 'timescale-google-europe-west1',
  state: 'ready',
  rawStatus: 'RUNNING',
  vpcProviderId: null,
  endpoints: [],
  haReplicas: 0,
  progress: null,
  ...change,
});
const peering = (providerId: string, at: number) => ({
  providerId,
  peer: aPeer({ vpcId: `vpc-0000000${at}` }),
  state: 'active' as const,
  rawStatus: 'ACTIVE',
  provisionedId: null,
  message: null,
  peerRanges: [],
  warnings: [],
});

const openWatch = () => {
  const { store } = openStage();
  let now = NINE;
  return {
    store,
    list: (...vpcs: readonly SeenVpc[]) => store.recordVpcListing('metrics', vpcs, now, now),
    serve: (...services: readonly SeenService[]) => store.recordServices('metrics', services, now),
    wait: (ms = 60_000) => {
      now += ms;
    },
    now: () => now,
    /** What there is to say, said. */
    tell: async () => {
      const turn = await store.claimProjectNotice('metrics', 'run', now, now + 60_000);
      if (turn.kind !== 'turn') return turn.kind;
      await store.settleNoticeSaid(turn.claimed, { channel: 'C0VPC', ts: '1.1' }, null, now);
      return turn.claimed.notice.body.changes.map((change) => change.kind);
    },
  };
};

test('the first reading tells nothing; each change after it is told once, and many at once in one notice', async () => {
  const watch = openWatch();
  await watch.list(vpc(1));
  expect(await watch.tell()).toBe('all-said');
  watch.wait();
  await watch.list(vpc(1), vpc(2), vpc(3));
  await watch.list(vpc(1), vpc(2), vpc(3));
  expect(await watch.store.findUnspokenProjects(watch.now())).toEqual(['metrics']);
  expect(await watch.tell()).toEqual(['vpc-appeared', 'vpc-appeared']);
  expect(await watch.tell()).toBe('all-said');
  watch.wait();
  await watch.list(vpc(1, { state: 'deleting' }), vpc(2, { state: null }), vpc(3));
  await watch.list(vpc(1, { state: 'deleting' }), vpc(2), vpc(3));
  expect(await watch.tell()).toEqual(['vpc-leaving']);
  watch.wait();
  await watch.list(vpc(2), vpc(3));
  expect(await watch.tell()).toEqual(['vpc-gone']);
  expect(await watch.store.findUnspokenProjects(watch.now())).toEqual([]);
});

test('the state of a VPC that nobody made here is what its provider shows, and none shown changes nothing', async () => {
  const watch = openWatch();
  const states = async () => (await watch.store.listVpcs(['metrics'])).map((one) => one.vpc.state);
  await watch.list(vpc(1, { state: 'creating' }));
  expect(await states()).toEqual(['creating']);
  await watch.list(vpc(1, { state: null }));
  expect(await states()).toEqual(['creating']);
  await watch.list(vpc(1));
  expect(await states()).toEqual(['active']);
  await watch.list(vpc(1, { state: 'deleting' }));
  expect(await states()).toEqual(['deleting']);
  await watch.list(vpc(1));
  expect(await states()).toEqual(['active']);
  await watch.list();
  expect(await states()).toEqual([]);
});

test('a list that was asked for before a VPC was gone does not bring it back', async () => {
  const watch = openWatch();
  await watch.list(vpc(1));
  watch.wait();
  const askedAt = watch.now();
  watch.wait();
  await watch.list();
  await watch.store.recordVpcListing('metrics', [vpc(1)], watch.now(), watch.now(), askedAt);
  expect(await watch.store.listVpcs(['metrics'])).toEqual([]);
});

test('peerings that stood on a VPC when it was found are no news, and later ones are', async () => {
  const watch = openWatch();
  await watch.list(vpc(1));
  const [found] = await watch.store.findRestingVpcs('metrics');
  const read = (...listed: readonly ReturnType<typeof peering>[]) =>
    watch.store.recordPeeringListing(found?.vpcId ?? 0, listed, { now: watch.now(), timing: DEFAULT_TIMING });
  await read(peering('a', 1), peering('b', 2));
  expect(await watch.tell()).toBe('all-said');
  await read(peering('a', 1), peering('b', 2), peering('c', 3));
  await read(peering('a', 1), peering('b', 2), peering('c', 3));
  expect(await watch.tell()).toEqual(['peering-appeared']);
  await read({ ...peering('a', 1), state: 'active' }, peering('c', 3));
  watch.wait(minutes(5) - NINE);
  await read(peering('a', 1), peering('c', 3));
  await read(peering('a', 1), peering('c', 3));
  expect(await watch.tell()).toEqual(['peering-ended']);
});

test('a service that is new in a VPC is told, and so is one that somebody moved; what is older than known is not', async () => {
  const watch = openWatch();
  await watch.list(vpc(1));
  await watch.serve(service({ vpcProviderId: '471' }));
  expect(await watch.tell()).toBe('all-said');
  watch.wait();
  await watch.serve(service({ vpcProviderId: '471' }), service({ providerId: 'new', vpcProviderId: '471' }));
  expect(await watch.tell()).toEqual(['service-appeared']);
  watch.wait();
  await watch.serve(
    service(),
    service({ providerId: 'new', vpcProviderId: '471' }),
    service({ providerId: 'public' }),
  );
  expect(await watch.tell()).toEqual(['service-moved']);
  const old = watch.now() - 1_000;
  await watch.store.recordServices('metrics', [service({ vpcProviderId: '471' })], old);
  expect(await watch.tell()).toBe('all-said');
});

test('VPCs of one region and range get names of their own, and one that is back is told by the name that people gave it', async () => {
  const watch = openWatch();
  const names = async () => (await watch.store.listVpcs(['metrics'])).map((one) => one.vpc.name);
  const told = async () => {
    const turn = await watch.store.claimProjectNotice('metrics', 'run', watch.now(), watch.now());
    if (turn.kind !== 'turn') return [];
    await watch.store.settleNoticeSaid(turn.claimed, { channel: 'C0VPC', ts: '1.1' }, null, watch.now());
    return turn.claimed.notice.body.changes;
  };
  const twin = vpc(1, { providerId: '99' });
  await watch.list();
  watch.wait();
  await watch.list(vpc(1), twin);
  expect(await names()).toEqual(['google-europe-west1-10.1.0.0-24', 'google-europe-west1-10.1.0.0-24-b']);
  expect(await told()).toMatchObject([
    { vpc: 'google-europe-west1-10.1.0.0-24' },
    { vpc: 'google-europe-west1-10.1.0.0-24-b' },
  ]);
  watch.wait();
  await watch.list(vpc(1), { ...twin, name: 'metrics-eu' });
  await watch.list(vpc(1));
  watch.wait();
  await watch.list(vpc(1), twin);
  expect(await names()).toEqual(['google-europe-west1-10.1.0.0-24', 'metrics-eu']);
  expect((await told()).at(-1)).toMatchObject({ kind: 'vpc-appeared', vpc: 'metrics-eu' });
});

test.each([
  {
    because: 'nothing was asked of the provider yet',
    intent: null,
    names: ['google-europe-west1-10.1.0.0-24', 'metrics-eu'],
  },
  {
    because: 'it stood there before the creation was asked for',
    intent: { seen: ['471'], at: NINE, looks: 0 },
    names: ['google-europe-west1-10.1.0.0-24', 'metrics-eu'],
  },
  {
    because: 'it may be the outcome of that creation',
    intent: { seen: [], at: NINE, looks: 0 },
    names: ['metrics-eu'],
  },
])('whether a listed VPC is taken for one that is being made: $because', async ({ intent, names }) => {
  const { db, store } = openStage();
  const wanted = vpc(1);
  const cidr = readCidr(wanted.cidrText);
  const asked = { project: 'metrics', name: 'metrics-eu', region: wanted.region, requestId: 1, intent };
  db.insert(vpcs)
    .values({
      ...asked,
      cidr: cidr.text,
      startsAt: cidr.start,
      endsAt: cidr.end,
      state: 'requested',
      stateSince: NINE,
    })
    .run();
  await store.recordVpcListing('metrics', [wanted], minutes(1), minutes(6));
  expect((await store.listVpcs(['metrics'])).map((one) => one.vpc.name)).toEqual(names);
});
