import fc from 'fast-check';
import { z } from 'zod';
import { PROJECT, type Recorder } from './managed-recorder.ts';
import {
  AWS_CLOUD,
  AWS_PEER,
  AZURE_CLOUD,
  AZURE_PEER,
  GOOGLE_CLOUD,
  GOOGLE_PEER,
  minutes,
  seconds,
} from './managed-world.ts';

const BASE = `/project/${PROJECT}`;
const CONTROL = `/control/managed/projects/${PROJECT}`;
const CLOUDS = [AWS_CLOUD, GOOGLE_CLOUD, AZURE_CLOUD];
/** The second and the third overlap with networks of peers. */
const RANGES = ['10.9.0.0/24', '10.20.4.0/24', '10.130.8.0/24', '192.168.7.0/24'];
const PEERS = [
  AWS_PEER,
  GOOGLE_PEER,
  AZURE_PEER,
  { peer_cloud_account: '210987654321', peer_vpc: 'vpc-0d4e5f60718293041' },
  { peer_cloud_account: 'acme-data', peer_vpc: 'warehouse' },
  { ...AZURE_PEER, peer_vpc: 'lab-vnet' },
];
const WAITS = [
  seconds(1),
  seconds(20),
  seconds(46),
  seconds(46),
  minutes(2),
  minutes(12),
  minutes(60 * 24 * 4),
];

const seenPeering = z.object({
  peering_connection_id: z.string(),
  peer_cloud_account: z.string(),
  peer_vpc: z.string(),
  peer_region: z.string().nullable(),
  peer_resource_group: z.string().nullable(),
  state: z.string(),
  state_info: z.record(z.string(), z.unknown()).nullable(),
});
const seenVpc = z.object({
  project_vpc_id: z.string(),
  cloud_name: z.string(),
  network_cidr: z.string(),
  state: z.string(),
  peering_connections: z.array(seenPeering),
});
const seenService = z.object({
  service_name: z.string(),
  state: z.string(),
  cloud_name: z.string(),
  project_vpc_id: z.string().nullable(),
  components: z.array(z.object({ host: z.string(), port: z.number() })),
});
export type SeenVpc = z.infer<typeof seenVpc>;
export interface Seen {
  readonly vpcs: readonly SeenVpc[];
  readonly services: readonly z.infer<typeof seenService>[];
}

/** All that the API shows of the project. */
export const lookAround = async ({ api }: Recorder): Promise<Seen> => {
  const listed = z
    .object({ vpcs: z.array(z.object({ project_vpc_id: z.string() })) })
    .parse((await api('GET', `${BASE}/vpcs`)).body);
  const vpcs = [];
  for (const { project_vpc_id: id } of listed.vpcs) {
    vpcs.push(seenVpc.parse((await api('GET', `${BASE}/vpcs/${id}`)).body));
  }
  const { services } = z
    .object({ services: z.array(seenService) })
    .parse((await api('GET', `${BASE}/service`)).body);
  return { vpcs, services };
};

const at = <Item>(items: readonly Item[], index: number): Item | undefined => items[index % items.length];

/** A peering of any VPC, with the path of the VPC and that by which it is deleted. */
const pickPeering = ({ vpcs }: Seen, index: number) => {
  const all = vpcs.flatMap((vpc) => vpc.peering_connections.map((peering) => ({ vpc, peering })));
  const picked = at(all, index);
  if (picked === undefined) return null;
  const { peer_cloud_account, peer_vpc, peer_region, peer_resource_group } = picked.peering;
  const group = peer_resource_group === null ? '' : `/peer-resource-groups/${peer_resource_group}`;
  const region = peer_region === null ? '' : `/peer-regions/${peer_region}`;
  const peer = `peer-accounts/${peer_cloud_account}${group}/peer-vpcs/${peer_vpc}${region}`;
  return { ...picked, path: `${BASE}/vpcs/${picked.vpc.project_vpc_id}/peering-connections/${peer}` };
};

/** What the owner of the other network does with what `state_info` tells. */
const answerPeering = ({ aws, google, azure }: Recorder, seen: Seen, index: number): void => {
  const {
    peer_cloud_account: account,
    peer_vpc: name,
    state_info: info,
  } = pickPeering(seen, index)?.peering ?? {};
  const network = `projects/${account}/global/networks/${name}`;
  const vnet = `/subscriptions/${account}/resourceGroups/acme-net/providers/Microsoft.Network/virtualNetworks/${name}`;
  const { aws_vpc_peering_connection_id: pcx, to_vpc_network: far, 'to-network-id': farVnet } = info ?? {};
  if (pcx !== undefined) aws.accept(String(pcx));
  const end = `projects/${info?.['to_project_id']}/global/networks/${far}`;
  if (far !== undefined) google.peer(`to-${far}`, network, end);
  if (farVnet !== undefined) azure.networks.peer(`to-${farVnet}`, vnet, String(farVnet));
};

type Run = (world: Recorder, seen: Seen, a: number, b: number) => Promise<unknown> | unknown;
const vpcPath = ({ vpcs }: Seen, index: number): string =>
  `${BASE}/vpcs/${at(vpcs, index)?.project_vpc_id ?? 'none'}`;
