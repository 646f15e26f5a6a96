/**
 * How many calls a key may make: one every `every` ms, `burst` at once after a rest. A call that
 * comes too early is told how long to wait (ms) and books nothing.
 */
export const createReservations = ({ every, burst }: { readonly every: number; readonly burst: number }) => {
  /** When all that was booked so far is paid for. */
  const paidAt = new Map<string, number>();
  return {
    reserve: (key: string, now: number): number => {
      const paid = Math.max(paidAt.get(key) ?? 0, now);
      const wait = paid + every - burst * every - now;
      if (wait > 0) return wait;
      paidAt.set(key, paid + every);
      return 0;
    },
  };
};
