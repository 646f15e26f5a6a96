import { findAddressProblem } from './config-address.ts';
import { type ConfigFile, readConfigFile } from './config-file.ts';
import { DEFAULT_LIMITS, type Limits } from './domain/creation-cap.ts';
import type { Project } from './domain/project.ts';
import { TIGER_REGIONS } from './domain/region.ts';
import { DEFAULT_TIMING, type Timing } from './domain/timing.ts';
import { VpcbotError } from './errors.ts';

/** Where the environment does not say. */
export const DATABASE_URL = 'file:./data/vpcbot.db';

export type SlackDelivery =
  | { readonly kind: 'socket'; readonly appToken: string }
  | { readonly kind: 'http'; readonly signingSecret: string; readonly port: number };

/** What opens a project at its product. */
export type Access =
  | { readonly product: 'tiger'; readonly publicKey: string; readonly secretKey: string }
  | { readonly product: 'managed'; readonly token: string };

/** A project with what it takes to call its provider. */
export interface ConfiguredProject {
  readonly project: Project;
  readonly access: Access;
  readonly apiUrl: string | undefined;
}

type FileClouds = ConfigFile['clouds'];

/** The customer's side, with the external ids that the file names. */
export interface CloudSettings {
  readonly aws: readonly (Omit<FileClouds['aws'][number], 'externalId'> & {
    readonly externalId: string | null;
  })[];
  readonly google: FileClouds['google'];
}

export interface Config {
  readonly slack: {
    readonly botToken: string;
    readonly delivery: SlackDelivery;
    readonly apiUrl: string;
  };
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  readonly ops: { readonly host: string; readonly port: number };
  readonly logLevel: string;
  readonly projects: ReadonlyMap<string, ConfiguredProject>;
  readonly clouds: CloudSettings;
  readonly limits: Limits;
  /** Name servers to ask beside the system's. */
  readonly dns: { readonly servers: readonly string[] };
  readonly timing: Timing;
}

export type Env = Readonly<Record<string, string | undefined>>;

/** Thrown with every problem at once, so that a person mends the configuration in one go. */
export class ConfigError extends VpcbotError {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super('CONFIG_INVALID', { doing: 'reading the configuration', said: problems.join('; ') });
    this.problems = problems;
  }
}

/** In words for whoever starts it: nothing that the catalogue knows needs a stack. */
const sayWhy = (error: unknown): string => (error instanceof VpcbotError ? error.message : String(error));

/** What a terminal is told of a start that failed: each on one line, and nothing in it steers the terminal. */
export const renderStartProblems = (error: unknown): string => {
  const lines = error instanceof ConfigError ? error.problems : [sayWhy(error)];
  const shown = lines.map((line) => `  - ${line.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')}\n`);
  return `vpcbot cannot start:\n${shown.join('')}`;
};

const readPort = (env: Env, name: string, fallback: number, problems: string[]): number => {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const port = Number(text);
  if (/^[0-9]+$/.test(text) && port < 65_536) return port;
  problems.push(`${name}: write the number of a port, from 0 to 65535`);
  return fallback;
};

/** What a setting must look like, and what to do where it does not. It may hold a password, or be one in the wrong place: none is quoted. */
const SHAPES = {
  DATABASE_URL: [/^(file:.+|:memory:|(?![a-z]+:\/\/).+)$/, 'write file: and the path of the database'],
  REDIS_URL: [
    /^rediss?:\/\/\S+$/,
    'write redis://host:port or rediss://…, or unset it for the embedded queue',
  ],
  LOG_LEVEL: [
    /^(trace|debug|info|warn|error|fatal|silent)$/,
    'write trace, debug, info, warn, error, fatal or silent',
  ],
} as const;

const readText = (env: Env, name: keyof typeof SHAPES, fallback: string, problems: string[]): string => {
  const text = env[name] || fallback;
  const [shape, advice] = SHAPES[name];
  if (text !== '' && !shape.test(text)) problems.push(`${name}: ${advice}`);
  return text;
};

