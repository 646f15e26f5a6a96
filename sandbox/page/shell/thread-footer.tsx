import type { SeenMessage } from '../../slack/seen.ts';
import { useMemory } from '../memory.ts';
import type { PlaceMemory } from '../place-memory.ts';
import { useWhereabouts } from '../whereabouts.ts';
import { Avatar } from './avatar.tsx';
import { dayAndClockOf } from './when.ts';

/** As many of those who replied are shown. */
const FACES_MOST = 3;

/** `3 replies` */
export const replyWords = (count: number): string => `${count} ${count === 1 ? 'reply' : 'replies'}`;

interface Replies {
  readonly count: number;
  readonly lastTs: string;
  /** Who replied, first come first. */
  readonly authors: readonly string[];
}

/** What everybody sees below a root: what only the viewer sees is no reply. */
export const repliesOf = (place: PlaceMemory, rootTs: string): Replies => {
  const replies = place
    .thread(rootTs)
    .value.map((ts) => place.message(ts)?.peek())
    .filter((reply) => reply !== undefined && !reply.isEphemeral);
  return {
    count: replies.length,
    lastTs: replies.at(-1)?.ts ?? rootTs,
    authors: [...new Set(replies.map((reply) => reply?.author ?? ''))],
  };
};

export const ThreadFooter = ({
  place,
  message: { channel, ts },
}: {
  readonly place: PlaceMemory;
  readonly message: SeenMessage;
}) => {
  const { openThread, thread } = useWhereabouts();
  const appName = useMemory().workspace.value?.app.name;
  const { count, lastTs, authors } = repliesOf(place, ts);
  if (count === 0) return null;
  return (
    <div class={`message-thread ${thread.value === ts ? 'message-thread-open' : ''}`}>
      {authors.slice(0, FACES_MOST).map((author) => (
        <Avatar key={author} name={author} isApp={author === appName} />
      ))}
      <button type="button" class="message-replies" onClick={() => openThread(channel, ts)}>
        {replyWords(count)}
      </button>
      <span class="message-last">Last reply {dayAndClockOf(lastTs, new Date())}</span>
    </div>
  );
};
