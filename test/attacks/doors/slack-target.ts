import { VpcbotError } from '../../../src/errors.ts';
import type { Said } from './fake-slack.ts';
import { deliver } from './gestures.ts';
import { createSaidJudge, createThrown, findLeaks } from './judge-said.ts';
import { createLedger } from './ledger.ts';
import { type LivedIn, makeLivedIn } from './lived-in.ts';
import { openWorld, type SlackWorld } from './slack-world.ts';
import type { Target, Verdict } from './throw-at.ts';

/** What one gesture came to. */
export interface Outcome {
  readonly acks: readonly unknown[];
  readonly said: readonly Said[];
  /** Whether anything in the store was added. */
  readonly recorded: boolean;
}

/** The kind of an outcome, or what is wrong with it. */
export type JudgeOutcome<Input> = (outcome: Outcome, input: Input) => Verdict;

let livedIn: Promise<LivedIn> | null = null;
/** Made once, for it takes seconds. */
export const shareLivedIn = (): Promise<LivedIn> => {
  livedIn ??= makeLivedIn();
  return livedIn;
};

const explain = (complaint: unknown): string =>
  complaint instanceof Error
    ? (complaint.stack ?? complaint.message).split('\n').slice(0, 4).join(' | ')
    : String(complaint);

/** A failure of the catalogue may be logged and told; anything else is a bug that a catch has covered up. */
const findBugs = (complaints: readonly unknown[]): readonly string[] =>
  complaints.filter((each) => !(each instanceof VpcbotError)).map((each) => `it logged ${explain(each)}`);

export const findPollution = (): readonly string[] =>
  'polluted' in {} || 'value' in {} || Object.keys(Object.prototype).length > 0
    ? ['the prototype of all objects was changed']
    : [];

export const say = (input: unknown): string => {
  try {
    return JSON.stringify(input) ?? '';
  } catch {
    return '';
  }
};

/** The view that an acknowledgement shows. */
const viewIn = (ack: unknown): readonly Said[] =>
  typeof ack === 'object' && ack !== null && 'view' in ack
    ? [{ kind: 'view', method: 'ack', payload: ack.view as Said['payload'] }]
    : [];

/** Throws gestures at the bot in one world of its own. */
export const createSlackTarget = <Input>(
  { frozen }: LivedIn,
  bodyOf: (input: Input, world: SlackWorld) => Readonly<Record<string, unknown>>,
  judge: JudgeOutcome<Input>,
): Target<Input> => {
  const world = openWorld(frozen);
  const ledger = createLedger(world.file);
  const judgeSaid = createSaidJudge();
  const remember = createThrown(ledger.holds);
  return {
    attack: async (input) => {
      world.pass(1_000);
      const before = ledger.count();
      const { acks } = await deliver(world, bodyOf(input, world));
      const said = [...world.slack.takeSaid(), ...acks.flatMap(viewIn)];
      const isThrown = remember(say(input));
      const verdict = judge({ acks, said, recorded: ledger.count() !== before }, input);
      const ackText = say(acks);
      return {
        answer: verdict.answer,
        broken: [
          ...verdict.broken,
          ...said.flatMap((each) => judgeSaid(each, isThrown)),
          ...findLeaks([ackText], isThrown),
          ...findBugs(world.takeComplaints()),
          ...ledger.findProblems(),
          ...findPollution(),
        ],
      };
    },
    close: () => {
      const dangling = ledger.findDangling();
      world.close();
      if (dangling.length > 0) throw new Error(dangling.join('; '));
    },
  };
};
