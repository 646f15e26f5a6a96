import { expect, test } from 'vitest';
import type { Person } from '../../src/domain/access.ts';
import type { Peering } from '../../src/domain/peering.ts';
import type { Request } from '../../src/domain/request.ts';
import { judgeCancel } from '../../src/domain/request-decision.ts';
import { settlePeeringShared, settlePeeringTaken } from '../../src/domain/settle-peering.ts';
import { settleVpcDeleted } from '../../src/domain/settle-vpc.ts';
import { findPeered, judgeShare } from '../../src/domain/share.ts';
import { changePeering, finishStep, startStep, type VpcRecord } from '../../src/domain/step.ts';
import { takeListing } from '../../src/domain/take-listing.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import { judgeDelete, judgeUnpeer, type VpcChangeFacts } from '../../src/domain/vpc-change.ts';
import { aPeer, aPeering, aProject, aRequest, aView, aVpc, minutes } from '../slack/example.ts';

const project = aProject();
const time = { now: minutes(30), timing: DEFAULT_TIMING, jitter: 0.5 };
const as = (userId: string): Person => ({ userId, groups: [], standing: 'member' });
const guest: Person = { userId: 'U0EVE', groups: [], standing: 'guest' };

const omars = aRequest({ requesterId: 'U0OMAR', state: 'done' });
const ninas = aRequest({
  id: 15,
  requesterId: 'U0NINA',
  ask: { kind: 'share', peeringId: 3 },
  state: 'done',
});
const sharer = { requestId: 15, requesterId: 'U0NINA' };
const shared = aPeering({ state: 'active', sharers: [sharer] });

const recordOf = (peering: Peering, more: readonly Request[] = [ninas]): VpcRecord => ({
  vpc: aVpc(),
  peerings: [peering],
  requests: [omars, ...more],
});
const factsOf = (record: VpcRecord): VpcChangeFacts => ({
  record,
  project: {
    vpcs: [],
    peerRanges: [],
    peers: [],
    findReach: () => [],
    used: 1,
    granted: 0,
    regions: [],
    observedAt: 1,
  },
  services: [],
  moves: [],
});
const told = ({ notices }: { readonly notices: readonly { requestId: number; body: { kind: string } }[] }) =>
  notices.map(({ requestId, body }) => `R${requestId} ${body.kind}`);

test.each([
  {
    who: as('U0GRACE'),
    peering: shared,
    says: { kind: 'change', ask: { kind: 'share', peeringId: 3 } },
    because: 'it is there',
  },
  {
    who: as('U0GRACE'),
    peering: aPeering({ requestId: null }),
    says: { kind: 'change' },
    because: 'it was only found',
  },
  {
    who: as('U0GRACE'),
    peering: aPeering({ state: 'requested', providerId: null }),
    says: { kind: 'change' },
    because: 'it is being asked for',
  },
  { who: as('U0OMAR'), peering: shared, says: { kind: 'yours', requestId: 12 }, because: 'he asked for it' },
  { who: as('U0NINA'), peering: shared, says: { kind: 'yours', requestId: 15 }, because: 'she shares it' },
  {
    who: guest,
    peering: shared,
    says: { kind: 'unfit', why: { kind: 'refused' } },
    because: 'a guest may not ask',
  },
  {
    who: as('U0GRACE'),
    peering: aPeering({ state: 'deleting' }),
    says: { kind: 'over' },
    because: 'it is on its way out',
  },
  {
    who: as('U0GRACE'),
    peering: aPeering({ state: 'expired' }),
    says: { kind: 'over' },
    because: 'it has ended',
  },
])('$who.userId is answered $says.kind, because $because', ({ who, peering, says }) => {
  expect(judgeShare(3, { record: recordOf(peering) }, who, project)).toMatchObject(says);
});

test('a peering is shared on a VPC that is there only', () => {
  expect(judgeShare(9, { record: recordOf(shared) }, as('U0GRACE'), project).kind).toBe('over');
  const record = { ...recordOf(shared), vpc: aVpc({ state: 'deleting' }) };
  expect(judgeShare(3, { record }, as('U0GRACE'), project)).toMatchObject({ why: { kind: 'not-active' } });
});

