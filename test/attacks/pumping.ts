/* Strings that make a backtracking matcher go back as often as it can, derived from the expression itself. */

const TOKEN =
  /\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[0-9A-Fa-f]{4}|\\[^pPu]|\[(?:\\.|[^\]\\])*\]|\.|[^\\[\]().*+?{}|^$/]/g;
const CHARACTERS = [
  ...Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)),
  '\n',
  '\t',
  '\u0000',
  'é',
  '\u202e',
  '\ud800',
  '😀',
];

/** One character for each thing that the expression can take, in their order. */
const listTokens = ({ source, flags }: RegExp): readonly string[] =>
  (
    source
      .replace(/\(\?(?:[:=!]|<[=!]|<[A-Za-z]+>)/g, '(')
      .replace(/\{[0-9,]+\}/g, '')
      .match(TOKEN) ?? []
  ).flatMap((token) => {
    const one = new RegExp(`^(?:${token})$`, flags.replace(/[gy]/g, ''));
    return CHARACTERS.find((character) => one.test(character)) ?? [];
  });

export interface Pump {
  readonly before: string;
  readonly atom: string;
  readonly after: string;
}

/** After what the expression takes, what may stand there again and again, and an end that it does not take. */
export const listPumps = (regex: RegExp): readonly Pump[] => {
  const tokens = listTokens(regex);
  const pumps = tokens.flatMap((token, at) => {
    const before = tokens.slice(0, at).join('');
    const pair = `${token}${tokens[at + 1] ?? token}`;
    const rest = tokens.slice(at).join('').slice(0, 20);
    return [token, pair, rest].flatMap((atom) =>
      ['', before].flatMap((start) => ['\u0000', '\n!'].map((after) => ({ before: start, atom, after }))),
    );
  });
  return [...new Map(pumps.map((pump) => [JSON.stringify(pump), pump])).values()];
};

const fillTo = ({ before, atom, after }: Pump, length: number): string =>
  `${before}${atom.repeat(Math.ceil(length / atom.length))}${after}`;

const timeOf = (regex: RegExp, text: string): number => {
  const fresh = new RegExp(regex.source, regex.flags);
  const began = performance.now();
  if (fresh.global) text.replace(fresh, '');
  else fresh.exec(text);
  return performance.now() - began;
};

/** The best of several, for the machine may be busy. */
const quickest = (regex: RegExp, text: string): number =>
  Math.min(...Array.from({ length: 4 }, () => timeOf(regex, text)));

/** What takes so long can be measured, in ms; less than that is let pass. */
const MEASURABLE = 8;
const SMALL = 200;
/** Twice the length takes twice the time, and four times where every character begins a search of its own. */
const RATIO_MOST = 3;

const growTo = (most: number): readonly number[] => [
  ...Array.from({ length: 28 }, (_, step) => 8 + 2 * step),
  ...[128, 192, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 51_200, 100_000].filter(
    (length) => length <= most,
  ),
];

/** Null: its time grows with the length and no faster, or stays too short to be measured. */
export const findSlowness = (regex: RegExp, pump: Pump, most = 100_000): string | null => {
  for (const length of growTo(most)) {
    const text = fillTo(pump, length);
    if (timeOf(regex, text) < MEASURABLE) continue;
    const once = quickest(regex, text);
    if (once < MEASURABLE) continue;
    const told = `${JSON.stringify(pump)} of ${length}: ${once.toFixed(1)} ms`;
    if (length <= SMALL) return told;
    const twice = quickest(regex, fillTo(pump, 2 * length));
    if (twice / once > RATIO_MOST) return `${told}, twice as long ${twice.toFixed(1)} ms`;
  }
  return null;
};
