import type Database from 'better-sqlite3';

const TABLES = [
  'requests',
  'notices',
  'audit_events',
  'vpcs',
  'peerings',
  'service_moves',
  'quota_increases',
  'subscriptions',
  'completions',
  'peering_shares',
];

/** A request that was recorded by halves: nobody hears of it, or nobody knows who asked. */
const HALVES = `
  select r.id, r.ask,
    not exists (select 1 from notices n where n.request_id = r.id) as silent,
    not exists (select 1 from audit_events a where a.request_id = r.id) as unsigned
  from requests r
  where r.id > ? and (silent or unsigned)`;

/** What a request was asked for, and does not exist. */
const SUBJECTLESS = `
  select r.id, r.ask from requests r
  where r.id > ? and case json_extract(r.ask, '$.kind')
    when 'move' then not exists (select 1 from service_moves m where m.request_id = r.id)
    when 'quota' then not exists (select 1 from quota_increases q where q.request_id = r.id)
    else not exists (select 1 from vpcs v where v.id = r.vpc_id) end`;

/** Reads the books of a store: how many rows there are, and which were written by halves. */
export const createLedger = (file: Database.Database) => {
  const counts = file.prepare(
    TABLES.map((table) => `select count(*) as rows from ${table}`).join(' union all '),
  );
  const halves = file.prepare(HALVES);
  const subjectless = file.prepare(SUBJECTLESS);
  const newest = file.prepare('select coalesce(max(id), 0) as id from requests').pluck();
  const foreign = file.prepare('pragma foreign_key_check');
  const first = Number(newest.get());
  const texts = TABLES.flatMap((table) =>
    (file.pragma(`table_info(${table})`) as { name: string; type: string }[])
      .filter(({ type }) => type.toLowerCase() === 'text')
      .map(({ name }) => file.prepare(`select 1 from ${table} where instr("${name}", ?) > 0 limit 1`)),
  );
  const count = (): string => (counts.all() as { rows: number }[]).map(({ rows }) => rows).join(' ');
  return {
    count,
    /** Whether any text of it has this in it. */
    holds: (word: string): boolean => texts.some((text) => text.get(word) !== undefined),
    /** What is wrong with it. Empty: every request is whole. */
    findProblems: (): readonly string[] => [
      ...halves.all(first).map((row) => `a request is recorded by halves: ${JSON.stringify(row)}`),
      ...subjectless.all(first).map((row) => `a request is about nothing: ${JSON.stringify(row)}`),
    ],
    /** Slower, for the end of a round. */
    findDangling: (): readonly string[] =>
      foreign.all().map((row) => `a row points nowhere: ${JSON.stringify(row)}`),
  };
};
