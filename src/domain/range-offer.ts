import {
  type AddressPlan,
  planAddresses,
  type RangeOwner,
  type SuggestedRange,
  suggestRange,
  suggestRanges,
  suggestRoomiest,
  type TakenRange,
} from './address-plan.ts';
import { type Cidr, cidrOf } from './cidr.ts';
import type { KnownNetwork } from './known-network.ts';
import { keepClear } from './network-check.ts';
import type { Project } from './project.ts';
import { findOverlapping, indexRanges } from './range-index.ts';
import { RANGE_RULES, type RangeRules, USUAL_PREFIX } from './range-rules.ts';
import type { SeenNetwork } from './seen-network.ts';
import type { Vpc } from './vpc.ts';
import { listTaken, type ProjectFacts } from './vpc-request.ts';

/** A free range to choose, with what speaks for it. */
export interface RangeOffer {
  readonly cidr: Cidr;
  /** The largest free block that it is cut from; the range itself where it fills a gap. */
  readonly block: Cidr;
  /** What ends right before it, and what begins right behind it. */
  readonly before: TakenRange | null;
  readonly behind: TakenRange | null;
  /** Another project has it, so no network can be peered with both. Offered only where nothing else is left. */
  readonly isShared: boolean;
  /** A network of the customer's has it, which so could not be peered with it. Offered as seldom. */
  readonly isYours: boolean;
}

/** Another project, which no network could be peered with as well where both have the same addresses. */
export interface OtherProject {
  readonly project: Project;
  readonly vpcs: readonly Pick<Vpc, 'cidr' | 'name' | 'region'>[];
}

type PrefixAsk =
  | { readonly kind: 'prefix'; readonly prefix: number }
  | { readonly kind: 'not-a-prefix'; readonly text: string; readonly allowed: RangeRules }
  | { readonly kind: 'too-large' | 'too-small'; readonly prefix: number; readonly allowed: RangeRules };

export interface OfferWish {
  readonly rules: RangeRules;
  readonly taken: readonly TakenRange[];
  /**
   * Kept clear as long as there is anything else: what other projects have. `owner: null` where the
   * asker may not know whose it is.
   */
  readonly avoid: readonly { readonly cidr: Cidr; readonly owner: RangeOwner | null }[];
  /** Never offered, and not told. */
  readonly untold?: readonly Cidr[];
}

export type RangeOffers =
  | Exclude<PrefixAsk, { kind: 'prefix' }>
  | { readonly kind: 'offers'; readonly prefix: number; readonly offers: readonly RangeOffer[] }
  /** `fits`: the largest size that there is a free range of. */
  | { readonly kind: 'none-free'; readonly prefix: number; readonly fits: number | null };

const OFFERS = 5;

/** Reads `/24`, `24` or `/ 24`; nothing typed is the usual size. */
const readPrefix = (text: string | undefined, allowed: RangeRules): PrefixAsk => {
  const [, digits] = /^\/?\s*([0-9]{1,3})$/.exec(text?.trim() ?? `/${USUAL_PREFIX}`) ?? [];
  if (digits === undefined) return { kind: 'not-a-prefix', text: text ?? '', allowed };
  const prefix = Number(digits);
  if (prefix < allowed.largest) return { kind: 'too-large', prefix, allowed };
  if (prefix > allowed.smallest) return { kind: 'too-small', prefix, allowed };
  return { kind: 'prefix', prefix };
};

/** What stands around a project. `mayRead`: whether the asker may know what the other has. */
export const buildWish = (
  project: Project,
  facts: ProjectFacts,
  others: readonly OtherProject[],
  mayRead: (other: Project) => boolean,
): OfferWish => ({
  rules: RANGE_RULES[project.product],
  taken: listTaken(project, facts),
  avoid: others.flatMap(({ project: other, vpcs }) =>
    vpcs.map(({ cidr, name, region }) => ({
      cidr,
      owner: mayRead(other) ? { kind: 'vpc', name, project: other.name, region } : null,
    })),
  ),
});

