import { expect, test } from 'vitest';
import type { Fault } from '../../sandbox/faults.ts';
import { openCompute, PROD, THEIRS } from './compute-world.ts';

test('a network shows its subnets, and a project all of them', async () => {
  const { api } = await openCompute();
  const { body } = await api('GET', PROD);
  expect(body).toMatchObject({ kind: 'compute#network', name: 'prod', autoCreateSubnetworks: false });
  expect(body).not.toHaveProperty('peerings');
  const all = await api('GET', '/projects/acme-net/aggregated/subnetworks');
  const shown = all.body.items['regions/europe-west1'].subnetworks;
  expect(shown.map(({ ipCidrRange }: { ipCidrRange: string }) => ipCidrRange)).toEqual([
    '10.130.0.0/20',
    '10.130.16.0/20',
    '10.140.0.0/20',
  ]);
  expect(body.subnetworks).toEqual([shown[0].selfLink, shown[1].selfLink]);
  expect(shown[2].network).toMatch(/\/networks\/staging$/);
  const { body: list } = await api('GET', '/projects/acme-net/global/networks');
  expect(list.items.map(({ name }: { name: string }) => name)).toEqual(['prod', 'staging']);
});

test('a peering is inactive until both sides have made it, and is connected then', async () => {
  const { addPeering, peerings, theyPeer } = await openCompute();
  await addPeering({ importCustomRoutes: true });
  expect(await peerings()).toMatchObject([
    {
      name: 'to-timescale',
      state: 'INACTIVE',
      stateDetails: expect.stringContaining('Waiting for peer network to connect.'),
      importCustomRoutes: true,
      exportCustomRoutes: false,
    },
  ]);
  theyPeer();
  expect(await peerings()).toMatchObject([
    { state: 'ACTIVE', stateDetails: expect.stringContaining('Connected.') },
  ]);
});

test('a change is an operation that runs a while, and is waited for', async () => {
  const { addPeering, api, pass } = await openCompute();
  const { body: begun } = await addPeering();
  expect(begun).toMatchObject({ kind: 'compute#operation', status: 'RUNNING', progress: 0 });
  const path = `/projects/acme-net/global/operations/${begun.name}`;
  expect((await api('GET', path)).body).toMatchObject({ status: 'RUNNING' });
  pass();
  const { body: done } = await api('POST', `${path}/wait`);
  expect(done).toMatchObject({
    name: begun.name,
    status: 'DONE',
    progress: 100,
    endTime: expect.any(String),
  });
  expect((await api('GET', '/projects/acme-data/global/operations/x')).status).toBe(404);
});

test('neither network takes another change while one runs', async () => {
  const { addPeering, api, pass } = await openCompute();
  await addPeering();
  const again = { name: 'to-timescale' };
  const busy = await api('POST', `${PROD}/removePeering`, again);
  expect(busy).toMatchObject({
    status: 400,
    body: { error: { code: 400, errors: [{ reason: 'badRequest' }] } },
  });
  expect(busy.body.error.message).toContain('There is a peering operation in progress');
  const other = { name: 'x', network: `projects/${THEIRS.project}/global/networks/${THEIRS.network}` };
  const staging = '/projects/acme-net/global/networks/staging/addPeering';
  expect((await api('POST', staging, { networkPeering: other })).status).toBe(400);
  expect(
    (await api('POST', staging, { networkPeering: { ...other, network: 'global/networks/prod' } })).status,
  ).toBe(400);
  pass();
  expect((await api('POST', `${PROD}/removePeering`, again)).status).toBe(200);
});

test('a change that is asked for twice under one request id is done once', async () => {
  const { addPeering, peerings, pass, api } = await openCompute();
  const id = '?requestId=7a6b5c4d-3e2f-4a1b-8c9d-0e1f2a3b4c5d';
  const { body: first } = await addPeering({}, id);
  pass();
  const { body: second } = await addPeering({}, id);
  expect(second).toMatchObject({ name: first.name, status: 'DONE' });
  expect(await peerings()).toHaveLength(1);
  const remove = () => api('POST', `${PROD}/removePeering?requestId=other`, { name: 'to-timescale' });
  expect((await remove()).body.name).toBe((await remove()).body.name);
  expect(await peerings()).toHaveLength(0);
});

