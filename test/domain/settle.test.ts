import { expect, test } from 'vitest';
import { judgePeeringPlacement, type Peering, type SeenPeering } from '../../src/domain/peering.ts';
import type { Ask, Request } from '../../src/domain/request.ts';
import { settlePeeringAmbiguous, settlePeeringKept } from '../../src/domain/settle-peering.ts';
import {
  settleVpcActive,
  settleVpcDeleted,
  settleVpcFailed,
  settleVpcKept,
  settleVpcLeaving,
} from '../../src/domain/settle-vpc.ts';
import {
  changePeering,
  type Draft,
  finishInTrouble,
  finishStep,
  isAtRest,
  type LookTime,
  startStep,
  type VpcRecord,
} from '../../src/domain/step.ts';
import { takeListing } from '../../src/domain/take-listing.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import { aPeer, aPeering, aRequest, aVpc, minutes, NINE } from '../slack/example.ts';

const NOW = minutes(20);
const time: LookTime = { now: NOW, timing: DEFAULT_TIMING, jitter: 0.5 };

const unpeering: Ask = { kind: 'unpeer', peeringId: 3 };
const asked = (ask: Ask, change: Partial<Request> = {}): Request =>
  aRequest({ id: 15, ask, requesterId: 'U0BOB', createdAt: minutes(10), ...change });
const omars = aRequest({ requesterId: 'U0OMAR', state: 'done' });

const draft = (change: Partial<VpcRecord> = {}): Draft =>
  startStep({ vpc: aVpc(), peerings: [aPeering({ state: 'active' })], requests: [omars], ...change });
const told = ({ notices }: Pick<Draft, 'notices'>) =>
  notices.map(({ requestId, body }) => `R${requestId} ${body.kind}`);

const seen = (change: Partial<SeenPeering> = {}): SeenPeering => ({
  providerId: '88',
  peer: aPeer(),
  state: 'active',
  rawStatus: 'ACTIVE',
  provisionedId: 'pcx-0123456789abcdef0',
  message: null,
  peerRanges: [],
  warnings: [],
  ...change,
});
const leaving = aPeering({ state: 'deleting', stateSince: minutes(10) });
const gone = (peering: Peering): Peering => ({ ...peering, state: 'deleted', stateSince: NOW });

test('whoever asked for a peering to be deleted hears that it is, and so does whoever had asked for it', () => {
  const start = draft({ peerings: [leaving], requests: [omars, asked(unpeering)] });
  const step = finishStep(changePeering(start, gone(leaving)), time);
  expect(told(step)).toEqual(['R15 peering-deleted', 'R12 peering-lost']);
  expect(step.next.requests).toMatchObject([{ state: 'done' }, { state: 'done', stateSince: NOW }]);
  expect(step.lookAgainAt).toBeNull();
  const own = draft({ peerings: [leaving], requests: [omars, asked(unpeering, { requesterId: 'U0OMAR' })] });
  expect(told(changePeering(own, gone(leaving)))).toEqual(['R15 peering-deleted']);
});

test('a peering that the provider will not delete is what the provider shows, and only who asked hears why', () => {
  const start = draft({ peerings: [leaving], requests: [omars, asked(unpeering)] });
  const step = finishStep(settlePeeringKept(start, leaving, { seen: seen(), said: 'no' }, time), time);
  expect(told(step)).toEqual(['R15 change-refused']);
  expect(step.next.peerings).toMatchObject([{ state: 'active', provisionedId: 'pcx-0123456789abcdef0' }]);
  expect(step.next.requests[1]).toMatchObject({ state: 'failed' });
  const waiting = seen({ state: 'approved', provisionedId: null });
  expect(settlePeeringKept(start, leaving, { seen: waiting, said: 'no' }, time).next.peerings).toMatchObject([
    { state: 'pending-peer' },
  ]);
});

