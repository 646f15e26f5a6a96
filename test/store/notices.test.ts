import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { NoticeBody } from '../../src/domain/notice-body.ts';
import { isLive } from '../../src/domain/notice-kind.ts';
import type { ClaimedNotice } from '../../src/store/notice-claims.ts';
import { insertNotices } from '../../src/store/notices.ts';
import { write } from '../../src/store/open.ts';
import { ring } from '../../src/store/requests.ts';
import { minutes, NINE } from '../slack/example.ts';
import { LEASE, openStage, type Stage } from './stage.ts';

const ROOT = { channel: 'C0VPC', ts: '1.000' };
const CREATED: NoticeBody = { kind: 'vpc-created', providerId: '4711' };

const add = (stage: Stage, requestId: number, ...bodies: readonly NoticeBody[]) =>
  write(stage.db, (tx) =>
    insertNotices(
      tx,
      NINE,
      bodies.map((body) => ({ requestId, body })),
    ),
  );

const turn = async (stage: Stage, requestId: number, by = 'run-1', now = NINE): Promise<ClaimedNotice> => {
  const next = await stage.store.claimNextNotice(requestId, by, now, now + LEASE);
  if (next.kind !== 'turn') throw new Error(`it is not the notice's turn: ${JSON.stringify(next)}`);
  return next.claimed;
};
const sayRoot = async (stage: Stage, requestId: number) =>
  stage.store.settleNoticeSaid(await turn(stage, requestId), ROOT, 'digest', NINE);

const openWithTwo = async () => {
  const stage = openStage();
  const { requestId, vpcId } = await stage.open();
  add(stage, requestId, CREATED);
  return { stage, requestId, vpcId };
};

test('notices are said in the order in which things happened, one at a time', async () => {
  const { stage, requestId } = await openWithTwo();
  const first = await turn(stage, requestId);
  expect(first.notice).toMatchObject({ requestId, body: { kind: 'request-opened' }, createdAt: NINE });
  expect(await stage.store.claimNextNotice(requestId, 'run-2', NINE, minutes(9))).toEqual({
    kind: 'later',
    at: NINE + LEASE,
  });
  await stage.store.settleNoticeSaid(first, ROOT, 'digest', NINE);
  expect((await turn(stage, requestId, 'run-2')).notice.body).toEqual(CREATED);
});

test('a request that was said whole has nothing to say, nor has one that is not there', async () => {
  const { stage, requestId } = await openWithTwo();
  await stage.hear(requestId);
  expect(await stage.store.claimNextNotice(requestId, 'run-1', NINE, NINE)).toEqual({ kind: 'all-said' });
  expect(await stage.store.claimNextNotice(99, 'run-1', NINE, NINE)).toEqual({ kind: 'all-said' });
});

test('a notice that was surely not said comes back after its pause, with one try more', async () => {
  const { stage, requestId } = await openWithTwo();
  await stage.store.settleNoticeUnsaid(await turn(stage, requestId), minutes(1));
  const early = await stage.store.claimNextNotice(requestId, 'run-2', minutes(1) - 1, minutes(2));
  expect(early).toEqual({ kind: 'later', at: minutes(1) });
  const again = await turn(stage, requestId, 'run-2', minutes(1));
  expect(again).toMatchObject({
    unsureSince: null,
    looks: 0,
    tries: 1,
    notice: { body: { kind: 'request-opened' } },
  });
});

test('a later notice does not overtake one that waits', async () => {
  const { stage, requestId } = await openWithTwo();
  await stage.store.settleNoticeUnsaid(await turn(stage, requestId), minutes(5));
  expect(await stage.store.claimNextNotice(requestId, 'run-2', NINE, NINE)).toMatchObject({ kind: 'later' });
});

test('a notice that may have been said comes back to be looked for', async () => {
  const { stage, requestId } = await openWithTwo();
  await stage.store.settleNoticeUnsure(await turn(stage, requestId), NINE, 0, NINE + 3_000);
  const first = await turn(stage, requestId, 'run-2', NINE + 3_000);
  expect(first).toMatchObject({ unsureSince: NINE, looks: 0, tries: 1 });
  await stage.store.settleNoticeUnsure(first, NINE, 1, NINE + 6_000);
  expect(await turn(stage, requestId, 'run-3', NINE + 6_000)).toMatchObject({ unsureSince: NINE, looks: 1 });
});

test('a claim that was never given back may have spoken', async () => {
  const { stage, requestId } = await openWithTwo();
  const lost = await turn(stage, requestId);
  expect(lost.unsureSince).toBeNull();
  const after = await turn(stage, requestId, 'run-2', NINE + LEASE);
  expect(after).toMatchObject({ notice: lost.notice, unsureSince: NINE, looks: 0 });
});

test('a run that died after its looks may have spoken: it is looked for from the beginning', async () => {
  const { stage, requestId } = await openWithTwo();
  await stage.store.settleNoticeUnsure(await turn(stage, requestId), NINE, 1, NINE);
  const died = await turn(stage, requestId, 'run-2');
  expect(died.looks).toBe(1);
  expect(await turn(stage, requestId, 'run-3', NINE + LEASE)).toMatchObject({ unsureSince: NINE, looks: 0 });
});

