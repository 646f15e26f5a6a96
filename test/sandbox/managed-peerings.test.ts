import { expect, test } from 'vitest';
import {
  AWS_CLOUD,
  AWS_PEER,
  AZURE_CLOUD,
  AZURE_PEER,
  GOOGLE_CLOUD,
  GOOGLE_PEER,
  minutes,
  openManaged,
  seconds,
} from './managed-world.ts';

type World = Awaited<ReturnType<typeof openManaged>>;
type Info = Readonly<Record<string, string>>;

const AZURE_VNET = `/control/azure/subscriptions/${AZURE_PEER.peer_cloud_account}/resource-groups/acme-net/vnets/prod-vnet`;

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

const connections = (path: string): string => `${path}/peering-connections`;
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

test('two peers of a VPC whose ranges overlap carry a warning that names the other', async () => {
  const { api, aws, clock, peered } = await openManaged();
  aws.addVpc('210987654321', { id: 'vpc-0eeeeeeeeeeeeeee1', region: 'us-east-1', cidrs: ['10.20.8.0/24'] });
  const { path, look } = await peered(AWS_CLOUD, AWS_PEER);
  const other = { peer_cloud_account: '210987654321', peer_vpc: 'vpc-0eeeeeeeeeeeeeee1' };
  await api('POST', connections(path), other);
  clock.advance(seconds(45));
  const [first, second] = (await look()).peering_connections;
  expect(first.state_info.warnings).toMatchObject([
    {
      type: 'overlapping-peer-vpc-ip-ranges',
      conflicting_aws_account_id: '210987654321',
      conflicting_aws_vpc_id: 'vpc-0eeeeeeeeeeeeeee1',
      conflicting_aws_vpc_peering_connection_id: second.state_info.aws_vpc_peering_connection_id,
    },
  ]);
  expect(second.state_info.warnings).toMatchObject([
    { conflicting_aws_vpc_peering_connection_id: first.state_info.aws_vpc_peering_connection_id },
  ]);
});

test('a request that AWS forgot is gone', async () => {
  const { clock, peered } = await openManaged();
  const { peering } = await peered(AWS_CLOUD, AWS_PEER);
  await peering();
  clock.advance(8 * 24 * minutes(60));
  expect(await peering()).toMatchObject({
    state: 'DELETED_BY_PEER',
    state_info: { message: expect.stringContaining('expired') },
  });
});

test("the peer's own ranges are added and taken away", async () => {
  const { api, peered } = await openManaged();
  const { path } = await peered(AWS_CLOUD, AWS_PEER);
  const put = (body: object) => api('PUT', `${path}/user-peer-network-cidrs`, body);
  const { peer_region: _, ...peer } = AWS_PEER;
  expect((await put({ add: [{ ...peer, cidr: '10.99.0.0/16' }] })).body.peering_connections).toMatchObject([
    { user_peer_network_cidrs: ['10.99.0.0/16'] },
  ]);
  expect((await put({ delete: ['10.99.0.0/16'] })).body.peering_connections).toMatchObject([
    { user_peer_network_cidrs: [] },
  ]);
  const nobody = { ...peer, peer_vpc: 'vpc-0', cidr: '10.98.0.0/16' };
  expect(await put({ add: [nobody] })).toMatchObject({ status: 404 });
});

test('Timescale takes a peering away, or says of it what nobody has heard of', async () => {
  const { control, peered } = await openManaged();
  const { id, peering } = await peered(GOOGLE_CLOUD, GOOGLE_PEER);
  const path = `/control/managed/projects/metrics-prod/vpcs/${id}/peerings`;
  const said = { state: 'ERROR', state_info: { type: 'internal', message: 'try later' } };
  await control('POST', `${path}/state`, { ...GOOGLE_PEER, ...said });
  expect(await peering()).toMatchObject(said);
  await control('POST', `${path}/state`, { ...GOOGLE_PEER, state: null });
  expect(await peering()).toMatchObject({ state: 'PENDING_PEER' });
  await control('POST', `${path}/delete`, GOOGLE_PEER);
  expect(await peering()).toMatchObject({ state: 'DELETED' });
});

test('the newer API has ids for peerings', async () => {
  const { control, peered } = await openManaged();
  const { peering } = await peered(GOOGLE_CLOUD, GOOGLE_PEER);
  expect(await peering()).not.toHaveProperty('peering_connection_id');
  await control('POST', '/control/managed/projects/metrics-prod', { showsPeeringIds: true });
  expect(await peering()).toMatchObject({ peering_connection_id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
});

test('a network of Google Cloud shows its peerings as Compute does', async () => {
  const { control, google, peered } = await openManaged();
  const { peering } = await peered(GOOGLE_CLOUD, GOOGLE_PEER);
  const { to_project_id: peerProject, to_vpc_network: peerNetwork } = (await peering()).state_info;
  const path = '/control/google/projects/acme-net/networks/prod';
  const shown = async () => {
    const { networks } = (await control('GET', '/control/google/state')).body;
    return networks.find(({ id }: { id: string }) => id === 'projects/acme-net/global/networks/prod')
      .peerings;
  };
  await control('POST', `${path}/peerings`, { name: 'early', peerProject, peerNetwork: 'nothing' });
  expect(await shown()).toMatchObject([
    { state: 'INACTIVE', stateDetails: expect.stringContaining('Waiting') },
  ]);
  const again = { name: 'early', peerProject, peerNetwork };
  expect(await control('POST', `${path}/peerings`, again)).toMatchObject({ status: 409 });
  await control('DELETE', `${path}/peerings/early`);
  await control('POST', `${path}/peerings`, again);
  expect(await shown()).toMatchObject([
    { state: 'ACTIVE', stateDetails: expect.stringContaining('Connected.') },
  ]);
  google.remove(`projects/${peerProject}/global/networks/${peerNetwork}`);
  expect(await shown()).toMatchObject([{ state: 'INACTIVE' }]);
  const overlap = { name: 'wide', peerProject: 'acme-data', peerNetwork: 'warehouse' };
  expect(await control('POST', `${path}/peerings`, overlap)).toMatchObject({ status: 400 });
  expect(await control('POST', `${path}x/peerings`, overlap)).toMatchObject({ status: 404 });
  expect(await control('PUT', `${path}x`, { ranges: ['10.1.0.0/24'] })).toMatchObject({ status: 200 });
  expect(await control('DELETE', `${path}x`)).toMatchObject({ status: 204 });
});

test('an app that is let in may peer with a network of Azure', async () => {
  const { control, peered } = await openManaged();
  const lab = { ...AZURE_PEER, peer_vpc: 'lab-vnet' };
  const path = AZURE_VNET.replace('prod-vnet', 'lab-vnet');
  await control('POST', `${path}/grants`, { tenant: lab.peer_azure_tenant_id, app: lab.peer_azure_app_id });
  expect(await (await peered(AZURE_CLOUD, lab)).peering()).toMatchObject({ state: 'PENDING_PEER' });
});
