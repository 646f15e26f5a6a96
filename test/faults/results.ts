import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { arch, cpus, platform } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { FaultRun } from './fault-run.ts';

/** Rises when the same seed makes another schedule, or more is asked at its end: what was found before counts no more. */
const HARNESS = 1;

const FILE = fileURLToPath(new URL('results.jsonl', import.meta.url));

export interface Result extends FaultRun {
  readonly harness: number;
  readonly date: string;
  readonly machine: string;
}

const nameMachine = (): string =>
  `Node ${process.versions.node}, ${cpus().length} cores, ${platform()} ${arch()}`;

/** Every result of the present harness. A seed that was run twice counts as it ended last. */
export const readResults = (): readonly Result[] => {
  if (!existsSync(FILE)) return [];
  const all = readFileSync(FILE, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Result)
    .filter(({ harness }) => harness === HARNESS);
  return [...new Map(all.map((one) => [`${one.how} ${one.seed}`, one])).values()];
};

export const appendResult = (run: FaultRun): void => {
  const date = new Date().toISOString().slice(0, 10);
  appendFileSync(FILE, `${JSON.stringify({ ...run, harness: HARNESS, date, machine: nameMachine() })}\n`);
};

/** `1-4, 7` */
const writeRanges = (seeds: readonly number[]): string => {
  const sorted = [...seeds].sort((one, other) => one - other);
  const ranges: [number, number][] = [];
  for (const seed of sorted) {
    const last = ranges.at(-1);
    if (last !== undefined && seed === last[1] + 1) last[1] = seed;
    else ranges.push([seed, seed]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
};

const sum = (numbers: readonly number[]): number => numbers.reduce((so, one) => so + one, 0);
const median = (numbers: readonly number[]): number =>
  [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
const listed = (words: readonly string[]): string => [...new Set(words)].sort().join('; ');

const rowsOf = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const summarize = (how: string, runs: readonly Result[]): readonly (string | number)[] => [
  how,
  runs.length,
  sum(runs.map(({ requests }) => requests)),
  sum(runs.flatMap(({ faults }) => Object.values(faults))),
  runs.filter(({ broken }) => broken.length > 0).length,
  writeRanges(runs.map(({ seed }) => seed)),
  `${Math.round(median(runs.map(({ ms }) => ms)) / 10) / 100} s`,
  listed(runs.map(({ date }) => date)),
  listed(runs.map(({ machine }) => machine)),
];

const countKind = (kind: string, runs: readonly Result[]): readonly (string | number)[] => {
  const hit = runs.filter(({ faults }) => (faults[kind] ?? 0) > 0);
  return [
    kind,
    sum(hit.map(({ faults }) => faults[kind] ?? 0)),
    hit.length,
    hit.filter(({ broken }) => broken.length > 0).length,
  ];
};

/** All results as two tables: each kind of run, then each kind of fault. */
export const renderResults = (results: readonly Result[]): string => {
  const nameOf = ({ how, queue }: Result): string => (how === 'process' ? `process, ${queue}` : how);
  const kinds = [...new Set(results.flatMap(({ faults }) => Object.keys(faults)))].sort();
  const groups = [...new Set(results.map(nameOf))].sort();
  return [
    rowsOf(
      ['Runs', 'schedules', 'requests', 'faults', 'broken', 'seeds', 'median', 'dates', 'machine'],
      groups.map((group) =>
        summarize(
          group,
          results.filter((one) => nameOf(one) === group),
        ),
      ),
    ),
    rowsOf(
      ['Fault', 'injected', 'in runs', 'broken'],
      kinds.map((kind) => countKind(kind, results)),
    ),
  ].join('\n\n');
};
