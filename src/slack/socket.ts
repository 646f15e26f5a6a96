import { setTimeout as pass } from 'node:timers/promises';
import type { SocketModeReceiver } from '@slack/bolt';
import { VpcbotError } from '../errors.ts';
import { callSlack } from './call.ts';

type Client = SocketModeReceiver['client'];

/**
 * Slack closes the socket about once an hour, and commands that come until another is open fail for the person. From
 * opening one to opening the next at least so many ms pass: one that lived for longer is replaced at once.
 */
const SOCKET_EVERY = 2_000;
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
 * `now`: ms of any clock that only goes forward.
 */
export const keepOpen = (client: Client, log: Log, now: () => number): void => {
  const stopped = new AbortController();
  const openOnce = client.start.bind(client);
  let isOpen = false;
  let tried = now();
  const open = () => {
    tried = now();
    return callSlack('opening a socket to slack', openOnce);
  };

  /** Rejects only by a stop. */
  const openAgain = async (): ReturnType<typeof openOnce> => {
    for (let failures = 0; ; failures += 1) {
      const apart = failures < SOON_TRIES ? SOCKET_EVERY : LATER;
      await pass(Math.max(0, tried + apart - now()), undefined, { signal: stopped.signal });
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
