import { EventEmitter } from 'node:events';
import { PGlite } from '@electric-sql/pglite';
import { dataDir } from '@electric-sql/pglite-prepopulatedfs';
import {
  createPostgresBackend,
  type PgPool,
  type PgPoolClient,
  type PgQueryResult,
  runMigrations,
  withBackend,
} from 'bullmq';
import { type Engine, JOB_OPTIONS, QUEUE_NAME, WORKER_OPTIONS } from './engine.ts';
import type { Watch } from './watch.ts';

const { Queue: BullQueue, Worker: BullWorker } = withBackend(createPostgresBackend);

/** BullMQ's SQL files begin with comments. `-- why\nLISTEN bullmq_jobs;` -> `bullmq_jobs` */
const listenedChannel = (sql: string): string | undefined =>
  /^(?:\s*--[^\n]*\n)*\s*LISTEN\s+(\w+)/i.exec(sql)?.[1];

/** One statement with parameters, or a script without, whose last result counts: what node-postgres does. */
const runSql = async <R>(db: PGlite, sql: string, params?: readonly unknown[]): Promise<PgQueryResult<R>> => {
  if (params !== undefined) return db.query<R>(sql, [...params]);
  const last = (await db.exec(sql)).at(-1);
  return { rows: (last?.rows ?? []) as R[] };
};

/** The one session, dressed as a client that was checked out of a pool. */
class SessionClient extends EventEmitter implements PgPoolClient {
  readonly #db: PGlite;
  readonly #unlisten: (() => Promise<void>)[] = [];

  constructor(db: PGlite) {
    super();
    this.#db = db;
    this.setMaxListeners(0);
  }

  async query<R>(sql: string, params?: readonly unknown[]): Promise<PgQueryResult<R>> {
    const channel = listenedChannel(sql);
    if (channel === undefined) return runSql(this.#db, sql, params);
    const unlisten = await this.#db.listen(channel, (payload) =>
      this.emit('notification', { channel, payload }),
    );
    this.#unlisten.push(unlisten);
    return { rows: [] };
  }

  release(): void {
    for (const unlisten of this.#unlisten.splice(0)) unlisten().catch(() => undefined);
  }
}

/**
 * PGlite has one session, which every "client" shares. That is safe because each of BullMQ's
 * commands is one statement; only its migrations span several, and they run before anyone else.
 */
class SessionPool extends EventEmitter implements PgPool {
  readonly #db: PGlite;

  constructor(db: PGlite) {
    super();
    this.#db = db;
    this.setMaxListeners(0);
  }

  async connect(): Promise<PgPoolClient> {
    return new SessionClient(this.#db);
  }

  query<R>(sql: string, params?: readonly unknown[]): Promise<PgQueryResult<R>> {
    return runSql(this.#db, sql, params);
  }

  async end(): Promise<void> {}
}

/**
 * The queue in this process's memory: PostgreSQL compiled to WebAssembly. Nothing is written to
 * disk, because the store knows all that the queue holds and `sweep` puts it back.
 */
export const openEmbedded = async (watch: Watch): Promise<Engine> => {
  // To make an empty database takes three times as long as to copy one.
  const db = await PGlite.create({ loadDataDir: await dataDir() });
  const connection = new SessionPool(db);
  await runMigrations(await connection.connect());
  await db.exec('SET search_path TO bullmq');
  const queue = new BullQueue<unknown, void>(QUEUE_NAME, { connection, defaultJobOptions: JOB_OPTIONS });
  queue.on('error', (err) => watch.failed(err));
  return {
    name: 'embedded',
    queue,
    createWorker(run, { concurrency, onError }) {
      // An idle worker also asks every second: a notification can fall between two of its looks.
      const worker = new BullWorker<unknown, void>(QUEUE_NAME, run, {
        ...WORKER_OPTIONS,
        connection,
        concurrency,
        drainDelay: 1,
      });
      worker.on('error', onError);
      return { worker, disconnect: () => undefined };
    },
    probe: async () => (await db.query('SELECT 1')).rows.length === 1,
    async close() {
      await queue.close();
      await db.close();
    },
  };
};
