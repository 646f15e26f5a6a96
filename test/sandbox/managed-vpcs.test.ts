import { expect, test } from 'vitest';
import {
  AWS_CLOUD,
  AWS_PEER,
  GOOGLE_CLOUD,
  GOOGLE_PEER,
  minutes,
  openManaged,
  PROD,
  seconds,
} from './managed-world.ts';

const VPCS = `${PROD}/vpcs`;
const WANTED = { cloud_name: AWS_CLOUD, network_cidr: '10.9.0.0/24', peering_connections: [] };

test('a VPC is approved, then active, and is deleted through all its words', async () => {
  const { api, clock, control } = await openManaged();
  const created = await api('POST', VPCS, WANTED);
  expect(created).toMatchObject({
    status: 200,
    body: { state: 'APPROVED', cloud_name: AWS_CLOUD, network_cidr: '10.9.0.0/24', peering_connections: [] },
  });
  const path = `${VPCS}/${created.body.project_vpc_id}`;
  const state = async () => (await api('GET', path)).body.state;
  clock.advance(seconds(59));
  expect(await state()).toBe('APPROVED');
  clock.advance(seconds(1));
  expect(await state()).toBe('ACTIVE');
  const listed = (await api('GET', VPCS)).body.vpcs;
  expect(listed).toMatchObject([{ state: 'ACTIVE' }]);
  expect(listed[0]).not.toHaveProperty('peering_connections');

  expect(await api('DELETE', path)).toMatchObject({ status: 200, body: { state: 'DELETING' } });
  expect(await api('DELETE', path)).toMatchObject({ status: 200, body: { state: 'DELETING' } });
  clock.advance(seconds(30));
  expect(await state()).toBe('DELETED');
  expect((await api('GET', VPCS)).body.vpcs).toMatchObject([{ state: 'DELETED' }]);
  clock.advance(minutes(10));
  expect(await api('GET', path)).toMatchObject({ status: 404, body: { errors: [{ status: 404 }] } });
  expect((await api('GET', VPCS)).body.vpcs).toEqual([]);
  await control('POST', '/control/managed/projects/metrics-prod', { afterDeletion: 403 });
  expect(await api('GET', path)).toMatchObject({ status: 403, body: { errors: [{ status: 403 }] } });
});

test.each([
  { change: { network_cidr: '10.9.0.0/19' }, says: 'between 20 and 24', because: 'the range is too large' },
  { change: { network_cidr: '10.9.0.0/25' }, says: 'between 20 and 24', because: 'the range is too small' },
  { change: { network_cidr: '10.9.0.7/24' }, says: 'host bits', because: 'the range has host bits' },
  { change: { network_cidr: 'ten' }, says: 'CIDR', because: 'the range is none' },
  { change: { cloud_name: 'aws-us-east-1' }, says: 'cloud_name', because: 'the cloud lacks the prefix' },
  { change: { peering_connections: undefined }, says: 'peering_connections', because: 'a field is missing' },
])('a VPC is refused, because $because', async ({ change, says }) => {
  const { api } = await openManaged();
  const { status, body } = await api('POST', VPCS, { ...WANTED, ...change });
  expect(status).toBe(400);
  expect(body.message).toContain(says);
  expect(body.errors).toMatchObject([{ message: body.message, status: 400 }]);
});

test('several VPCs may stand in one cloud, up to the limit that Timescale raises', async () => {
  const { api, control } = await openManaged();
  for (const third of [1, 2, 3]) {
    expect((await api('POST', VPCS, { ...WANTED, network_cidr: `10.${third}.0.0/24` })).status).toBe(200);
  }
  const fourth = await api('POST', VPCS, WANTED);
  expect(fourth.status).toBe(400);
  expect(fourth.body.message).toContain('Maximum number of VPCs');
  await control('POST', '/control/managed/projects/metrics-prod', { vpcLimit: 4 });
  expect((await api('POST', VPCS, WANTED)).status).toBe(200);
});

test('peerings that are asked for with the VPC wait until it is active', async () => {
  const { api, clock } = await openManaged();
  const { body } = await api('POST', VPCS, { ...WANTED, peering_connections: [AWS_PEER] });
  const state = async () =>
    (await api('GET', `${VPCS}/${body.project_vpc_id}`)).body.peering_connections[0].state;
  clock.advance(seconds(60 + 44));
  expect(await state()).toBe('APPROVED');
  clock.advance(seconds(1));
  expect(await state()).toBe('PENDING_PEER');
});

test('with a VPC go its peerings, on both sides', async () => {
  const { api, aws, clock, peered } = await openManaged();
  const { path, look, peering } = await peered(AWS_CLOUD, AWS_PEER);
  const { aws_vpc_peering_connection_id: pcx } = (await peering()).state_info;
  expect((await api('DELETE', path)).body).toMatchObject({ peering_connections: [{ state: 'DELETING' }] });
  expect(aws.find(pcx)).toMatchObject({ status: 'deleted', deletedBy: 'requester' });
  clock.advance(seconds(30));
  expect(await look()).toMatchObject({ state: 'DELETED', peering_connections: [{ state: 'DELETED' }] });
  expect(await api('POST', `${path}/peering-connections`, AWS_PEER)).toMatchObject({ status: 409 });
});

test('a VPC deleted behind the back of its user is deleted at once, and its services are public', async () => {
  const { control, managed, peered } = await openManaged();
  const { id, path, look } = await peered(GOOGLE_CLOUD, GOOGLE_PEER);
  await control('POST', '/control/managed/projects/metrics-prod/services', {
    name: 'inside',
    cloud: GOOGLE_CLOUD,
    vpc: id,
  });
  expect(await control('DELETE', `/control/managed${path.replace('/project/', '/projects/')}`)).toMatchObject(
    { status: 204 },
  );
  expect(await look()).toMatchObject({ state: 'DELETED', peering_connections: [{ state: 'DELETED' }] });
  const inside = managed.state.services.get('metrics-prod', 'inside');
  expect(managed.state.services.placeOf(inside)).toEqual({ cloud: GOOGLE_CLOUD, vpc: null });
});

test('a VPC may be in a state that nobody has heard of', async () => {
  const { control, vpcIn } = await openManaged();
  const { id, look } = await vpcIn(AWS_CLOUD);
  const path = `/control/managed/projects/metrics-prod/vpcs/${id}/state`;
  await control('POST', path, { state: 'MELTING' });
  expect((await look()).state).toBe('MELTING');
  await control('POST', path, { state: null });
  expect((await look()).state).toBe('ACTIVE');
});

test('somebody makes a VPC in the console', async () => {
  const { api, control } = await openManaged();
  const path = '/control/managed/projects/metrics-prod/vpcs';
  expect(await control('POST', path, { cloud: GOOGLE_CLOUD, cidr: '10.77.0.0/24' })).toMatchObject({
    status: 201,
    body: { state: 'ACTIVE' },
  });
  expect((await api('GET', VPCS)).body.vpcs).toMatchObject([{ network_cidr: '10.77.0.0/24' }]);
});
