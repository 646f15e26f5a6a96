import type { Json } from './json.ts';

/** Something a person could notice. */
export interface Change {
  readonly kind: 'message' | 'ephemeral' | 'view' | 'read' | 'delivery' | 'directory';
  /** Whom it concerns alone; null for everybody in the channel. */
  readonly user: string | null;
  readonly channel: string | null;
  readonly what: Json;
}

/** Tells what happens as it happens, so that nobody has to poll. */
export const createChanges = () => {
  const listeners = new Set<(change: Change) => void>();
  const subscribe = (listener: (change: Change) => void): (() => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    subscribe,
    publish: (change: Change): void => {
      for (const listener of [...listeners]) listener(change);
    },
    /** The first answer of `look` that is not null, or null after `ms` of real time; looks again at each change. */
    until: <T>(look: () => T | null, ms: number): Promise<T | null> => {
      const now = look();
      if (now !== null || ms <= 0) return Promise.resolve(now);
      return new Promise((resolve) => {
        const end = (found: T | null): void => {
          clearTimeout(timer);
          stop();
          resolve(found);
        };
        const timer = setTimeout(() => end(look()), ms);
        const stop = subscribe(() => {
          const found = look();
          if (found !== null) end(found);
        });
      });
    },
  };
};

export type Changes = ReturnType<typeof createChanges>;
