import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AWS_REQUEST_STATES, type AwsRequest } from '../../src/domain/aws-side.ts';
import { type AskedRequest, type KnownRequesters, proveRequest } from '../../src/domain/request-proof.ts';
import { aRequest } from './aws-side-example.ts';

const asked: AskedRequest = {
  provisionedId: 'pcx-1',
  peer: { kind: 'aws', accountId: '123456789012', vpcId: 'vpc-0a1b2c3d4e5f60718', region: 'us-east-1' },
  vpcRegion: 'us-east-1',
};
const nobody: KnownRequesters = { configured: [], confirmed: [] };
const THEIRS = '999999999999';

const party = (change: Partial<AwsRequest['accepter']>) => ({ ...aRequest().accepter, ...change });
const requester = (change: Partial<AwsRequest['requester']>) => ({ ...aRequest().requester, ...change });

test.each([
  {
    because: 'nobody has named the account yet: a person is asked',
    seen: aRequest(),
    known: nobody,
    is: 'unconfirmed',
  },
  {
    because: 'a person confirmed the account before',
    seen: aRequest(),
    known: { configured: [], confirmed: [THEIRS] },
    is: 'proven',
  },
  {
    because: 'the configuration names the account',
    seen: aRequest(),
    known: { configured: [THEIRS], confirmed: [] },
    is: 'proven',
  },
  {
    because: 'what the configuration names outweighs what a person confirmed',
    seen: aRequest(),
    known: { configured: ['111111111111'], confirmed: [THEIRS] },
    is: 'refused',
  },
  { because: 'AWS does not show it', seen: null, known: nobody, is: 'not-there' },
  {
    because: 'AWS has not finished asking',
    seen: aRequest({ state: 'initiating-request' }),
    known: nobody,
    is: 'not-there',
  },
  { because: 'it was accepted by hand', seen: aRequest({ state: 'active' }), known: nobody, is: 'accepted' },
  {
    because: 'it is about to be active',
    seen: aRequest({ state: 'provisioning' }),
    known: nobody,
    is: 'accepted',
  },
  { because: 'its seven days are over', seen: aRequest({ state: 'expired' }), known: nobody, is: 'over' },
  { because: 'nobody knows the word', seen: aRequest({ state: 'unknown' }), known: nobody, is: 'over' },
  { because: 'it is another request', seen: aRequest({ id: 'pcx-2' }), known: nobody, is: 'refused' },
  {
    because: 'it asks for another VPC of the account',
    seen: aRequest({ accepter: party({ vpcId: 'vpc-0b2c3d4e5f6071829' }) }),
    known: nobody,
    is: 'refused',
  },
  {
    because: 'it asks in another region',
    seen: aRequest({ accepter: party({ region: 'eu-west-1' }) }),
    known: nobody,
    is: 'refused',
  },
  {
    because: 'it comes from a region where no VPC was asked for',
    seen: aRequest({ requester: requester({ region: 'eu-west-1' }) }),
    known: { configured: [THEIRS], confirmed: [] },
    is: 'refused',
  },
  {
    because: 'AWS hides who asks',
    seen: aRequest({ requester: requester({ accountId: null }) }),
    known: nobody,
    is: 'refused',
  },
  {
    because: 'an active peering with another VPC is not this one either',
    seen: aRequest({ state: 'active', accepter: party({ vpcId: 'vpc-0b2c3d4e5f6071829' }) }),
    known: nobody,
    is: 'refused',
  },
])('$is: $because', ({ seen, known, is }) => {
  expect(proveRequest(asked, seen, known).kind).toBe(is);
});

const anyParty = fc.record({
  accountId: fc.constantFrom('123456789012', THEIRS, null),
  vpcId: fc.constantFrom('vpc-0a1b2c3d4e5f60718', 'vpc-0b2c3d4e5f6071829', null),
  region: fc.constantFrom('us-east-1', 'eu-west-1', null),
});

test('nothing is proven that differs in anything, or that nobody vouched for', () => {
  fc.assert(
    fc.property(
      fc.record({
        id: fc.constantFrom('pcx-1', 'pcx-2'),
        state: fc.constantFrom(...AWS_REQUEST_STATES, 'unknown' as const),
        requester: anyParty,
        accepter: anyParty,
      }),
      fc.record({
        configured: fc.subarray([THEIRS, '111111111111']),
        confirmed: fc.subarray([THEIRS, '222222222222']),
      }),
      (change, known) => {
        const proof = proveRequest(asked, aRequest(change), known);
        if (proof.kind !== 'proven') return;
        expect(change).toMatchObject({
          id: 'pcx-1',
          state: 'pending-acceptance',
          accepter: { accountId: '123456789012', vpcId: 'vpc-0a1b2c3d4e5f60718', region: 'us-east-1' },
          requester: { region: 'us-east-1' },
        });
        const vouched = known.configured.length > 0 ? known.configured : known.confirmed;
        expect(vouched).toContain(change.requester.accountId);
      },
    ),
  );
});
