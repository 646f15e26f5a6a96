import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CloudFacts } from '../../sandbox/demo/news.ts';
import { cloudTimeAt, sayAgo, sayLength } from '../../sandbox/page/beside/cloud-time.ts';
import { parseKept, renderKept } from '../../sandbox/page/beside/guide-kept.ts';
import { readLogLine } from '../../sandbox/page/beside/log-lines.ts';
import {
  sayManagedPeering,
  sayManagedVpc,
  sayService,
  sayTigerPeering,
  sayTigerVpc,
} from '../../sandbox/page/beside/state-words.ts';
import {
  ec2Scope,
  FROM_BOT,
  googleScope,
  orderTrouble,
  type Scope,
  sayTroubles,
  stsScope,
  TIGER,
  TO_BOT,
  troublesFor,
  troublesOn,
} from '../../sandbox/page/beside/trouble.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test.each([
  { ms: 0, words: '1 s', because: 'nothing lasts no time' },
  { ms: 59 * SECOND, words: '59 s', because: 'it is under a minute' },
  { ms: 61 * SECOND, words: '1 min', because: 'seconds do not matter any more' },
  { ms: 2 * HOUR, words: '2 h', because: 'no minutes are left over' },
  { ms: 2 * HOUR + 5 * MINUTE, words: '2 h 5 min', because: 'two units say enough' },
  { ms: 7 * DAY - 1, words: '6 d 23 h', because: 'it is never rounded up' },
  { ms: 3 * DAY + 20 * MINUTE, words: '3 d', because: 'no hours are left over' },
])('$ms ms are $words: $because', ({ ms, words }) => {
  expect(sayLength(ms)).toBe(words);
  expect(sayAgo(0, ms)).toBe(ms < 5 * SECOND ? 'just now' : `${words} ago`);
});

test('the clouds’ clock goes on by its own speed, and never back', () => {
  const clock = { now: 1_000_000, scale: 30, readAt: 500 };
  expect(cloudTimeAt(clock, 1_500)).toBe(1_030_000);
  expect(cloudTimeAt(clock, 0)).toBe(1_000_000);
  expect(cloudTimeAt({ ...clock, scale: 0 }, 9_000)).toBe(1_000_000);
});

test.each([
  {
    line: '{"level":30,"time":1767603600000,"pid":1,"hostname":"x","msg":"vpcbot is ready"}',
    says: { kind: 'entry', time: 1_767_603_600_000, level: 'info', words: 'vpcbot is ready' },
    because: 'so pino writes',
  },
  {
    line: '{"level":50,"time":1,"err":{"message":"timescale answered 500"},"msg":"listing the VPCs"}',
    says: { kind: 'entry', time: 1, level: 'error', words: 'listing the VPCs: timescale answered 500' },
    because: 'why it failed is what one looks for',
  },
  {
    line: '{"level":50,"time":1,"err":{"message":"no such VPC"},"msg":"no such VPC"}',
    says: { kind: 'entry', time: 1, level: 'error', words: 'no such VPC' },
    because: 'pino repeats the message of an error',
  },
  {
    line: '{"level":"warn","time":"2026-01-05T09:00:00.000Z","msg":"slow"}',
    says: { kind: 'entry', time: 1_767_603_600_000, level: 'warn', words: 'slow' },
    because: 'levels and times may be words',
  },
  {
    line: '{"level":35,"msg":"x"}',
    says: { kind: 'entry', time: null, level: '35', words: 'x' },
    because: 'a level of one’s own has no name',
  },
  { line: '{"msg":', says: { kind: 'text', words: '{"msg":' }, because: 'it is cut off' },
  { line: '[1]', says: { kind: 'text', words: '[1]' }, because: 'it is no entry' },
  { line: '{}', says: { kind: 'text', words: '{}' }, because: 'it says nothing' },
  { line: 'Node.js v20', says: { kind: 'text', words: 'Node.js v20' }, because: 'Node said it' },
])('the line $line is read: $because', ({ line, says }) => {
  expect(readLogLine(line)).toEqual(says);
});

