import type { Desk } from './desk.ts';
import { asObjects, type Json } from './json.ts';
import type { Message } from './messages.ts';
import { buttonsOf, type SeenButton } from './seen.ts';
import type { View } from './views.ts';

/** Where a person acts: in the top modal, in the App Home (`home`), or on a message of a channel. */
export interface Where {
  readonly in?: string;
  /** On exactly this message. */
  readonly ts?: string;
  /** In the modal with this id, also where others cover it. */
  readonly view?: string;
  /** In the block with this block_id: several blocks may have an element with the same action_id. */
  readonly block?: string;
  /** Real milliseconds in which the button or field must appear; 5000 where left out. */
  readonly waitMs?: number;
}

/** The default of `waitMs`: what a person takes for slow, and a loaded machine may need. */
export const patience = 5_000;

export type Scene =
  | { readonly kind: 'view'; readonly view: View; readonly blocks: readonly Json[] }
  | { readonly kind: 'message'; readonly message: Message; readonly blocks: readonly Json[] };

const viewsAt = (view: View | null): readonly Scene[] =>
  view === null ? [] : [{ kind: 'view', view, blocks: asObjects(view.payload['blocks']) }];

/** The messages that this person sees in the place, or in any where none is named, the newest first. */
const messagesAt = ({ directory, messages }: Desk, user: string, where: Where): readonly Message[] => {
  const { in: place, ts } = where;
  const places = place === undefined ? directory.channels().map(({ id }) => id) : [place];
  const open = places.filter((id) => directory.isMember(id, user));
  if (ts === undefined) return open.flatMap((id) => messages.visibleTo(user, id)).reverse();
  return open
    .map((id) => messages.find(id, ts))
    .filter((message) => message !== undefined)
    .filter(({ shownTo }) => shownTo === null || shownTo === user);
};

/** Every place this person could mean, the likeliest first: in a channel, the newest message. */
export const scenesOf = (desk: Desk, user: string, where: Where): readonly Scene[] => {
  if (where.in === 'home') return viewsAt(desk.views.home(user));
  if (where.view !== undefined) {
    return viewsAt(desk.views.stack(user).find(({ id }) => id === where.view) ?? null);
  }
  if (where.in === undefined && where.ts === undefined) return viewsAt(desk.views.top(user));
  return messagesAt(desk, user, where).map((message) => ({
    kind: 'message',
    message,
    blocks: message.blocks,
  }));
};

export const isThere = ({ block }: Where, blockId: string): boolean =>
  block === undefined || block === blockId;

/** How a complaint names an element that is not there. */
export const nameWanted = (wanted: string, { block }: Where): string =>
  block === undefined ? `"${wanted}"` : `"${wanted}" in block "${block}"`;

/** What the message looked like before, the newest look first. */
export const staleScenes = (scene: Scene): readonly Scene[] =>
  scene.kind === 'view' ? [] : scene.message.past.map((blocks) => ({ ...scene, blocks })).reverse();

export const matches = (button: SeenButton, wanted: string): boolean =>
  button.text === wanted || button.actionId === wanted;

/** What could be pressed there, for the complaint about a button that is not. */
export const offer = (scenes: readonly Scene[]): string => {
  const names = scenes.flatMap(({ blocks }) => buttonsOf(blocks)).map(({ text }) => `"${text}"`);
  return names.length === 0 ? 'there is no button' : `there are ${names.join(', ')}`;
};
