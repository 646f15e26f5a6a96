import type { Desk } from './desk.ts';
import type { Channel } from './directory.ts';
import type { Json } from './json.ts';
import { refuse } from './method.ts';

/** Why the app may not write there; null where it may. */
export const judgePlace = ({ directory, workspace, installation }: Desk, place: Channel): Json | null => {
  if (place.isArchived) return refuse('is_archived');
  if (!directory.isMember(place.id, workspace.app.botUserId)) return refuse('not_in_channel');
  return place.isDirect && !installation.manifest.hasMessages ? refuse('messages_tab_disabled') : null;
};

/** Why nothing can be said in that thread; null where it can, and where none is meant. */
export const judgeThread = ({ messages }: Desk, channel: string, threadTs: string): Json | null => {
  if (threadTs === '') return null;
  const parent = messages.find(channel, threadTs);
  if (parent === undefined || parent.shownTo !== null) return refuse('thread_not_found');
  return parent.threadTs === null ? null : refuse('cannot_reply_to_message');
};
