import type { Cidr } from './cidr.ts';
import { countBelow, endOfKey, listKeys, orderKeys, startOfKey } from './range-key.ts';

/**
 * Networks made ready to be asked what overlaps one. Two networks are apart or one holds the other, so
 * what overlaps a range stands in two places: the run of those that begin inside it, and the chain of
 * those around it, which has 32 links at most.
 */
export interface RangeIndex<T> {
  /** In the order given. */
  readonly items: readonly T[];
  /** Each network once, in the order of `range-key.ts`. */
  readonly keys: readonly number[];
  /** The place of the smallest network around each; -1: none is. */
  readonly around: Int32Array;
  /** The items that have network `n` are `order[first[n]]` up to `order[first[n + 1]]`, exclusive. */
  readonly first: readonly number[];
  readonly order: Int32Array;
}

export function indexRanges<T extends { readonly cidr: Cidr }>(items: readonly T[]): RangeIndex<T> {
  const all = listKeys(items.map(({ cidr }) => cidr));
  const order = orderKeys(all);
  const keys: number[] = [];
  const first: number[] = [];
  let last = -1;
  order.forEach((place, at) => {
    const key = all[place] ?? 0;
    if (key === last) return;
    keys.push(key);
    first.push(at);
    last = key;
  });
  first.push(order.length);
  return { items, keys, around: findAround(keys), first, order };
}

/** The items that share an address with this range, in the order they were given: log n steps and one for each. */
export function findOverlapping<T>(index: RangeIndex<T>, range: Cidr): readonly T[] {
  const { items, keys, around } = index;
  const from = countBelow(keys, range.start * 64);
  const until = countBelow(keys, (range.end + 1) * 64);
  const places: number[] = [];
  addPlaces(index, from, until, places);
  let outer = from - 1;
  while (outer >= 0 && endOfKey(keys[outer] ?? 0) < range.start) outer = around[outer] ?? -1;
  for (; outer >= 0; outer = around[outer] ?? -1) addPlaces(index, outer, outer + 1, places);
  if (places.length > 1) places.sort((a, b) => a - b);
  const found: T[] = [];
  for (const place of places) {
    const item = items[place];
    if (item !== undefined) found.push(item);
  }
  return found;
}

/** Of the items that have one of these networks. */
function addPlaces(
  { first, order }: Pick<RangeIndex<unknown>, 'first' | 'order'>,
  from: number,
  until: number,
  places: number[],
): void {
  const end = first[until] ?? 0;
  for (let at = first[from] ?? 0; at < end; at += 1) places.push(order[at] ?? 0);
}

function findAround(keys: readonly number[]): Int32Array {
  const around = new Int32Array(keys.length);
  keys.forEach((key, at) => {
    const start = startOfKey(key);
    let outer = at - 1;
    while (outer >= 0 && endOfKey(keys[outer] ?? 0) < start) outer = around[outer] ?? -1;
    around[at] = outer;
  });
  return around;
}
