import { expect, test } from 'vitest';
import { handClock } from '../../sandbox/clock.ts';
import { createHttp, type HttpRequest } from '../../src/timescale/http.ts';
import { createPacer } from '../../src/timescale/pace.ts';
import { always, seconds, serve } from './tiger-world.ts';

const request = (url: string, id = 'payments', project = id): HttpRequest => ({
  doing: 'looking',
  method: 'GET',
  url,
  credential: { id, project, authorization: 'Basic x', secrets: [] },
});

const PAYMENTS = { credential: 'payments', project: 'payments' };
const PACED = { code: 'TIMESCALE_PACED', outcome: 'not-done' };
const LIMITED = { code: 'TIMESCALE_RATE_LIMITED', outcome: 'not-done' };

test.each([
  { header: '7', retryAfter: 7_000, because: 'a number is seconds' },
  { header: '0.5', retryAfter: 500, because: 'some servers say half seconds' },
  {
    header: 'Mon, 05 Jan 2026 10:00:30 GMT',
    retryAfter: 30_000,
    because: "a date counts from the answer's own Date, so two clocks that differ do no harm",
  },
  { header: 'Mon, 05 Jan 2026 09:00:00 GMT', retryAfter: 0, because: 'the moment is over' },
  { header: '999999999', retryAfter: 3_600_000, because: 'no wrong clock silences a project for good' },
  { header: 'soon', retryAfter: 5_000, because: 'a word that nobody knows counts as unsaid' },
])('Retry-After "$header" is $retryAfter ms, because $because', async ({ header, retryAfter }) => {
  const headers = { 'retry-after': header, date: 'Mon, 05 Jan 2026 10:00:00 GMT' };
  const http = createHttp({ timeout: 5_000, now: handClock().now });
  const url = await always(429, { message: 'slow down' }, headers);
  await expect(http(request(url))).rejects.toMatchObject({ ...LIMITED, status: 429, retryAfter });
});

test('while a pause stands its credential is told the rest of it at once, and no other waits', async () => {
  const asked: string[] = [];
  let status = 429;
  const url = await serve((incoming, response) => {
    asked.push(incoming.url ?? '');
    response.writeHead(status, { 'retry-after': '10' }).end('{}');
  });
  const clock = handClock();
  const http = createHttp({ timeout: 5_000, now: clock.now });
  await expect(http(request(`${url}/1`))).rejects.toMatchObject({ ...LIMITED, retryAfter: 10_000 });
  status = 200;
  clock.advance(seconds(4));
  await expect(http(request(`${url}/2`))).rejects.toMatchObject({ ...LIMITED, retryAfter: 6_000 });
  await expect(http(request(`${url}/3`, 'analytics'))).resolves.toMatchObject({ status: 200 });
  clock.advance(seconds(6));
  await expect(http(request(`${url}/4`))).resolves.toMatchObject({ status: 200 });
  expect(asked).toEqual(['/1', '/3', '/4']);
});

test('a 503 that says when to come back is not tried again at once, and its time is passed on', async () => {
  let asked = 0;
  const url = await serve((_, response) => {
    asked += 1;
    response.writeHead(503, { 'retry-after': '3' }).end();
  });
  const http = createHttp({ timeout: 5_000, now: handClock().now, retryDelay: 0 });
  await expect(http(request(url))).rejects.toMatchObject({
    code: 'TIMESCALE_UNAVAILABLE',
    retryAfter: 3_000,
  });
  expect(asked).toBe(1);
});

test('more calls than the pace allows are told when to come back, before anything is sent', async () => {
  const url = await always(200, {});
  const clock = handClock();
  const http = createHttp({ timeout: 5_000, now: clock.now, pace: { perSecond: 2, burst: 1, atOnce: 4 } });
  await expect(http(request(url))).resolves.toMatchObject({ status: 200 });
  await expect(http(request(url))).rejects.toMatchObject({ ...PACED, retryAfter: 500 });
  clock.advance(500);
  await expect(http(request(url))).resolves.toMatchObject({ status: 200 });
});

