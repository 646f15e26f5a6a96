import { type Cidr, overlaps } from './cidr.ts';
import type { QuotaUse } from './quota.ts';

export const VPC_STATES = ['requested', 'creating', 'active', 'deleting', 'deleted', 'failed'] as const;
export type VpcState = (typeof VPC_STATES)[number];

export type SeenVpcState = Extract<VpcState, 'creating' | 'active' | 'deleting'>;

/** A VPC as a provider's list shows it. `cidr` is null where the text is no IPv4 range. */
export interface SeenVpc {
  readonly providerId: string;
  /** Null: VPCs have no names there. */
  readonly name: string | null;
  readonly region: string;
  readonly cidr: Cidr | null;
  readonly cidrText: string;
  /** Null: the provider shows none. */
  readonly state: SeenVpcState | null;
}

/** Why a VPC did not come to be. */
export type VpcFailure =
  | { readonly kind: 'taken'; readonly providerId: string; readonly name: string; readonly range: string }
  | { readonly kind: 'overlap'; readonly name: string; readonly range: string }
  | { readonly kind: 'ambiguous'; readonly providerIds: readonly string[] }
  | { readonly kind: 'refused'; readonly said: string }
  /** Created, but unknown to the part that makes peerings for longer than it may be. */
  | { readonly kind: 'never-ready'; readonly said: string }
  | { readonly kind: 'gone' };

/** Written before a creation is asked for, so that a run that died in between is understood. */
export interface Intent {
  /** The provider's ids that were there before. What is not among them and matches is ours. */
  readonly seen: readonly string[];
  readonly at: number;
  /** Looks since, that did not find it. */
  readonly looks: number;
}

/** Calls to the provider that fail, one after the other. */
export interface Trouble {
  readonly since: number;
  readonly code: string;
  readonly tries: number;
  /** Whether people were told. */
  readonly said: boolean;
}

export interface Vpc {
  readonly id: number;
  /** Null where the bot found it and did not make it. */
  readonly requestId: number | null;
  readonly project: string;
  readonly name: string;
  readonly region: string;
  readonly cidr: Cidr;
  readonly state: VpcState;
  readonly providerId: string | null;
  readonly intent: Intent | null;
  readonly failure: VpcFailure | null;
  readonly trouble: Trouble | null;
  readonly stateSince: number;
  /** When it was made here, or first seen at the provider. */
  readonly knownSince: number;
  /** Somebody expects news since then; null: nobody said so. */
  readonly hurriedAt: number | null;
}

/** A creation whose answer was lost is looked for this often before it is asked for again. */
export const LOOKS_BEFORE_AGAIN = 2;

export type Placement =
  | { readonly kind: 'create'; readonly seen: readonly string[] }
  | { readonly kind: 'ours'; readonly vpc: SeenVpc }
  | { readonly kind: 'look-again' }
  | { readonly kind: 'over-quota'; readonly used: number; readonly limit: number }
  | { readonly kind: 'impossible'; readonly failure: VpcFailure };

/** Whether what the provider lists may be this VPC: by its name where it has one, its region and its range. */
const isSameVpc = (vpc: Pick<Vpc, 'name' | 'region' | 'cidr'>, seen: SeenVpc): boolean =>
  (seen.name === null || seen.name === vpc.name) &&
  seen.region === vpc.region &&
  seen.cidr?.text === vpc.cidr.text;

/** Whether it may be the outcome of this VPC's creation, whose answer is not recorded. */
export const mayBeOutcome = (vpc: Vpc, seen: SeenVpc): boolean =>
  vpc.intent !== null && !vpc.intent.seen.includes(seen.providerId) && isSameVpc(vpc, seen);

const placeAnew = (vpc: Vpc, seen: readonly SeenVpc[], limit: QuotaUse['limit']): Placement => {
  // One on its way out counts until it is gone, and its range is free again.
  const staying = seen.filter(({ state }) => state !== 'deleting');
  const same = staying.find((other) => isSameVpc(vpc, other));
  if (same !== undefined) {
    const { providerId, name, cidrText } = same;
    return {
      kind: 'impossible',
      failure: { kind: 'taken', providerId, name: name ?? providerId, range: cidrText },
    };
  }
  const near = staying.find((other) => other.cidr !== null && overlaps(other.cidr, vpc.cidr));
  if (near !== undefined) {
    return {
      kind: 'impossible',
      failure: { kind: 'overlap', name: near.name ?? near.providerId, range: near.cidrText },
    };
  }
  if (seen.length >= limit) return { kind: 'over-quota', used: seen.length, limit };
  return { kind: 'create', seen: seen.map(({ providerId }) => providerId) };
};

/**
 * What to do about a VPC that has no provider id yet, from the list of what is there.
 * A match that was there before the intent is never taken for ours.
 */
export const judgePlacement = (vpc: Vpc, seen: readonly SeenVpc[], limit: number): Placement => {
  if (vpc.intent === null) return placeAnew(vpc, seen, limit);
  const { looks } = vpc.intent;
  const ours = seen.filter((other) => mayBeOutcome(vpc, other));
  const [only, ...more] = ours;
  if (only === undefined) {
    return looks < LOOKS_BEFORE_AGAIN
      ? { kind: 'look-again' }
      : placeAnew({ ...vpc, intent: null }, seen, limit);
  }
  if (more.length === 0) return { kind: 'ours', vpc: only };
  return {
    kind: 'impossible',
    failure: { kind: 'ambiguous', providerIds: ours.map(({ providerId }) => providerId) },
  };
};
