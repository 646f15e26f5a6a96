import { copyFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Program } from '../sandbox/program.ts';
import { writeManyRows } from './many-rows.ts';
import { median, megabytes, type Part, type SpeedRow, times } from './speed-row.ts';
import { onStage, projectNames, type Stage, says } from './stage.ts';

const ROWS = 100_000;
const PROJECTS = 100;
const START_MOST = 120_000;
/** Until it rests: its start is over, and the projects were read. */
const REST = 12_000;
const MORE_MOST = 60_000_000;

const COLLECT = pathToFileURL(new URL('collect.ts', import.meta.url).pathname).href;

const holds = async (program: Program): Promise<number> => {
  const before = program.lines().length;
  program.signal('SIGUSR2');
  const read = (line: string): number | null => {
    const bytes = /^it holds (\d+) bytes/.exec(line)?.[1];
    return bytes === undefined || program.lines().length <= before ? null : Number(bytes);
  };
  return program.says('what it holds', read, 20_000);
};

/** Who is around the bots, and the database that each round has a copy of. */
interface World {
  readonly slack: string;
  readonly provider: string;
  readonly rows: string;
}

const pathOf = (url: string): string => url.slice('file:'.length);

/** The bare imports, the bot with an empty store, and the bot with many living rows: at rest, side by side. */
const measureRound = async (
  stage: Stage,
  { slack, provider, rows }: World,
  round: number,
): Promise<readonly [number, number, number]> => {
  const projects = projectNames(PROJECTS);
  const many = stage.database(`many-${round}`);
  copyFileSync(pathOf(rows), pathOf(many));
  const begin = async (file: string, database: string, word: string) => {
    const env = stage.env({ slack, provider, projects, redisUrl: await stage.redis(), database });
    const program = stage.start(file, file, { env, before: [COLLECT] });
    await program.says(word, says(word), START_MOST);
    return program;
  };
  const programs = [
    await begin('bench/imports.ts', stage.database(`bare-${round}`), 'nothing runs'),
    await begin('src/main.ts', stage.database(`empty-${round}`), 'vpcbot is ready'),
    await begin('src/main.ts', many, 'vpcbot is ready'),
  ] as const;
  await pause(REST);
  const [bare, empty, full] = programs;
  const held = [await holds(bare), await holds(empty), await holds(full)] as const;
  for (const program of programs) await program.stop();
  return held;
};

type Rounds = readonly (readonly [number, number, number])[];

const toRows = (rounds: Rounds): readonly SpeedRow[] => {
  const over = (pick: (round: Rounds[number]) => number): number => median(rounds.map(pick));
  const more = over(([, empty, full]) => full - empty);
  return [
    {
      what: 'memory at rest, empty store',
      ours: megabytes(over(([, empty]) => empty)),
      other: `the same imports, nothing running ${megabytes(over(([bare]) => bare))}`,
      ratio: times(over(([bare, empty]) => empty / bare)),
      aim: '–',
      holds: null,
    },
    {
      what: 'memory at rest, 100,000 living rows',
      ours: megabytes(over(([, , full]) => full)),
      other: `empty store ${megabytes(over(([, empty]) => empty))}`,
      ratio: `${times(over(([, empty, full]) => full / empty))}, ${megabytes(more)} more`,
      aim: `${megabytes(MORE_MOST)} more`,
      holds: more <= MORE_MOST,
    },
  ];
};

/** What the bot holds after a collection, each state a process of its own. */
export const memory: Part = ({ rounds, tell }) =>
  onStage(async (stage) => {
    const { slack } = await stage.sandbox();
    const provider = await stage.provider(ROWS, PROJECTS);
    const rows = stage.database('rows');
    tell(`writing ${ROWS} rows`);
    const [now, projects] = [Date.now(), projectNames(PROJECTS)];
    await writeManyRows(rows, { rows: ROWS, projects, channel: 'C0VPC', now, lookAt: now + 3_600_000 });
    const measured: (readonly [number, number, number])[] = [];
    for (let round = 0; round < rounds; round += 1) {
      tell(`round ${round + 1} of ${rounds}`);
      measured.push(await measureRound(stage, { slack, provider, rows }, round));
    }
    return toRows(measured);
  });
