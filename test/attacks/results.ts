import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { THREATS, type Threat } from './threats.ts';

const FILE = fileURLToPath(new URL('./results.jsonl', import.meta.url));

const result = z.object({
  kind: z.enum(['threat', 'door']),
  /** Of the threat, or the door's name. */
  id: z.string(),
  tries: z.number(),
  through: z.number(),
  /** Of a door. */
  seed: z.number().nullable(),
  ms: z.number(),
  at: z.string(),
});

export type AttackResult = Readonly<z.infer<typeof result>>;

export const readResults = (): readonly AttackResult[] =>
  existsSync(FILE)
    ? readFileSync(FILE, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => result.parse(JSON.parse(line)))
    : [];

/** A line each, so that a run that is ended in the middle goes on where it was. */
export const appendResult = (one: AttackResult): void => appendFileSync(FILE, `${JSON.stringify(one)}\n`);

const latest = (results: readonly AttackResult[], kind: AttackResult['kind'], id: string) =>
  results.findLast((one) => one.kind === kind && one.id === id);

const number = (value: number): string => value.toLocaleString('en');

const renderThreats = (results: readonly AttackResult[]): readonly string[] =>
  Object.entries<Threat>(THREATS).map(([id, { by, threat, answer, test }]) => {
    const one = latest(results, 'threat', id);
    const counts = one === undefined ? 'not run | ' : `${number(one.tries)} | ${number(one.through)}`;
    return `| ${by} | ${threat} | ${answer} | [${id}](../${test}) | ${counts} |`;
  });

const renderDoors = (results: readonly AttackResult[], doors: readonly string[]): readonly string[] =>
  doors.map((door) => {
    const one = latest(results, 'door', door);
    if (one === undefined) return `| ${door} | not run | | | |`;
    const pace = `${Math.round(one.ms / 1_000)} s`;
    return `| ${door} | ${number(one.tries)} | ${one.seed} | ${pace} | ${number(one.through)} |`;
  });

/** The tables of docs/security.md: what was tried, and what got through. */
export const renderAttacks = (results: readonly AttackResult[], doors: readonly string[]): string => {
  const [last = 'never'] = results.map(({ at }) => at).sort((a, b) => b.localeCompare(a));
  const { length: cores } = cpus();
  return [
    `Written by \`npm run attacks\`, last on ${last.slice(0, 10)}, Node ${process.versions.node}, ${cores} cores.`,
    '',
    '| who | what they do | what happens | test | tries | got through |',
    '|---|---|---|---|--:|--:|',
    ...renderThreats(results),
    '',
    'Hostile input thrown at each door. Held: no crash, nothing recorded by half, an answer that says what to do.',
    '',
    '| door | inputs | seed | took | got through |',
    '|---|--:|--:|--:|--:|',
    ...renderDoors(results, doors),
  ].join('\n');
};
