import fc from 'fast-check';
import type { Fault as SandboxFault } from '../../sandbox/faults.ts';
import { anyStory, type StoryAct } from './story.ts';

/** All that is done to the bot. Those of a queue need one that is a process of its own. */
export const FAULT_KINDS = [
  'killed',
  'stopped',
  'second process',
  'queue emptied',
  'queue down',
  'queue slow',
  'queue hangs',
  'queue cut off',
  'jobs run twice',
  'database locked',
  'disk full',
  'clock jumps',
  'provider error',
  'provider throttles',
  'provider slow',
  'provider drops',
  'provider answer lost',
  'clouds jump',
  'slack error',
  'slack throttles',
  'slack slow',
  'slack drops',
  'slack answer lost',
  'socket cut',
  'socket replaced',
  'envelope late',
  'envelope lost',
  'acknowledgement lost',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

const NEEDS_REDIS: readonly FaultKind[] = [
  'second process',
  'queue emptied',
  'queue down',
  'queue slow',
  'queue hangs',
  'queue cut off',
  'jobs run twice',
];

/** A call of the bot; a fault that waits for one strikes while it is under way. */
export type Call = Pick<SandboxFault, 'target' | 'match'>;

export interface TimedFault {
  readonly kind: FaultKind;
  /** Milliseconds since the start of the story. */
  readonly at: number;
  /** From `at` on, with the first such call. Null: at once. */
  readonly on: Call | null;
  /** How long it lasts, in ms, and how many calls it meets, where that means something. */
  readonly ms: number;
  readonly times: number;
  /** Which calls, where it is one of a provider or of Slack. */
  readonly match: string;
}

export interface Schedule {
  readonly seed: number;
  readonly queue: 'redis' | 'embedded';
  /** Whether the bot sees the peer's AWS account, and may complete there. */
  readonly clouds: boolean;
  readonly story: readonly StoryAct[];
  readonly faults: readonly TimedFault[];
}

/** How long faults may begin, in ms. */
const STORM = 5_000;

/** One run in so many is on the embedded queue, which takes seconds to start. */
const EMBEDDED_ONE_IN = 10;

const CALLS: readonly Call[] = [
  { target: 'tiger', match: 'POST /projects/rp1pz7uyae/vpcs' },
  { target: 'tiger', match: 'POST /projects/rp1pz7uyae/vpcs/' },
  { target: 'tiger', match: 'DELETE /' },
  { target: 'tiger', match: 'GET /' },
  { target: 'managed', match: 'POST /project/metrics-prod/vpcs' },
  { target: 'managed', match: 'user-peer-network' },
  { target: 'slack', match: 'chat.postMessage' },
  { target: 'slack', match: 'chat.update' },
  { target: 'slack', match: 'views.' },
  { target: 'app', match: 'interactive' },
  { target: 'app', match: 'slash_commands' },
];

const PROVIDER_MATCHES = ['', 'POST /', 'GET /', 'DELETE /'] as const;
const SLACK_MATCHES = ['', 'chat.postMessage', 'chat.update', 'conversations.', 'views.'] as const;

const matchFor = (kind: FaultKind): fc.Arbitrary<string> => {
  if (kind.startsWith('provider')) return fc.constantFrom(...PROVIDER_MATCHES, 'POST /', 'POST /');
  if (kind.startsWith('slack')) return fc.constantFrom(...SLACK_MATCHES, 'chat.postMessage');
  return fc.constant('');
};

const anyMoment = fc.oneof(
  { weight: 2, arbitrary: fc.record({ at: fc.integer({ min: 0, max: STORM }), on: fc.constant(null) }) },
  {
    weight: 3,
    arbitrary: fc.record({ at: fc.integer({ min: 0, max: STORM / 2 }), on: fc.constantFrom(...CALLS) }),
  },
);

const anyFault = (kinds: readonly FaultKind[]): fc.Arbitrary<TimedFault> =>
  fc
    .constantFrom(...kinds)
    .chain((kind) =>
      fc
        .tuple(
          anyMoment,
          fc.oneof(fc.integer({ min: 50, max: 600 }), fc.integer({ min: 600, max: 2_500 })),
          fc.integer({ min: 1, max: 4 }),
          matchFor(kind),
        )
        .map(([moment, ms, times, match]) => ({ kind, ...moment, ms, times, match })),
    );

/** Two faults in the same moment are what nobody thinks of. */
const withTwins = (faults: readonly TimedFault[], twins: readonly number[]): readonly TimedFault[] =>
  faults.map((fault, index) => {
    const other = faults[index - 1];
    return other !== undefined && twins.includes(index) ? { ...fault, at: other.at, on: other.on } : fault;
  });

const anySchedule = (seed: number): fc.Arbitrary<Schedule> => {
  const queue = seed % EMBEDDED_ONE_IN === 0 ? 'embedded' : 'redis';
  const kinds = queue === 'redis' ? FAULT_KINDS : FAULT_KINDS.filter((kind) => !NEEDS_REDIS.includes(kind));
  return fc
    .record({
      clouds: fc.constantFrom(false, false, true),
      story: anyStory(STORM),
      faults: fc.array(anyFault(kinds), { minLength: 2, maxLength: 7 }),
      twins: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
    })
    .map(({ clouds, story, faults, twins }) => ({
      seed,
      queue,
      clouds,
      story,
      faults: withTwins(faults, twins),
    }));
};

/** What a run does: from its seed alone, whatever the machine. */
export const createSchedule = (seed: number): Schedule => {
  const [schedule] = fc.sample(anySchedule(seed), { seed, numRuns: 1, unbiased: true });
  if (schedule === undefined) throw new Error(`seed ${seed} makes no schedule`);
  return schedule;
};
