import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Intent, judgePlacement, LOOKS_BEFORE_AGAIN, type SeenVpc } from '../../src/domain/vpc.ts';
import { aVpc, NINE, range } from '../slack/example.ts';

const wanted = aVpc({
  name: 'payments-eu',
  region: 'us-east-1',
  cidr: range('10.0.1.0/24'),
  providerId: null,
});

const seen = (providerId: string, change: Partial<SeenVpc> & { range?: string } = {}): SeenVpc => {
  const { range: text = '10.0.1.0/24', ...rest } = change;
  return {
    providerId,
    name: 'payments-eu',
    region: 'us-east-1',
    cidr: range(text),
    cidrText: text,
    state: null,
    ...rest,
  };
};
const far = (providerId: string) => seen(providerId, { name: providerId, range: '10.9.0.0/24' });
const intent = (before: readonly string[], looks = 0): Intent => ({ seen: before, at: NINE, looks });
const LIMIT = 3;

test.each([
  { listed: [], limit: LIMIT, says: { kind: 'create', seen: [] }, because: 'nothing is there' },
  {
    listed: [far('1'), far('2')],
    limit: LIMIT,
    says: { kind: 'create', seen: ['1', '2'] },
    because: 'one place is left, and what is there is remembered',
  },
  {
    listed: [seen('1', { name: null, state: 'deleting' })],
    limit: LIMIT,
    says: { kind: 'create', seen: ['1'] },
    because: 'one that is on its way out leaves its range free',
  },
  {
    listed: [seen('1', { state: 'deleting' }), far('2'), far('3')],
    limit: LIMIT,
    says: { kind: 'over-quota', used: 3, limit: 3 },
    because: 'one that is on its way out takes its place until it is gone',
  },
  {
    listed: [far('1'), far('2'), far('3')],
    limit: LIMIT,
    says: { kind: 'over-quota', used: 3, limit: 3 },
    because: 'the places are taken',
  },
  {
    listed: [far('1'), far('2'), far('3')],
    limit: Number.POSITIVE_INFINITY,
    says: { kind: 'create' },
    because: 'an approver let it through',
  },
  {
    listed: [seen('1')],
    limit: LIMIT,
    says: { kind: 'impossible', failure: { kind: 'taken', providerId: '1', name: 'payments-eu' } },
    because: 'the very same VPC was there before',
  },
  {
    listed: [seen('1', { name: 'by hand', range: '10.0.0.0/16' })],
    limit: LIMIT,
    says: { kind: 'impossible', failure: { kind: 'overlap', name: 'by hand', range: '10.0.0.0/16' } },
    because: 'its range lies in another',
  },
  {
    listed: [seen('1', { name: 'by hand', range: '10.0.1.128/28' })],
    limit: LIMIT,
    says: { kind: 'impossible', failure: { kind: 'overlap', range: '10.0.1.128/28' } },
    because: 'another lies in its range',
  },
  {
    listed: [seen('1', { region: 'eu-west-1' })],
    limit: LIMIT,
    says: { kind: 'impossible', failure: { kind: 'overlap' } },
    because: 'the same range elsewhere cannot be peered with the same network',
  },
  {
    listed: [seen('1', { cidr: null, cidrText: 'fd00::/64' })],
    limit: LIMIT,
    says: { kind: 'create', seen: ['1'] },
    because: 'a range that is no IPv4 overlaps nothing of ours',
  },
  {
    listed: [far('1'), far('2'), seen('3')],
    limit: LIMIT,
    says: { kind: 'impossible', failure: { kind: 'taken' } },
    because: 'no approval would make it possible',
  },
])('without an intent it is $says.kind, because $because', ({ listed, limit, says }) => {
  expect(judgePlacement(wanted, listed, limit)).toMatchObject(says);
});

test.each([
  {
    intent: intent([]),
    listed: [seen('7')],
    says: { kind: 'ours', vpc: { providerId: '7' } },
    because: 'it came after we asked',
  },
  {
    intent: intent(['1']),
    listed: [far('1'), seen('7')],
    says: { kind: 'ours', vpc: { providerId: '7' } },
    because: 'only the new one matches',
  },
  {
    intent: intent([], LOOKS_BEFORE_AGAIN),
    listed: [seen('7')],
    says: { kind: 'ours', vpc: { providerId: '7' } },
    because: 'late is not never',
  },
  {
    intent: intent([]),
    listed: [seen('7', { name: 'other', range: '10.9.0.0/24' })],
    says: { kind: 'look-again' },
    because: 'what came is not what we asked for',
  },
  { intent: intent([], 0), listed: [], says: { kind: 'look-again' }, because: 'a list may lag' },
  { intent: intent([], 1), listed: [], says: { kind: 'look-again' }, because: 'one look is not enough' },
  {
    intent: intent([], LOOKS_BEFORE_AGAIN),
    listed: [far('1')],
    says: { kind: 'create', seen: ['1'] },
    because: 'it was looked for often enough',
  },
  {
    intent: intent(['1'], 0),
    listed: [seen('1')],
    says: { kind: 'look-again' },
    because: 'the one from before is not ours, ours may still come',
  },
  {
    intent: intent(['1'], LOOKS_BEFORE_AGAIN),
    listed: [seen('1')],
    says: { kind: 'impossible', failure: { kind: 'taken', providerId: '1' } },
    because: 'ours never came, and another stands in its place',
  },
  {
    intent: intent([], LOOKS_BEFORE_AGAIN),
    listed: [far('1'), far('2'), far('3')],
    says: { kind: 'over-quota', used: 3, limit: 3 },
    because: 'the place was taken meanwhile',
  },
  {
    intent: intent([]),
    listed: [seen('7'), seen('8')],
    says: { kind: 'impossible', failure: { kind: 'ambiguous', providerIds: ['7', '8'] } },
    because: 'a person must tell which is which',
  },
  {
    intent: intent(['7']),
    listed: [seen('7'), seen('8')],
    says: { kind: 'ours', vpc: { providerId: '8' } },
    because: 'the older twin was there before',
  },
])('with an intent it is $says.kind, because $because', ({ intent: written, listed, says }) => {
  expect(judgePlacement({ ...wanted, intent: written }, listed, LIMIT)).toMatchObject(says);
});

test('what was there before is never taken for ours, and what is ours is what we asked for', () => {
  const ids = fc.constantFrom('1', '2', '3', '4', '5');
  const anyVpc = fc
    .record({
      providerId: ids,
      name: fc.constantFrom('payments-eu', 'other'),
      region: fc.constantFrom('us-east-1', 'eu-west-1'),
      range: fc.constantFrom('10.0.1.0/24', '10.0.1.0/25', '10.9.0.0/24'),
    })
    .map(({ providerId, ...rest }) => seen(providerId, rest));
  const listings = fc.uniqueArray(anyVpc, { selector: ({ providerId }) => providerId, maxLength: 5 });
  fc.assert(
    fc.property(fc.uniqueArray(ids), fc.nat(3), listings, fc.nat(6), (before, looks, listed, limit) => {
      const placement = judgePlacement({ ...wanted, intent: intent(before, looks) }, listed, limit);
      if (placement.kind === 'ours') {
        expect(before).not.toContain(placement.vpc.providerId);
        expect(placement.vpc).toMatchObject({ name: wanted.name, region: wanted.region, cidr: wanted.cidr });
      }
      if (placement.kind === 'create') {
        expect(looks).toBeGreaterThanOrEqual(LOOKS_BEFORE_AGAIN);
        expect(placement.seen).toEqual(listed.map(({ providerId }) => providerId));
        expect(listed.length).toBeLessThan(limit);
      }
    }),
  );
});