const readSlack = (env: Env, problems: string[]): Config['slack'] => {
  const botToken = env['SLACK_BOT_TOKEN'] ?? '';
  if (botToken === '') problems.push('SLACK_BOT_TOKEN: set the bot token (xoxb-…) of the installed app');
  const appToken = env['SLACK_APP_TOKEN'] ?? '';
  const signingSecret = env['SLACK_SIGNING_SECRET'] ?? '';
  if (appToken === '' && signingSecret === '') {
    problems.push(
      'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET: set the first for Socket Mode, the second for HTTP',
    );
  }
  const port = readPort(env, 'PORT', 3000, problems);
  const apiUrl = env['SLACK_API_URL'] || 'https://slack.com/api/';
  const wrong = findAddressProblem(apiUrl);
  if (wrong !== null) problems.push(`SLACK_API_URL: ${wrong}`);
  const delivery: SlackDelivery =
    appToken === '' ? { kind: 'http', signingSecret, port } : { kind: 'socket', appToken };
  return { botToken, delivery, apiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/` };
};

const readSecret = (env: Env, name: string, where: string, problems: string[]): string => {
  const secret = env[name] ?? '';
  if (secret === '') problems.push(`${name}: set it; ${where} names it`);
  return secret;
};

const readProjects = (file: ConfigFile, path: string, env: Env, problems: string[]): Config['projects'] =>
  new Map(
    Object.entries(file.projects).map(([name, entry]) => {
      const where = `${path}: projects.${name}.credentials`;
      const { id, product, requesters, approvers, vpcQuota, reservedRanges, apiUrl } = entry;
      const project: Project = {
        name,
        product,
        id,
        channel: entry.channel ?? file.slack.channel,
        requesters,
        approvers,
        admins: file.slack.admins,
        vpcQuota,
        regions: product === 'tiger' ? [...new Set([...TIGER_REGIONS, ...entry.regions])] : entry.regions,
        reservedRanges,
        timescaleAccounts: entry.timescaleAccounts,
      };
      const access: Access =
        entry.product === 'tiger'
          ? {
              product: 'tiger',
              publicKey: readSecret(env, entry.credentials.publicKey, where, problems),
              secretKey: readSecret(env, entry.credentials.secretKey, where, problems),
            }
          : { product: 'managed', token: readSecret(env, entry.credentials.token, where, problems) };
      return [name, { project, access, apiUrl }];
    }),
  );

const readClouds = (file: ConfigFile, path: string, env: Env, problems: string[]): CloudSettings => ({
  aws: file.clouds.aws.map(({ externalId, ...account }) => {
    const where = `${path}: clouds.aws, account ${account.account}`;
    return {
      ...account,
      externalId: externalId === undefined ? null : readSecret(env, externalId, where, problems),
    };
  }),
  google: file.clouds.google,
});

const readTiming = (file: ConfigFile | null, path: string, problems: string[]): Timing => {
  const timing = { ...DEFAULT_TIMING, ...file?.timing };
  if (timing.claimLease <= Math.max(timing.timescaleCall, timing.slackCall, timing.cloudCall)) {
    problems.push(
      `${path}: timing.claimLease: make it longer than timescaleCall, slackCall and cloudCall, which are made under it`,
    );
  }
  return timing;
};

const PROBLEM_MOST = 500;

/** Problems repeat what stands in the file, which may be anything. */
const inOneLine = (problem: string): string => problem.slice(0, PROBLEM_MOST).replace(/\p{C}+/gu, ' ');

/** Reads the environment and `vpcbot.yml`. Throws a ConfigError that lists all that is wrong. */
export const readConfig = (env: Env): Config => {
  const problems: string[] = [];
  const slack = readSlack(env, problems);
  const path = env['VPCBOT_CONFIG'] || './vpcbot.yml';
  const file = readConfigFile(path, problems);
  const config: Config = {
    slack,
    databaseUrl: readText(env, 'DATABASE_URL', DATABASE_URL, problems),
    redisUrl: readText(env, 'REDIS_URL', '', problems) || null,
    ops: { host: env['OPS_HOST'] || '127.0.0.1', port: readPort(env, 'OPS_PORT', 3001, problems) },
    logLevel: readText(env, 'LOG_LEVEL', 'info', problems),
    projects: file === null ? new Map() : readProjects(file, path, env, problems),
    clouds: file === null ? { aws: [], google: [] } : readClouds(file, path, env, problems),
    limits: file?.limits ?? DEFAULT_LIMITS,
    dns: { servers: file?.dns.servers ?? [] },
    timing: readTiming(file, path, problems),
  };
  if (problems.length > 0) throw new ConfigError(problems.map(inOneLine));
  return config;
};
