import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { MANAGED_BASE } from '../../../sandbox/managed/api.ts';
import { MANAGED_DELAYS, managedDemoProjects } from '../../../sandbox/managed/demo-projects.ts';
import { TIGER_BASE } from '../../../sandbox/tiger/api.ts';
import { demoProjects } from '../../../sandbox/tiger/demo-projects.ts';
import { type Config, readConfig } from '../../../src/config.ts';
import { openDatabase } from '../../../src/store/open.ts';

/** Addresses that nobody listens at: the wire takes what is sent there. */
export const SLACK_URL = 'https://slack.sandbox';
export const CLOUD_URL = 'https://clouds.sandbox';
export const EVENTS_URL = 'http://bot.sandbox/slack/events';

export const CHANNEL = 'C0VPC';
export const PROJECTS = [
  { name: 'payments', id: 'rp1pz7uyae', product: 'tiger' },
  { name: 'metrics', id: 'metrics-prod', product: 'managed' },
] as const;

/** Short, so that few looks pass while nothing happens. */
export const SANDBOX_DELAYS = {
  projects: demoProjects.map((project) => ({ ...project, vpcLimit: 4 })),
  managedProjects: managedDemoProjects.map((project) => ({ ...project, vpcLimit: 4 })),
  delays: {
    vpcReadyAfter: 12_000,
    peeringRequestedAfter: 18_000,
    peeringActiveAfter: 6_000,
    deleteTakes: 12_000,
    moveTakes: 12_000,
    dnsAfter: 6_000,
  },
  managedDelays: {
    ...MANAGED_DELAYS,
    vpcReadyAfter: 12_000,
    peeringRequestedAfter: 18_000,
    peerSeenAfter: 6_000,
    deleteTakes: 12_000,
    moveTakes: 24_000,
    dnsAfter: 6_000,
    nodesLeaveAfter: 6_000,
  },
};

const TIMING = {
  lookFirst: '15s',
  lookHour: '15s',
  lookDay: '30s',
  lookLater: '30s',
  vanishedAfter: '30s',
  claimLease: '30s',
  retryMost: '20s',
  moveAskAgain: '30s',
  observeProjectEvery: '2m',
  homeEvery: '5m',
};

const configure = (file: string): Config => {
  const shared = { requesters: ['everyone'], approvers: ['S0PLATFORM'] };
  const payments = {
    ...shared,
    product: 'tiger',
    id: 'rp1pz7uyae',
    apiUrl: `${CLOUD_URL}${TIGER_BASE}`,
    credentials: { publicKey: '$PAYMENTS_PUBLIC', secretKey: '$PAYMENTS_SECRET' },
    vpcQuota: 2,
  };
  const metrics = {
    ...shared,
    product: 'managed',
    id: 'metrics-prod',
    apiUrl: `${CLOUD_URL}${MANAGED_BASE}`,
    credentials: { token: '$METRICS_TOKEN' },
    vpcQuota: 2,
  };
  const slack = { channel: CHANNEL, admins: ['U0ADA'] };
  writeFileSync(file, stringify({ slack, projects: { payments, metrics }, timing: TIMING }));
  return readConfig({
    SLACK_BOT_TOKEN: 'xoxb-sandbox',
    SLACK_SIGNING_SECRET: 'sandbox-signing-secret',
    SLACK_API_URL: `${SLACK_URL}/api/`,
    PAYMENTS_PUBLIC: 'tspub-payments',
    PAYMENTS_SECRET: 'tssec-payments',
    METRICS_TOKEN: 'managed-token-metrics',
    VPCBOT_CONFIG: file,
    DATABASE_URL: ':memory:',
  });
};

const inMemory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const freshFolder = (): string => mkdtempSync(join(inMemory, 'vpcbot-walks-'));
const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true });

const emptyDatabase = (folder: string): Buffer => {
  const file = join(folder, 'empty.db');
  openDatabase(file).close();
  return readFileSync(file);
};

/** What all schedules of a process share: the configuration, and an empty database that is copied for each. */
export const openSetting = () => {
  const folder = freshFolder();
  const config = configure(join(folder, 'vpcbot.yml'));
  const empty = emptyDatabase(folder);
  remove(folder);
  return {
    config,
    /** A fresh database for a schedule, and how to be rid of it. */
    freshDatabase: (): { readonly file: string; readonly remove: () => void } => {
      const own = freshFolder();
      const file = join(own, 'vpcbot.db');
      writeFileSync(file, empty);
      return { file, remove: () => remove(own) };
    },
  };
};

export type Setting = ReturnType<typeof openSetting>;
