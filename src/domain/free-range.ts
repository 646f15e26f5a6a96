import { type Cidr, cidrOf } from './cidr.ts';

/** Networks in the order of the sweep. They may nest and repeat. */
export function sortByStart(networks: readonly Cidr[]): readonly Cidr[] {
  return [...networks].sort((a, b) => a.start - b.start);
}

/** The first free network of this size in `space`, null when there is none. `busy` comes sorted. */
export function findFirstFree(space: Cidr, prefix: number, busy: readonly Cidr[]): Cidr | null {
  const size = 2 ** (32 - prefix);
  let candidate = space.start;
  for (const { start, end } of busy) {
    if (start >= candidate + size) break;
    if (end >= candidate) candidate = alignUp(end + 1, size);
  }
  return candidate + size - 1 <= space.end ? cidrOf(candidate, prefix) : null;
}

/**
 * All that is free in `space`, as the fewest networks, without those smaller than `prefix`.
 * `busy` comes sorted.
 */
export function findFreeBlocks(space: Cidr, prefix: number, busy: readonly Cidr[]): readonly Cidr[] {
  const blocks: Cidr[] = [];
  let cursor = space.start;
  for (const { start, end } of busy) {
    if (start > space.end) break;
    if (end < cursor) continue;
    blocks.push(...cover(cursor, start, prefix));
    cursor = end + 1;
  }
  return [...blocks, ...cover(cursor, space.end + 1, prefix)];
}

/** The fewest networks that fill `from` to `until` (exclusive), each at least as large as `prefix`. */
function* cover(from: number, until: number, prefix: number): Generator<Cidr> {
  let start = alignUp(from, 2 ** (32 - prefix));
  while (start + 2 ** (32 - prefix) <= until) {
    let size = 2 ** (32 - prefix);
    while (start % (2 * size) === 0 && start + 2 * size <= until) size *= 2;
    yield cidrOf(start, 32 - Math.log2(size));
    start += size;
  }
}

function alignUp(address: number, size: number): number {
  return Math.ceil(address / size) * size;
}
