import { fileJson } from './file-json.ts';
import type { Json } from './json.ts';
import type { Message, Messages } from './messages.ts';
import type { Workspace } from './workspace.ts';

const threadOf = (message: Message, messages: Messages): Json => {
  if (message.threadTs !== null) {
    const parent = messages.find(message.channel, message.threadTs);
    return {
      thread_ts: message.threadTs,
      ...(parent === undefined ? {} : { parent_user_id: parent.user }),
      ...(message.isBroadcast ? { subtype: 'thread_broadcast' } : {}),
    };
  }
  const replies = messages.replies(message.channel, message.ts);
  const users = [...new Set(replies.map(({ user }) => user))];
  const latest = replies.at(-1);
  if (latest === undefined) return {};
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    reply_users: users,
    latest_reply: latest.ts,
    is_locked: false,
    subscribed: false,
  };
};

/** A message as the Web API and payloads show it; metadata goes out only where it was asked for. */
export const messageJson = (
  message: Message,
  messages: Messages,
  workspace: Workspace,
  withMetadata = false,
): Json => {
  const { team, app } = workspace;
  const byApp = message.user === app.botUserId;
  const profile = { id: app.botId, app_id: app.id, name: app.name, deleted: false, team_id: team.id };
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    team: team.id,
    text: message.text,
    ...(byApp ? { bot_id: app.botId, app_id: app.id, bot_profile: profile } : {}),
    ...(message.blocks.length === 0 ? {} : { blocks: message.blocks }),
    ...(message.files.length === 0
      ? {}
      : {
          files: message.files.map((file) => fileJson(file, workspace)),
          upload: true,
          display_as_bot: false,
        }),
    ...threadOf(message, messages),
    // Slack flags as edited only what was edited in words.
    ...(message.editedTs !== null && message.blocks.length === 0
      ? { edited: { user: byApp ? app.botId : message.user, ts: message.editedTs } }
      : {}),
    ...(withMetadata && message.metadata !== null ? { metadata: message.metadata } : {}),
  };
};
