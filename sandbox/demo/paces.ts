import type { PaceFacts } from './news.ts';

export interface Pace extends PaceFacts {
  /** How many times as fast as the wall clock the clouds run. */
  readonly scale: number;
  /** The bot's `timing`, by the names of vpcbot.example.yml. */
  readonly timing: Readonly<Record<string, string>>;
}

const WEEK_IN_MINUTES = 7 * 24 * 60;
const DAY = (60_000 / 7).toFixed(0);

/** So that somebody who watches never waits for the bot rather than for the clouds. */
const QUICK_LOOKS = {
  lookFirst: '300ms',
  lostAnswerLook: '500ms',
  saidLook: '500ms',
  retryFirst: '300ms',
  sweepEvery: '1s',
  observeProjectEvery: '3s',
  homeEvery: '2s',
} as const;

const quick: Pace = {
  id: 'quick',
  name: 'Quick',
  about: 'The clouds run 30 times as fast: a VPC is ready in a second or two.',
  scale: 30,
  timing: QUICK_LOOKS,
};

export const PACES: readonly Pace[] = [
  quick,
  {
    id: 'real',
    name: 'As it is',
    about: 'The clouds take the time they take: a VPC is ready in 40 s.',
    scale: 1,
    timing: {},
  },
  {
    id: 'week',
    name: 'A week in a minute',
    about: 'Reminders after 9, 26 and 51 s; a peering request that nobody accepts expires after 60 s.',
    scale: WEEK_IN_MINUTES,
    timing: {
      ...QUICK_LOOKS,
      peeringReminder1: `${DAY}ms`,
      peeringReminder2: `${Number(DAY) * 3}ms`,
      peeringReminder3: `${Number(DAY) * 6}ms`,
      peeringExpiry: '60s',
    },
  },
];

export const FIRST_PACE: Pace = quick;

export const findPace = (id: string): Pace | undefined => PACES.find((pace) => pace.id === id);
