import { expect, test } from 'vitest';
import type { PeerNetwork } from '../../src/domain/peer-network.ts';
import { VpcbotError } from '../../src/errors.ts';
import {
  connectManaged,
  listAll,
  madeVpc,
  onlyPeering,
  openManaged,
  PEERS,
  PROJECT,
  REGIONS,
  refOf,
} from './managed-world.ts';
import { always, days, minutes, seconds, serve } from './tiger-world.ts';

const VPC = '6f1f2c3d-0000-4000-a000-000000000001';
const ENDS = {
  aws: /^pcx-[0-9a-f]{17}$/,
  google: /^projects\/[a-z-]+\/global\/networks\/[a-z0-9-]+$/,
  azure: /^[0-9a-f-]{36}\/subscriptions\/.+\/virtualNetworks\/[a-z0-9-]+$/,
} as const;

const accept = (
  { managed }: Awaited<ReturnType<typeof openManaged>>,
  peer: PeerNetwork,
  end: string,
): void => {
  switch (peer.kind) {
    case 'aws':
      managed.aws.accept(end);
      return;
    case 'google':
      managed.google.peer('back', `projects/${peer.projectId}/global/networks/${peer.network}`, end);
      return;
    default: {
      const own = managed.azure.networks.networks().find(({ id }) => id.endsWith(peer.vnet));
      managed.azure.networks.peer('back', own?.id ?? '', end.slice(end.indexOf('/')));
    }
  }
};

test.each(['aws', 'google', 'azure'] as const)(
  'a peering on %s goes from request to active, shows its end, keeps its id, and can be deleted',
  async (cloud) => {
    const world = await openManaged();
    const { project, clock } = world;
    const peer = PEERS[cloud];
    const vpc = await madeVpc(project, REGIONS[cloud]);
    clock.advance(minutes(2));
    const creation = await project.createPeering(vpc, peer);
    const asked = { peer, state: 'approved', rawStatus: 'APPROVED', provisionedId: null, message: null };
    expect(creation).toMatchObject({ kind: 'created', peering: asked });
    clock.advance(minutes(1));
    const pending = await onlyPeering(project, vpc);
    expect(pending).toMatchObject({ peer, state: 'pending-peer', rawStatus: 'PENDING_PEER', message: null });
    expect(pending.provisionedId).toMatch(ENDS[cloud]);
    expect(creation).toMatchObject({ peering: { providerId: pending.providerId } });
    accept(world, peer, pending.provisionedId ?? '');
    expect(await onlyPeering(project, vpc)).toMatchObject({ state: 'pending-peer' });
    await project.refreshPeerings(vpc);
    clock.advance(seconds(10));
    const active = await onlyPeering(project, vpc);
    expect(active).toEqual({ ...pending, state: 'active', rawStatus: 'ACTIVE' });
    clock.advance(days(1));
    expect(await onlyPeering(project, vpc)).toMatchObject({ state: 'active', providerId: active.providerId });
    expect(await project.createPeering(vpc, peer)).toMatchObject({
      kind: 'created',
      peering: { providerId: active.providerId, state: 'active' },
    });
    expect(await project.deletePeering(vpc, active)).toEqual({ kind: 'deleted' });
    expect(await onlyPeering(project, vpc)).toMatchObject({ state: 'deleting' });
    clock.advance(minutes(1));
    expect(await onlyPeering(project, vpc)).toMatchObject({ state: 'deleted', message: null });
    expect(await project.deletePeering(vpc, active)).toEqual({ kind: 'gone' });
  },
);

test('a peering with ids of the provider goes by them', async () => {
  const { project, clock, managed } = await openManaged();
  managed.state.changeSettings(PROJECT, { showsPeeringIds: true });
  const vpc = await madeVpc(project, REGIONS.aws);
  clock.advance(minutes(2));
  const creation = await project.createPeering(vpc, PEERS.aws);
  const { providerId } = await onlyPeering(project, vpc);
  expect(providerId).toMatch(/^[0-9a-f-]{36}$/);
  expect(creation).toMatchObject({ peering: { providerId } });
});

