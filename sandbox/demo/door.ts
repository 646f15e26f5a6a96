import type { IncomingMessage } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { listen, type SandboxRequest, type SandboxResponse, type Upgrade } from '../http.ts';
import { watchClouds } from './clouds.ts';
import type { News } from './news.ts';
import { servePage } from './static.ts';
import type { World } from './world.ts';

const accepted: SandboxResponse = { status: 202, body: {} };

/** What the page can do to the bot and the world, each as POST. */
const acts: Readonly<Record<string, (world: World, request: SandboxRequest) => void>> = {
  '/demo/bot/start': (world) => void world.start(),
  '/demo/bot/kill': (world) => world.kill(),
  '/demo/bot/stop': (world) => void world.stopBot(),
  '/demo/reset': (world) => void world.reset(),
  '/demo/pace': (world, { body }) => void world.setPace(JSON.parse(body).pace),
};

/** The sandbox's own control APIs, so that the page has one address to know. */
const passOn = async (world: World, { method, url, bytes }: SandboxRequest): Promise<SandboxResponse> => {
  const response = await fetch(`${world.urls().control}${url.pathname}${url.search}`, {
    method,
    ...(method === 'GET' ? {} : { body: new Uint8Array(bytes) }),
  });
  const headers = { 'content-type': response.headers.get('content-type') ?? 'text/plain' };
  return response.status === 204
    ? { status: 204 }
    : { status: response.status, headers, body: await response.text() };
};

const answer = (world: World, page: string) => (request: SandboxRequest) => {
  const { method, url } = request;
  if (url.pathname.startsWith('/control/')) return passOn(world, request);
  const act = method === 'POST' ? acts[url.pathname] : undefined;
  if (act !== undefined) {
    act(world, request);
    return accepted;
  }
  return servePage(page, url.pathname);
};

/** Tells one page all there is, and what comes; a reset begins it anew. */
const follow = (world: World, socket: WebSocket, user: string): void => {
  const tell = (news: News): void => socket.send(JSON.stringify(news));
  let stopFeed = world.feed(user, tell);
  tell({ kind: 'bot', bot: world.bot() });
  const stopClouds = watchClouds(world, (clouds) => tell({ kind: 'clouds', clouds }));
  const stopWorld = world.listen((news) => {
    tell(news);
    if (news.kind !== 'reset') return;
    stopFeed();
    stopFeed = world.feed(user, tell);
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    stopFeed();
    stopClouds();
    stopWorld();
  });
};

/** The page's one address: itself, what it is told, and what it can do. */
export const openDoor = async (world: World, page: string, port: number) => {
  const sockets = new WebSocketServer({ noServer: true });
  const upgrade: Upgrade = (incoming: IncomingMessage, socket, head) => {
    const url = new URL(incoming.url ?? '/', 'http://page');
    if (url.pathname !== '/live') return void socket.destroy();
    sockets.handleUpgrade(incoming, socket, head, (opened) =>
      follow(world, opened, url.searchParams.get('as') ?? ''),
    );
  };
  const { server, url } = await listen(answer(world, page), port, upgrade);
  return {
    url: url.replace('127.0.0.1', 'localhost'),
    stop: async (): Promise<void> => {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
