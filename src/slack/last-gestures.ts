import { setImmediate as nextTurn } from 'node:timers/promises';
import type { App, ReceiverEvent } from '@slack/bolt';

/** How long a stop waits for a moment in which nothing is unacknowledged, in ms: as long as Slack waits. */
const ACKNOWLEDGED_WITHIN = 3_000;

const settlesWithin = async (work: Promise<unknown>, ms: number): Promise<void> => {
  let late: NodeJS.Timeout | undefined;
  const over = new Promise((resolve) => {
    late = setTimeout(resolve, ms);
  });
  await Promise.race([work, over]);
  clearTimeout(late);
};

/** Things that are under way, and who waits until there is none. */
const createUnderWay = () => {
  const all = new Set<object>();
  let waiting: (() => void)[] = [];
  return {
    size: () => all.size,
    begin: (): (() => void) => {
      const one = {};
      all.add(one);
      return () => {
        if (!all.delete(one) || all.size > 0) return;
        for (const tell of waiting) tell();
        waiting = [];
      };
    },
    whenNone: (): Promise<void> =>
      all.size === 0 ? Promise.resolve() : new Promise((resolve) => void waiting.push(resolve)),
  };
};

interface Log {
  warn(object: object, message: string): void;
}

/**
 * Lets an app end without leaving anybody unanswered. Made before the app starts; its `stop` takes the place of the
 * app's. Bolt closes the connection at once, over which what it took would yet be acknowledged, and waits for no
 * listener: whoever typed a second before would read that the app did not respond.
 *
 * What Slack sends over a socket before it hears that this closes is lost all the same: nobody may answer over it.
 */
export const createLastGestures = (app: App, log: Log) => {
  const unacknowledged = createUnderWay();
  const running = createUnderWay();
  const take = app.processEvent.bind(app);
  app.processEvent = async (event: ReceiverEvent): Promise<void> => {
    const acknowledged = unacknowledged.begin();
    const ended = running.begin();
    const ack: ReceiverEvent['ack'] = (response) => event.ack(response).finally(acknowledged);
    try {
      await take({ ...event, ack });
    } finally {
      acknowledged();
      ended();
    }
  };
  /** What has arrived and was not read yet is taken in the turns to come. */
  const whenQuiet = async (): Promise<void> => {
    do {
      await unacknowledged.whenNone();
      await nextTurn();
      await nextTurn();
    } while (unacknowledged.size() > 0);
  };
  return {
    /** Takes no more once all that were taken are acknowledged; settles when they are carried out, or after `ms`. */
    stop: async (ms: number): Promise<void> => {
      const end = performance.now() + ms;
      await settlesWithin(whenQuiet(), Math.min(ACKNOWLEDGED_WITHIN, ms));
      const gestures = unacknowledged.size();
      if (gestures > 0) log.warn({ gestures }, 'stopping with gestures that are not acknowledged');
      await app.stop();
      await settlesWithin(running.whenNone(), end - performance.now());
    },
  };
};
