/** Characters of a typed text that an answer repeats. */
const SHOWN_CHARACTERS = 60;

/** What was typed, short enough to repeat in an answer; never cuts a character in two. */
export function cutText(text: string): string {
  const characters = Array.from(text.slice(0, 2 * SHOWN_CHARACTERS + 2));
  if (characters.length <= SHOWN_CHARACTERS) return text;
  return `${characters.slice(0, SHOWN_CHARACTERS - 1).join('')}…`;
}
