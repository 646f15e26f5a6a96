import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isEnded, PEERING_STATES, type Peering, type SeenPeering } from '../../src/domain/peering.ts';
import {
  isSamePress,
  judgePeerStanding,
  judgeSending,
  nextPeerWord,
  waitForPeer,
} from '../../src/domain/pending-peer.ts';
import { judgeRepeat } from '../../src/domain/request-decision.ts';
import { finishStep, startStep } from '../../src/domain/step.ts';
import { takeListing } from '../../src/domain/take-listing.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import { aPeer, aPeering, aRequest, aView, aVpc, minutes, type ViewChange } from '../slack/example.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SINCE = minutes(4);
const PCX = 'pcx-0123456789abcdef0';
const DUE = [1 * DAY, 3 * DAY, 6 * DAY];

const wait = (after: number, change: Partial<Peering> = {}, timing = DEFAULT_TIMING) =>
  waitForPeer(aPeering(change), { now: SINCE + after, timing });

test.each([
  { after: DAY - 1, said: 0, tells: [], counts: 0, because: 'the first is not due' },
  { after: DAY, said: 0, tells: [false], counts: 1, because: 'the first is due' },
  { after: DAY, said: 1, tells: [], counts: 1, because: 'it was said' },
  { after: 3 * DAY, said: 1, tells: [false], counts: 2, because: 'the second is due' },
  { after: 5 * DAY, said: 0, tells: [false], counts: 2, because: 'after a long stop two of them become one' },
  { after: 6 * DAY, said: 2, tells: [true], counts: 3, because: 'the third is the last' },
  { after: 6.5 * DAY, said: 0, tells: [true], counts: 3, because: 'all that were missed become the last' },
  { after: 6.5 * DAY, said: 3, tells: [], counts: 3, because: 'all were said' },
  { after: 7 * DAY, said: 0, tells: [], counts: 0, because: 'it is over, whatever the provider still shows' },
])(
  '$after ms after it reached the peer, with $said said, $tells is told, because $because',
  ({ after, said, tells, counts }) => {
    const { next, told } = wait(after, { reminders: said });
    expect(next.reminders).toBe(counts);
    expect(told).toEqual(
      tells.map((isLast) => ({
        lane: null,
        body: {
          kind: 'peering-reminder',
          peeringId: 3,
          peer: aPeer(),
          provisionedId: PCX,
          expiresAt: SINCE + 7 * DAY,
          isLast,
        },
      })),
    );
  },
);

test('nobody is reminded of what waits for nobody', () => {
  for (const state of PEERING_STATES.filter((one) => one !== 'pending-peer')) {
    expect(wait(6 * DAY, { state }).told).toEqual([]);
  }
});

test.each([
  { after: DAY - 1, said: 0, tells: [], because: 'the first is not due' },
  { after: DAY, said: 0, tells: [false], because: 'it counts from when the other side could begin' },
  { after: 6 * DAY, said: 2, tells: [true], because: 'the third is the last' },
  { after: 30 * DAY, said: 2, tells: [true], because: 'nothing ends, so it is still to be said' },
  { after: 90 * DAY, said: 3, tells: [], because: 'all were said' },
])(
  'where nothing expires, $tells is told $after ms after it reached the peer with $said said, because $because',
  ({ after, said: reminders, tells }) => {
    const { told } = wait(after, { reminders, expiresAt: null, stateSince: SINCE });
    expect(told.map(({ body }) => body)).toMatchObject(
      tells.map((isLast) => ({ kind: 'peering-reminder', expiresAt: null, isLast })),
    );
  },
);

test('where nothing expires, no word is due after the last reminder', () => {
  const peering = aPeering({ expiresAt: null, stateSince: SINCE });
  const at = (after: number) => nextPeerWord(peering, { now: SINCE + after, timing: DEFAULT_TIMING });
  expect(at(0)).toBe(SINCE + DAY);
  expect(at(6 * DAY)).toBeNull();
});

test('a reminder that is set to come after the end never comes, and the one before it is the last', () => {
  const timing = { ...DEFAULT_TIMING, peeringReminder3: 8 * DAY };
  expect(wait(6 * DAY, {}, timing).told).toMatchObject([{ body: { isLast: true } }]);
  expect(wait(6 * DAY, { reminders: 2 }, timing).told).toEqual([]);
});

const said = (lane: string | null = null) => ({ by: 'U0NINA', at: SINCE + DAY / 2, lane });

