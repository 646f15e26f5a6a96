import { onTestFinished, vi } from 'vitest';
import { createGoogleProject } from '../../src/clouds/google-project.ts';
import type { GoogleChange } from '../../src/domain/google-plan.ts';
import type { GoogleEnd } from '../../src/domain/timescale-end.ts';
import { openCompute, THEIRS } from '../sandbox/compute-world.ts';

export const END: GoogleEnd = { kind: 'google', projectId: THEIRS.project, network: THEIRS.network };
export const NAME = 'timescale-project-vpc-1';

export const CHANGE: GoogleChange = {
  key: 'peering',
  kind: 'add-peering',
  network: 'prod',
  name: NAME,
  to: END,
  exportCustomRoutes: false,
  importCustomRoutes: false,
};

export const TAGS = { 'vpcbot:request': 'R12', 'vpcbot:completion': '3' };

/** What Google's library finds on a machine where nobody has signed in. */
export const stubGoogleEnv = (metadata: string): void => {
  const env = {
    GCE_METADATA_HOST: metadata,
    METADATA_SERVER_DETECTION: 'assume-present',
    GOOGLE_APPLICATION_CREDENTIALS: '',
    HOME: '/nonexistent',
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
};

type Access = Parameters<typeof createGoogleProject>[0];

/** One project of the customer's over HTTP; operations are done at once, until the test says otherwise. */
export const openProject = async (change: Partial<Access> = {}) => {
  const world = await openCompute();
  stubGoogleEnv(new URL(world.url).host);
  await world.control('POST', '/delays', { operationTakes: 0 });
  const access: Access = {
    project: 'acme-net',
    credentials: 'adc',
    endpoint: `${world.url}/google`,
    timeout: 2_000,
    lookEvery: 5,
    allow: ['peer'],
  };
  const google = createGoogleProject({ ...access, ...change });
  const open = (more: Partial<Access>) => createGoogleProject({ ...access, ...more });
  const deny = (...permissions: readonly string[]) =>
    world.control('POST', '/projects/acme-net/permissions', { deny: permissions });
  const called = async (name: string): Promise<number> =>
    (await world.control('GET', '/requests')).body[`acme-net ${name}`] ?? 0;
  return { ...world, google, open, deny, called };
};

/** What became of a call: its error, or nothing. */
export const errorOf = async (call: Promise<unknown>): Promise<unknown> => {
  try {
    await call;
    return null;
  } catch (error) {
    return error;
  }
};
