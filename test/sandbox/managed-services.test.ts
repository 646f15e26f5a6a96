import { expect, test } from 'vitest';
import {
  AWS_CLOUD,
  AZURE_CLOUD,
  GOOGLE_CLOUD,
  minutes,
  openManaged,
  PROD,
  seconds,
} from './managed-world.ts';

const SERVICE = `${PROD}/service`;
const METRICS = `${SERVICE}/metrics-db`;
const NEW = { service_name: 'new-db', service_type: 'pg', plan: 'timescale-dev-only', cloud: GOOGLE_CLOUD };

const open = async () => {
  const world = await openManaged();
  const { api } = world;
  const service = async (path = METRICS) => (await api('GET', path)).body.service;
  return { ...world, service, vpc: await world.vpcIn(GOOGLE_CLOUD, '10.9.0.0/24') };
};

test('a service shows its parts, each with host, port and route', async () => {
  const { service } = await open();
  const { components, ...shown } = await service();
  expect(shown).toMatchObject({
    state: 'RUNNING',
    service_type: 'pg',
    cloud_name: GOOGLE_CLOUD,
    project_vpc_id: null,
    node_states: [{ state: 'running' }, { state: 'running' }],
  });
  expect(components).toMatchObject([
    { component: 'pg', host: 'metrics-db-metrics-prod.a.timescaledb.io', usage: 'primary', route: 'dynamic' },
    { component: 'pgbouncer', usage: 'primary' },
    { component: 'pg', host: 'replica-metrics-db-metrics-prod.a.timescaledb.io', usage: 'replica' },
  ]);
  expect(shown.service_uri_params).toMatchObject({
    host: components[0].host,
    port: String(components[0].port),
  });
});

test('a service moves into a VPC: its old nodes answer until the new ones are ready', async () => {
  const { api, clock, dns, service, vpc } = await open();
  const before = await service();
  const [old] = before.components;
  const update = await api('PUT', METRICS, { project_vpc_id: vpc.id });
  expect(update.body.service).toMatchObject({ state: 'REBALANCING', project_vpc_id: vpc.id });
  expect(update.body.service.components).toEqual(before.components);

  const progress = async () => {
    const fresh = (await service()).node_states.slice(2);
    expect(fresh).toHaveLength(2);
    const updates: readonly { phase: string; completed: boolean }[] = fresh[0].progress_updates;
    const done = updates.filter(({ completed }) => completed).map(({ phase }) => phase);
    return `${fresh[0].state}: ${done.join(', ')}`;
  };
  expect(await progress()).toBe('setting_up_vm: ');
  clock.advance(seconds(20));
  expect(await progress()).toBe('syncing_data: prepare');
  clock.advance(seconds(10));
  expect((await service()).node_states[2].progress_updates[1]).toEqual({
    phase: 'basebackup',
    completed: false,
    min: 0,
    max: 4_294_967_296,
    current: 2_147_483_648,
    unit: 'bytes_uncompressed',
  });
  clock.advance(seconds(49));
  expect(await progress()).toBe('syncing_data: prepare, basebackup, stream');
  expect(dns.known().get(old.host)).toMatch(/^203\.0\.113\./);
  clock.advance(seconds(1));

  const after = await service();
  const [fresh] = after.components;
  expect(after).toMatchObject({ state: 'RUNNING', project_vpc_id: vpc.id });
  expect(after.node_states.map(({ name }: { name: string }) => name)).toEqual([
    'metrics-db-3',
    'metrics-db-4',
  ]);
  expect([fresh.host, fresh.port]).not.toEqual([old.host, old.port]);
  expect(dns.known().get(fresh.host)).toBeUndefined();
  clock.advance(seconds(20));
  expect(dns.known().get(fresh.host)).toMatch(/^10\.9\.0\./);
  expect(dns.known().get(old.host)).toBeUndefined();
});

test('absent, null and an id mean three things when a service is changed', async () => {
  const { api, clock, service, vpc } = await open();
  const change = async (body: object) => {
    const answer = await api('PUT', METRICS, body);
    clock.advance(minutes(2));
    return [answer.body.service.state, (await service()).project_vpc_id];
  };
  expect(await change({ project_vpc_id: vpc.id })).toEqual(['REBALANCING', vpc.id]);
  expect(await change({ user_config: { public_access: { pg: true } } })).toEqual(['RUNNING', vpc.id]);
  expect((await service()).components).toContainEqual(
    expect.objectContaining({ host: expect.stringMatching(/^public-/), route: 'public' }),
  );
  expect(await change({ project_vpc_id: vpc.id })).toEqual(['RUNNING', vpc.id]);
  expect(await change({ project_vpc_id: null })).toEqual(['REBALANCING', null]);
  expect(await change({})).toEqual(['RUNNING', null]);
});