test('flags are changed one by one, and the rest stays', async () => {
  const { addPeering, api, peerings, pass } = await openCompute();
  await addPeering({ importCustomRoutes: true });
  pass();
  const networkPeering = { name: 'to-timescale', exportCustomRoutes: true };
  expect((await api('PATCH', `${PROD}/updatePeering`, { networkPeering })).status).toBe(200);
  expect(await peerings()).toMatchObject([{ importCustomRoutes: true, exportCustomRoutes: true }]);
});

test('both ways to name the peer are understood, and every form of its URL', async () => {
  const { api, peerings } = await openCompute();
  const peerNetwork = 'https://www.googleapis.com/compute/v1/projects/acme-data/global/networks/elsewhere';
  expect(
    (await api('POST', `${PROD}/addPeering`, { name: 'old', peerNetwork, autoCreateRoutes: true })).status,
  ).toBe(200);
  expect(await peerings()).toMatchObject([{ name: 'old', network: peerNetwork }]);
});

test('routes of subnets are exchanged once both sides are there', async () => {
  const { addPeering, api, theyPeer } = await openCompute();
  await addPeering();
  const query = 'peeringName=to-timescale&region=europe-west1';
  const routes = async (direction: string) => {
    const { body } = await api('GET', `${PROD}/listPeeringRoutes?${query}&direction=${direction}`);
    return body.items.map(({ destRange }: { destRange: string }) => destRange);
  };
  expect(await routes('INCOMING')).toEqual([]);
  theyPeer('10.200.0.0/24');
  expect(await routes('INCOMING')).toEqual(['10.200.0.0/24']);
  expect(await routes('OUTGOING')).toEqual(['10.130.0.0/20', '10.130.16.0/20']);
  expect((await api('GET', `${PROD}/listPeeringRoutes?${query}`)).status).toBe(400);
});

const REFUSED = [
  { change: { name: 'To_Timescale' }, status: 400, reason: 'invalid', because: 'the name is none' },
  { change: { network: 'prod' }, status: 400, reason: 'invalid', because: 'it is no URL of a network' },
  {
    change: { exchangeSubnetRoutes: false },
    status: 400,
    reason: 'invalid',
    because: 'subnet routes are always exchanged',
  },
  {
    change: { importCustomRoutes: 'yes' },
    status: 400,
    reason: 'parseError',
    because: 'a flag is true or false',
  },
];

test.each(REFUSED)('a peering is refused, because $because', async ({ change, status, reason }) => {
  const { addPeering, peerings } = await openCompute();
  const { status: given, body } = await addPeering(change);
  expect({ given, error: body.error }).toMatchObject({
    given: status,
    error: { code: status, errors: [{ reason }] },
  });
  expect(await peerings()).toEqual([]);
});

test('a name or a peer is taken once, and ranges that overlap are refused', async () => {
  const { addPeering, theyPeer, pass, api, networks } = await openCompute();
  theyPeer('10.130.8.0/24');
  expect(await addPeering()).toMatchObject({
    status: 400,
    body: { error: { errors: [{ reason: 'badRequest' }] } },
  });
  networks.put({
    id: `projects/${THEIRS.project}/global/networks/${THEIRS.network}`,
    ranges: ['10.200.0.0/24'],
  });
  expect((await addPeering()).status).toBe(200);
  pass();
  expect(await addPeering({ name: 'again' })).toMatchObject({ status: 409, body: { error: { code: 409 } } });
  expect((await api('POST', `${PROD}/removePeering`, { name: 'other' })).status).toBe(400);
});

test('who lacks a permission is told which one and where', async () => {
  const { addPeering, api, control } = await openCompute();
  await control('POST', '/projects/acme-net/permissions', { deny: ['compute.networks.addPeering'] });
  const refused = await addPeering();
  expect(refused).toMatchObject({ status: 403, body: { error: { errors: [{ reason: 'forbidden' }] } } });
  expect(refused.body.error.message).toContain("'compute.networks.addPeering'");
  expect((await api('GET', PROD)).status).toBe(200);
  const theirs = `/projects/${THEIRS.project}/global/networks/${THEIRS.network}`;
  expect((await api('GET', theirs)).status).toBe(403);
  expect((await api('GET', '/projects/acme-net/global/networks/prud')).status).toBe(404);
});

