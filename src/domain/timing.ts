/** Every interval and deadline there is, in milliseconds. The configuration's `timing` names them. */
export const DEFAULT_TIMING = {
  /** The ladder: how often to look, by the time since the last change. */
  lookFirst: 5_000,
  lookFirstFor: 10 * 60_000,
  lookHour: 15_000,
  lookHourFor: 60 * 60_000,
  lookDay: 60_000,
  lookDayFor: 24 * 60 * 60_000,
  lookLater: 5 * 60_000,
  /** How long a new VPC may be unknown to the part that makes peerings. */
  vpcNotFoundFor: 10 * 60_000,
  /** AWS forgets a peering request after seven days. */
  peeringExpiry: 7 * 24 * 60 * 60_000,
  /** Whoever asked is reminded this long after the other side could first accept. */
  peeringReminder1: 24 * 60 * 60_000,
  peeringReminder2: 3 * 24 * 60 * 60_000,
  peeringReminder3: 6 * 24 * 60 * 60_000,
  /** How long all lists must lack a peering before it counts as deleted. */
  vanishedAfter: 60_000,
  /** Between two looks for something whose creation got no answer. */
  lostAnswerLook: 5_000,
  /** Between two looks for a message whose posting got no answer. */
  saidLook: 3_000,
  /** A claim outlives every call made under it. */
  claimLease: 60_000,
  /** One HTTP call to a provider; to Slack. */
  timescaleCall: 10_000,
  slackCall: 10_000,
  /** Asking Slack who somebody is, while they wait for an answer. */
  slackLookUp: 2_000,
  /** Asking the name servers, all at once, for one host. */
  dnsCall: 5_000,
  /** One look of `/vpc doctor`. */
  checkupLook: 3_000,
  /** After a provider's or Slack's error: the first wait, and the longest. */
  retryFirst: 2_000,
  retryMost: 60_000,
  /** A provider that fails for longer than this is mentioned in the thread. */
  troubleAfter: 2 * 60_000,
  sweepEvery: 15_000,
  observeProjectEvery: 5 * 60_000,
  /** How often an App Home is compared with what is, and for how long after it was opened. */
  homeEvery: 60_000,
  homeViewedFor: 7 * 24 * 60 * 60_000,
  /** How long the App Home shows a request after its end. */
  homeShowsEnded: 7 * 24 * 60 * 60_000,
  /** How long the members of a user group are remembered. */
  groupMembersFor: 60_000,
  /** When the approvers are reminded of an ask that nobody decided on, and when it ends. */
  quotaRemindFirst: 24 * 60 * 60_000,
  quotaRemindAgain: 3 * 24 * 60 * 60_000,
  quotaExpiry: 7 * 24 * 60 * 60_000,
  /** How long a service may stay where it was after a step of its move was asked for, before it is asked again. */
  moveAskAgain: 60_000,
  /** How long a moved service may lack an address that it had before, or still show the old one. */
  addressesKnownWithin: 5 * 60_000,
  /** Moves take minutes; one that takes longer than this is mentioned. */
  moveExpectedWithin: 30 * 60_000,
  /** How long name servers may take to know a new host name before that is mentioned, and until nobody looks any more. */
  dnsExpectedWithin: 10 * 60_000,
  dnsGiveUp: 60 * 60_000,
  /** How often the other side of a peering is looked at: while it waits, and once it is active. */
  sideLookEvery: 60_000,
  sideWatchEvery: 15 * 60_000,
  /** One call to the customer's cloud. */
  cloudCall: 10_000,
  /** How long what a cloud shows of the customer's networks may be used in forms. */
  cloudListFor: 60_000,
  /** What somebody who waits for a form waits for their cloud; who sends one waits for a third of it. */
  cloudLookUp: 2_000,
  /** What a stop waits for running jobs before it lets go of them. */
  drain: 8_000,
} as const;

export type Timing = { readonly [K in keyof typeof DEFAULT_TIMING]: number };

/**
 * When to look again at something that last changed at `changedAt`: often at first, then less and
 * less. `jitter` (0 to 1) spreads looks that would fall together; `deadline` is never slept past.
 */
export const nextLook = (
  {
    changedAt,
    now,
    jitter,
    deadline,
  }: { changedAt: number; now: number; jitter: number; deadline: number | null },
  timing: Timing,
): number => {
  const age = now - changedAt;
  const rung =
    age < timing.lookFirstFor
      ? timing.lookFirst
      : age < timing.lookHourFor
        ? timing.lookHour
        : age < timing.lookDayFor
          ? timing.lookDay
          : timing.lookLater;
  const at = now + Math.round(rung * (0.9 + 0.2 * jitter));
  return deadline !== null && deadline > now ? Math.min(at, deadline) : at;
};

/**
 * When to try again after a failure that `tries` others came before: doubling, and not before what
 * the other side asked for.
 */
export const nextTry = (
  { now, tries, retryAfter }: { now: number; tries: number; retryAfter: number | undefined },
  timing: Timing,
): number => {
  const doubled = Math.min(timing.retryFirst * 2 ** Math.min(tries, 20), timing.retryMost);
  return now + Math.max(doubled, retryAfter ?? 0);
};
