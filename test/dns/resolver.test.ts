import { createSocket } from 'node:dgram';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { handClock } from '../../sandbox/clock.ts';
import { createNameServer, listenUdp } from '../../sandbox/dns/name-server.ts';
import { createResolver } from '../../src/dns/resolver.ts';

const HOST = 'db.acme.test';

/** A name server that knows one host. */
const serve = async (ip = '10.8.0.9') => {
  const server = createNameServer({ clock: handClock(), names: () => new Map([[HOST, ip]]) });
  const { address, stop } = await listenUdp(server);
  onTestFinished(stop);
  return { server, address };
};

/** What the configured servers say; the system's may have no network, so its word is left out. */
const lookUp = async (servers: readonly string[], host = HOST, timeout = 2_000) => {
  const [system, ...others] = await createResolver({ servers, timeout }).lookUp(host);
  expect(system?.by).toBe('system');
  return others;
};

/** A name server that says this much and no more: an answer without records, with that code. */
const always = async (rcode: number): Promise<string> => {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise((resolve) => socket.close(() => resolve())));
  socket.on('message', (packet, from) => {
    const reply = Buffer.from(packet.subarray(0, packet.indexOf(0, 12) + 5));
    reply.writeUInt16BE(0x8180 | rcode, 2);
    reply.writeUInt16BE(0, 10);
    socket.send(reply, from.port, from.address);
  });
  return `127.0.0.1:${socket.address().port}`;
};

test('every configured server is asked, and each answers for itself', async () => {
  const one = await serve('10.8.0.9');
  const other = await serve('10.8.0.10');
  expect(await lookUp([one.address, other.address, one.address])).toEqual([
    { by: one.address, kind: 'answers', addresses: ['10.8.0.9'] },
    { by: other.address, kind: 'answers', addresses: ['10.8.0.10'] },
  ]);
});

test('without configured servers the system alone is asked', async () => {
  expect(await lookUp([], 'localhost', 200)).toEqual([]);
});

test('a name that nobody has is no such name', async () => {
  const { address } = await serve();
  expect(await lookUp([address], 'nobody.acme.test')).toEqual([{ by: address, kind: 'no-such-name' }]);
});

test.each([
  { rcode: 0, kind: 'no-such-name', because: 'the name is there without an IPv4 address' },
  { rcode: 3, kind: 'no-such-name', because: 'NXDOMAIN says so' },
  { rcode: 2, kind: 'no-answer', said: 'ESERVFAIL', because: 'the server could not find out' },
  { rcode: 5, kind: 'no-answer', said: 'EREFUSED', because: 'the server does not serve us' },
])('the code $rcode is $kind, because $because', async ({ rcode, kind, said }) => {
  const address = await always(rcode);
  expect(await lookUp([address])).toEqual([{ by: address, kind, ...(said === undefined ? {} : { said }) }]);
});

test('a server that is silent costs no more than the timeout, and no other server its answer', async () => {
  const silent = await serve();
  silent.server.setMode('silent');
  const good = await serve();
  const began = performance.now();
  expect(await lookUp([silent.address, good.address], HOST, 300)).toEqual([
    { by: silent.address, kind: 'no-answer', said: 'no answer within 300 ms' },
    { by: good.address, kind: 'answers', addresses: ['10.8.0.9'] },
  ]);
  expect(performance.now() - began).toBeLessThan(2_000);
});

test('a packet that is lost is sent for again', async () => {
  const server = createNameServer({ clock: handClock(), names: () => new Map([[HOST, '10.8.0.9']]) });
  let packets = 0;
  const answer = (packet: Buffer) => {
    packets += 1;
    return packets === 1 ? null : server.answer(packet);
  };
  const { address, stop } = await listenUdp({ ...server, answer });
  onTestFinished(stop);
  expect(await lookUp([address], HOST, 3_000)).toMatchObject([{ kind: 'answers' }]);
  expect(packets).toBe(2);
});

test('where no server is there, that is said', async () => {
  expect(await lookUp(['127.0.0.1:1'])).toMatchObject([{ by: '127.0.0.1:1', kind: 'no-answer' }]);
});

test('whatever text is looked up, the answer is one of ours and nothing is thrown', async () => {
  const { address } = await serve();
  const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.domain(), fc.ipV4(), fc.ipV6());
  await fc.assert(
    fc.asyncProperty(text, async (host) => {
      const [found] = await lookUp([address], host, 100);
      expect(['answers', 'no-such-name', 'no-answer']).toContain(found?.kind);
    }),
    { numRuns: 40 },
  );
});
