import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { stringify } from 'yaml';
import { serve } from '../../sandbox/http.ts';
import { ConfigError, readConfig } from '../../src/config.ts';
import { startOps } from '../../src/ops/server.ts';
import { createFiles } from '../../src/slack/files.ts';
import { createHttp } from '../../src/timescale/http.ts';
import { createManagedProject } from '../../src/timescale/managed.ts';
import { createTigerProject } from '../../src/timescale/tiger.ts';
import { attack } from './attack.ts';

let provider: Awaited<ReturnType<typeof serve>>;
let elsewhere: Awaited<ReturnType<typeof serve>>;
let asked: string[] = [];
let strayed = 0;
let redirect: number | null = null;

beforeAll(async () => {
  elsewhere = await serve(() => {
    strayed += 1;
    return { status: 200, body: {} };
  });
  provider = await serve(({ method, url }) => {
    asked.push(`${method} ${url.pathname}${url.search}`);
    if (redirect === null) return { status: 404, body: { message: 'there is none' } };
    return { status: redirect, headers: { location: `${elsewhere.url}${url.pathname}` } };
  });
});

beforeEach(() => {
  asked = [];
  strayed = 0;
  redirect = null;
});

afterAll(async () => {
  await provider.stop();
  await elsewhere.stop();
});

const openBoth = () => {
  const http = createHttp({
    timeout: 2_000,
    now: Date.now,
    retryDelay: 1,
    pace: { perSecond: 1e6, burst: 1e6, atOnce: 64 },
  });
  const place = { http, apiUrl: `${provider.url}/api/v1` };
  return [
    {
      base: '/api/v1/projects/p1/',
      project: createTigerProject({ ...place, projectId: 'p1', publicKey: 'a', secretKey: 'b' }),
    },
    { base: '/api/v1/project/p1/', project: createManagedProject({ ...place, projectId: 'p1', token: 't' }) },
  ];
};

const IDS = [
  '.',
  '..',
  '',
  '../..',
  '..%2f..',
  '%2e%2e',
  '%2e%2e%2f',
  'a/b',
  'a\\b',
  'a#b',
  'a?b=c',
  'a\nb',
  'a\r\nX-Evil: 1',
  'a%00b',
  '//evil.example',
  '@evil.example',
  ';a',
  'a b',
  '\u202e',
  '٣',
];

