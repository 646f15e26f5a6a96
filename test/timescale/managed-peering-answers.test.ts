import { expect, test } from 'vitest';
import { judgePeeringState } from '../../src/timescale/managed-peering-answers.ts';
import { connectManaged, onlyPeering, PEERS, REGIONS, refOf } from './managed-world.ts';
import { always } from './tiger-world.ts';

const VPC = '6f1f2c3d-0000-4000-a000-000000000001';
const PCX = 'pcx-0123456789abcdef0';
const CREATED = '2026-11-20T10:00:00Z';

const peeringJson = {
  create_time: CREATED,
  update_time: CREATED,
  peer_cloud_account: '123456789012',
  peer_vpc: 'vpc-0a1b2c3d4e5f60718',
  peer_region: null,
  peer_resource_group: null,
  peer_azure_app_id: null,
  peer_azure_tenant_id: null,
  state: 'PENDING_PEER',
  state_info: { type: 'x', message: 'accept it', aws_vpc_peering_connection_id: PCX },
  user_peer_network_cidrs: [],
  vpc_peering_connection_type: 'aws-vpc-peering-connection',
};

const vpcWith = (region: string, ...peerings: readonly object[]) => ({
  project_vpc_id: VPC,
  cloud_name: region,
  network_cidr: '192.168.4.0/24',
  state: 'ACTIVE',
  peering_connections: peerings,
});

/** What the adapter shows of one peering that the API lists like this. */
const see = async (change: object, region: string = REGIONS.aws) =>
  onlyPeering(
    connectManaged(await always(200, vpcWith(region, { ...peeringJson, ...change }))),
    refOf(VPC, region),
  );

test('without ids a peering goes by its peer and its time, so that the next one with the same peer is another', async () => {
  const { providerId } = await see({});
  expect(providerId).toBe(`123456789012/vpc-0a1b2c3d4e5f60718/${CREATED}`);
  expect((await see({ create_time: '2026-11-21T10:00:00Z' })).providerId).not.toBe(providerId);
  expect((await see({ peer_region: 'eu-west-1' })).providerId).not.toBe(providerId);
});

test.each([
  { state: 'APPROVED', end: null, seen: 'approved', because: 'the provider works on it' },
  { state: 'APPROVED_PEER_REQUESTED', end: null, seen: 'approved', because: 'it passes' },
  { state: 'APPROVED_PEER_REQUESTED', end: PCX, seen: 'pending-peer', because: 'the peer can act on it' },
  { state: 'PENDING_PEER', end: PCX, seen: 'pending-peer', because: 'the peer can act' },
  { state: 'PENDING_PEER', end: null, seen: 'approved', because: 'nobody can act without the identifiers' },
  { state: 'ACTIVE', end: null, seen: 'active', because: 'the details are emptied then' },
  { state: 'active', end: PCX, seen: 'active', because: 'case says nothing' },
  { state: 'DELETING', end: PCX, seen: 'deleting', because: 'it is on its way out' },
  { state: 'DELETED', end: null, seen: 'deleted', because: 'it stays listed for a while' },
  { state: 'DELETED_BY_PEER', end: PCX, seen: 'deleted-by-peer', because: 'the peer let go' },
  { state: 'REJECTED_BY_PEER', end: null, seen: 'rejected-by-peer', because: 'the peer said no' },
  { state: 'INVALID_SPECIFICATION', end: null, seen: 'invalid-specification', because: 'it cannot be' },
  { state: 'ERROR', end: null, seen: 'failed', because: 'the provider gave up' },
  { state: 'REWIRING', end: PCX, seen: 'unknown', because: 'a new word is never fatal' },
  { state: null, end: null, seen: 'unknown', because: 'nothing is said at all' },
])('a peering that is "$state" with $end is $seen, because $because', ({ state, end, seen }) => {
  expect(judgePeeringState(state, end)).toBe(seen);
});

