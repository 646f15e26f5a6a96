import {
  DEFAULT_VPC_RANGE,
  POPULAR_BLOCKS,
  PRIVATE_BLOCKS,
  RESERVED_BLOCKS,
  type ReservedWhy,
  SHARED_ADDRESS_SPACE,
} from './address-block.ts';
import { type Cidr, type CidrProblem, cidrOf, contains, overlaps } from './cidr.ts';
import {
  type FreeBlocks,
  findFreeBlocks,
  findNearestFree,
  findRoomiest,
  listTightest,
} from './free-range.ts';
import type { PeerNetwork } from './peer-network.ts';
import { findOverlapping, indexRanges, type RangeIndex } from './range-index.ts';
import { allowsPrefix, fitPrefix, type RangeRules, USUAL_PREFIX } from './range-rules.ts';
import type { SeenRoute } from './seen-route.ts';

export type RangeOwner =
  | { readonly kind: 'vpc'; readonly name: string; readonly project: string; readonly region: string }
  /** A network of the customer's that the configuration keeps clear. */
  | { readonly kind: 'reserved' }
  | { readonly kind: 'peer'; readonly peer: PeerNetwork }
  /** A network of the customer's that its cloud shows, peered or not. */
  | { readonly kind: 'network'; readonly peer: PeerNetwork; readonly name: string | null }
  /** A VPC of another project that this network reaches: it can reach no second one with these addresses. */
  | {
      readonly kind: 'reached';
      readonly name: string;
      readonly project: string;
      readonly region: string;
      readonly peer: PeerNetwork;
    };

/** A network, and a VPC of any project that it is peered with. */
export interface Reach {
  readonly peer: PeerNetwork;
  readonly vpcId: number;
  readonly name: string;
  readonly project: string;
  readonly region: string;
  readonly cidr: Cidr;
}

export interface TakenRange {
  readonly cidr: Cidr;
  readonly owner: RangeOwner;
}

/** `range` is the range that was judged, for answers to a field that holds several. */
export type RangeProblem =
  | CidrProblem
  | {
      readonly kind: 'too-large' | 'too-small';
      readonly range: Cidr;
      readonly prefix: number;
      readonly allowed: RangeRules;
    }
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
  /** That network sends these addresses somewhere else. */
  | {
      readonly kind: 'routed';
      readonly range: Cidr;
      readonly route: SeenRoute;
      readonly network: PeerNetwork;
    }
  /** Overlaps beyond those named. */
  | { readonly kind: 'more-overlaps'; readonly range: Cidr; readonly count: number };

/** Worth saying, no reason to refuse. */
export type RangeRemark =
  | { readonly kind: 'shared-address-space' | 'default-vpc-range'; readonly block: Cidr }
  /** Some of it is outside RFC 1918 and RFC 6598. */
  | { readonly kind: 'public' };

export const OVERLAPS_NAMED = 10;
/** What is taken and what that leaves, made ready once for as many questions as come. */
export interface AddressPlan {
  readonly taken: RangeIndex<TakenRange>;
  /** Private ranges that nobody has; first without those that may be regretted, then all of them. */
  readonly free: readonly FreeBlocks[];
}

/**
 * `avoid` is kept clear as long as there is anything else, as are the ranges that everybody has. What
 * must never be offered belongs to `taken`, or to `untold` where it speaks against no range that is judged.
 */
export function planAddresses(
  taken: readonly TakenRange[],
  avoid: readonly Cidr[] = [],
  untold: readonly Cidr[] = [],
): AddressPlan {
  const never = [...taken.map(({ cidr }) => cidr), ...untold, ...RESERVED_BLOCKS.map(({ block }) => block)];
  return {
    taken: indexRanges(taken),
    free: [[...never, ...POPULAR_BLOCKS, ...avoid], never].map((busy) =>
      findFreeBlocks(PRIVATE_BLOCKS, busy),
    ),
  };
}