test('no line is ever lost', () => {
  const line = fc.oneof(
    fc.string(),
    fc.json(),
    fc.object().map((value) => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(line, (text) => {
      const read = readLogLine(text);
      expect(read.kind === 'text' ? read.words === text : read.words !== '').toBe(true);
    }),
  );
});

const peering = { status: 'APPROVED', goneAt: null } as const;
type TigerPeering = Parameters<typeof sayTigerPeering>[0];
const tigerRow = (changes: Partial<TigerPeering>): TigerPeering => ({
  id: '1',
  vpcId: '1',
  accountId: '1',
  region: 'us-east-1',
  peerVpcId: 'vpc-1',
  createdAt: 0,
  approvedAt: 0,
  activeAfter: 0,
  pcxId: 'pcx-1',
  ...peering,
  ...changes,
});

test.each([
  {
    said: sayTigerVpc({ readyAt: 10, goneAt: null }, 9),
    words: 'Being made',
    because: 'it is not ready yet',
  },
  {
    said: sayTigerVpc({ readyAt: 10, goneAt: null }, 10),
    words: 'Ready',
    because: 'it is ready from then on',
  },
  {
    said: sayTigerVpc({ readyAt: 10, goneAt: 20 }, 15),
    words: 'Being deleted',
    because: 'somebody deletes it',
  },
  { said: sayTigerPeering(tigerRow({})), words: 'Being requested', because: 'AWS does not have it' },
  {
    said: sayTigerPeering(tigerRow({ provisionedId: 'pcx-1' })),
    words: 'Waits for the other side',
    because: 'the same word with an id means that AWS has it',
  },
  {
    said: sayTigerPeering(tigerRow({ status: 'ACTIVE', provisionedId: 'pcx-1' })),
    words: 'Active',
    because: 'it carries traffic',
  },
  {
    said: sayTigerPeering(tigerRow({ status: 'ACTIVE', goneAt: 1 })),
    words: 'Being deleted',
    because: 'it goes, whatever it was',
  },
  { said: sayManagedVpc('APPROVED'), words: 'Being made', because: 'of a VPC the word means that' },
  { said: sayManagedPeering('APPROVED'), words: 'Being requested', because: 'of a peering it means this' },
  {
    said: sayManagedPeering('PENDING_PEER'),
    words: 'Waits for the other side',
    because: 'the peer must act',
  },
  { said: sayService('REBALANCING'), words: 'Moving', because: 'so the product calls it' },
  { said: sayService('HAUNTED'), words: 'HAUNTED', because: 'a word that nobody knows is shown as it is' },
])('a state is told as "$words": $because', ({ said, words }) => {
  expect(said.words).toBe(words);
});

const payments: Scope = { target: 'tiger', part: '/projects/rp1pz7uyae', name: 'Payments' };

const SCOPES = [
  TO_BOT,
  FROM_BOT,
  TIGER,
  payments,
  ec2Scope('123456789012'),
  stsScope('123456789012'),
  googleScope('acme-net'),
];

test.each(SCOPES)('trouble for $name is seen there once it is ordered', (scope) => {
  for (const trouble of troublesFor(scope)) {
    const order = orderTrouble(scope, trouble) as CloudFacts['faults'][number]['fault'];
    const faults = [{ fault: order, left: 2 }];
    expect(troublesOn(faults, scope)).toEqual([trouble.id]);
    expect(sayTroubles(faults, [scope])).toEqual([{ scope, words: `${trouble.name}, for 2 more requests` }]);
    const others = SCOPES.filter((other) => other !== scope);
    expect(others.flatMap((other) => troublesOn(faults, other))).toEqual([]);
  }
});

test('trouble that somebody else made is told in the words it came in', () => {
  const fault = { target: 'managed', match: 'GET /project/x', kind: 'drop', times: 1 } as const;
  expect(sayTroubles([{ fault, left: 1 }], [payments])).toEqual([
    {
      scope: { target: 'managed', part: 'GET /project/x', name: 'managed GET /project/x' },
      words: 'drop, for 1 more request',
    },
  ]);
});

test('what the browser remembers comes back, and what it does not understand is nothing', () => {
  for (const isHidden of [true, false]) {
    for (const isDone of [true, false]) {
      const kept = { isHidden, isDone };
      expect(parseKept(renderKept(kept))).toEqual(kept);
    }
  }
  for (const text of [null, '', '{"a":1}']) {
    expect(parseKept(text)).toEqual({ isHidden: false, isDone: false });
  }
});
