import type { Page } from '../src/store/page.ts';

/** How many of a kind are woken and not yet looked at, at most: a queue that was lost is not flooded. */
const MOST = 250;

interface Window<Id> {
  readonly begun: number;
  readonly skip: number;
  readonly woken: ReadonlySet<Id>;
  readonly isFull: boolean;
}

/**
 * Wakes what is due, the longest overdue first, at most `MOST` at a time: what was looked at since is
 * not due any more and makes room. After `every` ms the window goes past what stands in it still, so
 * that rows which cannot go on do not stand in the way of the others. Says whether more may be due.
 */
export const createWakeWindow = <Id>(every: number) => {
  let last: Window<Id> = { begun: 0, skip: 0, woken: new Set(), isFull: false };

  const begin = (now: number, due: readonly Id[]): Window<Id> => {
    const stuck = due.filter((id) => last.woken.has(id)).length;
    return { begun: now, skip: last.isFull ? last.skip + stuck : 0, woken: new Set(), isFull: false };
  };

  return async (
    now: number,
    find: (page: Page) => Promise<readonly Id[]>,
    wake: (id: Id) => Promise<void>,
  ): Promise<boolean> => {
    const goesOn = last.isFull && now - last.begun < every;
    const window = goesOn
      ? last
      : begin(now, last.isFull ? await find({ limit: MOST, skip: last.skip }) : []);
    const due = await find({ limit: MOST, skip: window.skip });
    const asleep = due.filter((id) => !window.woken.has(id));
    last = { ...window, woken: new Set([...window.woken, ...asleep]), isFull: due.length >= MOST };
    for (const id of asleep) await wake(id);
    return last.isFull;
  };
};
