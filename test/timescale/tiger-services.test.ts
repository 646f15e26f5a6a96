import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SERVICE_STATES } from '../../src/domain/service.ts';
import { judgeServiceStatus } from '../../src/timescale/tiger-services.ts';
import { always, connect, createdVpc, EU, openWorld, seconds, serve } from './tiger-world.ts';

const DB = {
  service_id: 'd1k5vk7hf2',
  project_id: 'rp1pz7uyae',
  name: 'payments-db',
  region_code: 'us-east-1',
  service_type: 'TIMESCALEDB',
  created: '2026-01-05T09:00:00Z',
  status: 'READY',
  resources: [],
};
const PUBLIC = { host: 'd1.rp1.tsdb.cloud.timescale.com', port: 32625 };
const IN_VPC = { host: 'd1.rp1.vpc.tsdb.forge.timescale.com', port: 5432 };

/** The service as the adapter reads it from an answer with these fields. */
const readService = async (fields: object) =>
  connect(await always(200, { ...DB, ...fields }), Date.now).getService(DB.service_id);

test.each([
  { status: 'READY', state: 'ready', because: 'it serves' },
  { status: 'ready', state: 'ready', because: 'case says nothing' },
  { status: 'QUEUED', state: 'changing', because: 'its creation waits' },
  { status: 'CONFIGURING', state: 'changing', because: 'an attach or a detach looks like this' },
  { status: 'UNSTABLE', state: 'changing', because: 'it is not reachable, and passes after a move' },
  { status: 'PAUSING', state: 'changing', because: 'it is on its way' },
  { status: 'RESUMING', state: 'changing', because: 'it is on its way' },
  { status: 'UPGRADING', state: 'changing', because: 'it is being updated' },
  { status: 'OPTIMIZING', state: 'changing', because: 'the old word is still a word' },
  { status: 'PAUSED', state: 'paused', because: 'somebody paused it' },
  { status: 'DELETING', state: 'deleting', because: 'it goes' },
  { status: 'DELETED', state: 'deleting', because: 'it went' },
  { status: 'REWIRING', state: 'unknown', because: 'a new word is never fatal' },
  { status: null, state: 'unknown', because: 'nothing is said at all' },
])('the status "$status" is $state, because $because', ({ status, state }) => {
  expect(judgeServiceStatus(status)).toBe(state);
});

test('whatever the status says, it is one of our words', () => {
  fc.assert(fc.property(fc.string(), (status) => SERVICE_STATES.includes(judgeServiceStatus(status))));
});

test.each([
  {
    fields: { endpoint: PUBLIC },
    vpc: null,
    endpoints: [{ role: 'primary', name: null, ...PUBLIC }],
    because: 'it is on the public internet',
  },
  {
    fields: { endpoint: PUBLIC, vpc_endpoint: null, connection_pooler: null, read_replica_sets: null },
    vpc: null,
    endpoints: [{ role: 'primary', name: null, ...PUBLIC }],
    because: 'null is as good as absent',
  },
  {
    fields: { endpoint: PUBLIC, vpc_endpoint: {}, connection_pooler: {}, read_replica_sets: [] },
    vpc: null,
    endpoints: [{ role: 'primary', name: null, ...PUBLIC }],
    because: 'an empty VPC endpoint is none',
  },
  {
    fields: { endpoint: PUBLIC, vpc_endpoint: { ...IN_VPC, vpc_id: '1337' } },
    vpc: '1337',
    endpoints: [{ role: 'primary', name: null, ...IN_VPC }],
    because: 'in a VPC the public address leads nowhere',
  },
  {
    fields: { vpcEndpoint: { ...IN_VPC, vpc_id: '1337' } },
    vpc: '1337',
    endpoints: [{ role: 'primary', name: null, ...IN_VPC }],
    because: 'the deprecated name says the same',
  },
  {
    fields: { endpoint: PUBLIC, vpc_endpoint: { host: ' ', port: 5432, vpc_id: '1337' } },
    vpc: '1337',
    endpoints: [],
    because: 'a host in a VPC is blank for a while, and the public one leads nowhere',
  },
  {
    fields: { endpoint: PUBLIC, vpc_endpoint: { vpc_id: '1337' } },
    vpc: '1337',
    endpoints: [],
    because: 'all but the VPC may be missing',
  },
  {
    fields: { endpoint: { host: PUBLIC.host } },
    vpc: null,
    endpoints: [],
    because: 'no port is ever guessed',
  },
  { fields: {}, vpc: null, endpoints: [], because: 'a service that is being made has no address' },
])('a service is in VPC $vpc with $endpoints.length endpoints: $because', async (row) => {
  expect(await readService(row.fields)).toMatchObject({ vpcProviderId: row.vpc, endpoints: row.endpoints });
});