test.each([
  { who: 'U0OMAR', says: { kind: 'shared', by: [sharer] }, because: 'the owner goes last' },
  { who: 'U0BOB', says: { kind: 'shared', by: [sharer] }, because: 'an approver cuts nobody off either' },
  { who: 'U0NINA', says: { kind: 'leave', requestId: 15 }, because: 'she only shares it' },
  { who: 'U0GRACE', says: { kind: 'not-yours' }, because: 'she has nothing to do with it' },
])('$who who ends a shared peering is answered $says.kind, because $because', ({ who, says }) => {
  expect(judgeUnpeer(3, factsOf(recordOf(shared)), as(who), project)).toMatchObject(says);
});

test('once the others have left, its owner deletes it, and who left hears that they did', () => {
  const record = recordOf(aPeering({ state: 'active' }), [{ ...ninas, state: 'left' }]);
  expect(judgeUnpeer(3, factsOf(record), as('U0OMAR'), project).kind).toBe('change');
  expect(judgeUnpeer(3, factsOf(record), as('U0NINA'), project)).toEqual({ kind: 'left', requestId: 15 });
});

test('a request is not cancelled while others share what it made, and one that shares leaves', () => {
  const pending = { state: 'pending-peer', sharers: [sharer] } as const;
  expect(judgeCancel(aView({ request: { ask: { kind: 'peer' } }, peering: pending }))).toMatchObject({
    kind: 'in-use',
    others: [sharer],
  });
  const own = { request: ninas, peering: pending };
  expect(judgeCancel(aView(own))).toEqual({ kind: 'leave' });
  expect(judgeCancel(aView({ ...own, peering: { state: 'expired' } }))).toMatchObject({ kind: 'too-late' });
});

test('a VPC stays while requests of other people live on its peerings', () => {
  for (const who of ['U0OMAR', 'U0BOB']) {
    expect(judgeDelete(factsOf(recordOf(shared)), as(who), project)).toMatchObject({
      kind: 'occupied',
      by: { others: [{ id: 15 }] },
    });
  }
  expect(judgeDelete(factsOf(recordOf(aPeering({ state: 'expired' }))), as('U0OMAR'), project).kind).toBe(
    'change',
  );
});

test.each(['active', 'expired', 'rejected-by-peer', 'deleted-by-peer'] as const)(
  'every request that lives on a peering hears once that it is %s',
  (state) => {
    const waiting = aPeering({ state: 'pending-peer', sharers: [sharer] });
    const start = startStep(recordOf(waiting, [{ ...ninas, state: 'open' }]));
    const step = finishStep(changePeering(start, { ...waiting, state }), time);
    const kind = state === 'active' ? 'peering-active' : 'peering-ended';
    expect(told(step)).toEqual([`R12 ${kind}`, `R15 ${kind}`]);
    expect(step.next.requests[1]).toMatchObject({ state: state === 'active' ? 'done' : 'failed' });
    expect(told(finishStep(startStep(step.next), time))).toEqual([]);
  },
);

test('only who asked first is reminded, and what was found is watched for who shares it', () => {
  const waiting = aPeering({ state: 'pending-peer', sharers: [sharer] });
  const late = { now: waiting.stateSince + DEFAULT_TIMING.peeringReminder1, timing: DEFAULT_TIMING };
  const seen = { ...waiting, providerId: '88', rawStatus: 'approved', state: 'approved' as const };
  const remind = (peering: Peering) => told(takeListing(startStep(recordOf(peering)), [seen], late));
  expect(remind(waiting)).toEqual(['R12 peering-reminder']);
  expect(remind({ ...waiting, requestId: null })).toEqual(['R15 peering-reminder']);
  const found = { ...waiting, requestId: null };
  expect(finishStep(startStep(recordOf(found)), time).lookAgainAt).not.toBeNull();
  expect(finishStep(startStep(recordOf({ ...found, sharers: [] })), time).lookAgainAt).toBeNull();
});

