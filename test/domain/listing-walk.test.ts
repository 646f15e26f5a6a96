import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tellPeering } from '../../src/domain/notice.ts';
import { type PeerNetwork, samePeer } from '../../src/domain/peer-network.ts';
import {
  isEnded,
  isRegressed,
  lastKnownState,
  PEERING_STATES,
  type SeenPeering,
} from '../../src/domain/peering.ts';
import {
  finishInTrouble,
  finishStep,
  isAtRest,
  type Step,
  startStep,
  type VpcRecord,
} from '../../src/domain/step.ts';
import { takeListing } from '../../src/domain/take-listing.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import { aPeer, aPeering, aRequest, aVpc, NINE } from '../slack/example.ts';

const ENDS_AFTER = 30;
const fresh = { state: 'approved', provisionedId: null, expiresAt: null, stateSince: NINE } as const;
const PEERS = [aPeer(), aPeer({ vpcId: 'vpc-0fffffffffffffff0' })];

const start: VpcRecord = {
  vpc: aVpc({ state: 'creating', stateSince: NINE }),
  peerings: PEERS.map((peer, at) => aPeering({ ...fresh, id: at + 1, providerId: String(at + 1), peer })),
  requests: [aRequest()],
};

const sight = (at: number) =>
  fc
    .record({ state: fc.constantFrom(...PEERING_STATES), dropped: fc.boolean() })
    .map(({ state, dropped }): SeenPeering => {
      const shown = state === 'pending-peer' || (state === 'active' && !dropped);
      return {
        providerId: String(at + 1),
        peer: PEERS[at] ?? aPeer(),
        state,
        rawStatus: state,
        provisionedId: shown ? `pcx-${at}` : null,
        message: null,
        peerRanges: [],
        warnings: [],
      };
    });
const listings = fc
  .tuple(...PEERS.map((_, at) => fc.option(sight(at), { freq: 8 })))
  .map((seen) => seen.filter((peering) => peering !== null));
const failures = fc.record({
  code: fc.constant('TIMESCALE_UNAVAILABLE'),
  retryable: fc.boolean(),
  pause: fc.constant(undefined),
});
const walks = fc.array(
  fc.record({
    pause: fc.nat(90_000),
    look: fc.oneof({ arbitrary: listings, weight: 4 }, { arbitrary: failures, weight: 1 }),
  }),
  { maxLength: ENDS_AFTER },
);

const kinds = ({ notices }: Step) => notices.map(({ body }) => body.kind);

/** What a step told of one peering. */
const toldOf = ({ notices }: Step, peer: PeerNetwork) =>
  notices.flatMap(({ body }) => ('peer' in body && samePeer(body.peer, peer) ? [body.kind] : []));

test('a peering is told of exactly when it comes into a state, whatever the provider shows and when', () => {
  fc.assert(
    fc.property(walks, (walk) => {
      let now = NINE;
      let record = start;
      for (const { pause, look } of walk) {
        now += pause;
        const time = { now, timing: DEFAULT_TIMING, jitter: 0.5 };
        const step = Array.isArray(look)
          ? finishStep(takeListing(startStep(record), look, time), time)
          : finishInTrouble(startStep(record), look, time);
        for (const [at, after] of step.next.peerings.entries()) {
          const before = record.peerings[at];
          // What is unknown for a while and then as it was, is no news.
          const entered = before === undefined || after.state !== lastKnownState(before);
          const lost = before !== undefined && isRegressed(before, after.state);
          const news = lost ? ['peering-regressed'] : tellPeering(after).map(({ kind }) => kind);
          expect(toldOf(step, after.peer)).toEqual(entered ? news : []);
        }
        if (Array.isArray(look)) expect(step.lookAgainAt === null).toBe(isAtRest(step.next));
        if (step.lookAgainAt !== null) expect(step.lookAgainAt).toBeGreaterThan(now);
        record = step.next;
      }
    }),
  );
});

test('every end of a peering is told once, trouble and recovery take turns, and a request ends once', () => {
  fc.assert(
    fc.property(walks, (walk) => {
      let now = NINE;
      let record = start;
      let troubled = false;
      let ends = 0;
      for (const { pause, look } of walk) {
        now += pause;
        const time = { now, timing: DEFAULT_TIMING, jitter: 0.5 };
        const step = Array.isArray(look)
          ? finishStep(takeListing(startStep(record), look, time), time)
          : finishInTrouble(startStep(record), look, time);
        for (const kind of kinds(step)) {
          if (kind === 'peering-ended') ends += 1;
          if (kind !== 'provider-trouble' && kind !== 'provider-recovered') continue;
          expect(troubled).toBe(kind === 'provider-recovered');
          troubled = kind === 'provider-trouble';
        }
        const [before] = record.requests;
        const [after] = step.next.requests;
        if (before?.state !== 'open') expect(after).toEqual(before);
        record = step.next;
      }
      const silent = record.peerings.filter(({ state }) => state === 'deleted').length;
      expect(ends + silent).toBe(record.peerings.filter(({ state }) => isEnded(state)).length);
    }),
  );
});