test('a new service lands in the VPC of its cloud unless it is told otherwise', async () => {
  const { api, clock, vpc } = await open();
  const create = async (name: string, choice: object) => {
    const { status, body } = await api('POST', SERVICE, { ...NEW, service_name: name, ...choice });
    return [status, body.service.state, body.service.project_vpc_id];
  };
  expect(await create('unasked', {})).toEqual([200, 'REBUILDING', vpc.id]);
  expect(await create('public', { project_vpc_id: null })).toEqual([200, 'REBUILDING', null]);
  expect(await create('chosen', { project_vpc_id: vpc.id })).toEqual([200, 'REBUILDING', vpc.id]);
  expect(await create('elsewhere', { cloud: AZURE_CLOUD })).toEqual([200, 'REBUILDING', null]);
  expect(await api('POST', SERVICE, { ...NEW, service_name: 'unasked' })).toMatchObject({ status: 409 });
  clock.advance(minutes(1));
  expect((await api('GET', `${SERVICE}/unasked`)).body.service).toMatchObject({
    state: 'RUNNING',
    components: [{ host: 'unasked-metrics-prod.a.timescaledb.io' }, { component: 'pgbouncer' }],
  });
});

test('a service goes to another cloud with its VPC', async () => {
  const { api, clock, service, vpc, vpcIn } = await open();
  const other = await vpcIn(AWS_CLOUD, '10.10.0.0/24');
  await api('PUT', METRICS, { project_vpc_id: vpc.id });
  clock.advance(minutes(2));
  expect(await api('PUT', METRICS, { cloud: AWS_CLOUD })).toMatchObject({ status: 400 });
  await api('PUT', METRICS, { cloud: AWS_CLOUD, project_vpc_id: other.id });
  clock.advance(minutes(2));
  expect(await service()).toMatchObject({ cloud_name: AWS_CLOUD, project_vpc_id: other.id });
});

test('a move is refused where it cannot be', async () => {
  const { api, clock, vpc, vpcIn } = await open();
  const aws = await vpcIn(AWS_CLOUD, '10.10.0.0/24');
  const move = async (id: string | null, path = METRICS) =>
    (await api('PUT', path, { project_vpc_id: id })).status;
  expect(await move(aws.id)).toBe(400);
  expect(await move('00000000-0000-4000-8000-000000000000')).toBe(404);
  expect(await move('short')).toBe(400);
  expect(await move(vpc.id, `${SERVICE}/nobody`)).toBe(404);
  expect(await move(vpc.id)).toBe(200);
  expect(await move(null)).toBe(409);
  clock.advance(minutes(2));
  await api('DELETE', aws.path);
  expect((await api('PUT', METRICS, { cloud: AWS_CLOUD, project_vpc_id: aws.id })).status).toBe(409);
});

test('a VPC is kept while services are in it, are leaving it, or have just left', async () => {
  const { api, clock, vpc } = await open();
  const remove = async () => {
    const { status, body } = await api('DELETE', vpc.path);
    return status === 200 ? 'deleted' : body.message.replace('VPC cannot be deleted while ', '');
  };
  await api('PUT', METRICS, { project_vpc_id: vpc.id });
  expect(await remove()).toBe('there are services in it');
  clock.advance(minutes(2));
  expect(await remove()).toBe('there are services in it');
  await api('PUT', METRICS, { project_vpc_id: null });
  expect(await remove()).toBe('there are services migrating from it');
  clock.advance(seconds(80));
  expect(await remove()).toBe('service deletion is still in progress');
  clock.advance(seconds(30));
  await api('POST', SERVICE, { ...NEW, project_vpc_id: vpc.id });
  expect(await remove()).toBe('there are services in it');
  expect(await api('DELETE', `${SERVICE}/new-db`)).toMatchObject({ status: 200 });
  expect(await remove()).toBe('service deletion is still in progress');
  clock.advance(seconds(30));
  expect(await remove()).toBe('deleted');
});

test('a service may keep its names, and then only their addresses change', async () => {
  const { api, clock, control, dns, vpc } = await open();
  await control('POST', '/control/managed/projects/metrics-prod', { keepsNames: true });
  await api('POST', SERVICE, { ...NEW, project_vpc_id: null });
  clock.advance(minutes(1));
  const host = 'new-db-metrics-prod.a.timescaledb.io';
  expect(dns.known().get(host)).toMatch(/^203\.0\.113\./);
  await api('PUT', `${SERVICE}/new-db`, { project_vpc_id: vpc.id });
  clock.advance(seconds(99));
  expect(dns.known().get(host)).toMatch(/^203\.0\.113\./);
  clock.advance(seconds(1));
  expect(dns.known().get(host)).toMatch(/^10\.9\.0\./);
});

test('somebody works on services in the console', async () => {
  const { api, clock, control, vpc } = await open();
  const path = '/control/managed/projects/metrics-prod/services';
  const made = await control('POST', path, { name: 'theirs', cloud: GOOGLE_CLOUD, vpc: vpc.id });
  expect(made).toMatchObject({ status: 201, body: { state: 'RUNNING', vpc: vpc.id } });
  await control('POST', `${path}/theirs/move`, { vpc: null });
  clock.advance(minutes(2));
  await control('POST', `${path}/theirs/state`, { state: 'POWEROFF' });
  expect((await api('GET', SERVICE)).body.services).toContainEqual(
    expect.objectContaining({ service_name: 'theirs', state: 'POWEROFF', project_vpc_id: null }),
  );
  expect(await control('DELETE', `${path}/theirs`)).toMatchObject({ status: 204 });
  expect(await control('DELETE', `${path}/theirs`)).toMatchObject({ status: 404 });
});
