import { readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { address } from './config-address.ts';
import { CLOUD_KEYS, clouds } from './config-clouds.ts';
import {
  account,
  channel,
  duration,
  nameServer,
  people,
  peopleOrEveryone,
  range,
  region,
  secretName,
  word,
} from './config-words.ts';
import { DEFAULT_LIMITS } from './domain/creation-cap.ts';
import { findNearest } from './domain/nearest.ts';
import { DEFAULT_TIMING, type Timing } from './domain/timing.ts';

const quota = 'write a whole number from 0 to 1000';

const timing = z.strictObject(
  Object.fromEntries(Object.keys(DEFAULT_TIMING).map((name) => [name, duration.optional()])),
);

const CREDENTIALS = {
  tiger: z.strictObject({ publicKey: secretName, secretKey: secretName }),
  managed: z.strictObject({ token: secretName }),
} as const;

const common = {
  id: word(
    /^\S+$/,
    'write the project’s id (Tiger Cloud) or name (Managed Service), as its console shows it',
  ),
  apiUrl: address.optional(),
  channel: channel.optional(),
  requesters: peopleOrEveryone.default(['everyone']),
  approvers: people.default([]),
  vpcQuota: z.int(quota).min(0, quota).max(1_000, quota).default(3),
  regions: z.array(region).default([]),
  reservedRanges: z.array(range).default([]),
  timescaleAccounts: z.array(account).default([]),
} as const;

const PROJECTS = {
  tiger: z.strictObject({ product: z.literal('tiger'), credentials: CREDENTIALS.tiger, ...common }),
  managed: z.strictObject({ product: z.literal('managed'), credentials: CREDENTIALS.managed, ...common }),
} as const;

const project = z.discriminatedUnion('product', [PROJECTS.tiger, PROJECTS.managed], {
  error: ({ code }) => (code === 'invalid_union' ? 'write tiger or managed' : undefined),
});

const projectName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/,
    'name projects with letters, digits, ".", "_" and "-", 40 at most',
  );

/** People need not care for upper and lower case, so names must not differ in it alone. */
const findTwins = (names: readonly string[]): readonly string[] =>
  names.filter((name) => names.some((other) => other !== name && other.toLowerCase() === name.toLowerCase()));

const projects = z
  .record(projectName, project)
  .refine((all) => Object.keys(all).length > 0, 'name at least one project')
  .superRefine((all, context) => {
    const twins = findTwins(Object.keys(all));
    if (twins.length === 0) return;
    const message = `${twins.join(', ')}: these differ only in upper and lower case, which people need not type; rename them`;
    context.addIssue({ code: 'custom', message });
  });

const slack = z.strictObject({ channel, admins: people.default([]) });

const dns = z.strictObject({ servers: z.array(nameServer).default([]) });

const most = 'write a whole number from 1 to 1000';
const limits = z.strictObject({
  creationsPerHour: z.int(most).min(1, most).max(1_000, most).default(DEFAULT_LIMITS.creationsPerHour),
});

const file = z.strictObject({
  slack,
  projects,
  clouds: clouds.default({ aws: [], google: [] }),
  dns: dns.default({ servers: [] }),
  limits: limits.prefault({}),
  timing: timing.default({}),
});

export type ConfigFile = Omit<z.infer<typeof file>, 'timing'> & { readonly timing: Partial<Timing> };

/** The keys that may stand at a place of the file: what a misspelt one is compared with. */
const keysAt = ([top, second, inProject]: readonly PropertyKey[]): readonly string[] => {
  if (top === undefined) return Object.keys(file.shape);
  if (top === 'slack') return Object.keys(slack.shape);
  if (top === 'limits') return Object.keys(limits.shape);
  if (top === 'dns') return Object.keys(dns.shape);
  if (top === 'clouds') return CLOUD_KEYS[second === 'aws' || second === 'google' ? second : 'clouds'];
  if (top === 'timing') return Object.keys(DEFAULT_TIMING);
  const shapes = inProject === 'credentials' ? CREDENTIALS : PROJECTS;
  return Object.values(shapes).flatMap(({ shape }) => Object.keys(shape));
};

/** What to write where something else, or nothing, stands. */
const EXPECTED: Readonly<Record<string, string>> = {
  array: 'write a list, in […] or one "- " a line',
  object: 'write keys with their values below it',
  record: 'write a word for each project below it, with its keys',
  string: 'write a text; one of digits only needs quotes',
};

const explain = (issue: z.core.$ZodRawIssue): string | undefined =>
  issue.code === 'invalid_type' ? EXPECTED[issue.expected] : undefined;

const describe = (issue: z.core.$ZodIssue, path: string): readonly string[] => {
  const at = issue.path.length === 0 ? 'at the top' : issue.path.join('.');
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => `${path}: ${at}: ${message}`);
  if (issue.code !== 'unrecognized_keys') return [`${path}: ${at}: ${issue.message}`];
  return issue.keys.map((key) => {
    // A key of the other product is none here, though it is spelt well.
    const nearest = findNearest(
      key,
      keysAt(issue.path).filter((other) => other !== key),
    );
    const hint = nearest === null ? 'remove it' : `did you mean "${nearest}"`;
    return `${path}: ${at}: unknown key "${key}"; ${hint}`;
  });
};

/** A YAML error goes on with the lines of the file around it, which may hold anything. */
const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]?.replace(/:$/, '') ?? '';

/** A warning goes to the process’s own output, with lines of the file that may hold anything. */
const QUIETLY = { logLevel: 'error' } as const;

/** Reads `vpcbot.yml`. Null: what is wrong with it was added to the problems. */
export const readConfigFile = (path: string, problems: string[]): ConfigFile | null => {
  try {
    const parsed = file.safeParse(parseYaml(readFileSync(path, 'utf8'), QUIETLY) ?? {}, { error: explain });
    if (parsed.success) return parsed.data as ConfigFile;
    problems.push(...parsed.error.issues.flatMap((issue) => describe(issue, path)));
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    problems.push(
      missing
        ? `${path}: there is no such file; copy vpcbot.example.yml there, or set VPCBOT_CONFIG`
        : `${path}: ${firstLine(error)}`,
    );
  }
  return null;
};