test.each([
  {
    state: 'pending-peer',
    after: 9,
    lane: null,
    tells: [],
    keeps: true,
    because: 'it may take some minutes',
  },
  {
    state: 'pending-peer',
    after: 10,
    lane: null,
    tells: [['acceptance-missing', null]],
    keeps: false,
    because: 'it should be seen by now',
  },
  {
    state: 'pending-peer',
    after: 10,
    lane: 'U0NINA',
    tells: [
      ['acceptance-missing', null],
      ['acceptance-missing', 'U0NINA'],
    ],
    keeps: false,
    because: 'who was sent the instructions reads no thread',
  },
  { state: 'active', after: 1, lane: null, tells: [], keeps: false, because: 'the thread says it anyway' },
  {
    state: 'active',
    after: 1,
    lane: 'C0NET',
    tells: [['acceptance-seen', 'C0NET']],
    keeps: false,
    because: 'who said so elsewhere hears that it is true',
  },
  { state: 'unknown', after: 30, lane: null, tells: [], keeps: true, because: 'nobody knows' },
  { state: 'rejected-by-peer', after: 1, lane: 'U0NINA', tells: [], keeps: false, because: 'it has ended' },
  { state: 'deleting', after: 1, lane: 'U0NINA', tells: [], keeps: false, because: 'nobody wants it now' },
] as const)(
  '"I have accepted it" is answered with $tells $after minutes later where it is $state, because $because',
  ({ state, after, lane, tells, keeps }) => {
    const { next, told } = wait(DAY / 2 + after * MINUTE, { state, saidAccepted: said(lane) });
    expect(told.map(({ body, lane: to }) => [body.kind, to])).toEqual(tells);
    expect(next.saidAccepted !== null).toBe(keeps);
  },
);

test.each([
  { after: 0, next: DAY, because: 'the first reminder comes next' },
  { after: DAY, next: 3 * DAY, because: 'the first is due now, so the second comes next' },
  { after: 6 * DAY, next: 7 * DAY, because: 'after the last reminder comes the end' },
  { after: 7 * DAY, next: null, because: 'nothing comes after the end' },
])('the next word $after ms after it reached the peer is due at $next, because $because', (row) => {
  const at = nextPeerWord(aPeering(), { now: SINCE + row.after, timing: DEFAULT_TIMING });
  expect(at).toBe(row.next === null ? null : SINCE + row.next);
});

test('the next word comes sooner where somebody waits to hear whether it was accepted', () => {
  const moment = { now: SINCE + DAY / 2, timing: DEFAULT_TIMING };
  expect(nextPeerWord(aPeering({ saidAccepted: said() }), moment)).toBe(moment.now + 10 * MINUTE);
  expect(nextPeerWord(aPeering({ state: 'active', saidAccepted: said() }), moment)).toBeNull();
});

test.each([
  { change: {}, is: 'awaited', because: 'the other side may accept it' },
  { change: { provisionedId: null }, is: 'not-yet', because: 'nobody knows its id' },
  { change: { expiresAt: null }, is: 'awaited', because: 'on some clouds nothing expires' },
  { change: { state: 'approved' }, is: 'not-yet', because: 'the request is still to be made' },
  { change: { state: 'unknown' }, is: 'not-yet', because: 'nobody knows how it stands' },
  { change: { state: 'active' }, is: 'active', because: 'it was accepted' },
  { change: { state: 'expired' }, is: 'over', because: 'it ended' },
  { change: { state: 'deleting' }, is: 'over', because: 'nobody wants it any more' },
] as const)('a peering with $change stands as $is, because $because', ({ change, is }) => {
  expect(judgePeerStanding(aPeering(change)).kind).toBe(is);
});

test.each([
  { before: [], from: null, because: 'nothing was sent' },
  { before: [5, 4, 3, 2], from: null, because: 'four in an hour are a few' },
  { before: [5, 4, 3, 2, 1], from: 55, because: 'the fifth was the last until the first is an hour old' },
  { before: [50, 40, 30, 2, 1], from: 10, because: 'it is the oldest of the five that counts' },
  { before: [60, 4, 3, 2, 1], from: null, because: 'one is an hour old' },
])('after sendings $before minutes ago the next may go out in $from, because $because', (row) => {
  const now = SINCE + DAY;
  const from = judgeSending(
    row.before.map((ago) => now - ago * MINUTE),
    now,
  );
  expect(from).toBe(row.from === null ? null : now + row.from * MINUTE);
});

test('a second press within seconds is the same, but for another person', () => {
  const peering = aPeering({ saidAccepted: said() });
  expect(isSamePress(peering, 'U0NINA', said().at + 4_999)).toBe(true);
  expect(isSamePress(peering, 'U0NINA', said().at + 5_000)).toBe(false);
  expect(isSamePress(peering, 'U0ADA', said().at)).toBe(false);
  expect(isSamePress(aPeering(), 'U0NINA', SINCE)).toBe(false);
});

