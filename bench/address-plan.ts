import { pathToFileURL } from 'node:url';
import IPCIDR from 'ip-cidr';
import {
  judgeRange,
  planAddresses,
  suggestRange,
  type TakenRange,
  TIGER_RANGE_RULES,
} from '../src/domain/address-plan.ts';
import { type Cidr, cidrOf, parseCidr } from '../src/domain/cidr.ts';

/** One comparison; times are the fastest of several turns, in milliseconds. */
export interface AddressPlanRow {
  readonly act: string;
  readonly taken: number;
  readonly ours: number;
  readonly loop: number;
  /** How many times as long the loop takes. */
  readonly ratio: number;
}

interface Interval {
  readonly start: bigint;
  readonly end: bigint;
}

const TEN = 10 * 2 ** 24;
const TURNS = 3;
/** The loop begins where ours does: after 10.0.0.0/16, which is offered last. */
const FIRST = TEN + 2 ** 16;

/** The same ranges at each run: a quarter lies side by side from 10.1.0.0 on, the rest is strewn over 10.0.0.0/8. */
function buildTaken(count: number): readonly Cidr[] {
  let seed = 42;
  const next = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const dense = Array.from({ length: Math.min(count / 4, 400) }, (_, i) => cidrOf(FIRST + i * 256, 24));
  const strewn = Array.from({ length: count - dense.length }, () =>
    cidrOf(TEN + next(2 ** 24), 20 + next(9)),
  );
  return [...strewn, ...dense];
}

function readByLibrary(texts: readonly string[]): readonly Interval[] {
  return texts.map((text) => {
    const network = new IPCIDR(text);
    return {
      start: network.start<bigint>({ type: 'bigInteger' }),
      end: network.end<bigint>({ type: 'bigInteger' }),
    };
  });
}

/** What one writes first: try one range after the other against every taken one. */
function findFirstByLoop(taken: readonly Interval[]): string | null {
  for (let at = FIRST; at < TEN + 2 ** 24; at += 256) {
    const text = `${at >>> 24}.${(at >>> 16) & 255}.${(at >>> 8) & 255}.0/24`;
    const [wanted] = readByLibrary([text]);
    if (wanted === undefined) return null;
    if (!taken.some(({ start, end }) => start <= wanted.end && wanted.start <= end)) return text;
  }
  return null;
}

function findOverlapsByLoop(text: string, taken: readonly Interval[]): number {
  const [wanted] = readByLibrary([text]);
  if (wanted === undefined) return 0;
  return taken.filter(({ start, end }) => start <= wanted.end && wanted.start <= end).length;
}

/** The fastest turn, and what the act came to, so that both sides can be held against each other. */
function time<T>(act: () => T): { readonly fastest: number; readonly result: T } {
  let result = act();
  let fastest = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < TURNS; turn += 1) {
    const began = performance.now();
    result = act();
    fastest = Math.min(fastest, performance.now() - began);
  }
  return { fastest, result };
}

function compare<T>(act: string, taken: number, ours: () => T, loop: () => T): AddressPlanRow {
  const mine = time(ours);
  const theirs = time(loop);
  if (mine.result !== theirs.result)
    throw new Error(`${act}: "${mine.result}" here, "${theirs.result}" there`);
  return { act, taken, ours: mine.fastest, loop: theirs.fastest, ratio: theirs.fastest / mine.fastest };
}

/** The address plan against the straightforward loop over ip-cidr, both on ranges read beforehand. */
export function run(): readonly AddressPlanRow[] {
  return [1_000, 10_000].flatMap((count) => {
    const ranges = buildTaken(count);
    const texts = ranges.map(({ text }) => text);
    const pairs = ranges.map(({ start, prefix }) => ({ start, prefix }));
    const readPairs = () => pairs.map(({ start, prefix }) => cidrOf(start, prefix));
    const taken = readPairs().map((cidr): TakenRange => ({ cidr, owner: { kind: 'reserved' } }));
    const intervals = readByLibrary(texts);
    return [
      compare(
        'read from the store',
        count,
        () => readPairs().length,
        () => readByLibrary(texts).length,
      ),
      compare(
        'next free /24',
        count,
        () => suggestRange(TIGER_RANGE_RULES, planAddresses(taken))?.text ?? null,
        () => findFirstByLoop(intervals),
      ),
      compare(
        'every overlap with a /16',
        count,
        () => countOverlaps('10.1.0.0/16', taken),
        () => findOverlapsByLoop('10.1.0.0/16', intervals),
      ),
    ];
  });
}

function countOverlaps(text: string, taken: readonly TakenRange[]): number {
  const parsed = parseCidr(text);
  if (parsed.kind !== 'cidr') return 0;
  return judgeRange(parsed.cidr, TIGER_RANGE_RULES, planAddresses(taken)).reduce((count, problem) => {
    if (problem.kind === 'overlap') return count + 1;
    return problem.kind === 'more-overlaps' ? count + problem.count : count;
  }, 0);
}

export function renderTable(rows: readonly AddressPlanRow[]): string {
  const head = [
    'address plan'.padEnd(26),
    'taken'.padStart(7),
    'here'.padStart(10),
    'loop'.padStart(11),
    'ratio',
  ];
  const lines = rows.map(({ act, taken, ours, loop, ratio }) =>
    [
      act.padEnd(26),
      String(taken).padStart(7),
      `${ours.toFixed(2)} ms`.padStart(10),
      `${loop.toFixed(1)} ms`.padStart(11),
      `${Math.round(ratio)}x`.padStart(5),
    ].join('  '),
  );
  return [head.join('  '), ...lines].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(renderTable(run()));
}
