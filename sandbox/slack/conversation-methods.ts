import { flagOf, pageOf } from './arguments.ts';
import type { Desk } from './desk.ts';
import type { Channel } from './directory.ts';
import { asText, type Json } from './json.ts';
import { messageJson } from './message-json.ts';
import type { Message } from './messages.ts';
import { accept, type Method, refuse } from './method.ts';
import { microsOf } from './timestamps.ts';

const channelJson = ({ directory, workspace }: Desk, channel: Channel): Json => {
  const isMember = directory.isMember(channel.id, workspace.app.botUserId);
  const shared = { id: channel.id, created: 1_700_000_000, is_archived: channel.isArchived };
  if (channel.isDirect) {
    const user = channel.members.find((id) => id !== workspace.app.botUserId) ?? '';
    return { ...shared, is_im: true, is_channel: false, is_private: true, user };
  }
  return {
    ...shared,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: false,
    is_general: false,
    is_shared: false,
    is_ext_shared: false,
    is_org_shared: false,
    is_member: isMember,
    context_team_id: workspace.team.id,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
};

type Range = (message: Message) => boolean;

/** The messages between `oldest` and `latest`, the ends left out unless `inclusive`. */
const readRange = (args: Json): Range | Json => {
  const oldest = microsOf(asText(args['oldest']) || '0');
  const latest = microsOf(asText(args['latest']) || '9999999999');
  if (Number.isNaN(oldest)) return refuse('invalid_ts_oldest');
  if (Number.isNaN(latest)) return refuse('invalid_ts_latest');
  const isInclusive = flagOf(args['inclusive']);
  return ({ ts }) => {
    const at = microsOf(ts);
    return isInclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
  };
};

const answerPage = (desk: Desk, found: readonly Message[], args: Json): Json => {
  const page = pageOf(found, args);
  if (page === null) return refuse('invalid_cursor');
  const isWithMetadata = flagOf(args['include_all_metadata']);
  const { messages, workspace } = desk;
  return accept({
    messages: page.items.map((message) => messageJson(message, messages, workspace, isWithMetadata)),
    has_more: page.next !== '',
    ...(page.next === '' ? {} : { response_metadata: { next_cursor: page.next } }),
  });
};

const history: Method = (desk, args) => {
  const channel = desk.directory.channel(asText(args['channel']));
  if (channel === undefined) return refuse('channel_not_found');
  if (!desk.directory.isMember(channel.id, desk.workspace.app.botUserId)) return refuse('not_in_channel');
  const range = readRange(args);
  if (typeof range !== 'function') return range;
  return answerPage(desk, desk.messages.roots(channel.id).filter(range).reverse(), args);
};

const replies: Method = (desk, args) => {
  const channel = desk.directory.channel(asText(args['channel']));
  if (channel === undefined || !desk.directory.isMember(channel.id, desk.workspace.app.botUserId)) {
    return refuse('channel_not_found');
  }
  const first = desk.messages.find(channel.id, asText(args['ts']));
  if (first === undefined || first.shownTo !== null) return refuse('thread_not_found');
  const range = readRange(args);
  if (typeof range !== 'function') return range;
  // The parent comes first whatever the range.
  return answerPage(desk, [first, ...desk.messages.replies(channel.id, first.ts).filter(range)], args);
};

const info: Method = (desk, args) => {
  const channel = desk.directory.channel(asText(args['channel']));
  return channel === undefined
    ? refuse('channel_not_found')
    : accept({ channel: channelJson(desk, channel) });
};

const members: Method = ({ directory }, args) => {
  const channel = directory.channel(asText(args['channel']));
  if (channel === undefined) return refuse('channel_not_found');
  const page = pageOf(channel.members, args);
  if (page === null) return refuse('invalid_cursor');
  return accept({ members: page.items, response_metadata: { next_cursor: page.next } });
};

const openedAnswer = (desk: Desk, channel: Channel, wasOpen: boolean, args: Json): Json =>
  accept({
    ...(wasOpen ? { no_op: true, already_open: true } : {}),
    channel: flagOf(args['return_im']) ? channelJson(desk, channel) : { id: channel.id },
  });

/** Takes up a conversation by its own id, where no users are named. */
const resume = (desk: Desk, args: Json): Json => {
  const channel = desk.directory.channel(asText(args['channel']));
  if (channel === undefined) return refuse('channel_not_found');
  if (!channel.isDirect) return refuse('method_not_supported_for_channel_type');
  return openedAnswer(desk, channel, true, args);
};

const open: Method = (desk, args) => {
  if (asText(args['users']) === '' && asText(args['channel']) !== '') return resume(desk, args);
  const users = asText(args['users'])
    .split(',')
    .filter((id) => id !== '');
  const [id] = users;
  if (id === undefined) return refuse('users_list_not_supplied');
  if (users.length > 1) return refuse('too_many_users');
  const user = desk.directory.user(id);
  if (user === undefined) return refuse('user_not_found');
  if (user.isDeactivated) return refuse('user_disabled');
  if (user.isBot) return refuse('invalid_user_combination');
  const wasOpen = desk.directory.direct(id) !== undefined;
  return openedAnswer(desk, desk.directory.openDirect(id), wasOpen, args);
};

export const conversationMethods: Record<string, Method> = {
  'conversations.history': history,
  'conversations.replies': replies,
  'conversations.info': info,
  'conversations.members': members,
  'conversations.open': open,
};
