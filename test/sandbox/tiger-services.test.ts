import { expect, onTestFinished, test } from 'vitest';
import { handClock } from '../../sandbox/clock.ts';
import { createFaults } from '../../sandbox/faults.ts';
import { createTiger } from '../../sandbox/tiger/tiger.ts';

const DB = 'd1k5vk7hf2';
const LEDGER = 'kd9w2xp4mz';
const SERVICES = '/projects/rp1pz7uyae/services';
const VPCS = '/projects/rp1pz7uyae/vpcs';
const US = { name: 'payments-us', cidr: '10.8.0.0/24', region_code: 'us-east-1' };
const EU = { name: 'payments-eu', cidr: '10.9.0.0/24', region_code: 'eu-west-1' };

const open = async () => {
  const clock = handClock();
  const tiger = await createTiger({ clock, faults: createFaults() });
  onTestFinished(tiger.stop);
  const call =
    (base: string, key = 'payments') =>
    async (method: string, path: string, body?: unknown) => {
      const authorization = `Basic ${Buffer.from(`tspub-${key}:tssec-${key}`).toString('base64')}`;
      const init = { method, headers: { authorization } };
      const response = await fetch(
        `${base}${path}`,
        body === undefined ? init : { ...init, body: JSON.stringify(body) },
      );
      const text = await response.text();
      return { status: response.status, body: text === '' ? null : JSON.parse(text) };
    };
  const api = call(tiger.apiUrl);
  const control = call(`${tiger.url}/control/tiger`);
  /** The id of a VPC that is ready. */
  const madeVpc = async (wanted = US): Promise<string> => {
    const { id } = (await api('POST', VPCS, wanted)).body;
    clock.advance(40_000);
    return id;
  };
  const attach = (vpc_id: string, service = DB) =>
    api('POST', `${SERVICES}/${service}/attachToVPC`, { vpc_id });
  const detach = (vpc_id: string, service = DB) =>
    api('POST', `${SERVICES}/${service}/detachFromVPC`, { vpc_id });
  const look = async (service = DB) => (await api('GET', `${SERVICES}/${service}`)).body;
  const analytics = call(tiger.apiUrl, 'analytics');
  return { tiger, clock, api, analytics, control, madeVpc, attach, detach, look };
};

test('every project starts with its services, each part with an address and a port of its own', async () => {
  const { api, analytics, look } = await open();
  const names = (answer: { body: { name: string }[] }) => answer.body.map(({ name }) => name);
  expect(names(await api('GET', SERVICES))).toEqual(['payments-db', 'ledger-db']);
  const db = await look();
  expect(db).toMatchObject({ status: 'READY', region_code: 'us-east-1' });
  expect(db).not.toHaveProperty('vpc_endpoint');
  const ends = [db.endpoint, db.connection_pooler.endpoint, db.read_replica_sets[0].endpoint];
  expect(ends.map(({ host }) => host)).toEqual([
    'd1k5vk7hf2.rp1pz7uyae.tsdb.cloud.timescale.com',
    'd1k5vk7hf2-pooler.rp1pz7uyae.tsdb.cloud.timescale.com',
    'd1k5vk7hf2-repl.rp1pz7uyae.tsdb.cloud.timescale.com',
  ]);
  expect(new Set(ends.map(({ port }) => port)).size).toBe(3);
  for (const { port } of ends) expect(String(port)).toMatch(/^3\d{4}$/);

  const [events] = (await analytics('GET', '/projects/rp2analytic/services')).body;
  const [vpc] = (await analytics('GET', '/projects/rp2analytic/vpcs')).body;
  expect(events.vpc_endpoint).toEqual({
    host: 'i4wmp4crev.rp2analytic.vpc.tsdb.forge.timescale.com',
    port: 5432,
    vpc_id: vpc.id,
  });
});

