import type { Desk } from './desk.ts';
import { type Impossible, impossible } from './gesture.ts';
import type { Message } from './messages.ts';
import { microsOf } from './timestamps.ts';
import { writeTyped } from './typed-text.ts';

/** What Slack takes as one message, in characters. */
const MOST = 40_000;

/** What a person says is read by them; what came before it in the place may not be. */
const markOwn = ({ messages, readMarks }: Desk, user: string, { channel, ts, threadTs }: Message): void => {
  const readTo = microsOf(readMarks.readBy(user)[channel] ?? '0');
  const isUnread = (other: Message): boolean => other.user !== user && microsOf(other.ts) > readTo;
  if (threadTs === null || !messages.visibleTo(user, channel).some(isUnread)) {
    readMarks.mark(user, channel, ts);
  }
};

/** Says something in a channel, or in the thread of the message at `threadTs`. */
export const say = (
  desk: Desk,
  user: string,
  channel: string,
  text: string,
  threadTs: string | null,
): Message | Impossible => {
  const { messages, directory, installation } = desk;
  const place = directory.channel(channel);
  if (place?.isDirect === true && installation.manifest.isReadOnly) {
    return impossible('nobody can write to the app by its manifest');
  }
  if (place?.isArchived === true) return impossible(`"${channel}" is archived`);
  if (text.trim() === '') return impossible('there is nothing to say in an empty text');
  if (text.length > MOST) return impossible('a message has 40,000 characters at most');
  const answered = threadTs === null ? null : messages.find(channel, threadTs);
  if (answered === undefined || (answered !== null && answered.shownTo !== null)) {
    return impossible(`no message "${threadTs}" can be replied to in "${channel}"`);
  }
  const message = messages.post({
    channel,
    user,
    text: writeTyped(text, directory),
    threadTs: answered === null ? null : (answered.threadTs ?? answered.ts),
  });
  markOwn(desk, user, message);
  return message;
};

/** Has read everything in the place up to this ts. */
export const read = (
  { readMarks }: Desk,
  user: string,
  channel: string,
  ts: string,
): { readonly channel: string; readonly ts: string } | Impossible =>
  Number.isNaN(microsOf(ts))
    ? impossible(`"${ts}" is no ts, such as 1767603600.000100`)
    : { channel, ts: readMarks.mark(user, channel, ts) };
