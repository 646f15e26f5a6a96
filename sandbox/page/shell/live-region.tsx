import { useEffect } from 'preact/hooks';
import type { SeenWorkspace } from '../../slack/feed.ts';
import type { SeenMessage } from '../../slack/seen.ts';
import { useAnnouncer } from '../announce.ts';
import { useMemory } from '../memory.ts';
import { useWhereabouts } from '../whereabouts.ts';
import { firstLineOf } from './message.tsx';
import { handleOf } from './people.ts';

/** At most one announcement in so many ms. */
const SPEAK_EVERY = 1_000;
const WORDS_MOST = 120;

const shortened = (words: string): string =>
  words.length > WORDS_MOST ? `${words.slice(0, WORDS_MOST - 1).trimEnd()}…` : words;

const wordsOf = (message: SeenMessage): string => `${message.author}: ${shortened(firstLineOf(message))}`;

/** Several that came at once are told as one. */
export const announcementOf = (messages: readonly SeenMessage[]): string => {
  const last = messages.at(-1);
  if (last === undefined) return '';
  return messages.length === 1
    ? wordsOf(last)
    : `${messages.length} new messages. The last from ${wordsOf(last)}`;
};

/** Says what comes in the open place and thread, and at once what failed. */
export const LiveRegion = ({
  channel,
  workspace,
}: {
  readonly channel: string;
  readonly workspace: SeenWorkspace;
}) => {
  const { listen } = useMemory();
  const { thread } = useWhereabouts();
  const { polite, urgent, say } = useAnnouncer();
  const me = handleOf(workspace, workspace.viewer);
  useEffect(() => {
    let waiting: SeenMessage[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const speak = (): void => {
      timer = undefined;
      if (waiting.length === 0) return;
      say(announcementOf(waiting));
      waiting = [];
      timer = setTimeout(speak, SPEAK_EVERY);
    };
    const stop = listen((message) => {
      const isHere = message.threadTs === null || message.isBroadcast || message.threadTs === thread.peek();
      if (message.channel !== channel || !isHere || message.author === me) return;
      waiting.push(message);
      timer ??= setTimeout(speak, 0);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [channel, me, listen]);
  return (
    <div class="unseen">
      <div aria-live="polite">{polite.value}</div>
      <div role="alert">{urgent.value}</div>
    </div>
  );
};
