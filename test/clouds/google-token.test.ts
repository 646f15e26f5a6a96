import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Route, type SandboxRequest, serve } from '../../sandbox/http.ts';
import { createGoogleProject } from '../../src/clouds/google-project.ts';
import { CHANGE, errorOf, openProject, stubGoogleEnv, TAGS } from './google-world.ts';

const BOT = 'impersonate:vpcbot-peering@acme-net.iam.gserviceaccount.com';

/** Stands for Google; keeps who called which path with which token. */
const openGoogle = async (respond: (request: SandboxRequest) => ReturnType<Route>) => {
  const calls: string[] = [];
  const { url, stop } = await serve(async (request) => {
    calls.push(`${request.url.pathname} ${request.headers.authorization ?? ''}`);
    return respond(request);
  });
  onTestFinished(stop);
  stubGoogleEnv(new URL(url).host);
  const google = createGoogleProject({
    project: 'acme-net',
    credentials: BOT,
    endpoint: url,
    timeout: 1_000,
    allow: ['peer'],
  });
  return { url, calls, google };
};

const OWN = {
  status: 200,
  headers: { 'metadata-flavor': 'Google' },
  body: { access_token: 'ya29.own', expires_in: 3_600 },
};
const isMetadata = ({ url }: SandboxRequest): boolean => url.pathname.startsWith('/computeMetadata');
const isImpersonation = ({ url }: SandboxRequest): boolean => url.pathname.endsWith(':generateAccessToken');
const NETWORK = {
  name: 'prod',
  selfLink: 'https://www.googleapis.com/compute/v1/projects/acme-net/global/networks/prod',
};

test('a token that Google does not know any more is taken anew, unseen', async () => {
  const { google, clock } = await openProject();
  await google.carryOut(CHANGE, TAGS);
  // The sandbox's clock is ahead of the library's, so the token ends too early.
  clock.advance(2 * 60 * 60_000);
  expect((await google.readSide('prod'))?.peerings).toHaveLength(1);
});

test('the bot takes the place of another service account, and calls Compute as that one alone', async () => {
  const expireTime = new Date(Date.now() + 3_600_000).toISOString();
  const { google, calls } = await openGoogle(async (request) => {
    if (isMetadata(request)) return OWN;
    if (isImpersonation(request)) return { status: 200, body: { accessToken: 'ya29.theirs', expireTime } };
    return { status: 200, body: request.url.pathname.endsWith('/prod') ? NETWORK : {} };
  });
  expect(await google.readSide('prod')).toMatchObject({ network: 'prod', peerings: [] });
  const account = '/v1/projects/-/serviceAccounts/vpcbot-peering@acme-net.iam.gserviceaccount.com';
  expect(calls).toContain(`${account}:generateAccessToken Bearer ya29.own`);
  const compute = calls.filter((call) => call.startsWith('/compute/'));
  expect(compute).toHaveLength(3);
  expect(compute.filter((call) => !call.endsWith(' Bearer ya29.theirs'))).toEqual([]);
});

test.each([
  { status: 403, because: 'it may not take that place' },
  { status: 404, because: 'there is no such service account' },
])('a refusal of the place with $status is told with the permission: $because', async ({ status }) => {
  const message = "Permission 'iam.serviceAccounts.getAccessToken' denied on resource";
  const { google } = await openGoogle(async (request) =>
    isMetadata(request) ? OWN : { status, body: { error: { code: status, message, status: 'X' } } },
  );
  expect(await errorOf(google.readSide('prod'))).toMatchObject({
    code: 'CLOUD_UNAUTHORIZED',
    action: 'iam.serviceAccounts.getAccessToken',
    said: message,
    doing: 'signing in to Google Cloud for project acme-net',
  });
});

test('without any credentials the bot says so, and looks again the next time', async () => {
  const { google } = await openGoogle(async () => OWN);
  vi.stubEnv('METADATA_SERVER_DETECTION', 'none');
  expect(await errorOf(google.listNetworks())).toMatchObject({
    code: 'CLOUD_UNAUTHORIZED',
    said: expect.stringContaining('default credentials'),
  });
});

test('a machine outside of Google Cloud signs in with a token of its own, without any key', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'vpcbot-google-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const { url, calls } = await openGoogle(async ({ url: { pathname } }) => {
    if (pathname === '/sts')
      return { status: 200, body: { access_token: 'ya29.federated', expires_in: 3_600 } };
    return { status: 200, body: {} };
  });
  const subject = join(directory, 'token');
  writeFileSync(subject, 'told-by-the-platform');
  const file = join(directory, 'credentials.json');
  writeFileSync(
    file,
    JSON.stringify({
      type: 'external_account',
      audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/k',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      token_url: `${url}/sts`,
      credential_source: { file: subject },
    }),
  );
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', file);
  const google = createGoogleProject({
    project: 'acme-net',
    credentials: 'adc',
    endpoint: url,
    timeout: 1_000,
    allow: [],
  });
  expect(await google.listNetworks()).toEqual([]);
  expect(calls.filter((call) => call.startsWith('/compute/'))[0]).toMatch(/ Bearer ya29\.federated$/);
});

test('no error holds a token, whatever Google repeats', async () => {
  const { google } = await openGoogle(async (request) => {
    if (isMetadata(request)) return OWN;
    if (isImpersonation(request)) return { status: 403, body: { error: { message: 'no ya29.own here' } } };
    return { status: 500 };
  });
  const error = await errorOf(google.readSide('prod'));
  expect(error).toMatchObject({ code: 'CLOUD_UNAUTHORIZED', said: 'no [secret] here' });
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('ya29');
});
