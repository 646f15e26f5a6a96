import { setTimeout as pass } from 'node:timers/promises';
import type { SocketModeReceiver } from '@slack/bolt';
import { VpcbotError } from '../errors.ts';
import { callSlack } from './call.ts';

type Client = SocketModeReceiver['client'];

/**
 * Slack closes the socket about once an hour; after so many ms another is opened: commands that come in between fail
 * for the person.
 */
const SOCKET_GAP = 2_000;
const SOON_TRIES = 3;
/** Between tries once Slack refused some, in ms. */
const LATER = 5_000;

interface Log {
  debug(object: object, message: string): void;
  warn(object: object, message: string): void;
}

const isRefused = (error: unknown): boolean => error instanceof VpcbotError && error.code === 'SLACK_REFUSED';

/**
 * Keeps a socket to Slack open until the client is told to disconnect. `client` must not reconnect by itself: what
 * Slack refuses once (`invalid_auth`, while it has trouble of its own) would reject with nobody listening, and leave a
 * bot that lives and hears nothing. Only the first start fails by a refusal: somebody waits for what it says.
 */
export const keepOpen = (client: Client, log: Log): void => {
  const stopped = new AbortController();
  const openOnce = client.start.bind(client);
  const open = () => callSlack('opening a socket to slack', openOnce);
  let isOpen = false;

  /** Rejects only by a stop. */
  const openAgain = async (): ReturnType<typeof openOnce> => {
    for (let failures = 0; ; failures += 1) {
      await pass(failures < SOON_TRIES ? SOCKET_GAP : LATER, undefined, { signal: stopped.signal });
      try {
        return await open();
      } catch (err) {
        log.warn({ err }, 'no socket to slack; trying again');
      }
    }
  };

  client.start = () =>
    open().catch((error: unknown) => {
      if (isRefused(error)) throw error;
      log.warn({ err: error }, 'no socket to slack; trying again');
      return openAgain();
    });
  client.on('connected', () => {
    isOpen = true;
    // It was asked for before the stop.
    if (stopped.signal.aborted) void client.disconnect();
  });
  client.on('disconnected', () => {
    if (!isOpen) return;
    isOpen = false;
    openAgain().catch(() => log.debug({}, 'no socket to slack is opened any more'));
  });
  client.on('disconnecting', () => stopped.abort());
};
