import { signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** What a screen reader is told: `say` when it has time, `alarm` at once. */
export const createAnnouncer = () => {
  const polite = signal('');
  const urgent = signal('');
  /** A live region speaks when its text changes, so the same words twice differ by a space nobody hears. */
  const turn = (region: typeof polite, words: string): void => {
    region.value = region.peek() === words ? `${words}\u00a0` : words;
  };
  return {
    polite,
    urgent,
    say: (words: string): void => turn(polite, words),
    /** For failures. */
    alarm: (words: string): void => turn(urgent, words),
  };
};

export type Announcer = ReturnType<typeof createAnnouncer>;

const AnnouncerContext = createContext<Announcer | null>(null);
export const AnnouncerProvider = AnnouncerContext.Provider;

export const useAnnouncer = (): Announcer => {
  const announcer = useContext(AnnouncerContext);
  if (announcer === null) throw new Error('no announcer is provided above this component');
  return announcer;
};
