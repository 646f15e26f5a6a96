import './thread-pane.css';
import { type Signal, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { SeenPlace, SeenWorkspace } from '../../slack/feed.ts';
import type { PlaceMemory } from '../place-memory.ts';
import { useWhereabouts } from '../whereabouts.ts';
import { BackButton } from './back-button.tsx';
import { Composer } from './composer.tsx';
import { closedWords } from './composer-note.tsx';
import { Icon } from './icon.tsx';
import { Message } from './message.tsx';
import { onLogKey } from './message-keys.ts';
import { titleOf } from './place-here.ts';
import { useStick } from './stick.ts';
import { repliesOf, replyWords } from './thread-footer.tsx';

export interface ThreadPaneProps {
  readonly here: SeenPlace;
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

interface RepliesProps extends Pick<ThreadPaneProps, 'rootTs' | 'place'> {
  readonly sent: Signal<number>;
}

const Replies = ({ rootTs, place, sent }: RepliesProps) => {
  const { list, onScroll } = useStick(sent);
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

const Head = ({ title, close }: { readonly title: string; readonly close: () => void }) => (
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
);

/** The thread that is open, at the right of its place. */
export const ThreadPane = ({ here, rootTs, place, workspace }: ThreadPaneProps) => {
  const { closeThread } = useWhereabouts();
  const giveBack = useReturn(rootTs);
  const sent = useSignal(0);
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
      <Head title={titleOf(here)} close={close} />
      <Replies key={rootTs} rootTs={rootTs} place={place} sent={sent} />
      {closedWords(here, workspace) === null && (
        <Composer
          key={`${rootTs} composer`}
          channel={here.id}
          threadTs={rootTs}
          label="Reply…"
          workspace={workspace}
          sent={sent}
        />
      )}
    </section>
  );
};
