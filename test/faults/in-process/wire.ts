import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import { HangUp, type Route, type SandboxResponse } from '../../../sandbox/http.ts';

/** Who takes what is sent to an address that begins so; the longest counts. */
export interface Taker {
  readonly prefix: string;
  /** Where the route has it, in place of the prefix. */
  readonly base: string;
  readonly route: Route;
  /** Before it is taken, and before it is answered: others go on meanwhile. */
  readonly turn: () => Promise<void>;
  /** What the route broke on. */
  readonly hear: (error: unknown) => void;
}

const lost = (code: string): TypeError =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });

const toResponse = ({ status, headers, body }: SandboxResponse): Response => {
  const isText = typeof body === 'string';
  const sent = body === undefined ? null : isText ? body : JSON.stringify(body);
  const type = isText ? 'text/plain' : 'application/json';
  return new Response(status === 204 ? null : sent, {
    status,
    headers: { ...(sent === null ? {} : { 'content-type': type }), ...headers },
  });
};

const answer = async (taker: Taker, url: string, init: RequestInit): Promise<Response> => {
  const request = new Request(url, { ...init, signal: null });
  const bytes = Buffer.from(await request.arrayBuffer());
  await taker.turn();
  try {
    const response = await taker.route({
      method: request.method,
      url: new URL(taker.base + url.slice(taker.prefix.length)),
      headers: Object.fromEntries(request.headers),
      bytes,
      body: bytes.toString('utf8'),
    });
    await taker.turn();
    return toResponse(response);
  } catch (error) {
    if (error instanceof HangUp) throw lost('ECONNRESET');
    taker.hear(error);
    return toResponse({ status: 500, body: { error: String(error) } });
  }
};

/**
 * Takes the place of `fetch` and of the pauses between two tries, for this whole process: nothing is
 * sent anywhere, and no real time goes by. Returns how to give them back.
 */
export const layWire = (findTaker: (url: string) => Taker | null): (() => void) => {
  const { fetch } = globalThis;
  const { setTimeout: wait } = timers;
  globalThis.fetch = async (target, init = {}) => {
    const url = target instanceof Request ? target.url : String(target);
    const taker = findTaker(url);
    if (taker === null) throw lost('ECONNREFUSED');
    return answer(taker, url, init);
  };
  timers.setTimeout = (async (_ms: number, value: unknown) => value) as typeof wait;
  syncBuiltinESMExports();
  return () => {
    globalThis.fetch = fetch;
    timers.setTimeout = wait;
    syncBuiltinESMExports();
  };
};
