import type { Clock } from '../clock.ts';

/** Microseconds of a Slack timestamp such as `1767603600.000100`; NaN where it is none. */
export const microsOf = (ts: string): number => {
  if (!/^\d{1,10}(\.\d{1,6})?$/.test(ts)) return Number.NaN;
  const [seconds = '0', rest = ''] = ts.split('.');
  return Number(seconds) * 1_000_000 + Number(rest.padEnd(6, '0'));
};

const written = (micros: number): string =>
  `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, '0')}`;

/** Timestamps that name messages: unique and ever rising, also while the clock stands still. */
export const createTimestamps = (clock: Clock) => {
  let last = 0;
  return {
    next: (): string => {
      last = Math.max(Math.floor(clock.now() * 1_000), last + 1);
      return written(last);
    },
  };
};

export type Timestamps = ReturnType<typeof createTimestamps>;

/** Ids that are unique within one sandbox, such as the `block_id` that Slack makes up for a block without one. */
export const createIds = () => {
  let count = 0;
  return (prefix: string): string => {
    count += 1;
    return `${prefix}${count.toString(36).toUpperCase().padStart(8, '0')}`;
  };
};

export type Ids = ReturnType<typeof createIds>;
