import { type Ending, type Program, startProgram } from '../program.ts';
import type { BotFacts } from './news.ts';

export type BotState = Pick<BotFacts, 'state' | 'since' | 'pid' | 'lines'>;
export type StartBot = (env: NodeJS.ProcessEnv) => Program;

/** It may take as long as it likes, in ms: whoever watches sees that it is starting. */
const NO_LIMIT = 2 ** 31 - 1;
const LINES_SHOWN = 60;
/** How long new lines wait for more before they are told of, in ms. */
const LINES_WAIT = 500;

const LEASH = new URL('leash.ts', import.meta.url).href;

/** As `npm start` runs it; it ends when this process does. */
export const startBotProgram: StartBot = (env) =>
  startProgram('the bot', 'src/main.ts', { before: [LEASH], env });

const isReady = (line: string): true | null => (line.includes('vpcbot is ready') ? true : null);

const tellEnd = (wish: 'stop' | 'kill' | null, { code, signal }: Ending): string => {
  if (wish === 'kill') return 'The bot was killed from the page.';
  if (wish === 'stop') return 'The bot was stopped from the page.';
  return `The bot ended by itself, with ${signal === null ? `exit code ${code}` : signal}.`;
};

/** Calls that come close together become one, `ms` after the first of them. */
const gather = (act: () => void, ms: number): (() => void) => {
  let isWaiting = false;
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    const end = (): void => {
      isWaiting = false;
      act();
    };
    setTimeout(end, ms).unref();
  };
};

/** The bot as a process of its own. `changed` hears of each change of its state. */
export const createBot = (changed: () => void, startBot: StartBot) => {
  let program: Program | null = null;
  let state: BotFacts['state'] = 'down';
  let since = Date.now();
  /** What is to be said of its end, below its own lines. */
  let epitaph: readonly string[] = [];
  let wish: 'stop' | 'kill' | null = null;

  const turn = (next: BotFacts['state']): void => {
    state = next;
    since = Date.now();
    changed();
  };
  const end = (words: string): void => {
    epitaph = [words];
    turn('down');
  };
  const tellLines = gather(changed, LINES_WAIT);
  const launch = async (env: NodeJS.ProcessEnv): Promise<void> => {
    const started = startBot(env);
    program = started;
    wish = null;
    epitaph = [];
    started.hear(tellLines);
    turn('starting');
    const over = started.ended.then(
      (ending) => end(tellEnd(wish, ending)),
      (error: unknown) => end(`The bot could not be started: ${error}`),
    );
    const ready = started.says('the word that it is ready', isReady, NO_LIMIT).then(
      () => void (state === 'starting' && turn('ready')),
      () => {},
    );
    await Promise.race([ready, over]);
  };
  return {
    facts: (): BotState => ({
      state,
      since,
      pid: state === 'down' ? null : (program?.pid ?? null),
      lines: [...(program?.lines().slice(-LINES_SHOWN) ?? []), ...epitaph],
    }),
    isUp: (): boolean => state === 'starting' || state === 'ready',
    /** Only while it is down. Settles when it is ready, or has ended before. */
    start: async (prepare: () => NodeJS.ProcessEnv): Promise<void> => {
      try {
        await launch(prepare());
      } catch (error) {
        end(`The bot could not be started: ${error}`);
      }
    },
    /** As a crash or the kernel would. */
    kill: (): void => {
      if (state === 'down') return;
      wish = 'kill';
      program?.signal('SIGKILL');
      if (state !== 'stopping') turn('stopping');
    },
    /** As a deployment does it: it finishes what it is at. Settles when it has ended. */
    stop: async (): Promise<void> => {
      if (state === 'down' || program === null) return;
      if (state !== 'stopping') {
        wish = 'stop';
        turn('stopping');
        void program.stop().catch(() => {});
      }
      await program.ended.catch(() => {});
    },
  };
};

export type Bot = ReturnType<typeof createBot>;
