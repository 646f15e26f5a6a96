import { expect, onTestFinished, test } from 'vitest';
import { handClock } from '../../sandbox/clock.ts';
import { startSandbox } from '../../sandbox/start.ts';

const AUTH = `Basic ${Buffer.from('tspub-payments:tssec-payments').toString('base64')}`;
const VPCS = '/projects/rp1pz7uyae/vpcs';
const EU = { name: 'payments-eu', cidr: '10.8.0.0/24', region_code: 'eu-west-1' };
const PEER = {
  peer_account_id: '123456789012',
  peer_region_code: 'us-east-1',
  peer_vpc_id: 'vpc-0a1b2c3d4e5f60718',
};

const open = async () => {
  const clock = handClock();
  const sandbox = await startSandbox({ clock });
  onTestFinished(sandbox.stop);
  const call = (base: string) => async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: { authorization: AUTH },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };
  const api = call(sandbox.urls.tiger);
  const control = call(sandbox.urls.control);
  /** A VPC of which peerings can be made, with one that AWS has. */
  const peered = async (peer = PEER) => {
    const { id } = (await api('POST', VPCS, EU)).body;
    clock.advance(40_000);
    const peering = (await api('POST', `${VPCS}/${id}/peerings`, peer)).body;
    clock.advance(45_000);
    const look = async () => (await api('GET', `${VPCS}/${id}/peerings/${peering.id}`)).body;
    return { vpcPath: `${VPCS}/${id}`, look, pcx: (await look()).provisioned_id };
  };
  return { ...sandbox, clock, api, control, peered };
};

