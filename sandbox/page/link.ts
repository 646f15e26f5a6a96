import type { News } from '../demo/news.ts';
import type { LinkState } from './memory.ts';

/** Between two attempts to connect, in ms. */
const RETRY_AFTER = 1_000;
/** With this the demo closes a connection as somebody whom it does not know. */
const UNKNOWN_VIEWER = 4404;

export interface LinkEars {
  readonly hear: (news: News) => void;
  readonly turn: (state: LinkState) => void;
}

/**
 * The connection over which the page is told everything; it comes back by itself, and is then told all anew.
 * Returns how to end it.
 */
export const openLink = (user: string, { hear, turn }: LinkEars): (() => void) => {
  let isOver = false;
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const connect = (): void => {
    const address = new URL(`/live?as=${encodeURIComponent(user)}`, location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    const opened = new WebSocket(address);
    socket = opened;
    opened.addEventListener('open', () => void (isOver || turn('open')));
    opened.addEventListener('message', ({ data }) => void (isOver || hear(JSON.parse(String(data)) as News)));
    opened.addEventListener('close', ({ code }) => {
      if (isOver) return;
      if (code === UNKNOWN_VIEWER) return turn('nobody');
      turn('lost');
      timer = setTimeout(connect, RETRY_AFTER);
    });
  };
  connect();
  return () => {
    isOver = true;
    clearTimeout(timer);
    socket?.close();
  };
};
