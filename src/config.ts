import { readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { parseCidr } from './domain/cidr.ts';
import { findNearest } from './domain/nearest.ts';
import { PRODUCTS, type Project } from './domain/project.ts';
import { TIGER_REGIONS } from './domain/region.ts';
import { DEFAULT_TIMING, type Timing } from './domain/timing.ts';
import { VpcbotError } from './errors.ts';

export type SlackDelivery =
  | { readonly kind: 'socket'; readonly appToken: string }
  | { readonly kind: 'http'; readonly signingSecret: string; readonly port: number };

/** A project with what it takes to call its provider. */
export interface ConfiguredProject {
  readonly project: Project;
  readonly credentials: { readonly publicKey: string; readonly secretKey: string };
  readonly apiUrl: string | undefined;
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

const SLACK_ID = /^[UWS][A-Z0-9]{2,}$/;
const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `5s`, `10m`, `7d`, `250ms` -> milliseconds. */
const duration = z
  .string()
  .regex(/^[0-9]{1,9}(ms|s|m|h|d)$/, 'write a number and a unit: 250ms, 5s, 10m, 1h or 7d')
  .transform((text) => {
    const [, amount = '0', unit = 'ms'] = /^([0-9]+)(ms|s|m|h|d)$/.exec(text) ?? [];
    return Number(amount) * UNITS[unit as keyof typeof UNITS];
  });

const range = z.string().transform((text, context) => {
  const parsed = parseCidr(text);
  if (parsed.kind === 'cidr') return parsed.cidr;
  const meant = parsed.kind === 'host-bits' ? `; did you mean ${parsed.network.text}` : '';
  context.addIssue({ code: 'custom', message: `"${text}" is not an IPv4 range like 10.0.0.0/8${meant}` });
  return z.NEVER;
});

const channel = z.string().regex(/^[CG][A-Z0-9]{2,}$/, 'write the channel’s id (C…), not its name');
const secretName = z
  .string()
  .regex(/^\$[A-Z_][A-Z0-9_]*$/, 'write $NAME of an environment variable, never the secret itself')
  .transform((text) => text.slice(1));
const people = z.array(z.string().regex(SLACK_ID, 'write ids of users (U…) or user groups (S…)'));
const peopleOrEveryone = z.array(
  z
    .string()
    .refine(
      (id) => id === 'everyone' || SLACK_ID.test(id),
      'write ids of users (U…) or user groups (S…), or everyone',
    ),
);
const timing = z.strictObject(
  Object.fromEntries(Object.keys(DEFAULT_TIMING).map((name) => [name, duration.optional()])),
);

const projectSchema = z.strictObject({
  product: z.enum(PRODUCTS, 'only "tiger" can be used so far'),
  id: z.string().min(1),
  credentials: z.strictObject({ publicKey: secretName, secretKey: secretName }),
  apiUrl: z.url({ protocol: /^https?$/ }).optional(),
  channel: channel.optional(),
  requesters: peopleOrEveryone.default(['everyone']),
  approvers: people.default([]),
  vpcQuota: z.int().min(0).max(1_000).default(3),
  regions: z
    .array(z.string().regex(/^[a-z]{2}(-[a-z]+)+-[0-9]+$/, 'write a region like us-east-1'))
    .default([]),
  reservedRanges: z.array(range).default([]),
  timescaleAccounts: z.array(z.string().regex(/^[0-9]{12}$/, 'write twelve digits, in quotes')).default([]),
});

const fileSchema = z.strictObject({
  slack: z.strictObject({ channel, admins: people.default([]) }),
  projects: z
    .record(
      z
        .string()
        .regex(
          /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/,
          'name projects with letters, digits, ".", "_" and "-", 40 at most',
        ),
      projectSchema,
    )
    .refine((projects) => Object.keys(projects).length > 0, 'name at least one project'),
  clouds: z.looseObject({}).optional(),
  dns: z.looseObject({}).optional(),
  timing: timing.default({}),
});

type ConfigFile = z.infer<typeof fileSchema>;

const KEYS: readonly string[] = [
  ...Object.keys(fileSchema.shape),
  ...Object.keys(projectSchema.shape),
  ...Object.keys(DEFAULT_TIMING),
];

const describe = (issue: z.core.$ZodIssue, fileName: string): readonly string[] => {
  const at = issue.path.length === 0 ? 'at the top' : issue.path.join('.');
  if (issue.code !== 'unrecognized_keys') return [`${fileName}: ${at}: ${issue.message}`];
  return issue.keys.map((key) => {
    const nearest = findNearest(key, KEYS);
    return `${fileName}: ${at}: unknown key "${key}"${nearest === null ? '' : `; did you mean "${nearest}"`}`;
  });
};

const readFile = (path: string, problems: string[]): ConfigFile | null => {
  try {
    const parsed = fileSchema.safeParse(parseYaml(readFileSync(path, 'utf8')) ?? {});
    if (parsed.success) return parsed.data;
    problems.push(...parsed.error.issues.flatMap((issue) => describe(issue, path)));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    problems.push(
      missing
        ? `${path}: there is no such file; copy vpcbot.example.yml there, or set VPCBOT_CONFIG`
        : `${path}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return null;
};

const readPort = (env: Env, name: string, fallback: number, problems: string[]): number => {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  problems.push(`${name}: "${text}" is not a port (0 to 65535)`);
  return fallback;
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
        regions: [...new Set([...TIGER_REGIONS, ...entry.regions])],
        reservedRanges,
      };
      const credentials = {
        publicKey: readSecret(env, entry.credentials.publicKey, where, problems),
        secretKey: readSecret(env, entry.credentials.secretKey, where, problems),
      };
      return [name, { project, credentials, apiUrl }];
    }),
  );

/** Reads the environment and `vpcbot.yml`. Throws a ConfigError that lists all that is wrong. */
export const readConfig = (env: Env): Config => {
  const problems: string[] = [];
  const slack = readSlack(env, problems);
  const path = env['VPCBOT_CONFIG'] || './vpcbot.yml';
  const file = readFile(path, problems);
  const ops = { host: env['OPS_HOST'] || '127.0.0.1', port: readPort(env, 'OPS_PORT', 3001, problems) };
  const projects = file === null ? new Map() : readProjects(file, path, env, problems);
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    slack,
    databaseUrl: env['DATABASE_URL'] || 'file:./data/vpcbot.db',
    redisUrl: env['REDIS_URL'] || null,
    ops,
    logLevel: env['LOG_LEVEL'] || 'info',
    projects,
    timing: { ...DEFAULT_TIMING, ...(file?.timing as Partial<Timing>) },
  };
};
