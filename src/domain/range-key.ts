import type { Cidr } from './cidr.ts';

/*
 * A network as one number, 64 times its first address plus its prefix: sorted, networks stand in the
 * order of their addresses, each before those inside it. Below 2 ** 38, so doubles hold it exactly.
 */

export function startOfKey(key: number): number {
  return Math.floor(key / 64);
}

export function endOfKey(key: number): number {
  return startOfKey(key) + 2 ** (32 - (key % 64)) - 1;
}

export function keyOf({ start, prefix }: Cidr): number {
  return start * 64 + prefix;
}

/** The keys of these networks, ascending; a network that is there twice is there twice. */
export function sortKeys(networks: readonly Cidr[]): Float64Array {
  const keys = new Float64Array(networks.length);
  let at = 0;
  for (const network of networks) {
    keys[at] = keyOf(network);
    at += 1;
  }
  // Without a comparator typed arrays sort by number.
  return keys.sort();
}

/** How many of these ascending numbers are smaller than `bound`: the place of the first that is not. */
export function countBelow(numbers: ArrayLike<number>, bound: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? bound) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
