import { type Program, startProgram } from '../program.ts';
import type { BotFacts } from './news.ts';

export type BotState = Pick<BotFacts, 'state' | 'since' | 'pid' | 'lines'>;

/** A slow machine may take this long to start the bot, in ms. */
const START_MOST = 120_000;
const LINES_SHOWN = 60;

const isReady = (line: string): true | null => (line.includes('vpcbot is ready') ? true : null);

/** The bot as a process of its own, as `npm start` runs it. `changed` hears of each change of its state. */
export const createBot = (changed: () => void) => {
  let program: Program | null = null;
  let state: BotFacts['state'] = 'down';
  let since = Date.now();

  const turn = (next: BotFacts['state']): void => {
    state = next;
    since = Date.now();
    changed();
  };
  const stop = async (): Promise<void> => {
    if (program === null || program.hasEnded()) return;
    turn('stopping');
    await program.stop();
  };
  return {
    facts: (): BotState => ({
      state,
      since,
      pid: program === null || program.hasEnded() ? null : (program.pid ?? null),
      lines: program?.lines().slice(-LINES_SHOWN) ?? [],
    }),
    /** Settles when it is ready, or has ended before. */
    start: async (env: NodeJS.ProcessEnv): Promise<void> => {
      const started = startProgram('the bot', 'src/main.ts', { env });
      program = started;
      turn('starting');
      const over = () => void (program === started && turn('down'));
      started.ended.then(over, over);
      await started.says('the word that it is ready', isReady, START_MOST).then(
        () => void (program === started && turn('ready')),
        () => {},
      );
    },
    /** As a crash or the kernel would. */
    kill: (): void => program?.signal('SIGKILL'),
    /** As `kill` on a server does it: it finishes what it is at. */
    stop,
  };
};

export type Bot = ReturnType<typeof createBot>;
