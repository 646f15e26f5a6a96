/** Starts to look, and tells what it sees; returns how to stop. */
export type Watch<T> = (tell: (seen: T) => void) => () => void;

/** One watch for all who want to be told: it runs while there is anybody, and a newcomer is told at once. */
export const shareWatch = <T>(watch: Watch<T>) => {
  const listeners = new Set<(seen: T) => void>();
  let last: { readonly seen: T } | null = null;
  let stop: (() => void) | null = null;

  const begin = (): void => {
    let isCurrent = true;
    const stopLooking = watch((seen) => {
      // A look that was under way when it was stopped may still come back.
      if (!isCurrent) return;
      last = { seen };
      for (const listener of [...listeners]) listener(seen);
    });
    stop = () => {
      isCurrent = false;
      stopLooking();
    };
  };
  const cease = (): void => {
    stop?.();
    stop = null;
    last = null;
  };
  return {
    join: (listener: (seen: T) => void): (() => void) => {
      listeners.add(listener);
      if (last !== null) listener(last.seen);
      if (stop === null) begin();
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) cease();
      };
    },
    /** What was seen no longer holds. */
    renew: (): void => {
      cease();
      if (listeners.size > 0) begin();
    },
  };
};

export type SharedWatch<T> = ReturnType<typeof shareWatch<T>>;
