import type { Changes } from './changes.ts';
import type { FileFacts } from './files.ts';
import { asList, isJson, type Json } from './json.ts';
import type { Ids, Timestamps } from './timestamps.ts';

export interface Message {
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Json[];
  readonly files: readonly FileFacts[];
  readonly metadata: Json | null;
  /** The parent's ts; null for a root. */
  readonly threadTs: string | null;
  readonly isBroadcast: boolean;
  readonly editedTs: string | null;
  /** The only person who sees it (an ephemeral message); null for everybody. */
  readonly shownTo: string | null;
  /** What it looked like before, oldest first: a slow client may still show and press that. */
  readonly past: readonly (readonly Json[])[];
}

export type Draft = Pick<Message, 'channel' | 'user' | 'text'> &
  Partial<Pick<Message, 'blocks' | 'files' | 'metadata' | 'threadTs' | 'isBroadcast' | 'shownTo'>>;

export type Edit = Partial<Pick<Message, 'text' | 'blocks' | 'metadata' | 'isBroadcast'>>;

const withActionId = (element: unknown, ids: Ids): unknown => {
  const acts = isJson(element) && typeof element['type'] === 'string' && element['action_id'] === undefined;
  const silent = ['image', 'plain_text', 'mrkdwn'];
  return acts && !silent.includes(String(element['type'])) ? { ...element, action_id: ids('a') } : element;
};

/** Slack makes up each `block_id` and `action_id` that the app leaves out. */
export const nameBlocks = (blocks: readonly Json[], ids: Ids): readonly Json[] =>
  blocks.map((block) => {
    const named: Record<string, unknown> = { ...block, block_id: block['block_id'] ?? ids('b') };
    if (block['element'] !== undefined) named['element'] = withActionId(block['element'], ids);
    if (block['accessory'] !== undefined) named['accessory'] = withActionId(block['accessory'], ids);
    if (['actions', 'context_actions'].includes(String(block['type']))) {
      named['elements'] = asList(block['elements']).map((element) => withActionId(element, ids));
    }
    return named;
  });

/** Messages by a name for where they stand, each list in order: a ts rises with every message, and an edit keeps its place. */
const createShelves = () => {
  const shelves = new Map<string, Map<string, Message>>();
  return {
    on: (name: string): readonly Message[] => [...(shelves.get(name)?.values() ?? [])],
    find: (name: string, ts: string): Message | undefined => shelves.get(name)?.get(ts),
    put: (name: string, message: Message): void => {
      const shelf = shelves.get(name) ?? new Map<string, Message>();
      shelves.set(name, shelf.set(message.ts, message));
    },
    take: (name: string, ts: string): void => void shelves.get(name)?.delete(ts),
  };
};

const threadOf = (channel: string, parentTs: string): string => `${channel}/${parentTs}`;

export const createMessages = (timestamps: Timestamps, ids: Ids, changes: Changes) => {
  const places = createShelves();
  const threads = createShelves();
  const shelve = (message: Message, isGone: boolean): void => {
    const { channel, ts, threadTs } = message;
    if (isGone) places.take(channel, ts);
    else places.put(channel, message);
    if (threadTs === null) return;
    if (isGone) threads.take(threadOf(channel, threadTs), ts);
    else threads.put(threadOf(channel, threadTs), message);
  };
  const keep = (message: Message, event: 'posted' | 'changed' | 'deleted'): Message => {
    shelve(message, event === 'deleted');
    const { past: _past, ...what } = message;
    changes.publish({
      kind: message.shownTo === null ? 'message' : 'ephemeral',
      user: message.shownTo,
      channel: message.channel,
      what: { event, ...what },
    });
    return message;
  };
  const isSaid = ({ shownTo }: Message): boolean => shownTo === null;
  return {
    post: (draft: Draft): Message => {
      const blocks = nameBlocks(draft.blocks ?? [], ids);
      const fresh = { files: [], metadata: null, threadTs: null, isBroadcast: false, shownTo: null };
      return keep({ ...fresh, ...draft, blocks, ts: timestamps.next(), editedTs: null, past: [] }, 'posted');
    },
    edit: (message: Message, { blocks, ...edit }: Edit): Message => {
      const now = blocks === undefined ? message.blocks : nameBlocks(blocks, ids);
      const past = [...message.past, message.blocks];
      return keep({ ...message, ...edit, blocks: now, past, editedTs: timestamps.next() }, 'changed');
    },
    remove: (message: Message): Message => keep(message, 'deleted'),
    find: (channel: string, ts: string): Message | undefined => places.find(channel, ts),
    /** What stands in the channel itself: roots and replies that were broadcast. */
    roots: (channel: string): readonly Message[] =>
      places
        .on(channel)
        .filter(isSaid)
        .filter(({ threadTs, isBroadcast }) => threadTs === null || isBroadcast),
    replies: (channel: string, parentTs: string): readonly Message[] =>
      threads.on(threadOf(channel, parentTs)).filter(isSaid),
    /** Everything that this person can see there, in order. */
    visibleTo: (user: string, channel: string): readonly Message[] =>
      places.on(channel).filter((message) => isSaid(message) || message.shownTo === user),
  };
};

export type Messages = ReturnType<typeof createMessages>;
