/** One command as its reference documents it: how many words of its own it takes, and which options. */
interface Syntax {
  /** `some`: one or more. */
  readonly words: number | 'some';
  readonly needs: readonly string[];
  readonly takes: readonly string[];
  /** Options that stand alone. */
  readonly flags?: readonly string[];
  /** Options that take some words only. */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
}

/** What goes with every command of a program. */
export type Wide = Omit<Syntax, 'words' | 'needs'>;

export type Reference = Readonly<Record<string, Syntax>>;

export interface ReadCommand {
  readonly name: string;
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string>>;
}

/** Reads a call word by word; throws where its reference knows no such command, option or value. */
export const readCommand = (call: readonly string[], reference: Reference, wide: Wide): ReadCommand => {
  const name = Object.keys(reference)
    .filter((one) => one.split(' ').every((word, at) => call[at] === word))
    .sort((a, b) => b.length - a.length)[0];
  const syntax = name === undefined ? undefined : reference[name];
  if (name === undefined || syntax === undefined) throw new Error(`no such command: ${call.join(' ')}`);
  const takes = [...syntax.needs, ...syntax.takes, ...wide.takes];
  const flags = [...(syntax.flags ?? []), ...(wide.flags ?? [])];
  const words: string[] = [];
  const options: Record<string, string> = {};
  for (let at = name.split(' ').length; at < call.length; at += 1) {
    const word = call[at] ?? '';
    if (!word.startsWith('--')) {
      words.push(word);
      continue;
    }
    const [, option = '', , value] = /^--([a-z-]+)(=([\s\S]*))?$/.exec(word) ?? [];
    if (options[option] !== undefined) throw new Error(`--${option} twice: ${name}`);
    if (flags.includes(option) && value === undefined) {
      options[option] = '';
    } else if (takes.includes(option)) {
      if (value === undefined) at += 1;
      const next = value ?? call[at];
      if (next === undefined || (value === undefined && next.startsWith('--'))) {
        throw new Error(`--${option} has no value: ${name}`);
      }
      options[option] = next;
    } else throw new Error(`no option ${word}: ${name}`);
  }
  for (const [option, words] of Object.entries({ ...wide.choices, ...syntax.choices })) {
    const given = options[option];
    if (given !== undefined && !words.includes(given)) throw new Error(`--${option} ${given}: ${name}`);
  }
  const missing = syntax.needs.filter((option) => options[option] === undefined);
  if (missing.length > 0) throw new Error(`${name} needs --${missing.join(', --')}`);
  if (syntax.words === 'some' ? words.length === 0 : words.length !== syntax.words)
    throw new Error(`${name} takes ${syntax.words} words: ${words.join(' ')}`);
  return { name, words, options };
};
