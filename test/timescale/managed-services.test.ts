import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SERVICE_STATES } from '../../src/domain/service.ts';
import { judgeServiceState } from '../../src/timescale/managed-services.ts';
import { connectManaged, openManaged, REGIONS } from './managed-world.ts';
import { always } from './tiger-world.ts';

const VPC = '6f1f2c3d-0000-4000-a000-000000000001';
const DB = {
  service_name: 'metrics-db',
  service_type: 'pg',
  cloud_name: REGIONS.google,
  state: 'RUNNING',
  project_vpc_id: null,
  components: [],
};

/** The service as the adapter reads it from an answer with these fields. */
const readService = async (fields: object) =>
  connectManaged(await always(200, { service: { ...DB, ...fields } })).getService(DB.service_name);

const part = (component: string, route: string, host: string, usage = 'primary') => ({
  component,
  route,
  host,
  port: 12_345,
  usage,
});

test.each([
  { word: 'RUNNING', state: 'ready', because: 'it serves' },
  { word: 'running', state: 'ready', because: 'case says nothing' },
  { word: 'REBALANCING', state: 'changing', because: 'its nodes move' },
  { word: 'REBUILDING', state: 'changing', because: 'its nodes are being built' },
  { word: 'POWEROFF', state: 'paused', because: 'somebody turned it off' },
  { word: 'REWIRING', state: 'unknown', because: 'a new word is never fatal' },
  { word: null, state: 'unknown', because: 'nothing is said at all' },
])('the state "$word" is $state, because $because', ({ word, state }) => {
  expect(judgeServiceState(word)).toBe(state);
});

test('whatever the state says, it is one of our words', () => {
  fc.assert(
    fc.property(fc.string(), (word) => {
      expect(SERVICE_STATES).toContain(judgeServiceState(word));
    }),
  );
});

test('a project lists its services with their places, and a look at one is the same', async () => {
  const { project } = await openManaged();
  const services = await project.listServices();
  expect(services).toMatchObject([
    { providerId: 'metrics-db', name: 'metrics-db', region: REGIONS.google, state: 'ready' },
    { providerId: 'billing-db', name: 'billing-db', region: REGIONS.aws, state: 'ready' },
  ]);
  const [metrics] = services;
  expect(metrics).toMatchObject({ rawStatus: 'RUNNING', vpcProviderId: null, progress: null });
  expect(metrics?.endpoints.map(({ role }) => role)).toEqual(['primary', 'pooler', 'replica']);
  expect(await project.getService('metrics-db')).toEqual(metrics);
  expect(await project.getService('nobody')).toBeNull();
});

test('a service with the fields that may be missing survives', async () => {
  const bare = { service_name: 's', service_type: 'pg', cloud_name: REGIONS.aws };
  const project = connectManaged(await always(200, { services: [bare, { ...bare, components: null }] }));
  const seen = { state: 'unknown', rawStatus: '', vpcProviderId: null, endpoints: [], progress: null };
  expect(await project.listServices()).toMatchObject([seen, seen]);
});

test.each([
  {
    vpc: null,
    components: [part('pg', 'dynamic', 'db'), part('pg', 'public', 'public-db')],
    hosts: { primary: 'db' },
    because: 'the dynamic name leads to where it is',
  },
  {
    vpc: VPC,
    components: [
      part('pg', 'public', 'public-db'),
      part('pg', 'dynamic', 'db'),
      part('pg', 'private', 'p-db'),
    ],
    hosts: { primary: 'db' },
    because: 'what is opened to the public is a way in beside the VPC',
  },
  {
    vpc: VPC,
    components: [part('pg', 'privatelink', 'pl-db'), part('pg', 'private', 'p-db')],
    hosts: { primary: 'p-db' },
    because: 'a private link belongs to somebody else',
  },
  {
    vpc: VPC,
    components: [part('pg', 'public', 'public-db')],
    hosts: {},
    because: 'nothing leads there through the VPC yet',
  },
  {
    vpc: null,
    components: [part('pg', 'public', 'public-db'), part('pg', 'private', 'p-db')],
    hosts: { primary: 'public-db' },
    because: 'it is in no VPC',
  },
  {
    vpc: null,
    components: [
      part('pgbouncer', 'dynamic', 'db-b', 'replica'),
      part('pg', 'dynamic', 'db-r', 'replica'),
      part('pgbouncer', 'dynamic', 'db-p'),
      part('prometheus', 'dynamic', 'db-m'),
      part('pg', 'dynamic', 'db'),
    ],
    hosts: { primary: 'db', pooler: 'db-p', replica: 'db-r', 'replica-pooler': 'db-b' },
    because: 'each part has its own, and metrics are none of them',
  },
  {
    vpc: null,
    components: [
      { ...part('pg', 'dynamic', ''), port: 1 },
      { ...part('pgbouncer', 'dynamic', 'x'), port: 0 },
    ],
    hosts: {},
    because: 'a place without host or port is none yet',
  },
])('a service in $vpc is reached at $hosts, because $because', async ({ vpc, components, hosts }) => {
  const service = await readService({ project_vpc_id: vpc, components });
  expect(service?.vpcProviderId).toBe(vpc);
  expect(service?.endpoints).toEqual(
    Object.entries(hosts).map(([role, host]) => ({ role, name: null, host, port: 12_345 })),
  );
});

test('a service that is no database is listed too, because its VPC cannot go while it is there', async () => {
  const grafana = {
    service_type: 'grafana',
    project_vpc_id: VPC,
    components: [part('grafana', 'dynamic', 'g')],
  };
  expect(await readService(grafana)).toMatchObject({
    vpcProviderId: VPC,
    endpoints: [{ role: 'primary', host: 'g' }],
  });
});

const update = (phase: string, more: object = {}) => ({ phase, completed: false, ...more });
const node = (...progress_updates: readonly object[]) => ({
  name: 'n',
  state: 'syncing_data',
  progress_updates,
});

test.each([
  { nodes: null, progress: null, because: 'nothing is said' },
  { nodes: [{ name: 'n', state: 'running' }], progress: null, because: 'the old node does not move' },
  {
    nodes: [
      node(
        { ...update('prepare'), completed: true },
        update('basebackup', { min: 0, max: 200, current: 50 }),
      ),
    ],
    progress: { phase: 'basebackup', percent: 25 },
    because: 'the first phase that is not done counts',
  },
  {
    nodes: [
      node(update('finalize')),
      node(update('stream', { max: 10, current: 9 })),
      node(update('stream', { max: 10, current: 3 })),
    ],
    progress: { phase: 'stream', percent: 30 },
    because: 'the node that is furthest behind tells',
  },
  {
    nodes: [node(update('basebackup', { min: null, max: null, current: null }))],
    progress: { phase: 'basebackup', percent: null },
    because: 'numbers may be missing',
  },
  {
    nodes: [node(update('basebackup', { min: 100, max: 200, current: 250 }))],
    progress: { phase: 'basebackup', percent: 100 },
    because: 'what there is may change while it is counted',
  },
  {
    nodes: [node(update('rewire', { max: 2, current: 1 }))],
    progress: { phase: 'rewire', percent: 50 },
    because: 'a new word is never fatal',
  },
])('a service whose nodes say this is at $progress, because $because', async ({ nodes, progress }) => {
  expect((await readService({ state: 'REBALANCING', node_states: nodes }))?.progress).toEqual(progress);
  expect((await readService({ state: 'RUNNING', node_states: nodes }))?.progress).toBeNull();
});
