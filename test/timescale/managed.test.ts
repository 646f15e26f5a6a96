import { expect, test } from 'vitest';
import { findCloud } from '../../src/domain/cloud.ts';
import { createHttp } from '../../src/timescale/http.ts';
import { createManagedProject } from '../../src/timescale/managed.ts';
import {
  connectManaged,
  madeVpc,
  openManaged,
  PEERS,
  PROJECT,
  REGIONS,
  refOf,
  TOKEN,
  WANTED,
} from './managed-world.ts';
import { always, minutes, serve } from './tiger-world.ts';

const VPC = '6f1f2c3d-0000-4000-a000-000000000001';
const vpcJson = {
  project_vpc_id: VPC,
  cloud_name: REGIONS.aws,
  network_cidr: '192.168.4.0/24',
  state: 'ACTIVE',
  create_time: '2026-11-20T10:00:00Z',
  update_time: '2026-11-20T10:00:00Z',
};

test('the key tells that it opens the project, which sells by service and has no plan', async () => {
  const { project } = await openManaged();
  expect(await project.findKeyOwner()).toEqual({ projectId: PROJECT, projectName: PROJECT, plan: null });
});

test('the regions are the clouds of the project by their own names, sorted, where networks can be peered with', async () => {
  const { project } = await openManaged();
  const regions = await project.listRegions();
  expect(regions).toContain('timescale-google-europe-west1');
  expect(regions).toEqual([...(regions ?? [])].sort());
  const clouds = ['timescale-azure-westeurope', 'do-fra', 'upcloud-de-fra', 'aws-us-east-1', 'aws-us-east-1'];
  const listed = { clouds: clouds.map((cloud_name) => ({ cloud_name, geo_region: 'x', extra: null })) };
  const other = connectManaged(await always(200, listed));
  expect(await other.listRegions()).toEqual(['aws-us-east-1', 'timescale-azure-westeurope']);
});

test('a VPC is listed at once, becomes active, and is gone after its deletion though the API still has it', async () => {
  const { project, clock, managed } = await openManaged();
  expect(await project.listVpcs()).toEqual([]);
  const vpc = await madeVpc(project);
  const seen = {
    providerId: vpc.providerId,
    name: null,
    region: WANTED.region,
    cidr: WANTED.cidr,
    cidrText: '192.168.4.0/24',
  };
  expect(await project.listVpcs()).toEqual([{ ...seen, state: 'creating' }]);
  expect(await project.listPeerings(vpc)).toEqual({ kind: 'listed', peerings: [], vpcState: 'creating' });
  clock.advance(minutes(2));
  expect(await project.getVpc(vpc.providerId)).toEqual({ ...seen, state: 'active' });
  expect(await project.deleteVpc(vpc.providerId)).toEqual({ kind: 'deleted' });
  expect(await project.listVpcs()).toMatchObject([{ state: 'deleting' }]);
  clock.advance(minutes(1));
  expect(managed.state.vpcs.list(PROJECT)).toHaveLength(1);
  expect(await project.listVpcs()).toEqual([]);
  expect(await project.getVpc(vpc.providerId)).toBeNull();
  expect(await project.listPeerings(vpc)).toEqual({ kind: 'vpc-not-found' });
  expect(await project.deleteVpc(vpc.providerId)).toEqual({ kind: 'gone' });
});

test.each([404, 403] as const)(
  'a VPC that was deleted long ago and is answered with %i is gone',
  async (status) => {
    const { project, clock, managed } = await openManaged();
    managed.state.changeSettings(PROJECT, { afterDeletion: status });
    const vpc = await madeVpc(project, REGIONS.aws);
    await project.deleteVpc(vpc.providerId);
    clock.advance(minutes(60));
    expect(await project.getVpc(vpc.providerId)).toBeNull();
    expect(await project.listPeerings(vpc)).toEqual({ kind: 'vpc-not-found' });
    expect(await project.createPeering(vpc, PEERS.aws)).toMatchObject({ kind: 'vpc-not-found' });
    expect(await project.deletePeering(vpc, { providerId: 'x', peer: PEERS.aws })).toEqual({ kind: 'gone' });
    expect(await project.deleteVpc(vpc.providerId)).toEqual({ kind: 'gone' });
  },
);