test('pooler, replica sets and their poolers are endpoints of their own, the primary first', async () => {
  const at = (host: string, port: number) => ({ host, port });
  const seen = await readService({
    read_replica_sets: [
      {
        id: 'alb8jicdpr',
        name: 'reporting',
        status: 'active',
        endpoint: at('repl', 30001),
        connection_pooler: { endpoint: at('repl-pooler', 30002) },
      },
      { id: 'alb8jicdps', name: 'later', status: 'creating' },
    ],
    connection_pooler: { endpoint: at('pooler', 30003) },
    endpoint: at('primary', 30004),
    ha_replicas: { replica_count: 2, sync_replica_count: 1 },
  });
  expect(seen).toEqual({
    providerId: 'd1k5vk7hf2',
    name: 'payments-db',
    region: 'us-east-1',
    state: 'ready',
    rawStatus: 'READY',
    vpcProviderId: null,
    progress: null,
    haReplicas: 2,
    endpoints: [
      { role: 'primary', name: null, ...at('primary', 30004) },
      { role: 'pooler', name: null, ...at('pooler', 30003) },
      { role: 'replica', name: 'reporting', ...at('repl', 30001) },
      { role: 'replica-pooler', name: 'reporting', ...at('repl-pooler', 30002) },
    ],
  });
});

test('an unknown status is kept as it came', async () => {
  expect(await readService({ status: ' ReWiring ' })).toMatchObject({
    state: 'unknown',
    rawStatus: 'ReWiring',
  });
});

test('a service that is not there is null, and a list that the server writes as null is empty', async () => {
  const missing = connect(await always(404, { message: 'service not found' }), Date.now);
  expect(await missing.getService('x')).toBeNull();
  expect(await connect(await always(200, 'null'), Date.now).listServices()).toEqual([]);
});

test('a service that has no endpoint just after it moved is to be looked at again, and is not missing', async () => {
  const message = 'no Endpoint for that service id exists';
  const project = connect(await always(404, { message }), Date.now);
  const busy = { code: 'TIMESCALE_BUSY', retryable: true, said: message };
  await expect(project.getService('x')).rejects.toMatchObject(busy);
  await expect(project.listServices()).rejects.toMatchObject(busy);
  expect(await project.moveService('x', { from: '1', to: null })).toEqual({ kind: 'busy', message });
});

test.each([
  { leg: { from: null, to: '7' }, path: 'attachToVPC', because: 'it comes from the public internet' },
  { leg: { from: '7', to: null }, path: 'detachFromVPC', because: 'a detach names the VPC that it leaves' },
])('a leg $leg is one $path of VPC 7, because $because', async ({ leg, path }) => {
  const asked: string[] = [];
  const url = await serve((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      asked.push(`${request.method} ${request.url} ${body}`);
      response.writeHead(202).end('{"message":"accepted"}');
    });
  });
  expect(await connect(url, Date.now).moveService('d1k5vk7hf2', leg)).toEqual({ kind: 'accepted' });
  expect(asked).toEqual([`POST /projects/rp1pz7uyae/services/d1k5vk7hf2/${path} {"vpc_id":"7"}`]);
});

