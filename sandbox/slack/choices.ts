import { isListed } from './conversation-filter.ts';
import type { Desk } from './desk.ts';
import { directChannelOf } from './directory.ts';
import { asText, type Json } from './json.ts';

/** One entry of a menu that Slack fills by itself: what it is called, and the id that the app gets. */
export interface Choice {
  readonly id: string;
  readonly name: string;
}

/** What a menu of people, channels or conversations lists for this person. */
export const choicesOf = ({ directory, workspace }: Desk, user: string, element: Json): readonly Choice[] => {
  const type = asText(element['type']);
  if (type.includes('users')) return directory.users().filter(({ isDeactivated }) => !isDeactivated);
  const channels = directory.channels().filter(({ isDirect, isArchived }) => !isDirect && !isArchived);
  if (type.includes('channels')) return channels;
  return [...channels, { id: directChannelOf(user), name: workspace.app.name }].filter((choice) =>
    isListed(element, choice.id),
  );
};
