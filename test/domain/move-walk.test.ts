import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advanceMove } from '../../src/domain/advance-move.ts';
import { advanceNames } from '../../src/domain/advance-names.ts';
import { judgeMoveRetry } from '../../src/domain/move-decision.ts';
import {
  finishMoveInTrouble,
  finishMoveStep,
  type MoveDraft,
  type MoveRecord,
  type MoveStep,
  refuseLeg,
  startMoveStep,
  takeBackLeg,
} from '../../src/domain/move-step.ts';
import type { NoticeBody } from '../../src/domain/notice-body.ts';
import type { SeenService } from '../../src/domain/service.ts';
import { isMoving, type MoveLeg, type MovePlace } from '../../src/domain/service-move.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import { NINE } from '../slack/example.ts';
import { aMoveRecord, serviceAt, VPC_A, VPC_B } from './move-example.ts';

const MINUTE = 60_000;
const STRANGER: MovePlace = { providerId: '4999', name: '4999' };

/** What happens to one asking, and to the run that asks. */
const ANSWERS = ['well', 'lost', 'not-sent', 'busy', 'refused', 'gone', 'paused'] as const;
type Answer = (typeof ANSWERS)[number];

interface Turn {
  readonly pause: number;
  readonly answer: Answer;
  /** The run dies before it records what came of it. */
  readonly dies: boolean;
  /** The provider shows what was so before its last change. */
  readonly stale: boolean;
  readonly meddles: 'nobody' | 'elsewhere' | 'deletes';
  readonly answering: boolean;
}

/** A provider with one service, a store with its move, and runs that may die in between. */
const createWorld = (from: MovePlace | null, to: MovePlace | null) => {
  let now = NINE;
  let place: MovePlace | null = from;
  let shown: MovePlace | null = from;
  let arrivesAt: number | null = null;
  let target: MovePlace | null = from;
  let deleted = false;
  let record: MoveRecord = aMoveRecord({ from, to });
  const told: NoticeBody[] = [];

  const settle = (): void => {
    if (arrivesAt === null || now < arrivesAt) return;
    shown = place;
    place = target;
    arrivesAt = null;
  };
  const look = (stale: boolean): SeenService | null => {
    settle();
    if (deleted) return null;
    if (arrivesAt !== null) return serviceAt(place, { state: 'changing', rawStatus: 'CONFIGURING' });
    return serviceAt(stale ? shown : place);
  };
  const begin = ({ to: next }: MoveLeg): void => {
    target = next;
    arrivesAt = now + 45_000;
  };
  const keep = ({ next, notices }: MoveStep | MoveDraft): void => {
    record = next;
    told.push(...notices.map(({ body }) => body));
  };
  const time = () => ({ now, timing: DEFAULT_TIMING, jitter: 0.5 });

  const ask = (first: MoveRecord, leg: MoveLeg, answer: Answer): MoveStep => {
    const asked = startMoveStep(record);
    const trouble = { code: 'TIMESCALE_UNREACHABLE', retryable: true, pause: undefined };
    const isThere =
      !deleted && arrivesAt === null && (leg.from?.providerId ?? null) === (place?.providerId ?? null);
    switch (answer) {
      case 'well':
        if (!isThere) return finishMoveStep(refuseLeg(asked, 'refused', 'not there'), time());
        begin(leg);
        return finishMoveStep(asked, time());
      case 'lost':
        if (isThere) begin(leg);
        return finishMoveInTrouble(asked, trouble, time());
      case 'not-sent':
        return finishMoveInTrouble(asked, trouble, time());
      case 'paused':
        return finishMoveInTrouble(takeBackLeg(asked, first), trouble, time());
      case 'busy':
        return finishMoveStep(takeBackLeg(asked, first), time());
      case 'refused':
      case 'gone':
        return finishMoveStep(refuseLeg(asked, answer, 'no'), time());
      default:
        return answer satisfies never;
    }
  };

  const run = ({ answer, dies, stale, answering }: Turn): void => {
    const first = record;
    if (first.move.state === 'done' || first.move.state === 'failed') return;
    if (first.move.state === 'dns-propagating') {
      const known = new Set(answering ? first.move.names.map(({ host }) => host) : []);
      const step = advanceNames(first, known, time());
      if (!dies) keep(step);
      return;
    }
    const turn = advanceMove(first, look(stale), 'tiger', time());
    if (turn.kind === 'step') {
      if (!dies) keep(turn.step);
      return;
    }
    keep(turn.draft);
    const step = ask(first, turn.leg, answer);
    if (!dies) keep(step);
  };

  return {
    told,
    take: (turn: Turn): void => {
      now += turn.pause;
      settle();
      const isOver = !isMoving(record.move);
      if (turn.meddles === 'deletes' && !isOver) deleted = true;
      if (turn.meddles === 'elsewhere' && !isOver && arrivesAt === null && !deleted) {
        shown = place;
        place = STRANGER;
      }
      run(turn);
    },
    retry: (): boolean => {
      const { move, request } = record;
      if (judgeMoveRetry({ on: 'service', request, move }).kind !== 'try-again') return false;
      const legs = move.legs.filter(({ arrivedAt }) => arrivedAt !== null);
      record = {
        ...record,
        request: { ...request, state: 'open' },
        move: { ...move, state: 'requested', legs, slowTold: false, stateSince: now },
      };
      return true;
    },
    record: () => record,
    place: () => place,
    deleted: () => deleted,
  };
};

