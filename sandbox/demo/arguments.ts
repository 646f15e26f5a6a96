import { listWords, readCommandLine } from '../command-line.ts';
import { FIRST_PACE, findPace, PACES, type Pace } from './paces.ts';

/** Where the demo stands unless told otherwise; the sandbox's own port. */
const USUAL_PORT = 4100;

export interface DemoChoice {
  /** 0: any free one. */
  readonly port: number;
  readonly pace: Pace;
}

export type DemoArguments =
  | ({ readonly kind: 'demo' } & DemoChoice)
  | { readonly kind: 'usage' }
  /** Each in a sentence that says what could stand there instead. */
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

const PACE_WORDS = listWords(PACES.map(({ id }) => id));

export const USAGE = [
  'Usage: npm run demo -- [--port NUMBER] [--pace NAME]',
  '',
  `  --port NUMBER  where the page stands; ${USUAL_PORT} unless given, and 0 takes any free one`,
  '',
  ...PACES.map(({ id, name, about }) => `  --pace ${id.padEnd(6)}  ${name}. ${about}`),
  '',
  `Without any of them: --port ${USUAL_PORT} --pace ${FIRST_PACE.id}. The pace can be changed on the page.`,
].join('\n');

const isPort = (word: string): boolean => /^[0-9]{1,5}$/.test(word) && Number(word) < 65_536;

const OPTIONS = {
  port: { allowed: 'a number from 0 to 65535', isAllowed: isPort },
  pace: { allowed: PACE_WORDS, isAllowed: (word: string) => findPace(word) !== undefined },
} as const;
type Option = keyof typeof OPTIONS;
const isOption = (name: string): name is Option => Object.hasOwn(OPTIONS, name);

const judgeOption = ([name, word]: readonly [string, string | undefined]): readonly string[] => {
  if (!isOption(name)) return [`--${name} is no option; there are --port, --pace and --help.`];
  const { allowed, isAllowed } = OPTIONS[name];
  if (word === undefined) return [`--${name} takes a word: ${allowed}.`];
  return isAllowed(word) ? [] : [`--${name} "${word}" is unknown: it is ${allowed}.`];
};

/** npm keeps an option for itself where no `--` stands before it, and hands on its word alone. */
const judgeLoose = (word: string): string => {
  const [option] = Object.entries(OPTIONS).find(([, { isAllowed }]) => isAllowed(word)) ?? [];
  return option === undefined
    ? `"${word}" stands alone, and is neither a port nor a pace.`
    : `"${word}" stands alone: write npm run demo -- --${option} ${word}.`;
};

/** Reads the command line of the demo. */
export const readArguments = (args: readonly string[]): DemoArguments => {
  const { options, loose } = readCommandLine(args, Object.keys(OPTIONS));
  if (options.has('help') || options.has('h')) return { kind: 'usage' };
  const problems = [...[...options].flatMap(judgeOption), ...loose.map(judgeLoose)];
  if (problems.length > 0) return { kind: 'wrong', problems };
  return {
    kind: 'demo',
    port: Number(options.get('port') ?? USUAL_PORT),
    pace: findPace(options.get('pace') ?? '') ?? FIRST_PACE,
  };
};
