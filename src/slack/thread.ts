import type { WebClient } from '@slack/web-api';
import { VpcbotError } from '../errors.ts';
import type { Message } from './blocks.ts';
import { callSlack } from './call.ts';
import { createReservations } from './reservation.ts';

export interface Place {
  readonly channel: string;
  /** The thread's root; null posts a root. */
  readonly threadTs: string | null;
}

export interface Posting {
  readonly place: Place;
  readonly message: Message;
  /** Also shown in the channel. Only within a thread. */
  readonly broadcast: boolean;
  /** Travels in the message's metadata, so that it is found again after an answer was lost. */
  readonly noticeKey: string;
  /** The same for every notice that tells the same of the same request. */
  readonly tells: string;
}

/** Which message is looked for. */
export interface Sought {
  readonly noticeKey: string;
  /** Epoch ms. */
  readonly since: number;
  /** Whatever tells the same counts as well, if it is older than this. */
  readonly toldBefore?: number;
  readonly tells?: string;
}

const EVENT_TYPE = 'vpcbot_notice';
const SEARCHED_MOST = 600;
/** Slack's clock and ours differ, and a claim may be a little younger than its message. */
const CLOCK_SLACK = 5 * 60_000;

const oldestOf = (since: number): number => (since - CLOCK_SLACK) / 1_000;

/** Slack takes one message a second in a channel, and fifty edits a minute in all. */
const POSTING = { every: 1_000, burst: 3 } as const;
const EDITING = { every: 1_200, burst: 10 } as const;

const keep = { unfurl_links: false, unfurl_media: false } as const;

interface FoundMessage {
  readonly ts?: string | undefined;
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: unknown } | undefined;
  readonly files?: readonly { readonly id?: string; readonly name?: string | null }[] | undefined;
}

/** Somebody deleted the message that a thread hung on. */
const isThreadGone = (error: unknown): boolean =>
  error instanceof VpcbotError && error.said === 'thread_not_found';

const carries =
  ({ noticeKey, since, toldBefore, tells }: Sought) =>
  ({ metadata, ts }: FoundMessage): boolean => {
    if (metadata?.event_type !== EVENT_TYPE) return false;
    const payload = metadata.event_payload as { notice_id?: unknown; tells?: unknown } | undefined;
    if (payload?.notice_id === noticeKey) return true;
    if (toldBefore === undefined || tells === undefined || payload?.tells !== tells) return false;
    return Number(ts) >= oldestOf(since) && Number(ts) * 1_000 < toldBefore;
  };

const shares =
  (fileId: string) =>
  ({ files }: FoundMessage): boolean =>
    files?.some(({ id }) => id === fileId) === true;

const showsNamed =
  (name: string, before: number) =>
  ({ files, ts }: FoundMessage): boolean =>
    files?.some((file) => file.name === name) === true && Number(ts) * 1_000 < before;

/**
 * The only one that posts and edits messages. `client` must not post again by itself: after an
 * answer was lost, only reading tells whether a message is there.
 */
