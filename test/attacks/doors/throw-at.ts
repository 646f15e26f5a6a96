import fc from 'fast-check';
import type { Door, DoorResult } from './door.ts';

/** Inputs thrown at one world, before the next is opened. */
const ROUND = 500;
/** Broken inputs told of; the rest is counted. */
const TOLD = 400;

/** What one input came to: the kind of its answer, and what is wrong with that. */
export interface Verdict {
  readonly answer: string;
  readonly broken: readonly string[];
}

/** What stands behind a door for one round. */
export interface Target<Input> {
  readonly attack: (input: Input) => Promise<Verdict>;
  readonly close?: () => Promise<void> | void;
}

export interface DoorPlan<Input> {
  readonly name: string;
  readonly inputs: () => Promise<fc.Arbitrary<Input>> | fc.Arbitrary<Input>;
  /** Made once for a run, then asked for a new target for each round. */
  readonly prepare: () => Promise<() => Target<Input> | Promise<Target<Input>>>;
  /** How many inputs are under way at the same time. Default: one after the other. */
  readonly atOnce?: number;
  /** The longest that one input may take, in ms. */
  readonly within?: number;
}

const WITHIN = 5_000;
const LONGEST_TOLD = 600;

const describe = (input: unknown): string => {
  try {
    return (JSON.stringify(input) ?? String(input)).slice(0, LONGEST_TOLD);
  } catch (error) {
    return `something that JSON cannot say (${String(error).slice(0, 80)})`;
  }
};

const late = (within: number) => {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<Verdict>((resolve) => {
    timer = setTimeout(() => resolve({ answer: 'none', broken: [`no end within ${within} ms`] }), within);
  });
  return { promise, stop: () => clearTimeout(timer) };
};

const throwOne = async <Input>(target: Target<Input>, input: Input, within: number): Promise<Verdict> => {
  const clock = late(within);
  const began = performance.now();
  const verdict = await Promise.race([
    target.attack(input).catch((error: unknown): Verdict => {
      const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { answer: 'crash', broken: [`it threw ${trace.split('\n').slice(0, 4).join(' | ')}`] };
    }),
    clock.promise,
  ]);
  clock.stop();
  const took = Math.round(performance.now() - began);
  return took > within && verdict.answer !== 'none'
    ? { ...verdict, broken: [...verdict.broken, `it took ${took} ms`] }
    : verdict;
};

/**
 * Throws inputs at a door in rounds, each from a seed of its own: round N of seed S is round 0 of seed
 * S + N, so what broke is thrown again alone by the seed that its line names and so many inputs.
 */
export const createDoor = <Input>(plan: DoorPlan<Input>): Door => ({
  name: plan.name,
  run: async ({ inputs, seed }): Promise<DoorResult> => {
    const began = Date.now();
    const answers: Record<string, number> = {};
    const broken: string[] = [];
    let brokenInAll = 0;
    let place = '';
    const tell = (what: string): void => {
      brokenInAll += 1;
      if (broken.length < TOLD) broken.push(`${place}: ${what}`);
    };
    const onStray = (reason: unknown): void => {
      const trace = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
      tell(`a rejection that nobody handled: ${trace.split('\n').slice(0, 4).join(' | ')}`);
    };
    process.on('unhandledRejection', onStray);
    try {
      const open = await plan.prepare();
      const arbitrary = await plan.inputs();
      for (let round = 0; round * ROUND < inputs; round += 1) {
        const numRuns = Math.min(ROUND, inputs - round * ROUND);
        const thrown = fc.sample(arbitrary, { seed: seed + round, numRuns });
        const target = await open();
        const atOnce = plan.atOnce ?? 1;
        for (let first = 0; first < thrown.length; first += atOnce) {
          place = `seed ${seed + round}, input ${first}`;
          const together = thrown.slice(first, first + atOnce);
          const verdicts = await Promise.all(
            together.map((input) => throwOne(target, input, plan.within ?? WITHIN)),
          );
          for (const [index, verdict] of verdicts.entries()) {
            place = `seed ${seed + round}, input ${first + index}`;
            answers[verdict.answer] = (answers[verdict.answer] ?? 0) + 1;
            for (const what of verdict.broken) tell(`${what} <- ${describe(together[index])}`);
          }
        }
        await new Promise((resolve) => setImmediate(resolve));
        await target.close?.();
      }
    } finally {
      process.off('unhandledRejection', onStray);
    }
    const more = brokenInAll - broken.length;
    if (more > 0) broken.push(`and ${more} more`);
    return { door: plan.name, inputs, seed, ms: Date.now() - began, answers, broken };
  },
});
