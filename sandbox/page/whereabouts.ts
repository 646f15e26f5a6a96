import { type Signal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** What a tab shows at first. */
export interface Start {
  readonly viewer: string;
  readonly place: string | null;
  /** Whether there is room for one pane only. */
  readonly isNarrow: boolean;
}

/** The tabs of the other side. */
export type Side = 'aws' | 'google' | 'azure' | 'timescale' | 'bot';

/** What this tab shows; other tabs show what they like. */
export const createWhereabouts = (start: Start) => {
  const viewer = signal(start.viewer);
  /** A place's id; null before the workspace is known. */
  const place = signal<string | null>(start.place);
  /** Of the app's direct messages. */
  const tab = signal<'home' | 'messages'>('home');
  /** The root whose thread is open beside the place. */
  const thread = signal<string | null>(null);
  /** Whether the other side stands beside Slack. */
  const isBesideOpen = signal(!start.isNarrow);
  /** What of the other side is shown. */
  const side = signal<Side>('aws');
  /** Whether the list of places is what one sees where there is room for one pane only. */
  const isListOpen = signal(false);
  /** Whether the first steps are shown. */
  const isGuideOpen = signal(true);
  const drafts = new Map<string, Signal<string>>();

  const closeThread = (): void => {
    thread.value = null;
  };
  return {
    viewer,
    place,
    tab,
    thread,
    isBesideOpen,
    side,
    isListOpen,
    isGuideOpen,
    goTo: (id: string): void => {
      if (place.peek() !== id) closeThread();
      place.value = id;
      isListOpen.value = false;
    },
    openThread: (channel: string, rootTs: string): void => {
      place.value = channel;
      if (channel.startsWith('D')) tab.value = 'messages';
      thread.value = rootTs;
      isListOpen.value = false;
    },
    closeThread,
    /** Becomes somebody else, in the same channel; direct messages are everybody's own. */
    become: (user: string): void => {
      if (place.peek()?.startsWith('D')) closeThread();
      viewer.value = user;
    },
    /** What the viewer has typed in a place, or in a thread there, and not sent yet. */
    draft: (channel: string, threadTs: string | null = null): Signal<string> => {
      const key = [viewer.peek(), channel, threadTs ?? ''].join('/');
      const known = drafts.get(key) ?? signal('');
      drafts.set(key, known);
      return known;
    },
  };
};

export type Whereabouts = ReturnType<typeof createWhereabouts>;

const WhereaboutsContext = createContext<Whereabouts | null>(null);
export const WhereaboutsProvider = WhereaboutsContext.Provider;

export const useWhereabouts = (): Whereabouts => {
  const whereabouts = useContext(WhereaboutsContext);
  if (whereabouts === null) throw new Error('no whereabouts are provided above this component');
  return whereabouts;
};