test('attaching takes its time, loses the address half way, and ends at new addresses', async () => {
  const { clock, madeVpc, attach, look } = await open();
  const vpcId = await madeVpc();
  const before = await look();
  expect(await attach(vpcId)).toMatchObject({ status: 202, body: { message: expect.any(String) } });
  expect(await look()).toMatchObject({ status: 'CONFIGURING', endpoint: before.endpoint });
  clock.advance(30_000);
  expect(await look()).toMatchObject({ status: 'CONFIGURING', vpc_endpoint: { host: '', vpc_id: vpcId } });
  clock.advance(15_000);
  const inVpc = (label: string) => ({
    host: `${label}.rp1pz7uyae.vpc.tsdb.forge.timescale.com`,
    port: 5432,
  });
  const after = await look();
  expect(after).toMatchObject({
    status: 'READY',
    vpc_endpoint: { ...inVpc(DB), vpc_id: vpcId },
    vpcEndpoint: { ...inVpc(DB), vpc_id: vpcId },
    connection_pooler: { endpoint: inVpc(`${DB}-pooler`) },
    read_replica_sets: [{ name: 'reporting', endpoint: inVpc(`${DB}-repl`) }],
  });
  expect(after).not.toHaveProperty('endpoint');
});

test('a service that comes back to the public internet has its old host and a port it never had', async () => {
  const { clock, madeVpc, attach, detach, look } = await open();
  const vpcId = await madeVpc();
  const { endpoint: before } = await look();
  await attach(vpcId);
  clock.advance(45_000);
  await detach(vpcId);
  clock.advance(45_000);
  const { endpoint: after } = await look();
  expect(after.host).toBe(before.host);
  expect(after.port).not.toBe(before.port);
});

test('while a service is being moved every other change of it, and the end of its VPC, have to wait', async () => {
  const { clock, api, madeVpc, attach, detach } = await open();
  const vpcId = await madeVpc();
  await attach(vpcId);
  const busy = { status: 409, body: { message: 'the service is already being updated' } };
  expect(await attach(vpcId)).toMatchObject(busy);
  expect(await detach(vpcId)).toMatchObject(busy);
  expect(await api('DELETE', `${VPCS}/${vpcId}`)).toMatchObject({ status: 409 });
  clock.advance(45_000);
  expect(await detach(vpcId)).toMatchObject({ status: 202 });
  expect(await api('DELETE', `${VPCS}/${vpcId}`)).toMatchObject({ status: 409 });
});

test('a VPC with services is not deleted, and the refusal names them', async () => {
  const { clock, api, madeVpc, attach, detach } = await open();
  const vpcId = await madeVpc();
  await attach(vpcId);
  clock.advance(45_000);
  expect(await api('DELETE', `${VPCS}/${vpcId}`)).toMatchObject({
    status: 400,
    body: { message: 'the VPC has services attached: payments-db; detach them first' },
  });
  await detach(vpcId);
  clock.advance(45_000);
  expect(await api('DELETE', `${VPCS}/${vpcId}`)).toMatchObject({ status: 204 });
});

test('an attach is refused with the reason', async () => {
  const { clock, madeVpc, attach, api } = await open();
  const us = await madeVpc();
  const other = await madeVpc({ ...US, cidr: '10.10.0.0/24' });
  const eu = await madeVpc(EU);
  expect(await attach(eu)).toMatchObject({
    status: 400,
    body: { message: 'the service is in region us-east-1 and the VPC in eu-west-1' },
  });
  expect(await attach('404')).toMatchObject({
    status: 404,
    body: { message: 'target VPC does not exist' },
  });
  expect(await attach('vpc-1')).toMatchObject({ status: 400 });
  expect(await attach(us, 'nobody')).toMatchObject({
    status: 404,
    body: { message: 'service not found' },
  });
  await attach(us);
  clock.advance(45_000);
  const elsewhere = {
    status: 400,
    body: { message: `the service is attached to VPC ${us}; detach it first` },
  };
  expect(await attach(us)).toMatchObject(elsewhere);
  expect(await attach(other)).toMatchObject(elsewhere);
  await api('DELETE', `${VPCS}/${eu}`);
  expect(await attach(eu, LEDGER)).toMatchObject({ status: 409 });
});

