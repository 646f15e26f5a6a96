import { cidrOf } from '../src/domain/cidr.ts';
import { FIRST, here, type Kept, PEERS, type Side } from './address-sides.ts';

const ACTS = ['read the taken ranges', 'next free /24', 'overlap report of a /20'] as const;
type Act = (typeof ACTS)[number];

/** What a side took for one act, in milliseconds, the median of the rounds. Null: too long to ask. */
export interface AddressPlanRow {
  readonly act: Act;
  readonly taken: number;
  readonly side: string;
  readonly ms: number | null;
  /** How many times as long as here, the median of the rounds' own ratios. */
  readonly ratio: number | null;
}

const SIZES = [1_000, 10_000, 65_000];
const REPORTS = 20;
/** A side that would take longer than this for one question is not asked at this size, in ms. */
const LONGEST = 1_000;
/** A turn is repeated until the clock can tell it, in ms. */
const TURN = 5;
const TEN = 10 * 2 ** 24;

const createRandom = () => {
  let seed = 42;
  return (below: number): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
};

/** The same ranges at each run: up to 400 side by side from `FIRST` on, among others strewn over 10.0.0.0/8. */
const buildTaken = (count: number): readonly string[] => {
  const random = createRandom();
  const dense = Array.from({ length: Math.min(count / 4, 400) }, (_, at) => cidrOf(FIRST + at * 256, 24));
  const all = Array.from({ length: count - dense.length }, () =>
    cidrOf(TEN + random(2 ** 24), 20 + random(9)),
  );
  for (const range of dense) all.splice(random(all.length), 0, range);
  return all.map(({ text }) => text);
};

const buildWanted = (): readonly string[] => {
  const random = createRandom();
  return Array.from({ length: REPORTS }, () => cidrOf(TEN + random(2 ** 24), 20).text);
};

const time = (act: () => unknown): number => {
  for (let turns = 1; ; turns *= 4) {
    const began = performance.now();
    for (let turn = 0; turn < turns; turn += 1) act();
    const spent = performance.now() - began;
    if (spent >= TURN) return spent / turns;
  }
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** What stands ready to be measured, and what it took so far. */
interface Measured {
  readonly run: () => unknown;
  readonly took: number[];
}

interface Turn {
  readonly side: Side;
  readonly acts: ReadonlyMap<Act, Measured>;
}

const prepare = (side: Side, texts: readonly string[], fits: (act: Act) => boolean): Turn => {
  const kept: Kept = side.read(texts);
  const report = kept.askOverlaps(buildWanted());
  const runs: Readonly<Record<Act, () => unknown>> = {
    'read the taken ranges': () => side.read(texts),
    'next free /24': kept.findNextFree,
    'overlap report of a /20': report,
  };
  const acts = new Map<Act, Measured>();
  for (const act of ACTS) if (fits(act)) acts.set(act, { run: runs[act], took: [] });
  return { side, acts };
};

/** All sides must come to the same answer, or the comparison says nothing. */
const agree = (turns: readonly Turn[]): void => {
  for (const act of ACTS.slice(1)) {
    const answers = turns.flatMap(({ acts }) => acts.get(act)?.run() ?? []);
    if (new Set(answers).size > 1) throw new Error(`${act}: the sides answer "${answers.join('", "')}"`);
  }
};

const perQuestion = (act: Act, ms: number): number => (act === 'overlap report of a /20' ? ms / REPORTS : ms);

const measureSize = (
  taken: number,
  fits: (side: Side, act: Act) => boolean,
  rounds: number,
): readonly AddressPlanRow[] => {
  const texts = buildTaken(taken);
  const turns = [here, ...PEERS].map((side) => prepare(side, texts, (act) => fits(side, act)));
  agree(turns);
  for (let round = 0; round < rounds; round += 1) {
    for (const { acts } of turns) for (const { run, took } of acts.values()) took.push(time(run));
  }
  const own = turns[0]?.acts;
  return ACTS.flatMap((act) =>
    turns.map(({ side, acts }): AddressPlanRow => {
      const took = acts.get(act)?.took;
      if (took === undefined) return { act, taken, side: side.name, ms: null, ratio: null };
      const ratios = took.map((ms, round) => ms / (own?.get(act)?.took[round] ?? Number.NaN));
      return { act, taken, side: side.name, ms: perQuestion(act, median(took)), ratio: median(ratios) };
    }),
  );
};

/**
 * The address plan against the straightforward loop over ip-cidr and two other packages. All begin
 * with the same texts; questions are put to what each keeps of them. Rounds go from side to side.
 */
export const run = (rounds: number): readonly AddressPlanRow[] => {
  const rows: AddressPlanRow[] = [];
  for (const [at, taken] of SIZES.entries()) {
    const before = SIZES[at - 1];
    // A loop over candidates and taken ranges grows at least as fast as their number.
    const fits = (side: Side, act: Act): boolean => {
      const last = rows.find((row) => row.taken === before && row.side === side.name && row.act === act);
      if (last === undefined || before === undefined) return true;
      return last.ms !== null && (last.ms * taken) / before < LONGEST;
    };
    rows.push(...measureSize(taken, fits, rounds));
  }
  return rows;
};