test('what is surely unsaid after it was looked for is no longer unsure', async () => {
  const { stage, requestId } = await openWithTwo();
  await stage.store.settleNoticeUnsure(await turn(stage, requestId), NINE, 1, NINE);
  await stage.store.settleNoticeUnsaid(await turn(stage, requestId, 'run-2'), NINE);
  expect(await turn(stage, requestId, 'run-3')).toMatchObject({ unsureSince: null, looks: 0, tries: 2 });
});

test('who lost the claim can neither mark the notice said nor put it off', async () => {
  const { stage, requestId } = await openWithTwo();
  const lost = await turn(stage, requestId);
  const holder = await turn(stage, requestId, 'run-2', NINE + LEASE);
  await stage.store.settleNoticeSaid(lost, ROOT, null, NINE);
  await stage.store.settleNoticeUnsaid(lost, minutes(99));
  await stage.store.settleNoticeUnsure(lost, NINE, 2, minutes(99));
  expect(await stage.store.findThread(requestId)).toBeNull();
  await stage.store.settleNoticeSaid(holder, { channel: 'C0VPC', ts: '2.000' }, null, NINE);
  expect(await stage.store.findThread(requestId)).toEqual({ channel: 'C0VPC', ts: '2.000' });
  await stage.store.settleNoticeUnsaid(holder, minutes(99));
  expect((await turn(stage, requestId, 'run-3')).notice.body).toEqual(CREATED);
});

test('the thread is where the first notice was said, wherever later ones are', async () => {
  const { stage, requestId } = await openWithTwo();
  expect(await stage.store.findThread(requestId)).toBeNull();
  await sayRoot(stage, requestId);
  await stage.store.settleNoticeSaid(
    await turn(stage, requestId),
    { channel: 'C0VPC', ts: '2.000' },
    null,
    NINE,
  );
  expect(await stage.store.findThread(requestId)).toEqual(ROOT);
});

test('live notices are those that are edited, once they are said', async () => {
  const { stage, requestId } = await openWithTwo();
  expect(await stage.store.listLiveNotices(requestId)).toEqual([]);
  await stage.hear(requestId);
  add(stage, requestId, { kind: 'quota-asked', used: 3, limit: 3 });
  const live = await stage.store.listLiveNotices(requestId);
  expect(live).toMatchObject([{ notice: { body: { kind: 'request-opened' } }, channel: 'C0VPC', ts: '1' }]);
  await stage.hear(requestId);
  const both = await stage.store.listLiveNotices(requestId);
  expect(both.map(({ notice }) => notice.body.kind)).toEqual(['request-opened', 'quota-asked']);
  expect(both.every(({ notice }) => isLive(notice.body.kind))).toBe(true);
});

test('a request is unspoken while something is unsaid and due, or a card is behind its VPC', async () => {
  const { stage, requestId, vpcId } = await openWithTwo();
  const unsaid = () => stage.store.findUnsaidRequests(NINE);
  const behind = () => stage.store.findBehindRequests();
  expect([await unsaid(), await behind()]).toEqual([[requestId], []]);
  await stage.hear(requestId);
  expect([await unsaid(), await behind()]).toEqual([[], [requestId]]);
  const [card] = await stage.store.listLiveNotices(requestId);
  await stage.store.recordShown(card?.notice.id ?? 0, 'digest', 0);
  expect([await unsaid(), await behind()]).toEqual([[], []]);
  expect(await stage.store.listLiveNotices(requestId)).toMatchObject([{ shown: 'digest' }]);
  write(stage.db, (tx) => ring(tx, vpcId, NINE));
  expect([await unsaid(), await behind()]).toEqual([[], [requestId]]);
  await stage.store.recordShown(card?.notice.id ?? 0, 'digest', 1);
  add(stage, requestId, CREATED);
  expect([await unsaid(), await behind()]).toEqual([[requestId], []]);
});

test('a request whose next notice waits, or that a run is at, is not woken', async () => {
  const { stage, requestId } = await openWithTwo();
  const unspoken = (now: number) => stage.store.findUnsaidRequests(now);
  const claimed = await turn(stage, requestId);
  expect(await unspoken(NINE + LEASE - 1)).toEqual([]);
  expect(await unspoken(NINE + LEASE)).toEqual([requestId]);
  await stage.store.settleNoticeUnsaid(claimed, minutes(5));
  expect(await unspoken(minutes(5) - 1)).toEqual([]);
  expect(await unspoken(minutes(5))).toEqual([requestId]);
});

test('a notice is kept as it was when it happened', async () => {
  const { stage, requestId } = await openWithTwo();
  const body: NoticeBody = { kind: 'quota-denied', by: 'U0BOB', reason: 'nö — <!channel> "quotes" \n😀' };
  add(stage, requestId, body);
  await sayRoot(stage, requestId);
  await stage.store.settleNoticeSaid(await turn(stage, requestId), ROOT, null, NINE);
  expect((await turn(stage, requestId)).notice.body).toEqual(body);
  expect(stage.db.all(sql`select count(*) as count from notices where said_at is null`)).toEqual([
    { count: 1 },
  ]);
});
