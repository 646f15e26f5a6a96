import { dirname } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FIRST_PACE, PACES } from '../../sandbox/demo/paces.ts';
import { openFolder } from '../../sandbox/demo/setting.ts';
import { demoWorkspace } from '../../sandbox/slack/workspace.ts';
import { startSandbox } from '../../sandbox/start.ts';
import { readConfig } from '../../src/config.ts';

/** What a person may have in their shell: each of these would lead a library to an account of their own. */
const THEIRS = {
  PATH: '/bin',
  HOME: '/home/somebody',
  AWS_PROFILE: 'production',
  AWS_SESSION_TOKEN: 'theirs',
  AWS_CONFIG_FILE: '/home/somebody/.aws/config',
  AWS_SHARED_CREDENTIALS_FILE: '/home/somebody/.aws/credentials',
  AWS_WEB_IDENTITY_TOKEN_FILE: '/theirs',
  AWS_ENDPOINT_URL: 'https://theirs.example',
  AWS_USE_FIPS_ENDPOINT: 'true',
  GOOGLE_APPLICATION_CREDENTIALS: '/home/somebody/key.json',
  GOOGLE_CLOUD_PROJECT: 'theirs',
  CLOUDSDK_CONFIG: '/home/somebody/.config/gcloud',
  GCE_METADATA_HOST: 'theirs.example',
  https_proxy: 'http://theirs.example',
  HTTP_PROXY: 'http://theirs.example',
};

const openSetting = async () => {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.stop());
  const folder = openFolder();
  onTestFinished(folder.remove);
  return { sandbox, folder };
};

test('whatever a person has in their shell, the demo’s bot knows the sandbox’s keys alone', async () => {
  const { sandbox, folder } = await openSetting();
  const env = folder.prepare(sandbox, FIRST_PACE, THEIRS);
  const own = dirname(env['VPCBOT_CONFIG'] ?? '');
  expect(env['PATH']).toBe('/bin');
  const clouds = Object.entries(env).filter(([name]) => /^(AWS|GOOGLE|GCE|CLOUDSDK)_|proxy$/i.test(name));
  expect(Object.fromEntries(clouds)).toEqual({
    AWS_ACCESS_KEY_ID: 'AKIASANDBOXVPCBOT000',
    AWS_SECRET_ACCESS_KEY: 'sandbox-secret-of-vpcbot',
    AWS_EXTERNAL_ID: 'sandbox-external-id',
    AWS_ENDPOINT_URL_EC2: sandbox.urls.ec2,
    AWS_ENDPOINT_URL_STS: sandbox.urls.sts,
    AWS_CONFIG_FILE: `${own}/aws-config`,
    AWS_SHARED_CREDENTIALS_FILE: `${own}/aws-credentials`,
    AWS_EC2_METADATA_DISABLED: 'true',
    CLOUDSDK_CONFIG: `${own}/gcloud`,
    GCE_METADATA_HOST: new URL(sandbox.urls.google).host,
  });
});

test.each(PACES)('at the pace "$name" the bot takes the configuration, and sees two clouds', async (pace) => {
  const { sandbox, folder } = await openSetting();
  const env = folder.prepare(sandbox, pace, THEIRS);
  const { clouds } = readConfig(env);
  expect(clouds.aws).toMatchObject([{ account: '123456789012', externalId: 'sandbox-external-id' }]);
  expect(clouds.google).toMatchObject([{ project: 'acme-net', allow: ['peer'] }]);
  const owners = clouds.aws[0]?.owners ?? [];
  const members = demoWorkspace.groups.filter(({ id }) => owners.includes(id)).flatMap(({ users }) => users);
  expect(members).toEqual(['U0NINA']);
});
