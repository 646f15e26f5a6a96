import { expect, test } from 'vitest';
import { VpcbotError } from '../../src/errors.ts';
import { PROD, THEIRS } from '../sandbox/compute-world.ts';
import { CHANGE, END, errorOf, NAME, openProject, TAGS } from './google-world.ts';

const textOf = ({ text }: { readonly text: string }): string => text;
const MADE = { kind: 'google-peering', network: 'prod', name: NAME, to: END } as const;

test('a look tells subnets, peerings and routes of one network, and of no other', async () => {
  const { google, control, theyPeer } = await openProject();
  const routes = [{ name: 'to-office', destRange: '192.168.0.0/16', nextHopIp: '10.130.0.9' }];
  await control('PUT', '/projects/acme-net/networks/prod/routes', { routes });
  await google.carryOut({ ...CHANGE, exportCustomRoutes: true }, TAGS);
  theyPeer();
  const side = await google.readSide('prod');
  expect(side).toMatchObject({ projectId: 'acme-net', network: 'prod', mode: 'custom' });
  expect(side?.subnets.map(({ region, ranges }) => [region, ranges.map(textOf)])).toEqual([
    ['europe-west1', ['10.130.0.0/20']],
    ['europe-west1', ['10.130.16.0/20']],
  ]);
  expect(side?.peerings).toMatchObject([
    {
      name: NAME,
      to: { projectId: THEIRS.project, network: THEIRS.network },
      state: 'active',
      details: expect.stringContaining('Connected.'),
      exportsCustomRoutes: true,
      importsCustomRoutes: false,
    },
  ]);
  expect(side?.routes.map(({ destination, target, peering }) => [destination.text, target, peering])).toEqual(
    [
      ['0.0.0.0/0', 'default-internet-gateway', null],
      ['10.200.0.0/24', `peering ${NAME}`, NAME],
      ['192.168.0.0/16', '10.130.0.9', null],
    ],
  );
  expect(await google.readSide('none')).toBeNull();
});

test('the networks of a project are listed with all their ranges', async () => {
  const { google } = await openProject();
  const listed = await google.listNetworks();
  expect(listed.map(({ id, ranges, isDefault }) => [id, ranges.map(textOf), isDefault])).toEqual([
    ['prod', ['10.130.0.0/20', '10.130.16.0/20'], false],
    ['staging', ['10.140.0.0/20'], false],
  ]);
});

test('the peering is made as planned, and turns active with the other end', async () => {
  const { google, theyPeer, called } = await openProject();
  expect(await google.carryOut(CHANGE, TAGS)).toEqual({ made: MADE, wasThere: false });
  expect((await google.readSide('prod'))?.peerings[0]).toMatchObject({ name: NAME, state: 'inactive' });
  theyPeer();
  expect((await google.readSide('prod'))?.peerings[0]).toMatchObject({ state: 'active' });
  expect(await called('networks.updatePeering')).toBe(0);
});

test('after a lost answer it is found, counts as made, and is there once', async () => {
  const { google, faults } = await openProject();
  faults.add({ target: 'google', match: 'addPeering', kind: 'lose-answer', times: 1 });
  expect(await errorOf(google.carryOut(CHANGE, TAGS))).toMatchObject({
    code: 'CLOUD_UNREACHABLE',
    outcome: 'unknown',
  });
  expect(await google.carryOut(CHANGE, TAGS)).toEqual({ made: MADE, wasThere: false });
  expect((await google.readSide('prod'))?.peerings).toHaveLength(1);
});

test.each([
  { because: 'it has the same name', name: NAME },
  { because: 'it has a name of its own', name: 'to-timescale' },
])('a peering that somebody else made is left to them: $because', async ({ name }) => {
  const { google, addPeering } = await openProject();
  await addPeering({ name });
  expect(await google.carryOut(CHANGE, TAGS)).toEqual({ made: null, wasThere: true });
});

test('a peering of an earlier completion is not made again by the next one’s asking', async () => {
  const { google } = await openProject();
  await google.carryOut(CHANGE, TAGS);
  const next = { ...TAGS, 'vpcbot:completion': '4' };
  expect(await google.carryOut(CHANGE, next)).toEqual({ made: null, wasThere: true });
  expect(await google.takeBack(MADE)).toEqual({ kind: 'gone' });
  expect(await google.carryOut(CHANGE, { ...TAGS, 'vpcbot:completion': '5' })).toMatchObject({ made: MADE });
});

test('a taken name that leads elsewhere is refused, and nothing is changed', async () => {
  const { google, addPeering, peerings } = await openProject();
  await addPeering({ name: NAME, network: 'projects/acme-net/global/networks/staging' });
  expect(await errorOf(google.carryOut(CHANGE, TAGS))).toMatchObject({ code: 'CLOUD_REFUSED', status: 409 });
  expect(await peerings()).toHaveLength(1);
});

test('a change that takes long is left to the next time, and then counts as made', async () => {
  const { google, open, control, pass, called } = await openProject();
  await control('POST', '/delays', { operationTakes: 5_000 });
  const hasty = open({ timeout: 200 });
  const busy = await errorOf(hasty.carryOut(CHANGE, TAGS));
  // Google makes it meanwhile: whoever takes it for not done would forget that it is the bot's own.
  expect(busy).toMatchObject({ code: 'CLOUD_BUSY', retryable: true, outcome: 'unknown' });
  pass();
  expect(await google.carryOut(CHANGE, TAGS)).toEqual({ made: MADE, wasThere: false });
  expect(await called('networks.addPeering')).toBe(2);
});

