import { signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** What this tab shows; other tabs show what they like. */
export const createWhereabouts = (user: string) => {
  const viewer = signal(user);
  /** A place's id; null before the workspace is known. */
  const place = signal<string | null>(null);
  /** Of the app's direct messages. */
  const tab = signal<'home' | 'messages'>('home');
  /** The root whose thread is open beside the place. */
  const thread = signal<string | null>(null);
  /** Whether the other side stands beside Slack. */
  const isBesideOpen = signal(true);
  return {
    viewer,
    place,
    tab,
    thread,
    isBesideOpen,
    goTo: (id: string): void => {
      place.value = id;
      thread.value = null;
    },
    openThread: (channel: string, rootTs: string): void => {
      place.value = channel;
      thread.value = rootTs;
    },
    closeThread: (): void => {
      thread.value = null;
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
