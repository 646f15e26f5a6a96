import type { Side } from '../whereabouts.ts';
import { GUIDE, type Step } from './guide-step.ts';

/** What is to be clicked next: the first of these that can be seen. */
export type Target =
  | { readonly kind: 'selectors'; readonly selectors: readonly string[] }
  /** A button, by its words. */
  | { readonly kind: 'button'; readonly words: string }
  /** A field of the top dialog, by its label. */
  | { readonly kind: 'field'; readonly label: string };

/** What the tab shows, as far as it decides where to click. */
export interface Here {
  readonly viewer: string;
  /** Whether something of the app's lies over the rest. */
  readonly isCovered: boolean;
  readonly isBesideOpen: boolean;
  readonly side: Side;
}

const acceptTarget = (pcx: string, { viewer, isBesideOpen, side }: Here): Target => {
  if (viewer !== GUIDE.owner) return { kind: 'selectors', selectors: ['.guide-main'] };
  if (!isBesideOpen) return { kind: 'button', words: 'Other side' };
  const selector = side === 'aws' ? `[data-pcx="${pcx}"] .beside-primary` : '[data-tab="aws"]';
  return { kind: 'selectors', selectors: [selector] };
};

/** The main button of the top dialog; where there is one alone, it closes it. */
const MAIN_BUTTON: Target = { kind: 'selectors', selectors: ['dialog[open] .dialog-foot > :last-child'] };

/** Where to click for the next step; null: there is nothing to do but to wait. */
export const targetOf = (step: Step, here: Here): Target | null => {
  if (here.isCovered && step.kind !== 'fill') return MAIN_BUTTON;
  switch (step.kind) {
    case 'ask':
    case 'over':
      return {
        kind: 'selectors',
        selectors: [
          `textarea[aria-label="Message #${GUIDE.channel}"]`,
          `.places-button[aria-label^="${GUIDE.channel}"]`,
        ],
      };
    case 'fill':
      return step.empty === null ? MAIN_BUTTON : { kind: 'field', label: step.empty };
    case 'accept':
      return acceptTarget(step.pcx, here);
    case 'read':
      return {
        kind: 'selectors',
        selectors: [
          `article[data-ts="${step.ts}"] .message-link`,
          `article[data-ts="${step.root}"] .message-replies`,
        ],
      };
    case 'made':
    case 'hear':
      return null;
    default:
      return step satisfies never;
  }
};
