import type { Allowance, SideAccount } from '../domain/side-plan.ts';
import type { AwsAccount, Clouds, GoogleProject } from './api.ts';
import { createAwsAccount } from './aws-account.ts';
import { createGoogleProject } from './google-project.ts';

interface AwsSettings {
  readonly account: string;
  readonly role: string;
  readonly externalId: string | null;
  readonly regions: readonly string[];
  readonly owners: readonly string[];
  readonly allow: readonly Allowance[];
  readonly endpoint?: string | undefined;
  readonly stsEndpoint?: string | undefined;
}

interface GoogleSettings {
  readonly project: string;
  readonly credentials: string;
  readonly owners: readonly string[];
  readonly allow: readonly Allowance[];
  readonly endpoint?: string | undefined;
}

/** The configuration's `clouds`. */
export interface CloudSettings {
  readonly aws: readonly AwsSettings[];
  readonly google: readonly GoogleSettings[];
}

/** What every call needs beside its account. */
export interface CloudSurroundings {
  /** Milliseconds for one call. */
  readonly timeout: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export const listAccounts = ({ aws, google }: CloudSettings): readonly SideAccount[] => [
  ...aws.map(
    ({ account, regions, owners, allow }): SideAccount => ({
      kind: 'aws',
      id: account,
      regions,
      owners,
      allow,
    }),
  ),
  ...google.map(
    ({ project, owners, allow }): SideAccount => ({
      kind: 'google',
      id: project,
      regions: [],
      owners,
      allow,
    }),
  ),
];

const pick =
  <T>(kind: string, all: ReadonlyMap<string, T>) =>
  (id: string): T => {
    const found = all.get(id);
    if (found === undefined) throw new Error(`looking up ${kind} "${id}": it is not configured`);
    return found;
  };

/** Loading them takes seconds in which nothing else runs: so before anybody waits, and only what is needed. */
const loadLibraries = ({ aws, google }: CloudSettings): Promise<unknown> =>
  Promise.all([
    ...(aws.length === 0 ? [] : [import('@aws-sdk/client-ec2'), import('@aws-sdk/client-sts')]),
    ...(google.length === 0 ? [] : [import('google-auth-library')]),
  ]);

/** Every account and project of the customer's that the configuration names. Nothing is called yet. */
export const openClouds = async (
  settings: CloudSettings,
  surroundings: CloudSurroundings,
): Promise<Clouds> => {
  await loadLibraries(settings);
  const aws = new Map<string, AwsAccount>(
    settings.aws.map((access) => [access.account, createAwsAccount({ ...access, ...surroundings })]),
  );
  const google = new Map<string, GoogleProject>(
    settings.google.map((access) => [
      access.project,
      createGoogleProject({ ...access, timeout: surroundings.timeout }),
    ]),
  );
  return {
    accounts: listAccounts(settings),
    aws: pick('aws account', aws),
    google: pick('google cloud project', google),
  };
};
