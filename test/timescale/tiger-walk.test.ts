import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PeeringState } from '../../src/domain/peering.ts';
import type { SeenService, ServiceState } from '../../src/domain/service.ts';
import { VpcbotError } from '../../src/errors.ts';
import { cidr, connect, days, minutes, seconds, startTiger, vpcRef } from './tiger-world.ts';

/** Which word may follow which; each may also stay, and a peering may leave the list. */
const ARROWS: Partial<Record<PeeringState, readonly PeeringState[]>> = {
  approved: ['pending-peer', 'invalid-specification', 'expired', 'rejected-by-peer', 'deleted-by-peer'],
  'pending-peer': ['active', 'expired', 'rejected-by-peer', 'deleted-by-peer'],
  active: ['deleted-by-peer'],
};

const PEERS = [
  { kind: 'aws', accountId: '123456789012', vpcId: 'vpc-0a1b2c3d4e5f60718', region: 'us-east-1' },
  { kind: 'aws', accountId: '123456789012', vpcId: 'vpc-0c3d4e5f607182930', region: 'us-east-1' },
  { kind: 'aws', accountId: '210987654321', vpcId: 'vpc-0d4e5f60718293041', region: 'us-east-1' },
  { kind: 'aws', accountId: '123456789012', vpcId: 'vpc-0fffffffffffffff0', region: 'us-east-1' },
] as const;
const RANGES = ['10.40.0.0/24', '10.50.0.0/24', '172.20.0.0/24'].map(cidr);

const pick = fc.nat({ max: 20 });
const act = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('create-vpc'), a: pick, b: pick }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('create-peering'), a: pick, b: pick }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('accept'), a: pick, b: pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reject'), a: pick, b: pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('expire'), a: pick, b: pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('peer-deletes'), a: pick, b: pick }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('wait'), a: pick, b: pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete-peering'), a: pick, b: pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete-vpc'), a: pick, b: pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove-vpc'), a: pick, b: pick }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('attach'), a: pick, b: pick }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('detach'), a: pick, b: pick }) },
);
const WAITS = [seconds(1), seconds(16), seconds(25), seconds(45), seconds(45), minutes(5), days(3)];
/** The straight way to active, so that every run of this test has been there. */
const STRAIGHT = [
  { kind: 'create-peering', a: 0, b: 0 },
  { kind: 'wait', a: 3, b: 0 },
  { kind: 'accept', a: 0, b: 0 },
  { kind: 'wait', a: 3, b: 0 },
  { kind: 'peer-deletes', a: 0, b: 0 },
  { kind: 'attach', a: 0, b: 0 },
  { kind: 'wait', a: 2, b: 0 },
  { kind: 'wait', a: 3, b: 0 },
  { kind: 'delete-vpc', a: 0, b: 0 },
  { kind: 'detach', a: 0, b: 0 },
  { kind: 'wait', a: 3, b: 0 },
];

const at = <Item>(items: readonly Item[], index: number): Item | undefined => items[index % items.length];

type World = Awaited<ReturnType<typeof startTiger>> & { project: ReturnType<typeof connect> };

/** What a bot sees, as one list each of VPCs, peerings and services. */
const look = async ({ project }: World) => {
  const vpcs = await project.listVpcs();
  const peerings = [];
  for (const { providerId } of vpcs) {
    const listing = await project.listPeerings(vpcRef(providerId));
    if (listing.kind === 'listed') {
      peerings.push(...listing.peerings.map((peering) => ({ ...peering, of: providerId })));
    }
  }
  return { vpcs, peerings, services: await project.listServices() };
};

type Seen = Awaited<ReturnType<typeof look>>;

/** The VPC may be on its way out: then a peering has to wait, which is an answer too. */
const passBusy = (error: unknown): void => {
  if (!(error instanceof VpcbotError) || error.code !== 'TIMESCALE_BUSY') throw error;
};

const perform = async (world: World, seen: Seen, { kind, a, b }: { kind: string; a: number; b: number }) => {
  const { project, clock, tiger } = world;
  const { vpcs, peerings, services } = seen;
  const service = at(services, b);
  const vpcId = at(vpcs, a)?.providerId ?? '404';
  const pcx = at(tiger.aws.peerings(), a)?.id ?? 'pcx-0';
  const pending = tiger.aws.peerings().filter(({ status }) => status === 'pending-acceptance');
  switch (kind) {
    case 'create-vpc':
      await project.createVpc({
        name: `vpc-${a}`,
        region: 'us-east-1',
        cidr: at(RANGES, b) ?? cidr('10.0.0.0/24'),
      });
      return;
    case 'create-peering':
      await project.createPeering(vpcRef(vpcId), at(PEERS, b) ?? PEERS[0]).catch(passBusy);
      return;
    case 'accept':
      tiger.aws.accept(at(pending, a)?.id ?? pcx);
      return;
    case 'reject':
      tiger.aws.reject(at(pending, a)?.id ?? pcx);
      return;
    case 'expire':
      tiger.aws.expire(at(pending, a)?.id ?? pcx);
      return;
    case 'peer-deletes':
      tiger.aws.deleteByPeer(pcx);
      return;
    case 'delete-peering': {
      const peering = at(peerings, b);
      const missing = { providerId: '404', peer: PEERS[0] };
      await project.deletePeering(vpcRef(peering?.of ?? vpcId), peering ?? missing);
      return;
    }
    case 'delete-vpc':
      await project.deleteVpc(vpcId);
      return;
    case 'attach':
      await project.moveService(service?.providerId ?? '404', { from: null, to: vpcId });
      return;
    case 'detach':
      await project.moveService(service?.providerId ?? '404', {
        from: service?.vpcProviderId ?? vpcId,
        to: null,
      });
      return;
    case 'remove-vpc':
      if (vpcId !== '404') tiger.state.removeVpc('rp1pz7uyae', vpcId);
      return;
    default:
      clock.advance(at(WAITS, a) ?? 0);
  }
};

