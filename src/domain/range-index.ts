import type { Cidr } from './cidr.ts';
import { countBelow, endOfKey, keyOf, sortKeys, startOfKey } from './range-key.ts';

/**
 * Networks made ready to be asked what overlaps one. Two networks are apart or one holds the other, so
 * what overlaps a range stands in two places: the run of those that begin inside it, and the chain of
 * those around it, which has 32 links at most.
 */
export interface RangeIndex<T> {
  /** In the order given. */
  readonly items: readonly T[];
  /** Each network once, in the order of `range-key.ts`. */
  readonly keys: Float64Array;
  /** The place of the smallest network around each; -1: none is. */
  readonly around: Int32Array;
  /** The items that have network `n` are `order[first[n]]` up to `order[first[n + 1]]`, exclusive. */
  readonly first: Int32Array;
  readonly order: Int32Array;
}

/** Takes n log n steps for n items. */
export function indexRanges<T extends { readonly cidr: Cidr }>(items: readonly T[]): RangeIndex<T> {
  const keys = sortKeys(items.map(({ cidr }) => cidr)).filter((key, at, all) => key !== all[at - 1]);
  return { items, keys, around: findAround(keys), ...groupItems(items, keys) };
}

/** The items that share an address with this range, in the order they were given: log n steps and one for each. */
export function findOverlapping<T>(index: RangeIndex<T>, range: Cidr): readonly T[] {
  const { items, keys, around, first, order } = index;
  const from = countBelow(keys, range.start * 64);
  const until = countBelow(keys, (range.end + 1) * 64);
  const runs = [order.subarray(first[from], first[until])];
  let outer = from - 1;
  while (outer >= 0 && endOfKey(keys[outer] ?? 0) < range.start) outer = around[outer] ?? -1;
  for (; outer >= 0; outer = around[outer] ?? -1) {
    runs.push(order.subarray(first[outer], first[outer + 1]));
  }
  const found: T[] = [];
  for (const at of mergeRuns(runs)) {
    const item = items[at];
    if (item !== undefined) found.push(item);
  }
  return found;
}

function mergeRuns(runs: readonly Int32Array[]): Int32Array {
  const merged = new Int32Array(runs.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const run of runs) {
    merged.set(run, filled);
    filled += run.length;
  }
  return merged.sort();
}

function findAround(keys: Float64Array): Int32Array {
  const around = new Int32Array(keys.length);
  keys.forEach((key, at) => {
    let outer = at - 1;
    while (outer >= 0 && endOfKey(keys[outer] ?? 0) < startOfKey(key)) outer = around[outer] ?? -1;
    around[at] = outer;
  });
  return around;
}

function groupItems(items: readonly { readonly cidr: Cidr }[], keys: Float64Array) {
  const places = Int32Array.from(items, ({ cidr }) => countBelow(keys, keyOf(cidr)));
  const first = new Int32Array(keys.length + 1);
  for (const place of places) first[place + 1] = (first[place + 1] ?? 0) + 1;
  for (let place = 1; place < first.length; place += 1) {
    first[place] = (first[place] ?? 0) + (first[place - 1] ?? 0);
  }
  const next = first.slice();
  const order = new Int32Array(items.length);
  places.forEach((place, at) => {
    const to = next[place] ?? 0;
    order[to] = at;
    next[place] = to + 1;
  });
  return { first, order };
}
