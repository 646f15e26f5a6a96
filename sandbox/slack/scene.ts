import type { Desk } from './desk.ts';
import { asObjects, type Json } from './json.ts';
import type { Message } from './messages.ts';
import { buttonsOf, type SeenButton } from './seen.ts';
import type { View } from './views.ts';

/** Where a person acts: in the top modal, in the App Home (`home`), or on a message of a channel. */
export interface Where {
  readonly in?: string;
  readonly ts?: string;
  /** Real milliseconds in which the button or field must appear; 5000 where left out. */
  readonly waitMs?: number;
}

/** The default of `waitMs`: what a person takes for slow, and a loaded machine may need. */
export const patience = 5_000;

export type Scene =
  | { readonly kind: 'view'; readonly view: View; readonly blocks: readonly Json[] }
  | { readonly kind: 'message'; readonly message: Message; readonly blocks: readonly Json[] };

/** Every place this person could mean, the likeliest first: in a channel, the newest message. */
export const scenesOf = (desk: Desk, user: string, where: Where): readonly Scene[] => {
  if (where.in === undefined || where.in === 'home') {
    const view = where.in === 'home' ? desk.views.home(user) : desk.views.top(user);
    return view === null ? [] : [{ kind: 'view', view, blocks: asObjects(view.payload['blocks']) }];
  }
  if (!desk.directory.isMember(where.in, user)) return [];
  return desk.messages
    .visibleTo(user, where.in)
    .filter(({ ts }) => where.ts === undefined || ts === where.ts)
    .map((message): Scene => ({ kind: 'message', message, blocks: message.blocks }))
    .reverse();
};

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
