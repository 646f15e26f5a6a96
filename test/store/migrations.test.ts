import { expect, test } from 'vitest';
import { openDatabase } from '../../src/store/open.ts';
import { createStore } from '../../src/store/store.ts';
import { openOld } from './old-database.ts';
import { makeFolder } from './stage.ts';

/** One request that waits for its peer. */
const WAITING = `
    insert into requests (id, project, channel, requester_id, state, vpc_id, origin_key, created_at, state_since)
      values (7, 'payments', 'C0VPC', 'U0OMAR', 'open', 3, 'view:V1', 1000, 1000);
    insert into vpcs (id, request_id, project, name, region, cidr, starts_at, ends_at, state, state_since, version)
      values (3, 7, 'payments', 'payments-eu', 'eu-west-1', '10.1.0.0/24', 167837696, 167837951, 'active', 2000, 5);
    insert into peerings (id, request_id, vpc_id, peer, peer_ranges, state, provisioned_id, state_since, expires_at)
      values (4, 7, 3, '{"kind":"aws","accountId":"123456789012","vpcId":"vpc-1","region":"eu-west-1"}', '[]',
        'pending-peer', 'pcx-1', 3000, 9000);
    insert into notices (id, request_id, body, created_at, said_at, channel, ts, live)
      values (1, 7, '{"kind":"request-opened"}', 1000, 1100, 'C0VPC', '1.1', 1);
    insert into quota_increases (id, request_id, project, state, used, "limit", asked_at)
      values (2, 7, 'payments', 'asked', 3, 3, 1500);
`;

/** What the second vpcbot held more: a move under way, and what it had seen of the project. */
const MOVING = `
    insert into requests (id, project, channel, requester_id, ask, state, origin_key, created_at, state_since)
      values (8, 'payments', 'C0VPC', 'U0OMAR', '{"kind":"move"}', 'open', 'view:V2', 1000, 1000);
    insert into services (project, provider_id, name, region, state, raw_status, endpoints, seen_at)
      values ('payments', 'svc1', 'db', 'us-east-1', 'ready', 'READY', '[]', 5000);
    insert into service_moves (id, request_id, project, service_id, service_name, region, legs, before, names, state,
      state_since) values (6, 8, 'payments', 'svc1', 'db', 'us-east-1', '[]', '[]', '[]', 'requested', 4000);
    insert into project_looks (project, plan, observed_at, look_again_at) values ('payments', 'SCALE', 5000, 6000);
`;

test('a database of the first vpcbot is brought up to date and keeps all that it held', async () => {
  const { url } = makeFolder();
  openOld(url, 1, WAITING);
  const { db, close } = openDatabase(url);
  const store = createStore(db);
  expect(await store.findVpcView(7)).toMatchObject({
    on: 'vpc',
    request: { id: 7, ask: { kind: 'create' }, vpcId: 3 },
    vpc: { name: 'payments-eu', knownSince: 2000, hurriedAt: null },
    peerings: [{ id: 4, requestId: 7, provisionedId: 'pcx-1', expiresAt: 9000, reminders: 0 }],
    version: 5,
  });
  expect(await store.findDueQuotas(1_500)).toEqual([2]);
  expect(await store.findThread(7)).toEqual({ channel: 'C0VPC', ts: '1.1' });
  expect(db.all('pragma foreign_key_check')).toEqual([]);
  expect(() => db.run('delete from requests')).toThrow();
  close();
});

test('a database of the vpcbot before managed projects keeps its moves, services and looks', async () => {
  const { url } = makeFolder();
  openOld(url, 2, WAITING + MOVING);
  const { db, close } = openDatabase(url);
  const store = createStore(db);
  expect(await store.findVpcView(7)).toMatchObject({
    peerings: [{ id: 4, peer: { kind: 'aws' }, warnings: [] }],
  });
  const { services, moving } = await store.findMoveFacts('payments');
  expect(services).toMatchObject([{ providerId: 'svc1', endpoints: [] }]);
  expect(moving).toEqual([{ serviceId: 'svc1', requestId: 8 }]);
  expect(await store.findRequestView(8)).toMatchObject({ on: 'service', move: { id: 6, progress: null } });
  expect(await store.findProjectFacts('payments')).toMatchObject({ regions: [], observedAt: 5000 });
  expect(await store.findProjectLook('payments')).toMatchObject({ plan: 'SCALE', observedAt: 5000 });
  expect(db.all('pragma foreign_key_check')).toEqual([]);
  close();
});

test.each([
  { migrations: 1, rows: WAITING, because: 'the first vpcbot' },
  { migrations: 2, rows: WAITING + MOVING, because: 'the one that moves services' },
  { migrations: 3, rows: WAITING + MOVING, because: 'the one for both products' },
  { migrations: 4, rows: WAITING + MOVING, because: 'the one that tells of drift' },
])(
  'the other side of a peering that waits in a database of $because is looked at',
  async ({ migrations, rows }) => {
    const { url } = makeFolder();
    openOld(url, migrations, rows);
    const { db, close } = openDatabase(url);
    const store = createStore(db);
    const account = {
      kind: 'aws',
      id: '123456789012',
      regions: ['eu-west-1'],
      owners: [],
      allow: [],
    } as const;
    expect((await store.findVpcView(7))?.sides).toEqual([]);
    expect(await store.findNewSides([account])).toEqual([4]);
    expect(await store.claimSide(4, 'run-1', 9_000, 69_000)).toMatchObject({
      kind: 'claimed',
      record: {
        side: { peeringId: 4, plan: null, revision: 0, completion: null },
        confirmed: [],
        ports: [5432],
      },
    });
    expect((await store.findVpcView(7))?.sides).toMatchObject([{ peeringId: 4, lookedAt: null }]);
    expect(await store.findNewSides([account])).toEqual([]);
    expect(db.all('pragma foreign_key_check')).toEqual([]);
    close();
  },
);
