/** A part of a text in Markdown: https://docs.slack.dev/reference/block-kit/blocks/markdown-block */
export type MarkdownPart =
  | { readonly kind: 'code' | 'paragraph'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string; readonly level: number }
  | { readonly kind: 'list'; readonly items: readonly string[]; readonly isOrdered: boolean }
  | { readonly kind: 'quote'; readonly parts: readonly MarkdownPart[] }
  | { readonly kind: 'rule' };

const FENCE = /^\s*(`{3,}|~{3,})/;
const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const RULE = /^\s*(?:-\s*){3,}$|^\s*(?:\*\s*){3,}$|^\s*(?:_\s*){3,}$/;
const QUOTE = /^\s*>\s?/;
const ITEM = /^\s*(?:[-*+]|(\d{1,9})[.)])\s+/;

const startsPart = (line: string): boolean =>
  line.trim() === '' || [FENCE, HEADING, RULE, QUOTE, ITEM].some((start) => start.test(line));

const takeWhile = (lines: readonly string[], from: number, isIn: (line: string) => boolean) => {
  const end = lines.findIndex((line, at) => at >= from && !isIn(line));
  return lines.slice(from, end === -1 ? lines.length : end);
};

interface Taken {
  readonly part: MarkdownPart;
  /** How many lines it took. */
  readonly count: number;
}

const takeCode = (lines: readonly string[], from: number, fence: string): Taken => {
  const inner = takeWhile(lines, from + 1, (line) => !line.trim().startsWith(fence));
  return { part: { kind: 'code', text: inner.join('\n') }, count: inner.length + 2 };
};

const takePart = (lines: readonly string[], from: number): Taken => {
  const line = lines[from] ?? '';
  const fence = FENCE.exec(line)?.[1];
  if (fence !== undefined) return takeCode(lines, from, fence);
  const [, signs, text = ''] = HEADING.exec(line) ?? [];
  if (signs !== undefined) return { part: { kind: 'heading', text, level: signs.length }, count: 1 };
  if (RULE.test(line)) return { part: { kind: 'rule' }, count: 1 };
  if (QUOTE.test(line)) {
    const quoted = takeWhile(lines, from, (one) => QUOTE.test(one));
    const parts = readMarkdown(quoted.map((one) => one.replace(QUOTE, '')).join('\n'));
    return { part: { kind: 'quote', parts }, count: quoted.length };
  }
  const item = ITEM.exec(line);
  if (item !== null) {
    const isOrdered = item[1] !== undefined;
    const items = takeWhile(
      lines,
      from,
      (one) => !RULE.test(one) && (ITEM.exec(one)?.[1] !== undefined) === isOrdered && ITEM.test(one),
    );
    const words = items.map((one) => one.replace(ITEM, ''));
    return { part: { kind: 'list', items: words, isOrdered }, count: items.length };
  }
  const rest = takeWhile(lines, from + 1, (one) => !startsPart(one));
  return { part: { kind: 'paragraph', text: [line, ...rest].join('\n') }, count: rest.length + 1 };
};

/** The parts of a text, one after another; what is no part of Markdown that is known here is a paragraph. */
export const readMarkdown = (text: string): readonly MarkdownPart[] => {
  const lines = text.split('\n');
  const parts: MarkdownPart[] = [];
  for (let at = 0; at < lines.length; ) {
    if (lines[at]?.trim() === '') {
      at += 1;
      continue;
    }
    const { part, count } = takePart(lines, at);
    parts.push(part);
    at += count;
  }
  return parts;
};
