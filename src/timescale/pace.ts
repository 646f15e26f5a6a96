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

/** A project's part of its credential's pace. */
interface Share {
  /** Milliseconds for one call. */
  readonly slot: number;
  /** Calls at once after a rest. */
  readonly most: number;
  /** Calls ahead of time. */
  readonly credit: number;
}

interface Account {
  readonly lanes: Map<string, Lane>;
  pausedUntil: number;
}

/** A project that called within this time counts when the pace is shared, in ms. */
const LIVELY = 10_000;

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

  /** A slot of its own for each who waits, the first after `rest` slots. */
  const promise = (lane: Lane, at: number, slot: number, rest: number): number => {
    lane.promisedAt = Math.max(at + rest * slot, lane.promisedAt + slot);
    return Math.ceil(lane.promisedAt - at);
  };

  const take = (lane: Lane, at: number, { slot, most, credit }: Share): number => {
    lane.tokens = Math.min(most, lane.tokens + Math.max(0, at - lane.filledAt) / slot);
    lane.filledAt = at;
    if (lane.underWay >= atOnce) return promise(lane, at, slot, 1);
    if (lane.tokens < 1 - credit) return promise(lane, at, slot, 1 - lane.tokens);
    lane.tokens -= 1;
    lane.underWay += 1;
    return 0;
  };

  return {
    /**
     * Begins one call. 0: go ahead, and say when it has ended; else the milliseconds after which to ask
     * again. A call that changes something may take what later looks have to wait for: it comes after a
     * look, which would have been for nothing.
     */
    begin: ({ credential, project }: Caller, changes = false): number => {
      const account = accountOf(credential);
      const at = now();
      const lane = laneOf(account, project);
      lane.askedAt = at;
      const sharers = [...account.lanes.values()].filter(({ askedAt }) => askedAt > at - LIVELY).length;
      const slot = (1_000 * sharers) / perSecond;
      return take(lane, at, { slot, most: Math.max(1, burst / sharers), credit: changes ? burst : 0 });
    },
    /** A call that was begun has got its answer, or none. */
    end: ({ credential, project }: Caller): void => {
      laneOf(accountOf(credential), project).underWay -= 1;
    },
    /** How long nobody may call with this credential, in ms; 0: they may. */
    pausedFor: (credential: string): number => Math.max(0, accountOf(credential).pausedUntil - now()),
    /** Nobody calls with this credential for `milliseconds`. A shorter pause never ends a longer one. */
    pause: (credential: string, milliseconds: number): void => {
      const account = accountOf(credential);
      account.pausedUntil = Math.max(account.pausedUntil, now() + milliseconds);
    },
  };
};
