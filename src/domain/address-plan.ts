import {
  DEFAULT_VPC_RANGE,
  POPULAR_BLOCKS,
  PRIVATE_BLOCKS,
  RESERVED_BLOCKS,
  type ReservedWhy,
  SHARED_ADDRESS_SPACE,
} from './address-block.ts';
import { type Cidr, type CidrProblem, cidrOf, contains, overlaps } from './cidr.ts';
import { findFirstFree, findFreeBlocks, sortByStart } from './free-range.ts';
import type { PeerNetwork } from './peer-network.ts';

export type RangeOwner =
  | { readonly kind: 'vpc'; readonly name: string; readonly project: string; readonly region: string }
  /** A network of the customer's that the configuration keeps clear. */
  | { readonly kind: 'reserved' }
  | { readonly kind: 'peer'; readonly peer: PeerNetwork };

export interface TakenRange {
  readonly cidr: Cidr;
  readonly owner: RangeOwner;
}

/** The sizes that are allowed, as prefixes: the largest network has the smallest number. */
export interface RangeRules {
  readonly largest: number;
  readonly smallest: number;
}

/** Timescale's docs, "VPC peering": a mask between 16 and 28. */
export const TIGER_RANGE_RULES: RangeRules = { largest: 16, smallest: 28 };

/** `range` is the range that was judged, for answers to a field that holds several. */
export type RangeProblem =
  | CidrProblem
  | {
      readonly kind: 'too-large' | 'too-small';
      readonly range: Cidr;
      readonly prefix: number;
      readonly allowed: RangeRules;
    }
  | { readonly kind: 'not-private'; readonly range: Cidr }
  | {
      readonly kind: 'reserved-block';
      readonly range: Cidr;
      readonly block: Cidr;
      readonly why: ReservedWhy;
    }
  | {
      readonly kind: 'overlap';
      readonly range: Cidr;
      readonly with: TakenRange;
      /** The addresses that both have: the smaller of the two. */
      readonly whatOverlaps: Cidr;
    }
  /** Overlaps beyond those named. */
  | { readonly kind: 'more-overlaps'; readonly range: Cidr; readonly count: number };

/** Worth saying, no reason to refuse. */
export type RangeRemark = {
  readonly kind: 'shared-address-space' | 'default-vpc-range';
  readonly block: Cidr;
};

export interface RangeWish {
  /** 24 where not told. */
  readonly prefix?: number;
  /** Kept clear as long as there is anything else. What must never be offered belongs to `taken`. */
  readonly avoid?: readonly Cidr[];
}

export const OVERLAPS_NAMED = 10;
/** The size that is offered where nobody names one. */
export const USUAL_PREFIX = 24;

/** Everything that speaks against this range for a VPC. Empty: it may be used. */
export function judgeRange(
  range: Cidr,
  rules: RangeRules,
  taken: readonly TakenRange[],
): readonly RangeProblem[] {
  return [...judgeSize(range, rules), ...judgePlace(range), ...judgeOverlaps(range, taken)];
}

export function findRangeRemarks(range: Cidr): readonly RangeRemark[] {
  const remarks: RangeRemark[] = [];
  if (overlaps(range, SHARED_ADDRESS_SPACE)) {
    remarks.push({ kind: 'shared-address-space', block: SHARED_ADDRESS_SPACE });
  }
  if (overlaps(range, DEFAULT_VPC_RANGE)) {
    remarks.push({ kind: 'default-vpc-range', block: DEFAULT_VPC_RANGE });
  }
  return remarks;
}

/**
 * The first free range of the wished size in RFC 1918; the ranges that everybody has come last.
 * Null when there is none left, or when the rules do not allow the size.
 */
export function suggestRange(
  rules: RangeRules,
  taken: readonly TakenRange[],
  { prefix = USUAL_PREFIX, avoid = [] }: RangeWish = {},
): Cidr | null {
  if (!allowsPrefix(rules, prefix)) return null;
  for (const busy of listBusy(taken, avoid)) {
    for (const space of PRIVATE_BLOCKS) {
      const free = findFirstFree(space, prefix, busy);
      if (free !== null) return free;
    }
  }
  return null;
}

/** A range that is free, and the largest free block that it is cut from. */
export interface SuggestedRange {
  readonly cidr: Cidr;
  readonly block: Cidr;
}

/**
 * Several ranges to choose from, at most `count`: first those that leave the larger free blocks whole,
 * one from each block before a second from any.
 */