/** A VPC with two requests that AWS has, so that a walk soon gets somewhere. */
const prepare = async ({ project, clock }: World): Promise<void> => {
  const wanted = { name: 'first', region: 'us-east-1', cidr: cidr('10.60.0.0/24') };
  const creation = await project.createVpc(wanted);
  if (creation.kind !== 'created') throw new Error(creation.message);
  clock.advance(minutes(1));
  for (const peer of [PEERS[0], PEERS[2]]) await project.createPeering(creation.vpc, peer);
  clock.advance(seconds(45));
};

/** A service that is ready is in a VPC that is there, or public, and every part of it has an address there. */
const checkServices = (services: readonly SeenService[], vpcIds: readonly string[]): void => {
  const places = services.flatMap(({ endpoints }) => endpoints.map(({ host, port }) => `${host}:${port}`));
  expect(new Set(places).size).toBe(places.length);
  for (const { name, state, vpcProviderId, endpoints } of services) {
    expect(['ready', 'changing']).toContain(state);
    if (state !== 'ready') continue;
    if (vpcProviderId !== null) expect(vpcIds).toContain(vpcProviderId);
    expect(endpoints.map(({ role }) => role)).toEqual(
      name === 'payments-db' ? ['primary', 'pooler', 'replica'] : ['primary'],
    );
    for (const { host } of endpoints) expect(host.includes('.vpc.')).toBe(vpcProviderId !== null);
  }
};

/** What was seen before, against what is seen now. */
const createWitness = () => {
  const states = new Map<string, PeeringState>();
  const gone = new Set<string>();
  const provisioned = new Map<string, string>();
  return ({ vpcs, peerings, services }: Seen): void => {
    checkServices(
      services,
      vpcs.map(({ providerId }) => providerId),
    );
    const ids = [...vpcs, ...peerings].map(({ providerId }) => providerId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of states.keys()) if (!ids.includes(id)) gone.add(id);
    for (const { providerId, state, provisionedId, message } of peerings) {
      expect(gone).not.toContain(providerId);
      const before = states.get(providerId) ?? 'approved';
      expect([before, ...(ARROWS[before] ?? [])]).toContain(state);
      states.set(providerId, state);
      if (state === 'pending-peer' || state === 'active') expect(provisionedId).toMatch(/^pcx-[0-9a-f]{17}$/);
      if (state === 'invalid-specification' || state === 'rejected-by-peer') expect(message).not.toBeNull();
      if (provisionedId === null) continue;
      expect(provisioned.get(provisionedId) ?? providerId).toBe(providerId);
      provisioned.set(provisionedId, providerId);
    }
  };
};

test('whatever is done in whatever order, ids are unique, states follow the arrows and nothing is thrown', async () => {
  const ends = new Set<PeeringState>();
  const moves = new Set<`${ServiceState} ${'in a VPC' | 'public'}`>();
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), async (acts) => {
      const opened = await startTiger();
      const world = { ...opened, project: connect(opened.tiger.apiUrl, opened.clock.now) };
      try {
        await prepare(world);
        const witness = createWitness();
        let seen = await look(world);
        for (const each of acts) {
          await perform(world, seen, each);
          seen = await look(world);
          witness(seen);
          for (const { state } of seen.peerings) ends.add(state);
          for (const { state, vpcProviderId } of seen.services) {
            moves.add(`${state} ${vpcProviderId === null ? 'public' : 'in a VPC'}`);
          }
        }
      } finally {
        await world.tiger.stop();
      }
    }),
    { numRuns: 20, examples: [[STRAIGHT]] },
  );
  for (const state of ['approved', 'pending-peer', 'active', 'deleted-by-peer'])
    expect(ends).toContain(state);
  for (const place of ['public', 'in a VPC'] as const) {
    for (const state of ['ready', 'changing'] as const) expect(moves).toContain(`${state} ${place}`);
  }
}, 60_000);
