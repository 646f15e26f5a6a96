import fc from 'fast-check';
import { VERBS } from '../../../src/slack/verbs.ts';
import { commandBody } from './gestures.ts';
import { hostileText, KNOWN, WORDS } from './hostile-values.ts';
import { createSlackTarget, type Outcome, shareLivedIn } from './slack-target.ts';
import { createDoor, type Verdict } from './throw-at.ts';

const verb = fc.constantFrom(...Object.keys(VERBS));
const word = fc.constantFrom(...KNOWN, ...WORDS);
const space = fc.constantFrom(' ', ' ', ' ', '  ', '\t', '\u00a0', '\n', '\u3000');
const quote = fc.constantFrom('', '', '', '"', "'", '“', '`');

const argument = fc
  .tuple(quote, fc.oneof({ weight: 3, arbitrary: word }, { weight: 1, arbitrary: hostileText }), quote)
  .map((parts) => parts.join(''));

const nearlyValid = fc
  .tuple(
    fc.oneof({ weight: 9, arbitrary: verb }, { weight: 1, arbitrary: word }),
    fc.array(fc.tuple(space, argument), { maxLength: 6 }),
  )
  .map(([first, rest]) => `${first}${rest.flat().join('')}`);

/** A right line with one character too many, too few or another. */
const misspelt = fc
  .tuple(nearlyValid, fc.nat(), fc.nat({ max: 2 }), hostileText)
  .map(([line, at, how, by]) => {
    const place = at % (line.length + 1);
    const cut = how === 0 ? 0 : 1;
    return `${line.slice(0, place)}${how === 2 ? '' : by.slice(0, 3)}${line.slice(place + cut)}`;
  });

const PEOPLE = ['U0OMAR', 'U0OMAR', 'U0NINA', 'U0ADA', 'U0GUEST', 'U0OUT', '__proto__'] as const;

export interface Typed {
  readonly text: string | undefined;
  readonly user: string;
  readonly channel: string;
}

const typed: fc.Arbitrary<Typed> = fc.record({
  text: fc.oneof(
    { weight: 6, arbitrary: nearlyValid },
    { weight: 2, arbitrary: misspelt },
    { weight: 2, arbitrary: hostileText },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  ),
  user: fc.constantFrom(...PEOPLE),
  channel: fc.constantFrom('C0VPC', 'C0VPC', 'D0', 'C0FULL'),
});

/** Whoever typed is told one thing: a message, or a view that is filled in. What looks for seconds says that first. */
const judge = ({ acks, said }: Outcome): Verdict => {
  const responds = said.filter(({ method }) => method === 'respond');
  const first = responds.filter(
    ({ payload }) => payload['replace_original'] !== true && payload['response_type'] === 'ephemeral',
  );
  const opened = said.filter(({ method }) => method === 'views.open');
  const told = acks.filter((ack) => ack !== null);
  const answers = first.length + opened.length + told.length;
  const broken = [
    ...(acks.length === 1 ? [] : [`it was acknowledged ${acks.length} times`]),
    ...(answers === 1 ? [] : [`it was answered ${answers} times`]),
  ];
  return { answer: opened.length > 0 ? 'form' : told.length > 0 ? 'told at once' : 'message', broken };
};

export const COMMAND_DOOR = createDoor<Typed>({
  name: 'command text',
  inputs: () => typed,
  prepare: async () => {
    const livedIn = await shareLivedIn();
    return () => createSlackTarget(livedIn, ({ text, ...somebody }) => commandBody(somebody, text), judge);
  },
});