test.each([
  { header: undefined, because: 'there is no key' },
  { header: 'Bearer x', because: 'it is no basic auth' },
  { header: 'Basic dHNwdWI6d3Jvbmc=', because: 'the secret is wrong' },
])('a request is unauthenticated, because $because', async ({ header }) => {
  const { urls } = await open();
  const response = await fetch(`${urls.tiger}${VPCS}`, {
    headers: header === undefined ? {} : { authorization: header },
  });
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('a key opens its own project only', async () => {
  const { api } = await open();
  expect((await api('GET', '/projects')).body).toEqual([{ id: 'rp1pz7uyae', name: 'Payments' }]);
  expect(await api('GET', '/projects/rp2analytic/vpcs')).toMatchObject({
    status: 403,
    body: { message: 'missing project permission: PROJECT_PERMISSION_READ for project rp2analytic' },
  });
});

test.each([
  { body: { ...EU, cidr: '10.0.0.0/8' }, because: 'the range is too large' },
  { body: { ...EU, cidr: '10.0.0.0/29' }, because: 'the range is too small' },
  { body: { ...EU, cidr: '10.0.0.256/24' }, because: 'the range is none' },
  { body: { ...EU, region_code: 'mars-1' }, because: 'the region is unknown' },
  { body: { ...EU, name: ' ' }, because: 'it has no name' },
  { body: { name: 'x' }, because: 'fields are missing' },
])('a VPC is refused, because $because', async ({ body }) => {
  const { api } = await open();
  expect(await api('POST', VPCS, body)).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
});

test('a fourth VPC is over the limit until Timescale raises it', async () => {
  const { api, control } = await open();
  for (const third of [1, 2, 3]) await api('POST', VPCS, { ...EU, cidr: `10.${third}.0.0/24` });
  const fourth = await api('POST', VPCS, EU);
  expect(fourth).toMatchObject({ status: 400, body: { code: 'LIMIT_REACHED' } });
  expect(fourth.body.message).toContain('limit of 3 VPCs');
  await control('POST', '/control/tiger/projects/rp1pz7uyae/limit', { vpcs: 4 });
  expect(await api('POST', VPCS, EU)).toMatchObject({ status: 201 });
});

test('a VPC keeps its range as it was typed, and takes a new name', async () => {
  const { api } = await open();
  const { id } = (await api('POST', VPCS, { ...EU, cidr: '10.0.0.7/17' })).body;
  await api('POST', `${VPCS}/${id}/rename`, { name: 'other' });
  expect((await api('GET', `${VPCS}/${id}`)).body).toMatchObject({ name: 'other', cidr: '10.0.0.7/17' });
});

test('a peering asked for twice is one', async () => {
  const { api, peered } = await open();
  const { vpcPath, look } = await peered();
  expect((await api('POST', `${vpcPath}/peerings`, PEER)).body.id).toBe((await look()).id);
  expect((await api('GET', `${vpcPath}/peerings`)).body).toHaveLength(1);
});

test('a peering that ended can be asked for anew', async () => {
  const { api, control, peered } = await open();
  const { vpcPath, look, pcx } = await peered();
  await control('POST', `/control/aws/peerings/${pcx}/reject`);
  expect((await api('POST', `${vpcPath}/peerings`, PEER)).body.id).not.toBe((await look()).id);
});

test('the owner of the account sees the request, accepts it once, and Tiger hears of it later', async () => {
  const { clock, control, peered } = await open();
  const { look, pcx } = await peered();
  const requests = () => control('GET', '/control/aws/accounts/123456789012/requests');
  expect((await requests()).body).toMatchObject([
    { id: pcx, status: 'pending-acceptance', requester: { cidr: '10.8.0.0/24', region: 'eu-west-1' } },
  ]);
  expect((await control('GET', '/control/aws/accounts/210987654321/requests')).body).toEqual([]);
  expect(await control('POST', `/control/aws/peerings/${pcx}/accept`)).toMatchObject({ status: 200 });
  expect(await control('POST', `/control/aws/peerings/${pcx}/accept`)).toMatchObject({
    status: 400,
    body: { code: 'InvalidStateTransition' },
  });
  expect((await requests()).body).toEqual([]);
  expect(await look()).toMatchObject({ status: 'APPROVED', provisioned_id: pcx });
  clock.advance(20_000);
  expect(await look()).toMatchObject({ status: 'ACTIVE', provisioned_id: pcx });
});

test.each([
  { act: ['POST', '/reject'], status: 'INVALID', because: 'its owner said no' },
  { act: ['POST', '/expire'], status: 'TIMEOUT', because: 'AWS forgot it' },
  { act: ['DELETE', ''], status: 'DISABLED', because: 'its owner deleted it' },
])('a peering ends as $status without its pcx, because $because', async ({ act, status }) => {
  const { control, peered } = await open();
  const { look, pcx } = await peered();
  const [method = '', path = ''] = act;
  await control(method, `/control/aws/peerings/${pcx}${path}`);
  expect((await look()).status).toBe(status);
  expect(await look()).not.toHaveProperty('provisioned_id');
});

test("a peer's VPC that is deleted takes its connection along", async () => {
  const { control, peered } = await open();
  const { look } = await peered();
  const vpc = '/control/aws/accounts/123456789012/vpcs/vpc-0a1b2c3d4e5f60718';
  expect(await control('DELETE', vpc)).toMatchObject({ status: 204 });
  expect((await look()).status).toBe('DISABLED');
});

test('a VPC that is made in the account before the request arrives is found', async () => {
  const { control, peered } = await open();
  const vpc = { id: 'vpc-0123456789abcdef0', region: 'us-west-2', cidrs: ['10.99.0.0/16'] };
  await control('POST', '/control/aws/accounts/999999999999/vpcs', vpc);
  const peer = { peer_account_id: '999999999999', peer_region_code: 'us-west-2', peer_vpc_id: vpc.id };
  const { look } = await peered(peer);
  expect(await look()).toMatchObject({ status: 'APPROVED', provisioned_id: expect.any(String) });
});

test('a VPC deleted behind the back of its user is gone at once, and so is the connection', async () => {
  const { api, aws, control, peered } = await open();
  const { vpcPath, pcx } = await peered();
  expect(await control('DELETE', `/control/tiger${vpcPath}`)).toMatchObject({ status: 204 });
  expect(await api('GET', vpcPath)).toMatchObject({ status: 404 });
  expect(aws.find(pcx)).toMatchObject({ status: 'deleted', deletedBy: 'requester' });
});

test('delays apply to what is made after they were set', async () => {
  const { api, clock, control } = await open();
  const before = (await api('POST', VPCS, EU)).body.id;
  await control('POST', '/control/tiger/delays', { vpcReadyAfter: 0 });
  const after = (await api('POST', VPCS, { ...EU, cidr: '10.9.0.0/24' })).body.id;
  expect((await api('POST', `${VPCS}/${after}/peerings`, PEER)).status).toBe(201);
  expect((await api('POST', `${VPCS}/${before}/peerings`, PEER)).status).toBe(404);
  clock.advance(40_000);
  expect((await api('POST', `${VPCS}/${before}/peerings`, PEER)).status).toBe(201);
  expect(await control('POST', '/control/tiger/delays', { sleep: 1 })).toMatchObject({ status: 400 });
});

test('requests are counted by operation', async () => {
  const { api, control } = await open();
  await api('GET', VPCS);
  await api('GET', VPCS);
  await api('POST', VPCS, EU);
  expect((await control('GET', '/control/tiger/requests')).body).toEqual({ getVPCs: 2, createVPC: 1 });
  await control('DELETE', '/control/tiger/requests');
  expect((await control('GET', '/control/tiger/requests')).body).toEqual({});
});

test('faults are switched on, used up and cleared by their own control', async () => {
  const { api, control } = await open();
  const fault = { target: 'tiger', match: `POST ${VPCS}`, kind: 'status', status: 429, retryAfter: 3 };
  await control('POST', '/control/faults', fault);
  expect((await api('GET', VPCS)).status).toBe(200);
  expect((await api('POST', VPCS, EU)).status).toBe(429);
  expect((await api('POST', VPCS, EU)).status).toBe(201);
  await control('POST', '/control/faults', { ...fault, times: 5 });
  expect((await control('GET', '/control/faults')).body).toMatchObject([{ left: 5 }]);
  await control('DELETE', '/control/faults');
  expect((await control('GET', '/control/faults')).body).toEqual([]);
});

test('a lost answer is done all the same', async () => {
  const { api, faults } = await open();
  faults.add({ target: 'tiger', match: 'POST', kind: 'lose-answer', times: 1 });
  await expect(api('POST', VPCS, EU)).rejects.toThrow();
  expect((await api('GET', VPCS)).body).toHaveLength(1);
});

test('the clock is moved from outside', async () => {
  const { clock, control } = await open();
  const before = clock.now();
  expect((await control('POST', '/control/clock', { advance: 5_000 })).body).toMatchObject({
    now: before + 5_000,
  });
});

test.each([{ advance: 1e308 }, { scale: 1e308 }])('no date is lost to a clock with %o', async (change) => {
  const { control } = await open();
  expect((await control('POST', '/control/clock', change)).status).toBe(400);
  expect((await control('GET', '/control/clock')).body['time']).toMatch(/^\d{4}-/);
});

test('the state shows every project with its VPCs', async () => {
  const { control } = await open();
  expect((await control('GET', '/control/tiger/state')).body.projects).toMatchObject([
    { id: 'rp1pz7uyae', vpcs: [] },
    { id: 'rp2analytic', vpcs: [{ name: 'analytics-main', peerings: [] }] },
  ]);
});
