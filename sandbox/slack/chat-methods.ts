import { flagOf } from './arguments.ts';
import { findBlockProblems } from './block-limits.ts';
import type { Desk } from './desk.ts';
import type { Channel } from './directory.ts';
import { asObjects, asText, isJson, type Json } from './json.ts';
import { messageJson } from './message-json.ts';
import type { Edit, Message } from './messages.ts';
import { accept, type Method, refuse } from './method.ts';
import { judgePlace, judgeThread } from './place.ts';

const largestMetadata = 16_000;

/** The rules that posting and updating share: words or blocks, all of them well formed. */
const judgeContent = (args: Json): Json | null => {
  const { blocks, metadata } = args;
  if (blocks !== undefined && !Array.isArray(blocks)) return refuse('invalid_blocks_format');
  const problems = findBlockProblems('message', { blocks });
  if (problems.length > 0) return refuse('invalid_blocks', problems);
  if (asText(args['text']) === '' && asObjects(blocks).length === 0) return refuse('no_text');
  return metadata === undefined ? null : judgeMetadata(metadata);
};

const isShallow = (value: unknown, depth = 0): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (depth < 2 && Object.values(value).every((member) => isShallow(member, depth + 1)));

const judgeMetadata = (metadata: unknown): Json | null => {
  if (!isJson(metadata)) return refuse('invalid_metadata_format');
  if (Object.keys(metadata).length === 0) return null;
  const { event_type: type, event_payload: payload } = metadata;
  const isWhole = typeof type === 'string' && type !== '' && isJson(payload) && isShallow(payload);
  if (!isWhole) return refuse('invalid_metadata_schema');
  return JSON.stringify(metadata).length > largestMetadata ? refuse('metadata_too_large') : null;
};

/**
 * A channel by id, or the person's direct messages by user id. Those with somebody who was deactivated
 * stay what they were, and take messages that nobody reads; new ones are not opened.
 */
const findPlace = ({ directory }: Desk, id: string): Channel | undefined => {
  const person = directory.user(id);
  if (person === undefined) return directory.channel(id);
  return person.isDeactivated || person.isBot ? directory.direct(id) : directory.openDirect(id);
};

const post: Method = (desk, args) => {
  const { messages, workspace } = desk;
  const bot = workspace.app.botUserId;
  const place = findPlace(desk, asText(args['channel']));
  if (place === undefined) return refuse('channel_not_found');
  const threadTs = asText(args['thread_ts']);
  const refusal = judgePlace(desk, place) ?? judgeContent(args) ?? judgeThread(desk, place.id, threadTs);
  if (refusal !== null) return refusal;
  const message = messages.post({
    channel: place.id,
    user: bot,
    text: asText(args['text']).slice(0, 40_000),
    blocks: asObjects(args['blocks']),
    metadata: isJson(args['metadata']) && args['metadata']['event_type'] ? args['metadata'] : null,
    threadTs: threadTs === '' ? null : threadTs,
    isBroadcast: threadTs !== '' && flagOf(args['reply_broadcast']),
  });
  return accept({
    channel: place.id,
    ts: message.ts,
    message: messageJson(message, messages, workspace, true),
  });
};

/** Words without blocks take the blocks away; blocks or metadata that are left out stay. */
const editOf = (args: Json, message: Message): Edit => {
  const { blocks, metadata } = args;
  const isEmpty = isJson(metadata) && Object.keys(metadata).length === 0;
  return {
    text: asText(args['text']),
    ...(Array.isArray(blocks)
      ? { blocks: asObjects(blocks) }
      : asText(args['text']) === ''
        ? {}
        : { blocks: [] }),
    ...(isJson(metadata) ? { metadata: isEmpty ? null : metadata } : {}),
    isBroadcast: message.isBroadcast || flagOf(args['reply_broadcast']),
  };
};

const update: Method = ({ directory, messages, workspace }, args) => {
  const channel = directory.channel(asText(args['channel']));
  if (channel === undefined || !directory.isMember(channel.id, workspace.app.botUserId)) {
    return refuse('channel_not_found');
  }
  if (channel.isArchived) return refuse('is_inactive');
  const message = messages.find(channel.id, asText(args['ts']));
  if (message === undefined || message.shownTo !== null) return refuse('message_not_found');
  if (message.user !== workspace.app.botUserId) return refuse('cant_update_message');
  const refusal = judgeContent(args);
  if (refusal !== null) return refusal;
  if ([...asText(args['text'])].length > 4_000) return refuse('msg_too_long');
  if (flagOf(args['reply_broadcast']) && message.threadTs === null) return refuse('cant_broadcast_message');
  const edited = messages.edit(message, editOf(args, message));
  const shown = messageJson(edited, messages, workspace, true);
  return accept({ channel: channel.id, ts: edited.ts, text: edited.text, message: shown });
};

const postEphemeral: Method = (desk, args) => {
  const { directory, messages, workspace } = desk;
  const channel = directory.channel(asText(args['channel']));
  if (channel === undefined) return refuse('channel_not_found');
  const misplaced = judgePlace(desk, channel);
  if (misplaced !== null) return misplaced;
  const user = asText(args['user']);
  if (!directory.isMember(channel.id, user)) return refuse('user_not_in_channel');
  const threadTs = asText(args['thread_ts']);
  const refusal = judgeContent(args);
  if (refusal !== null) return refusal;
  const message = messages.post({
    channel: channel.id,
    user: workspace.app.botUserId,
    text: asText(args['text']),
    blocks: asObjects(args['blocks']),
    threadTs: threadTs === '' ? null : threadTs,
    shownTo: user,
  });
  return accept({ message_ts: message.ts });
};

const getPermalink: Method = ({ directory, messages, workspace }, args) => {
  const channel = directory.channel(asText(args['channel']));
  if (channel === undefined) return refuse('channel_not_found');
  const message = messages.find(channel.id, asText(args['message_ts']));
  if (message === undefined || message.shownTo !== null) return refuse('message_not_found');
  const page = `https://${workspace.team.domain}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}`;
  const thread = message.threadTs === null ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`;
  return accept({ channel: channel.id, permalink: page + thread });
};

export const chatMethods: Record<string, Method> = {
  'chat.postMessage': post,
  'chat.update': update,
  'chat.postEphemeral': postEphemeral,
  'chat.getPermalink': getPermalink,
};
