import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { ConfigError, type Env, readConfig } from '../src/config.ts';
import { DEFAULT_TIMING } from '../src/domain/timing.ts';

const EXAMPLE = resolve(import.meta.dirname, '../vpcbot.example.yml');

const ENV: Env = {
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_APP_TOKEN: 'xapp-1',
  PUBLIC_KEY: 'public',
  SECRET_KEY: 'secret',
};

const PROJECT = {
  product: 'tiger',
  id: 'rp1pz7uyae',
  credentials: { publicKey: '$PUBLIC_KEY', secretKey: '$SECRET_KEY' },
};
const FILE = { slack: { channel: 'C0VPC' }, projects: { payments: PROJECT } };

const withProject = (change: object) => ({ ...FILE, projects: { payments: { ...PROJECT, ...change } } });

/** JSON is YAML; a string is written as it is. */
const writeFile = (content: string | object): string => {
  const folder = mkdtempSync(join(tmpdir(), 'vpcbot-config-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'vpcbot.yml');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

const read = (content: string | object, env: Env = {}) =>
  readConfig({ ...ENV, VPCBOT_CONFIG: writeFile(content), ...env });

const findProblems = (content: string | object, env: Env = {}): readonly string[] => {
  try {
    read(content, env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.code).toBe('CONFIG_INVALID');
    return error.problems;
  }
};

test('the example file is read with the secrets it names', () => {
  const config = readConfig({
    ...ENV,
    VPCBOT_CONFIG: EXAMPLE,
    PAYMENTS_TIGER_PUBLIC_KEY: 'public',
    PAYMENTS_TIGER_SECRET_KEY: 'secret',
  });
  const payments = config.projects.get('payments');
  expect(payments?.access).toEqual({ product: 'tiger', publicKey: 'public', secretKey: 'secret' });
  expect(payments?.project).toMatchObject({ channel: 'C0PAYMENTS', vpcQuota: 3, approvers: ['S0PLATFORM'] });
  expect(config.timing).toEqual(DEFAULT_TIMING);
});

test('the managed project of the example file is one without the comment signs', () => {
  const text = readFileSync(EXAMPLE, 'utf8');
  const [shown = ''] = /^ {2}# metrics:\n(?: {2}# .*\n)+/m.exec(text) ?? [];
  const secrets = {
    PAYMENTS_TIGER_PUBLIC_KEY: 'p',
    PAYMENTS_TIGER_SECRET_KEY: 's',
    METRICS_MANAGED_TOKEN: 't',
  };
  const config = read(text.replace(shown, shown.replaceAll(/^ {2}# /gm, '  ')), secrets);
  expect(config.projects.get('metrics')).toMatchObject({
    project: { id: 'metrics-prod', product: 'managed' },
    access: { product: 'managed', token: 't' },
  });
});

test('the clouds of the example file are read without the comment signs', () => {
  const text = readFileSync(EXAMPLE, 'utf8');
  const [shown = ''] = /^# clouds:\n(?:# .*\n)+/m.exec(text) ?? [];
  const secrets = { PAYMENTS_TIGER_PUBLIC_KEY: 'p', PAYMENTS_TIGER_SECRET_KEY: 's', AWS_EXTERNAL_ID: 'x' };
  const { clouds } = read(text.replace(shown, shown.replaceAll(/^# /gm, '')), secrets);
  expect(clouds.aws.map(({ externalId }) => externalId)).toEqual(['x']);
  expect(clouds.google.map(({ project }) => project)).toEqual(['acme-net']);
});

test('the example file names every interval and deadline', () => {
  const { timing } = z
    .object({ timing: z.record(z.string(), z.string()) })
    .parse(parseYaml(readFileSync(EXAMPLE, 'utf8')));
  expect(Object.keys(timing)).toEqual(Object.keys(DEFAULT_TIMING));
});

test('what is not set has its default', () => {
  const config = read(FILE);
  expect(config).toMatchObject({
    slack: { apiUrl: 'https://slack.com/api/', delivery: { kind: 'socket', appToken: 'xapp-1' } },
    databaseUrl: 'file:./data/vpcbot.db',
    redisUrl: null,
    ops: { host: '127.0.0.1', port: 3001 },
    logLevel: 'info',
    dns: { servers: [] },
    limits: { creationsPerHour: 20 },
    timing: DEFAULT_TIMING,
  });
  const { project, apiUrl } = config.projects.get('payments') ?? {};
  expect(apiUrl).toBeUndefined();
  expect(project).toMatchObject({
    channel: 'C0VPC',
    requesters: ['everyone'],
    approvers: [],
    admins: [],
    vpcQuota: 3,
    reservedRanges: [],
  });
  expect(project?.regions).toContain('us-east-1');
});

test('a variable that is set to nothing counts as not set', () => {
  const config = read(FILE, { REDIS_URL: '', OPS_PORT: '', LOG_LEVEL: '', DATABASE_URL: '' });
  expect(config).toMatchObject({ redisUrl: null, ops: { port: 3001 }, logLevel: 'info' });
});

test('a signing secret without an app token means HTTP', () => {
  const env = { SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: 'shh' };
  expect(read(FILE, env).slack.delivery).toEqual({ kind: 'http', signingSecret: 'shh', port: 3000 });
  expect(read(FILE, { ...env, PORT: '8080' }).slack.delivery).toMatchObject({ port: 8080 });
});

test('an API address ends in a slash, whether or not it is written with one', () => {
  expect(read(FILE, { SLACK_API_URL: 'http://127.0.0.1:4100/api' }).slack.apiUrl).toBe(
    'http://127.0.0.1:4100/api/',
  );
});

test('a project keeps what it says, and the regions it adds to the known ones', () => {
  const said = {
    channel: 'G0PAY',
    requesters: ['U0OMAR'],
    regions: ['eu-north-1'],
    apiUrl: 'https://x.test/v1',
  };
  const payments = read(withProject({ ...said, reservedRanges: ['10.0.0.0/8'] })).projects.get('payments');
  expect(payments).toMatchObject({
    apiUrl: said.apiUrl,
    project: { channel: 'G0PAY', requesters: ['U0OMAR'] },
  });
  expect(payments?.project.regions).toEqual(expect.arrayContaining(['us-east-1', 'eu-north-1']));
  expect(payments?.project.reservedRanges.map(({ text }) => text)).toEqual(['10.0.0.0/8']);
});

test.each([
  { text: '250ms', ms: 250 },
  { text: '5s', ms: 5_000 },
  { text: '10m', ms: 600_000 },
  { text: '1h', ms: 3_600_000 },
  { text: '24d', ms: 2_073_600_000 },
])('$text is $ms milliseconds', ({ text, ms }) => {
  expect(read({ ...FILE, timing: { peeringExpiry: text } }).timing.peeringExpiry).toBe(ms);
});

const ROLE = 'arn:aws:iam::123456789012:role/vpcbot';
const anAccount = (change: object = {}) => ({
  account: '123456789012',
  role: ROLE,
  regions: ['us-east-1'],
  ...change,
});
const withAws = (...aws: readonly object[]) => ({ ...FILE, clouds: { aws } });
const withGoogle = (...google: readonly object[]) => ({ ...FILE, clouds: { google } });

test('the accounts and projects of the other side are read, with the external ids that they name', () => {
  const file = {
    ...FILE,
    clouds: {
      aws: [anAccount({ externalId: '$AWS_EXTERNAL_ID', owners: ['S0NET'], allow: ['accept', 'routes'] })],
      google: [{ project: 'acme-net', credentials: 'adc', owners: ['S0NET'], allow: ['peer'] }],
    },
  };
  const { clouds } = read(file, { AWS_EXTERNAL_ID: 'acme-7' });
  expect(clouds.aws[0]).toMatchObject({
    externalId: 'acme-7',
    owners: ['S0NET'],
    allow: ['accept', 'routes'],
  });
  expect(clouds.google[0]).toMatchObject({ project: 'acme-net', credentials: 'adc', allow: ['peer'] });
});

test('whoever allows nothing has a bot that looks and does nothing', () => {
  expect(read(withAws(anAccount())).clouds.aws[0]).toMatchObject({ allow: [], owners: [], externalId: null });
});

test.each([
  {
    because: 'the role is of another account',
    file: withAws(anAccount({ account: '210987654321' })),
    says: 'another account',
  },
  { because: 'a role has an ARN', file: withAws(anAccount({ role: 'vpcbot' })), says: 'the ARN of a role' },
  { because: 'no region is named', file: withAws(anAccount({ regions: [] })), says: 'at least one region' },
  { because: 'nobody is looked for twice', file: withAws(anAccount(), anAccount()), says: 'write it once' },
  {
    because: 'the word is unknown',
    file: withAws(anAccount({ allow: ['everything'] })),
    says: 'accept, routes, security-group',
  },
  {
    because: 'a secret stands in the file',
    file: withAws(anAccount({ externalId: 'acme-7' })),
    says: 'never the secret itself',
  },
  {
    because: 'the variable is not set',
    file: withAws(anAccount({ externalId: '$NOT_SET' })),
    says: 'NOT_SET: set it',
  },
  {
    because: 'nobody could say yes to what is allowed',
    file: withAws(anAccount({ allow: ['accept'] })),
    says: 'clouds.aws.0.owners: name the users (U…) or user groups (S…) that decide',
  },
  {
    because: 'Google Cloud needs somebody who decides, too',
    file: withGoogle({ project: 'acme-net', credentials: 'adc', allow: ['peer'] }),
    says: 'clouds.google.0.owners: name the users',
  },
  { because: 'a key is misspelt', file: withAws(anAccount({ owner: [] })), says: 'did you mean "owners"' },
  {
    because: 'keys of Google Cloud are files that live long',
    file: withGoogle({ project: 'acme-net', credentials: '/etc/key.json' }),
    says: 'write adc, or impersonate:',
  },
  {
    because: 'a project is named by its id',
    file: withGoogle({ project: 'Acme Net', credentials: 'adc' }),
    says: 'the id of a Google Cloud project',
  },
])('clouds are refused in words: $because', ({ file, says }) => {
  expect(findProblems(file).join('\n')).toContain(says);
});

test.each([
  { servers: ['10.0.0.2', '10.0.0.3:5353'], because: 'a port may be named' },
  { servers: ['fd00::2', '[fd00::2]:53'], because: 'a name server may have an IPv6 address' },
  { servers: [], because: "the system's is enough" },
])('the name servers $servers are taken, because $because', ({ servers }) => {
  expect(read({ ...FILE, dns: { servers } }).dns).toEqual({ servers });
});

test.each([
  { server: 'dns.acme.test', because: 'who looks up the name server?' },
  { server: '10.0.0.2:', because: 'a port is missing' },
  { server: '10.0.0.2:0', because: 'there is no port 0' },
  { server: '10.0.0.2:65536', because: 'ports end at 65535' },
  { server: '10.0.0.256', because: 'that is no address' },
  { server: '10.0.0.0/24', because: 'a range is no address' },
  { server: 'fd00::2]:53', because: 'a bracket is missing' },
  { server: 'udp://10.0.0.2', because: 'an address has no scheme' },
  { server: '', because: 'it is empty' },
  { server: 10, because: 'a number is no address' },
])('a name server "$server" is refused: $because', ({ server }) => {
  expect(findProblems({ ...FILE, dns: { servers: ['10.0.0.2', server] } })).toEqual([
    expect.stringContaining(': dns.servers.1: write the IP address of a name server'),
  ]);
});

test('all that is wrong is said at once', () => {
  const file = {
    slack: { channel: '#vpc', admin: [] },
    projects: {
      payments: { ...PROJECT, vpcQuota: -1, credentials: { publicKey: 'tspub', secretKey: '$S' } },
    },
    timing: { sweepEvery: 15 },
  };
  const problems = findProblems(file, { SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '', OPS_PORT: 'x' });
  for (const place of [
    'SLACK_BOT_TOKEN: ',
    'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET: ',
    'OPS_PORT: ',
    'slack.channel: ',
    'slack: unknown key "admin"',
    'projects.payments.vpcQuota: ',
    'projects.payments.credentials.publicKey: ',
    'timing.sweepEvery: ',
  ]) {
    expect(problems).toContainEqual(expect.stringContaining(place));
  }
  expect(problems).toHaveLength(8);
});

test.each([
  { name: 'PORT', value: '65536', because: 'ports end at 65535' },
  { name: 'PORT', value: '-1', because: 'ports begin at 0' },
  { name: 'OPS_PORT', value: '1e3', because: 'a number is written in digits' },
  { name: 'OPS_PORT', value: ' ', because: 'a blank is no number' },
  { name: 'LOG_LEVEL', value: 'verbose', because: 'the logger knows no such level' },
  { name: 'REDIS_URL', value: 'localhost:6379', because: 'it would be taken for a path' },
  { name: 'DATABASE_URL', value: 'postgres://db/vpcbot', because: 'the store is SQLite' },
  { name: 'SLACK_API_URL', value: 'slack.com/api', because: 'an address has a scheme' },
])('$name "$value" is refused: $because', ({ name, value }) => {
  const env = { SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: 'shh', [name]: value };
  expect(findProblems(FILE, env)).toEqual([expect.stringMatching(new RegExp(`^${name}: .*write `))]);
});

test('a secret that the environment lacks is named, with the place that names it', () => {
  expect(findProblems(FILE, { SECRET_KEY: '' })).toEqual([
    expect.stringMatching(/^SECRET_KEY: set it; .*: projects\.payments\.credentials names it$/),
  ]);
});

const MANAGED = { product: 'managed', id: 'acme-metrics', credentials: { token: '$METRICS_TOKEN' } };

test('a managed project is opened with a token, and has no regions but those that the provider lists', () => {
  const projects = { payments: PROJECT, metrics: MANAGED };
  const config = read({ ...FILE, projects }, { METRICS_TOKEN: 'aiven-1' });
  expect(config.projects.get('metrics')).toMatchObject({
    access: { product: 'managed', token: 'aiven-1' },
    project: { product: 'managed', id: 'acme-metrics', channel: 'C0VPC', regions: [] },
  });
  expect(config.projects.get('payments')?.project.regions).toContain('us-east-1');
  expect(findProblems({ ...FILE, projects: { metrics: MANAGED } })).toEqual([
    expect.stringMatching(/^METRICS_TOKEN: set it; .*: projects\.metrics\.credentials names it$/),
  ]);
});

test('credentials of the other product are named one by one, with what is wanted in their place', () => {
  const at = 'projects.payments.credentials';
  expect(findProblems(withProject({ product: 'managed' }))).toEqual([
    expect.stringContaining(`: ${at}.token: write $NAME`),
    expect.stringContaining(`: ${at}: unknown key "publicKey"; remove it`),
    expect.stringContaining(`: ${at}: unknown key "secretKey"; remove it`),
  ]);
});

test.each([
  { credentials: { token: '$T', secretKey: '$K' }, at: ': unknown key "secretKey"', because: 'it has none' },
  { credentials: { tokn: '$T' }, at: ': unknown key "tokn"; did you mean "token"', because: 'it is a slip' },
  { credentials: { token: 'aiven-4711' }, at: '.token: write $NAME', because: 'secrets stand elsewhere' },
  { credentials: undefined, at: ': write keys with their values below it', because: 'it needs them' },
])('credentials of a managed project like $credentials are told at $at, because $because', (row) => {
  const problems = findProblems({
    ...FILE,
    projects: { metrics: { ...MANAGED, credentials: row.credentials } },
  });
  expect(problems).toContainEqual(expect.stringContaining(`projects.metrics.credentials${row.at}`));
  expect(problems.join()).not.toContain('4711');
});

test('a secret that stands in the file is refused and not repeated', () => {
  const credentials = { publicKey: '$PUBLIC_KEY', secretKey: 'tssec-4711' };
  const [problem, ...more] = findProblems(withProject({ credentials }));
  expect(problem).toContain('projects.payments.credentials.secretKey: write $NAME');
  expect(problem).not.toContain('4711');
  expect(more).toEqual([]);
});

test.each([
  { change: { product: 'forge' }, at: 'product: write tiger or managed', because: 'there are two products' },
  { change: { product: undefined }, at: 'product: write tiger or managed', because: 'it has none' },
  { change: { id: '' }, at: 'id: write', because: 'an id is not empty' },
  { change: { id: 4711 }, at: 'id: write', because: 'digits without quotes are a number' },
  { change: { apiUrl: 'ftp://x.test' }, at: 'apiUrl: write an address', because: 'the API speaks HTTP' },
  {
    change: { apiUrl: 'http://x.test' },
    at: 'apiUrl: write https',
    because: 'the key would travel in the clear',
  },
  {
    change: { apiUrl: 'https://a:4711@x.test' },
    at: 'apiUrl: write it without user',
    because: 'secrets stand in the environment',
  },
  {
    change: { apiUrl: 'https://x.test/v1?a=b' },
    at: 'apiUrl: write it without',
    because: 'paths are joined to it',
  },
  { change: { channel: 'payments' }, at: 'channel: write the channel’s id', because: 'names change' },
  { change: { requesters: ['omar'] }, at: 'requesters.0: write ids', because: 'names change' },
  { change: { requesters: null }, at: 'requesters: write a list', because: 'a key without a value is null' },
  { change: { approvers: ['everyone'] }, at: 'approvers.0: write ids', because: 'approvers are named' },
  { change: { vpcQuota: 1.5 }, at: 'vpcQuota: write a whole number', because: 'VPCs are counted' },
  { change: { vpcQuota: 1001 }, at: 'vpcQuota: write a whole number', because: 'that is a slip' },
  { change: { regions: ['useast1'] }, at: 'regions.0: write a region', because: 'it has no dashes' },
  {
    change: { timescaleAccounts: [123456789012] },
    at: 'timescaleAccounts.0: write twelve',
    because: 'a number',
  },
  { change: { reservedRanges: [10] }, at: 'reservedRanges.0: write an IPv4 range', because: 'a number' },
  {
    change: { reservedRanges: ['10.0.0.1/8'] },
    at: 'reservedRanges.0: "10.0.0.1/8" is not an IPv4 range like 10.0.0.0/8; did you mean 10.0.0.0/8',
    because: 'host bits are set',
  },
  { change: { credentials: 'x' }, at: 'credentials: write keys', because: 'there are two' },
])('$at … is what a project hears: $because', ({ change, at }) => {
  expect(findProblems(withProject(change))).toEqual([expect.stringContaining(`: projects.payments.${at}`)]);
});

test.each([
  { text: '5', because: 'a unit is missing' },
  { text: '1.5h', because: 'a number is whole' },
  { text: '0s', because: 'a timer of nothing never rests' },
  { text: '25d', because: 'timers hold no more' },
  { text: '5 s', because: 'there is a space' },
])('a duration "$text" is refused: $because', ({ text }) => {
  expect(findProblems({ ...FILE, timing: { lookFirst: text } })).toEqual([
    expect.stringContaining('timing.lookFirst: write '),
  ]);
});

test('a claim that would not outlive the calls made under it is refused', () => {
  const expected = [expect.stringContaining('timing.claimLease: make it longer than timescaleCall')];
  expect(findProblems({ ...FILE, timing: { claimLease: '10s' } })).toEqual(expected);
  const quick = { timescaleCall: '1s', slackCall: '1s', cloudCall: '1s' };
  expect(findProblems({ ...FILE, timing: { ...quick, claimLease: '10s' } })).toEqual([]);
  expect(findProblems({ ...FILE, timing: { ...quick, cloudCall: '10s', claimLease: '10s' } })).toEqual(
    expected,
  );
});

test.each([
  { file: { ...FILE, timming: {} }, at: 'at the top', key: 'timming', nearest: 'timing' },
  { file: { ...FILE, slack: { channel: 'C0VPC', admin: [] } }, at: 'slack', key: 'admin', nearest: 'admins' },
  { file: withProject({ quota: 3 }), at: 'projects.payments', key: 'quota', nearest: null },
  { file: withProject({ aprovers: [] }), at: 'projects.payments', key: 'aprovers', nearest: 'approvers' },
  {
    file: withProject({ credentials: { ...PROJECT.credentials, secretkey: 'x' } }),
    at: 'projects.payments.credentials',
    key: 'secretkey',
    nearest: 'secretKey',
  },
  {
    file: { ...FILE, limits: { creationPerHour: 3 } },
    at: 'limits',
    key: 'creationPerHour',
    nearest: 'creationsPerHour',
  },
  { file: { ...FILE, dns: { server: [] } }, at: 'dns', key: 'server', nearest: 'servers' },
  { file: { ...FILE, timing: { sweepevery: '1s' } }, at: 'timing', key: 'sweepevery', nearest: 'sweepEvery' },
])('the unknown key "$key" is named with the nearest, $nearest', ({ file, at, key, nearest }) => {
  const hint = nearest === null ? 'remove it' : `did you mean "${nearest}"`;
  expect(findProblems(file)).toEqual([expect.stringContaining(`: ${at}: unknown key "${key}"; ${hint}`)]);
});

test.each([
  { file: '', at: ['slack: write keys', 'projects: write a word for each project'], because: 'it is empty' },
  {
    file: { slack: FILE.slack, projects: {} },
    at: ['projects: name at least one'],
    because: 'there is none',
  },
  {
    file: { ...FILE, projects: { payments: PROJECT, orders: PROJECT, Payments: PROJECT } },
    at: ['projects: payments, Payments: these differ only in upper and lower case'],
    because: 'people may type either for each',
  },
  {
    file: { ...FILE, projects: { 'a b': PROJECT } },
    at: ['projects.a b: name projects with letters'],
    because: 'people type it as one word',
  },
  {
    file: { ...FILE, projects: { payments: 'x' } },
    at: ['projects.payments: write keys'],
    because: 'a word',
  },
  { file: { ...FILE, dns: null }, at: ['dns: write keys'], because: 'a key without a value is null' },
  {
    file: { ...FILE, dns: { servers: '1.1.1.1' } },
    at: ['dns.servers: write a list'],
    because: 'it is none',
  },
  { file: '- a list', at: ['at the top: write keys'], because: 'it is a list' },
])('a file is refused where $because', ({ file, at }) => {
  expect(findProblems(file)).toEqual(at.map((text) => expect.stringContaining(text)));
});

test('a file that is no YAML is named with the place, and not quoted', () => {
  const [problem, ...more] = findProblems('slack: {\nsecret: tssec-4711\n');
  expect(problem).toMatch(/vpcbot\.yml: .* at line [0-9]+, column [0-9]+$/);
  expect(problem).not.toContain('4711');
  expect(more).toEqual([]);
});

test('a missing file says what to copy', () => {
  expect(findProblems(FILE, { VPCBOT_CONFIG: '/nowhere/vpcbot.yml' })).toEqual([
    '/nowhere/vpcbot.yml: there is no such file; copy vpcbot.example.yml there, or set VPCBOT_CONFIG',
  ]);
});

test.each([
  { url: 'http://169.254.169.254/latest', because: 'AWS, Google and Azure hand out credentials there' },
  { url: 'https://169.254.169.254', because: 'https does not make it another' },
  { url: 'http://2852039166/', because: 'it is the same written as one number' },
  { url: 'http://0xa9.0xfe.0xa9.0xfe/', because: 'it is the same in hexadecimal' },
  { url: 'http://[::ffff:169.254.169.254]/', because: 'it is the same within IPv6' },
  { url: 'http://[fd00:ec2::254]/', because: 'AWS has one in IPv6, too' },
  { url: 'https://[fe80::1]/', because: 'it is link-local' },
  { url: 'https://169.254.170.2/', because: 'containers get theirs there' },
  { url: 'http://metadata.google.internal./computeMetadata', because: 'that is its name at Google' },
])('$url is refused as an address of an API, because $because', ({ url }) => {
  const told = expect.stringContaining('machines get their credentials there');
  expect(findProblems({ ...FILE, projects: { payments: { ...PROJECT, apiUrl: url } } })).toEqual([told]);
  expect(() => read(FILE, { SLACK_API_URL: url })).toThrow(/SLACK_API_URL: machines get/);
});

test.each([0, 1001, 2.5, '20', null])('%s creations an hour are refused', (creationsPerHour) => {
  expect(findProblems({ ...FILE, limits: { creationsPerHour } })).toEqual([
    expect.stringContaining('limits.creationsPerHour: write a whole number from 1 to 1000'),
  ]);
});
