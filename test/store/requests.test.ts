import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { parseDatabaseUrl } from '../../src/store/open.ts';
import { requests } from '../../src/store/schema.ts';
import { aPeer, aProject, NINE, range } from '../slack/example.ts';
import { openStage } from './stage.ts';

const oneLeft = aProject({ vpcQuota: 1 });

test('a request is recorded with its VPC, its first peering, its first notice and who asked', async () => {
  const stage = openStage();
  const { requestId, vpcId, waits } = await stage.open();
  const { request, vpc, peerings, quota, version } = await stage.view(requestId);
  expect(waits).toBe(false);
  expect(request).toEqual({
    id: requestId,
    project: 'payments',
    ask: { kind: 'create' },
    channel: 'C0PAYMENTS',
    requesterId: 'U0OMAR',
    state: 'open',
    vpcId,
    createdAt: NINE,
    stateSince: NINE,
  });
  expect(vpc).toMatchObject({
    id: vpcId,
    requestId,
    name: 'payments-us',
    region: 'us-east-1',
    cidr: range('10.1.0.0/24'),
    state: 'requested',
    providerId: null,
    intent: null,
  });
  expect(peerings).toMatchObject([
    { requestId, vpcId, peer: aPeer(), peerRanges: [range('10.8.0.0/16')], state: 'requested' },
  ]);
  expect({ quota, version }).toEqual({ quota: null, version: 0 });
  expect(await stage.acts(requestId)).toEqual(['request-opened']);
  expect(await stage.store.findDueVpcs(NINE)).toEqual([vpcId]);
  expect(await stage.hear(requestId)).toEqual(['request-opened']);
});

test('the same form twice makes one request and answers the same', async () => {
  const stage = openStage();
  const doing = stage.doing({ id: 'V1' });
  const first = await stage.ask({ doing });
  expect(await stage.ask({ doing })).toEqual(first);
  expect(await stage.store.listLivingRequests(['payments'])).toHaveLength(1);
});

test('the same form twice over quota asks once and still says that it waits', async () => {
  const stage = openStage(aProject({ vpcQuota: 0 }));
  const doing = stage.doing({ id: 'V1' });
  const first = await stage.ask({ doing });
  expect(first).toMatchObject({ kind: 'opened', waits: true });
  expect(await stage.ask({ doing })).toEqual(first);
  expect(await stage.hear(1)).toEqual(['request-opened', 'quota-asked']);
});

test('a request with a problem records nothing at all', async () => {
  const stage = openStage();
  expect(await stage.ask({ cidr: '10.1.0.7/24' })).toMatchObject({
    kind: 'problems',
    problems: { cidr: [{}] },
  });
  expect(stage.db.select().from(requests).all()).toEqual([]);
  expect(await stage.store.findRequestView(1)).toBeNull();
});

test('two requests for one name or range: the second hears that the first has it', async () => {
  const stage = openStage();
  await stage.open({ name: 'one', cidr: '10.1.0.0/24' });
  const second = await stage.ask({ name: 'ONE', cidr: '10.1.0.128/25' });
  expect(second).toMatchObject({
    problems: {
      name: { kind: 'taken', name: 'one' },
      cidr: [{ kind: 'overlap', with: { owner: { kind: 'vpc', name: 'one' } } }],
    },
  });
});

test('of two requests for the last place one opens and the other waits and asks', async () => {
  const stage = openStage(oneLeft);
  const [first, second] = await Promise.all([
    stage.open({ name: 'one', cidr: '10.1.0.0/24' }),
    stage.open({ name: 'two', cidr: '10.2.0.0/24' }),
  ]);
  expect([first.waits, second.waits]).toEqual([false, true]);
  const { request, quota } = await stage.view(second.requestId);
  expect(request.state).toBe('waiting-for-approval');
  expect(quota).toMatchObject({ state: 'asked', used: 1, limit: 1, askedAt: NINE, decidedBy: null });
  expect(await stage.acts(second.requestId)).toEqual(['request-opened', 'quota-asked']);
  expect(await stage.hear(second.requestId)).toEqual(['request-opened', 'quota-asked']);
  expect(await stage.store.findRequestOfQuota(second.quotaId)).toBe(second.requestId);
  expect(await stage.store.findDueVpcs(NINE)).toEqual([first.vpcId]);
});

test('a request that waits takes no place, but keeps its name and range', async () => {
  const stage = openStage(aProject({ vpcQuota: 0 }));
  await stage.open({ name: 'one', cidr: '10.1.0.0/24' });
  const facts = await stage.store.findProjectFacts('payments');
  expect(facts).toMatchObject({ used: 0, vpcs: [{ name: 'one' }] });
  expect(await stage.ask({ name: 'one', cidr: '10.1.0.0/24' })).toMatchObject({ kind: 'problems' });
});

test('nobody else can write while a request is judged', async () => {
  const stage = openStage();
  const other = new Database(parseDatabaseUrl(stage.url), { timeout: 0 });
  const intrude = () => other.exec("update vpcs set state = 'deleted'");
  let intruded: unknown;
  await stage.store.openVpcRequest(
    'payments',
    () => {
      try {
        intrude();
      } catch (error) {
        intruded = error;
      }
      return { kind: 'problems', problems: {} };
    },
    stage.doing(),
  );
  expect(intruded).toMatchObject({ code: 'SQLITE_BUSY' });
  intrude();
  other.close();
});

test('VPCs are listed by project and name with their peerings, requests that live by age', async () => {
  const stage = openStage();
  const b = await stage.open({ name: 'bravo', cidr: '10.1.0.0/24' });
  const a = await stage.open({ name: 'alpha', cidr: '10.2.0.0/24' });
  await stage.store.recordVpcListing(
    'payments',
    [
      {
        providerId: '1',
        name: 'charlie',
        region: 'us-east-1',
        cidr: range('10.3.0.0/24'),
        cidrText: '',
        state: null,
      },
    ],
    NINE,
    NINE,
  );
  const listed = await stage.store.listVpcs(['payments', 'billing']);
  expect(listed.map(({ vpc, peerings }) => [vpc.name, peerings.length])).toEqual([
    ['alpha', 1],
    ['bravo', 1],
    ['charlie', 0],
  ]);
  expect(await stage.store.listVpcs(['billing'])).toEqual([]);
  expect(await stage.store.listVpcs([])).toEqual([]);
  const living = await stage.store.listLivingRequests(['payments']);
  expect(living.map(({ id }) => id)).toEqual([a.requestId, b.requestId]);
});
