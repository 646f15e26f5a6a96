import './thread-pane.css';
import { useMemo } from 'preact/hooks';
import type { SeenWorkspace } from '../../slack/feed.ts';
import type { PlaceMemory } from '../place-memory.ts';
import { useWhereabouts } from '../whereabouts.ts';
import { BackButton } from './back-button.tsx';
import { Composer } from './composer.tsx';
import { Icon } from './icon.tsx';
import { Message } from './message.tsx';
import { onLogKey } from './message-keys.ts';
import { useStick } from './stick.ts';
import { repliesOf, replyWords } from './thread-footer.tsx';

export interface ThreadPaneProps {
  readonly channel: string;
  /** Of the place: `#random` */
  readonly title: string;
  readonly rootTs: string;
  readonly place: PlaceMemory;
  readonly workspace: SeenWorkspace;
}

/** Gives the focus back to whatever opened the thread, or to its root in the list. */
const useReturn = (rootTs: string): (() => void) => {
  const opener = useMemo(() => document.activeElement, [rootTs]);
  return (): void => {
    const root = document.querySelector<HTMLElement>(`.log article[data-ts="${rootTs}"]`);
    if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) opener.focus();
    else root?.focus();
  };
};

const Replies = ({ rootTs, place }: Pick<ThreadPaneProps, 'rootTs' | 'place'>) => {
  const { list, onScroll } = useStick();
  const replies = place.thread(rootTs).value;
  const { count } = repliesOf(place, rootTs);
  return (
    <div
      class="thread-list"
      ref={list}
      role="log"
      aria-label="Replies"
      aria-live="off"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the list scrolls, and arrow keys walk its messages
      tabIndex={0}
      onScroll={onScroll}
      onKeyDown={onLogKey}
    >
      <div>
        {place.message(rootTs) === undefined ? (
          <p class="thread-gone">This message was deleted.</p>
        ) : (
          <Message place={place} ts={rootTs} isFollowUp={false} isInThread />
        )}
        <div class="thread-count">
          <span>{replyWords(count)}</span>
        </div>
        {replies.map((ts) => (
          <Message key={ts} place={place} ts={ts} isFollowUp={false} isInThread />
        ))}
      </div>
    </div>
  );
};

/** The thread that is open, at the right of its place. */
export const ThreadPane = ({ channel, title, rootTs, place, workspace }: ThreadPaneProps) => {
  const { closeThread } = useWhereabouts();
  const giveBack = useReturn(rootTs);
  const close = (): void => {
    closeThread();
    requestAnimationFrame(giveBack);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    close();
  };
  return (
    <section class="thread" aria-label="Thread" data-region="thread" tabIndex={-1} onKeyDown={onKeyDown}>
      <header class="place-head">
        <BackButton name={`Back to ${title}`} back={close} />
        <h2>Thread</h2>
        <span class="thread-where">{title}</span>
        <button
          type="button"
          class="button-icon thread-close"
          aria-label="Close thread"
          title="Close thread (Esc)"
          onClick={close}
        >
          <Icon name="close" />
        </button>
      </header>
      <Replies key={rootTs} rootTs={rootTs} place={place} />
      <Composer key={rootTs} channel={channel} threadTs={rootTs} label="Reply…" workspace={workspace} />
    </section>
  );
};