const elsewhere = aPeer({ vpcId: 'vpc-0fffffffffffffff0' });
const repeats: readonly {
  change: ViewChange;
  others?: readonly Peering[];
  says: ReturnType<typeof judgeRepeat>['kind'];
  because: string;
}[] = [
  { change: { peering: { state: 'expired' } }, says: 'repeat', because: 'it ended' },
  {
    change: { peering: { state: 'expired' }, request: { ask: { kind: 'peer' } } },
    says: 'repeat',
    because: 'so it is for a peering that was asked for later',
  },
  { change: { peering: { state: 'active' } }, says: 'not-ended', because: 'it lives' },
  { change: { peering: { state: 'deleting' } }, says: 'replaced', because: 'somebody was first' },
  { change: { peering: { state: 'deleted' } }, says: 'replaced', because: 'somebody was first a while ago' },
  {
    change: { peering: { id: 4, state: 'expired' } },
    says: 'not-ended',
    because: 'it is of another request',
  },
  {
    change: { peering: { state: 'expired' }, vpc: { state: 'deleting' } },
    says: 'not-ended',
    because: 'its VPC goes away',
  },
  {
    change: { peering: { state: 'expired' }, request: { state: 'cancelling' } },
    says: 'not-ended',
    because: 'nobody wants it any more',
  },
  {
    change: { peering: { state: 'expired' } },
    others: [aPeering({ id: 9, state: 'active' })],
    says: 'peered',
    because: 'the same network was peered by somebody else',
  },
  {
    change: { peering: { state: 'expired' } },
    others: [aPeering({ id: 9, state: 'rejected-by-peer' }), aPeering({ id: 10, peer: elsewhere })],
    says: 'repeat',
    because: 'what ended, or goes elsewhere, is in nobody’s way',
  },
];

test.each(repeats)(
  'asking again for $change says $says, because $because',
  ({ change, others = [], says }) => {
    const view = aView(change);
    expect(judgeRepeat(view, 3, [...view.peerings, ...others]).kind).toBe(says);
  },
);

const sights = fc.option(
  fc.record({
    // What was active and waits again is asked anew: that is another walk.
    state: fc.constantFrom(
      ...PEERING_STATES.filter((state) => state !== 'active'),
      ...Array.from({ length: 40 }, () => 'pending-peer' as const),
    ),
    dropped: fc.boolean(),
  }),
  { freq: 20 },
);
const walks = fc.array(fc.record({ pause: fc.nat(2 * DAY), seen: sights }), { maxLength: 25 });

test('each reminder is said once, in order and never after the end, whenever looks come', () => {
  fc.assert(
    fc.property(walks, (walk) => {
      let now = SINCE;
      let record = {
        vpc: aVpc(),
        peerings: [aPeering({ reminders: 0 })],
        requests: [aRequest()],
      } as Parameters<typeof startStep>[0];
      let before = 0;
      let last = false;
      for (const { pause, seen } of walk) {
        now += pause;
        const shown: readonly SeenPeering[] =
          seen === null
            ? []
            : [
                {
                  providerId: '88',
                  peer: aPeer(),
                  state: seen.state,
                  rawStatus: seen.state,
                  provisionedId: seen.dropped ? null : PCX,
                  message: null,
                  peerRanges: [],
                  warnings: [],
                },
              ];
        const time = { now, timing: DEFAULT_TIMING, jitter: 0.5 };
        const step = finishStep(takeListing(startStep(record), shown, time), time);
        const [peering] = step.next.peerings;
        const reminders = step.notices.flatMap(({ body }) =>
          body.kind === 'peering-reminder' ? [body] : [],
        );
        const waits = peering?.state === 'pending-peer' && now < SINCE + 7 * DAY;
        const due = DUE.filter((after) => SINCE + after <= now).length;
        expect(reminders).toHaveLength(waits && due > before ? 1 : 0);
        if (reminders.length > 0) {
          expect(last).toBe(false);
          last = reminders[0]?.isLast ?? false;
          expect(last).toBe(due === DUE.length);
          before = due;
        }
        expect(peering?.reminders).toBe(before);
        if (waits) {
          const next = DUE.map((after) => SINCE + after).find((at) => at > now) ?? SINCE + 7 * DAY;
          expect(step.lookAgainAt).toBeLessThanOrEqual(next);
        }
        if (peering !== undefined && isEnded(peering.state)) expect(reminders).toEqual([]);
        record = step.next;
      }
    }),
    { numRuns: 300 },
  );
});
