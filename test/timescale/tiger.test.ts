import { expect, test } from 'vitest';
import { judgePeeringStatus } from '../../src/timescale/tiger-answers.ts';
import {
  always,
  cidr,
  connect,
  createdVpc,
  days,
  EU,
  openWorld,
  PEER,
  seconds,
  vpcRef,
  type World,
} from './tiger-world.ts';

const onlyPeering = async (world: World, vpcId: string) => {
  const listing = await world.project.listPeerings(vpcRef(vpcId));
  if (listing.kind !== 'listed' || listing.peerings[0] === undefined) throw new Error('no peering');
  return listing.peerings[0];
};

test('the key tells whose project it opens, and on which plan', async () => {
  const { project } = await openWorld();
  expect(await project.findKeyOwner()).toEqual({
    projectId: 'rp1pz7uyae',
    projectName: 'Payments',
    plan: 'PERFORMANCE',
  });
});

test('a created VPC is listed at once and read by its id', async () => {
  const world = await openWorld();
  expect(await world.project.listVpcs()).toEqual([]);
  const providerId = await createdVpc(world);
  const seen = {
    providerId,
    name: EU.name,
    region: EU.region,
    cidr: EU.cidr,
    cidrText: '10.8.0.0/24',
    state: null,
  };
  expect(await world.project.listVpcs()).toEqual([seen]);
  expect(await world.project.getVpc(providerId)).toEqual(seen);
  expect(await world.project.getVpc('404')).toBeNull();
});

test.each([
  { text: '10.0.0.7/17', network: '10.0.0.0/17', because: 'Tiger keeps host bits as they were typed' },
  { text: '10.0.0.0/16', network: '10.0.0.0/16', because: 'a canonical range stays itself' },
  { text: 'fd00::/8', network: undefined, because: 'what is no IPv4 range is still shown as text' },
])('a listed range "$text" is the network $network, because $because', async ({ text, network }) => {
  const url = await always(200, [{ id: '1', name: 'n', cidr: text, region_code: 'us-east-1', extra: {} }]);
  const [vpc] = await connect(url, Date.now).listVpcs();
  expect(vpc?.cidr?.text).toBe(network);
  expect(vpc?.cidrText).toBe(text);
});

test('a list that the server writes as null is empty', async () => {
  const project = connect(await always(200, 'null'), Date.now);
  expect(await project.listVpcs()).toEqual([]);
  expect(await project.listPeerings(vpcRef('1'))).toEqual({ kind: 'listed', peerings: [], vpcState: null });
});

test('a peering goes from request to active as the clock moves', async () => {
  const world = await openWorld();
  const vpcId = await createdVpc(world);
  expect(await world.project.createPeering(vpcRef(vpcId), PEER)).toEqual({
    kind: 'vpc-not-found',
    message: 'VPC not found',
  });
  world.clock.advance(seconds(40));
  expect(await world.project.createPeering(vpcRef(vpcId), PEER)).toMatchObject({
    kind: 'created',
    peering: { peer: PEER, state: 'approved', rawStatus: 'PENDING', provisionedId: null, message: null },
  });
  world.clock.advance(seconds(15));
  expect(await onlyPeering(world, vpcId)).toMatchObject({ state: 'approved', rawStatus: 'APPROVED' });
  world.clock.advance(seconds(30));
  const pending = await onlyPeering(world, vpcId);
  expect(pending).toMatchObject({ state: 'pending-peer', rawStatus: 'APPROVED' });
  expect(pending.provisionedId).toMatch(/^pcx-[0-9a-f]{17}$/);
  world.tiger.aws.accept(pending.provisionedId ?? '');
  expect(await onlyPeering(world, vpcId)).toMatchObject({ state: 'pending-peer' });
  world.clock.advance(seconds(20));
  expect(await onlyPeering(world, vpcId)).toMatchObject({ state: 'active', rawStatus: 'ACTIVE' });
});

const PCX = 'pcx-0123456789abcdef0';

