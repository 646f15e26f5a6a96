import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { AWS_CLOUD, openManaged, PROD } from './managed-world.ts';

test.each([
  { header: undefined, status: 401, because: 'there is no token' },
  { header: 'Basic bWFuYWdlZC10b2tlbi1tZXRyaWNz', status: 401, because: 'it is no token' },
  { header: 'aivenv1 wrong', status: 401, because: 'nobody has the token' },
  { header: 'aivenv1 managed-token-dev', status: 403, because: 'the token opens another project' },
  { header: 'aivenv1 managed-token-metrics', status: 200, because: 'it is the token of the project' },
  { header: 'Bearer managed-token-metrics', status: 200, because: 'both words are taken' },
])('the answer is $status, because $because', async ({ header, status }) => {
  const { urls } = await openManaged();
  expect(urls.managed).toMatch(/\/v1$/);
  const response = await fetch(`${urls.managed}${PROD}/vpcs`, {
    headers: header === undefined ? {} : { authorization: header },
  });
  expect(response.status).toBe(status);
  if (status === 200) return;
  expect(await response.json()).toEqual({
    message: expect.any(String),
    errors: [{ message: expect.any(String), status }],
  });
});

test('one token may open several projects, each with its own limit', async () => {
  const seed = { token: 'managed-token-metrics', vpcs: [], services: [] };
  const { api } = await openManaged({
    managedProjects: [
      { ...seed, name: 'one', vpcLimit: 1 },
      { ...seed, name: 'two', vpcLimit: 0 },
    ],
  });
  const wanted = { cloud_name: AWS_CLOUD, network_cidr: '10.9.0.0/24', peering_connections: [] };
  expect((await api('POST', '/project/one/vpcs', wanted)).status).toBe(200);
  expect((await api('POST', '/project/two/vpcs', wanted)).body.message).toContain('limit 0');
});

test('a project that is not there is not found, nor is a path', async () => {
  const { api } = await openManaged();
  expect(await api('GET', '/project/nobody/vpcs')).toMatchObject({ status: 404 });
  expect(await api('GET', `${PROD}/nothing`)).toMatchObject({ status: 404 });
});

test('a project has the clouds with the prefix, the platform has more', async () => {
  const { api } = await openManaged();
  const names = async (path: string): Promise<readonly string[]> =>
    (await api('GET', path)).body.clouds.map(({ cloud_name }: { cloud_name: string }) => cloud_name);
  const own = await names(`${PROD}/clouds`);
  expect(own).toContain(AWS_CLOUD);
  expect(own.every((name) => name.startsWith('timescale-'))).toBe(true);
  expect(await names('/clouds')).toEqual(expect.arrayContaining([...own, 'aws-us-east-1', 'do-fra']));
  const { vpc_peering_connection_types: types } = (await api('GET', `${PROD}/vpc-peering-connection-types`))
    .body;
  expect(types).toHaveLength(own.length);
});

test('a project tells of itself, has a certificate that can be read, and remembers what was done', async () => {
  const { api, vpcIn } = await openManaged();
  expect((await api('GET', PROD)).body.project).toMatchObject({ project_name: 'metrics-prod' });
  const { certificate } = (await api('GET', `${PROD}/kms/ca`)).body;
  expect(new X509Certificate(certificate)).toMatchObject({ ca: true, subject: 'CN=sandbox Project CA' });
  await vpcIn(AWS_CLOUD);
  await api('PUT', `${PROD}/service/billing-db`, { project_vpc_id: null });
  expect((await api('GET', `${PROD}/events`)).body.events).toMatchObject([
    { event_type: 'service_update', service_name: 'billing-db' },
    { event_type: 'project_vpc_create', service_name: null },
  ]);
});

test('calls are counted by project and operation', async () => {
  const { api, control } = await openManaged();
  await api('GET', '/clouds');
  await api('GET', `${PROD}/vpcs`);
  await api('GET', `${PROD}/vpcs`);
  await api('POST', `${PROD}/vpcs`, {});
  expect((await control('GET', '/control/managed/requests')).body).toEqual({
    ListClouds: 1,
    'metrics-prod VpcList': 2,
    'metrics-prod VpcCreate': 1,
  });
  await control('DELETE', '/control/managed/requests');
  expect((await control('GET', '/control/managed/requests')).body).toEqual({});
});

test('one project is down while another is well', async () => {
  const { control, urls } = await openManaged();
  const fault = { target: 'managed', match: '/project/metrics-prod/', kind: 'status', times: 9 };
  await control('POST', '/control/faults', { ...fault, status: 429, retryAfter: 7 });
  const ask = (project: string, token: string) =>
    fetch(`${urls.managed}/project/${project}/vpcs`, { headers: { authorization: `aivenv1 ${token}` } });
  const limited = await ask('metrics-prod', 'managed-token-metrics');
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
  expect(await limited.json()).toMatchObject({ errors: [{ status: 429, error_code: 'rate_limited' }] });
  expect((await ask('metrics-dev', 'managed-token-dev')).status).toBe(200);
});

test('the control shows all, and delays apply to what is made after they were set', async () => {
  const { control, api } = await openManaged();
  await control('POST', '/control/managed/delays', { vpcReadyAfter: 0 });
  const wanted = { cloud_name: AWS_CLOUD, network_cidr: '10.9.0.0/24', peering_connections: [] };
  expect((await api('POST', `${PROD}/vpcs`, wanted)).body.state).toBe('ACTIVE');
  expect((await control('GET', '/control/managed/state')).body).toMatchObject({
    delays: { vpcReadyAfter: 0 },
    projects: [
      { name: 'metrics-prod', vpcLimit: 3, vpcs: [{ network_cidr: '10.9.0.0/24' }] },
      { name: 'metrics-dev', vpcs: [{}], services: [{ name: 'trial-db', state: 'RUNNING' }] },
    ],
  });
  expect(await control('POST', '/control/managed/delays', { sleep: 1 })).toMatchObject({ status: 400 });
  expect(await control('POST', '/control/managed/projects/nobody', { vpcLimit: 1 })).toMatchObject({
    status: 404,
  });
});
