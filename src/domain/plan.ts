import type { Product } from './project.ts';

/** How many VPCs the plan of a project allows at its provider. */
export type PlanAllowance =
  | { readonly kind: 'at-most'; readonly vpcs: number }
  | { readonly kind: 'unlimited' }
  /** A word that nothing is known of. */
  | { readonly kind: 'unknown' };

/** Tiger Cloud, by the first letters of a plan's name (Tiger Cloud's documentation, "VPC"). */
const TIGER_PLANS: readonly { readonly word: RegExp; readonly allows: PlanAllowance }[] = [
  { word: /^free/i, allows: { kind: 'at-most', vpcs: 0 } },
  { word: /^performance/i, allows: { kind: 'at-most', vpcs: 1 } },
  { word: /^(scale|enterprise)/i, allows: { kind: 'unlimited' } },
];

const PLANS = { tiger: TIGER_PLANS, managed: [] } as const satisfies Record<Product, typeof TIGER_PLANS>;

/** What a provider's word for a plan means for VPCs. A remark only: the provider itself decides. */
export const judgePlan = (product: Product, plan: string): PlanAllowance =>
  PLANS[product].find(({ word }) => word.test(plan.trim()))?.allows ?? { kind: 'unknown' };

const DAY = 24 * 60 * 60_000;

/** Whether to ask for a project's plan at this reading: where it is not known, and at the first reading of each day. */
export const isPlanDue = (
  look: { readonly observedAt: number | null; readonly plan: string | null } | null,
  now: number,
): boolean =>
  look === null ||
  look.plan === null ||
  look.observedAt === null ||
  Math.floor(look.observedAt / DAY) !== Math.floor(now / DAY);

const HOUR = 60 * 60_000;

/** Whether to ask where VPCs may be made: where that is not known, and at the first reading of each hour. */
export const isRegionsDue = (
  look: { readonly observedAt: number | null; readonly regions: readonly string[] } | null,
  now: number,
): boolean =>
  look === null ||
  look.observedAt === null ||
  look.regions.length === 0 ||
  Math.floor(look.observedAt / HOUR) !== Math.floor(now / HOUR);
