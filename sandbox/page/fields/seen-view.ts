import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { SeenView } from '../../slack/seen.ts';

const SeenViewContext = createContext<SeenView | null>(null);

/** The modal or Home that fields stand in; on messages there is none. */
export const SeenViewProvider = SeenViewContext.Provider;

export const useSeenView = (): SeenView | null => useContext(SeenViewContext);
