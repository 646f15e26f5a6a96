import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Saying, sayOnce } from '../../jobs/say-once.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import { VpcbotError } from '../../src/errors.ts';
import type { ClaimedNotice } from '../../src/store/notice-claims.ts';
import { insertNotices } from '../../src/store/notices.ts';
import { write } from '../../src/store/open.ts';
import { notices } from '../../src/store/schema.ts';
import { NINE } from '../slack/example.ts';
import { LEASE, openStage } from './stage.ts';

/** What becomes of the call that says a notice; `dies`: of the run that makes it. */
const ENDS = ['well', 'well', 'limited', 'lost', 'lost-before', 'dies-before', 'dies-after'] as const;
type End = (typeof ENDS)[number];

const LANES = [null, null, 'U0NINA', 'C0OTHER'] as const;
class Died extends Error {}

interface Posted {
  readonly id: number;
  readonly requestId: number;
  readonly lane: string | null;
}

const openWorld = async () => {
  const stage = openStage();
  const first = await stage.open();
  const second = await stage.open({ name: 'other', cidr: '10.2.0.0/24' });
  const requestIds = [first.requestId, second.requestId] as const;
  const slack: Posted[] = [];
  let time = NINE;
  let runs = 0;
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const deps = { store: stage.store, timing: DEFAULT_TIMING, now: () => time, log };

  const fail = (end: End, moment: 'before' | 'after'): void => {
    if (end === `dies-${moment}`) throw new Died();
    const doing = 'posting';
    if (end === 'limited' && moment === 'before')
      throw new VpcbotError('SLACK_RATE_LIMITED', { doing, retryAfter: 5_000 });
    if (end === (moment === 'before' ? 'lost-before' : 'lost'))
      throw new VpcbotError('SLACK_UNREACHABLE', { doing });
  };

  const sayingOf = ({ notice }: ClaimedNotice, end: End): Saying => {
    const { id, requestId, lane } = notice;
    const tsOf = (at: number): string => `${1_000 + at}.000000`;
    return {
      findPlace: async () => ({ channel: lane ?? 'C0VPC', threadTs: null }),
      post: async () => {
        fail(end, 'before');
        slack.push({ id, requestId, lane });
        const ts = tsOf(slack.length);
        // Another run may go on meanwhile.
        await Promise.resolve();
        fail(end, 'after');
        return { ts };
      },
      find: async () => {
        const at = slack.findIndex((posted) => posted.id === id);
        return at === -1 ? null : tsOf(at + 1);
      },
      shown: null,
      giveUp: async () => false,
      startAnew: async () => undefined,
    };
  };

  const speak = async (at: number, end: End): Promise<void> => {
    runs += 1;
    const requestId = requestIds[at % 2] ?? requestIds[0];
    const turn = await stage.store.claimNextNotice(requestId, `run-${runs}`, time, time + LEASE);
    if (turn.kind !== 'turn') return;
    await sayOnce(deps, turn.claimed, sayingOf(turn.claimed, end)).catch((error: unknown) => {
      if (!(error instanceof Died)) throw error;
    });
  };

  return {
    slack,
    speak,
    pass: (milliseconds: number): void => {
      time += milliseconds;
    },
    tell: (at: number, lane: string | null): void => {
      const requestId = requestIds[at % 2] ?? requestIds[0];
      const draft = { requestId, body: { kind: 'vpc-ready' }, ...(lane === null ? {} : { lane }) } as const;
      write(stage.db, (tx) => insertNotices(tx, time, [draft]));
    },
    rows: () => stage.db.select().from(notices).orderBy(notices.id).all(),
  };
};

type World = Awaited<ReturnType<typeof openWorld>>;

const idsOf = (posted: readonly Posted[], lane: Omit<Posted, 'id'>): readonly number[] =>
  posted
    .filter(({ requestId, lane: to }) => requestId === lane.requestId && to === lane.lane)
    .map(({ id }) => id);

/** No notice is in Slack twice, nor before an older one of its lane. */
const checkSaid = ({ slack }: World): void => {
  for (const posted of slack) {
    const ids = idsOf(slack, posted);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  }
};

type Act = fc.AsyncCommand<object, World>;
const act = (words: string, run: (world: World) => Promise<void> | void): Act => ({
  check: () => true,
  run: async (_model, world) => {
    await run(world);
    checkSaid(world);
  },
  toString: () => words,
});

const ends = fc.constantFrom(...ENDS);
const acts = [
  fc
    .tuple(fc.nat(1), fc.constantFrom(...LANES))
    .map(([at, lane]) => act(`tell ${at} ${lane}`, (world) => world.tell(at, lane))),
  fc.tuple(fc.nat(1), ends).map(([at, end]) => act(`speak ${at}: ${end}`, (world) => world.speak(at, end))),
  fc.tuple(fc.nat(1), ends, fc.nat(1), ends).map(([at, end, other, otherEnd]) =>
    act(`speak ${at}: ${end}, meanwhile ${other}: ${otherEnd}`, async (world) => {
      await Promise.all([world.speak(at, end), world.speak(other, otherEnd)]);
    }),
  ),
  fc
    .constantFrom(1_000, 3_000, LEASE)
    .map((milliseconds) => act(`pass ${milliseconds}`, (world) => world.pass(milliseconds))),
];

/** Once nothing goes wrong any more, everything is said. */
const drain = async (world: World): Promise<void> => {
  for (let left = 100; left > 0 && world.rows().some(({ saidAt }) => saidAt === null); left -= 1) {
    world.pass(LEASE);
    await world.speak(left, 'well');
  }
};

test('every notice is said once and in the order of its lane, however calls fail and runs die', async () => {
  const walk = fc.asyncProperty(fc.commands(acts, { maxCommands: 40 }), async (commands) => {
    const world = await openWorld();
    await fc.asyncModelRun(() => ({ model: {}, real: world }), commands);
    await drain(world);
    checkSaid(world);
    expect(world.slack.map(({ id }) => id).sort((a, b) => a - b)).toEqual(world.rows().map(({ id }) => id));
  });
  await fc.assert(walk, { numRuns: 20 });
}, 30_000);