test.each([
  { status: 'PENDING', pcx: null, message: null, state: 'approved', because: 'Tiger works on it' },
  { status: 'APPROVED', pcx: null, message: null, state: 'approved', because: 'AWS has no request yet' },
  { status: 'PENDING', pcx: PCX, message: null, state: 'pending-peer', because: 'the peer can accept' },
  { status: 'APPROVED', pcx: PCX, message: null, state: 'pending-peer', because: 'the peer can accept' },
  { status: 'approved', pcx: PCX, message: null, state: 'pending-peer', because: 'case says nothing' },
  { status: 'ACTIVE', pcx: PCX, message: null, state: 'active', because: 'Tiger says so' },
  { status: 'active', pcx: null, message: null, state: 'active', because: "it is the document's example" },
  { status: 'ACTIVE', pcx: PCX, message: 'old trouble', state: 'active', because: 'it works all the same' },
  { status: 'TIMEOUT', pcx: null, message: null, state: 'expired', because: 'nobody accepted in 7 days' },
  { status: 'timeout', pcx: PCX, message: 'gone', state: 'expired', because: 'the word says how it ended' },
  { status: 'DISABLED', pcx: null, message: null, state: 'deleted-by-peer', because: 'the peer let go' },
  {
    status: 'INVALID',
    pcx: null,
    message: 'peering was Rejected by the peer',
    state: 'rejected-by-peer',
    because: 'the message says that somebody said no',
  },
  {
    status: 'INVALID',
    pcx: null,
    message: 'VPC not found',
    state: 'invalid-specification',
    because: 'nobody was there to say no',
  },
  { status: 'INVALID', pcx: null, message: null, state: 'invalid-specification', because: 'nothing is said' },
  {
    status: 'PENDING',
    pcx: null,
    message: 'VPC not found',
    state: 'invalid-specification',
    because: 'an error message is the end, whatever the status still says',
  },
  {
    status: 'APPROVED',
    pcx: PCX,
    message: 'request declined',
    state: 'rejected-by-peer',
    because: 'an error message is the end, whatever the status still says',
  },
  { status: 'REWIRING', pcx: PCX, message: null, state: 'unknown', because: 'a new word is never fatal' },
  { status: 'BROKEN', pcx: PCX, message: 'oh', state: 'failed', because: 'an error message is the end' },
  { status: null, pcx: null, message: null, state: 'unknown', because: 'nothing is said at all' },
])('"$status", $pcx, "$message" is $state, because $because', ({ status, pcx, message, state }) => {
  expect(judgePeeringStatus(status, pcx, message)).toBe(state);
});

test('an unknown word is kept as it came, and empty texts count as absent', async () => {
  const peering = { id: '9', peer_account_id: 'a', peer_region_code: 'r', peer_vpc_id: 'v' };
  const words = { status: 'ReWiring', provisioned_id: '', error_message: '' };
  const project = connect(await always(200, [{ ...peering, ...words }]), Date.now);
  expect(await project.listPeerings(vpcRef('1'))).toMatchObject({
    peerings: [{ state: 'unknown', rawStatus: 'ReWiring', provisionedId: null, message: null }],
  });
});

test.each([
  {
    end: 'invalid-specification',
    peer: { ...PEER, vpcId: 'vpc-0ffffffffffffffff' },
    says: 'VPC not found',
    because: 'AWS knows no such VPC',
  },
  {
    end: 'invalid-specification',
    peer: { ...PEER, vpcId: 'vpc-0c3d4e5f607182930' },
    says: 'CIDR block overlaps',
    because: 'the ranges overlap',
  },
])('a peering ends as $end with the message, because $because', async ({ end, peer, says }) => {
  const world = await openWorld();
  const vpcId = await createdVpc(world, { ...EU, cidr: cidr('10.40.0.0/24') });
  world.clock.advance(seconds(40));
  expect(await world.project.createPeering(vpcRef(vpcId), peer)).toMatchObject({ kind: 'created' });
  world.clock.advance(seconds(45));
  const seen = await onlyPeering(world, vpcId);
  expect(seen).toMatchObject({ state: end, rawStatus: 'INVALID', provisionedId: null });
  expect(seen.message).toContain(says);
});

test.each([
  { end: 'rejected-by-peer', act: 'reject', because: 'the owner said no' },
  { end: 'expired', act: 'expire', because: 'AWS forgot it' },
  { end: 'expired', act: 'wait', because: 'seven days went by' },
  { end: 'deleted-by-peer', act: 'deleteByPeer', because: 'the owner deleted it' },
] as const)('a pending peering ends as $end, because $because', async ({ end, act }) => {
  const world = await openWorld();
  const vpcId = await createdVpc(world);
  world.clock.advance(seconds(40));
  await world.project.createPeering(vpcRef(vpcId), PEER);
  world.clock.advance(seconds(45));
  const { provisionedId } = await onlyPeering(world, vpcId);
  if (act === 'wait') world.clock.advance(days(7));
  else world.tiger.aws[act](provisionedId ?? '');
  expect(await onlyPeering(world, vpcId)).toMatchObject({ state: end });
});