test.each([
  { state_info: null, because: 'it is null' },
  { state_info: undefined, because: 'it is absent' },
  { state_info: {}, because: 'it is emptied' },
  { state_info: { type: 'x', message: '', warnings: null }, because: 'its parts are emptied' },
])('a state without details survives, because $because', async ({ state_info }) => {
  expect(await see({ state: 'ACTIVE', state_info })).toMatchObject({
    state: 'active',
    provisionedId: null,
    message: null,
    warnings: [],
  });
});

test.each([
  { state: 'PENDING_PEER', message: null, because: 'it is what to do, not what went wrong' },
  { state: 'ACTIVE', message: null, because: 'nothing went wrong' },
  { state: 'DELETED', message: null, because: 'somebody wanted it so' },
  { state: 'INVALID_SPECIFICATION', message: 'the account does not exist', because: 'it is why' },
  { state: 'ReWiring', message: 'the account does not exist', because: 'nobody knows what it means' },
])('the message of a peering that is $state is $message, because $because', async ({ state, message }) => {
  const seen = await see({ state, state_info: { type: 'x', message: 'the account does not exist' } });
  expect(seen).toMatchObject({ rawStatus: state, message });
});

test('warnings name the peer that is in the way, each of its ids once, and each warning once', async () => {
  const conflict = {
    type: 'overlapping-peer-vpc-ip-ranges',
    conflicting_aws_account_id: '210987654321',
    conflicting_aws_vpc_id: 'vpc-0d4e5f60718293041',
    conflicting_aws_vpc_peering_connection_id: PCX,
  };
  const warnings = [
    { ...conflict, message: 'The ranges overlap' },
    { ...conflict, message: 'The ranges overlap' },
    { ...conflict, message: 'It overlaps with vpc-0d4e5f60718293041 in 210987654321' },
    { type: 'upcloud-peering-in-error', message: 'Something else' },
  ];
  expect(
    (await see({ state: 'ACTIVE', state_info: { type: 'x', message: 'up', warnings } })).warnings,
  ).toEqual([
    `The ranges overlap (account 210987654321, vpc-0d4e5f60718293041, ${PCX})`,
    `It overlaps with vpc-0d4e5f60718293041 in 210987654321 (${PCX})`,
    'Something else',
  ]);
});

test("the peer's own ranges are shown as far as they are IPv4 ranges", async () => {
  const seen = await see({ user_peer_network_cidrs: ['10.20.0.0/16', '10.30.0.9/24', 'fd00::/8', ''] });
  expect(seen.peerRanges.map(({ text }) => text)).toEqual(['10.20.0.0/16', '10.30.0.0/24']);
});

test('the region of a peer on AWS is that of the VPC where the API names none', async () => {
  expect((await see({})).peer).toEqual(PEERS.aws);
  expect((await see({ peer_region: 'eu-west-1' })).peer).toEqual({ ...PEERS.aws, region: 'eu-west-1' });
});

test('a transit gateway counts as a peer of its account, because whoever takes the VPC away cuts it off', async () => {
  const gateway = {
    peer_vpc: 'tgw-0a1b2c3d4e5f60718',
    vpc_peering_connection_type: 'aws-tgw-vpc-attachment',
  };
  expect((await see({ ...gateway, state: 'ACTIVE', state_info: null })).peer).toEqual({
    ...PEERS.aws,
    vpcId: 'tgw-0a1b2c3d4e5f60718',
  });
});

test('peers in a cloud that no peer of ours can be in are left out, and their VPC is not', async () => {
  const json = vpcWith('upcloud-de-fra1', { ...peeringJson, state_info: null });
  const project = connectManaged(await always(200, json));
  expect(await project.listPeerings(refOf(VPC))).toEqual({
    kind: 'listed',
    peerings: [],
    vpcState: 'active',
  });
  expect(await project.getVpc(VPC)).toMatchObject({ region: 'upcloud-de-fra1' });
});

test('an Azure end without a slash in front is written with one', async () => {
  const info = { 'to-tenant-id': 't', 'to-network-id': 'subscriptions/s' };
  const seen = await see({ state_info: { type: 'x', message: 'y', ...info } }, REGIONS.azure);
  expect(seen.provisionedId).toBe('t/subscriptions/s');
});