test('a deleted VPC ends its deletion once, with the peerings that went since it was asked for', () => {
  const peerings = [
    { ...leaving, state: 'deleted', stateSince: minutes(12) } as const,
    aPeering({ id: 4, state: 'deleted', stateSince: minutes(5), provisionedId: 'pcx-old' }),
    aPeering({ id: 5, state: 'expired', stateSince: minutes(5), provisionedId: 'pcx-expired' }),
  ];
  const start = draft({
    vpc: aVpc({ state: 'deleting' }),
    peerings,
    requests: [omars, asked({ kind: 'delete' })],
  });
  const step = finishStep(settleVpcDeleted(start, NOW), time);
  expect(step.notices).toEqual([
    {
      requestId: 15,
      body: {
        kind: 'vpc-deleted',
        peerings: [{ peer: aPeer(), provisionedId: 'pcx-0123456789abcdef0' }],
      },
    },
  ]);
  expect(step.next.requests[1]).toMatchObject({ state: 'done' });
});

test('a VPC that stays after all is active, and whoever wanted it gone hears why', () => {
  const refused = { kind: 'change-refused', said: 'services attached' } as const;
  const cancelled = aRequest({ state: 'cancelling' });
  for (const requests of [[omars, asked({ kind: 'delete' })], [cancelled]]) {
    const start = draft({ vpc: aVpc({ state: 'deleting' }), peerings: [gone(leaving)], requests });
    const step = finishStep(settleVpcKept(start, refused, NOW), time);
    expect(step.next.vpc.state).toBe('active');
    expect(step.next.requests.at(-1)).toMatchObject({ state: 'failed', stateSince: NOW });
    expect(told(step)).toEqual([`R${requests.at(-1)?.id} change-refused`]);
    expect(isAtRest(step.next)).toBe(true);
  }
});

test('a VPC without a peering is told to be ready, once', () => {
  const start = draft({
    vpc: aVpc({ state: 'creating' }),
    peerings: [],
    requests: [aRequest({ state: 'open' })],
  });
  const step = finishStep(settleVpcActive(start, NOW), time);
  expect(told(step)).toEqual(['R12 vpc-ready']);
  expect(told(finishStep(startStep(step.next), time))).toEqual([]);
});

test('what tells several VPCs apart is kept for the next try, and is no use for any other failure', () => {
  const intent = { seen: ['1'], at: NINE, looks: 1 };
  const start = draft({ vpc: aVpc({ state: 'creating', providerId: null, intent }) });
  const several = { kind: 'ambiguous', providerIds: ['2', '3'] } as const;
  expect(settleVpcFailed(start, several, NOW).next.vpc).toMatchObject({ state: 'failed', intent });
  expect(settleVpcFailed(start, { kind: 'refused', said: 'no' }, NOW).next.vpc.intent).toBeNull();
});

test('a VPC that is gone is told to whoever uses it, and to nobody who is done with it', () => {
  const requests = [
    omars,
    aRequest({ id: 13, ask: { kind: 'rename', from: 'a', to: 'b' }, state: 'done' }),
    aRequest({ id: 14, ask: { kind: 'peer' }, state: 'done' }),
    aRequest({ id: 15, ask: { kind: 'peer' }, state: 'done' }),
  ];
  const peerings = [
    aPeering({ state: 'expired' }),
    aPeering({ id: 4, requestId: 14, state: 'active' }),
    aPeering({ id: 5, requestId: 15, state: 'rejected-by-peer' }),
  ];
  expect(told(settleVpcFailed(draft({ peerings, requests }), { kind: 'gone' }, NOW))).toEqual([
    'R12 vpc-failed',
    'R14 vpc-failed',
  ]);
});

test('a VPC that goes by itself is no failure to whoever cancels what stands on it', () => {
  const requests = [aRequest({ ask: { kind: 'peer' }, state: 'cancelling' })];
  const start = draft({ requests, peerings: [aPeering({ state: 'deleting' })] });
  const leaving = settleVpcLeaving(start, NOW);
  expect([...told(leaving), ...leaving.drift.map(({ kind }) => kind)]).toEqual(['vpc-leaving']);
  const gone = finishStep(settleVpcFailed(start, { kind: 'gone' }, NOW), time);
  expect(told(gone)).toEqual(['R12 request-cancelled']);
  expect(gone.drift.map(({ kind }) => kind)).toEqual(['vpc-gone']);
});

