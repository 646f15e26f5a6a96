/** Counts as a space to the parser and is nothing to a reader; what came with one loses it. */
export const GAP = '\uFEFF';

/** Stands for a stretch in which nothing is formatted. */
const KEPT = '\uE000';

const LITERAL = /```[\s\S]*?```|`[^`\n]+`|<[^<>\n]+>/g;

/** Beside these the parser sees a marker by itself, or there is none. */
const PLAIN = `\\s\\p{L}\\p{N}*_~${KEPT}${GAP}`;
const SIGN = new RegExp(`[^${PLAIN}]`, 'u');
const KEPT_AFTER_SIGN = new RegExp(`(?<=[^${PLAIN}])${KEPT}`, 'gu');
const KEPT_BEFORE_SIGN = new RegExp(`${KEPT}(?=[^${PLAIN}])`, 'gu');

/** A marker that opens and closes at the edges of words. */
const PAIRS = ['*', '_', '~'].map((mark) => {
  const edge = `[\\p{L}\\p{N}${mark}]`;
  const words = `(?=[^\\s${mark}])[^${mark}\\n]*[^\\s${mark}]`;
  return new RegExp(`(?<!${edge})[${mark}]${words}[${mark}](?!${edge})`, 'gu');
});

const gapAt = (neighbour: string | undefined): string =>
  neighbour !== undefined && SIGN.test(neighbour) ? GAP : '';

const loosenPair = (text: string, pair: RegExp): string =>
  text.replaceAll(pair, (marked: string, at: number) => {
    const before = gapAt(text[at - 1]);
    return `${before}${marked}${gapAt(text[at + marked.length])}`;
  });

/**
 * The parser sees a marker only beside a space and few signs, so not in `x`: nor in “*x*”, where Slack does: a gap
 * that nobody sees lets it. And it knows quotes as Slack's clients escape them, while an app may write a bare `>`.
 */
export const loosen = (text: string): string => {
  const kept: string[] = [];
  const masked = text
    .replaceAll(GAP, '')
    .replaceAll(KEPT, '\uFFFD')
    .replaceAll(LITERAL, (literal) => {
      kept.push(literal);
      return KEPT;
    })
    .replaceAll(/^>+/gm, (signs) => '&gt;'.repeat(signs.length));
  return PAIRS.reduce(loosenPair, masked)
    .replaceAll(KEPT_AFTER_SIGN, `${GAP}${KEPT}`)
    .replaceAll(KEPT_BEFORE_SIGN, `${KEPT}${GAP}`)
    .replaceAll(KEPT, () => kept.shift() ?? '');
};
