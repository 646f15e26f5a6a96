import type { PaceFacts } from './news.ts';

export interface Pace extends PaceFacts {
  /** How many times as fast as the wall clock the clouds run. */
  readonly scale: number;
  /** The bot's `timing`, by the names of vpcbot.example.yml. */
  readonly timing: Readonly<Record<string, string>>;
}

/** So that somebody who watches waits for the clouds rather than for the bot, also after a kill or a fault. */
const QUICK_LOOKS = {
  lookFirst: '300ms',
  lookHour: '1s',
  lookDay: '1s',
  lookLater: '1s',
  vanishedAfter: '2s',
  lostAnswerLook: '500ms',
  saidLook: '500ms',
  claimLease: '6s',
  timescaleCall: '5s',
  slackCall: '5s',
  cloudCall: '5s',
  cloudListFor: '3s',
  sideLookEvery: '2s',
  sideWatchEvery: '4s',
  retryFirst: '300ms',
  retryMost: '3s',
  troubleAfter: '6s',
  sweepEvery: '1s',
  observeProjectEvery: '3s',
  homeEvery: '2s',
  moveAskAgain: '2s',
  addressesKnownWithin: '10s',
  moveExpectedWithin: '60s',
  dnsExpectedWithin: '20s',
  dnsGiveUp: '2m',
} as const;

const WEEK_IN_MINUTES = 7 * 24 * 60;
const DAY = 60_000 / 7;
const days = (count: number): string => `${Math.round(DAY * count)}ms`;

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
      peeringReminder1: days(1),
      peeringReminder2: days(3),
      peeringReminder3: days(6),
      peeringExpiry: days(7),
      quotaRemindFirst: days(1),
      quotaRemindAgain: days(3),
      quotaExpiry: days(7),
    },
  },
];

export const FIRST_PACE: Pace = quick;

export const findPace = (id: string): Pace | undefined => PACES.find((pace) => pace.id === id);
