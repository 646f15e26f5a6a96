import { judgeOverlaps, judgeSize, type RangeProblem, type Reach, type TakenRange } from './address-plan.ts';
import { type Cidr, splitCidrs } from './cidr.ts';
import { indexRanges } from './range-index.ts';
import type { RangeRules } from './range-rules.ts';

/** A peer's VPC has /16 to /28, but people type summaries of their network and single hosts. */
const PEER_RANGE_RULES: RangeRules = { largest: 8, smallest: 32 };

export type TypedPeerRangesVerdict =
  | { readonly kind: 'ranges'; readonly cidrs: readonly Cidr[] }
  | { readonly kind: 'problems'; readonly problems: readonly RangeProblem[] };

/** Overlaps between a VPC and the ranges of a network it is to be peered with; both may not share an address. */
export function judgePeerRanges(vpc: TakenRange, peerRanges: readonly Cidr[]): readonly RangeProblem[] {
  const taken = indexRanges([vpc]);
  return peerRanges.flatMap((range) => [
    ...judgeSize(range, PEER_RANGE_RULES),
    ...judgeOverlaps(range, taken),
  ]);
}

/**
 * A field with the peer's own ranges: empty is fine, the same range twice counts once.
 * `vpc` is null where its range is not known (or wrong itself).
 */
export function judgeTypedPeerRanges(text: string, vpc: TakenRange | null): TypedPeerRangesVerdict {
  const parsed = splitCidrs(text);
  const unread = parsed.filter((result) => result.kind !== 'cidr');
  const read = new Map(
    parsed.flatMap((result) => (result.kind === 'cidr' ? [[result.cidr.text, result.cidr]] : [])),
  );
  const cidrs = [...read.values()];
  const judged =
    vpc === null ? cidrs.flatMap((range) => judgeSize(range, PEER_RANGE_RULES)) : judgePeerRanges(vpc, cidrs);
  const problems = [...unread, ...judged];
  return problems.length === 0 ? { kind: 'ranges', cidrs } : { kind: 'problems', problems };
}

/** The VPCs that a network reaches already, where the one that it is to be peered with shares addresses with them. */
export function judgeReach(vpc: TakenRange, reached: readonly Reach[]): readonly RangeProblem[] {
  return judgeOverlaps(vpc.cidr, indexRanges(reached.map(toReached)));
}

export function toReached({ cidr, name, project, region, peer }: Reach): TakenRange {
  return { cidr, owner: { kind: 'reached', name, project, region, peer } };
}