/**
 * The same around the customer's own networks: of those that were seen nothing is offered that would not work
 * with them, and those that are only known are kept clear, for any of them may want to reach the VPC one day.
 */
export const spareNetworks = (
  wish: OfferWish,
  seen: readonly SeenNetwork[],
  known: readonly KnownNetwork[],
): OfferWish => {
  const { never, avoid } = keepClear(seen, wish.rules.largest);
  return {
    ...wish,
    untold: [...(wish.untold ?? []), ...never],
    avoid: [
      ...wish.avoid,
      ...avoid.map((cidr) => ({ cidr, owner: null })),
      ...known.flatMap(({ peer, name, ranges }) =>
        ranges.map((cidr) => ({ cidr, owner: { kind: 'network', peer, name } as const })),
      ),
    ],
  };
};

const planWish = ({ taken, avoid, untold }: OfferWish): AddressPlan =>
  planAddresses(
    taken,
    avoid.map(({ cidr }) => cidr),
    untold,
  );

/** The first offers of the usual size, as forms and the Home have them. */
export const suggestFree = (wish: OfferWish, count: number): readonly Cidr[] =>
  suggestRanges(wish.rules, planWish(wish), { count }).map(({ cidr }) => cidr);

const findFit = (prefix: number, rules: RangeRules, plan: AddressPlan): number | null => {
  for (let smaller = prefix + 1; smaller <= rules.smallest; smaller += 1) {
    if (suggestRange(rules, plan, smaller) !== null) return smaller;
  }
  return null;
};

/** Those that fragment least, then the one with the most room to grow. */
const suggest = (prefix: number, rules: RangeRules, plan: AddressPlan): readonly SuggestedRange[] => {
  const tight = suggestRanges(rules, plan, { prefix, count: OFFERS });
  const roomiest = suggestRoomiest(rules, plan, prefix);
  const isNew = tight.every(({ cidr }) => cidr.text !== roomiest?.cidr.text);
  return roomiest === null || !isNew ? tight : [...tight.slice(0, OFFERS - 1), roomiest];
};

/** One address, to ask who has it; null beyond the first and the last. */
const addressAt = (at: number): Cidr | null => (at < 0 || at >= 2 ** 32 ? null : cidrOf(at, 32));

const describe = (
  { taken, avoid }: OfferWish,
  suggested: readonly SuggestedRange[],
): readonly RangeOffer[] => {
  const named = indexRanges([
    ...taken,
    ...avoid.flatMap(({ cidr, owner }) => (owner === null ? [] : [{ cidr, owner }])),
  ]);
  const isNetwork = ({ owner }: OfferWish['avoid'][number]): boolean => owner?.kind === 'network';
  const shared = indexRanges(avoid.filter((one) => !isNetwork(one)));
  const yours = indexRanges(avoid.filter(isNetwork));
  const findAt = (at: number, isNext: (other: Cidr) => boolean): TakenRange | null => {
    const address = addressAt(at);
    const there = address === null ? [] : findOverlapping(named, address);
    return there.find(({ cidr }) => isNext(cidr)) ?? null;
  };
  return suggested.map(({ cidr, block }) => ({
    cidr,
    block,
    before: findAt(cidr.start - 1, ({ end }) => end + 1 === cidr.start),
    behind: findAt(cidr.end + 1, ({ start }) => cidr.end + 1 === start),
    isShared: findOverlapping(shared, cidr).length > 0,
    isYours: findOverlapping(yours, cidr).length > 0,
  }));
};

/** The next free ranges of the size typed, those first that leave the larger free blocks whole. */
export const offerRanges = (typedPrefix: string | undefined, wish: OfferWish): RangeOffers => {
  const { rules } = wish;
  const asked = readPrefix(typedPrefix, rules);
  if (asked.kind !== 'prefix') return asked;
  const { prefix } = asked;
  const plan = planWish(wish);
  const suggested = suggest(prefix, rules, plan);
  if (suggested.length === 0) return { kind: 'none-free', prefix, fits: findFit(prefix, rules, plan) };
  return { kind: 'offers', prefix, offers: describe(wish, suggested) };
};