test('a token is the machine’s own or another account’s, and ends', async () => {
  const { api, send, token, clock } = await openCompute();
  const own = await token();
  expect((await send('/computeMetadata/v1/instance/service-accounts/default/token')).status).toBe(403);
  const become = (bearer: string, lifetime = '600s') =>
    send(
      '/google/v1/projects/-/serviceAccounts/peering@acme-net.iam.gserviceaccount.com:generateAccessToken',
      {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}` },
        body: JSON.stringify({ scope: ['https://www.googleapis.com/auth/compute'], lifetime }),
      },
    );
  expect((await become('nobody')).status).toBe(401);
  expect((await become(own, 'ten minutes')).status).toBe(400);
  const { accessToken, expireTime } = (await become(own)).body;
  expect(expireTime).toBe(new Date(clock.now() + 600_000).toISOString());
  expect((await api('GET', PROD, undefined, accessToken)).status).toBe(200);
  clock.advance(600_000);
  expect(await api('GET', PROD, undefined, accessToken)).toMatchObject({
    status: 401,
    body: { error: { status: 'UNAUTHENTICATED' } },
  });
  expect((await api('GET', PROD, undefined, own)).status).toBe(200);
  clock.advance(3_000_000);
  expect((await api('GET', PROD, undefined, own)).status).toBe(401);
});

const FAULTS: readonly {
  readonly fault: Partial<Fault>;
  readonly status: number;
  readonly reason: string;
}[] = [
  { fault: { status: 429 }, status: 429, reason: 'rateLimitExceeded' },
  { fault: { status: 503 }, status: 503, reason: 'backendError' },
];

test.each(FAULTS)(
  'a fault of $status is told in Google’s words, and is over then',
  async ({ fault, status, reason }) => {
    const { addPeering, faults } = await openCompute();
    faults.add({ target: 'google', match: 'addPeering', kind: 'status', times: 1, ...fault });
    expect(await addPeering()).toMatchObject({ status, body: { error: { errors: [{ reason }] } } });
    expect((await addPeering()).status).toBe(200);
  },
);

test('what is done by the API and what is done by the control API is one', async () => {
  const { api, control, addPeering, peerings, pass } = await openCompute();
  await addPeering();
  const { networks } = (await control('GET', '/state')).body;
  expect(networks[0].peerings).toMatchObject([{ name: 'to-timescale', state: 'INACTIVE' }]);
  await control('DELETE', '/projects/acme-net/networks/prod/peerings/to-timescale');
  expect(await peerings()).toEqual([]);
  await control('POST', '/delays', { operationTakes: 0 });
  pass();
  expect((await addPeering()).body.status).toBe('DONE');
  expect((await control('GET', '/requests')).body).toMatchObject({ 'acme-net networks.addPeering': 2 });
  expect((await api('GET', '/projects/acme-net/zones')).status).toBe(404);
});

test('the control API tells what the console shows: subnets, routes, flags, and whose peering it is', async () => {
  const { addPeering, control, theyPeer, pass } = await openCompute();
  theyPeer();
  await addPeering({ importCustomRoutes: true });
  pass();
  await control('POST', '/projects/acme-net/networks/staging/peerings', {
    name: 'by-hand',
    peerProject: 'acme-data',
    peerNetwork: 'warehouse',
  });
  await control('POST', '/projects/acme-net/permissions', { deny: ['compute.networks.get'] });
  const { projects, networks } = (await control('GET', '/compute')).body;
  expect(projects).toEqual([
    { id: 'acme-net', denied: ['compute.networks.get'] },
    { id: 'acme-data', denied: [] },
  ]);
  expect(networks).toMatchObject([
    {
      id: 'projects/acme-net/global/networks/prod',
      subnets: [{ range: '10.130.0.0/20', region: 'europe-west1' }, { name: 'prod-2' }],
      peerings: [
        {
          name: 'to-timescale',
          importCustomRoutes: true,
          exportCustomRoutes: false,
          madeBy: 'vpcbot@acme-net.iam.gserviceaccount.com',
        },
      ],
    },
    { peerings: [{ name: 'by-hand', madeBy: null }] },
    {},
  ]);
  const ways = networks[0].routes.map(({ destRange, to }: { destRange: string; to: string }) => [
    destRange,
    to,
  ]);
  expect(ways).toEqual([
    ['0.0.0.0/0', 'default-internet-gateway'],
    ['10.130.0.0/20', 'prod'],
    ['10.130.16.0/20', 'prod'],
    ['10.200.0.0/24', 'to-timescale'],
  ]);
});
