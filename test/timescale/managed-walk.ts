import fc from 'fast-check';
import { expect } from 'vitest';
import type { Cidr } from '../../src/domain/cidr.ts';
import { findCloud } from '../../src/domain/cloud.ts';
import { type PeerNetwork, samePeer } from '../../src/domain/peer-network.ts';
import type { SeenPeering } from '../../src/domain/peering.ts';
import type { SeenService } from '../../src/domain/service.ts';
import type { SeenVpc } from '../../src/domain/vpc.ts';
import { VpcbotError } from '../../src/errors.ts';
import type { TimescaleProject } from '../../src/timescale/api.ts';
import { connectManaged, PEERS, PROJECT, REGIONS, startManaged } from './managed-world.ts';
import { cidr, days, minutes, seconds } from './tiger-world.ts';

/** The last two end badly: ranges that overlap, and an app that may not. */
const NETWORKS: readonly PeerNetwork[] = [
  PEERS.aws,
  PEERS.google,
  PEERS.azure,
  { ...PEERS.aws, accountId: '210987654321', vpcId: 'vpc-0d4e5f60718293041' },
  { ...PEERS.aws, vpcId: 'vpc-0b2c3d4e5f6071829', region: 'eu-west-1' },
  { ...PEERS.google, projectId: 'acme-data', network: 'warehouse' },
  { ...PEERS.azure, vnet: 'lab-vnet' },
];
const RANGES: readonly Cidr[] = ['10.9.0.0/24', '10.130.8.0/24', '192.168.7.0/24'].map(cidr);
const CLOUDS = [REGIONS.aws, REGIONS.google, REGIONS.azure];
const WAITS = [seconds(1), seconds(20), seconds(46), seconds(61), minutes(2), minutes(12), days(4)];
const LIMIT = 3;

const pick = fc.nat({ max: 20 });
const step = <Kind extends string>(weight: number, kind: Kind) => ({
  weight,
  arbitrary: fc.record({ kind: fc.constant(kind), a: pick, b: pick }),
});
export const act = fc.oneof(
  step(2, 'create-vpc'),
  step(5, 'create-peering'),
  step(3, 'peer-agrees'),
  step(1, 'peer-refuses'),
  step(6, 'wait'),
  step(1, 'refresh'),
  step(2, 'delete-peering'),
  step(1, 'delete-vpc'),
  step(1, 'remove-vpc'),
  step(2, 'move'),
);
type Act = Parameters<Parameters<typeof act.map>[0]>[0];
/** The straight way to active and out again, so that every run of this test has been there. */
export const STRAIGHT: Act[] = [
  { kind: 'create-peering', a: 1, b: 1 },
  { kind: 'wait', a: 2, b: 0 },
  { kind: 'peer-agrees', a: 0, b: 0 },
  { kind: 'refresh', a: 1, b: 0 },
  { kind: 'wait', a: 2, b: 0 },
  { kind: 'move', a: 1, b: 0 },
  { kind: 'delete-vpc', a: 1, b: 0 },
  { kind: 'wait', a: 4, b: 0 },
  { kind: 'move', a: 0, b: 0 },
  { kind: 'delete-peering', a: 0, b: 0 },
  { kind: 'create-peering', a: 1, b: 1 },
  { kind: 'wait', a: 2, b: 0 },
  { kind: 'create-peering', a: 1, b: 1 },
  { kind: 'create-peering', a: 0, b: 4 },
  { kind: 'delete-peering', a: 0, b: 1 },
];

const at = <Item>(items: readonly Item[], index: number): Item | undefined => items[index % items.length];

export const openWalk = async () => {
  const { managed, clock } = await startManaged();
  return { managed, clock, project: connectManaged(managed.apiUrl, clock.now) };
};
type Walk = Awaited<ReturnType<typeof openWalk>>;

/** What a bot sees. */
export interface Seen {
  readonly vpcs: readonly SeenVpc[];
  readonly peerings: readonly (SeenPeering & { readonly of: SeenVpc })[];
  readonly services: readonly SeenService[];
}

export const lookAround = async (project: TimescaleProject): Promise<Seen> => {
  const vpcs = await project.listVpcs();
  const listings = await Promise.all(
    vpcs.map(async (vpc) => ({ vpc, listing: await project.listPeerings(vpc) })),
  );
  return {
    vpcs,
    peerings: listings.flatMap(({ vpc, listing }) => {
      if (listing.kind !== 'listed') throw new Error(`vpc "${vpc.providerId}" is listed and is not there`);
      expect(listing.vpcState).toBe(vpc.state);
      return listing.peerings.map((peering) => ({ ...peering, of: vpc }));
    }),
    services: await project.listServices(),
  };
};