test('what cannot be followed was begun all the same, whatever is in the way of looking', async () => {
  const { google, faults, control, deny, peerings } = await openProject();
  await control('POST', '/delays', { operationTakes: 5_000 });
  await deny('compute.globalOperations.get');
  expect(await errorOf(google.carryOut(CHANGE, TAGS))).toMatchObject({
    code: 'CLOUD_DENIED',
    action: 'compute.globalOperations.get',
    outcome: 'unknown',
  });
  await deny();
  faults.add({ target: 'google', match: 'operations', kind: 'status', status: 429, times: 1 });
  expect(await errorOf(google.carryOut(CHANGE, TAGS))).toMatchObject({
    code: 'CLOUD_RATE_LIMITED',
    outcome: 'unknown',
  });
  expect(await peerings()).toHaveLength(1);
});

test('while somebody changes the same network, it is tried again later', async () => {
  const { google, addPeering, control, pass } = await openProject();
  await control('POST', '/delays', { operationTakes: 5_000 });
  await addPeering({ name: 'other', network: 'projects/acme-net/global/networks/staging' });
  expect(await errorOf(google.carryOut(CHANGE, TAGS))).toMatchObject({
    code: 'CLOUD_BUSY',
    retryable: true,
    outcome: 'not-done',
  });
  pass();
  await control('POST', '/delays', { operationTakes: 0 });
  expect(await google.carryOut(CHANGE, TAGS)).toMatchObject({ wasThere: false });
});

test.each([
  { permission: 'compute.networks.addPeering', act: 'change' },
  { permission: 'compute.routes.list', act: 'look' },
  { permission: 'compute.subnetworks.list', act: 'look' },
  { permission: 'compute.networks.get', act: 'look' },
])('who lacks $permission is told so', async ({ permission, act }) => {
  const { google, deny } = await openProject();
  await deny(permission);
  const call = act === 'change' ? google.carryOut(CHANGE, TAGS) : google.readSide('prod');
  expect(await errorOf(call)).toMatchObject({ code: 'CLOUD_DENIED', action: permission, status: 403 });
});

test.each([
  {
    fault: { kind: 'status', status: 429, retryAfter: 7 },
    is: { code: 'CLOUD_RATE_LIMITED', retryAfter: 7_000 },
  },
  { fault: { kind: 'status', status: 503 }, is: { code: 'CLOUD_UNREACHABLE', status: 503 } },
  { fault: { kind: 'drop' }, is: { code: 'CLOUD_UNREACHABLE' } },
  { fault: { kind: 'slow', ms: 400 }, is: { code: 'CLOUD_UNREACHABLE', said: 'no answer in time' } },
  { fault: { kind: 'status', status: 401, times: 2 }, is: { code: 'CLOUD_UNAUTHORIZED', retryable: false } },
  { fault: { kind: 'status', status: 400 }, is: { code: 'CLOUD_REFUSED', retryable: false } },
] as const)('an answer of $fault is $is.code', async ({ fault, is }) => {
  const { open, faults } = await openProject();
  faults.add({ target: 'google', match: `GET ${PROD}`, times: 1, ...fault });
  const error = await errorOf(open({ timeout: 200 }).readSide('prod'));
  expect(error).toBeInstanceOf(VpcbotError);
  expect(error).toMatchObject(is);
  expect(String(error)).toContain('looking at network prod in project acme-net');
});

test('what was made is taken away, once, and only while it leads to the same end', async () => {
  const { google, addPeering, peerings } = await openProject();
  await google.carryOut(CHANGE, TAGS);
  expect(await google.takeBack(MADE)).toEqual({ kind: 'gone' });
  expect(await google.takeBack(MADE)).toEqual({ kind: 'left', why: 'not-there' });
  await addPeering({ name: NAME, network: 'projects/acme-net/global/networks/staging' });
  expect(await google.takeBack(MADE)).toEqual({ kind: 'left', why: 'not-ours' });
  expect(await google.takeBack({ ...MADE, network: 'gone' })).toEqual({ kind: 'left', why: 'not-there' });
  expect(await peerings()).toHaveLength(1);
});

test('the permissions are those that the configuration needs, with Google’s own verdict', async () => {
  const { google, open, deny, called } = await openProject();
  await deny('compute.networks.addPeering', 'compute.routes.list');
  const told = Object.fromEntries(
    (await google.checkPermissions()).map(({ action, verdict }) => [action, verdict]),
  );
  expect(told).toEqual({
    'compute.networks.list': 'allowed',
    'compute.networks.get': 'allowed',
    'compute.subnetworks.list': 'allowed',
    'compute.routes.list': 'denied',
    'compute.networks.addPeering': 'denied',
    'compute.networks.removePeering': 'allowed',
    'compute.globalOperations.get': 'allowed',
  });
  const reader = await open({ allow: [] }).checkPermissions();
  expect(reader.map(({ action }) => action)).not.toContain('compute.networks.addPeering');
  expect(await called('networks.addPeering')).toBe(0);
});
