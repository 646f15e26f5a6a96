import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { type Db, openDatabase, parseDatabaseUrl } from '../../src/store/open.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import { aPeer, NINE } from '../slack/example.ts';
import { openStage } from './stage.ts';

const ACCOUNT = { kind: 'aws', id: '123456789012', regions: ['eu-west-1'], owners: [], allow: [] } as const;
const PROJECTS = ['payments'];

/** Every statement of these verbs, as SQLite is asked it. */
const HOT: Readonly<
  Record<string, (store: Store, ids: { request: number; vpc: number }) => Promise<unknown>>
> = {
  findDueVpcs: (store) => store.findDueVpcs(NINE),
  findDueMoves: (store) => store.findDueMoves(NINE),
  findDueQuotas: (store) => store.findDueQuotas(NINE),
  findNewSides: (store) => store.findNewSides([ACCOUNT]),
  findDueSides: (store) => store.findDueSides([ACCOUNT], NINE),
  findUnsaidRequests: (store) => store.findUnsaidRequests(NINE),
  findBehindRequests: (store) => store.findBehindRequests(),
  findUnspokenProjects: (store) => store.findUnspokenProjects(NINE),
  claimVpc: (store, { vpc }) => store.claimVpc(vpc, 'run', NINE, NINE + 1),
  claimNextNotice: (store, { request }) => store.claimNextNotice(request, 'run', NINE, NINE + 1),
  findVpcView: (store, { request }) => store.findVpcView(request),
  findRequestView: (store, { request }) => store.findRequestView(request),
  findThread: (store, { request }) => store.findThread(request),
  listLiveNotices: (store, { request }) => store.listLiveNotices(request),
  findMoveFacts: (store) => store.findMoveFacts('payments'),
  findProjectFacts: async (store) => (await store.findProjectFacts('payments')).findReach([aPeer()]),
  findGrant: (store) => store.findGrant('payments'),
  findQuotaFacts: (store) => store.findQuotaFacts('payments'),
  findLimitFacts: (store) => store.findLimitFacts('payments'),
  listVpcs: (store) => store.listVpcs(PROJECTS),
  listLivingRequests: (store) => store.listLivingRequests(PROJECTS),
  listHeldViews: (store) => store.listHeldViews(PROJECTS),
  listOwnViews: (store) => store.listOwnViews('U0OMAR', NINE),
  listSentPeerings: (store) => store.listSentPeerings('U0OMAR'),
  listAskedCompletions: (store) => store.listAskedCompletions(),
};

/** Tables with a handful of rows, however large the rest grows. */
const SMALL = /^SCAN (?:json_each|project_looks|subscriptions|home_viewers|confirmed_accounts|restores)\b/;

const isScan = (detail: string): boolean =>
  /^SCAN /.test(detail) &&
  !/USING (?:COVERING )?INDEX|CONSTANT ROW|^SCAN \(/.test(detail) &&
  !SMALL.test(detail);

/** Hears each statement that goes through this connection. */
const listen = (db: Db): string[] => {
  const heard: string[] = [];
  const { session } = db as unknown as { session: { client: Database.Database } };
  const prepare = session.client.prepare.bind(session.client);
  session.client.prepare = ((text: string) => {
    heard.push(text);
    return prepare(text);
  }) as typeof session.client.prepare;
  return heard;
};

const explain = (file: Database.Database, text: string): readonly string[] =>
  file
    .prepare<unknown[], { detail: string }>(`explain query plan ${text}`)
    .all(...Array.from({ length: text.split('?').length - 1 }, () => null))
    .map(({ detail }) => detail);

test.each(Object.keys(HOT))('%s reads no table from end to end', async (name) => {
  const stage = openStage();
  const opened = await stage.open();
  const file = new Database(parseDatabaseUrl(stage.url), { readonly: true });
  onTestFinished(() => void file.close());
  // Nothing is prepared there yet.
  const { db, close } = openDatabase(stage.url);
  onTestFinished(close);
  const heard = listen(db);
  await HOT[name]?.(createStore(db), { request: opened.requestId, vpc: opened.vpcId });
  const queries = [...new Set(heard)].filter((text) => /^\s*(?:select|update|delete)/i.test(text));
  expect(queries.length).toBeGreaterThan(0);
  const scans = queries.flatMap((text) =>
    explain(file, text)
      .filter(isScan)
      .map((detail) => `${detail}: ${text}`),
  );
  expect(scans).toEqual([]);
});

test('what a network reaches is found by its key, whatever else is peered', async () => {
  const stage = openStage();
  const { findReach } = await stage.store.findProjectFacts('payments');
  const file = new Database(parseDatabaseUrl(stage.url), { readonly: true });
  onTestFinished(() => void file.close());
  const heard = listen(stage.db);
  findReach([aPeer(), aPeer({ vpcId: 'vpc-0fffffffffffffff0' })]);
  const plan = heard.flatMap((text) => explain(file, text)).filter((one) => !/json_each|SUBQUERY/.test(one));
  expect(plan).toEqual([
    'SEARCH peerings USING INDEX peerings_peer (peer_key=?)',
    'SEARCH vpcs USING INTEGER PRIMARY KEY (rowid=?)',
    'USE TEMP B-TREE FOR ORDER BY',
  ]);
});

test('the key of a network is the same in the store and in the domain', async () => {
  const stage = openStage();
  await stage.open();
  const { accountId, vpcId } = aPeer();
  expect(stage.db.all('select peer_key from peerings')).toEqual([
    { peer_key: `aws/${accountId}/eu-west-1/${vpcId}` },
  ]);
});