test('of several new peerings that match, none is taken for ours', () => {
  const intent = { seen: ['80'], at: NINE, looks: 0 };
  const wanted = aPeering({ state: 'requested', providerId: null, intent });
  const listed = [seen({ providerId: '80' }), seen({ providerId: '81' }), seen({ providerId: '82' })];
  expect(judgePeeringPlacement(wanted, listed)).toEqual({ kind: 'ambiguous', providerIds: ['81', '82'] });
  expect(judgePeeringPlacement(wanted, listed.slice(0, 2))).toMatchObject({
    kind: 'ours',
    peering: { providerId: '81' },
  });
  const step = finishStep(
    settlePeeringAmbiguous(
      draft({ peerings: [wanted], requests: [aRequest({ state: 'open' })] }),
      wanted,
      ['81', '82'],
      time,
    ),
    time,
  );
  expect(told(step)).toEqual(['R12 peering-ambiguous']);
  expect(step.next.requests).toMatchObject([{ state: 'failed' }]);
});

test('a word that nobody knows is no news when what was known comes back', () => {
  const look = (start: Draft, state: SeenPeering['state']) =>
    finishStep(takeListing(startStep(start.next), [seen({ state, rawStatus: state })], time), time);
  const strange = look(draft(), 'unknown');
  expect(strange.next.peerings).toMatchObject([{ state: 'unknown', knownState: 'active' }]);
  const still = look(strange, 'unknown');
  expect(still.next.peerings).toMatchObject([{ state: 'unknown', knownState: 'active' }]);
  const back = look(still, 'active');
  expect(back.next.peerings).toMatchObject([{ state: 'active', knownState: null }]);
  expect([strange, still, back].flatMap(told)).toEqual([]);
  expect(told(look(still, 'rejected-by-peer'))).toEqual(['R12 peering-ended']);
});

test.each([
  { own: [], found: 2, because: 'nobody asked for them here' },
  { own: [aPeering({ providerId: '88' })], found: 1, because: 'one is known by its id' },
  {
    own: [aPeering({ state: 'requested', providerId: null })],
    found: 1,
    because: 'one may be the outcome of a request whose answer was lost',
  },
  {
    own: [aPeering({ state: 'failed', providerId: null })],
    found: 2,
    because: 'what failed has nothing to come',
  },
])('of two listed peerings and one that ended, $found are found, because $because', ({ own, found }) => {
  const listed = [
    seen(),
    seen({ providerId: '89', peer: aPeer({ vpcId: 'vpc-0fffffffffffffff0' }) }),
    seen({ providerId: '90', state: 'expired' }),
  ];
  expect(takeListing(draft({ peerings: own }), listed, time).found).toHaveLength(found);
});

test('peerings that were only found are nobody’s to be told of, and keep no VPC awake', () => {
  const found = aPeering({ requestId: null, state: 'active' });
  const start = draft({ peerings: [found] });
  expect(isAtRest(start.next)).toBe(true);
  const missed = takeListing(start, [], time);
  const late = { ...time, now: NOW + DEFAULT_TIMING.vanishedAfter };
  const step = finishStep(takeListing(startStep(missed.next), [], late), late);
  expect(step).toMatchObject({ notices: [], next: { peerings: [{ state: 'deleted-by-peer' }] } });
});

test('a VPC on its way out tells no news of its peerings', () => {
  const start = draft({
    vpc: aVpc({ state: 'deleting' }),
    peerings: [aPeering()],
    requests: [omars, asked({ kind: 'delete' })],
  });
  expect(takeListing(start, [seen()], time)).toEqual(start);
});

test('trouble that nobody heard of is told to whoever asks next', () => {
  const failure = { code: 'TIMESCALE_UNAUTHORIZED', retryable: false, pause: undefined };
  const unheard = finishInTrouble(draft(), failure, time);
  expect(told(unheard)).toEqual([]);
  expect(unheard.next.vpc.trouble).toMatchObject({ said: false, tries: 1 });
  const asking = { ...unheard.next, requests: [...unheard.next.requests, asked({ kind: 'peer' })] };
  const heard = finishInTrouble(startStep(asking), failure, time);
  expect(told(heard)).toEqual(['R15 provider-trouble']);
  expect(heard.next.vpc.trouble).toMatchObject({ said: true, tries: 2 });
  expect(told(finishInTrouble(startStep(heard.next), failure, time))).toEqual([]);
});
