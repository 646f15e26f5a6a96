/** One line of the table of speed: what was measured against what, in the same run. */
export interface SpeedRow {
  readonly what: string;
  readonly ours: string;
  /** What it is held against, and how that did. */
  readonly other: string;
  /** Ours to the other: the median of the rounds' own ratios. */
  readonly ratio: string;
  readonly aim: string;
  /** Null: nothing is aimed at. */
  readonly holds: boolean | null;
}

/** What a part of the bench is told. */
export interface PartOptions {
  readonly rounds: number;
  /** A line for whoever waits. */
  readonly tell: (line: string) => void;
}

export type Part = (options: PartOptions) => Promise<readonly SpeedRow[]>;

export const quantile = (values: readonly number[], part: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
};

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** By which power of the size the cost grows, by least squares over their logarithms: 1 is as fast as the size. */
export const slopeOf = (points: readonly { readonly size: number; readonly cost: number }[]): number => {
  const logs = points.map(({ size, cost }) => ({ x: Math.log(size), y: Math.log(cost) }));
  const mean = (pick: (one: { x: number; y: number }) => number): number =>
    logs.reduce((sum, one) => sum + pick(one), 0) / logs.length;
  const [x, y] = [mean((one) => one.x), mean((one) => one.y)];
  const over = logs.reduce((sum, one) => sum + (one.x - x) * (one.y - y), 0);
  return over / logs.reduce((sum, one) => sum + (one.x - x) ** 2, 0);
};

/** Three figures that count. */
const figures = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));

export const times = (ratio: number): string => `${figures(ratio)}x`;

export const perSecond = (rate: number): string => `${figures(rate)}/s`;

export const formatMs = (ms: number): string => {
  if (ms < 1) return `${figures(ms * 1_000)} µs`;
  return ms < 1_000 ? `${figures(ms)} ms` : `${figures(ms / 1_000)} s`;
};

export const megabytes = (bytes: number): string => `${figures(bytes / 1_000_000)} MB`;

/** In the place of the rows of a part that failed, or was never measured. */
export const notMeasured = (part: string): SpeedRow => ({
  what: `**${part}: not measured**`,
  ours: '–',
  other: '–',
  ratio: '–',
  aim: '–',
  holds: null,
});

const HEAD = ['what', 'ours', 'peer or limit', 'ratio', 'aim', 'holds'];

const sayHolds = (holds: boolean | null): string => {
  if (holds === null) return '–';
  return holds ? 'yes' : '**no**';
};

/** As Markdown. */
export const renderRows = (rows: readonly SpeedRow[]): string => {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(HEAD),
    line(HEAD.map((_, at) => (at === 0 ? '---' : '---:'))),
    ...rows.map(({ what, ours, other, ratio, aim, holds }) =>
      line([what, ours, other, ratio, aim, sayHolds(holds)]),
    ),
  ].join('\n');
};
