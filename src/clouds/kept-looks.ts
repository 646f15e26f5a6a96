import { VpcbotError } from '../errors.ts';

/** What a look came to. `value` undefined: nothing was ever seen; where `why` is set, what is there is older. */
export interface Look<T> {
  readonly value: T | undefined;
  /** Null: it was seen just now. */
  readonly why: { readonly kind: 'slow' } | { readonly kind: 'failed'; readonly error: unknown } | null;
}

interface Kept<T> {
  until: number;
  value: T | undefined;
  failure: { readonly error: unknown } | null;
  running: Promise<void> | null;
}

export interface KeptLooksOptions {
  /** Milliseconds that an answer counts as fresh. */
  readonly keepFor: number;
  /** The same for a failure: whoever asks is not asked at once again, and what heals is soon seen. */
  readonly failFor: number;
  /** How many are remembered. */
  readonly most: number;
  readonly now: () => number;
}

const within = async (running: Promise<void>, most: number): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), most);
  });
  return Promise.race([running.then(() => true), tooLate]).finally(() => clearTimeout(timer));
};

const lookOf = <T>({ value, failure }: Kept<T>): Look<T> => ({
  value,
  why: failure === null ? null : { kind: 'failed', error: failure.error },
});

/**
 * Looks that people wait for: each is made once at a time, kept for a while, and waited for no longer
 * than who asks can wait. A look that comes too late goes on, and is there for the next who asks.
 */
export const createKeptLooks = <T>({ keepFor, failFor, most, now }: KeptLooksOptions) => {
  const kept = new Map<string, Kept<T>>();

  const forgetOldest = (): void => {
    for (const [key, { running }] of kept) {
      if (kept.size <= most) return;
      if (running === null) kept.delete(key);
    }
  };

  const start = (one: Kept<T>, look: () => Promise<T>): Promise<void> => {
    const settle = (failure: Kept<T>['failure'], freshFor: number): void => {
      one.failure = failure;
      one.until = now() + freshFor;
      one.running = null;
    };
    return look().then(
      (value) => {
        one.value = value;
        settle(null, keepFor);
      },
      (error: unknown) => {
        // What heals by itself says nothing against what was seen before; a refusal does.
        if (!(error instanceof VpcbotError && error.retryable)) one.value = undefined;
        settle({ error }, failFor);
      },
    );
  };

  return async (key: string, wait: number, look: () => Promise<T>): Promise<Look<T>> => {
    const one: Kept<T> = kept.get(key) ?? { until: 0, value: undefined, failure: null, running: null };
    // Asked for last, forgotten last.
    kept.delete(key);
    kept.set(key, one);
    forgetOldest();
    if (one.running === null && one.until > now()) return lookOf(one);
    one.running ??= start(one, look);
    if (await within(one.running, wait)) return lookOf(one);
    return { value: one.value, why: { kind: 'slow' } };
  };
};

/** Lets so many run at a time; the others wait for their turn. */
export const createTurns = (most: number) => {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <T>(act: () => Promise<T>): Promise<T> => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await act();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
};
