import type { SeenCommand } from '../../slack/feed.ts';

/** Something that the line may go on with. */
export interface LineOption {
  /** The line once it is taken. */
  readonly line: string;
  /** `/vpc`, or a verb. */
  readonly name: string;
  /** What follows it. */
  readonly usage: string;
  readonly about: string;
}

/** What stands above the line while it is typed. */
export type LineHint =
  | { readonly kind: 'none' }
  /** A command is being typed: Enter takes the first one. */
  | { readonly kind: 'commands'; readonly options: readonly LineOption[] }
  /** What the command takes is being typed: Enter sends, unless one was chosen. */
  | {
      readonly kind: 'verbs';
      readonly command: string;
      readonly usage: string;
      readonly options: readonly LineOption[];
    }
  | { readonly kind: 'usage'; readonly command: string; readonly usage: string };

export interface Verb {
  readonly name: string;
  readonly usage: string;
}

/** `create [project] | delete <vpc|all>`: what stands between bars, which have spaces around them. */
export const verbsOf = (usageHint: string): readonly Verb[] =>
  usageHint
    .split(/\s+\|\s+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', ...rest] = part.split(/\s+/);
      return { name: name.replace(/,$/, ''), usage: rest.join(' ') };
    });

const none: LineHint = { kind: 'none' };

const commandsLike = (text: string, commands: readonly SeenCommand[]): LineHint => {
  const options = commands
    .filter(({ command }) => command.startsWith(text.toLowerCase()))
    .map(({ command, usageHint, description }) => ({
      line: `${command} `,
      name: command,
      usage: usageHint,
      about: description,
    }));
  return options.length === 0 ? none : { kind: 'commands', options };
};

const hintInside = ({ command, usageHint }: SeenCommand, typed: string): LineHint => {
  const verbs = verbsOf(usageHint);
  const [word = '', ...rest] = typed.split(/\s+/);
  const name = word.toLowerCase();
  const verb = verbs.find((one) => one.name === name);
  if (rest.length > 0) {
    return verb === undefined
      ? { kind: 'usage', command, usage: usageHint }
      : { kind: 'usage', command: `${command} ${name}`, usage: verb.usage };
  }
  const options = verbs
    .filter((one) => one.name.startsWith(name))
    .map((one) => ({ line: `${command} ${one.name} `, name: one.name, usage: one.usage, about: '' }));
  return options.length === 0
    ? { kind: 'usage', command, usage: usageHint }
    : { kind: 'verbs', command, usage: usageHint, options };
};

/** What to show while `text` stands in the composer. */
export const hintFor = (text: string, commands: readonly SeenCommand[]): LineHint => {
  if (!text.startsWith('/') || text.includes('\n')) return none;
  const [word = '', ...rest] = text.split(' ');
  if (rest.length === 0) return commandsLike(text, commands);
  const command = commands.find((one) => one.command === word);
  return command === undefined ? none : hintInside(command, rest.join(' ').trimStart());
};

/** What Enter does with a line. */
export type LineAct =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'command'; readonly line: string }
  /** Only this tab is told so, as Slack does it; the app hears nothing. */
  | { readonly kind: 'refused'; readonly why: string };

export const actFor = (text: string, commands: readonly SeenCommand[], isThread: boolean): LineAct => {
  const line = text.trim();
  if (line === '') return { kind: 'nothing' };
  if (!text.startsWith('/')) return { kind: 'say', text: line };
  const [command = ''] = line.split(/\s/);
  if (!commands.some((one) => one.command === command)) {
    return { kind: 'refused', why: `${command} is not a valid command.` };
  }
  return isThread
    ? { kind: 'refused', why: `${command} is not supported in threads. Type it in the channel itself.` }
    : { kind: 'command', line: line.replaceAll('\n', ' ') };
};
