import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Fault } from './faults.ts';

export interface SandboxRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  /** The body as it came, and as text. */
  readonly bytes: Buffer;
  readonly body: string;
}

export interface SandboxResponse {
  readonly status: number;
  readonly headers?: Record<string, string>;
  /** An object is sent as JSON, a string as it is; undefined sends no body. */
  readonly body?: unknown;
  /** Takes the answer over after the headers, for as long as the caller listens. */
  readonly stream?: (outgoing: ServerResponse) => void;
}

export type Route = (request: SandboxRequest) => Promise<SandboxResponse> | SandboxResponse;

/** Takes a connection that asks to become a WebSocket. */
export type Upgrade = (incoming: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Thrown by a route (or `withFault`) to close the connection without an answer. */
export class HangUp extends Error {}

/** More than any form, message or file that the bot makes; what is larger is a slip, or meant to fill memory. */
const BODY_MOST = 8 * 1024 * 1024;

/** Null: there is more than that, and the rest is not read. */
const readBytes = async (incoming: IncomingMessage): Promise<Buffer | null> => {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of incoming.iterator({ destroyOnReturn: false })) {
    length += (part as Buffer).length;
    if (length > BODY_MOST) return null;
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
};

/** `//[` is a target that a client can send, and no address. */
const readTarget = (target: string): URL | null =>
  URL.canParse(target, 'http://sandbox') ? new URL(target, 'http://sandbox') : null;

const send = (outgoing: ServerResponse, { status, headers, body, stream }: SandboxResponse): void => {
  const isText = typeof body === 'string';
  outgoing.writeHead(status, {
    ...(body === undefined ? {} : { 'content-type': isText ? 'text/plain' : 'application/json' }),
    ...headers,
  });
  if (stream !== undefined) stream(outgoing);
  else outgoing.end(body === undefined ? undefined : isText ? body : JSON.stringify(body));
};

const answer = async (route: Route, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
  try {
    const url = readTarget(incoming.url ?? '/');
    if (url === null) return send(outgoing, { status: 400, body: { error: 'this is no address' } });
    const bytes = await readBytes(incoming);
    if (bytes === null) {
      const tooMuch = {
        status: 413,
        headers: { connection: 'close' },
        body: { error: 'the body is too large' },
      };
      return send(outgoing, tooMuch);
    }
    const { method = 'GET', headers } = incoming;
    send(outgoing, await route({ method, url, headers, bytes, body: bytes.toString('utf8') }));
  } catch (error) {
    if (error instanceof HangUp) incoming.socket.destroy();
    else send(outgoing, { status: 500, body: { error: String(error) } });
  }
};

/** Listens on loopback; port 0 takes a free one. Rejects where the port is taken. */
export const listen = async (
  route: Route,
  port = 0,
  upgrade?: Upgrade,
): Promise<{ server: Server; url: string }> => {
  const server = createServer((incoming, outgoing) => void answer(route, incoming, outgoing));
  if (upgrade !== undefined) server.on('upgrade', upgrade);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

/** Listens until it is stopped; who is still connected then is cut off. */
export const serve = async (
  route: Route,
  port = 0,
  upgrade?: Upgrade,
): Promise<{ url: string; stop: () => Promise<void> }> => {
  const { server, url } = await listen(route, port, upgrade);
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, stop };
};

/** Carries out `act` as the fault (if any) has it; `refuse` makes the answer of a `status` fault. */
export const withFault = async (
  fault: Fault | null,
  act: () => Promise<SandboxResponse> | SandboxResponse,
  refuse: (status: number) => SandboxResponse,
): Promise<SandboxResponse> => {
  if (fault === null) return act();
  switch (fault.kind) {
    case 'drop':
      throw new HangUp();
    case 'lose-answer':
      await act();
      throw new HangUp();
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, fault.ms ?? 1_000));
      return act();
    case 'status': {
      const refused = refuse(fault.status ?? 500);
      const wait = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
      return { ...refused, headers: { ...refused.headers, ...wait } };
    }
    default:
      return fault.kind satisfies never;
  }
};
