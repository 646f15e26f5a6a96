import './message.css';
import type { SeenMessage } from '../../slack/seen.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { useMemory } from '../memory.ts';
import type { PlaceMemory } from '../place-memory.ts';
import { Mrkdwn } from '../text/mrkdwn.tsx';
import { useWhereabouts } from '../whereabouts.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';
import { MessageFiles } from './message-files.tsx';
import { firstLineOf } from './message-line.ts';
import { ThreadFooter } from './thread-footer.tsx';
import { clockOf, fullDateOf } from './when.ts';

export interface MessageProps {
  readonly place: PlaceMemory;
  readonly ts: string;
  /** Whether it goes on from the one above, so that its author is not named again. */
  readonly isFollowUp: boolean;
  /** Whether it stands in the thread pane. */
  readonly isInThread: boolean;
}

const Time = ({ ts }: { readonly ts: string }) => (
  <time class="message-time" dateTime={new Date(Number(ts) * 1_000).toISOString()} title={fullDateOf(ts)}>
    {clockOf(ts)}
  </time>
);

const Head = ({ message, isApp }: { readonly message: SeenMessage; readonly isApp: boolean }) => (
  <div class="message-head">
    <strong class="message-author">{message.author}</strong>
    {isApp && <span class="message-badge">APP</span>}
    <Time ts={message.ts} />
  </div>
);

/** Where a reply that was also sent to the place comes from. */
const FromThread = ({ message, place }: { readonly message: SeenMessage; readonly place: PlaceMemory }) => {
  const { openThread } = useWhereabouts();
  const { channel, threadTs } = message;
  if (threadTs === null) return null;
  const root = place.message(threadTs)?.value;
  return (
    <div class="message-from-thread">
      replied to a thread:{' '}
      <button type="button" class="message-link" onClick={() => openThread(channel, threadTs)}>
        {root === undefined ? 'a message that was deleted' : firstLineOf(root)}
      </button>
    </div>
  );
};

const Body = ({ message }: { readonly message: SeenMessage }) => {
  const { blocks, text, files, channel, ts } = message;
  const isSaid = blocks.length === 0 && text !== '';
  return (
    <div class="message-body">
      {blocks.length > 0 && <Blocks blocks={blocks} scene={{ in: channel, ts }} />}
      {isSaid && <Mrkdwn text={text} />}
      {message.isEdited && blocks.length === 0 && <span class="message-edited"> (edited)</span>}
      {message.isEdited && blocks.length > 0 && <div class="message-edited">(edited)</div>}
      {files.length > 0 && <MessageFiles files={files} />}
    </div>
  );
};

const Whom = () => (
  <div class="message-whom">
    <Icon name="eye" />
    Only visible to you
  </div>
);

/** One message; it renders by itself when it changes. */
export const Message = ({ place, ts, isFollowUp, isInThread }: MessageProps) => {
  const { workspace } = useMemory();
  const message = place.message(ts)?.value;
  if (message === undefined) return null;
  const { author, isEphemeral, threadTs } = message;
  const isApp = author === workspace.value?.app.name;
  const name = `${author}, ${clockOf(ts)}${isEphemeral ? ', only visible to you' : ''}`;
  return (
    <article
      class={`message ${isFollowUp ? 'message-next' : ''} ${isEphemeral ? 'message-ephemeral' : ''}`}
      aria-label={name}
      data-ts={ts}
      data-thread={isInThread ? undefined : (threadTs ?? ts)}
      tabIndex={-1}
    >
      {isEphemeral && <Whom />}
      {isFollowUp ? <Time ts={ts} /> : <Avatar name={author} isApp={isApp} />}
      <div class="message-main">
        {!isFollowUp && <Head message={message} isApp={isApp} />}
        {!isInThread && threadTs !== null && <FromThread message={message} place={place} />}
        <Body message={message} />
        {isInThread && message.isBroadcast && <div class="message-also">Also sent to the channel</div>}
        {!isInThread && threadTs === null && !isEphemeral && <ThreadFooter place={place} message={message} />}
      </div>
    </article>
  );
};