/** The owner of the peer's network does the part that is theirs, or undoes it. */
const actAsPeer = ({ managed }: Walk, peering: SeenPeering | undefined, agrees: boolean): void => {
  const end = peering?.provisionedId;
  if (peering === undefined || end === null || end === undefined) return;
  const { peer } = peering;
  if (peer.kind === 'aws') {
    if (agrees) managed.aws.accept(end);
    else if (managed.aws.reject(end).kind !== 'done') managed.aws.deleteByPeer(end);
    return;
  }
  const networks = peer.kind === 'google' ? managed.google : managed.azure.networks;
  const name = peer.kind === 'google' ? peer.network : peer.vnet;
  const own = networks.networks().find(({ id }) => id.endsWith(`/${name}`))?.id ?? '';
  const theirs = end.slice(end.indexOf(peer.kind === 'google' ? 'projects' : '/'));
  if (agrees) networks.peer(`to ${theirs}`, own, theirs);
  else networks.unpeer(own, `to ${theirs}`);
};

const createVpc = async ({ project }: Walk, { vpcs }: Seen, { a, b }: Act) => {
  const region = at(CLOUDS, a) ?? REGIONS.aws;
  const creation = await project.createVpc({ name: 'x', region, cidr: at(RANGES, b) ?? cidr('10.9.0.0/24') });
  const living = vpcs.filter(({ state }) => state !== 'deleting').length;
  expect(creation.kind).toBe(living < LIMIT ? 'created' : 'over-limit');
};

/** What is there already is answered with, and only what is deleted makes room for another. */
const createPeering = async ({ project }: Walk, { vpcs, peerings }: Seen, { a, b }: Act) => {
  const vpc = at(vpcs, a);
  const peer = at(NETWORKS, b) ?? PEERS.aws;
  if (vpc === undefined) return;
  const made = project.createPeering(vpc, peer);
  if (vpc.state === 'deleting') {
    await expect(made).rejects.toThrow(VpcbotError);
    return;
  }
  const creation = await made;
  if (creation.kind !== 'created') {
    expect(creation.kind).toBe('refused');
    expect(peer.kind).not.toBe(findCloud(vpc.region).cloud);
    return;
  }
  const same = peerings.filter(
    (other) => other.of.providerId === vpc.providerId && samePeer(other.peer, peer),
  );
  const standing = same.find(({ state }) => state !== 'deleted');
  if (standing !== undefined) expect(creation.peering.providerId).toBe(standing.providerId);
  else expect(same.map(({ providerId }) => providerId)).not.toContain(creation.peering.providerId);
};

const deleteVpc = async ({ project }: Walk, { vpcs, services }: Seen, { a }: Act) => {
  const vpc = at(vpcs, a);
  if (vpc === undefined) return;
  const deletion = await project.deleteVpc(vpc.providerId);
  const inUse = services.some(({ vpcProviderId }) => vpcProviderId === vpc.providerId);
  if (inUse && vpc.state !== 'deleting') expect(deletion.kind).toBe('busy');
  else expect(['deleted', 'busy']).toContain(deletion.kind);
};

/** An accepted move names the new place at once. */
const move = async ({ project }: Walk, { vpcs, services }: Seen, { a, b }: Act) => {
  const service = at(services, b);
  if (service === undefined) return;
  const to = a % 3 === 0 ? null : (at(vpcs, a)?.providerId ?? null);
  const change = await project.moveService(service.providerId, { from: service.vpcProviderId, to });
  if (change.kind !== 'accepted') return;
  expect(await project.getService(service.providerId)).toMatchObject({ vpcProviderId: to });
};

export const perform = async (walk: Walk, seen: Seen, each: Act): Promise<void> => {
  const { project, clock, managed } = walk;
  const vpc = at(seen.vpcs, each.a);
  const peering = at(seen.peerings, each.a);
  switch (each.kind) {
    case 'create-vpc':
      return createVpc(walk, seen, each);
    case 'create-peering':
      return createPeering(walk, seen, each);
    case 'delete-vpc':
      return deleteVpc(walk, seen, each);
    case 'move':
      return move(walk, seen, each);
    case 'peer-agrees':
      return actAsPeer(walk, peering, true);
    case 'peer-refuses':
      return actAsPeer(walk, peering, false);
    case 'refresh':
      if (vpc !== undefined) await project.refreshPeerings(vpc);
      return;
    case 'delete-peering':
      if (peering === undefined) return;
      expect((await project.deletePeering(peering.of, peering)).kind).toMatch(/^(deleted|gone)$/);
      return;
    case 'remove-vpc':
      if (vpc !== undefined) managed.state.removeVpc(PROJECT, vpc.providerId);
      return;
    case 'wait':
      clock.advance(at(WAITS, each.a) ?? 0);
      return;
    default:
      each satisfies never;
  }
};

/** One of each cloud, so that a walk soon gets somewhere. */
export const prepare = async ({ project, clock }: Walk): Promise<void> => {
  for (const [index, region] of CLOUDS.slice(0, 2).entries()) {
    const range = at(RANGES, 2 * index) ?? cidr('10.9.0.0/24');
    expect((await project.createVpc({ name: 'x', region, cidr: range })).kind).toBe('created');
  }
  clock.advance(minutes(1));
};
