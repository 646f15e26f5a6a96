import type { Standing } from './act.ts';
import type { Bot } from './bot.ts';
import type { News } from './news.ts';
import type { Pace } from './paces.ts';
import { closeStage, openStage, type Stage } from './stage.ts';

/** What the world is right now. */
export interface Present {
  pace: Pace;
  stage: Stage;
  /** Nothing is to be started any more. */
  isOver: boolean;
}

interface Company {
  readonly bot: Bot;
  /** Starts the bot by what is present then. */
  readonly start: () => Promise<void>;
  readonly say: (news: News) => void;
  readonly tellBot: () => void;
}

/** What takes the bot down and then changes the world under it. `judgeAct` sees to it that it is one at a time. */
export const createChange = (present: Present, { bot, start, say, tellBot }: Company) => {
  let underWay: Standing['change'] = null;
  let settled: Promise<void> = Promise.resolve();

  const whileDown = async (kind: 'pace' | 'reset', act: () => Promise<void>): Promise<void> => {
    underWay = kind;
    settled = bot.stop().then(() => (present.isOver ? undefined : act()));
    try {
      await settled;
    } finally {
      underWay = null;
    }
  };
  return {
    underWay: (): Standing['change'] => underWay,
    /** Settles when the change that was begun last, if any, is done or has failed; the bot may still be starting. */
    settled: (): Promise<void> => settled.catch(() => {}),
    setPace: async (next: Pace): Promise<void> => {
      const { clock } = present.stage;
      const isUp = bot.isUp();
      // A week must not go by while the bot is away for the change.
      clock.setScale(isUp ? Math.min(present.pace.scale, next.scale) : next.scale);
      present.pace = next;
      tellBot();
      if (!isUp) return;
      await whileDown('pace', async () => {});
      await start();
      if (present.pace === next) clock.setScale(next.scale);
    },
    reset: async (): Promise<void> => {
      await whileDown('reset', async () => {
        const before = present.stage;
        present.stage = await openStage(present.pace);
        await closeStage(before);
        say({ kind: 'reset' });
      });
      await start();
    },
  };
};
