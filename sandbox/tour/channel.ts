import type { Person } from '../person.ts';
import type { SeenMessage } from '../slack/seen.ts';
import type { Screen } from './screen.ts';

const MARGIN = '    ';
const THREAD = '      ';

export const textOf = ({ lines }: SeenMessage): string => lines.join('\n');

const headOf = (message: SeenMessage, isNew: boolean): string => {
  if (!isNew) return `${message.author} edits the card:`;
  return message.isBroadcast ? `${message.author}, also sent to the channel:` : `${message.author}:`;
};

/** A channel over somebody's shoulder: prints each line once, when it appears. */
export const watchChannel = (reader: Person, channel: string, screen: Screen) => {
  const printed = new Map<string, ReadonlySet<string>>();

  const print = (message: SeenMessage, isReply: boolean): void => {
    const known = printed.get(message.ts);
    const fresh = message.lines.filter((line) => !known?.has(line));
    printed.set(message.ts, new Set(message.lines));
    if (known !== undefined && fresh.length === 0) return;
    const head = headOf(message, known === undefined);
    screen.show(`${isReply ? '↳ ' : ''}${head}`, isReply ? THREAD : MARGIN);
    for (const line of fresh) screen.show(line, isReply ? `${THREAD}│ ` : `${MARGIN}│ `);
  };

  return {
    /** Prints what is new, and returns all messages: roots, and the replies below each. */
    look: async (): Promise<readonly SeenMessage[]> => {
      const roots = await reader.sees(channel);
      // A broadcast stands in the channel too; it is told apart by its thread and printed there.
      const own = roots.filter(({ threadTs }) => threadTs === null);
      for (const root of own) {
        print(root, false);
        for (const reply of root.replies) print(reply, true);
      }
      return own.flatMap((root) => [root, ...root.replies]);
    },
  };
};

export type WatchedChannel = ReturnType<typeof watchChannel>;
