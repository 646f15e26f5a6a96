/** Slack's clients fold a section whose text is longer, in UTF-16 units. */
const LONGEST = 700;

const closeCode = (shown: string): string => {
  if ((shown.split('```').length - 1) % 2 === 1) return `${shown}\n\`\`\``;
  const spans = shown.replaceAll(/```[\s\S]*?```/g, '').split('`').length - 1;
  return spans % 2 === 1 ? `${shown}\`` : shown;
};

/**
 * The beginning of a text that is too long to be shown at once, cut at the end of a line or word and never inside
 * of `<…>`, an entity or a code span; null where all of it is shown.
 */
export const foldText = (text: string, isMrkdwn: boolean): string | null => {
  if (text.length <= LONGEST) return null;
  const head = text.slice(0, LONGEST);
  const end = [head.lastIndexOf('\n'), head.lastIndexOf(' '), LONGEST].find((at) => at > LONGEST / 2);
  const shown = head.slice(0, end).replace(/[\uD800-\uDBFF]$/, '');
  if (!isMrkdwn) return `${shown.trimEnd()} …`;
  return `${closeCode(shown.replace(/(?:<[^<>]*|&[a-z]{0,3})$/, '').trimEnd())} …`;
};
