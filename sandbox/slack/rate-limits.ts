import type { Clock } from '../clock.ts';
import { asText, type Json } from './json.ts';

interface Allowance {
  readonly perSecond: number;
  readonly burst: number;
  /** What the allowance is counted for: a channel, or the app as a whole. */
  readonly of: (args: Json) => string;
}

/** https://docs.slack.dev/apis/web-api/rate-limits: posting 1/s for each channel with a short burst, tier 3 for updates. */
const allowances: Record<string, Allowance> = {
  'chat.postMessage': { perSecond: 1, burst: 3, of: (args) => asText(args['channel']) },
  'chat.update': { perSecond: 50 / 60, burst: 50, of: () => '' },
};

export interface RequestCount {
  readonly requests: number;
  /** Of these, answered with 429. */
  readonly limited: number;
}

/** Counts every request, and where limits are on refuses what exceeds them. */
export const createRateLimits = (clock: Clock, startOn: boolean) => {
  let isOn = startOn;
  let counts: Record<string, RequestCount> = {};
  const buckets = new Map<string, { tokens: number; at: number }>();

  const spend = (key: string, { perSecond, burst }: Allowance): number => {
    const now = clock.now();
    const { tokens, at } = buckets.get(key) ?? { tokens: burst, at: now };
    const full = Math.min(burst, tokens + ((now - at) / 1000) * perSecond);
    const isEnough = full >= 1;
    buckets.set(key, { tokens: isEnough ? full - 1 : full, at: now });
    return isEnough ? 0 : Math.ceil((1 - full) / perSecond);
  };
  return {
    set: (on: boolean): void => {
      isOn = on;
      buckets.clear();
    },
    isOn: (): boolean => isOn,
    counts: (): Readonly<Record<string, RequestCount>> => counts,
    resetCounts: (): void => {
      counts = {};
    },
    count: (method: string, isLimited: boolean): void => {
      const before = counts[method] ?? { requests: 0, limited: 0 };
      const limited = before.limited + (isLimited ? 1 : 0);
      counts = { ...counts, [method]: { requests: before.requests + 1, limited } };
    },
    /** Seconds to wait before this request may be made again; 0 admits it. */
    retryAfter: (method: string, args: Json): number => {
      const allowance = isOn ? allowances[method] : undefined;
      return allowance === undefined ? 0 : spend(`${method} ${allowance.of(args)}`, allowance);
    },
  };
};

export type RateLimits = ReturnType<typeof createRateLimits>;
