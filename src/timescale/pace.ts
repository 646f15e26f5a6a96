/** How many calls one credential may make: `burst` at once, then `perSecond`. */
export interface Pace {
  readonly perSecond: number;
  readonly burst: number;
}

interface Account {
  tokens: number;
  filledAt: number;
  /** The last slot that was promised to somebody who had to wait. */
  promisedAt: number;
  pausedUntil: number;
}

/**
 * Keeps each credential within its pace and its pauses, without ever sleeping: who comes too early
 * is told when to come back, and no two are told the same moment.
 */
export const createPacer = ({ perSecond, burst }: Pace, now: () => number) => {
  const accounts = new Map<string, Account>();
  const slot = 1_000 / perSecond;

  const accountOf = (credential: string): Account => {
    const known = accounts.get(credential);
    if (known !== undefined) return known;
    const fresh = { tokens: burst, filledAt: now(), promisedAt: 0, pausedUntil: 0 };
    accounts.set(credential, fresh);
    return fresh;
  };

  return {
    /** Takes one call. 0: go ahead; else the milliseconds after which to ask again. */
    reserve: (credential: string): number => {
      const account = accountOf(credential);
      const at = now();
      if (at < account.pausedUntil) return account.pausedUntil - at;
      const gained = Math.max(0, at - account.filledAt) / slot;
      account.tokens = Math.min(burst, account.tokens + gained);
      account.filledAt = at;
      if (account.tokens >= 1) {
        account.tokens -= 1;
        return 0;
      }
      account.promisedAt = Math.max(at + (1 - account.tokens) * slot, account.promisedAt + slot);
      return Math.ceil(account.promisedAt - at);
    },
    /** Nobody calls with this credential for `milliseconds`. A shorter pause never ends a longer one. */
    pause: (credential: string, milliseconds: number): void => {
      const account = accountOf(credential);
      account.pausedUntil = Math.max(account.pausedUntil, now() + milliseconds);
    },
  };
};
