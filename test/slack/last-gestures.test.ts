import type { App, ReceiverEvent } from '@slack/bolt';
import { expect, test } from 'vitest';
import { createLastGestures } from '../../src/slack/last-gestures.ts';

const gate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
};

/** An app whose listener acknowledges once `seen` opens, and ends once `carriedOut` does. */
const startApp = () => {
  const [seen, carriedOut] = [gate(), gate()];
  const did: string[] = [];
  const app = {
    processEvent: async ({ ack }: ReceiverEvent) => {
      await seen.opened;
      await ack();
      await carriedOut.opened;
    },
    stop: async () => void did.push('closed the connection'),
  } as unknown as App;
  const warned: object[] = [];
  const last = createLastGestures(app, { warn: (said) => warned.push(said) });
  const take = () =>
    app.processEvent({ body: {}, ack: async () => void did.push('acknowledged') } as ReceiverEvent);
  return { seen, carriedOut, did, last, take, warned };
};

test('the connection is closed after what was taken is acknowledged, and a stop waits for the rest', async () => {
  const { seen, carriedOut, did, last, take, warned } = startApp();
  void take();
  const stopping = last.stop(5_000).then(() => did.push('stopped'));
  seen.open();
  await expect.poll(() => did).toEqual(['acknowledged', 'closed the connection']);
  carriedOut.open();
  await stopping;
  expect(did.at(-1)).toBe('stopped');
  expect(warned).toEqual([]);
});

test('a gesture that nobody acknowledges holds a stop up for its time only, and is told', async () => {
  const { did, last, take, warned } = startApp();
  void take();
  await last.stop(20);
  expect(did).toEqual(['closed the connection']);
  expect(warned).toEqual([{ gestures: 1 }]);
});
