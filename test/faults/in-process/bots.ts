import { AsyncLocalStorage } from 'node:async_hooks';
import { pino } from 'pino';
import type { Config } from '../../../src/config.ts';
import { buildBot } from '../../../src/main.ts';
import type { Wake } from '../../../src/queue/jobs.ts';

type Built = Awaited<ReturnType<typeof buildBot>>;

/** A bot as a process of its own: once it is killed nothing comes of what it still does. */
export interface Life extends Built {
  isDead: boolean;
}

/** Thrown where the mischief has it: nothing is wrong with the bot. */
export class Staged extends Error {}

interface BotsOptions {
  readonly config: Config;
  readonly now: () => number;
  readonly random: () => number;
  readonly wake: Wake;
  /** Before a verb of the store: whether it is refused. */
  readonly refuses: () => boolean;
  /** After one that has committed: whether the process dies there. */
  readonly dies: () => boolean;
  /** What the bot says cannot go on. */
  readonly complain: (what: object, message: string) => void;
  /** The address that a name has now; null: none. */
  readonly resolve: (host: string) => string | null;
}

type Verb = (...given: readonly unknown[]) => Promise<unknown>;

/** One for all schedules: with each that is there, every promise costs more. */
const alive = new AsyncLocalStorage<Life>();

/** The bots of a schedule, one after the other on one database. */
export const createBots = (options: BotsOptions) => {
  const { config, now, random, refuses, dies } = options;
  const stream = {
    write: (line: string) => {
      // A process that is gone says nothing any more.
      if (alive.getStore()?.isDead !== true) options.complain(JSON.parse(line) as object, '');
    },
  };
  const log = pino({ level: process.env['TEST_LOG'] ?? 'error' }, stream);
  let life: Life | null = null;

  const kill = (): void => {
    if (life === null || life.isDead) return;
    life.isDead = true;
    life.database.close();
  };

  const guard = (mine: Life): void => {
    const store = mine.deps.store as unknown as Record<string, Verb>;
    for (const [name, verb] of Object.entries(store)) {
      store[name] = async (...given) => {
        if (mine.isDead) throw new Staged('the process is gone');
        if (refuses()) throw new Staged(`"${name}": database is locked`);
        const outcome = await verb(...given);
        if (dies()) kill();
        return outcome;
      };
    }
    const resolver = mine.deps.resolver as { lookUp: Life['deps']['resolver']['lookUp'] };
    resolver.lookUp = async (host) => {
      const address = options.resolve(host);
      if (address === null) return [{ by: 'sandbox', kind: 'no-such-name' }];
      return [{ by: 'sandbox', kind: 'answers', addresses: [address] }];
    };
  };

  const current = (): Life => {
    if (life === null) throw new Error('no bot was started yet');
    return life;
  };

  return {
    current,
    kill,
    /** Who asks, where it is a bot. */
    asker: (): Life | undefined => alive.getStore(),
    /** Does it as this bot does. */
    as: <T>(mine: Life, act: () => Promise<T>): Promise<T> => alive.run(mine, act),
    start: async (): Promise<void> => {
      const wake: Wake = async (job) => {
        if (mine?.isDead !== true) await options.wake(job);
      };
      let mine: Life | null = null;
      const isQueueReady = async () => true;
      const built = await buildBot(config, { now, random, log, wake, isQueueReady });
      mine = { ...built, isDead: false };
      guard(mine);
      life = mine;
    },
  };
};

export type Bots = ReturnType<typeof createBots>;
