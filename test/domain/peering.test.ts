import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  advancePeering,
  isEnded,
  isRegressed,
  judgePeeringPlacement,
  PEERING_STATES,
  type PeeringState,
  type SeenPeering,
} from '../../src/domain/peering.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import { type Intent, LOOKS_BEFORE_AGAIN } from '../../src/domain/vpc.ts';
import { aPeer, aPeering, NINE } from '../slack/example.ts';

const WEEK = 7 * 24 * 60 * 60_000;
const LATER = NINE + 60 * 60_000;
const PCX = 'pcx-0123456789abcdef0';

const seen = (change: Partial<SeenPeering> = {}): SeenPeering => ({
  providerId: '88',
  peer: aPeer(),
  state: 'approved',
  rawStatus: 'APPROVED',
  provisionedId: null,
  message: null,
  peerRanges: [],
  warnings: [],
  ...change,
});
const fresh = aPeering({
  state: 'requested',
  rawStatus: null,
  providerId: null,
  provisionedId: null,
  expiresAt: null,
  missingSince: null,
  stateSince: NINE,
});
const intent = (before: readonly string[], looks = 0): Intent => ({ seen: before, at: NINE, looks });
const elsewhere = aPeer({ vpcId: 'vpc-0fffffffffffffff0' });

test.each([
  { intent: null, listed: [], says: { kind: 'create', seen: [] }, because: 'nothing is there' },
  {
    intent: null,
    listed: [seen({ providerId: '1', peer: elsewhere })],
    says: { kind: 'create', seen: ['1'] },
    because: 'another network is no obstacle',
  },
  {
    intent: null,
    listed: [seen({ providerId: '1' })],
    says: { kind: 'taken', peering: { providerId: '1' } },
    because: 'somebody peered it before',
  },
  {
    intent: null,
    listed: [seen({ providerId: '1', state: 'expired' })],
    says: { kind: 'create', seen: ['1'] },
    because: 'the one from before is over',
  },
  {
    intent: intent(['1']),
    listed: [seen({ providerId: '1' }), seen({ providerId: '2' })],
    says: { kind: 'ours', peering: { providerId: '2' } },
    because: 'the new one is ours',
  },
  {
    intent: intent([]),
    listed: [seen({ providerId: '2', state: 'invalid-specification' })],
    says: { kind: 'ours', peering: { providerId: '2' } },
    because: 'ours may have ended before the first look',
  },
  { intent: intent([]), listed: [], says: { kind: 'look-again' }, because: 'a list may lag' },
  {
    intent: intent(['1'], 1),
    listed: [seen({ providerId: '1' })],
    says: { kind: 'look-again' },
    because: 'the one from before is not ours, ours may still come',
  },
  {
    intent: intent([], LOOKS_BEFORE_AGAIN),
    listed: [],
    says: { kind: 'create', seen: [] },
    because: 'it was looked for often enough',
  },
  {
    intent: intent(['1'], LOOKS_BEFORE_AGAIN),
    listed: [seen({ providerId: '1' })],
    says: { kind: 'taken', peering: { providerId: '1' } },
    because: 'ours never came, and another stands in its place',
  },
  {
    intent: null,
    listed: [seen({ state: 'deleting' })],
    says: { kind: 'leaving' },
    because: 'one that goes is nobody’s, and there is no room for another until it is gone',
  },
  {
    intent: null,
    listed: [seen({ state: 'deleting' }), seen({ providerId: '89' })],
    says: { kind: 'taken' },
    because: 'another one stays',
  },
])('judgePeeringPlacement says $says.kind, because $because', ({ intent: written, listed, says }) => {
  expect(judgePeeringPlacement({ peer: aPeer(), intent: written }, listed)).toMatchObject(says);
});

const advance = (state: PeeringState, change: Partial<SeenPeering>, provisionedId: string | null = null) =>
  advancePeering({ ...fresh, state, providerId: '88', provisionedId }, seen(change), LATER, DEFAULT_TIMING);

test('a peering that somebody else deletes is what it was until that is done', () => {
  const { state, stateSince, rawStatus } = advance(
    'active',
    { state: 'deleting', rawStatus: 'DELETING' },
    PCX,
  );
  expect({ state, stateSince, rawStatus }).toEqual({
    state: 'active',
    stateSince: fresh.stateSince,
    rawStatus: 'DELETING',
  });
});

test.each([
  { from: 'requested', see: { state: 'approved' }, to: 'approved', because: 'Timescale has it' },
  {
    from: 'approved',
    see: { state: 'pending-peer', provisionedId: PCX },
    to: 'pending-peer',
    because: 'AWS has it',
  },
  {
    from: 'requested',
    see: { state: 'active', provisionedId: PCX },
    to: 'active',
    because: 'the other side was quicker than our look',
  },
  {
    from: 'approved',
    see: { state: 'unknown', rawStatus: 'FROZEN' },
    to: 'unknown',
    because: 'words change',
  },
  { from: 'unknown', see: { state: 'active' }, to: 'active', because: 'an unknown word is no end' },
  { from: 'active', see: { state: 'deleted-by-peer' }, to: 'deleted-by-peer', because: 'they cut it' },
  { from: 'requested', see: { state: 'deleting' }, to: 'approved', because: 'Timescale has it, still' },
  { from: 'active', see: { state: 'deleted' }, to: 'deleted-by-peer', because: 'somebody else deleted it' },
  {
    from: 'approved',
    see: { state: 'invalid-specification', message: 'no such VPC' },
    to: 'invalid-specification',
    because: 'a typing mistake shows late',
  },
] as const)(
  'a peering that was $from and is seen $see.state is $to, because $because',
  ({ from, see, to }) => {
    expect(advance(from, see)).toMatchObject({ state: to, stateSince: LATER, intent: null });
  },
);

