import type { Product } from './project.ts';

/** The sizes that are allowed, as prefixes: the largest network has the smallest number. */
export interface RangeRules {
  readonly largest: number;
  readonly smallest: number;
}

/**
 * What a product's VPC may have. Tiger Cloud: its docs, "VPC peering", a mask between 16 and 28. Managed:
 * Aiven's docs, "Manage project VPC", a prefix between 20 and 24.
 */
export const RANGE_RULES: { readonly [P in Product]: RangeRules } = {
  tiger: { largest: 16, smallest: 28 },
  managed: { largest: 20, smallest: 24 },
};

/** The size that is offered where nobody names one; every product takes it. */
export const USUAL_PREFIX = 24;

export function allowsPrefix(rules: RangeRules, prefix: number): boolean {
  return Number.isInteger(prefix) && prefix >= rules.largest && prefix <= rules.smallest;
}

/** The nearest size that the rules allow. */
export function fitPrefix(prefix: number, rules: RangeRules): number {
  return Math.min(Math.max(prefix, rules.largest), rules.smallest);
}

/** Whatever one of these rules allows. */
export function widenRules(all: readonly RangeRules[]): RangeRules {
  return {
    largest: Math.min(...all.map(({ largest }) => largest)),
    smallest: Math.max(...all.map(({ smallest }) => smallest)),
  };
}
