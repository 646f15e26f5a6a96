import { parseArgs } from 'node:util';

/** A command line whose options each take a word. */
export interface CommandLine {
  /** By their names without dashes; the last of several counts. */
  readonly options: ReadonlyMap<string, string | undefined>;
  /** The words that no option stands before. */
  readonly loose: readonly string[];
}

/** Nothing is refused here, so that whoever reads it can say all that is wrong at once. */
export const readCommandLine = (args: readonly string[], names: readonly string[]): CommandLine => {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
    strict: false,
    tokens: true,
  });
  const options = tokens.flatMap((token) =>
    token.kind === 'option' ? [[token.name, token.value] as const] : [],
  );
  return {
    options: new Map(options),
    loose: tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : [])),
  };
};

/** `a, b or c` */
export const listWords = (words: readonly string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
