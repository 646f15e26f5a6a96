import { Resolver } from 'node:dns/promises';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { handClock } from '../../sandbox/clock.ts';
import { createNameServer } from '../../sandbox/dns/name-server.ts';
import { parseQuery } from '../../sandbox/dns/wire.ts';
import { parseRange } from '../../sandbox/ipv4.ts';
import { startSandbox } from '../../sandbox/start.ts';

const PAYMENTS = 'rp1pz7uyae';
const DB = 'd1k5vk7hf2';
const PUBLIC = `${DB}.${PAYMENTS}.tsdb.cloud.timescale.com`;
const IN_VPC = `${DB}.${PAYMENTS}.vpc.tsdb.forge.timescale.com`;
const RANGE = '10.8.0.0/28';

const open = async () => {
  const clock = handClock();
  const sandbox = await startSandbox({ clock });
  onTestFinished(sandbox.stop);
  const resolver = new Resolver({ timeout: 300, tries: 1 });
  resolver.setServers([sandbox.urls.dns]);
  /** The addresses, or the code of the failure. */
  const ask = (host: string): Promise<readonly string[] | string> =>
    resolver.resolve4(host).catch((error: { code: string }) => error.code);
  const { vpcs, services } = sandbox.tiger.state;
  const vpc = vpcs.add(PAYMENTS, { name: 'payments-us', cidr: RANGE, region: 'us-east-1' }, 0);
  const attach = () => services.attach(PAYMENTS, DB, vpc.id);
  const control = async (method: string, path: string, body?: object) => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${sandbox.urls.control}/control/${path}`, init);
    return { status: response.status, body: await response.json() };
  };
  return { ...sandbox, clock, ask, resolver, vpc, attach, control };
};

const isIn = (range: string, ip: string): boolean => {
  const all = parseRange(range);
  const one = parseRange(`${ip}/32`);
  return all !== null && one !== null && one.start > all.start + 3 && one.end < all.end;
};

test('each part of a service answers with an address, and no other name does', async () => {
  const { ask, resolver } = await open();
  for (const label of [DB, `${DB}-pooler`, `${DB}-repl`]) {
    expect(await ask(`${label}.${PAYMENTS}.tsdb.cloud.timescale.com`)).toEqual([
      expect.stringMatching(/^203\.0\.113\.\d+$/),
    ]);
  }
  expect(await ask(PUBLIC.toUpperCase())).toHaveLength(1);
  expect(await ask(IN_VPC)).toBe('ENOTFOUND');
  expect(await ask('example.com')).toBe('ENOTFOUND');
  await expect(resolver.resolve6(PUBLIC)).rejects.toMatchObject({ code: 'ENODATA' });
});

test('the new name answers inside the range of the VPC a while after the move, and then the old one no more', async () => {
  const { ask, attach, clock } = await open();
  attach();
  const both = async () => [await ask(PUBLIC), await ask(IN_VPC)];
  clock.advance(45_000 + 19_999);
  expect(await both()).toEqual([[expect.any(String)], 'ENOTFOUND']);
  clock.advance(1);
  const [old, found] = await both();
  expect(old).toBe('ENOTFOUND');
  expect(found).toHaveLength(1);
  expect(isIn(RANGE, found?.[0] ?? '')).toBe(true);
});

test('a delay of the name servers counts for the moves that begin after it was set', async () => {
  const { ask, attach, clock, control } = await open();
  await control('POST', 'tiger/delays', { moveTakes: 1_000, dnsAfter: 0 });
  attach();
  await control('POST', 'tiger/delays', { dnsAfter: 60_000 });
  clock.advance(1_000);
  expect(await ask(IN_VPC)).toHaveLength(1);
});

test('a stale name server never learns a new name, and a silent one says nothing', async () => {
  const { ask, attach, clock, control, dns } = await open();
  expect(await control('POST', 'dns', { mode: 'stale' })).toMatchObject({ body: { mode: 'stale' } });
  attach();
  clock.advance(3_600_000);
  expect([await ask(PUBLIC), await ask(IN_VPC)]).toEqual([[expect.any(String)], 'ENOTFOUND']);
  dns.setMode('silent');
  expect(await ask(PUBLIC)).toBe('ETIMEOUT');
  await control('POST', 'dns', { mode: 'answers' });
  expect([await ask(PUBLIC), await ask(IN_VPC)]).toEqual(['ENOTFOUND', [expect.any(String)]]);
  const shown = await control('GET', 'dns');
  expect(shown.body).toMatchObject({ mode: 'answers', names: { [IN_VPC]: expect.any(String) } });
  expect(await control('POST', 'dns', { mode: 'loud' })).toMatchObject({ status: 400 });
});

test('a service that is deleted takes its names along', async () => {
  const { ask, tiger } = await open();
  expect(await ask(PUBLIC)).toHaveLength(1);
  tiger.state.services.remove(PAYMENTS, DB);
  expect(await ask(PUBLIC)).toBe('ENOTFOUND');
});

/** A query for `name` with those flags. */
const packet = (name: string, { flags = 0x0100, questions = 1 } = {}): Buffer => {
  const header = Buffer.alloc(12);
  header.writeUInt16BE(4711, 0);
  header.writeUInt16BE(flags, 2);
  header.writeUInt16BE(questions, 4);
  const labels = name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label, 'latin1')]));
  return Buffer.concat([header, ...labels, Buffer.from([0, 0, 1, 0, 1])]);
};

test.each([
  { bytes: packet('db.acme.test').subarray(0, 11), kind: 'no-query', because: 'a header has twelve bytes' },
  { bytes: packet('db.acme.test', { flags: 0x8180 }), kind: 'no-query', because: 'it is an answer' },
  { bytes: packet('db.acme.test', { flags: 0x2800 }), kind: 'unknown-operation', because: 'it is an update' },
  { bytes: packet('db.acme.test', { questions: 0 }), kind: 'unreadable', because: 'it asks for nothing' },
  { bytes: packet('db.acme.test', { questions: 2 }), kind: 'unreadable', because: 'one question is enough' },
  { bytes: packet('db.acme.test').subarray(0, 20), kind: 'unreadable', because: 'it ends within the name' },
  { bytes: packet('db.acme.test').subarray(0, 28), kind: 'unreadable', because: 'it ends within the type' },
  { bytes: packet('x'.repeat(64)), kind: 'unreadable', because: 'a label has 63 letters at most' },
  { bytes: packet(`${'abcdefghi.'.repeat(26)}x`), kind: 'unreadable', because: 'a name has 255 at most' },
  { bytes: packet('DB.acme.test'), kind: 'query', because: 'it is one' },
])('a packet is $kind, because $because', ({ bytes, kind }) => {
  expect(parseQuery(bytes).kind).toBe(kind);
});

test('whatever arrives, an answer repeats the id and the question, or there is none', () => {
  const server = createNameServer({
    clock: handClock(),
    names: () => new Map([['db.acme.test', '10.8.0.9']]),
  });
  const valid = packet('db.acme.test');
  const nearly = fc
    .tuple(fc.nat({ max: valid.length - 1 }), fc.nat({ max: 255 }))
    .map(([at, byte]) => Buffer.from(valid.map((old, index) => (index === at ? byte : old))));
  const noise = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
  fc.assert(
    fc.property(fc.oneof(nearly, noise), (bytes) => {
      const reply = server.answer(bytes);
      const query = parseQuery(bytes);
      expect(reply === null).toBe(query.kind === 'no-query');
      if (reply === null) return;
      expect(reply.subarray(0, 2)).toEqual(bytes.subarray(0, 2));
      expect(reply.readUInt16BE(2) & 0x8000).not.toBe(0);
      if (query.kind === 'query') expect(reply.includes(query.question)).toBe(true);
    }),
  );
});
