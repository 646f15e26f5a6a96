import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import type { LastAnswer } from './last-answers.ts';

/** What `/readyz` tells; asked when somebody asks. */
export interface Readiness {
  /** Parts that must work for the bot to be of use, by name. */
  readonly parts: Readonly<Record<string, boolean>>;
  /** What is outside and may be away without the bot being of no use. */
  readonly outside: Readonly<Record<string, Readonly<Record<string, LastAnswer>>>>;
}

export interface OpsFacts {
  readonly readiness: () => Promise<Readiness>;
  readonly registry: Registry;
  readonly log: { error(fields: object, message: string): void };
}

type Answer = { readonly status: number; readonly type: string; readonly body: string };

const text = (status: number, body: string): Answer => ({ status, type: 'text/plain', body: `${body}\n` });

const answerReadiness = ({ parts, outside }: Readiness): Answer => {
  const down = Object.keys(parts).filter((part) => parts[part] !== true);
  const ready = down.length === 0;
  const body = `${JSON.stringify({ ready, down, ...parts, ...outside })}\n`;
  return { status: ready ? 200 : 503, type: 'application/json', body };
};

const answer = async (path: string | undefined, { readiness, registry }: OpsFacts): Promise<Answer> => {
  if (path === '/healthz') return text(200, 'ok');
  if (path === '/metrics') return { status: 200, type: registry.contentType, body: await registry.metrics() };
  if (path === '/readyz') return answerReadiness(await readiness());
  return text(404, 'there is /healthz, /readyz and /metrics');
};

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]+)?$/i;
const isLoopback = (host: string): boolean => ['localhost', '127.0.0.1', '::1'].includes(host);

/**
 * Whoever only reads, and calls this machine by its own name: a page in somebody's browser can point a name of its
 * own here. Where it is bound to another address, names are whatever the network has.
 */
const refuse = ({ method, headers }: IncomingMessage, bound: string): Answer | null => {
  if (method !== 'GET' && method !== 'HEAD') return text(405, 'use GET');
  const isStranger = isLoopback(bound) && !LOOPBACK.test(headers.host ?? '');
  return isStranger ? text(403, 'this answers to localhost alone') : null;
};

const send = (response: ServerResponse, { status, type, body }: Answer): void => {
  response.writeHead(status, { 'content-type': type }).end(body);
};

/**
 * `/healthz` (the process answers), `/readyz` (what it needs works; 503 names what does not) and
 * `/metrics` (Prometheus). Nothing here asks who calls, so it binds to loopback unless told otherwise.
 */
export const startOps = async (
  { host, port }: { readonly host: string; readonly port: number },
  facts: OpsFacts,
): Promise<{ readonly url: string; stop(): Promise<void> }> => {
  const server = createServer((request, response) => {
    const refused = refuse(request, host);
    if (refused !== null) return send(response, refused);
    answer(request.url?.split('?')[0], facts).then(
      (told) => send(response, told),
      // Whoever looks on must not be able to end the process.
      (err: unknown) => {
        facts.log.error({ err }, 'what is seen from outside could not be told');
        send(response, text(500, 'this could not be told; the log says why'));
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${bound}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
