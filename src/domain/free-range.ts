import { type Cidr, cidrOf } from './cidr.ts';
import { countBelow, endOfKey, listKeys, sizeOf, startOfKey } from './range-key.ts';

/**
 * All that is free, as the fewest networks: under each prefix the first addresses of the free blocks
 * of that size, ascending. No two blocks could be one larger block.
 */
export type FreeBlocks = readonly (readonly number[])[];

/** From /0 to /32. */
const PREFIXES = 33;

/** What `busy` leaves free of the spaces, which come apart and in order. Takes n log n steps. */
export function findFreeBlocks(spaces: readonly Cidr[], busy: readonly Cidr[]): FreeBlocks {
  const free = Array.from({ length: PREFIXES }, (): number[] => []);
  // Without a comparator typed arrays sort by number.
  const keys = listKeys(busy).sort();
  let at = 0;
  // The first address behind all that is busy so far.
  let cursor = 0;
  for (const space of spaces) {
    cursor = Math.max(cursor, space.start);
    for (; at < keys.length; at += 1) {
      const key = keys[at] ?? 0;
      const start = startOfKey(key);
      if (start > space.end) break;
      if (start > cursor) cover(cursor, start, free);
      cursor = Math.max(cursor, endOfKey(key) + 1);
    }
    cover(cursor, space.end + 1, free);
  }
  return free;
}

/** The first free range of this size that begins at `from` or behind it. */
export function findNextFree(free: FreeBlocks, prefix: number, from: number): Cidr | null {
  const size = sizeOf(prefix);
  const least = Math.ceil(from / size) * size;
  let found = Number.POSITIVE_INFINITY;
  for (const { starts, room } of listLarger(free, prefix)) {
    // A block that begins earlier still has a range to give when its last one does not.
    const start = starts[countBelow(starts, least - room)];
    if (start !== undefined) found = Math.min(found, Math.max(start, least));
  }
  return found === Number.POSITIVE_INFINITY ? null : cidrOf(found, prefix);
}

/** The last free range of this size that begins at `from` or before it. */
export function findPreviousFree(free: FreeBlocks, prefix: number, from: number): Cidr | null {
  const size = sizeOf(prefix);
  const most = Math.floor(from / size) * size;
  let found = -1;
  for (const { starts, room } of listLarger(free, prefix)) {
    const start = starts[countBelow(starts, most + 1) - 1];
    if (start !== undefined) found = Math.max(found, Math.min(start + room, most));
  }
  return found === -1 ? null : cidrOf(found, prefix);
}

/** The free range of this one's size that begins nearest to it; of two, the one behind it. */
export function findNearestFree(free: FreeBlocks, { start, prefix }: Cidr): Cidr | null {
  const next = findNextFree(free, prefix, start);
  const previous = findPreviousFree(free, prefix, start);
  if (next === null || previous === null) return next ?? previous;
  return next.start - start <= start - previous.start ? next : previous;
}

/** The smallest free blocks that hold a range of this size, at most `count`. */
export function listTightest(free: FreeBlocks, prefix: number, count: number): readonly Cidr[] {
  const blocks: Cidr[] = [];
  for (let size = prefix; size >= 0 && blocks.length < count; size -= 1) {
    const starts = free[size] ?? [];
    blocks.push(...starts.slice(0, count - blocks.length).map((start) => cidrOf(start, size)));
  }
  return blocks;
}

/** The largest free block that holds a range of this size; of several, the first. */
export function findRoomiest(free: FreeBlocks, prefix: number): Cidr | null {
  const size = free.findIndex((starts) => starts.length > 0);
  const start = free[size]?.[0];
  return start === undefined || size > prefix ? null : cidrOf(start, size);
}

/** Blocks that hold a range of this size; `room`: from a block's first such range to its last. */
function* listLarger(free: FreeBlocks, prefix: number) {
  for (let size = 0; size <= prefix; size += 1) {
    const starts = free[size] ?? [];
    if (starts.length > 0) yield { starts, room: sizeOf(size) - sizeOf(prefix) };
  }
}

/** Adds the fewest networks that fill `from` to `until`, exclusive. */
function cover(from: number, until: number, free: readonly number[][]): void {
  for (let start = from; start < until; ) {
    const prefix = Math.max(alignedPrefix(start), fittingPrefix(until - start));
    free[prefix]?.push(start);
    start += sizeOf(prefix);
  }
}

/** Of the largest network that can begin at this address. */
function alignedPrefix(start: number): number {
  return start === 0 ? 0 : Math.clz32(start & -start) + 1;
}

/** Of the largest network that has no more addresses than these. */
function fittingPrefix(count: number): number {
  return count >= 2 ** 32 ? 0 : Math.clz32(count) + 1;
}
