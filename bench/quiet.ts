import { setTimeout as pause } from 'node:timers/promises';

/** Slack has heard nothing for this long: whatever a gesture set going has ended, in ms. */
const QUIET = 60;
/** An app that is never quiet is waited for this long, in ms. */
const MOST = 2_000;
const LOOK_EVERY = 15;

/** Listens to a sandbox's Slack from outside: to what people could notice, and to the calls of its Web API. */
export const openQuiet = async (control: string) => {
  const leaving = new AbortController();
  const { body } = await fetch(`${control}/control/slack/events`, { signal: leaving.signal });
  if (body === null) throw new Error('the sandbox does not say what happens');
  let heard = performance.now();
  let calls = '';
  const listen = async (): Promise<void> => {
    for await (const _ of body) heard = performance.now();
  };
  // Ends when it is left, as it should.
  listen().catch(() => undefined);
  const count = async (): Promise<void> => {
    const now = await (await fetch(`${control}/control/slack/requests`)).text();
    if (now !== calls) heard = performance.now();
    calls = now;
  };
  return {
    until: async (): Promise<void> => {
      const from = performance.now();
      heard = from;
      while (performance.now() - heard < QUIET && performance.now() - from < MOST) {
        await pause(LOOK_EVERY);
        await count();
      }
    },
    leave: (): void => leaving.abort(),
  };
};

export type Quiet = Awaited<ReturnType<typeof openQuiet>>;
