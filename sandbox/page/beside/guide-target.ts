import type { Side } from '../whereabouts.ts';
import { GUIDE, type Step } from './guide-step.ts';

/** What is to be clicked next: the first of these that can be seen. */
export type Target =
  | { readonly kind: 'selectors'; readonly selectors: readonly string[] }
  /** A button, by its words; `or`, by a selector, what leads to it where it cannot be seen. */
  | { readonly kind: 'button'; readonly words: string; readonly or?: string }
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

/** Where somebody who is not the owner is led to be one. */
const BE_OWNER: Target = { kind: 'selectors', selectors: ['.guide-main'] };

const acceptTarget = (pcx: string, { viewer, isBesideOpen, side }: Here): Target => {
  if (viewer !== GUIDE.owner) return BE_OWNER;
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
    case 'complete':
      return here.viewer === GUIDE.owner
        ? {
            kind: 'button',
            words: 'Complete it for me',
            or: `article[data-ts="${step.root}"] .message-replies`,
          }
        : BE_OWNER;
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
    case 'completing':
    case 'hear':
      return null;
    default:
      return step satisfies never;
  }
};