test.each([
  { state: 'APPROVED', seen: 'creating', because: 'it is being built' },
  { state: 'ACTIVE', seen: 'active', because: 'it is there' },
  { state: 'active', seen: 'active', because: 'case says nothing' },
  { state: 'DELETING', seen: 'deleting', because: 'it is on its way out' },
  { state: 'HIBERNATING', seen: null, because: 'a new word is never fatal' },
])('a VPC that is $state is $seen, because $because', async ({ state, seen }) => {
  const json = { ...vpcJson, state, peering_connections: null };
  const one = connectManaged(await always(200, json));
  expect(await one.getVpc(VPC)).toMatchObject({ providerId: VPC, name: null, state: seen });
  expect(await one.listPeerings(refOf(VPC))).toEqual({ kind: 'listed', peerings: [], vpcState: seen });
  const list = connectManaged(await always(200, { vpcs: [json, { ...json, state: 'DELETED' }] }));
  expect(await list.listVpcs()).toMatchObject([{ state: seen }]);
});

test.each([
  { text: '192.168.4.7/24', network: '192.168.4.0/24', because: 'host bits are dropped' },
  { text: 'fd00::/8', network: undefined, because: 'what is no IPv4 range is still shown as text' },
])('a listed range "$text" is the network $network, because $because', async ({ text, network }) => {
  const project = connectManaged(await always(200, { vpcs: [{ ...vpcJson, network_cidr: text }] }));
  const [vpc] = await project.listVpcs();
  expect(vpc?.cidr?.text).toBe(network);
  expect(vpc?.cidrText).toBe(text);
});

test('a list that the server writes as null is empty', async () => {
  const project = connectManaged(await always(200, { vpcs: null, services: null, clouds: null }));
  expect(await project.listVpcs()).toEqual([]);
  expect(await project.listServices()).toEqual([]);
  expect(await project.listRegions()).toEqual([]);
});

test("a project at its limit answers over-limit with the provider's text, and a range of the wrong size is refused", async () => {
  const { project, managed } = await openManaged();
  const long = { ...WANTED, cidr: { ...WANTED.cidr, text: '192.168.4.0/28' } };
  expect(await project.createVpc(long)).toEqual({
    kind: 'refused',
    message: 'Network prefix length must be between 20 and 24 inclusive',
  });
  managed.state.changeSettings(PROJECT, { vpcLimit: 0 });
  expect(await project.createVpc(WANTED)).toEqual({
    kind: 'over-limit',
    message: 'Maximum number of VPCs for the project reached (limit 0)',
  });
});

test.each([
  { status: 400, message: 'VPC quota exceeded', kind: 'over-limit', because: 'it names a quota' },
  {
    status: 403,
    message: 'VPC limit reached',
    kind: 'over-limit',
    because: 'a limit is no matter of the key',
  },
  { status: 400, message: 'the prefix exceeds the maximum', kind: 'refused', because: 'it is about a range' },
  { status: 409, message: 'overlaps with another VPC', kind: 'refused', because: 'waiting does not help' },
])('creating a VPC, $status "$message" is $kind, because $because', async ({ status, message, kind }) => {
  const project = connectManaged(await always(status, { message, errors: [{ message, status }] }));
  expect(await project.createVpc(WANTED)).toEqual({ kind, message });
});

test('a refusal is told with its message and what its errors add', async () => {
  const errors = [
    'Invalid input',
    'cloud_name: not known',
    'cloud_name: not known',
    'network_cidr: too small',
  ];
  const body = { message: 'Invalid input', errors: errors.map((message) => ({ message, status: 400 })) };
  const project = connectManaged(await always(400, body));
  expect(await project.createVpc(WANTED)).toEqual({
    kind: 'refused',
    message: 'Invalid input; cloud_name: not known; network_cidr: too small',
  });
});

