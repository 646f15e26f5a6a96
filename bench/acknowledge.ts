import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { stringify } from 'yaml';
import { person } from '../sandbox/person.ts';
import { type Program, startProgram } from '../sandbox/program.ts';

/** Milliseconds from Slack's sending a command to its acknowledgement; medians of the rounds. */
export interface AcknowledgeRow {
  readonly app: 'vpcbot' | 'bare Bolt app';
  readonly commands: number;
  readonly p50: number;
  readonly p99: number;
}

export interface Acknowledged {
  readonly rows: readonly AcknowledgeRow[];
  /** Ours to bare, the median of the rounds' own ratios. */
  readonly ratio: { readonly p50: number; readonly p99: number };
}

interface Urls {
  readonly slack: string;
  readonly tiger: string;
  readonly control: string;
}

const ROUNDS = 5;
const COMMANDS = 100;
const WARM_UP = 30;
/** Between two commands, in ms: what the last one set going has ended when the next one comes. */
const REST = 30;
const START_MOST = 120_000;

const readUrls = (line: string): Urls | null =>
  line.startsWith('{"sandbox":"ready"') ? (JSON.parse(line) as { urls: Urls }).urls : null;

const TOKENS = { SLACK_BOT_TOKEN: 'xoxb-sandbox', SLACK_APP_TOKEN: 'xapp-sandbox' };

const prepareBot = (folder: string, urls: Urls): NodeJS.ProcessEnv => {
  const config = join(folder, 'vpcbot.yml');
  const payments = {
    product: 'tiger',
    id: 'rp1pz7uyae',
    credentials: { publicKey: '$BENCH_PUBLIC', secretKey: '$BENCH_SECRET' },
    apiUrl: urls.tiger,
  };
  writeFileSync(config, stringify({ slack: { channel: 'C0VPC' }, projects: { payments } }));
  return {
    ...process.env,
    ...TOKENS,
    SLACK_API_URL: urls.slack,
    SLACK_SIGNING_SECRET: '',
    REDIS_URL: '',
    BENCH_PUBLIC: 'tspub-payments',
    BENCH_SECRET: 'tssec-payments',
    VPCBOT_CONFIG: config,
    DATABASE_URL: `file:${join(folder, 'vpcbot.db')}`,
    OPS_PORT: '0',
    LOG_LEVEL: 'info',
  };
};

const quantile = (values: readonly number[], part: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
};

type Side = ReturnType<typeof person>;

/** One command from its press to Slack's having the acknowledgement, in ms. */
const acknowledge = async (side: Side): Promise<number> => {
  const answer = await side.command('C0VPC', '/vpc create payments us-east-1', { settleMs: 0 });
  if (answer.ackedInMs === null) throw new Error(`typing a command: ${answer.error}`);
  return answer.ackedInMs;
};

/** A command for the bot, and its form, which must be there before the next: people do not type over it. */
const askBot = async (side: Side): Promise<number> => {
  const taken = await acknowledge(side);
  await side.fill('AWS account', null, { waitMs: START_MOST });
  await side.close();
  return taken;
};

/** The sandbox gives each envelope to the next connection in turn, so commands go to the two in turn. */
const runRound = async (side: Side, commands: number) => {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let sent = 0; sent < commands; sent += 1) {
    ours.push(await askBot(side));
    await pause(REST);
    bare.push(await acknowledge(side));
    await pause(REST);
  }
  return { ours, bare };
};

type Round = Awaited<ReturnType<typeof runRound>>;

const median = (values: readonly number[]): number => quantile(values, 0.5);

const summarize = (rounds: readonly Round[]): Acknowledged => {
  const over = (pick: (round: Round) => number): number => median(rounds.map(pick));
  const row = (app: AcknowledgeRow['app'], side: keyof Round): AcknowledgeRow => ({
    app,
    commands: rounds.reduce((sum, round) => sum + round[side].length, 0),
    p50: over((round) => quantile(round[side], 0.5)),
    p99: over((round) => quantile(round[side], 0.99)),
  });
  const ratio = (part: number): number =>
    over(({ ours, bare }) => quantile(ours, part) / quantile(bare, part));
  return {
    rows: [row('vpcbot', 'ours'), row('bare Bolt app', 'bare')],
    ratio: { p50: ratio(0.5), p99: ratio(0.99) },
  };
};

const says = (text: string) => (line: string) => (line.includes(text) ? true : null);

const measure = async (start: typeof startProgram, folder: string): Promise<Acknowledged> => {
  const sandbox = start('the sandbox', 'sandbox/main.ts', { args: ['--port', '0'], env: process.env });
  const urls = await sandbox.says('the addresses', readUrls, START_MOST);
  // The order of connecting is the order of turns.
  const bot = start('the bot', 'src/main.ts', { env: prepareBot(folder, urls) });
  await bot.says('the word that it is ready', says('vpcbot is ready'), START_MOST);
  const env = { ...process.env, ...TOKENS, SLACK_API_URL: urls.slack };
  const bare = start('the bare app', 'bench/bare-app.ts', { env });
  await bare.says('the word that it is ready', says('the bare app is ready'), START_MOST);
  const side = person(urls.control, 'U0OMAR');
  await runRound(side, WARM_UP);
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await runRound(side, COMMANDS));
  return summarize(rounds);
};

/**
 * How soon `/vpc create` is acknowledged in Socket Mode by the bot and by a Bolt app that only
 * acknowledges: each a process of its own on the same sandbox, their commands in turn.
 */
export const run = async (): Promise<Acknowledged> => {
  const folder = mkdtempSync(join(tmpdir(), 'vpcbot-bench-'));
  const programs: Program[] = [];
  const start: typeof startProgram = (...options) => {
    const program = startProgram(...options);
    programs.push(program);
    return program;
  };
  try {
    return await measure(start, folder);
  } finally {
    for (const program of programs.reverse()) await program.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

export const renderTable = ({ rows, ratio }: Acknowledged): string => {
  const line = (words: readonly string[]): string =>
    words.map((word, at) => (at === 0 ? word.padEnd(26) : word.padStart(10))).join('  ');
  return [
    line(['ack of /vpc create', 'commands', 'p50', 'p99']),
    ...rows.map(({ app, commands, p50, p99 }) =>
      line([app, String(commands), `${p50.toFixed(2)} ms`, `${p99.toFixed(2)} ms`]),
    ),
    line(['ratio', '', `${ratio.p50.toFixed(2)}x`, `${ratio.p99.toFixed(2)}x`]),
  ].join('\n');
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(renderTable(await run()));
}
