import type { Cidr } from './cidr.ts';

/*
 * A network as one number, 64 times its first address plus its prefix: sorted, networks stand in the
 * order of their addresses, each before those inside it. Below 2 ** 38, so doubles hold it exactly.
 */

/** How many addresses a network has, by its prefix: looked up, for raising to a power takes far longer. */
const SIZES = Float64Array.from({ length: 33 }, (_, prefix) => 2 ** (32 - prefix));

export function sizeOf(prefix: number): number {
  return SIZES[prefix] ?? 0;
}

function keyOf({ start, prefix }: Cidr): number {
  return start * 64 + prefix;
}

export function startOfKey(key: number): number {
  return Math.floor(key / 64);
}

export function endOfKey(key: number): number {
  const start = startOfKey(key);
  return start + sizeOf(key - start * 64) - 1;
}

/** The keys of these networks, in their order. */
export function listKeys(networks: readonly Cidr[]): Float64Array {
  const keys = new Float64Array(networks.length);
  let at = 0;
  for (const network of networks) {
    keys[at] = keyOf(network);
    at += 1;
  }
  return keys;
}

const DIGIT_BITS = 10;
const DIGIT = 2 ** DIGIT_BITS;
const HALF = DIGIT * DIGIT;

/**
 * The places of these keys in ascending order, those of equal ones as they come. Sorted digit by digit,
 * the last one first: as many steps as there are keys.
 */
export function orderKeys(keys: Float64Array): Int32Array {
  const low = new Uint32Array(keys.length);
  const high = new Uint32Array(keys.length);
  let order = new Int32Array(keys.length);
  keys.forEach((key, at) => {
    const part = Math.floor(key / HALF);
    high[at] = part;
    low[at] = key - part * HALF;
    order[at] = at;
  });
  for (const half of [low, high]) {
    for (const shift of [0, DIGIT_BITS]) order = orderByDigit(order, half, shift);
  }
  return order;
}

function orderByDigit(order: Int32Array, half: Uint32Array, shift: number): Int32Array<ArrayBuffer> {
  const next = new Int32Array(DIGIT + 1);
  for (const bits of half) {
    const digit = (bits >>> shift) % DIGIT;
    next[digit + 1] = (next[digit + 1] ?? 0) + 1;
  }
  for (let digit = 1; digit < next.length; digit += 1) {
    next[digit] = (next[digit] ?? 0) + (next[digit - 1] ?? 0);
  }
  const ordered = new Int32Array(order.length);
  for (const at of order) {
    const digit = ((half[at] ?? 0) >>> shift) % DIGIT;
    const to = next[digit] ?? 0;
    ordered[to] = at;
    next[digit] = to + 1;
  }
  return ordered;
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