test('a detach names the VPC that the service is in', async () => {
  const { clock, madeVpc, attach, detach } = await open();
  const us = await madeVpc();
  const notThere = (vpc: string) => ({
    status: 400,
    body: { message: `the service is not attached to VPC ${vpc}` },
  });
  expect(await detach(us)).toMatchObject(notThere(us));
  await attach(us);
  clock.advance(45_000);
  expect(await detach('404')).toMatchObject(notThere('404'));
  expect(await detach(us)).toMatchObject({ status: 202 });
});

test('a VPC holds fifty endpoints: pooler and replicas take one each, and who leaves makes room', async () => {
  const { clock, control, madeVpc, attach, detach } = await open();
  const vpc = await madeVpc();
  const fill = { region: 'us-east-1', pooler: true, replicaSets: [{ name: 'a' }, { name: 'b' }], vpc };
  for (let made = 1; made <= 16; made += 1) {
    expect(await control('POST', SERVICES, { ...fill, name: `db-${made}` })).toMatchObject({ status: 201 });
  }
  const full = { status: 400, body: { code: 'LIMIT_REACHED', message: expect.stringContaining('50') } };
  expect(await attach(vpc)).toMatchObject(full);
  const small = { name: 'small', region: 'us-east-1', vpc };
  const last = (await control('POST', SERVICES, small)).body.id;
  expect(await control('POST', SERVICES, { ...small, name: 'last' })).toMatchObject({ status: 201 });
  expect(await control('POST', SERVICES, { ...small, name: 'too-many' })).toMatchObject(full);
  await detach(vpc, last);
  expect(await control('POST', SERVICES, { ...small, name: 'too-early' })).toMatchObject(full);
  clock.advance(45_000);
  expect(await control('POST', SERVICES, { ...small, name: 'in-time' })).toMatchObject({ status: 201 });
});

test('what somebody does to a service in the console is seen over the API', async () => {
  const { clock, api, control, madeVpc, look } = await open();
  const vpc = await madeVpc();
  const path = `${SERVICES}/${DB}`;
  expect(await control('POST', `${path}/status`, { status: 'PAUSED' })).toMatchObject({
    status: 200,
    body: { name: 'payments-db', status: 'PAUSED' },
  });
  expect(await look()).toMatchObject({ status: 'PAUSED' });
  expect(await control('POST', `${path}/move`, { vpc: '404' })).toMatchObject({ status: 404 });
  expect(await control('POST', `${path}/move`, { vpc })).toMatchObject({ body: { status: 'CONFIGURING' } });
  clock.advance(45_000);
  expect(await look()).toMatchObject({ status: 'PAUSED', vpc_endpoint: { vpc_id: vpc } });
  await control('POST', `${path}/status`, { status: 'UPGRADING' });
  expect(await control('POST', `${path}/move`, { vpc: null })).toMatchObject({ status: 409 });
  await control('POST', `${path}/status`, { status: null });
  expect(await control('POST', `${path}/move`, { vpc: null })).toMatchObject({ status: 200 });
  const state = (await control('GET', '/state')).body;
  expect(state.projects[0].services).toMatchObject([
    { id: DB, name: 'payments-db', status: 'CONFIGURING', vpcId: vpc },
    { id: LEDGER, name: 'ledger-db', status: 'READY', vpcId: null },
  ]);
  const made = (await control('POST', SERVICES, { name: 'new-db', region: 'sa-east-1' })).body;
  expect(await look(made.id)).toMatchObject({
    name: 'new-db',
    status: 'READY',
    endpoint: { port: expect.any(Number) },
  });
  expect(await control('DELETE', path)).toMatchObject({ status: 204 });
  expect(await api('GET', path)).toMatchObject({ status: 404 });
  expect(await control('DELETE', path)).toMatchObject({ status: 404 });
  expect(await control('POST', SERVICES, { name: 'x', region: 'mars-1' })).toMatchObject({ status: 400 });
});

test('a VPC deleted behind the back of its users leaves its services on the public internet', async () => {
  const { clock, control, madeVpc, attach, look } = await open();
  const vpc = await madeVpc();
  await attach(vpc);
  clock.advance(10_000);
  await control('DELETE', `${VPCS}/${vpc}`);
  expect(await look()).toMatchObject({
    status: 'READY',
    endpoint: { host: expect.stringContaining('tsdb.cloud') },
  });
});
