import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openDatabase, parseDatabaseUrl } from '../../src/store/open.ts';
import { createStore } from '../../src/store/store.ts';
import { MIGRATIONS, openOld } from './old-database.ts';
import { makeFolder } from './stage.ts';

/**
 * What a vpcbot with this migration can hold that none before it could: a row for each new table. A
 * migration that is added and not named here fails the first test.
 */
const ROWS: Readonly<Record<string, string>> = {
  '0000_first': `
    insert into requests (id, project, channel, requester_id, state, vpc_id, origin_key, created_at, state_since)
      values (7, 'payments', 'C0VPC', 'U0OMAR', 'open', 3, 'view:V1', 1000, 1000);
    insert into vpcs (id, request_id, project, name, region, cidr, starts_at, ends_at, state, state_since, version,
      provider_id, look_again_at)
      values (3, 7, 'payments', 'payments-eu', 'eu-west-1', '10.1.0.0/24', 167837696, 167837951, 'active', 2000, 5,
      'vpc1', 8000);
    insert into peerings (id, request_id, vpc_id, peer, peer_ranges, state, provisioned_id, state_since, expires_at)
      values (4, 7, 3, '{"kind":"aws","accountId":"123456789012","vpcId":"vpc-1","region":"eu-west-1"}', '["10.8.0.0/16"]',
      'pending-peer', 'pcx-1', 3000, 9000);
    insert into notices (id, request_id, body, created_at, said_at, channel, ts, live)
      values (1, 7, '{"kind":"request-opened"}', 1000, 1100, 'C0VPC', '1.1', 1), (2, 7, '{"kind":"vpc-created"}', 2000, null,
      null, null, 0);
    insert into quota_increases (id, request_id, project, state, used, "limit", asked_at)
      values (2, 7, 'payments', 'asked', 3, 3, 1500);
    insert into project_looks (project, observed_at, look_again_at) values ('payments', 5000, 6000);
    insert into audit_events (at, actor, act, request_id, project, origin)
      values (1000, 'U0OMAR', 'request-opened', 7, 'payments', '{"kind":"view","id":"V1","team":"T0ACME"}');`,
  '0001_commands': `
    insert into requests (id, project, channel, requester_id, ask, state, origin_key, created_at, state_since)
      values (8, 'payments', 'C0VPC', 'U0OMAR', '{"kind":"move"}', 'open', 'view:V2', 1000, 1000);
    insert into services (project, provider_id, name, region, state, raw_status, endpoints, seen_at)
      values ('payments', 'svc1', 'db', 'us-east-1', 'ready', 'READY', '[]', 5000);
    insert into service_moves (id, request_id, project, service_id, service_name, region, legs, before, names, state,
      state_since) values (6, 8, 'payments', 'svc1', 'db', 'us-east-1', '[]', '[]', '[]', 'requested', 4000);
    insert into subscriptions (channel, project, by, at) values ('C0NEWS', 'payments', 'U0NINA', 4500);
    insert into home_viewers (user_id, opened_at, look_again_at) values ('U0OMAR', 4600, 4700);
    update quota_increases set look_again_at = 1500;`,
  '0002_products': `
    insert into peering_shares (id, peering_id, request_id, shared_at) values (1, 4, 7, 4800);`,
  '0003_drift': `
    insert into notices (id, request_id, project, body, created_at, live)
      values (3, null, 'payments', '{"kind":"drift","changes":[],"since":null}', 4900, 0);`,
  '0004_sides': `
    insert into peer_sides (peering_id, choice, look_again_at)
      values (4, '{"kind":"aws","tables":null,"groups":"new"}', 9500);
    insert into completions (id, peering_id, request_id, state, changes, asked_by, state_since)
      values (1, 4, 7, 'done', '[]', 'U0NINA', 5100);
    insert into completion_steps (completion_id, round, key, change, state, at)
      values (1, 0, 'accept', '{"kind":"accept","peeringId":"pcx-1"}', 'done', 5200);
    insert into confirmed_accounts (project, account_id, by, at) values ('payments', '210987654321', 'U0NINA', 5300);`,
  '0005_creations': '',
  '0006_restores': 'insert into restores (taken_at, restored_at) values (5400, 5500);',
  '0007_pages': '',
};

