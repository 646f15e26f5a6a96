import { expect } from 'vitest';
import type { Network } from '../../sandbox/aws/network.ts';
import type { Ran, Shells, Terminal } from './debian-aws.ts';

type Block = Readonly<Record<string, unknown>>;

/** One step as it stands in a message or a view: what a person copies, and what it says of success. */
export interface Instruction {
  readonly title: string;
  readonly command: string;
  readonly says: string;
}

/** As Slack shows what it is sent. */
const asShown = (text: string): string =>
  text.replace(/&(amp|lt|gt);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>' })[name] ?? '');

/** All texts in a block, in order; those of one block to copy are one. */
const textOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(textOf).join('');
  if (typeof value !== 'object' || value === null) return '';
  const { text, elements } = value as Block;
  return `${typeof text === 'string' ? text : textOf(text)}${textOf(elements)}`;
};

/** The steps with a command, out of the very blocks that people get. */
export const readInstructions = (blocks: readonly Block[]): readonly Instruction[] =>
  blocks.flatMap((block, at) => {
    if (block['type'] !== 'rich_text') return [];
    const title = /\*\d+\. (.+?)\.\*/.exec(asShown(textOf(blocks[at - 1])))?.[1] ?? '';
    const after = blocks[at + 1];
    const says = after?.['type'] === 'context' ? asShown(textOf(after)) : '';
    return [{ title, command: textOf(block), says }];
  });

const spansOf = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`]*)`/g)].map((found) => found[1] ?? '');

/** What it says that the command prints; null: it does not say which word. */
const wordsIn = (says: string): readonly string[] | null => {
  const said = /It prints ([^.]+)\./.exec(says)?.[1];
  return said === undefined || !said.includes('`') ? null : spansOf(said);
};

const rowsOf = (printed: string): readonly Block[] => {
  const read: unknown = JSON.parse(printed);
  return Array.isArray(read) ? read : [read as Block];
};

/** Every value under its name, as the step says that it must be. */
const comparisonsIn = (says: string): readonly (readonly [string, string])[] =>
  [...says.matchAll(/^• (.+?): `(.+)`$/gm)].map(([, label = '', value = '']) => [label, value]);

const checkPrinted = ({ title, says }: Instruction, printed: string): void => {
  const words = wordsIn(says);
  if (words !== null) {
    expect(
      printed
        .trim()
        .split('\n')
        .filter((line) => !words.includes(line)),
      title,
    ).toEqual([]);
  }
  if (says.startsWith('It prints nothing')) expect(printed, title).toBe('');
  if (says.startsWith('It prints the group’s id')) expect(printed, title).toMatch(/^sg-[0-9a-f]+\n$/);
  for (const [label, value] of comparisonsIn(says)) {
    for (const row of rowsOf(printed)) expect(row[label], `${title}: ${label}`).toBe(value);
  }
};

const checkFirst = (step: Instruction, { printed, error, code }: Ran): void => {
  expect({ title: step.title, error, code }).toEqual({ title: step.title, error: '', code: 0 });
  expect(step.says, step.title).not.toBe('');
  checkPrinted(step, printed.replace(/^[A-Z][^:\n]*: (?=\S|$)/, ''));
};

/** Done once already: it comes to the same, or to an error that the step explains. */
const checkAgain = (step: Instruction, { printed, error, code }: Ran): void => {
  const errors = [...error.matchAll(/An error occurred \(([\w.]+)\)/g)].map((found) => found[1] ?? '');
  for (const name of errors) expect(step.says, step.title).toContain(`\`${name}\``);
  if (errors.length > 0) return;
  const isAccepted = step.says.includes('Where `status` is `active`, it is accepted already');
  const says = isAccepted ? step.says.replace('`pending-acceptance`', '`active`') : step.says;
  expect({ title: step.title, error, code }).toEqual({ title: step.title, error: '', code: 0 });
  checkPrinted({ ...step, says }, printed.replace(/^[A-Z][^:\n]*: (?=\S|$)/, ''));
};

export interface Reader {
  readonly shells: Shells;
  readonly env: Readonly<Record<string, string>>;
  /** What is typed where the command of that title asks. */
  readonly answers: Readonly<Record<string, string>>;
}

/** Carries the steps out one after the other, as they stand. */
export const follow = async (
  steps: readonly Instruction[],
  { shells, env, answers }: Reader,
  time: 'first' | 'again',
): Promise<void> => {
  const shell: Terminal['shell'] = time === 'first' ? 'sh' : 'bash';
  for (const step of steps) {
    const asks = step.command.includes('read -r');
    const typed = answers[step.title];
    if (asks && typed === undefined) throw new Error(`"${step.title}" asks, and nobody answers`);
    const ran = await shells.run(step.command, env, { shell, typed: asks ? `${typed}\n` : '' });
    (time === 'first' ? checkFirst : checkAgain)(step, ran);
    if (step.says.includes('`[]` means that you are done') && ran.printed.trim() === '[]') return;
  }
};

/** Everything that instructions could change in a VPC, one line each. */
export const factsOf = ({ tables, groups, interfaces }: Network): readonly string[] => {
  const nameOf = (id: string): string => groups.find((group) => group.id === id)?.name ?? id;
  return [
    ...tables.flatMap(({ id, routes }) =>
      routes.map((route) => `${id}: ${route.destination} to ${route.target}`),
    ),
    ...groups.flatMap(({ name, rules }) => [
      `${name}: group`,
      ...rules.map(
        ({ isEgress, protocol, fromPort, toPort, peer }) =>
          `${name}: ${isEgress ? 'out' : 'in'} ${protocol} ${fromPort}-${toPort} ${peer.value}`,
      ),
    ]),
    ...interfaces.map(({ id, groupIds }) => `${id}: ${groupIds.map(nameOf).sort().join(' ')}`),
  ].sort();
};

/** What came (`+`) and what went (`-`). */
export const compareFacts = (before: readonly string[], after: readonly string[]): readonly string[] => [
  ...before.filter((fact) => !after.includes(fact)).map((fact) => `- ${fact}`),
  ...after.filter((fact) => !before.includes(fact)).map((fact) => `+ ${fact}`),
];
