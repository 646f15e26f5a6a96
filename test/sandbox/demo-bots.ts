import type { StartBot } from '../../sandbox/demo/bot.ts';
import type { Ending, Program } from '../../sandbox/program.ts';

/** A bot that does what the test says: it lives until it is killed, or stopped, or ends by itself. */
const openBot = (pid: number, env: NodeJS.ProcessEnv) => {
  const lines: string[] = [];
  const listeners = new Set<(line: string) => void>();
  let settle: (ending: Ending) => void = () => {};
  const ended = new Promise<Ending>((resolve) => {
    settle = resolve;
  });
  let isOver = false;
  let isPatient = false;
  const end = (how: Partial<Ending>): void => {
    isOver = true;
    settle({ code: null, signal: null, ...how });
  };
  const says: Program['says'] = (what, read) =>
    new Promise((resolve, reject) => {
      const listener = (line: string): void => {
        const found = read(line);
        if (found !== null) resolve(found);
      };
      listeners.add(listener);
      void ended.then(() => reject(new Error(`it ended before ${what}`)));
    });
  const program: Program = {
    name: 'the bot',
    pid,
    lines: () => lines,
    hear: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    says,
    ended,
    hasEnded: () => isOver,
    signal: (signal) => end({ signal }),
    stop: () => {
      if (!isPatient) end({ code: 0 });
      return ended;
    },
  };
  return {
    program,
    env,
    say: (line: string): void => {
      lines.push(line);
      for (const listener of [...listeners]) listener(line);
    },
    isOver: () => isOver,
    end,
    /** From now on it takes its time when it is stopped. */
    takeTime: (): void => {
      isPatient = true;
    },
  };
};

export type FakeBot = ReturnType<typeof openBot>;

/** Bots without a process, one for each start. */
export const openBots = () => {
  const bots: FakeBot[] = [];
  const startBot: StartBot = (env) => {
    const bot = openBot(bots.length + 1, env);
    bots.push(bot);
    return bot.program;
  };
  return {
    startBot,
    count: () => bots.length,
    last: (): FakeBot => {
      const bot = bots.at(-1);
      if (bot === undefined) throw new Error('no bot was started yet');
      return bot;
    },
  };
};
