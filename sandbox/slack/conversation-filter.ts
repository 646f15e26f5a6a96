import { asList, isJson, type Json } from './json.ts';

/** Conversations in the sandbox are public channels and the direct messages with the app; the ids tell them apart. */
const isDirectId = (id: string): boolean => id.startsWith('D');

/** Whether a menu of conversations lists this one; every direct message that the app knows is one with a bot. */
export const isListed = (element: Json, id: string): boolean => {
  const filter = isJson(element['filter']) ? element['filter'] : {};
  const include = asList(filter['include']);
  if (include.length > 0 && !include.includes(isDirectId(id) ? 'im' : 'public')) return false;
  return !(isDirectId(id) && filter['exclude_bot_users'] === true);
};
