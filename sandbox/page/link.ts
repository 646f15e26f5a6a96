import { signal } from '@preact/signals';
import type { News } from '../demo/news.ts';

/** Between two attempts to connect, in ms. */
const RETRY_AFTER = 1_000;

/** The connection over which the page is told everything; it comes back by itself. */
export const openLink = (user: string, hear: (news: News) => void, forget: () => void) => {
  const isOpen = signal(false);
  let isOver = false;
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const connect = (): void => {
    const address = new URL(`/live?as=${encodeURIComponent(user)}`, location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    const opened = new WebSocket(address);
    socket = opened;
    opened.addEventListener('open', () => {
      forget();
      isOpen.value = true;
    });
    opened.addEventListener('message', ({ data }) => hear(JSON.parse(String(data)) as News));
    opened.addEventListener('close', () => {
      isOpen.value = false;
      if (!isOver) timer = setTimeout(connect, RETRY_AFTER);
    });
  };
  connect();
  return {
    isOpen,
    close: (): void => {
      isOver = true;
      clearTimeout(timer);
      socket?.close();
    },
  };
};
