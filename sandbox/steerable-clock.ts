import type { Clock } from './clock.ts';

/** A clock whose speed can be changed and which can be moved ahead; it never goes back. */
export const steerableClock = (initialScale: number) => {
  let scale = initialScale;
  let wallThen = Date.now();
  let timeThen = wallThen;
  const now = (): number => timeThen + Math.max(0, Date.now() - wallThen) * scale;
  const rebase = (): void => {
    timeThen = now();
    wallThen = Date.now();
  };
  return {
    now: () => Math.floor(now()),
    advance: (milliseconds: number) => {
      timeThen += Math.max(0, milliseconds);
    },
    scale: () => scale,
    /** How many times as fast as the wall clock. 0: stands still until it is moved. */
    setScale: (next: number) => {
      rebase();
      scale = Math.max(0, next);
    },
  };
};

/** What the control API can do to a clock; a plain one can only be read. */
export interface SteerableClock extends Clock {
  readonly advance?: (milliseconds: number) => void;
  readonly scale?: () => number;
  readonly setScale?: (scale: number) => void;
}