export function suggestRanges(
  rules: RangeRules,
  taken: readonly TakenRange[],
  { prefix = USUAL_PREFIX, avoid = [], count }: RangeWish & { readonly count: number },
): readonly SuggestedRange[] {
  if (!allowsPrefix(rules, prefix)) return [];
  const found = new Map<number, SuggestedRange>();
  for (const busy of listBusy(taken, avoid)) {
    const blocks = listFreeBlocks(prefix, busy);
    for (const suggested of dealRanges(blocks, prefix)) {
      if (found.size >= count) break;
      // What both rounds find keeps the block of the choosy one.
      if (!found.has(suggested.cidr.start)) found.set(suggested.cidr.start, suggested);
    }
  }
  return [...found.values()];
}

/** The first range of the largest free block: with the most room to grow. Null where nothing is free. */
export function suggestRoomiest(
  rules: RangeRules,
  taken: readonly TakenRange[],
  { prefix = USUAL_PREFIX, avoid = [] }: RangeWish,
): SuggestedRange | null {
  if (!allowsPrefix(rules, prefix)) return null;
  for (const busy of listBusy(taken, avoid)) {
    const blocks = listFreeBlocks(prefix, busy);
    const largest = blocks.at(-1)?.prefix;
    const block = blocks.find((one) => one.prefix === largest);
    if (block !== undefined) return { cidr: cidrOf(block.start, prefix), block };
  }
  return null;
}

export function allowsPrefix(rules: RangeRules, prefix: number): boolean {
  return Number.isInteger(prefix) && prefix >= rules.largest && prefix <= rules.smallest;
}

/** Whether the rules allow the range's size. */
export function judgeSize(range: Cidr, allowed: RangeRules): readonly RangeProblem[] {
  const { prefix } = range;
  if (prefix < allowed.largest) return [{ kind: 'too-large', range, prefix, allowed }];
  if (prefix > allowed.smallest) return [{ kind: 'too-small', range, prefix, allowed }];
  return [];
}

/** Whether a VPC may lie there at all. */
export function judgePlace(range: Cidr): readonly RangeProblem[] {
  const reserved = RESERVED_BLOCKS.filter(({ block }) => overlaps(block, range));
  if (reserved.length > 0) {
    return reserved.map(({ block, why }) => ({ kind: 'reserved-block', range, block, why }));
  }
  const allowed = [...PRIVATE_BLOCKS, SHARED_ADDRESS_SPACE];
  return allowed.some((block) => contains(block, range)) ? [] : [{ kind: 'not-private', range }];
}

/** The taken ranges that share addresses with this one, the first `OVERLAPS_NAMED` by name. */
export function judgeOverlaps(range: Cidr, taken: readonly TakenRange[]): readonly RangeProblem[] {
  const hits = taken.filter(({ cidr }) => overlaps(cidr, range));
  const named = hits.slice(0, OVERLAPS_NAMED).map((hit): RangeProblem => {
    const whatOverlaps = contains(hit.cidr, range) ? range : hit.cidr;
    return { kind: 'overlap', range, with: hit, whatOverlaps };
  });
  const count = hits.length - named.length;
  return count === 0 ? named : [...named, { kind: 'more-overlaps', range, count }];
}

/** What is busy when we may be choosy, then what is busy in any case; each sorted for the sweep. */
function* listBusy(taken: readonly TakenRange[], avoid: readonly Cidr[]): Generator<readonly Cidr[]> {
  const never = [...taken.map(({ cidr }) => cidr), ...RESERVED_BLOCKS.map(({ block }) => block)];
  yield sortByStart([...never, ...POPULAR_BLOCKS, ...avoid]);
  yield sortByStart(never);
}

/** All that is free and large enough, the smallest first. */
function listFreeBlocks(prefix: number, busy: readonly Cidr[]): readonly Cidr[] {
  return PRIVATE_BLOCKS.flatMap((space) => findFreeBlocks(space, prefix, busy)).sort(
    (a, b) => b.prefix - a.prefix || a.start - b.start,
  );
}

/** One range from each block, then the second of each, until all are dealt. */
function* dealRanges(blocks: readonly Cidr[], prefix: number): Generator<SuggestedRange> {
  const size = 2 ** (32 - prefix);
  let left = blocks;
  for (let offset = 0; left.length > 0; offset += size) {
    left = left.filter(({ start, end }) => start + offset <= end);
    for (const block of left) yield { cidr: cidrOf(block.start + offset, prefix), block };
  }
}
