import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type Program, startProgram } from '../sandbox/program.ts';
import { createRedis, hasRedis } from '../test/queue/redis-server.ts';

export interface Urls {
  readonly slack: string;
  readonly tiger: string;
  readonly control: string;
}

const START_MOST = 120_000;
/** In memory where there is some: a disk's moods are not the bot's. */
const ROOM = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

const readUrls = (line: string): Urls | null =>
  line.startsWith('{"sandbox":"ready"') ? (JSON.parse(line) as { urls: Urls }).urls : null;

export const says = (text: string) => (line: string) => (line.includes(text) ? true : null);

/** The bot's projects at `bench/provider.ts`: named and keyed by their number. */
export const projectNames = (many: number): readonly string[] =>
  Array.from({ length: many }, (_, at) => `p${at}`);

interface BotOptions {
  readonly slack: string;
  readonly provider: string;
  readonly projects: readonly string[];
  /** Null: the embedded queue. */
  readonly redisUrl: string | null;
  readonly database: string;
  readonly channels?: readonly string[];
}

/** Programs, a Redis and a folder of their own; all gone at the end, whatever happens. */
export const openStage = async () => {
  const folder = mkdtempSync(join(ROOM, 'vpcbot-bench-'));
  const programs: Program[] = [];
  const redises: Awaited<ReturnType<typeof createRedis>>[] = [];
  const start: typeof startProgram = (...options) => {
    const program = startProgram(...options);
    programs.push(program);
    return program;
  };
  return {
    folder,
    start,
    database: (name: string): string => `file:${join(folder, name)}.db`,
    sandbox: async (): Promise<Urls> => {
      const program = start('the sandbox', 'sandbox/main.ts', { args: ['--port', '0'], env: process.env });
      return program.says('the addresses', readUrls, START_MOST);
    },
    provider: async (rows: number, projects: number): Promise<string> => {
      const program = start('the provider', 'bench/provider.ts', {
        args: [String(rows), String(projects)],
        env: process.env,
      });
      const read = (line: string): string | null => /the provider is at (.*)/.exec(line)?.[1] ?? null;
      return program.says('its address', read, START_MOST);
    },
    /** Rejects where there is no Redis: what is measured on it cannot be measured without. */
    redis: async (): Promise<string> => {
      if (!hasRedis) throw new Error('there is no redis-server to measure on');
      const redis = await createRedis();
      redises.push(redis);
      await redis.start();
      return redis.url;
    },
    /** The environment of a bot. */
    env: ({ slack, provider, projects, redisUrl, database, channels = ['C0VPC'] }: BotOptions) => {
      const path = join(folder, `${projects.length}-${channels.length}.yml`);
      const entries = projects.map((id, at) => {
        const credentials = { publicKey: `$BENCH_${at}`, secretKey: '$BENCH_SECRET' };
        const channel = channels[at % channels.length];
        const people = { approvers: ['U0OMAR', 'U0ADA'], requesters: ['everyone'] };
        return [
          id,
          { product: 'tiger', id, credentials, apiUrl: provider, channel, vpcQuota: 1_000, ...people },
        ];
      });
      const slackPart = { channel: 'C0VPC', admins: ['U0OMAR'] };
      writeFileSync(path, stringify({ slack: slackPart, projects: Object.fromEntries(entries) }));
      return {
        ...process.env,
        ...Object.fromEntries(projects.map((id, at) => [`BENCH_${at}`, id])),
        BENCH_SECRET: 'bench-secret-of-all',
        SLACK_BOT_TOKEN: 'xoxb-sandbox',
        SLACK_APP_TOKEN: 'xapp-sandbox',
        SLACK_SIGNING_SECRET: '',
        SLACK_API_URL: slack,
        REDIS_URL: redisUrl ?? '',
        VPCBOT_CONFIG: path,
        DATABASE_URL: database,
        OPS_PORT: '0',
        LOG_LEVEL: 'info',
      } satisfies NodeJS.ProcessEnv;
    },
    /** Starts the bot as `npm start` does, and says how long it took until it was ready, in ms. */
    bot: async (env: NodeJS.ProcessEnv): Promise<{ readonly program: Program; readonly ms: number }> => {
      const from = performance.now();
      const program = start('the bot', 'src/main.ts', { env });
      try {
        await program.says('the word that it is ready', says('vpcbot is ready'), START_MOST);
      } catch (error) {
        throw new Error(program.lines().slice(-5).join('\n'), { cause: error });
      }
      return { program, ms: performance.now() - from };
    },
    end: async (): Promise<void> => {
      for (const program of programs.reverse()) await program.stop();
      for (const redis of redises) await redis.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

export type Stage = Awaited<ReturnType<typeof openStage>>;

/** Does something on a stage of its own. */
export const onStage = async <T>(act: (stage: Stage) => Promise<T>): Promise<T> => {
  const stage = await openStage();
  try {
    return await act(stage);
  } finally {
    await stage.end();
  }
};
