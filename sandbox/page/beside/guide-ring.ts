import { useEffect } from 'preact/hooks';
import type { Target } from './guide-target.ts';

/** Where it is may change without anything that the page would hear of; in ms. */
const LOOK_EVERY = 500;

const canBeSeen = (element: Element): boolean => element.getClientRects().length > 0;

/** The dialog on top, if one lies open. */
export const topDialog = (): HTMLElement | null =>
  [...document.querySelectorAll<HTMLElement>('dialog[open]')].at(-1) ?? null;

const findField = (label: string): Element | null => {
  const labels = [...(topDialog()?.querySelectorAll('label') ?? [])];
  const found = labels.find(({ textContent }) => textContent.trim() === label);
  return found?.control ?? null;
};

const findButton = (words: string): Element | null =>
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === words) ?? null;

const find = (target: Target): Element | null => {
  if (target.kind === 'field') return findField(target.label);
  if (target.kind === 'button') {
    const { words, or } = target;
    return findButton(words) ?? (or === undefined ? null : document.querySelector(or));
  }
  for (const selector of target.selectors) {
    const found = [...document.querySelectorAll(selector)].filter(canBeSeen).at(-1);
    if (found !== undefined) return found;
  }
  return null;
};

const RING = 'data-guide-ring';

/** Draws a ring around what is to be clicked next, wherever it comes to stand. */
export const useRing = (target: Target | null): void => {
  const key = JSON.stringify(target);
  useEffect(() => {
    if (target === null) return;
    let ringed: Element | null = null;
    const look = (): void => {
      const found = find(target);
      if (found === ringed && found?.hasAttribute(RING) !== false) return;
      ringed?.removeAttribute(RING);
      found?.setAttribute(RING, '');
      if (found !== ringed) found?.scrollIntoView({ block: 'nearest' });
      ringed = found;
    };
    look();
    const timer = setInterval(look, LOOK_EVERY);
    return () => {
      clearInterval(timer);
      ringed?.removeAttribute(RING);
    };
  }, [key]);
};
