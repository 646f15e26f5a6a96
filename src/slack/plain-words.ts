/** Characters of a name, an id or a typed text that a message repeats. */
const SHOWN = 120;

/** Marks that turn the reading direction or cannot be seen: they make one text look like another. */
const UNSEEN = /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;

/** The text cut to `most` UTF-16 units with an ellipsis; never cuts a character in two. */
export const shorten = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;

/** Somebody else's text made fit to stand in a line of ours. Not escaped: for plain text objects. */
export const oneLine = (text: string, most = SHOWN): string => {
  const near = text
    .slice(0, 8 * most)
    .replace(UNSEEN, '')
    .replace(/\p{Cs}/gu, '\u{FFFD}');
  return shorten(near.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim(), most);
};

/** `a`, `a and b`, `a, b and c`; past `most`, `a, b and 4 more`. Empty: the empty text. */
export const listWords = (words: readonly string[], last: 'and' | 'or' = 'and', most = 10): string => {
  const rest = words.length - most;
  if (rest > 0) return `${words.slice(0, most).join(', ')} ${last} ${rest} more`;
  const end = words.at(-1) ?? '';
  return words.length < 2 ? end : `${words.slice(0, -1).join(', ')} ${last} ${end}`;
};

/** `1 VPC`, `2 VPCs`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** The text without AWS account ids, but for the one a person typed: a provider's words may name another. */
export const hideAccounts = (text: string, typed: string | null): string =>
  text.replace(/(?<![0-9])[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])/g, (account) =>
    account.replace(/[ -]/g, '') === typed ? account : '(account hidden)',
  );
