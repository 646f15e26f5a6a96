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
  const path = vnetPath('lab-vnet');
  await control('POST', `${path}/grants`, { tenant: lab.peer_azure_tenant_id, app: lab.peer_azure_app_id });
  expect(await (await peered(AZURE_CLOUD, lab)).peering()).toMatchObject({ state: 'PENDING_PEER' });
});
