import { expect, test } from 'vitest';
import { createSlackClient } from '../../src/slack/app.ts';
import type { Place } from '../../src/slack/thread.ts';
import { createThread } from '../../src/slack/thread.ts';
import { startSlack } from '../sandbox/bolt-app.ts';

const QUIET = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const CHANNEL = 'C0VPC';

/** A bot whose clock is ahead of Slack's by so much, and which has said one root. */
const openThread = async (ahead: number) => {
  const { slack, clock } = await startSlack();
  const now = () => clock.now() + ahead;
  const client = createSlackClient({
    botToken: 'xoxb-sandbox',
    apiUrl: slack.apiUrl,
    delivery: { kind: 'socket', appToken: 'xapp-sandbox' },
    timeout: 1_000,
    log: QUIET,
  });
  const thread = createThread(client, now);
  const say = async (place: Place, noticeKey: string, tells: string): Promise<string> => {
    const message = { text: noticeKey, blocks: [] };
    const ts = await thread.post({ place, message, broadcast: false, noticeKey, tells });
    return ts ?? '';
  };
  const root = await say({ channel: CHANNEL, threadTs: null }, 'root', 'the root');
  clock.advance(MINUTE);
  return { slack, clock, now, thread, say, root };
};

test.each([
  { ahead: 0, because: 'the clocks agree' },
  { ahead: 2 * DAY, because: 'ours is two days ahead of Slack’s' },
  { ahead: -2 * DAY, because: 'ours is two days behind Slack’s' },
])('a notice whose answer was lost is found: $because', async ({ ahead }) => {
  const { slack, clock, now, thread, say, root } = await openThread(ahead);
  for (const threadTs of [null, root]) {
    const place = { channel: CHANNEL, threadTs };
    const sought = { noticeKey: `lost in ${threadTs}`, since: now() };
    expect(await thread.find(place, sought)).toBeNull();
    const ts = await say(place, sought.noticeKey, 'what is lost');
    clock.advance(MINUTE);
    expect(await thread.find(place, sought)).toBe(ts);
  }
  await slack.stop();
});

test('what tells the same counts only from then on, as it may be told again', async () => {
  const { slack, clock, now, thread, say, root } = await openThread(0);
  const place = { channel: CHANNEL, threadTs: root };
  const long = await say(place, 'told long ago', 'the same');
  clock.advance(DAY);
  const sought = { noticeKey: 'new', tells: 'the same', toldBefore: now() + DAY };
  expect(await thread.find(place, { ...sought, since: now() })).toBeNull();
  expect(await thread.find(place, { ...sought, since: now() - DAY })).toBe(long);
  await slack.stop();
});