test('those who wait are each promised a moment of their own', () => {
  const clock = handClock();
  const pacer = createPacer({ perSecond: 10, burst: 2, atOnce: 9 }, clock.now);
  const waits = () => [1, 2, 3].map(() => pacer.begin(PAYMENTS));
  expect(waits()).toEqual([0, 0, 100]);
  expect(waits()).toEqual([200, 300, 400]);
  expect(pacer.begin({ credential: 'analytics', project: 'analytics' })).toBe(0);
});

test('a shorter pause does not end a longer one', () => {
  const clock = handClock();
  const pacer = createPacer({ perSecond: 10, burst: 2, atOnce: 9 }, clock.now);
  pacer.pause('payments', seconds(60));
  pacer.pause('payments', seconds(1));
  expect(pacer.pausedFor('payments')).toBe(60_000);
});

test('projects that share a credential get equal parts of its pace, however much one of them asks', () => {
  const clock = handClock();
  const pacer = createPacer({ perSecond: 10, burst: 2, atOnce: 1_000 }, clock.now);
  const sent = { busy: 0, calm: 0 };
  const ask = (project: keyof typeof sent) => {
    if (pacer.begin({ credential: 'shared', project }) === 0) sent[project] += 1;
  };
  for (let turn = 0; turn < 100; turn += 1) {
    for (let call = 0; call < 20; call += 1) ask('busy');
    ask('calm');
    clock.advance(100);
  }
  expect(sent.calm).toBeGreaterThanOrEqual(45);
  expect(sent.busy + sent.calm).toBeLessThanOrEqual(10 * 10 + 2 + 2);
});

test('four calls that hang are all that a project has under way, and another project calls on', async () => {
  const held: (() => void)[] = [];
  const url = await serve((incoming, response) => {
    if (incoming.url === '/well') response.end('{}');
    else held.push(() => response.end('{}'));
  });
  const http = createHttp({ timeout: 5_000, now: handClock().now });
  const hanging = [1, 2, 3, 4].map(() => http(request(`${url}/hangs`)));
  await expect.poll(() => held.length).toBe(4);
  await expect(http(request(`${url}/hangs`))).rejects.toMatchObject({ ...PACED, retryAfter: 100 });
  await expect(http(request(`${url}/well`, 'payments', 'other'))).resolves.toMatchObject({ status: 200 });
  for (const answer of held) answer();
  await Promise.all(hanging);
  const again = http(request(`${url}/well`));
  await expect(again).resolves.toMatchObject({ status: 200 });
});

test('a change takes what later looks wait for, so that a look before it is never for nothing', () => {
  const clock = handClock();
  const pacer = createPacer({ perSecond: 10, burst: 2, atOnce: 1_000 }, clock.now);
  expect([1, 2, 3].map(() => pacer.begin(PAYMENTS))).toEqual([0, 0, 100]);
  expect([1, 2].map(() => pacer.begin(PAYMENTS, true))).toEqual([0, 0]);
  expect(pacer.begin(PAYMENTS, true)).toBeGreaterThan(0);
  expect(pacer.begin(PAYMENTS)).toBeGreaterThan(100);
});

test('each request carries an id of its own, which is told with how it ended', async () => {
  const got: unknown[] = [];
  let status = 503;
  const url = await serve((incoming, response) => {
    got.push(incoming.headers['x-request-id']);
    response.writeHead(status).end('{}');
    status = 200;
  });
  const told: { sent: string; status: number | null }[] = [];
  const http = createHttp({
    timeout: 5_000,
    now: handClock().now,
    retryDelay: 1,
    tell: ({ sent, status: ended }) => void told.push({ sent, status: ended }),
  });
  await http(request(url));
  expect(told.map((one) => one.status)).toEqual([503, 200]);
  expect(got).toEqual(told.map(({ sent }) => sent));
  expect(new Set(got).size).toBe(2);
});
