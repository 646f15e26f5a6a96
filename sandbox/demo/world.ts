import { scaledClock } from '../clock.ts';
import type { Told } from '../slack/feed.ts';
import { type Sandbox, startSandbox } from '../start.ts';
import { type SteerableClock, steerableClock } from '../steerable-clock.ts';
import { createBot } from './bot.ts';
import type { BotFacts, News } from './news.ts';
import { FIRST_PACE, findPace, PACES, type Pace } from './paces.ts';
import { openFolder } from './setting.ts';
import { workspaceHere } from './workspace.ts';

type Here = Sandbox<SteerableClock>;

const openSandbox = (pace: Pace): Promise<Here> =>
  startSandbox({
    clock: steerableClock(pace.scale),
    slackClock: scaledClock(1),
    workspace: workspaceHere,
  });

/** The sandbox and the bot in it, with what a person at the page can do to both. */
export const createWorld = async (own: NodeJS.ProcessEnv) => {
  const listeners = new Set<(news: News) => void>();
  const say = (news: News): void => {
    for (const listener of [...listeners]) listener(news);
  };
  let pace = FIRST_PACE;
  let sandbox = await openSandbox(pace);
  let folder = openFolder();
  const botFacts = (): BotFacts => ({
    ...bot.facts(),
    pace: pace.id,
    paces: PACES.map(({ id, name, about }) => ({ id, name, about })),
  });
  const bot = createBot(() => say({ kind: 'bot', bot: botFacts() }));
  const start = (): Promise<void> => bot.start(folder.prepare(sandbox, pace, own));
  return {
    urls: () => sandbox.urls,
    bot: botFacts,
    listen: (listener: (news: News) => void): (() => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    feed: (user: string, tell: (told: Told) => void): (() => void) => sandbox.slack.feed(user, tell),
    start,
    kill: bot.kill,
    stopBot: bot.stop,
    /** Settles when the bot lives by the new pace; false where there is no such pace. */
    setPace: async (id: string): Promise<boolean> => {
      const next = findPace(id);
      if (next === undefined) return false;
      pace = next;
      sandbox.clock.setScale?.(next.scale);
      await bot.stop();
      await start();
      return true;
    },
    reset: async (): Promise<void> => {
      await bot.stop();
      await sandbox.stop();
      folder.remove();
      sandbox = await openSandbox(pace);
      folder = openFolder();
      say({ kind: 'reset' });
      await start();
    },
    end: async (): Promise<void> => {
      await bot.stop();
      await sandbox.stop();
      folder.remove();
    },
  };
};

export type World = Awaited<ReturnType<typeof createWorld>>;
