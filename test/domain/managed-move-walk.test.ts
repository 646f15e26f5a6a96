import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advanceMove } from '../../src/domain/advance-move.ts';
import {
  finishMoveInTrouble,
  finishMoveStep,
  startMoveStep,
  takeBackLeg,
} from '../../src/domain/move-step.ts';
import type { NoticeBody } from '../../src/domain/notice-body.ts';
import type { SeenService } from '../../src/domain/service.ts';
import type { MovePlace } from '../../src/domain/service-move.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import { NINE } from '../slack/example.ts';
import { aMoveRecord, endpointsAt, serviceAt, VPC_A, VPC_B } from './move-example.ts';

/** How Managed Service moves: it names the new place at once, begins after a while, and keeps the names. */
interface Pace {
  readonly beginsAfter: number;
  readonly takes: number;
}

const BEGUN = { state: 'changing', rawStatus: 'REBALANCING' } as const;

const createWorld = (from: MovePlace | null, to: MovePlace | null, { beginsAfter, takes }: Pace) => {
  let now = NINE;
  let askedAt: number | null = null;
  let record = aMoveRecord({ from, to, before: endpointsAt(null) });
  const told: { readonly body: NoticeBody; readonly at: number }[] = [];
  const endsAt = () => (askedAt ?? now) + beginsAfter + takes;

  const look = (): SeenService => {
    const same = { endpoints: endpointsAt(null) };
    if (askedAt === null) return serviceAt(from, same);
    const done = now - askedAt - beginsAfter;
    if (done < 0 || done >= takes) return serviceAt(to, same);
    const percent = Math.floor((100 * done) / takes);
    return serviceAt(to, { ...same, ...BEGUN, progress: { phase: 'basebackup', percent } });
  };
  const keep = ({ next, notices }: { next: typeof record; notices: readonly { body: NoticeBody }[] }) => {
    record = next;
    told.push(...notices.map(({ body }) => ({ body, at: now })));
  };
  return {
    told,
    record: () => record,
    endsAt,
    take: (pause: number, answer: 'well' | 'lost' | 'busy'): void => {
      now += pause;
      if (record.move.state === 'done') return;
      const time = { now, timing: DEFAULT_TIMING, jitter: 0.5 };
      const first = record;
      const turn = advanceMove(first, look(), 'managed', time);
      keep(turn.kind === 'step' ? turn.step : turn.draft);
      if (turn.kind === 'step') return;
      const draft = startMoveStep(record);
      if (answer !== 'busy') askedAt ??= now;
      const trouble = { code: 'TIMESCALE_UNREACHABLE', retryable: true, pause: undefined };
      if (answer === 'lost') keep(finishMoveInTrouble(draft, trouble, time));
      else keep(finishMoveStep(answer === 'busy' ? takeBackLeg(draft, first) : draft, time));
    },
  };
};

const places = fc
  .tuple(fc.constantFrom(null, VPC_A, VPC_B), fc.constantFrom(null, VPC_A, VPC_B))
  .filter(([from, to]) => from?.providerId !== to?.providerId);
const paces = fc.record({ beginsAfter: fc.nat(50_000), takes: fc.integer({ min: 1_000, max: 7_200_000 }) });
const looks = fc.array(
  fc.tuple(fc.integer({ min: 1_000, max: 20_000 }), fc.constantFrom('well', 'lost', 'busy')),
  { maxLength: 40 },
);

test('a service that keeps its names arrives once, never before it has moved, and a VPC brings its certificate', () => {
  fc.assert(
    fc.property(places, paces, looks, ([from, to], pace, walk) => {
      const world = createWorld(from, to, pace);
      for (const [pause, answer] of walk) world.take(pause, answer);
      for (let more = 0; more < 900 && world.record().move.state !== 'done'; more += 1) {
        world.take(10_000, 'well');
      }
      const { state, progress } = world.record().move;
      expect({ state, progress }).toEqual({ state: 'done', progress: null });
      const kinds = world.told.map(({ body }) => body.kind).filter((kind) => !kind.startsWith('provider'));
      expect(kinds).toEqual([
        'move-started',
        'service-moved',
        ...(to === null ? [] : ['certificate-shared']),
      ]);
      const moved = world.told.find(({ body }) => body.kind === 'service-moved');
      expect(moved?.at).toBeGreaterThanOrEqual(world.endsAt());
    }),
    { numRuns: 200 },
  );
});
