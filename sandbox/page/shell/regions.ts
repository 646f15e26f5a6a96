import { useEffect } from 'preact/hooks';

const isShown = (element: HTMLElement): boolean => element.getClientRects().length > 0;

/** The part of the page that F6 goes to from `here`, in the order of the page and around. */
const regionAfter = (here: Element | null, step: 1 | -1): HTMLElement | undefined => {
  const all = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(isShown);
  const at = all.findIndex((region) => here !== null && region.contains(here));
  const next = at === -1 && step === -1 ? all.length - 1 : at + step;
  return all[(next + all.length) % all.length];
};

/** What one most likely wants there; the part itself otherwise. */
const entryOf = (region: HTMLElement): HTMLElement =>
  region.querySelector<HTMLElement>(
    '.composer-text, [aria-current="page"], [role="tab"][aria-selected="true"], select',
  ) ?? region;

/** F6 and Shift+F6 go round the parts of the page, as in Slack. An open dialog keeps the keyboard. */
export const useRegions = (): void => {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'F6' || document.querySelector('dialog[open], [aria-modal="true"]') !== null) return;
      const region = regionAfter(document.activeElement, event.shiftKey ? -1 : 1);
      if (region === undefined) return;
      event.preventDefault();
      entryOf(region).focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
};
