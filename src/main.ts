import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { registerHandlers } from '../handlers/index.ts';
import { runJobs } from '../jobs/index.ts';
import { createProcessors } from '../jobs/processors.ts';
import { createNetworks } from './clouds/networks.ts';
import { listAccounts, openClouds } from './clouds/open.ts';
import { tellOfClouds } from './clouds/told.ts';
import { type Access, type Config, readConfig, renderStartProblems } from './config.ts';
import type { Deps } from './deps.ts';
import { createResolver } from './dns/resolver.ts';
import { nameForLog, noteLogFields, readLogFields } from './log-context.ts';
import { noteRestore } from './note-restore.ts';
import { createLog } from './ops/log.ts';
import { createOutside } from './ops/outside.ts';
import { outliveStrays } from './ops/strays.ts';
import { openQueue, type Queue } from './queue/connections.ts';
import type { Job, Wake } from './queue/jobs.ts';
import { jobKey } from './queue/parse-job.ts';
import { createSlackApp, createSlackClient, findBotIdentity, type SlackOptions } from './slack/app.ts';
import { createDirectory } from './slack/directory.ts';
import { createFiles } from './slack/files.ts';
import { createHomeTab } from './slack/home-tab.ts';
import { createInspection } from './slack/inspection.ts';
import { createLastGestures } from './slack/last-gestures.ts';
import { createPermalink } from './slack/permalink.ts';
import { createThread } from './slack/thread.ts';
import { checkChannels, checkKeys } from './start-checks.ts';
import { createPatience } from './start-patience.ts';
import { lockDatabase, openDatabase } from './store/open.ts';
import { createStore } from './store/store.ts';
import type { TimescalePlace, TimescaleProject } from './timescale/api.ts';
import { createHttp } from './timescale/http.ts';
import { createManagedProject } from './timescale/managed.ts';
import { createTigerProject } from './timescale/tiger.ts';
import { tellOfProject } from './timescale/told.ts';

/** What the bot is told of the world beside its configuration. */
export interface Surroundings {
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Logger;
  readonly wake: Wake;
  readonly isQueueReady: () => Promise<boolean>;
}

const openProject = (access: Access, place: TimescalePlace): TimescaleProject => {
  switch (access.product) {
    case 'tiger':
      return createTigerProject({ ...access, ...place });
    case 'managed':
      return createManagedProject({ ...access, ...place });
    default:
      return access satisfies never;
  }
};

type Outside = ReturnType<typeof createOutside>;

const openTimescale = (config: Config, now: () => number, outside: Outside): Deps['timescale'] => {
  const http = createHttp({ timeout: config.timing.timescaleCall, now, tell: outside.timescaleRequest });
  const projects = new Map<string, TimescaleProject>(
    [...config.projects].map(([name, { project, access, apiUrl }]) => {
      const place = { projectId: project.id, http, ...(apiUrl === undefined ? {} : { apiUrl }) };
      return [name, tellOfProject(openProject(access, place), { name, tell: outside.timescale(name) })];
    }),
  );
  return (name) => {
    const project = projects.get(name);
    if (project === undefined) throw new Error(`looking up project "${name}": it is not configured`);
    return project;
  };
};

/** By this line a gesture is followed to what comes of it: the queue itself holds ids alone. */
const tellWoken = (job: Job, log: Logger): void => {
  if (readLogFields().event === undefined) return;
  if ('requestId' in job.payload) noteLogFields({ request: nameForLog(job.payload.requestId) });
  log.info({ job: jobKey(job) }, 'a gesture woke a job');
};

const patient =
  (wake: Wake, log: Logger): Wake =>
  async (job) => {
    tellWoken(job, log);
    try {
      await wake(job);
    } catch (err) {
      log.warn({ err, job: job.name }, 'a job could not be woken; sweep will');
    }
  };