test('a deletion that was asked for before others came ends in their names, and nothing is touched', () => {
  const asked = aRequest({ id: 16, requesterId: 'U0BOB', ask: { kind: 'unpeer', peeringId: 3 } });
  const leaving = { ...shared, state: 'deleting' } as const;
  const start = startStep(recordOf(leaving, [ninas, asked]));
  const seen = { ...shared, providerId: '88', rawStatus: 'active' };
  const step = finishStep(settlePeeringShared(start, leaving, seen, time), time);
  expect(told(step)).toEqual(['R16 peering-kept']);
  expect(step.next.peerings).toMatchObject([{ state: 'active' }]);
  expect(step.next.requests.at(-1)).toMatchObject({ state: 'failed' });
});

test('a VPC that vanishes while it is deleted tells everybody who lived on its peerings but who asked', () => {
  const asked = aRequest({ id: 16, requesterId: 'U0BOB', ask: { kind: 'delete' } });
  const record = { ...recordOf(shared, [ninas, asked]), vpc: aVpc({ state: 'deleting' }) };
  const step = finishStep(settleVpcDeleted(startStep(record), time.now), time);
  expect(told(step)).toEqual(['R12 peering-lost', 'R15 peering-lost', 'R16 vpc-deleted']);
});

test('what is taken is known as nobody’s from then on, and names who asked for it where anybody did', () => {
  const wanted = aPeering({ id: 4, requestId: 15, state: 'requested', providerId: null });
  const ended = aPeering({ state: 'deleted-by-peer' });
  const seen = { ...shared, providerId: '88', rawStatus: 'active' };
  const start = startStep({ vpc: aVpc(), peerings: [ended, wanted], requests: [omars, ninas] });
  const taken = settlePeeringTaken(start, wanted, seen, time);
  expect(taken.notices).toMatchObject([
    { requestId: 15, body: { kind: 'peering-taken', of: { requestId: 12, requesterId: 'U0OMAR' } } },
  ]);
  expect(taken.found).toEqual([seen]);
});

test.each([
  { state: 'deleted-by-peer', found: 1, because: 'it is back, and nobody’s' },
  { state: 'expired', found: 1, because: 'it waits again' },
  { state: 'deleted', found: 0, because: 'a deletion of ours may lag behind' },
  { state: 'active', found: 0, because: 'it is known' },
] as const)('of one that was $state and is listed $found is found, because $because', ({ state, found }) => {
  const seen = { ...shared, providerId: '88', state: 'active' as const, rawStatus: 'active' };
  const start = startStep(recordOf(aPeering({ state })));
  expect(takeListing(start, [seen], time).found).toHaveLength(found);
});

test.each([
  {
    problems: [{ kind: 'aws', same: { kind: 'peered', peering: shared } }],
    offers: 3,
    because: 'nothing else is wrong',
  },
  {
    problems: [{}, { kind: 'aws', same: { kind: 'peered', peering: shared } }],
    offers: 3,
    because: 'the other is right',
  },
  {
    problems: [{ kind: 'aws', same: { kind: 'named-twice' } }, { same: { kind: 'peered', peering: shared } }],
    offers: null,
    because: 'one is there twice',
  },
  {
    problems: [{ same: { kind: 'peered', peering: shared }, ranges: [] }],
    offers: null,
    because: 'its ranges are wrong',
  },
  { problems: [], offers: null, because: 'nothing was typed' },
] as const)('peering $offers is offered, because $because', ({ problems, offers }) => {
  expect(findPeered(problems)?.id ?? null).toBe(offers);
});

test('one that is on its way out is not in the way of its successor', () => {
  const leaving = aPeering({ id: 3, state: 'deleting' });
  const after = aPeering({ id: 4, state: 'requested', providerId: null });
  const record = { ...recordOf(leaving), peerings: [leaving, after] };
  expect(judgeShare(4, { record }, as('U0GRACE'), project).kind).toBe('change');
  expect(aPeer()).toEqual(after.peer);
});
