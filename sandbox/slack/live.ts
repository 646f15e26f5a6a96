import type { IncomingMessage } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Upgrade } from '../http.ts';
import type { Desk } from './desk.ts';
import { judgeViewer, openFeed } from './feed.ts';

/** Closes a connection as somebody whom nobody can follow as; the reason says why. */
const UNKNOWN_VIEWER = 4404;
/** A client has nothing to say here, in bytes. */
const SAID_MOST = 1_024;
/** What may wait for a client that does not read, in bytes; it gets everything anew when it comes back. */
const UNREAD_MOST = 32 * 1_024 * 1_024;

const viewerAt = ({ url = '' }: IncomingMessage): string | null =>
  /^\/control\/slack\/people\/([^/?]+)\/live(?:\?|$)/.exec(url)?.[1] ?? null;

const follow = (desk: Desk, socket: WebSocket, user: string): void => {
  socket.on('error', () => socket.terminate());
  const refusal = judgeViewer(desk, user);
  if (refusal !== null) {
    socket.close(UNKNOWN_VIEWER, refusal.why);
    return;
  }
  const stop = openFeed(desk, user, (told) => {
    if (socket.bufferedAmount > UNREAD_MOST) socket.terminate();
    else socket.send(JSON.stringify(told));
  });
  socket.on('close', stop);
};

/** The WebSocket at `/control/slack/people/<user>/live`: what a person's client is told, one JSON text each. */
export const createLive = (desk: Desk, otherwise: Upgrade) => {
  const server = new WebSocketServer({ noServer: true, maxPayload: SAID_MOST });
  const upgrade: Upgrade = (incoming, raw, head) => {
    const user = viewerAt(incoming);
    if (user === null) return otherwise(incoming, raw, head);
    server.handleUpgrade(incoming, raw, head, (socket) => follow(desk, socket, user));
  };
  return {
    upgrade,
    stop: (): void => {
      for (const client of server.clients) client.terminate();
    },
  };
};
