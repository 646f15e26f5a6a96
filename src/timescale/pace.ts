/** How many calls one credential may make: `burst` at once, then `perSecond`. */
export interface Pace {
  readonly perSecond: number;
  readonly burst: number;
  /** How many calls of one project may be under way: one that hangs must not take all the hands there are. */
  readonly atOnce: number;
}

/** Whose call it is. Projects that share a credential share its pace in equal parts. */
export interface Caller {
  readonly credential: string;
  readonly project: string;
}

interface Lane {
  tokens: number;
  filledAt: number;
  /** The last slot that was promised to somebody who had to wait. */
  promisedAt: number;
  askedAt: number;
  underWay: number;
}

interface Account {
  readonly lanes: Map<string, Lane>;
  pausedUntil: number;
}

/** A project that called within this time counts when the pace is shared, in ms. */
const LIVELY = 10_000;
/** When to come back where all calls of a project are under way, in ms. */
const NO_HAND = 1_000;

/**
 * Keeps each credential within its pace and its pauses, without ever sleeping: who comes too early
 * is told when to come back, and no two are told the same moment.
 */
export const createPacer = ({ perSecond, burst, atOnce }: Pace, now: () => number) => {
  const accounts = new Map<string, Account>();

  const accountOf = (credential: string): Account => {
    const account = accounts.get(credential) ?? { lanes: new Map(), pausedUntil: 0 };
    accounts.set(credential, account);
    return account;
  };

  const laneOf = ({ lanes }: Account, project: string): Lane => {
    const fresh = { tokens: burst, filledAt: now(), promisedAt: 0, askedAt: 0, underWay: 0 };
    const lane = lanes.get(project) ?? fresh;
    lanes.set(project, lane);
    return lane;
  };

  const take = (lane: Lane, sharers: number, at: number): number => {
    const slot = (1_000 * sharers) / perSecond;
    const gained = Math.max(0, at - lane.filledAt) / slot;
    lane.tokens = Math.min(Math.max(1, burst / sharers), lane.tokens + gained);
    lane.filledAt = at;
    if (lane.tokens >= 1) {
      lane.tokens -= 1;
      return 0;
    }
    lane.promisedAt = Math.max(at + (1 - lane.tokens) * slot, lane.promisedAt + slot);
    return Math.ceil(lane.promisedAt - at);
  };

  return {
    /** Begins one call. 0: go ahead, and say when it has ended; else the milliseconds after which to ask again. */
    begin: ({ credential, project }: Caller): number => {
      const account = accountOf(credential);
      const at = now();
      const lane = laneOf(account, project);
      lane.askedAt = at;
      if (at < account.pausedUntil) return account.pausedUntil - at;
      if (lane.underWay >= atOnce) return NO_HAND;
      const sharers = [...account.lanes.values()].filter(({ askedAt }) => askedAt > at - LIVELY).length;
      const wait = take(lane, sharers, at);
      if (wait === 0) lane.underWay += 1;
      return wait;
    },
    /** A call that was begun has got its answer, or none. */
    end: ({ credential, project }: Caller): void => {
      laneOf(accountOf(credential), project).underWay -= 1;
    },
    /** Nobody calls with this credential for `milliseconds`. A shorter pause never ends a longer one. */
    pause: (credential: string, milliseconds: number): void => {
      const account = accountOf(credential);
      account.pausedUntil = Math.max(account.pausedUntil, now() + milliseconds);
    },
  };
};