attack('typed-paths', 'an id stays one part of the address, whatever it holds', async (tried) => {
  for (const { base, project } of openBoth()) {
    for (const id of IDS) {
      for (const act of ['getVpc', 'deleteVpc'] as const) {
        asked = [];
        await project[act](id).catch(() => null);
        const whole = asked.every((line) => {
          const [, path = ''] = line.split(' ');
          // What follows an own part is of the product; a list is looked at by nobody's id.
          return (
            path.startsWith(base) &&
            /^vpcs(?:\/[^/?#]+(?:\/peerings|\/peering-connections)?|\/[^/?#]+\/[a-z-]+)?$/.test(
              path.slice(base.length),
            )
          );
        });
        const isWrite = asked.some((line) => line.startsWith('DELETE') && /\/vpcs\/?$/.test(line));
        tried(`${act} ${JSON.stringify(id)}: ${asked.join()}`, whole && !isWrite);
      }
    }
  }
});

attack('redirects', 'nobody is followed to another address', async (tried) => {
  for (const status of [301, 302, 303, 307, 308]) {
    redirect = status;
    for (const { project } of openBoth()) {
      await project.getVpc('v1').catch(() => null);
      await project.deleteVpc('v1').catch(() => null);
    }
    expect(asked.length).toBeGreaterThan(1);
    // The address for a file's bytes, which Slack gives out.
    const client = {
      files: {
        getUploadURLExternal: async () => ({ ok: true, upload_url: `${provider.url}/upload`, file_id: 'F1' }),
      },
    };
    const files = createFiles(client as unknown as Parameters<typeof createFiles>[0], 2_000);
    await files.upload({ name: 'history.csv', text: 'a,b' }).catch(() => null);
    tried(`${status}: ${strayed} strayed`, strayed === 0);
  }
});

const SECRET = 'tssec-pasted-4711';

const PROJECT = { product: 'tiger', id: 'p1', credentials: { publicKey: '$PUBLIC', secretKey: '$SECRET' } };
const FILE = { slack: { channel: 'C0VPC' }, projects: { payments: PROJECT } };
const ENV = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', PUBLIC: 'p', SECRET };

/** What a start says; null: it starts. */
const problemsOf = (file: unknown, env: Readonly<Record<string, string>> = {}): string | null => {
  const folder = mkdtempSync(join(tmpdir(), 'vpcbot-config-'));
  const path = join(folder, 'vpcbot.yml');
  writeFileSync(path, typeof file === 'string' ? file : stringify(file));
  try {
    readConfig({ ...ENV, VPCBOT_CONFIG: path, ...env });
    return null;
  } catch (error) {
    if (error instanceof ConfigError) return [error.message, error.stack, ...error.problems].join('\n');
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const withProject = (change: object) => ({ ...FILE, projects: { payments: { ...PROJECT, ...change } } });

attack(
  'metadata-address',
  'an API is at no metadata address, and in the clear on this machine alone',
  (tried) => {
    const hosts = [
      '169.254.169.254',
      '2852039166',
      '0xa9fea9fe',
      '0251.0376.0251.0376',
      '169.254.43518',
      '[::ffff:169.254.169.254]',
      '[fd00:ec2::254]',
      '[fe80::1]',
      '169.254.170.2',
      'metadata.google.internal',
      'metadata',
    ];
    const aws = {
      account: '123456789012',
      role: 'arn:aws:iam::123456789012:role/vpcbot',
      regions: ['us-east-1'],
    };
    for (const url of [
      ...hosts.flatMap((host) => [`http://${host}/`, `https://${host}/`]),
      'http://10.0.0.1/',
      'http://evil.example/',
      'http://127.0.0.1.evil.example/',
      'http://localhost@evil.example/',
      'file:///etc/passwd',
      'gopher://x/',
      'https://a:b@x.test/',
      'https://x.test/?a',
      '//x.test',
    ]) {
      tried(`apiUrl ${url}`, problemsOf(withProject({ apiUrl: url })) !== null);
      tried(`SLACK_API_URL ${url}`, problemsOf(FILE, { SLACK_API_URL: url }) !== null);
      tried(
        `endpoint ${url}`,
        problemsOf({ ...FILE, clouds: { aws: [{ ...aws, endpoint: url }] } }) !== null,
      );
      tried(
        `stsEndpoint ${url}`,
        problemsOf({ ...FILE, clouds: { aws: [{ ...aws, stsEndpoint: url }] } }) !== null,
      );
      tried(
        `google ${url}`,
        problemsOf({
          ...FILE,
          clouds: { google: [{ project: 'acme-net', credentials: 'adc', endpoint: url }] },
        }) !== null,
      );
    }
    expect(problemsOf(withProject({ apiUrl: 'http://127.0.0.1:4000/v1' }))).toBeNull();
    expect(problemsOf(withProject({ apiUrl: 'https://proxy.acme.example/tiger/v1' }))).toBeNull();
  },
);

attack('config-errors', 'what a failed start says quotes no secret, wherever it was pasted', (tried) => {
  const pasted: Readonly<Record<string, unknown>> = {
    'as a key': withProject({ credentials: { publicKey: '$PUBLIC', secretKey: SECRET } }),
    'as the token of the other product': withProject({ product: 'managed', credentials: { token: SECRET } }),
    'in place of the credentials': withProject({ credentials: SECRET }),
    'as the product': withProject({ product: SECRET }),
    'as an address': withProject({ apiUrl: `https://me:${SECRET}@x.test` }),
    'as an address that is none': withProject({ apiUrl: SECRET }),
    'as a channel': withProject({ channel: SECRET }),
    'among the approvers': withProject({ approvers: [SECRET] }),
    'as a quota': withProject({ vpcQuota: SECRET }),
    'as a time': { ...FILE, timing: { slackCall: SECRET } },
    'as an external id': { ...FILE, clouds: { aws: [{ externalId: SECRET }] } },
    'as a role': {
      ...FILE,
      clouds: { aws: [{ account: '123456789012', role: SECRET, regions: ['us-east-1'] }] },
    },
    'in a file that is no YAML': `slack: { channel: C0VPC }\nprojects:\n  payments: { secretKey: ${SECRET}, : [\n`,
    'with a tab before it': `projects:\n\tpayments: ${SECRET}\n`,
    'with an alias': `projects: *${SECRET.replaceAll('-', '')}\nsecret: ${SECRET}`,
  };
  for (const [where, file] of Object.entries(pasted)) {
    const said = problemsOf(file);
    tried(`${where}: ${said}`, said !== null && !said.includes(SECRET));
  }
  for (const name of ['SLACK_API_URL', 'DATABASE_URL', 'REDIS_URL', 'LOG_LEVEL']) {
    const said = problemsOf(FILE, { [name]: `gopher://me:${SECRET}@x.test` });
    tried(`${name}: ${said}`, said !== null && !said.includes(SECRET));
  }
});

attack(
  'ops-port',
  'the ops port reads three things, to who calls it by a name of this machine',
  async (tried) => {
    const log = { error: () => {} };
    const ops = await startOps(
      { host: '127.0.0.1', port: 0 },
      { readiness: async () => ({ parts: { store: true }, outside: {} }), registry: new Registry(), log },
    );
    const { port } = new URL(ops.url);
    const ask = (method: string, path: string, host = `127.0.0.1:${port}`) =>
      new Promise<number>((resolve, reject) => {
        const sent = request(
          { host: '127.0.0.1', port, agent: false, method, path, headers: { host } },
          (answer) => {
            answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
          },
        );
        sent.once('error', reject).end();
      });
    for (const path of ['/healthz', '/readyz', '/metrics']) {
      expect(await ask('GET', path)).toBe(200);
      expect(await ask('GET', path, 'localhost')).toBe(200);
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])
        tried(`${method} ${path}`, (await ask(method, path)) === 405);
      for (const host of [
        'evil.example',
        `evil.example:${port}`,
        '127.0.0.1.evil.example',
        'localhost.evil.example',
        '10.0.0.1',
      ]) {
        tried(`${path} as ${host}`, (await ask('GET', path, host)) === 403);
      }
    }
    for (const path of [
      '/',
      '//[',
      '/metrics/',
      '/../metrics',
      '/debug/pprof',
      '/env',
      '/config',
      '/healthz%00',
      '/METRICS',
      '/.env',
      '/metrics/../env',
    ]) {
      tried(path, (await ask('GET', path)) === 404);
    }
    await ops.stop();
  },
);
