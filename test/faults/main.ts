import { parseArgs } from 'node:util';
import { writeTable } from '../../docs/write-table.ts';
import { hasRedis } from '../queue/redis-server.ts';
import type { FaultRun } from './fault-run.ts';
import { runSchedule } from './in-process/run-schedule.ts';
import { canFillDisk } from './inject.ts';
import { appendResult, readResults, renderResults } from './results.ts';
import { runProcess } from './run-process.ts';
import { createSchedule } from './schedule.ts';

const USAGE = `Usage: npm run faults -- --seeds 1-300 [--minutes 90] [--in-process] [--at-once 2] [--again]

  --seeds       which schedules, from a first to a last one; those that have a result are skipped
  --minutes     begins no run after that; the same command goes on where it ended
  --in-process  the bot in this process, on a clock that is moved by hand
  --at-once     how many runs at the same time
  --again       also those that have a result
`;

const readArguments = () => {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string' },
      minutes: { type: 'string', default: '100000' },
      'in-process': { type: 'boolean', default: false },
      'at-once': { type: 'string', default: '1' },
      again: { type: 'boolean', default: false },
    },
  });
  const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(values.seeds ?? '') ?? [];
  const minutes = Number(values.minutes);
  const atOnce = Number(values['at-once']);
  if (first === undefined || !(minutes > 0) || !Number.isInteger(atOnce) || atOnce < 1) return null;
  return {
    first: Number(first),
    last: Number(last),
    minutes,
    atOnce,
    again: values.again,
    how: values['in-process'] ? 'in process' : 'process',
  } as const;
};

type Arguments = NonNullable<ReturnType<typeof readArguments>>;

const listSeeds = ({ first, last, how, again }: Arguments): readonly number[] => {
  const done = new Set(
    readResults()
      .filter((one) => one.how === how && !again)
      .map(({ seed }) => seed),
  );
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)
    .filter((seed) => !done.has(seed))
    .filter((seed) => how === 'in process' || hasRedis || createSchedule(seed).queue === 'embedded');
};

const sayRun = ({ seed, queue, ms, requests, faults, broken }: FaultRun): void => {
  const what = Object.entries(faults).map(([kind, times]) => (times === 1 ? kind : `${kind} ${times} times`));
  const end = broken.length === 0 ? 'whole' : 'BROKEN';
  const facts = `${Math.round(ms / 100) / 10} s, ${queue}, ${requests} requests: ${what.join(', ')}`;
  process.stdout.write(`${seed} ${end} in ${facts}\n${broken.map((one) => `    ${one}\n`).join('')}`);
};

const runAll = async (options: Arguments): Promise<number> => {
  const seeds = [...listSeeds(options)];
  const end = performance.now() + options.minutes * 60_000;
  const run = options.how === 'process' ? runProcess : runSchedule;
  let broken = 0;
  const hand = async (): Promise<void> => {
    while (performance.now() < end) {
      const seed = seeds.shift();
      if (seed === undefined) return;
      const result = await run(seed);
      appendResult(result);
      sayRun(result);
      if (result.broken.length > 0) broken += 1;
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, hand));
  writeTable('faults.md', 'faults', renderResults(readResults()));
  process.stdout.write(`${broken} broken; ${seeds.length} left to run\n`);
  return broken;
};

const options = readArguments();
if (options === null) {
  process.stderr.write(USAGE);
  process.exit(2);
}
if (options.how === 'process' && !hasRedis)
  process.stdout.write('skipped: no redis-server, so only runs on the embedded queue\n');
if (options.how === 'process' && !canFillDisk) process.stdout.write('skipped: no prlimit, so no full disk\n');
process.exit((await runAll(options)) === 0 ? 0 : 1);