/** Everything joined and nothing running: no queue, no socket, no timer. */
export const buildBot = async (config: Config, { now, random, log, wake, isQueueReady }: Surroundings) => {
  const accounts = listAccounts(config.clouds);
  const outside = createOutside({ projects: config.projects, accounts, now, log });
  const calls = { timeout: config.timing.slackCall, log, tell: outside.slack };
  const slack: SlackOptions = { ...config.slack, ...calls };
  const client = createSlackClient(slack);
  const patiently = createPatience({ now: () => performance.now(), pause, log });
  const identity = await patiently(() => findBotIdentity(client));
  // Who presses waits for these, and Slack waits three seconds for the bot.
  const lookUp = createSlackClient({ ...slack, timeout: config.timing.slackLookUp });
  await checkChannels(config, createInspection(client), patiently);
  const database = openDatabase(config.databaseUrl);
  const opened = await openClouds(config.clouds, { timeout: config.timing.cloudCall, now });
  const clouds = tellOfClouds(opened, outside.cloud);
  const store = createStore(database.db);
  const deps: Deps = {
    store,
    wake: patient(wake, log),
    isQueueReady,
    thread: createThread(client, now),
    permalink: createPermalink(identity.url),
    files: createFiles(client, config.timing.slackCall),
    homeTab: createHomeTab(client),
    inspection: createInspection(lookUp),
    directory: createDirectory(lookUp, identity.teamId, config.timing.groupMembersFor, now),
    projects: new Map([...config.projects].map(([name, { project }]) => [name, project])),
    timescale: openTimescale(config, now, outside),
    clouds,
    networks: createNetworks(clouds, { keepFor: config.timing.cloudListFor, now, log }),
    resolver: createResolver({ ...config.dns, timeout: config.timing.dnsCall }),
    limits: config.limits,
    timing: config.timing,
    now,
    random,
    newRun: () => readLogFields().run ?? randomUUID(),
    log,
  };
  const app = createSlackApp(slack, identity, deps.directory.findTeam);
  registerHandlers(app, deps);
  return { app, deps, processors: createProcessors(deps), database, outside };
};

/** The whole bot, and how to stop it. */
export const start = async (config: Config, log: Logger) => {
  const lock = config.redisUrl === null ? lockDatabase(config.databaseUrl) : null;
  const now = Date.now;
  // Opened last, for the embedded queue takes seconds: what Slack or the database refuses is told at once.
  let queue: Queue | null = null;
  const wake: Wake = async (job) => queue?.wake(job);
  const isQueueReady = async () => (await queue?.isReady()) ?? false;
  const bot = await buildBot(config, { now, random: Math.random, log, wake, isQueueReady });
  bot.deps.networks.begin();
  await checkKeys(config, bot.deps.timescale, log);
  queue = await openQueue({ redisUrl: config.redisUrl, log });
  const { projects, clouds, store } = bot.deps;
  const figuresOf = { projects: [...projects.keys()], accounts: clouds.accounts };
  // Before any job runs: a port that is taken must not leave claims behind.
  const ops = await bot.outside.start(config.ops, {
    ...store,
    isQueueReady,
    countJobs: queue.countJobs,
    readFigures: () => store.readFigures({ ...figuresOf, now: now() }),
  });
  await noteRestore(bot.deps);
  const gestures = createLastGestures(bot.app, log);
  if (config.slack.delivery.kind === 'http') await bot.app.start(config.slack.delivery.port);
  else await bot.app.start();
  bot.outside.slack.connected(true);
  for (const project of projects.keys()) {
    await bot.deps.wake({ name: 'observe-project', payload: { project } });
  }
  // After a long stop there is much to do, and nobody who types waits for it.
  const jobs = runJobs({
    queue,
    processors: bot.processors,
    log,
    now,
    timing: config.timing,
    tell: bot.outside.run,
  });
  log.info({ queue: queue.engine, ops: ops.url, projects: [...config.projects.keys()] }, 'vpcbot is ready');
  return async () => {
    await Promise.all([gestures.stop(config.timing.drain), jobs.stop()]);
    await queue.close();
    await ops.stop();
    bot.database.close();
    lock?.release();
  };
};

/** The SDK keeps a socket's timer for 30 s after a stop; nobody waits for that. */
const STOP_MOST = 9_500;

/** From the start on: a bot that is asked to end while it begins may have taken something already. */
const stopOnSignal = (starting: Promise<() => Promise<void>>, log: Logger): void => {
  let stopping = false;
  let code = 0;
  starting.then(
    () => {
      code = 1;
    },
    () => undefined,
  );
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(code), STOP_MOST).unref();
    starting
      .then((stop) => stop())
      .then(
        () => process.exit(0),
        (err: unknown) => {
          log.error({ err }, 'the stop did not end well');
          process.exit(1);
        },
      );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
};

const run = async (): Promise<void> => {
  try {
    const config = readConfig(process.env);
    const log = createLog(config.logLevel);
    outliveStrays(log);
    const starting = start(config, log);
    stopOnSignal(starting, log);
    await starting;
  } catch (error) {
    process.stderr.write(renderStartProblems(error));
    process.exit(1);
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await run();
