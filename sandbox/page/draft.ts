import { asJson, asText, isJson } from './read-json.ts';

/** What a field shows while it is not sure that the sandbox holds the same. */
export interface Draft {
  /** What the sandbox said last. */
  readonly told: unknown;
  /** What the person entered since, and whether it is on its way; null where what was told is all. */
  readonly mine: { readonly value: unknown; readonly isSent: boolean } | null;
}

/** The ids of what a field holds: of options their values, whatever else the app sent with them. */
const idsOf = (held: unknown): readonly string[] => {
  if (Array.isArray(held)) return held.flatMap(idsOf);
  if (isJson(held)) return [asText(asJson(held)['value'])];
  return held === null || held === undefined || held === '' ? [] : [String(held)];
};

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(idsOf(one)) === JSON.stringify(idsOf(other));

export const shownOf = ({ told, mine }: Draft): unknown => (mine === null ? told : mine.value);

/** The person enters something: it is shown until the sandbox says the same. */
export const enter = ({ told }: Draft, value: unknown): Draft => ({ told, mine: { value, isSent: false } });

export const isUnsent = ({ mine }: Draft): boolean => mine !== null && !mine.isSent;

/** It is on its way, or (`false`) did not arrive. */
export const mark = (draft: Draft, isSent: boolean): Draft =>
  draft.mine === null ? draft : { ...draft, mine: { ...draft.mine, isSent } };

/**
 * The sandbox says what it holds. Only the echo of what was sent last ends a draft: anything else is older, or
 * another tab's that ours is about to replace.
 */
export const hear = (draft: Draft, told: unknown): Draft => ({
  told,
  mine: draft.mine?.isSent === true && isSame(draft.mine.value, told) ? null : draft.mine,
});

/** What was entered is taken back. */
export const takeBack = ({ told }: Draft): Draft => ({ told, mine: null });