test.each([
  { leg: { from: '1', to: '2' }, because: 'Tiger has no such step' },
  { leg: { from: null, to: null }, because: 'there is nothing to do' },
])('a leg $leg is a mistake of the caller: $because', async ({ leg }) => {
  await expect(connect('http://127.0.0.1:1', Date.now).moveService('x', leg)).rejects.toThrow(
    'one at a time',
  );
});

test.each([
  { status: 202, message: 'ok', kind: 'accepted', because: 'it is on its way' },
  { status: 200, message: 'ok', kind: 'accepted', because: 'any 2xx is a yes' },
  { status: 404, message: 'whatever', kind: 'gone', because: 'it is not there' },
  { status: 400, message: 'target VPC does not exist', kind: 'gone', because: 'the words say so' },
  { status: 409, message: 'conflict', kind: 'busy', because: 'a conflict with its state passes' },
  { status: 400, message: 'it is already being updated', kind: 'busy', because: 'the words say so' },
  { status: 400, message: 'regions differ', kind: 'refused', because: 'waiting does not help' },
  { status: 422, message: 'limit of 50 endpoints', kind: 'refused', because: 'waiting does not help' },
])('a change that is answered $status "$message" is $kind, because $because', async (row) => {
  const { status, message, kind } = row;
  const project = connect(await always(status, { message }), Date.now);
  const expected = kind === 'accepted' ? { kind } : { kind, message };
  expect(await project.moveService('x', { from: null, to: '1' })).toEqual(expected);
  expect(await project.moveService('x', { from: '1', to: null })).toEqual(expected);
  expect(await project.renameVpc('1', 'other')).toEqual(expected);
});

test('a service goes into a VPC and out again, and each of its endpoints changes on the way', async () => {
  const world = await openWorld();
  const { project, clock } = world;
  const vpcId = await createdVpc(world, { ...EU, region: 'us-east-1' });
  const look = async () => {
    const seen = await project.getService(DB.service_id);
    if (seen === null) throw new Error('it is gone');
    return seen;
  };
  const before = await look();
  expect(before).toMatchObject({ name: 'payments-db', state: 'ready', vpcProviderId: null });
  expect(await project.moveService(DB.service_id, { from: null, to: vpcId })).toMatchObject({ kind: 'busy' });
  clock.advance(seconds(40));

  expect(await project.moveService(DB.service_id, { from: null, to: vpcId })).toEqual({ kind: 'accepted' });
  expect(await look()).toEqual({ ...before, state: 'changing', rawStatus: 'CONFIGURING' });
  clock.advance(seconds(30));
  expect(await look()).toMatchObject({ state: 'changing', vpcProviderId: vpcId, endpoints: [] });
  clock.advance(seconds(15));
  const inside = await look();
  expect(inside).toMatchObject({ state: 'ready', vpcProviderId: vpcId });
  expect(inside.endpoints.map(({ role, name, port }) => [role, name, port])).toEqual([
    ['primary', null, 5432],
    ['pooler', null, 5432],
    ['replica', 'reporting', 5432],
  ]);
  const outsideHosts = before.endpoints.map(({ host }) => host);
  for (const { host } of inside.endpoints) expect(outsideHosts).not.toContain(host);

  expect(await project.moveService(DB.service_id, { from: null, to: vpcId })).toMatchObject({
    kind: 'refused',
  });
  expect(await project.moveService(DB.service_id, { from: vpcId, to: null })).toEqual({ kind: 'accepted' });
  clock.advance(seconds(45));
  const [after] = await project.listServices();
  expect(after).toMatchObject({ state: 'ready', vpcProviderId: null });
  expect(after?.endpoints.map(({ host }) => host)).toEqual(outsideHosts);
});

test('a VPC takes a new name', async () => {
  const world = await openWorld();
  const vpcId = await createdVpc(world);
  expect(await world.project.renameVpc(vpcId, 'payments-west')).toEqual({ kind: 'accepted' });
  expect(await world.project.getVpc(vpcId)).toMatchObject({ name: 'payments-west' });
  expect(await world.project.renameVpc(vpcId, ' ')).toMatchObject({ kind: 'refused' });
  expect(await world.project.renameVpc('404', 'x')).toMatchObject({ kind: 'gone' });
});
