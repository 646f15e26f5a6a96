import { listWords, readCommandLine } from '../command-line.ts';
import { CLOUDS, type Cloud, PRODUCTS, type Product } from './place.ts';
import { isStory, STORIES, type StoryName } from './stories.ts';

export interface TourChoice {
  readonly story: StoryName;
  readonly product: Product;
  readonly cloud: Cloud;
}

export type TourArguments =
  | ({ readonly kind: 'tour' } & TourChoice)
  | { readonly kind: 'usage' }
  /** Each in a sentence that says what could stand there instead. */
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

const STORY_NAMES = Object.keys(STORIES);

const OPTIONS = { story: STORY_NAMES, product: PRODUCTS, cloud: CLOUDS } as const;
type Option = keyof typeof OPTIONS;
const isOption = (name: string): name is Option => Object.hasOwn(OPTIONS, name);

export const USAGE = [
  'Usage: npm run tour -- [--story NAME] [--product NAME] [--cloud NAME]',
  '',
  ...Object.entries(STORIES).map(([name, { about }]) => `  --story ${name.padEnd(9)} ${about}`),
  '',
  '  --product tiger    Tiger Cloud, on aws only',
  '  --product managed  Managed Service for TimescaleDB, on aws, google or azure',
  '',
  `  --cloud ${listWords(CLOUDS)}: where the VPC and your own network are`,
  '',
  'Without any of them: --story create --product tiger --cloud aws. Nothing expires on google and azure.',
].join('\n');

/** What does not go together, though each word by itself is known. */
const judgeChoice = ({ story, product, cloud }: TourChoice): readonly string[] => {
  if (product === 'tiger' && cloud !== 'aws') {
    return [`Tiger Cloud peers with aws only: for ${cloud} it is --product managed.`];
  }
  const { clouds } = STORIES[story];
  return clouds.some((one) => one === cloud)
    ? []
    : [`the story ${story} is told with --cloud ${listWords(clouds)} only.`];
};

const judgeWords = (typed: ReadonlyMap<string, string | undefined>): readonly string[] =>
  [...typed].flatMap(([name, word]) => {
    if (!isOption(name)) return [`--${name} is no option; there are --story, --product, --cloud and --help.`];
    const allowed: readonly string[] = OPTIONS[name];
    if (word === undefined) return [`--${name} takes a word: ${listWords(allowed)}.`];
    return allowed.includes(word) ? [] : [`--${name} "${word}" is unknown: it is ${listWords(allowed)}.`];
  });

/** A word that no option stands before. */
const judgeLoose = (word: string): string => {
  const [option] = Object.entries(OPTIONS).find(([, words]) => words.some((one) => one === word)) ?? [];
  return option === undefined
    ? `"${word}" stands alone, and is no story, product or cloud.`
    : `"${word}" stands alone: write --${option} ${word}.`;
};

const isProduct = (word: string): word is Product => PRODUCTS.some((one) => one === word);
const isCloud = (word: string): word is Cloud => CLOUDS.some((one) => one === word);

/** Google Cloud and Azure leave one product to choose from. */
const chooseFrom = (typed: ReadonlyMap<string, string | undefined>): TourChoice => {
  const story = typed.get('story') ?? '';
  const product = typed.get('product') ?? '';
  const word = typed.get('cloud') ?? '';
  const cloud = isCloud(word) ? word : 'aws';
  return {
    story: isStory(story) ? story : 'create',
    product: isProduct(product) ? product : cloud === 'aws' ? 'tiger' : 'managed',
    cloud,
  };
};

/** Reads the command line of the tour. */
export const readArguments = (args: readonly string[]): TourArguments => {
  const { options: typed, loose } = readCommandLine(args, Object.keys(OPTIONS));
  if (typed.has('help') || typed.has('h')) return { kind: 'usage' };
  const problems = [...judgeWords(typed), ...loose.map(judgeLoose)];
  if (problems.length > 0) return { kind: 'wrong', problems };
  const choice = chooseFrom(typed);
  const unfit = judgeChoice(choice);
  return unfit.length === 0 ? { kind: 'tour', ...choice } : { kind: 'wrong', problems: unfit };
};
