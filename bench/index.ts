import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeTable } from '../docs/write-table.ts';
import { ack, ackEmbedded } from './ack.ts';
import { address, calls } from './known.ts';
import { looks } from './look-rate.ts';
import { memory } from './memory.ts';
import { news, newsLoaded } from './news-rows.ts';
import { notices } from './notice-rate.ts';
import { notMeasured, type Part, renderRows, type SpeedRow } from './speed-row.ts';
import { start } from './start.ts';
import { verbs } from './store-verbs.ts';

/** In the order of the table. */
const PARTS: Readonly<Record<string, Part>> = {
  ack,
  'ack-embedded': ackEmbedded,
  looks,
  notices,
  calls,
  address,
  verbs,
  memory,
  start,
  news,
  'news-loaded': newsLoaded,
};

interface Kept {
  readonly rows: readonly SpeedRow[];
  readonly rounds: number;
  readonly at: string;
  readonly seconds: number;
}

const FOLDER = fileURLToPath(new URL('../node_modules/.cache/bench/', import.meta.url));
const fileOf = (name: string): string => `${FOLDER}${name}.json`;

const readKept = (name: string): Kept | null =>
  existsSync(fileOf(name)) ? (JSON.parse(readFileSync(fileOf(name), 'utf8')) as Kept) : null;

const measurePart = async (name: string, rounds: number): Promise<void> => {
  const from = performance.now();
  const rows = await PARTS[name]?.({ rounds, tell: (line) => process.stderr.write(`${name}: ${line}\n`) });
  const kept = {
    rows,
    rounds,
    at: new Date().toISOString(),
    seconds: Math.round((performance.now() - from) / 1_000),
  };
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(fileOf(name), JSON.stringify(kept));
};

/** Each part in a process of its own: what one leaves behind must not weigh on the next. */
const runPart = (name: string, rounds: number): Promise<boolean> =>
  new Promise((resolve) => {
    const args = [
      '--import',
      'tsx',
      fileURLToPath(import.meta.url),
      '--part',
      name,
      '--rounds',
      String(rounds),
    ];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('close', (code) => resolve(code === 0));
  });

const redisVersion = (): string =>
  /v=([0-9.]+)/.exec(spawnSync('redis-server', ['--version']).stdout?.toString() ?? '')?.[1] ?? 'none';

const renderAll = (): string => {
  const all = Object.keys(PARTS).map((name) => ({ name, kept: readKept(name) }));
  const kept = all.flatMap((one) => one.kept ?? []);
  const rounds = [...new Set(kept.map((one) => one.rounds))].join(' and ');
  const days = [...new Set(kept.map(({ at }) => at.slice(0, 10)))].sort().join(' and ');
  const machine = `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.version}, Redis ${redisVersion()}`;
  const rows = all.flatMap((one) => one.kept?.rows ?? [notMeasured(one.name)]);
  return `${days}, ${machine}; medians of ${rounds} interleaved rounds.\n\n${renderRows(rows)}`;
};

const { values } = parseArgs({
  options: { part: { type: 'string' }, only: { type: 'string' }, rounds: { type: 'string' } },
});
const rounds = Number(values.rounds ?? 5);

/** Not of the table: they need a browser, and print tables of their own. */
const runPage = async (): Promise<void> => {
  const [page, firstActive] = [await import('./page.ts'), await import('./first-active.ts')];
  console.log(`${page.renderTable(await page.run())}\n`);
  console.log(firstActive.renderTable(await firstActive.run()));
};

/** What could not be measured is said last, where it is read, and its row says so too. */
const sayFailed = (failed: readonly string[]): void => {
  if (failed.length === 0) return;
  const many = failed.length === 1 ? '1 part' : `${failed.length} parts`;
  process.stderr.write(
    `\n${'!'.repeat(60)}\n${many} COULD NOT BE MEASURED: ${failed.join(', ')}; why stands above\n`,
  );
  process.exitCode = 1;
};

const runAll = async (): Promise<void> => {
  const names = values.only?.split(',') ?? Object.keys(PARTS);
  const unknown = names.find((name) => PARTS[name] === undefined);
  if (unknown !== undefined)
    throw new Error(`there is no "${unknown}": page, ${Object.keys(PARTS).join(', ')}`);
  const failed: string[] = [];
  for (const [at, name] of names.entries()) {
    process.stderr.write(`part ${at + 1} of ${names.length}: ${name}\n`);
    // What was kept of an earlier run would look like this one's.
    rmSync(fileOf(name), { force: true });
    if (!(await runPart(name, rounds))) failed.push(name);
    const kept = readKept(name);
    process.stderr.write(`${name}: ${kept === null ? 'NOT MEASURED' : `${kept.seconds} s`}\n`);
  }
  const table = renderAll();
  console.log(table);
  writeTable('bench.md', 'speed', table);
  sayFailed(failed);
};

if (values.part !== undefined) await measurePart(values.part, rounds);
else if (values.only === 'page') await runPage();
else await runAll();
process.exit();