/** Everything that speaks against this range for a VPC. Empty: it may be used. */
export function judgeRange(range: Cidr, rules: RangeRules, plan: AddressPlan): readonly RangeProblem[] {
  return [...judgeSize(range, rules), ...judgePlace(range), ...judgeOverlaps(range, plan.taken)];
}

export function findRangeRemarks(range: Cidr): readonly RangeRemark[] {
  const remarks: RangeRemark[] = [];
  if (overlaps(range, SHARED_ADDRESS_SPACE)) {
    remarks.push({ kind: 'shared-address-space', block: SHARED_ADDRESS_SPACE });
  }
  if (overlaps(range, DEFAULT_VPC_RANGE)) {
    remarks.push({ kind: 'default-vpc-range', block: DEFAULT_VPC_RANGE });
  }
  const known = [...PRIVATE_BLOCKS, SHARED_ADDRESS_SPACE];
  if (!known.some((block) => contains(block, range))) remarks.push({ kind: 'public' });
  return remarks;
}

/** A range that is free, and the largest free block that it is cut from. */
export interface SuggestedRange {
  readonly cidr: Cidr;
  readonly block: Cidr;
}

/**
 * Ranges to choose from, at most `count`: first those that leave the larger free blocks whole, one
 * from each block before a second from any. None where the rules do not allow the size.
 */
export function suggestRanges(
  rules: RangeRules,
  { free }: AddressPlan,
  { prefix = USUAL_PREFIX, count }: { readonly prefix?: number; readonly count: number },
): readonly SuggestedRange[] {
  if (!allowsPrefix(rules, prefix)) return [];
  const found = new Map<number, SuggestedRange>();
  for (const blocks of free) {
    for (const suggested of dealRanges(listTightest(blocks, prefix, count + found.size), prefix)) {
      if (found.size >= count) break;
      // What both rounds find keeps the block of the choosy one.
      if (!found.has(suggested.cidr.start)) found.set(suggested.cidr.start, suggested);
    }
  }
  return [...found.values()];
}

/** The first of `suggestRanges`. */
export function suggestRange(rules: RangeRules, plan: AddressPlan, prefix = USUAL_PREFIX): Cidr | null {
  return suggestRanges(rules, plan, { prefix, count: 1 })[0]?.cidr ?? null;
}

/** The first range of the largest free block: with the most room to grow. Null where nothing is free. */
export function suggestRoomiest(
  rules: RangeRules,
  { free }: AddressPlan,
  prefix: number,
): SuggestedRange | null {
  if (!allowsPrefix(rules, prefix)) return null;
  for (const blocks of free) {
    const block = findRoomiest(blocks, prefix);
    if (block !== null) return { cidr: cidrOf(block.start, prefix), block };
  }
  return null;
}

/** The free range nearest to this one, of its size or the nearest size that is allowed. */
export function suggestNearest(rules: RangeRules, { free }: AddressPlan, range: Cidr): Cidr | null {
  const near = cidrOf(range.start, fitPrefix(range.prefix, rules));
  for (const blocks of free) {
    const found = findNearestFree(blocks, near);
    if (found !== null) return found;
  }
  return null;
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
  return RESERVED_BLOCKS.filter(({ block }) => overlaps(block, range)).map(({ block, why }) => ({
    kind: 'reserved-block',
    range,
    block,
    why,
  }));
}

/** Two networks that share addresses: the smaller one lies in the other. */
export function toOverlap(range: Cidr, hit: TakenRange): Extract<RangeProblem, { kind: 'overlap' }> {
  return { kind: 'overlap', range, with: hit, whatOverlaps: contains(hit.cidr, range) ? range : hit.cidr };
}

/** The taken ranges that share addresses with this one, the first `OVERLAPS_NAMED` by name. */
export function judgeOverlaps(range: Cidr, taken: RangeIndex<TakenRange>): readonly RangeProblem[] {
  const hits = findOverlapping(taken, range);
  const named = hits.slice(0, OVERLAPS_NAMED).map((hit) => toOverlap(range, hit));
  const count = hits.length - named.length;
  return count === 0 ? named : [...named, { kind: 'more-overlaps', range, count }];
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