const rowsUpTo = (count: number): string =>
  MIGRATIONS.slice(0, count)
    .map(({ tag }) => ROWS[tag] ?? '')
    .join('\n');

type Rows = readonly Readonly<Record<string, unknown>>[];

/** Every table with all that is in it. */
const readTables = (path: string): ReadonlyMap<string, Rows> => {
  const file = new Database(path, { readonly: true });
  const tables = file
    .prepare(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '__drizzle%'",
    )
    .all() as { name: string }[];
  const rows = tables.map(
    ({ name }) => [name, file.prepare(`select * from "${name}" order by 1`).all() as Rows] as const,
  );
  file.close();
  return new Map(rows);
};

const VERSIONS = MIGRATIONS.map(({ tag }, index) => ({ tag, count: index + 1 }));

test('every migration has rows of its own here, so that none is forgotten', () => {
  expect(Object.keys(ROWS)).toEqual(MIGRATIONS.map(({ tag }) => tag));
});

test.each(VERSIONS)(
  'a database as of $tag keeps every row of every table, and is read',
  async ({ count }) => {
    const { url } = makeFolder();
    openOld(url, count, rowsUpTo(count));
    const path = parseDatabaseUrl(url);
    const before = readTables(path);
    for (const [table, rows] of before) expect({ table, rows: rows.length }).not.toEqual({ table, rows: 0 });
    const { db, close } = openDatabase(url);
    const store = createStore(db);

    expect(await store.findVpcView(7)).toMatchObject({
      request: { id: 7, project: 'payments', ask: { kind: 'create' }, vpcId: 3 },
      vpc: { id: 3, name: 'payments-eu', providerId: 'vpc1' },
      peerings: [{ id: 4, provisionedId: 'pcx-1', expiresAt: 9000, warnings: [] }],
      quota: { id: 2, state: 'asked' },
    });
    expect(await store.listAudit(7)).toMatchObject([{ actor: 'U0OMAR', origin: { id: 'V1' } }]);
    expect(await store.findThread(7)).toEqual({ channel: 'C0VPC', ts: '1.1' });
    expect(await store.findProjectFacts('payments')).toMatchObject({ observedAt: 5000 });
    expect(await store.findUnsaidRequests(9_000)).toEqual([7]);
    expect(await store.findDueVpcs(9_000)).toEqual([3]);
    expect(await store.findDueQuotas(9_000)).toEqual([2]);
    expect(await store.claimVpc(3, 'run-1', 9_000, 69_000)).toMatchObject({ kind: 'claimed' });
    expect(await store.claimNextNotice(7, 'run-2', 9_000, 69_000)).toMatchObject({
      kind: 'turn',
      claimed: { notice: { id: 2 } },
    });
    if (count >= 2) {
      expect(await store.findRequestView(8)).toMatchObject({ on: 'service', move: { id: 6 } });
      expect(await store.findMoveFacts('payments')).toMatchObject({ services: [{ providerId: 'svc1' }] });
      expect(await store.listHomeViewers(0)).toEqual(['U0OMAR']);
    }
    if (count >= 4) expect(await store.findUnspokenProjects(9_000)).toEqual(['payments']);
    if (count >= 5) {
      expect(await store.findSide(4)).toMatchObject({ peeringId: 4, completion: { id: 1, state: 'done' } });
    }
    expect(await store.probeStore()).toBe(true);
    expect(db.all('pragma foreign_key_check')).toEqual([]);
    expect(db.all('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    close();
  },
);

test('a migration that fails leaves the old database as it was, and says what to start instead', () => {
  const { url } = makeFolder();
  const old = MIGRATIONS.findIndex(({ tag }) => tag === '0002_products');
  openOld(url, old, `${rowsUpTo(old)} create table peering_shares (in_the_way integer);`);
  const path = parseDatabaseUrl(url);
  const before = readTables(path);
  expect(() => openDatabase(url)).toThrow(
    expect.objectContaining({
      code: 'STORE_NOT_UPGRADED',
      message: expect.stringContaining('nothing was changed: start the vpcbot that you had before'),
    }),
  );
  expect(readTables(path)).toEqual(before);
  const file = new Database(path);
  file.exec('drop table peering_shares');
  file.close();
  const { db, close } = openDatabase(url);
  expect(db.all('pragma foreign_key_check')).toEqual([]);
  close();
});
