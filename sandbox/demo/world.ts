import type { Told } from '../slack/feed.ts';
import { type Act, judgeAct, type Verdict } from './act.ts';
import { createBot, type StartBot, startBotProgram } from './bot.ts';
import { createChange, type Present } from './change.ts';
import type { BotFacts, News } from './news.ts';
import { FIRST_PACE, findPace, PACES, type Pace } from './paces.ts';
import { closeStage, openStage } from './stage.ts';
import { workspaceHere } from './workspace.ts';

export interface WorldOptions {
  readonly pace?: Pace;
  readonly startBot?: StartBot;
}

const createNews = () => {
  const listeners = new Set<(news: News) => void>();
  return {
    say: (news: News): void => {
      for (const listener of [...listeners]) listener(news);
    },
    listen: (listener: (news: News) => void): (() => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};

const openPresent = async (own: NodeJS.ProcessEnv, options: WorldOptions) => {
  const { pace = FIRST_PACE, startBot = startBotProgram } = options;
  const { say, listen } = createNews();
  const present: Present = { pace, stage: await openStage(pace), isOver: false };
  const botFacts = (): BotFacts => ({
    ...bot.facts(),
    pace: present.pace.id,
    paces: PACES.map(({ id, name, about }) => ({ id, name, about })),
  });
  const tellBot = (): void => say({ kind: 'bot', bot: botFacts() });
  const bot = createBot(tellBot, startBot);
  const start = async (): Promise<void> => {
    const { isOver, stage } = present;
    if (!isOver) await bot.start(() => stage.folder.prepare(stage.sandbox, present.pace, own));
  };
  const change = createChange(present, { bot, start, say, tellBot });
  return { present, bot, botFacts, start, change, listen };
};

const carryOutIn =
  ({ present, bot, start, change }: Awaited<ReturnType<typeof openPresent>>) =>
  async (act: Act): Promise<void> => {
    switch (act.kind) {
      case 'start':
        return start();
      case 'stop':
        return bot.stop();
      case 'kill':
        return bot.kill();
      case 'pace':
        return change.setPace(findPace(act.id) ?? present.pace);
      case 'reset':
        return change.reset();
      default:
        return act satisfies never;
    }
  };

/** The sandbox and the bot in it, with what a person at the page can do to both. */
export const createWorld = async (own: NodeJS.ProcessEnv, options: WorldOptions = {}) => {
  const opened = await openPresent(own, options);
  const { present, bot, botFacts, start, change, listen } = opened;
  let ended: Promise<void> | null = null;
  const end = async (): Promise<void> => {
    present.isOver = true;
    await bot.stop();
    await change.settled();
    await closeStage(present.stage);
  };
  return {
    urls: () => present.stage.sandbox.urls,
    bot: botFacts,
    listen,
    knows: (user: string): boolean => workspaceHere.users.some(({ id }) => id === user),
    feed: (user: string, tell: (told: Told) => void): (() => void) =>
      present.stage.sandbox.slack.feed(user, tell),
    /** Settles when the bot is ready, or has ended before. */
    start,
    /** Whether it can be carried out now, in words. */
    judge: (act: Act): Verdict =>
      judgeAct(act, { bot: bot.facts().state, pace: present.pace, change: change.underWay() }),
    /** For what was accepted. Settles when all that it brings is done, the bot's start included. */
    carryOut: carryOutIn(opened),
    end: (): Promise<void> => {
      ended ??= end();
      return ended;
    },
    /** For whoever cannot wait: no process and no folder is left behind. */
    endAtOnce: (): void => {
      present.isOver = true;
      bot.kill();
      present.stage.folder.remove();
    },
  };
};

export type World = Awaited<ReturnType<typeof createWorld>>;