/** Every fourth choice says nothing, every fourth says public. */
const choiceOf = ({ vpcs }: Seen, index: number): object => {
  if (index % 4 === 0) return {};
  return { project_vpc_id: index % 4 === 1 ? null : (at(vpcs, index)?.project_vpc_id ?? null) };
};

/** How often each is done, and how. */
const ACTS: Readonly<Record<string, readonly [weight: number, run: Run]>> = {
  'create-vpc': [
    4,
    ({ api }, _, a, b) =>
      api('POST', `${BASE}/vpcs`, {
        cloud_name: at(CLOUDS, a),
        network_cidr: at(RANGES, b),
        peering_connections: [],
      }),
  ],
  'delete-vpc': [2, ({ api }, seen, a) => api('DELETE', vpcPath(seen, a))],
  'remove-vpc': [
    1,
    ({ control }, seen, a) => control('DELETE', `${CONTROL}/vpcs/${at(seen.vpcs, a)?.project_vpc_id}`),
  ],
  'create-peering': [
    9,
    ({ api }, seen, a, b) => api('POST', `${vpcPath(seen, a)}/peering-connections`, at(PEERS, b)),
  ],
  'delete-peering': [
    2,
    ({ api }, seen, a) => api('DELETE', pickPeering(seen, a)?.path ?? `${BASE}/vpcs/none`),
  ],
  'drop-peering': [
    1,
    ({ control }, seen, a) => {
      const { vpc, peering } = pickPeering(seen, a) ?? {};
      const { peer_cloud_account, peer_vpc, peer_region, peer_resource_group } = peering ?? {};
      const body = { peer_cloud_account, peer_vpc, peer_region, peer_resource_group };
      return control('POST', `${CONTROL}/vpcs/${vpc?.project_vpc_id}/peerings/delete`, body);
    },
  ],
  'far-answers': [7, (world, seen, a) => answerPeering(world, seen, a)],
  'far-rejects': [1, ({ aws }, _, a) => aws.reject(at(aws.peerings(), a)?.id ?? '')],
  'far-deletes': [
    2,
    ({ aws, google, azure }, _, a) => {
      aws.deleteByPeer(at(aws.peerings(), a)?.id ?? '');
      for (const networks of [google, azure.networks]) {
        const own = networks.networks().flatMap(({ id }) => networks.peeringsOf(id));
        const side = at(
          own.filter(({ name }) => name.startsWith('to-')),
          a,
        );
        if (side !== undefined) networks.unpeer(side.from, side.name);
      }
    },
  ],
  refresh: [2, ({ api }, seen, a) => api('POST', `${vpcPath(seen, a)}/peering-connections/refresh`)],
  'create-service': [
    2,
    ({ api }, seen, a, b) =>
      api('POST', `${BASE}/service`, {
        service_name: `db-${b % 3}`,
        service_type: 'pg',
        plan: 'timescale-dev-only',
        cloud: at(CLOUDS, b) ?? AWS_CLOUD,
        ...choiceOf(seen, a),
      }),
  ],
  'move-service': [
    4,
    ({ api }, seen, a, b) =>
      api('PUT', `${BASE}/service/${at(seen.services, b)?.service_name}`, choiceOf(seen, a)),
  ],
  'delete-service': [
    1,
    ({ api }, seen, a) => api('DELETE', `${BASE}/service/${at(seen.services, a)?.service_name}`),
  ],
  wait: [12, ({ clock }, _, a) => clock.advance(at(WAITS, a) ?? 0)],
};

export interface Act {
  readonly kind: string;
  readonly a: number;
  readonly b: number;
}

const number = fc.nat({ max: 20 });
export const act: fc.Arbitrary<Act> = fc.oneof(
  ...Object.entries(ACTS).map(([kind, [weight]]) => ({
    weight,
    arbitrary: fc.record({ kind: fc.constant(kind), a: number, b: number }),
  })),
);

export const perform = async (world: Recorder, seen: Seen, { kind, a, b }: Act): Promise<void> => {
  await ACTS[kind]?.[1](world, seen, a, b);
};

const step = (kind: string, a = 0, b = 0): Act => ({ kind, a, b });
/** The straight way through every state, so that every run of the test has been there. */
export const STRAIGHT: readonly Act[] = [
  ...[0, 1, 2].flatMap((cloud) => [step('create-vpc', cloud, 0)]),
  step('wait', 4),
  ...[0, 1, 2].map((cloud) => step('create-peering', cloud, cloud)),
  step('wait', 2),
  ...[0, 1, 2].map((peering) => step('far-answers', peering)),
  step('wait', 4),
  // Into the VPCs of their own clouds.
  step('move-service', 10, 0),
  step('create-service', 6, 0),
  step('wait', 4),
  step('delete-vpc', 0),
  step('far-deletes'),
  step('wait', 4),
  step('delete-peering', 0),
  step('wait', 2),
  step('remove-vpc', 1),
  step('delete-vpc', 2),
  step('wait', 4),
];

/** Networks that overlap, in two clouds. */
export const OVERLAPPING: readonly Act[] = [
  step('create-vpc', 0, 1),
  step('create-vpc', 1, 2),
  step('wait', 4),
  step('create-peering', 0, 0),
  step('create-peering', 1, 1),
  step('wait', 2),
  step('far-answers', 0),
  step('far-answers', 1),
  step('wait', 4),
];
