import type { SeenWorkspace } from '../../slack/feed.ts';
import type { SeenMessage } from '../../slack/seen.ts';
import { isBefore, type PlaceMemory } from '../place-memory.ts';

export interface Unread {
  readonly count: number;
  /** How many of these name the viewer. */
  readonly mentions: number;
}

/** More than this shows as `99+`; so counting costs the same however much there is. */
const COUNTED_MOST = 100;

const named = new WeakMap<SeenMessage, string>();

/** Everything that may hold a mention. A message never changes: an edit is another one. */
const wordsOf = (message: SeenMessage): string => {
  const known = named.get(message) ?? `${message.text}${JSON.stringify(message.blocks)}`;
  named.set(message, known);
  return known;
};

export interface Reader {
  readonly id: string;
  /** Their handle. */
  readonly name: string;
  /** The user groups that they are in. */
  readonly groups: readonly string[];
}

/** The viewer of a workspace. */
export const readerOf = ({ viewer, people, groups }: SeenWorkspace): Reader => ({
  id: viewer,
  name: people.find(({ id }) => id === viewer)?.name ?? viewer,
  groups: groups.filter(({ users }) => users.includes(viewer)).map(({ id }) => id),
});

/** `<@U0OMAR>`, `<!subteam^S0PLATFORM|platform>`, `<!here>`, and the same in rich text. */
const MENTION = /<(?:@|!subteam\^|!)(\w+)[>|]|"(?:user_id|usergroup_id|range)":"(\w+)"/g;

const EVERYBODY = ['here', 'channel', 'everyone'];

const names = (message: SeenMessage, { id, groups }: Reader): boolean =>
  [...wordsOf(message).matchAll(MENTION)].some(([, named = '', inRichText = '']) =>
    [id, ...groups, ...EVERYBODY].includes(named || inRichText),
  );

/** What the reader has not read: roots, and replies that name them. Their own and what only they see count for nothing. */
export const unreadIn = (place: PlaceMemory, readTs: string, reader: Reader): Unread => {
  const all = place.all.value;
  let count = 0;
  let mentions = 0;
  for (let at = all.length - 1; at >= 0 && count < COUNTED_MOST; at -= 1) {
    const ts = all[at] ?? '0';
    if (!isBefore(readTs, ts)) break;
    const message = place.message(ts)?.peek();
    if (message === undefined || message.isEphemeral || message.author === reader.name) continue;
    const isNamed = names(message, reader);
    if (!isNamed && message.threadTs !== null && !message.isBroadcast) continue;
    count += 1;
    if (isNamed) mentions += 1;
  }
  return { count, mentions };
};

/** `99+` */
export const countWords = (count: number): string =>
  count >= COUNTED_MOST ? `${COUNTED_MOST - 1}+` : String(count);
