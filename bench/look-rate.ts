import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { runJobs } from '../jobs/index.ts';
import { readConfig } from '../src/config.ts';
import { buildBot } from '../src/main.ts';
import { openQueue } from '../src/queue/connections.ts';
import type { Wake } from '../src/queue/jobs.ts';
import { openDatabase, write } from '../src/store/open.ts';
import { writeManyRows } from './many-rows.ts';
import { median, type Part, perSecond, times } from './speed-row.ts';
import { onStage, projectNames, type Stage } from './stage.ts';

/** Each project has twenty calls at once before it is paced: this many are never enough. */
const PROJECTS = 200;
const ROWS = 2_000;
const HANDS = 40;
const HOUR = 3_600_000;
const AIM = 0.5;

const log = pino({ level: 'silent' });

const sleepers = (many: number) =>
  Array.from({ length: many }, (_, at) => ({ name: 'advance-vpc', payload: { vpcId: at + 1 } }) as const);

/** How many jobs a second a worker gets through, from its start until the last of them is done. */
const rate = async (
  many: number,
  begin: (done: () => void) => { close(): Promise<unknown> },
): Promise<number> => {
  let left = many;
  let over = (): void => undefined;
  const all = new Promise<void>((resolve) => {
    over = resolve;
  });
  const from = performance.now();
  const worker = begin(() => {
    left -= 1;
    if (left === 0) over();
  });
  await all;
  const took = performance.now() - from;
  await worker.close();
  return (many * 1_000) / took;
};

const openBot = async (stage: Stage, redisUrl: string, provider: string) => {
  const { slack } = await stage.sandbox();
  const database = stage.database('looks');
  const projects = projectNames(PROJECTS);
  await writeManyRows(database, { rows: ROWS, projects, channel: 'C0VPC', now: Date.now(), lookAt: 0 });
  const config = readConfig(stage.env({ slack, provider, projects, redisUrl, database }));
  const queue = await openQueue({ redisUrl, log, prefix: 'ours' });
  const wake: Wake = (job) => (job.name === 'advance-vpc' ? queue.wake(job) : Promise.resolve());
  const bot = await buildBot(config, {
    now: Date.now,
    random: Math.random,
    log,
    wake,
    isQueueReady: async () => true,
  } as Parameters<typeof buildBot>[1]);
  const { timing } = config;
  const look = async (): Promise<number> => {
    bot.database.db.run(sql`update vpcs set look_again_at = 0`);
    await Promise.all(sleepers(ROWS).map((job) => queue.wake(job)));
    return rate(ROWS, (done) => {
      const advance = bot.processors['advance-vpc'];
      const counted = {
        ...bot.processors,
        'advance-vpc': async (payload: { readonly vpcId: number }) => {
          await advance(payload);
          done();
          return { kind: 'again', at: Date.now() + HOUR } as const;
        },
      };
      const jobs = runJobs({ queue, processors: counted, log, now: Date.now, timing, concurrency: HANDS });
      return { close: () => jobs.stop() };
    });
  };
  const countMissed = (): number =>
    bot.database.db.get<{ n: number }>(
      sql`select count(*) as n from vpcs where look_again_at = 0 or trouble is not null or state <> 'active'`,
    )?.n ?? 0;
  return { look, countMissed, close: () => queue.close() };
};

/** The cycle alone: a job is taken, and put to sleep again. */
const openCycle = async (redisUrl: string) => {
  const queue = await openQueue({ redisUrl, log, prefix: 'cycle' });
  const cycle = async (): Promise<number> => {
    await Promise.all(sleepers(ROWS).map((job) => queue.wake(job)));
    return rate(ROWS, (done) =>
      queue.createWorker(
        async () => {
          done();
          return { kind: 'again', at: Date.now() + HOUR };
        },
        { concurrency: HANDS },
      ),
    );
  };
  return { cycle, close: () => queue.close() };
};

/** One transaction of the store and one bare GET, so many at once as the bot has hands. */
const measureBare = async (url: string, provider: string): Promise<number> => {
  const { db, close } = openDatabase(url);
  let next = 0;
  const from = performance.now();
  const hand = async (): Promise<void> => {
    for (next += 1; next <= ROWS; next += 1) {
      const id = next;
      const path = `${provider}/projects/p${(id - 1) % PROJECTS}/vpcs/v${id}/peerings`;
      await (await fetch(path)).json();
      write(db, (tx) => tx.run(sql`update vpcs set look_again_at = ${Date.now()} where id = ${id}`));
    }
  };
  await Promise.all(Array.from({ length: HANDS }, hand));
  const took = performance.now() - from;
  close();
  return (ROWS * 1_000) / took;
};

/** Looks per second on Redis, each a job taken, one call, one step recorded, and the job put to sleep. */
export const looks: Part = ({ rounds, tell }) =>
  onStage(async (stage) => {
    const redisUrl = await stage.redis();
    const provider = await stage.provider(ROWS, PROJECTS);
    const bot = await openBot(stage, redisUrl, provider);
    const other = await openCycle(redisUrl);
    const bare = stage.database('bare');
    await writeManyRows(bare, {
      rows: ROWS,
      projects: projectNames(PROJECTS),
      channel: 'C0VPC',
      now: Date.now(),
      lookAt: 0,
    });
    const measured: { readonly ours: number; readonly cycle: number; readonly bare: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      tell(`round ${round + 1} of ${rounds}`);
      const ours = await bot.look();
      const missed = bot.countMissed();
      if (missed > 0) throw new Error(`${missed} of ${ROWS} looks did not go well`);
      measured.push({ ours, cycle: await other.cycle(), bare: await measureBare(bare, provider) });
    }
    await bot.close();
    await other.close();
    const ratio = median(measured.map(({ ours, cycle, bare: get }) => ours / Math.min(cycle, get)));
    const of = (pick: (one: (typeof measured)[number]) => number): string =>
      perSecond(median(measured.map(pick)));
    return [
      {
        what: 'looks',
        ours: of(({ ours }) => ours),
        other: `moveToDelayed cycle ${of(({ cycle }) => cycle)}; transaction and GET ${of((one) => one.bare)}`,
        ratio: times(ratio),
        aim: `${AIM}x of the slower`,
        holds: ratio >= AIM,
      },
    ];
  });