test.each([
  { from: 'approved', because: 'nothing is new' },
  { from: 'active', because: 'nothing is new' },
] as const)('a peering that is seen $from again keeps its age, because $because', ({ from }) => {
  expect(advance(from, { state: from })).toMatchObject({ state: from, stateSince: NINE });
});

test('what was pending stays pending when the provider drops its identifier', () => {
  expect(advance('pending-peer', { state: 'approved' }, PCX)).toMatchObject({
    state: 'pending-peer',
    provisionedId: PCX,
    stateSince: NINE,
  });
});

test('a pending peering expires seven days after it was first seen pending, however often it is looked at', () => {
  const first = advance('approved', { state: 'pending-peer', provisionedId: PCX });
  const look = seen({ state: 'pending-peer', provisionedId: PCX });
  expect(first.expiresAt).toBe(LATER + WEEK);
  expect(advancePeering(first, look, LATER + 60_000, DEFAULT_TIMING).expiresAt).toBe(LATER + WEEK);
});

const GRACE = DEFAULT_TIMING.vanishedAfter;

test.each([
  { age: GRACE - 1, state: 'approved', to: 'approved', because: 'a list may lag' },
  { age: GRACE, state: 'approved', to: 'deleted-by-peer', because: 'no list lags that long' },
  { age: GRACE, state: 'active', to: 'deleted-by-peer', because: 'so does an active one' },
  { age: GRACE, state: 'pending-peer', to: 'expired', because: 'its seven days are over' },
] as const)(
  'a $state peering that no list has had for $age ms is $to, because $because',
  ({ age, state, to }) => {
    const peering = aPeering({ state, providerId: '88', stateSince: NINE - WEEK, expiresAt: NINE });
    const missed = advancePeering(peering, null, NINE, DEFAULT_TIMING);
    expect(missed.state).toBe(state);
    expect(advancePeering(missed, null, NINE + age, DEFAULT_TIMING).state).toBe(to);
  },
);

test.each([
  { state: 'pending-peer', expiresAt: LATER, to: 'expired', because: 'nobody accepted it in time' },
  { state: 'pending-peer', expiresAt: LATER + 1, to: 'deleted-by-peer', because: 'there was time left' },
  { state: 'pending-peer', expiresAt: null, to: 'deleted-by-peer', because: 'nothing expires there' },
  { state: 'active', expiresAt: NINE, to: 'deleted-by-peer', because: 'it was accepted' },
] as const)(
  'a $state peering that Managed Service says the peer deleted is $to, because $because',
  ({ state, expiresAt, to }) => {
    const peering = aPeering({ state, providerId: '88', stateSince: NINE, expiresAt });
    expect(advancePeering(peering, seen({ state: 'deleted-by-peer' }), LATER, DEFAULT_TIMING).state).toBe(to);
  },
);

test('a peering that one list lacked and the next one has was never gone', () => {
  const peering = aPeering({ state: 'active', providerId: '88', stateSince: NINE });
  const missed = advancePeering(peering, null, LATER, DEFAULT_TIMING);
  const back = advancePeering(missed, seen({ state: 'active' }), LATER + 1_000, DEFAULT_TIMING);
  expect(back.missingSince).toBeNull();
  expect(advancePeering(back, null, LATER + GRACE + 1_000, DEFAULT_TIMING).state).toBe('active');
});

test.each(PEERING_STATES.filter((state) => isEnded(state) || state === 'deleting'))(
  'a peering that is %s is left as it is',
  (state) => {
    const peering = aPeering({ state });
    expect(advancePeering(peering, seen({ state: 'active' }), LATER, DEFAULT_TIMING)).toBe(peering);
    expect(advancePeering(peering, null, LATER + WEEK, DEFAULT_TIMING)).toBe(peering);
  },
);

test('through any sightings no identifier is lost, no end is undone and no age shrinks', () => {
  const sightings = fc.array(
    fc.record({
      pause: fc.nat(120_000),
      sight: fc.option(
        fc.record({
          state: fc.constantFrom(...PEERING_STATES),
          provisionedId: fc.constantFrom(null, PCX),
          message: fc.constantFrom(null, 'said'),
        }),
      ),
    }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(sightings, (looks) => {
      let now = NINE;
      let peering = { ...fresh, providerId: '88' };
      for (const { pause, sight } of looks) {
        now += pause;
        const before = peering;
        peering = { ...advancePeering(before, sight && seen(sight), now, DEFAULT_TIMING), providerId: '88' };
        if (before.provisionedId !== null) expect(peering.provisionedId).toBe(before.provisionedId);
        if (isEnded(before.state)) expect(peering).toEqual(before);
        const isKept = before.expiresAt !== null && !isRegressed(before, peering.state);
        if (isKept) expect(peering.expiresAt).toBe(before.expiresAt);
        expect(peering.stateSince).toBe(peering.state === before.state ? before.stateSince : now);
      }
    }),
  );
});
