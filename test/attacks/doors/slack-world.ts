import { App } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { registerHandlers } from '../../../handlers/index.ts';
import { createProcessors } from '../../../jobs/processors.ts';
import { createNetworks } from '../../../src/clouds/networks.ts';
import type { Deps } from '../../../src/deps.ts';
import type { Project } from '../../../src/domain/project.ts';
import { TIGER_REGIONS } from '../../../src/domain/region.ts';
import { DEFAULT_TIMING } from '../../../src/domain/timing.ts';
import { createDirectory } from '../../../src/slack/directory.ts';
import { createFiles } from '../../../src/slack/files.ts';
import { createHomeTab } from '../../../src/slack/home-tab.ts';
import { createInspection } from '../../../src/slack/inspection.ts';
import { createPermalink } from '../../../src/slack/permalink.ts';
import { createThread } from '../../../src/slack/thread.ts';
import { createStore } from '../../../src/store/store.ts';
import type { TimescaleProject } from '../../../src/timescale/api.ts';
import { createHandQueue } from '../../journeys/hand-queue.ts';
import { NINE } from '../../slack/example.ts';
import { createFakeClouds } from './fake-clouds.ts';
import { createFakeSlack } from './fake-slack.ts';
import { createFakeTimescale, type Held } from './fake-timescale.ts';

/** A world at rest, of which as many can be opened as are needed. */
export interface Frozen {
  readonly database: Buffer;
  readonly held: ReadonlyMap<string, Held>;
  readonly now: number;
}

const aProject = (name: string, change: Partial<Project>): Project => ({
  name,
  product: 'tiger',
  id: `id-${name}`,
  channel: 'C0VPC',
  requesters: ['everyone'],
  approvers: ['S0PLATFORM'],
  admins: ['U0ADA'],
  vpcQuota: 20,
  regions: TIGER_REGIONS,
  reservedRanges: [],
  timescaleAccounts: [],
  ...change,
});

/** One of each product, one that is full, and names that an object has of its own. */
export const PROJECTS: readonly Project[] = [
  aProject('payments', {}),
  aProject('metrics', { product: 'managed', regions: [] }),
  aProject('full', { vpcQuota: 0, channel: 'C0FULL' }),
  aProject('constructor', { requesters: ['U0OMAR'] }),
];

const QUIET = { info: () => {}, warn: () => {}, error: () => {} };

/** Deps as the bot has them, with Slack, the providers and the clouds played in this process. */
export const openWorld = (
  { database, held, now: begun }: Frozen,
  other: { readonly timescale?: Deps['timescale'] } = {},
) => {
  const file = new Database(database);
  file.pragma('foreign_keys = ON');
  const db = drizzle(file);
  let time = begun;
  const now = (): number => time;
  const slack = createFakeSlack();
  const queue = createHandQueue(now);
  const options = {
    slackApiUrl: 'https://slack.invalid/api/',
    fetch: slack.fetch,
    retryConfig: { retries: 0 },
  };
  const client = new WebClient('xoxb-fuzz', options);
  const clouds = createFakeClouds();
  const timing = DEFAULT_TIMING;
  const timescale = new Map(
    PROJECTS.map(({ name, product, id }) => [
      name,
      createFakeTimescale(product, id, held.get(name) ?? { vpcs: [], peerings: [], services: [] }),
    ]),
  );
  const complaints: unknown[] = [];
  const log = {
    ...QUIET,
    error: (fields: object): void => {
      complaints.push('err' in fields ? fields.err : fields);
    },
    warn: (fields: object): void => {
      if ('err' in fields) complaints.push(fields.err);
    },
  };
  const deps: Deps = {
    store: createStore(db),
    wake: queue.wake,
    isQueueReady: async () => true,
    thread: createThread(client, now),
    permalink: createPermalink('https://acme.slack.com/'),
    files: { ...createFiles(client, 1_000), upload: async () => 'F0', share: async () => {} },
    homeTab: createHomeTab(client),
    inspection: createInspection(client),
    directory: createDirectory(client, 'T0ACME', timing.groupMembersFor, now),
    projects: new Map(PROJECTS.map((project) => [project.name, project])),
    timescale:
      other.timescale ??
      ((name): TimescaleProject => {
        const project = timescale.get(name);
        if (project === undefined) throw new Error(`looking up project "${name}": it is not configured`);
        return project;
      }),
    clouds,
    networks: createNetworks(clouds, { keepFor: timing.cloudListFor, now, log: QUIET }),
    resolver: { lookUp: async () => [{ by: 'system', kind: 'no-such-name' }] },
    timing,
    limits: { creationsPerHour: 20 },
    now,
    random: () => 0.5,
    newRun: () => `run-${time}`,
    log,
  };
  const app = new App({
    receiver: { init: () => {}, start: async () => {}, stop: async () => {} },
    authorize: async () => ({ botToken: 'xoxb-fuzz', botId: 'B0BOT', botUserId: 'U0BOT', teamId: 'T0ACME' }),
    clientOptions: options,
    convoStore: false,
    logger: {
      debug: () => {},
      info: () => {},
      warn: () => {},
      error: () => {},
      setLevel: () => {},
      getLevel: () => 'error' as never,
      setName: () => {},
    },
  });
  registerHandlers(app, deps);
  return {
    app,
    deps,
    processors: createProcessors(deps),
    slack,
    queue,
    file,
    pass: (ms: number): void => {
      time += ms;
    },
    /** What was logged as going wrong since the last time. */
    takeComplaints: (): readonly unknown[] => complaints.splice(0),
    freeze: (): Frozen => ({
      database: file.serialize(),
      held: new Map([...timescale].map(([name, project]) => [name, project.held()])),
      now: time,
    }),
    close: (): void => {
      file.close();
    },
  };
};

export type SlackWorld = ReturnType<typeof openWorld>;

export const BEGINNING = NINE;
