/** What a schedule is drawn from: the same seed draws the same. */
export interface Chance {
  /** From 0 to 1. */
  next(): number;
  /** A whole number below this. */
  below(limit: number): number;
  /** True that often, from 0 to 1. */
  isSo(often: number): boolean;
  /** One of these; throws where there is none. */
  one<Item>(items: readonly Item[]): Item;
}

/** Mulberry32: 32 bits of state, good enough to shuffle with. */
export const createChance = (seed: number): Chance => {
  let state = (seed * 0x9e37_79b1) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    isSo: (often) => next() < often,
    one: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('there is nothing to draw from');
      return item;
    },
  };
};
