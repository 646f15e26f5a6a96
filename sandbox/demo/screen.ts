import type { BotFacts } from './news.ts';

const LINES_SHOWN = 15;

/** What the demo says in the terminal, to people; the last line is for programs. */
export const createScreen = (
  out: Pick<NodeJS.WriteStream, 'write'>,
  errors: Pick<NodeJS.WriteStream, 'write'>,
) => {
  const seconds = (ms: number): string => `${(ms / 1_000).toFixed(0)} s`;
  return {
    open: (url: string): void => {
      out.write(`\n  vpcbot in a Slack of its own. Nothing leaves this machine.\n\n  Open  ${url}\n\n`);
      out.write('  The bot is starting; the page shows it. Ctrl-C ends everything.\n');
    },
    /** Once it is ready, or has ended before; `ms` since the demo began. */
    tellBot: ({ state, lines }: BotFacts, ms: number): void => {
      if (state !== 'down') return void out.write(`  The bot is ready, after ${seconds(ms)}.\n\n`);
      const last = lines.slice(-LINES_SHOWN).map((line) => `    ${line}\n`);
      errors.write(`  The bot is down; the page can start it again. Its last lines:\n${last.join('')}\n`);
    },
    tellPrograms: (facts: object): void => void out.write(`${JSON.stringify(facts)}\n`),
    end: (): void => void out.write('\n  Ending. Ctrl-C again ends at once.\n'),
    complain: (problem: string): void => void errors.write(`${problem}\n`),
  };
};