export const createThread = (client: WebClient, now: () => number) => {
  const posting = createReservations(POSTING);
  const editing = createReservations(EDITING);

  const reserve = (pause: number, doing: string): void => {
    if (pause > 0)
      throw new VpcbotError('SLACK_RATE_LIMITED', { doing, retryAfter: pause, said: 'by our own count' });
  };

  const readPage = async (
    { channel, threadTs }: Place,
    oldest: number | null,
    cursor: string | undefined,
  ) => {
    const page = {
      channel,
      ...(oldest === null ? {} : { oldest: String(oldest) }),
      limit: 200,
      include_all_metadata: true,
      ...(cursor === undefined ? {} : { cursor }),
    };
    return threadTs === null
      ? client.conversations.history(page)
      : client.conversations.replies({ ...page, ts: threadTs });
  };

  const searchFrom = async (
    oldest: number | null,
    place: Place,
    doing: string,
    isIt: (found: FoundMessage) => boolean,
  ): Promise<string | null> => {
    let cursor: string | undefined;
    for (let read = 0; read < SEARCHED_MOST; read += 200) {
      const page = await callSlack(doing, () => readPage(place, oldest, cursor)).catch((error: unknown) => {
        if (isThreadGone(error)) return null;
        throw error;
      });
      if (page === null) return null;
      const hit = (page.messages as FoundMessage[] | undefined)?.find(isIt);
      if (hit?.ts !== undefined) return hit.ts;
      cursor = page.response_metadata?.next_cursor || undefined;
      if (cursor === undefined) return null;
    }
    return null;
  };

  /** Since then first, so that a long thread is not read from its beginning; our clock may be days ahead of Slack's. */
  const search = async (
    place: Place,
    doing: string,
    since: number,
    isIt: (found: FoundMessage) => boolean,
  ): Promise<string | null> =>
    (await searchFrom(oldestOf(since), place, doing, isIt)) ?? searchFrom(null, place, doing, isIt);

  return {
    /** Posts once, without trying again. Returns the message's ts; null: there is no such thread any more. */
    post: async ({
      place,
      message: { text, blocks },
      broadcast,
      noticeKey,
      tells,
    }: Posting): Promise<string | null> => {
      const doing = `posting notice "${noticeKey}" to "${place.channel}"`;
      reserve(posting.reserve(place.channel, now()), doing);
      const metadata = { event_type: EVENT_TYPE, event_payload: { notice_id: noticeKey, tells } };
      const thread = place.threadTs === null ? {} : { thread_ts: place.threadTs, reply_broadcast: broadcast };
      const posted = await callSlack(doing, () =>
        client.chat.postMessage({
          channel: place.channel,
          text,
          blocks,
          ...keep,
          ...thread,
          metadata,
        } as Parameters<typeof client.chat.postMessage>[0]),
      ).catch((error: unknown) => {
        if (isThreadGone(error)) return null;
        throw error;
      });
      if (posted === null) return null;
      if (posted.ts === undefined)
        throw new VpcbotError('SLACK_UNREACHABLE', { doing, said: 'no ts in the answer' });
      return posted.ts;
    },

    /** Edits a message of ours. `gone`: somebody deleted it. */
    update: async (channel: string, ts: string, { text, blocks }: Message): Promise<'updated' | 'gone'> => {
      const doing = `editing message "${ts}" in "${channel}"`;
      reserve(editing.reserve('all', now()), doing);
      try {
        await callSlack(doing, () => client.chat.update({ channel, ts, text, blocks }));
        return 'updated';
      } catch (error) {
        if (error instanceof VpcbotError && error.said === 'message_not_found') return 'gone';
        throw error;
      }
    },

    /** Looks for a notice that may have been posted since then (epoch ms). Null: it is not there. */
    find: (place: Place, sought: Sought): Promise<string | null> =>
      search(
        place,
        `looking for notice "${sought.noticeKey}" in "${place.channel}"`,
        sought.since,
        carries(sought),
      ),

    /** The same for a message that shares a file. */
    findFile: (place: Place, fileId: string, since: number): Promise<string | null> =>
      search(place, `looking for file "${fileId}" in "${place.channel}"`, since, shares(fileId)),

    /** The message of a thread that shows a file of this name, older than that (epoch ms). Null: there is none. */
    findFileNamed: async (place: Place, name: string, before: number): Promise<string | null> => {
      const doing = `looking for a file "${name}" in "${place.channel}"`;
      return place.threadTs === null ? null : searchFrom(null, place, doing, showsNamed(name, before));
    },

    /** The channel to post in: that of the direct messages where it is a person. */
    openLane: async (lane: string): Promise<string> => {
      if (!/^[UW]/.test(lane)) return lane;
      const doing = `opening direct messages with "${lane}"`;
      const { channel } = await callSlack(doing, () => client.conversations.open({ users: lane }));
      if (channel?.id === undefined)
        throw new VpcbotError('SLACK_UNREACHABLE', { doing, said: 'no channel' });
      return channel.id;
    },
  };
};

export type Thread = ReturnType<typeof createThread>;