const calm: Turn = {
  pause: 30_000,
  answer: 'well',
  dies: false,
  stale: false,
  meddles: 'nobody',
  answering: true,
};

const letEnd = (world: ReturnType<typeof createWorld>): void => {
  for (let turns = 0; turns < 40; turns += 1) world.take(calm);
};

const places = fc
  .tuple(fc.constantFrom(null, VPC_A, VPC_B), fc.constantFrom(null, VPC_A, VPC_B))
  .filter(([from, to]) => from?.providerId !== to?.providerId);

const turns = (answers: readonly Answer[], meddlers: readonly Turn['meddles'][]) =>
  fc.array(
    fc.record({
      pause: fc.nat(2 * MINUTE),
      answer: fc.constantFrom(...answers),
      dies: fc.boolean(),
      stale: fc.boolean(),
      meddles: fc.oneof(
        { arbitrary: fc.constant('nobody' as const), weight: 9 },
        fc.constantFrom(...meddlers),
      ),
      answering: fc.boolean(),
    }),
    { maxLength: 30 },
  );

const kinds = (told: readonly NoticeBody[]) => told.map(({ kind }) => kind);
const count = (told: readonly NoticeBody[], kind: NoticeBody['kind']) =>
  kinds(told).filter((other) => other === kind).length;

test('whatever is lost, put off or dies, the service arrives and each address is told once', () => {
  fc.assert(
    fc.property(
      places,
      turns(['well', 'lost', 'not-sent', 'busy', 'paused'], ['nobody']),
      ([from, to], walk) => {
        const world = createWorld(from, to);
        for (const turn of walk) world.take({ ...turn, stale: false });
        letEnd(world);
        expect(world.record().move.state).toBe('done');
        expect(world.record().request.state).toBe('done');
        expect(world.place()).toEqual(to);
        expect(count(world.told, 'service-moved')).toBe(1);
        expect(count(world.told, 'move-started')).toBe(1);
        expect(count(world.told, 'move-failed')).toBe(0);
        expect(count(world.told, 'service-detached')).toBe(from !== null && to !== null ? 1 : 0);
      },
    ),
    { numRuns: 400 },
  );
});

test('a look that is behind by one change neither fails a move nor moves the service twice', () => {
  fc.assert(
    fc.property(places, turns(['well', 'lost'], ['nobody']), ([from, to], walk) => {
      const world = createWorld(from, to);
      for (const turn of walk) world.take({ ...turn, pause: turn.pause % 20_000 });
      letEnd(world);
      const { state } = world.record().move;
      expect(['done', 'failed']).toContain(state);
      expect(count(world.told, 'service-moved') + count(world.told, 'move-failed')).toBe(1);
      if (state === 'done') expect(world.place()).toEqual(to);
    }),
    { numRuns: 400 },
  );
});

test('whoever meddles and whatever is refused, it ends where it was to be, or loudly somewhere else', () => {
  fc.assert(
    fc.property(places, turns(ANSWERS, ['elsewhere', 'deletes']), ([from, to], walk) => {
      const world = createWorld(from, to);
      for (const turn of walk) world.take({ ...turn, stale: false });
      letEnd(world);
      const first = world.record().move;
      const isOver = first.state === 'done' || first.state === 'failed';
      expect(isOver).toBe(true);
      expect(count(world.told, 'service-moved') + count(world.told, 'move-failed')).toBe(1);
      if (first.state === 'failed' && first.failure?.kind !== 'service-gone' && !world.deleted()) {
        expect(first.here).toEqual(world.place());
      }
      if (!world.retry()) return;
      letEnd(world);
      const second = world.record().move;
      expect(['done', 'failed']).toContain(second.state);
      if (!world.deleted()) {
        expect(second.state).toBe('done');
        expect(world.place()).toEqual(to);
      }
    }),
    { numRuns: 600 },
  );
});