test("a project at its limit answers over-limit with Tiger's text", async () => {
  const world = await openWorld();
  world.tiger.state.setVpcLimit('rp1pz7uyae', 0);
  expect(await world.project.createVpc(EU)).toEqual({
    kind: 'over-limit',
    message: 'the project has reached its limit of 0 VPCs',
  });
});

test.each([
  { status: 400, message: 'VPC quota exceeded', kind: 'over-limit', because: 'it names a quota' },
  {
    status: 403,
    message: 'maximum number of VPCs for this plan',
    kind: 'over-limit',
    because: 'of the plan',
  },
  { status: 422, message: 'LIMIT REACHED', kind: 'over-limit', because: 'case says nothing' },
  { status: 400, message: 'name exceeds the maximum length', kind: 'refused', because: 'it is about a name' },
  { status: 400, message: 'maximum prefix is 28', kind: 'refused', because: 'it is about a range' },
  { status: 409, message: 'name is taken', kind: 'refused', because: 'no limit is named' },
])('creating a VPC, $status "$message" is $kind, because $because', async ({ status, message, kind }) => {
  const project = connect(await always(status, { code: 'X', message }), Date.now);
  expect(await project.createVpc(EU)).toEqual({ kind, message });
});

test.each([
  { status: 404, message: 'VPC not found', kind: 'vpc-not-found', because: 'the words say so' },
  { status: 400, message: 'vpc not found', kind: 'vpc-not-found', because: 'any 4xx with the words' },
  { status: 404, message: 'nothing here', kind: 'vpc-not-found', because: 'a 404 says so too' },
  { status: 400, message: 'peer_vpc_id is not valid', kind: 'refused', because: 'it says something else' },
])('requesting a peering, $status "$message" is $kind, because $because', async (row) => {
  const project = connect(await always(row.status, { message: row.message }), Date.now);
  expect(await project.createPeering(vpcRef('1'), PEER)).toEqual({ kind: row.kind, message: row.message });
});

test.each([
  { status: 404, message: 'whatever', kind: 'gone', because: 'it is not there' },
  { status: 400, message: 'target VPC does not exist', kind: 'gone', because: 'the words say so' },
  { status: 409, message: 'conflict', kind: 'busy', because: 'a conflict with its state passes' },
  { status: 400, message: 'VPC is already being updated', kind: 'busy', because: 'the words say so' },
  { status: 400, message: 'it has services', kind: 'refused', because: 'waiting does not help' },
])('deleting, $status "$message" is $kind, because $because', async ({ status, message, kind }) => {
  const project = connect(await always(status, { message }), Date.now);
  expect(await project.deleteVpc('1')).toMatchObject({ kind });
  expect(await project.deletePeering(vpcRef('1'), { providerId: '2', peer: PEER })).toMatchObject({ kind });
});

test('a deletion takes its time, and the VPC and its peerings are gone afterwards', async () => {
  const world = await openWorld();
  const vpcId = await createdVpc(world);
  expect(await world.project.deleteVpc(vpcId)).toMatchObject({ kind: 'busy' });
  world.clock.advance(seconds(40));
  await world.project.createPeering(vpcRef(vpcId), PEER);
  const peering = await onlyPeering(world, vpcId);
  expect(await world.project.deletePeering(vpcRef(vpcId), peering)).toEqual({ kind: 'deleted' });
  expect(await world.project.deletePeering(vpcRef(vpcId), peering)).toMatchObject({ kind: 'busy' });
  world.clock.advance(seconds(30));
  expect(await world.project.deletePeering(vpcRef(vpcId), peering)).toEqual({ kind: 'gone' });
  expect(await world.project.listPeerings(vpcRef(vpcId))).toEqual({
    kind: 'listed',
    peerings: [],
    vpcState: null,
  });
  expect(await world.project.deleteVpc(vpcId)).toEqual({ kind: 'deleted' });
  expect(await world.project.deleteVpc(vpcId)).toMatchObject({ kind: 'busy' });
  world.clock.advance(seconds(30));
  expect(await world.project.deleteVpc(vpcId)).toEqual({ kind: 'gone' });
  expect(await world.project.listPeerings(vpcRef(vpcId))).toEqual({ kind: 'vpc-not-found' });
});
