import {
  findRangeRemarks,
  judgeRange,
  type RangeProblem,
  type RangeRemark,
  type RangeRules,
  suggestRange,
  type TakenRange,
  USUAL_PREFIX,
} from './address-plan.ts';
import { type Cidr, type CidrResult, parseCidr } from './cidr.ts';

export type TypedRangeVerdict =
  | { readonly kind: 'range'; readonly cidr: Cidr; readonly remarks: readonly RangeRemark[] }
  | {
      readonly kind: 'problems';
      readonly problems: readonly RangeProblem[];
      /** A range that would be taken: the one meant, where it is free, else one of the same size. */
      readonly suggestion: Cidr | null;
    };

/**
 * `judgeRange` from what was typed. A text that only nearly says a range (host bits, no prefix) is
 * never taken as is; what speaks against the range it means is told along with it.
 */
export function judgeTypedRange(
  text: string,
  rules: RangeRules,
  taken: readonly TakenRange[],
): TypedRangeVerdict {
  const parsed = parseCidr(text);
  const meant = findMeantRange(parsed);
  const problems = meant === null ? [] : judgeRange(meant, rules, taken);
  if (parsed.kind === 'cidr' && problems.length === 0) {
    return { kind: 'range', cidr: parsed.cidr, remarks: findRangeRemarks(parsed.cidr) };
  }
  const suggestion =
    meant !== null && problems.length === 0
      ? meant
      : suggestRange(rules, taken, { prefix: fitPrefix(meant?.prefix ?? USUAL_PREFIX, rules) });
  return {
    kind: 'problems',
    problems: parsed.kind === 'cidr' ? problems : [parsed, ...problems],
    suggestion,
  };
}

function findMeantRange(parsed: CidrResult): Cidr | null {
  if (parsed.kind === 'cidr') return parsed.cidr;
  if (parsed.kind === 'host-bits') return parsed.network;
  return parsed.kind === 'no-prefix' ? parsed.suggestion : null;
}

/** The nearest size that the rules allow. */
export function fitPrefix(prefix: number, rules: RangeRules): number {
  return Math.min(Math.max(prefix, rules.largest), rules.smallest);
}
