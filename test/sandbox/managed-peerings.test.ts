import { expect, test } from 'vitest';
import {
  AWS_CLOUD,
  AWS_PEER,
  AZURE_CLOUD,
  AZURE_PEER,
  connections,
  GOOGLE_CLOUD,
  GOOGLE_PEER,
  minutes,
  openManaged,
  seconds,
  vnetPath,
} from './managed-world.ts';

type World = Awaited<ReturnType<typeof openManaged>>;
type Info = Readonly<Record<string, string>>;

const AZURE_VNET = vnetPath('prod-vnet');

/** What the owner of the other network does with what `state_info` says. */
const CLOUDS = [
  {
    cloud: AWS_CLOUD,
    peer: AWS_PEER,
    type: 'aws-vpc-peering-connection',
    ids: { aws_vpc_peering_connection_id: expect.stringMatching(/^pcx-/) },
    answer: ({ control }: World, info: Info) =>
      control('POST', `/control/aws/peerings/${info['aws_vpc_peering_connection_id']}/accept`),
    undo: ({ control }: World, info: Info) =>
      control('DELETE', `/control/aws/peerings/${info['aws_vpc_peering_connection_id']}`),
  },
  {
    cloud: GOOGLE_CLOUD,
    peer: GOOGLE_PEER,
    type: 'google-vpc-peering',
    ids: { to_project_id: 'timescale-mst-prod', to_vpc_network: expect.stringMatching(/^project-vpc-/) },
    answer: ({ control }: World, info: Info) =>
      control('POST', '/control/google/projects/acme-net/networks/prod/peerings', {
        name: 'to-timescale',
        peerProject: info['to_project_id'],
        peerNetwork: info['to_vpc_network'],
      }),
    undo: ({ control }: World) =>
      control('DELETE', '/control/google/projects/acme-net/networks/prod/peerings/to-timescale'),
  },
  {
    cloud: AZURE_CLOUD,
    peer: AZURE_PEER,
    type: 'azure-vnet-peering',
    ids: { 'to-tenant-id': expect.any(String), 'to-network-id': expect.stringMatching(/^\/subscriptions\//) },
    answer: ({ control }: World, info: Info) =>
      control('POST', `${AZURE_VNET}/peerings`, {
        name: 'to-timescale',
        remoteVnet: info['to-network-id']?.toLowerCase(),
      }),
    undo: ({ control }: World) => control('DELETE', `${AZURE_VNET}/peerings/to-timescale`),
  },
];

test.each(CLOUDS)(
  'a peering in $cloud goes all its way',
  async ({ cloud, peer, type, ids, answer, undo }) => {
    const world = await openManaged();
    const { api, clock, vpcIn } = world;
    const vpc = await vpcIn(cloud);
    const peering = async () => (await vpc.look()).peering_connections[0];
    const created = await api('POST', `${vpc.path}/peering-connections`, peer);
    expect(created).toMatchObject({ status: 200, body: { ...peer, state: 'APPROVED', state_info: null } });
    clock.advance(seconds(45));
    const pending = await peering();
    expect(pending).toMatchObject({ state: 'PENDING_PEER', vpc_peering_connection_type: type });
    expect(pending.state_info).toMatchObject({ type: `${type}-pending-peer`, ...ids });

    expect((await answer(world, pending.state_info)).status).toBeLessThan(300);
    clock.advance(seconds(59));
    expect((await peering()).state).toBe('PENDING_PEER');
    clock.advance(seconds(1));
    expect(await peering()).toMatchObject({
      state: 'ACTIVE',
      state_info: { type: `${type}-active`, ...ids },
    });
    clock.advance(minutes(5));
    expect(await peering()).toMatchObject({ state: 'ACTIVE', state_info: null });

    await undo(world, pending.state_info);
    await api('POST', `${vpc.path}/peering-connections/refresh`);
    expect((await peering()).state).toBe('ACTIVE');
    clock.advance(seconds(3));
    expect(await peering()).toMatchObject({
      state: 'DELETED_BY_PEER',
      state_info: { type: `${type}-deleted-by-peer`, message: expect.any(String) },
    });
  },
);

const deletionOf = (path: string, account: string, rest: string): string =>
  `${connections(path)}/peer-accounts/${account}/${rest}`;

test.each([
  {
    cloud: AWS_CLOUD,
    peer: { ...AWS_PEER, peer_vpc: 'vpc-0fffffffffffffff0' },
    because: 'there is no such VPC',
  },
  { cloud: AWS_CLOUD, peer: AWS_PEER, cidr: '10.20.4.0/24', because: 'the ranges overlap' },
  { cloud: GOOGLE_CLOUD, peer: { ...GOOGLE_PEER, peer_vpc: 'prud' }, because: 'there is no such network' },
  { cloud: GOOGLE_CLOUD, peer: GOOGLE_PEER, cidr: '10.130.4.0/24', because: 'the ranges overlap in Google' },
  {
    cloud: AZURE_CLOUD,
    peer: { ...AZURE_PEER, peer_vpc: 'lab-vnet' },
    because: 'the app has no permission',
  },
  {
    cloud: AZURE_CLOUD,
    peer: { ...AZURE_PEER, peer_azure_tenant_id: '00000000-0000-4000-8000-000000000000' },
    because: 'the tenant is another',
  },
])('a peering is invalid, because $because', async ({ cloud, peer, cidr }) => {
  const { api, clock, peered } = await openManaged();
  const { path, peering } = await peered(cloud, peer, cidr);
  const dead = await peering();
  expect(dead).toMatchObject({ state: 'INVALID_SPECIFICATION' });
  expect(dead.state_info.message).not.toBe('');
  clock.advance(minutes(5));
  expect((await api('POST', connections(path), peer)).body).toEqual(dead);
});

test.each([
  { cloud: AWS_CLOUD, peer: { ...AWS_PEER, peer_cloud_account: 'acme' }, because: 'it is no account' },
  { cloud: AWS_CLOUD, peer: AZURE_PEER, because: 'it is of another cloud' },
  {
    cloud: GOOGLE_CLOUD,
    peer: { ...GOOGLE_PEER, peer_region: 'europe-west1' },
    because: 'Google has no regions',
  },
  { cloud: AZURE_CLOUD, peer: { ...AZURE_PEER, peer_azure_app_id: null }, because: 'the app is missing' },
  { cloud: AZURE_CLOUD, peer: { ...AZURE_PEER, peer_vpc: 'Prod-VNet' }, because: 'Azure wants lower case' },
  {
    cloud: AWS_CLOUD,
    peer: { ...AWS_PEER, user_peer_network_cidrs: ['8.8.8.0/24'] },
    because: 'a range of the peer is public',
  },
  { cloud: AWS_CLOUD, peer: { peer_vpc: 'vpc-1' }, because: 'there is no account' },
])('a peering is refused at once, because $because', async ({ cloud, peer }) => {
  const { api, vpcIn } = await openManaged();
  const { path } = await vpcIn(cloud);
  expect(await api('POST', connections(path), peer)).toMatchObject({ status: 400 });
});

test('a peering that is there is returned to whoever asks for it', async () => {
  const { api, peered } = await openManaged();
  const { path, look, peering } = await peered(AWS_CLOUD, AWS_PEER);
  expect(await api('POST', connections(path), AWS_PEER)).toEqual({ status: 200, body: await peering() });
  expect(await api('POST', connections(path), { ...AWS_PEER, peer_region: null })).toMatchObject({
    body: { state: 'PENDING_PEER', peer_region: 'us-east-1' },
  });
  expect((await look()).peering_connections).toHaveLength(1);
});

test('a rejected peering stays dead until it is deleted, and can be asked for again then', async () => {
  const { api, clock, control, peered } = await openManaged();
  const { path, look, peering } = await peered(AWS_CLOUD, AWS_PEER);
  const { aws_vpc_peering_connection_id: pcx } = (await peering()).state_info;
  await control('POST', `/control/aws/peerings/${pcx}/reject`);
  expect((await peering()).state).toBe('PENDING_PEER');
  clock.advance(minutes(1));
  expect(await peering()).toMatchObject({ state: 'REJECTED_BY_PEER' });
  expect((await api('POST', connections(path), AWS_PEER)).body.state).toBe('REJECTED_BY_PEER');

  const deletion = deletionOf(path, '123456789012', `peer-vpcs/${AWS_PEER.peer_vpc}`);
  expect(await api('DELETE', deletion)).toMatchObject({ status: 200, body: { state: 'DELETING' } });
  expect((await api('POST', connections(path), AWS_PEER)).body.state).toBe('DELETING');
  clock.advance(seconds(30));
  expect(await peering()).toMatchObject({ state: 'DELETED' });
  expect(await api('DELETE', deletion)).toMatchObject({ status: 404 });
  expect((await api('POST', connections(path), AWS_PEER)).body.state).toBe('APPROVED');
  expect((await look()).peering_connections).toHaveLength(1);
});

test.each([
  {
    cloud: AWS_CLOUD,
    peer: AWS_PEER,
    right: ['peer-vpcs/VPC', 'peer-vpcs/VPC/peer-regions/us-east-1'],
    wrong: ['peer-vpcs/VPC/peer-regions/eu-west-1', 'peer-resource-groups/acme-net/peer-vpcs/VPC'],
    because: 'of its own region',
  },
  {
    cloud: 'timescale-aws-eu-west-1',
    peer: AWS_PEER,
    right: ['peer-vpcs/VPC/peer-regions/us-east-1'],
    wrong: ['peer-vpcs/VPC'],
    because: 'of another region',
  },
  {
    cloud: GOOGLE_CLOUD,
    peer: GOOGLE_PEER,
    right: ['peer-vpcs/VPC'],
    wrong: ['peer-resource-groups/acme-net/peer-vpcs/VPC'],
    because: 'of Google Cloud',
  },
  {
    cloud: AZURE_CLOUD,
    peer: AZURE_PEER,
    right: ['peer-resource-groups/acme-net/peer-vpcs/VPC'],
    wrong: ['peer-vpcs/VPC'],
    because: 'of Azure',
  },
])('a peering $because is deleted by its own path', async ({ cloud, peer, right, wrong }) => {
  const { api, clock, peered } = await openManaged();
  const { path } = await peered(cloud, peer);
  const remove = (rest: string) =>
    api('DELETE', deletionOf(path, peer.peer_cloud_account, rest.replace('VPC', peer.peer_vpc)));
  for (const rest of wrong) expect(await remove(rest)).toMatchObject({ status: 404 });
  for (const rest of right) {
    expect(await remove(rest)).toMatchObject({ status: 200, body: { state: 'DELETING' } });
    clock.advance(seconds(30));
    await api('POST', connections(path), peer);
  }
});
