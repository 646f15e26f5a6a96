import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { openCompute, THEIRS } from './compute-world.ts';
import { isOnPath } from './on-path.ts';

const run = promisify(execFile);
const PATIENCE = 120_000;

test.skipIf(!isOnPath('gcloud'))(
  'gcloud peers a network with Timescale’s (skipped: no gcloud)',
  async () => {
    const { url, control, token, theyPeer } = await openCompute();
    await control('POST', '/delays', { operationTakes: 0 });
    const folder = mkdtempSync(join(tmpdir(), 'gcloud-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const tokenFile = join(folder, 'token');
    writeFileSync(tokenFile, await token());
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      CLOUDSDK_CONFIG: folder,
      CLOUDSDK_AUTH_ACCESS_TOKEN_FILE: tokenFile,
      CLOUDSDK_API_ENDPOINT_OVERRIDES_COMPUTE: `${url}/google/compute/v1/`,
      CLOUDSDK_CORE_DISABLE_PROMPTS: '1',
      CLOUDSDK_CORE_DISABLE_USAGE_REPORTING: 'true',
    };
    theyPeer();
    const peer = [`--peer-project=${THEIRS.project}`, `--peer-network=${THEIRS.network}`];
    const flags = ['--network=prod', '--project=acme-net', '--import-custom-routes', '--format=json'];
    const create = ['compute', 'networks', 'peerings', 'create', 'to-timescale', ...peer, ...flags];
    const { stdout } = await run('gcloud', create, { env });
    expect(JSON.parse(stdout)).toMatchObject([
      { peerings: [{ name: 'to-timescale', state: 'ACTIVE', importCustomRoutes: true }] },
    ]);
  },
  PATIENCE,
);
