import {
  findRangeRemarks,
  judgePlace,
  judgeSize,
  planAddresses,
  type RangeProblem,
  type RangeRemark,
  suggestNearest,
  type TakenRange,
} from './address-plan.ts';
import { type Cidr, type CidrProblem, parseCidr, splitCidrs } from './cidr.ts';
import { cutText } from './cut-text.ts';
import { isSameNetwork } from './network-check.ts';
import { findOverlapping, indexRanges } from './range-index.ts';
import { allowsPrefix, type RangeRules, widenRules } from './range-rules.ts';

/** All that is known to be taken in and around one project. */
export interface ProjectRanges {
  readonly project: string;
  readonly rules: RangeRules;
  readonly taken: readonly TakenRange[];
}

/** How a range was read from what somebody typed, where that did not say a range itself. */
export type ReadAs =
  | Extract<CidrProblem, { kind: 'host-bits' | 'no-prefix' }>
  /** `::ffff:10.0.0.0/120` is 10.0.0.0/24. */
  | { readonly kind: 'ipv4-mapped'; readonly text: string };

export interface RangeConflict {
  readonly with: TakenRange;
  /** The projects that it is taken in; none for a network of the customer's that is peered with none of them. */
  readonly projects: readonly string[];
}

export type RangeCheck =
  | {
      readonly kind: 'unread';
      readonly problem:
        | Exclude<CidrProblem, ReadAs>
        | { readonly kind: 'several'; readonly first: string; readonly count: number };
    }
  | {
      readonly kind: 'checked';
      readonly range: Cidr;
      readonly readAs: ReadAs | null;
      readonly conflicts: readonly RangeConflict[];
      /** Why no VPC may have it, whatever else is there. */
      readonly unfit: readonly RangeProblem[];
      /** Where only others of the projects take a range of its size. */
      readonly sizes: readonly { readonly project: string; readonly allowed: RangeRules }[];
      readonly remarks: readonly RangeRemark[];
      /** The nearest range of its size, or of the nearest size allowed, that is private and free in all projects. Null: none is, or none is needed. */
      readonly instead: Cidr | null;
    };

/** Longer texts are no range, and are left as they are. */
const LONGEST_TEXT = 200;
const MAPPED =
  /^(?:::|(?:0{1,4}:){5})ffff:(?:([0-9.]+)|([0-9a-f]{1,4}):([0-9a-f]{1,4}))(?:\/([0-9]{1,3}))?$/i;
/** Bits before the IPv4 address in an IPv4-mapped one. */
const MAPPED_BITS = 96;

const dotted = (high: string, low: string): string => {
  const halves = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return halves.flatMap((half) => [half >> 8, half & 255]).join('.');
};

/** The IPv4 range in an IPv4-mapped IPv6 one; null where it is none. */
const findMapped = (text: string): string | null => {
  const [whole, address, high = '', low = '', prefix] = MAPPED.exec(text) ?? [];
  if (whole === undefined) return null;
  const ipv4 = address ?? dotted(high, low);
  if (prefix === undefined) return ipv4;
  return Number(prefix) < MAPPED_BITS ? null : `${ipv4}/${Number(prefix) - MAPPED_BITS}`;
};

interface Read {
  readonly range: Cidr;
  readonly readAs: ReadAs | null;
}

const readRange = (typed: string): Read | Extract<RangeCheck, { kind: 'unread' }> => {
  const text = typed.length > LONGEST_TEXT ? typed : typed.trim().replace(/(?<!\s)\s*\/\s*/g, '/');
  const mapped = findMapped(text);
  const parsed = parseCidr(mapped ?? text);
  switch (parsed.kind) {
    case 'cidr': {
      const readAs = mapped === null ? null : ({ kind: 'ipv4-mapped', text: cutText(text) } as const);
      return { range: parsed.cidr, readAs };
    }
    case 'host-bits':
      return { range: parsed.network, readAs: parsed };
    case 'no-prefix':
      return { range: parsed.suggestion, readAs: parsed };
    case 'not-a-cidr': {
      const all = parsed.why === 'too-long' ? [] : splitCidrs(text);
      const [first] = all;
      if (first?.kind !== 'cidr' || all.length < 2) return { kind: 'unread', problem: parsed };
      return { kind: 'unread', problem: { kind: 'several', first: first.cidr.text, count: all.length } };
    }
    case 'ipv6':
      return { kind: 'unread', problem: parsed };
    default:
      return parsed satisfies never;
  }
};

/** A range that somebody has in one of the projects. */
interface Held {
  readonly project: string;
  readonly one: TakenRange;
}

/** The same range of the same owner counts once, in however many projects it is kept clear. */
const mergeConflicts = (held: readonly Held[]): readonly RangeConflict[] => {
  const found = new Map<string, RangeConflict>();
  for (const { project, one } of held) {
    const key = JSON.stringify([one.cidr.text, one.owner]);
    const projects = found.get(key)?.projects ?? [];
    if (!projects.includes(project)) found.set(key, { with: one, projects: [...projects, project] });
  }
  return [...found.values()];
};

const listSizes = (
  { prefix }: Cidr,
  known: readonly ProjectRanges[],
): Extract<RangeCheck, { kind: 'checked' }>['sizes'] =>
  known.flatMap(({ project, rules }) => (allowsPrefix(rules, prefix) ? [] : [{ project, allowed: rules }]));

/**
 * What a range would overlap in these projects, from what was typed; reads whatever means a range.
 * `avoid` is not told, but nothing there is offered as long as there is anything else. `networks`: what the
 * customer's own networks have, which belong to no project.
 */
export const checkRange = (
  typed: string,
  known: readonly [ProjectRanges, ...ProjectRanges[]],
  avoid: readonly Cidr[],
  networks: readonly TakenRange[] = [],
): RangeCheck => {
  const read = readRange(typed);
  if ('kind' in read) return read;
  const { range, readAs } = read;
  const held = known.flatMap(({ project, taken }) => taken.map((one) => ({ project, one, cidr: one.cidr })));
  const inProjects = mergeConflicts(findOverlapping(indexRanges(held), range));
  const outside = findOverlapping(indexRanges(networks), range)
    .filter((one) => !inProjects.some((other) => isSameNetwork(one, other.with)))
    .map((one) => ({ with: one, projects: [] }));
  const conflicts = [...inProjects, ...outside];
  const rules = widenRules(known.map((one) => one.rules));
  const misfit = judgeSize(range, rules);
  const unfit = [...misfit, ...judgePlace(range)];
  const remarks = findRangeRemarks(range);
  const isGood = conflicts.length + unfit.length === 0 && remarks.every(({ kind }) => kind !== 'public');
  const taken = held.map(({ one }) => one);
  const around = [...avoid, ...networks.map(({ cidr }) => cidr)];
  return {
    kind: 'checked',
    range,
    readAs,
    conflicts,
    unfit,
    sizes: misfit.length > 0 ? [] : listSizes(range, known),
    remarks,
    instead: isGood ? null : suggestNearest(rules, planAddresses(taken, around), range),
  };
};
