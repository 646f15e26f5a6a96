import Database from 'better-sqlite3';
import { type Db, openDatabase, parseDatabaseUrl } from '../src/store/open.ts';
import { createStore, type Store } from '../src/store/store.ts';
import { nameOf, writeManyRows } from './many-rows.ts';
import { formatMs, median, type Part, type SpeedRow, slopeOf, times } from './speed-row.ts';
import { onStage, projectNames, type Stage } from './stage.ts';

/** Rows, in projects of 100 VPCs or 1,000: as many projects as that takes. */
const SIZES = [1_000, 10_000, 100_000];
const OF_A_PROJECT = 100;
const TIMES = 30;
/** A verb is asked again for so long at most, in ms. */
const LONGEST = 1_500;

interface Statement {
  readonly text: string;
  readonly method: 'run' | 'get' | 'all';
  readonly params: readonly unknown[];
}

const NOW = 1_800_000_000_000;

const VERBS: Readonly<Record<string, (store: Store, n: number) => Promise<unknown>>> = {
  findVpcView: (store, n) => store.findVpcView(n),
  claimVpc: (store, n) => store.claimVpc(n, 'bench', NOW, NOW - 1),
  claimNextNotice: (store, n) => store.claimNextNotice(n, 'bench', NOW, NOW - 1),
  sayAccepted: (store, n) =>
    store.sayAccepted(n, null, {
      actor: 'U0OMAR',
      now: NOW,
      origin: { kind: 'action', id: nameOf(n).pcx, team: 'T0' },
    }),
  findDueVpcs: (store) => store.findDueVpcs(NOW),
  findUnsaidRequests: (store) => store.findUnsaidRequests(NOW),
  findBehindRequests: (store) => store.findBehindRequests(),
  findProjectFacts: (store) => store.findProjectFacts('p0'),
  findQuotaFacts: (store) => store.findQuotaFacts('p0'),
  listVpcs: (store) => store.listVpcs(['p0']),
};

/** Hears what a verb asks of SQLite while `hear` is not null. */
const listen = (db: Db) => {
  const { session } = db as unknown as { session: { client: Database.Database } };
  const { client } = session;
  const prepare = client.prepare.bind(client);
  const listener: { hear: Statement[] | null } = { hear: null };
  const heard = new WeakSet<object>();
  client.prepare = ((text: string) => {
    const statement = prepare(text);
    if (heard.has(statement)) return statement;
    heard.add(statement);
    for (const method of ['run', 'get', 'all'] as const) {
      const original = statement[method].bind(statement) as (...params: unknown[]) => unknown;
      Object.assign(statement, {
        [method]: (...params: unknown[]) => {
          listener.hear?.push({ text, method, params });
          return original(...params);
        },
      });
    }
    return statement;
  }) as typeof client.prepare;
  return listener;
};

/** The same statements, prepared once, with nothing around them. */
const replay = (file: Database.Database, statements: readonly Statement[]): (() => void) => {
  const prepared = statements.map(({ text, method, params }) => ({
    statement: file.prepare(text),
    method,
    params,
  }));
  const all = (): void => {
    for (const { statement, method, params } of prepared) statement[method](...params);
  };
  return statements.some(({ method }) => method === 'run') ? () => file.transaction(all).immediate() : all;
};

interface Measured {
  readonly ours: number;
  readonly bare: number;
}

const measureVerb = async (
  store: Store,
  file: Database.Database,
  heard: { hear: Statement[] | null },
  name: string,
  rows: number,
): Promise<Measured> => {
  const verb = VERBS[name];
  if (verb === undefined) throw new Error(`there is no verb "${name}"`);
  const ours: number[] = [];
  const bare: number[] = [];
  const end = performance.now() + LONGEST;
  for (let at = 0; at < TIMES && (at === 0 || performance.now() < end); at += 1) {
    const n = 1 + ((at * 7_919) % rows);
    const statements: Statement[] = [];
    heard.hear = statements;
    await verb(store, n);
    heard.hear = null;
    const again = replay(file, statements);
    again();
    const from = performance.now();
    await verb(store, n);
    const between = performance.now();
    again();
    bare.push(performance.now() - between);
    ours.push(between - from);
  }
  return { ours: median(ours), bare: median(bare) };
};

const openSize = async (stage: Stage, rows: number) => {
  const url = stage.database(`verbs-${rows}`);
  const projects = projectNames(Math.max(1, rows / OF_A_PROJECT));
  await writeManyRows(url, { rows, projects, channel: 'C0VPC', now: NOW, lookAt: 0 });
  const { db, close } = openDatabase(url);
  const heard = listen(db);
  const file = new Database(parseDatabaseUrl(url));
  file.pragma('synchronous = FULL');
  return { rows, store: createStore(db), heard, file, close };
};

/** Each verb against the statements that it makes, at three sizes, with the growth of its cost. */
export const verbs: Part = ({ rounds, tell }) =>
  onStage(async (stage) => {
    const measured = new Map<string, Map<number, Measured[]>>();
    for (const rows of SIZES) {
      const size = await openSize(stage, rows);
      for (let round = 0; round < rounds; round += 1) {
        tell(`${rows.toLocaleString('en-US')} rows, round ${round + 1} of ${rounds}`);
        for (const name of Object.keys(VERBS)) {
          const sizes = measured.get(name) ?? new Map<number, Measured[]>();
          measured.set(name, sizes);
          const took = await measureVerb(size.store, size.file, size.heard, name, rows);
          sizes.set(rows, [...(sizes.get(rows) ?? []), took]);
        }
      }
      size.file.close();
      size.close();
    }
    return [...measured].map(([name, sizes]): SpeedRow => {
      const costs = [...sizes].map(([size, all]) => ({ size, cost: median(all.map(({ ours }) => ours)) }));
      const slope = slopeOf(costs);
      const largest = [...sizes.values()].at(-1) ?? [];
      return {
        what: `store: ${name}, at 1,000, 10,000 and 100,000 rows`,
        ours: costs.map(({ cost }) => formatMs(cost)).join(', '),
        other: `the same statements, bare ${formatMs(median(largest.map(({ bare }) => bare)))}`,
        ratio: `${times(median(largest.map(({ ours, bare }) => ours / bare)))}, slope ${slope.toFixed(2)}`,
        aim: 'slope at most 1.1',
        holds: slope <= 1.1,
      };
    });
  });
