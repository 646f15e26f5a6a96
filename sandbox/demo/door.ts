import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { z } from 'zod';
import { listWords } from '../command-line.ts';
import { listen, type SandboxRequest, type SandboxResponse, type Upgrade } from '../http.ts';
import { BadBody, readBody } from '../routes.ts';
import type { Act } from './act.ts';
import { admit, SAFE_HEADERS } from './guard.ts';
import { createLive } from './live.ts';
import { PACES } from './paces.ts';
import { passOn } from './pass-on.ts';
import { type PageFiles, readPage, servePage } from './static.ts';
import type { World } from './world.ts';

const PACE_WANTED = `The body is {"pace": NAME}, and NAME is ${listWords(PACES.map(({ id }) => id))}.`;
const wantedPace = z.strictObject({ pace: z.enum(PACES.map(({ id }) => id)) });

/** What the page can do to the bot and the world, each as POST. */
const ACTS: Readonly<Record<string, (request: SandboxRequest) => Act>> = {
  '/demo/bot/start': () => ({ kind: 'start' }),
  '/demo/bot/kill': () => ({ kind: 'kill' }),
  '/demo/bot/stop': () => ({ kind: 'stop' }),
  '/demo/reset': () => ({ kind: 'reset' }),
  '/demo/pace': (request) => ({ kind: 'pace', id: readBody(wantedPace, request).pace }),
};

const act = (world: World, read: (request: SandboxRequest) => Act, request: SandboxRequest) => {
  try {
    const wanted = read(request);
    const { kind, message } = world.judge(wanted);
    if (kind === 'refused') return { status: 409, body: { message } };
    void world.carryOut(wanted);
    return { status: 202, body: { message } };
  } catch (error) {
    if (error instanceof BadBody) return { status: 400, body: { message: PACE_WANTED } };
    throw error;
  }
};

const answer = async (
  world: World,
  files: Promise<PageFiles>,
  request: SandboxRequest,
): Promise<SandboxResponse> => {
  const { method, url } = request;
  if (url.pathname.startsWith('/control/')) return passOn(world.urls().control, request);
  const read = ACTS[url.pathname];
  const isReading = method === 'GET' || method === 'HEAD';
  if (read !== undefined) {
    return method === 'POST'
      ? act(world, read, request)
      : { status: 405, headers: { allow: 'POST' }, body: { message: 'Use POST.' } };
  }
  if (!isReading) return { status: 405, headers: { allow: 'GET' }, body: { message: 'Use GET.' } };
  if (url.pathname === '/demo/state') {
    return {
      status: 200,
      headers: { 'cache-control': 'no-store' },
      body: { bot: world.bot(), urls: world.urls() },
    };
  }
  return servePage(await files, url.pathname);
};

const refuseUpgrade = (socket: Duplex, status: string, message: string): void => {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\n${message}\n`);
};

/** The page's one address: itself, what it is told, and what it can do. `page` is the folder it is built in. */
export const openDoor = async (world: World, page: string | Promise<string>, port: number) => {
  const live = createLive(world);
  const files = Promise.resolve(page).then(readPage);
  // Whoever asks is told; nobody may have asked yet.
  files.catch(() => {});
  let here = port;
  const route = async (request: SandboxRequest): Promise<SandboxResponse> => {
    const changes = request.method !== 'GET' && request.method !== 'HEAD';
    const admission = admit(request.headers, { port: here, changes });
    const response =
      admission.kind === 'refused'
        ? { status: 403, body: { message: admission.message } }
        : await answer(world, files, request);
    return { ...response, headers: { ...response.headers, ...SAFE_HEADERS } };
  };
  const upgrade: Upgrade = (incoming: IncomingMessage, socket, head) => {
    const admission = admit(incoming.headers, { port: here, changes: true });
    if (admission.kind === 'refused') return refuseUpgrade(socket, '403 Forbidden', admission.message);
    const [path, query] = (incoming.url ?? '').split('?', 2);
    if (path !== '/live') return refuseUpgrade(socket, '404 Not Found', 'Follow at /live?as=USER.');
    live.upgrade(incoming, socket, head, new URLSearchParams(query).get('as'));
  };
  const { server, url } = await listen(route, port, upgrade);
  here = Number(new URL(url).port);
  return {
    url: url.replace('127.0.0.1', 'localhost'),
    /** Settles when the page can be opened. Rejects where it cannot be. */
    isOpen: async (): Promise<void> => void (await files),
    stop: async (): Promise<void> => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await live.stop();
      await closed;
    },
  };
};

export type Door = Awaited<ReturnType<typeof openDoor>>;
