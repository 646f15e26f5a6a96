import type { Changes } from './changes.ts';
import { microsOf } from './timestamps.ts';

/** How far each person has read in each place. */
export const createReadMarks = (changes: Changes) => {
  const marks = new Map<string, Readonly<Record<string, string>>>();
  const readBy = (user: string): Readonly<Record<string, string>> => marks.get(user) ?? {};
  return {
    /** The ts up to which they have read, by channel. */
    readBy,
    /** Reading never goes back. Returns how far they have read now. */
    mark: (user: string, channel: string, ts: string): string => {
      const before = readBy(user)[channel];
      if (before !== undefined && microsOf(ts) <= microsOf(before)) return before;
      marks.set(user, { ...readBy(user), [channel]: ts });
      changes.publish({ kind: 'read', user, channel, what: { ts } });
      return ts;
    },
  };
};

export type ReadMarks = ReturnType<typeof createReadMarks>;
