import './log.css';
import { type Signal, useSignal, useSignalEffect } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { SeenWorkspace } from '../../slack/feed.ts';
import { isBefore, type PlaceMemory } from '../place-memory.ts';
import { Icon } from './icon.tsx';
import { firstShown, type LogRow, PAGE, rowsOf } from './log-rows.ts';
import { Message } from './message.tsx';
import { onLogKey } from './message-keys.ts';
import { handleOf } from './people.ts';
import { useReading } from './reading.ts';
import { type Stick, useStick } from './stick.ts';
import { dayOf } from './when.ts';

/** Nearer to the top than this, in px, what came before is put there. */
const NEAR_TOP = 300;

export interface LogProps {
  readonly channel: string;
  /** `Messages in #random` */
  readonly name: string;
  readonly place: PlaceMemory;
  readonly workspace: SeenWorkspace;
  /** Counts what the viewer sends from here. */
  readonly sent: Signal<number>;
  /** What stands where nothing was said yet. */
  readonly beginning: ComponentChildren;
}

const Row = ({ row, place }: { readonly row: LogRow; readonly place: PlaceMemory }) => {
  if (row.kind === 'message') {
    return <Message place={place} ts={row.ts} isFollowUp={row.isFollowUp} isInThread={false} />;
  }
  return row.kind === 'day' ? (
    <div class="log-day">
      <span>{dayOf(row.ts, new Date())}</span>
    </div>
  ) : (
    <div class="log-new">
      <span>New</span>
    </div>
  );
};

/** How far back the list reaches, and whether something came below what one looks at. */
const useReach = (place: PlaceMemory, { list, isAtEnd, holdPlace, onScroll }: Stick) => {
  /** The first root that is shown while the reader looks further back. */
  const pinned = useSignal<string | null>(null);
  const roots = place.roots.value;
  const first = firstShown(roots, pinned.value);
  const newest = roots.at(-1) ?? '0';
  const seen = useSignal(newest);
  useSignalEffect(() => {
    if (isAtEnd.value) {
      seen.value = place.roots.value.at(-1) ?? '0';
      pinned.value = null;
    } else if (pinned.peek() === null) pinned.value = roots[first] ?? null;
  });
  const lookBack = (): void => {
    if (first === 0) return;
    holdPlace();
    isAtEnd.value = false;
    pinned.value = roots[Math.max(0, first - PAGE)] ?? null;
  };
  return {
    shown: roots.slice(first),
    isWhole: first === 0,
    hasMore: !isAtEnd.value && isBefore(seen.value, newest),
    lookBack,
    scrolled: (): void => {
      onScroll();
      if (list.current !== null && !isAtEnd.peek() && list.current.scrollTop < NEAR_TOP) lookBack();
    },
  };
};

const Earlier = ({ lookBack }: { readonly lookBack: () => void }) => (
  <button type="button" class="button-small log-earlier" onClick={lookBack}>
    Show earlier messages
  </button>
);

/** What was said in a place: the newest page of it, and as much before it as somebody looks back. */
export const Log = ({ channel, name, place, workspace, sent, beginning }: LogProps) => {
  const stick = useStick(sent);
  const readTs = useReading(channel, place, stick);
  const { shown, isWhole, hasMore, lookBack, scrolled } = useReach(place, stick);
  const reader = handleOf(workspace, workspace.viewer);
  return (
    <div class="log">
      <div
        class="log-list"
        ref={stick.list}
        role="log"
        aria-label={name}
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the list scrolls, and arrow keys walk its messages
        tabIndex={0}
        onScroll={scrolled}
        onKeyDown={onLogKey}
      >
        <div class="log-floor">
          <div class="log-rows">
            {isWhole ? beginning : <Earlier lookBack={lookBack} />}
            {rowsOf({ place, shown, readTs, reader }).map((row) => (
              <Row key={row.key} row={row} place={place} />
            ))}
          </div>
        </div>
      </div>
      {hasMore && (
        <button type="button" class="log-pill" onClick={stick.toEnd}>
          New messages <Icon name="down" />
        </button>
      )}
    </div>
  );
};
