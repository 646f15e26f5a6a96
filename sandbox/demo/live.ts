import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { watchClouds } from './clouds.ts';
import type { CloudFacts, News } from './news.ts';
import { type SharedWatch, shareWatch } from './shared-watch.ts';
import type { World } from './world.ts';

/** With these a WebSocket closes; the reason says the same in words. */
const CLOSED = { over: 1001, nobodyNamed: 4400, nobodyKnown: 4404 } as const;

/** What may wait for a page that does not read, in bytes: far more than all that a page is told at its start. */
const UNREAD_MOST = 32 * 1024 * 1024;
/** A page has nothing to say here, in bytes. */
const SAID_MOST = 1024;

/** How long a page may take to say goodbye, in ms. */
const GOODBYE_MOST = 300;

/** Tells one page all there is, and what comes; a reset begins it anew. */
const follow = (world: World, clouds: SharedWatch<CloudFacts>, socket: WebSocket, user: string): void => {
  const tell = (news: News): void => {
    // It gets everything when it comes back, so nothing is lost.
    if (socket.bufferedAmount > UNREAD_MOST) socket.terminate();
    else socket.send(JSON.stringify(news));
  };
  let stopFeed = world.feed(user, tell);
  tell({ kind: 'bot', bot: world.bot() });
  const leaveClouds = clouds.join((seen) => tell({ kind: 'clouds', clouds: seen }));
  const stopWorld = world.listen((news) => {
    if (news.kind === 'reset') stopFeed();
    tell(news);
    if (news.kind === 'reset') stopFeed = world.feed(user, tell);
  });
  socket.on('close', () => {
    stopFeed();
    leaveClouds();
    stopWorld();
  });
};

/** The WebSockets over which pages follow the world, each as somebody. */
export const createLive = (world: World) => {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: SAID_MOST });
  const clouds = shareWatch<CloudFacts>((tell) => watchClouds(world, tell));
  const stopWorld = world.listen(({ kind }) => {
    if (kind === 'reset') clouds.renew();
  });
  const welcome = (socket: WebSocket, user: string | null): void => {
    socket.on('error', () => socket.terminate());
    if (user === null) socket.close(CLOSED.nobodyNamed, 'Say who looks: /live?as=U0OMAR');
    else if (!world.knows(user)) socket.close(CLOSED.nobodyKnown, 'There is nobody with this id.');
    else follow(world, clouds, socket, user);
  };
  return {
    upgrade: (incoming: IncomingMessage, socket: Duplex, head: Buffer, user: string | null): void =>
      sockets.handleUpgrade(incoming, socket, head, (opened) => welcome(opened, user)),
    /** A page that does not say goodbye in time is left without. */
    stop: async (): Promise<void> => {
      stopWorld();
      const goodbyes = [...sockets.clients].map((socket) => {
        const closed = new Promise((resolve) => socket.once('close', resolve));
        socket.close(CLOSED.over, 'The demo has ended.');
        return closed;
      });
      const late = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
      }, GOODBYE_MOST);
      await Promise.all(goodbyes);
      clearTimeout(late);
    },
  };
};