test.each([
  {
    peer: PEERS.aws,
    region: REGIONS.aws,
    body: { peer_cloud_account: PEERS.aws.accountId, peer_vpc: PEERS.aws.vpcId },
    paths: [
      'peer-accounts/123456789012/peer-vpcs/vpc-0a1b2c3d4e5f60718',
      'peer-accounts/123456789012/peer-vpcs/vpc-0a1b2c3d4e5f60718/peer-regions/us-east-1',
    ],
    because: 'the region is the own one, and only who spelt it out finds it by the region',
  },
  {
    peer: { ...PEERS.aws, region: 'eu-west-1' },
    region: REGIONS.aws,
    body: {
      peer_cloud_account: PEERS.aws.accountId,
      peer_vpc: PEERS.aws.vpcId,
      peer_region: 'eu-west-1',
    },
    paths: ['peer-accounts/123456789012/peer-vpcs/vpc-0a1b2c3d4e5f60718/peer-regions/eu-west-1'],
    because: 'the region is another',
  },
  {
    peer: { ...PEERS.google, projectId: 'example.com:net' },
    region: REGIONS.google,
    body: { peer_cloud_account: 'example.com:net', peer_vpc: 'prod' },
    paths: ['peer-accounts/example.com%3Anet/peer-vpcs/prod'],
    because: 'Google has no regions here, and an older project a colon',
  },
  {
    peer: PEERS.azure,
    region: REGIONS.azure,
    body: {
      peer_cloud_account: PEERS.azure.subscriptionId,
      peer_vpc: 'prod-vnet',
      peer_resource_group: 'acme-net',
      peer_azure_app_id: PEERS.azure.appId,
      peer_azure_tenant_id: PEERS.azure.tenantId,
    },
    paths: [`peer-accounts/${PEERS.azure.subscriptionId}/peer-resource-groups/acme-net/peer-vpcs/prod-vnet`],
    because: 'Azure has resource groups',
  },
])('a $peer.kind peer is asked for and deleted by its own words, because $because', async (row) => {
  const asked: { method: string | undefined; path: string; body: unknown }[] = [];
  const url = await serve(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const path = request.url?.split('/peering-connections')[1] ?? '';
    asked.push({ method: request.method, path, body: body === '' ? undefined : JSON.parse(body) });
    response.writeHead(404).end('{"message":"not there"}');
  });
  const project = connectManaged(url);
  const vpc = refOf(VPC, row.region);
  expect(await project.createPeering(vpc, row.peer)).toEqual({ kind: 'vpc-not-found', message: 'not there' });
  expect(await project.deletePeering(vpc, { providerId: 'x', peer: row.peer })).toEqual({ kind: 'gone' });
  expect(asked).toEqual([
    { method: 'POST', path: '', body: row.body },
    ...row.paths.map((path) => ({ method: 'DELETE', path: `/${path}`, body: undefined })),
  ]);
});

test('what the peer did is seen at the next look after a refresh, and each end has its word', async () => {
  const { project, clock, managed } = await openManaged();
  const vpc = await madeVpc(project, REGIONS.aws);
  clock.advance(minutes(2));
  const other = { ...PEERS.aws, accountId: '210987654321', vpcId: 'vpc-0d4e5f60718293041' };
  const unknown = { ...PEERS.aws, vpcId: 'vpc-0ffffffffffffffff' };
  for (const peer of [PEERS.aws, other, unknown]) await project.createPeering(vpc, peer);
  clock.advance(minutes(1));
  const [one, two] = await listAll(project, vpc);
  managed.aws.reject(one?.provisionedId ?? '');
  managed.aws.deleteByPeer(two?.provisionedId ?? '');
  await project.refreshPeerings(vpc);
  clock.advance(seconds(10));
  const seen = await listAll(project, vpc);
  expect(seen.map(({ state }) => state)).toEqual([
    'rejected-by-peer',
    'deleted-by-peer',
    'invalid-specification',
  ]);
  for (const { message } of seen) expect(message).not.toBeNull();
});

test.each([
  { answer: 404, because: 'the API does not have it' },
  { answer: 403, because: 'the key may not' },
  { answer: 503, because: 'the server fails' },
  { answer: 429, because: 'the provider wants a pause' },
])(
  'a refresh answered with $answer is no trouble, because it is a favour and $because',
  async ({ answer }) => {
    const project = connectManaged(await always(answer, { message: 'no' }));
    expect(await project.refreshPeerings(refOf(VPC))).toBeUndefined();
  },
);

test('a peering of a VPC that is busy is to be asked for again, and one that is refused is not', async () => {
  const busy = connectManaged(await always(409, { message: 'VPC is not active' }));
  const error = await busy.createPeering(refOf(VPC), PEERS.aws).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(VpcbotError);
  expect(error).toMatchObject({ code: 'TIMESCALE_BUSY', retryable: true, outcome: 'not-done' });
  const other = connectManaged(await always(400, { message: 'Invalid AWS account id' }));
  expect(await other.createPeering(refOf(VPC), PEERS.aws)).toEqual({
    kind: 'refused',
    message: 'Invalid AWS account id',
  });
});
