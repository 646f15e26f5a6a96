import type { Chance } from './chance.ts';

/**
 * Who waits here goes on one at a time and in an order that is drawn, each as far as it comes before
 * the next. So calls that are under way at the same time overlap in every way, and a seed overlaps
 * them the same way again.
 */
export const createTurns = (chance: Chance) => {
  const waiting: (() => void)[] = [];
  let isArmed = false;
  const arm = (): void => {
    if (isArmed) return;
    isArmed = true;
    setImmediate(() => {
      isArmed = false;
      const [next] = waiting.splice(chance.below(waiting.length), 1);
      next?.();
      if (waiting.length > 0) arm();
    });
  };
  return (): Promise<void> =>
    new Promise((resolve) => {
      waiting.push(resolve);
      arm();
    });
};
