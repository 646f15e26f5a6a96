import { expect, test } from 'vitest';
import type { NoticeBody } from '../../src/domain/notice-body.ts';
import { insertNotices } from '../../src/store/notices.ts';
import { notices } from '../../src/store/schema.ts';
import { NINE } from '../slack/example.ts';
import { LEASE, openStage } from './stage.ts';

const END: NoticeBody = { kind: 'vpc-failed', failure: { kind: 'gone' } };

test('an end is recorded for the thread and for each channel that subscribed, and nothing else is', async () => {
  const { store, db, open, doing } = openStage();
  const { requestId } = await open();
  await store.subscribe('C0PAYMENTS', ['payments'], doing());
  await store.subscribe('C0RANDOM', ['analytics'], doing());
  expect(await store.subscribe('C0TEAM', ['payments', 'analytics'], doing())).toEqual([
    'payments',
    'analytics',
  ]);
  expect(await store.subscribe('C0TEAM', ['payments'], doing())).toEqual([]);
  db.transaction((tx) =>
    insertNotices(tx, NINE, [
      { requestId, body: { kind: 'vpc-created', providerId: '1' } },
      { requestId, body: END },
    ]),
  );
  const lanes = db
    .select()
    .from(notices)
    .all()
    .filter(({ body }) => body.kind === 'vpc-failed')
    .map(({ lane }) => lane);
  // C0PAYMENTS is where the request's own thread is.
  expect(lanes).toEqual([null, 'C0TEAM']);
  expect(db.select().from(notices).all()).toHaveLength(4);
});

test('a copy that Slack refuses is over with, and the thread hears nothing of it', async () => {
  const { store, db, open, doing } = openStage();
  const { requestId } = await open();
  await store.subscribe('C0TEAM', ['payments'], doing());
  db.transaction((tx) => insertNotices(tx, NINE, [{ requestId, body: END }]));
  for (;;) {
    const turn = await store.claimNextNotice(requestId, 'run', NINE, NINE + LEASE);
    if (turn.kind !== 'turn') break;
    const { claimed } = turn;
    if (claimed.notice.lane === null) {
      await store.settleNoticeSaid(claimed, { channel: 'C0PAYMENTS', ts: '1.1' }, null, NINE);
    } else await store.settleNoticeRefused(claimed, 'not_in_channel', NINE);
  }
  const kinds = db
    .select()
    .from(notices)
    .all()
    .map(({ body }) => body.kind);
  expect(kinds).not.toContain('not-delivered');
  await store.dropSubscriptions('C0TEAM');
  expect(await store.listSubscriptions('C0TEAM')).toEqual([]);
});

test('who subscribed and who ended it is remembered', async () => {
  const { store, doing } = openStage();
  await store.subscribe('C0TEAM', ['payments'], doing({ actor: 'U0ADA' }));
  expect(await store.unsubscribe('C0TEAM', ['payments', 'analytics'], doing({ actor: 'U0BOB' }))).toEqual([
    'payments',
  ]);
  const history = await store.listHistory({ kind: 'project', project: 'payments' });
  expect(history.map(({ happening, request }) => [happening, request])).toEqual([
    [expect.objectContaining({ act: 'subscribed', actor: 'U0ADA' }), null],
    [expect.objectContaining({ act: 'unsubscribed', actor: 'U0BOB' }), null],
  ]);
});
