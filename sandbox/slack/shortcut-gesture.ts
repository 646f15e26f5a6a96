import { deafLine } from './button-gesture.ts';
import type { Desk } from './desk.ts';
import { type Answer, type GestureOptions, type Impossible, impossible, perform } from './gesture.ts';
import { shortcutPayload } from './payloads.ts';

/** Real milliseconds to wait for what a shortcut opens. */
const shortcutSettleMs = 2_000;

/** Takes a global shortcut, found by its name or callback_id as the manifest has them. */
export const takeShortcut = async (
  desk: Desk,
  user: string,
  wanted: string,
  options: GestureOptions = {},
): Promise<Answer | Impossible> => {
  const offered = desk.installation.manifest.globalShortcuts;
  const shortcut = offered.find(({ name, callbackId }) => callbackId === wanted || name === wanted);
  if (shortcut === undefined) {
    const there = offered.map(({ name }) => `"${name}"`).join(', ');
    return impossible(`the manifest has no global shortcut "${wanted}" but ${there === '' ? 'none' : there}`);
  }
  return perform(desk, {
    settleMs: shortcutSettleMs,
    ...options,
    user,
    channel: null,
    type: 'interactive',
    payload: shortcutPayload(desk, user, shortcut.callbackId, desk.triggers.mint(user)),
    lineFor: deafLine,
  });
};
