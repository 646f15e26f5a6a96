import {
  type AddressPlan,
  findRangeRemarks,
  judgeRange,
  planAddresses,
  type RangeProblem,
  type RangeRemark,
  suggestNearest,
  suggestRange,
  type TakenRange,
} from './address-plan.ts';
import { type Cidr, type CidrResult, parseCidr } from './cidr.ts';
import type { RangeRules } from './range-rules.ts';

export type TypedRangeVerdict =
  | { readonly kind: 'range'; readonly cidr: Cidr; readonly remarks: readonly RangeRemark[] }
  | {
      readonly kind: 'problems';
      readonly problems: readonly RangeProblem[];
      /** A range that would be taken: the one meant, where it is free and private, else the nearest that is. */
      readonly suggestion: Cidr | null;
    };

/** What speaks against a range beside what is taken, and what is offered in its place only in need, or never. */
export interface RangeScruples {
  readonly judge: (range: Cidr) => readonly RangeProblem[];
  readonly avoid: readonly Cidr[];
  readonly never: readonly Cidr[];
}

const NO_SCRUPLES: RangeScruples = { judge: () => [], avoid: [], never: [] };

/**
 * `judgeRange` from what was typed. A text that only nearly says a range (host bits, no prefix) is
 * never taken as is; what speaks against the range it means is told along with it.
 */
export function judgeTypedRange(
  text: string,
  rules: RangeRules,
  taken: readonly TakenRange[],
  { judge, avoid, never }: RangeScruples = NO_SCRUPLES,
): TypedRangeVerdict {
  const parsed = parseCidr(text);
  const meant = findMeantRange(parsed);
  const plan = planAddresses(taken, avoid, never);
  const problems = meant === null ? [] : [...judgeRange(meant, rules, plan), ...judge(meant)];
  if (parsed.kind === 'cidr' && problems.length === 0) {
    return { kind: 'range', cidr: parsed.cidr, remarks: findRangeRemarks(parsed.cidr) };
  }
  return {
    kind: 'problems',
    problems: parsed.kind === 'cidr' ? problems : [parsed, ...problems],
    suggestion: suggest(meant, problems, rules, plan),
  };
}

function suggest(
  meant: Cidr | null,
  problems: readonly RangeProblem[],
  rules: RangeRules,
  plan: AddressPlan,
): Cidr | null {
  if (meant === null) return suggestRange(rules, plan);
  const isPrivate = findRangeRemarks(meant).every(({ kind }) => kind !== 'public');
  return isPrivate && problems.length === 0 ? meant : suggestNearest(rules, plan, meant);
}

function findMeantRange(parsed: CidrResult): Cidr | null {
  if (parsed.kind === 'cidr') return parsed.cidr;
  if (parsed.kind === 'host-bits') return parsed.network;
  return parsed.kind === 'no-prefix' ? parsed.suggestion : null;
}
