import { createSocket } from 'node:dgram';
import type { Clock } from '../clock.ts';
import { encodeReply, parseQuery, RCODES, type Reply } from './wire.ts';

/**
 * `answers`: as things are. `stale`: as they were when this was switched on, so that no new name is
 * ever known. `silent`: no answer at all.
 */
export const DNS_MODES = ['answers', 'stale', 'silent'] as const;
export type DnsMode = (typeof DNS_MODES)[number];

/** What is known at a time: host names with their address. */
export type Names = (now: number) => ReadonlyMap<string, string>;

/** Seconds. */
const TTL = 5;

/** Answers for what is known, and says of everything else that there is no such name. */
export const createNameServer = ({ clock, names }: { readonly clock: Clock; readonly names: Names }) => {
  let mode: DnsMode = 'answers';
  let switchedAt = 0;

  const known = (): ReadonlyMap<string, string> => names(mode === 'stale' ? switchedAt : clock.now());
  const failure = (rcode: Reply['rcode']): Reply => ({ rcode, question: null, ips: [], ttl: TTL });

  return {
    known,
    mode: () => mode,
    setMode: (next: DnsMode): void => {
      mode = next;
      switchedAt = clock.now();
    },
    /** Null: nothing is sent back. */
    answer: (packet: Buffer): Buffer | null => {
      const query = parseQuery(packet);
      if (mode === 'silent' || query.kind === 'no-query') return null;
      if (query.kind !== 'query') {
        const rcode = query.kind === 'unreadable' ? RCODES.formatError : RCODES.notImplemented;
        return encodeReply(query, failure(rcode));
      }
      const { name, question, wantsAddress } = query;
      const ip = known().get(name);
      if (ip === undefined) return encodeReply(query, { ...failure(RCODES.noSuchName), question });
      return encodeReply(query, { rcode: RCODES.ok, question, ips: wantsAddress ? [ip] : [], ttl: TTL });
    },
  };
};

export type NameServer = ReturnType<typeof createNameServer>;

/** Listens over UDP on loopback; port 0 takes a free one. */
export const listenUdp = async (server: NameServer, port = 0) => {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, '127.0.0.1', () => {
      socket.off('error', reject);
      resolve();
    });
  });
  // Who asked may be gone before it is answered.
  socket.on('error', () => {});
  socket.on('message', (packet, from) => {
    const reply = server.answer(packet);
    if (reply !== null) socket.send(reply, from.port, from.address);
  });
  return {
    address: `127.0.0.1:${socket.address().port}`,
    stop: () => new Promise<void>((resolve) => socket.close(() => resolve())),
  };
};