test.each([
  { status: 404, message: 'whatever', kind: 'gone', because: 'it is not there' },
  { status: 409, message: 'there are services in it', kind: 'busy', because: 'they may leave' },
  { status: 400, message: 'VPC is being updated', kind: 'busy', because: 'the words say so' },
  { status: 400, message: 'not like that', kind: 'refused', because: 'waiting does not help' },
])('deleting, $status "$message" is $kind, because $because', async ({ status, message, kind }) => {
  const project = connectManaged(await always(status, { message }));
  expect(await project.deleteVpc(VPC)).toMatchObject({ kind });
  const peering = { providerId: 'x', peer: PEERS.google };
  expect(await project.deletePeering(refOf(VPC, REGIONS.google), peering)).toMatchObject({ kind });
});

test('a VPC with a service in it is busy, with the words, until the service and its nodes have left', async () => {
  const { project, clock } = await openManaged();
  const vpc = await madeVpc(project, REGIONS.aws);
  clock.advance(minutes(2));
  expect(await project.moveService('billing-db', { from: null, to: vpc.providerId })).toEqual({
    kind: 'accepted',
  });
  expect(await project.deleteVpc(vpc.providerId)).toEqual({
    kind: 'busy',
    message: 'VPC cannot be deleted while there are services in it',
  });
  clock.advance(minutes(3));
  await project.moveService('billing-db', { from: vpc.providerId, to: null });
  expect(await project.deleteVpc(vpc.providerId)).toMatchObject({ kind: 'busy' });
  clock.advance(minutes(5));
  expect(await project.deleteVpc(vpc.providerId)).toEqual({ kind: 'deleted' });
});

test('renaming asks nobody, because VPCs have no names at the provider', async () => {
  const project = connectManaged('http://127.0.0.1:1');
  expect(await project.renameVpc(VPC, 'other')).toEqual({ kind: 'accepted' });
});

test('the certificate authority of the project is handed on, and there is none where the API has none', async () => {
  const { project } = await openManaged();
  expect(await project.getCertificate()).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
  expect(await connectManaged(await always(404, { message: 'no' })).getCertificate()).toBeNull();
  expect(await connectManaged(await always(200, { certificate: ' ' })).getCertificate()).toBeNull();
});

test('every request carries the token, the path is encoded, and the base may be written with a slash', async () => {
  const seen: string[] = [];
  const url = await serve(({ method, url: path, headers }, response) => {
    seen.push(`${method} ${path} ${headers.authorization}`);
    response.end('{"vpcs":[]}');
  });
  await connectManaged(`${url}/v1/`, Date.now, { projectId: 'a/b c' }).listVpcs();
  expect(seen).toEqual([`GET /v1/project/a%2Fb%20c/vpcs aivenv1 ${TOKEN}`]);
});

test('a pause that the provider asks of a token holds for all projects it opens, and for no other token', async () => {
  let status = 429;
  const apiUrl = await serve((_, response) => {
    response.writeHead(status, { 'retry-after': '60' }).end('{"vpcs":[]}');
  });
  const http = createHttp({ timeout: 5_000, now: Date.now });
  const [one, two, other] = [
    createManagedProject({ apiUrl, http, projectId: 'one', token: 'shared' }),
    createManagedProject({ apiUrl, http, projectId: 'two', token: 'shared' }),
    createManagedProject({ apiUrl, http, projectId: 'one', token: 'another' }),
  ];
  await expect(one.listVpcs()).rejects.toMatchObject({ code: 'TIMESCALE_RATE_LIMITED' });
  status = 200;
  await expect(two.listVpcs()).rejects.toMatchObject({ code: 'TIMESCALE_RATE_LIMITED' });
  expect(await other.listVpcs()).toEqual([]);
});

test('every region that the sandbox lists is in a cloud that peers can be in', async () => {
  const { project } = await openManaged();
  const regions = (await project.listRegions()) ?? [];
  expect(new Set(regions.map((region) => findCloud(region).cloud))).toEqual(
    new Set(['aws', 'google', 'azure']),
  );
});
