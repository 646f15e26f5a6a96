import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAwsPeer } from '../../src/domain/aws-peer.ts';
import { peerKey, samePeer } from '../../src/domain/peer-network.ts';

const GOOD = { accountId: '123456789012', vpcId: 'vpc-0123456789abcdef0', region: 'us-east-1' };

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });
const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const peers = fc.record({
  kind: fc.constant('aws' as const),
  accountId: digits(12),
  vpcId: fc.oneof(hex(8), hex(17)).map((id) => `vpc-${id}`),
  region: fc.constantFrom('us-east-1', 'eu-west-3'),
});

test.each([
  { typed: {}, because: 'it is canonical' },
  { typed: { accountId: ' 1234-5678-9012 ' }, because: 'the console prints dashes' },
  { typed: { accountId: '1234 5678 9012' }, because: 'people group digits' },
  { typed: { vpcId: ' VPC-0123456789ABCDEF0\n' }, because: 'case and whitespace are forgiven' },
  { typed: { region: ' US-EAST-1' }, because: 'the region is forgiven as well' },
])('parseAwsPeer reads $typed, because $because', ({ typed }) => {
  const result = parseAwsPeer({ ...GOOD, ...typed });
  expect(result).toEqual({ kind: 'peer', peer: { kind: 'aws', ...GOOD }, regionKnown: true });
});

test('parseAwsPeer takes a VPC id of eight digits, because old ones have no more', () => {
  expect(parseAwsPeer({ ...GOOD, vpcId: 'vpc-1a2b3c4d' })).toMatchObject({ peer: { vpcId: 'vpc-1a2b3c4d' } });
});

test('parseAwsPeer takes the default region for an empty one, and never for a wrong one', () => {
  const options = { defaultRegion: 'eu-west-1' };
  expect(parseAwsPeer({ ...GOOD, region: ' ' }, options)).toMatchObject({ peer: { region: 'eu-west-1' } });
  expect(parseAwsPeer({ ...GOOD, region: 'moon' }, options)).toMatchObject({ kind: 'problems' });
});

test('parseAwsPeer says so when the region is not on the list', () => {
  expect(parseAwsPeer({ ...GOOD, region: 'sa-west-1' })).toMatchObject({ kind: 'peer', regionKnown: false });
});

test.each([
  { accountId: '', problem: { kind: 'empty' }, because: 'nothing was typed' },
  {
    accountId: '12345678901',
    problem: { kind: 'wrong-length', digits: 11 },
    because: 'a spreadsheet dropped a zero',
  },
  {
    accountId: '1234-5678-90123',
    problem: { kind: 'wrong-length', digits: 13 },
    because: 'dashes are not counted',
  },
  { accountId: '1.23457E+11', problem: { kind: 'not-an-account-id' }, because: 'a spreadsheet rounded it' },
  {
    accountId: '-123456789012',
    problem: { kind: 'not-an-account-id' },
    because: 'a dash groups digits only',
  },
  { accountId: 'acme-prod', problem: { kind: 'not-an-account-id' }, because: 'an alias is no id' },
  {
    accountId: '１２３４５６７８９０１２',
    problem: { kind: 'not-an-account-id' },
    because: 'these are not ASCII digits',
  },
  { accountId: '1'.repeat(10_000), problem: { kind: 'not-an-account-id' }, because: 'it is far too long' },
])('parseAwsPeer refuses the account "$accountId", because $because', ({ accountId, problem }) => {
  const result = parseAwsPeer({ ...GOOD, accountId });
  expect(result).toMatchObject({ kind: 'problems', problems: { accountId: problem } });
  expect(Object.keys(result.kind === 'problems' ? result.problems : {})).toEqual(['accountId']);
});

test.each([
  { vpcId: '', problem: { kind: 'empty' }, because: 'nothing was typed' },
  {
    vpcId: 'tgw-0123456789abcdef0',
    problem: { kind: 'transit-gateway' },
    because: 'Timescale needs ranges for it',
  },
  {
    vpcId: 'tgw-attach-0123456789abcdef0',
    problem: { kind: 'transit-gateway' },
    because: 'an attachment is one',
  },
  {
    vpcId: 'subnet-0123456789abcdef0',
    problem: { kind: 'other-resource', prefix: 'subnet', vpcId: null },
    because: 'a subnet is only a part',
  },
  { vpcId: 'pcx-1', problem: { kind: 'other-resource', prefix: 'pcx' }, because: 'a peering is no VPC' },
  {
    vpcId: 'vpce-0123456789abcdef0',
    problem: { kind: 'other-resource', prefix: 'vpce' },
    because: 'an endpoint is no VPC',
  },
  {
    vpcId: 'arn:aws:ec2:us-east-1:123456789012:vpc/vpc-0123456789abcdef0',
    problem: { kind: 'other-resource', prefix: 'arn', vpcId: 'vpc-0123456789abcdef0' },
    because: 'an ARN names it inside',
  },
  { vpcId: 'vpc-0123', problem: { kind: 'not-a-vpc-id' }, because: 'it is too short' },
  { vpcId: 'vpc-0123456789abcdefg', problem: { kind: 'not-a-vpc-id' }, because: 'g is no hexadecimal digit' },
  { vpcId: '0123456789abcdef0', problem: { kind: 'not-a-vpc-id' }, because: 'the beginning is missing' },
  { vpcId: 'v'.repeat(10_000), problem: { kind: 'not-a-vpc-id' }, because: 'it is far too long' },
])('parseAwsPeer refuses the VPC "$vpcId", because $because', ({ vpcId, problem }) => {
  const result = parseAwsPeer({ ...GOOD, vpcId });
  expect(result).toMatchObject({ kind: 'problems', problems: { vpcId: problem } });
  expect(Object.keys(result.kind === 'problems' ? result.problems : {})).toEqual(['vpcId']);
});

test('parseAwsPeer names what is wrong in every field at once', () => {
  const result = parseAwsPeer({ accountId: '1', vpcId: 'x', region: '' });
  expect(result).toMatchObject({
    kind: 'problems',
    problems: {
      accountId: { kind: 'wrong-length' },
      vpcId: { kind: 'not-a-vpc-id' },
      region: { kind: 'empty' },
    },
  });
});

test('parseAwsPeer gives back every peer that can be', () => {
  fc.assert(
    fc.property(peers, (peer) => {
      expect(parseAwsPeer(peer)).toEqual({ kind: 'peer', peer, regionKnown: true });
    }),
  );
});

test('samePeer and peerKey tell the same peers apart', () => {
  fc.assert(
    fc.property(peers, peers, (a, b) => {
      const same = a.accountId === b.accountId && a.vpcId === b.vpcId && a.region === b.region;
      expect(samePeer(a, b)).toBe(same);
      expect(peerKey(a) === peerKey(b)).toBe(same);
      expect(samePeer(a, { ...a })).toBe(true);
    }),
  );
});
