import type { Desk } from './desk.ts';
import type { Channel } from './directory.ts';
import type { Json } from './json.ts';
import { messageJson } from './message-json.ts';
import type { Message } from './messages.ts';
import type { Scene } from './scene.ts';
import { type View, viewJson } from './views.ts';

/** Payloads as Slack sends them, by the shapes recorded in slackapi/java-slack-sdk json-logs. */
const verificationToken = 'sandbox-verification-token';

/** What every interaction carries. */
export const interaction = ({ workspace, directory }: Desk, type: string, user: string): Json => {
  const { team, app } = workspace;
  const member = directory.user(user);
  const name = member?.name ?? user;
  return {
    type,
    user: { id: user, username: name, name, team_id: member?.teamId ?? team.id },
    api_app_id: app.id,
    token: verificationToken,
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
};

export const commandPayload = (
  { workspace, directory }: Desk,
  user: string,
  channel: Channel,
  line: string,
  pass: { readonly triggerId: string; readonly responseUrl: string },
): Json => {
  const [command = '', ...words] = line.trim().split(' ');
  return {
    token: verificationToken,
    team_id: workspace.team.id,
    team_domain: workspace.team.domain,
    channel_id: channel.id,
    channel_name: channel.name,
    user_id: user,
    user_name: directory.user(user)?.name ?? user,
    command,
    text: words.join(' ').trim(),
    api_app_id: workspace.app.id,
    is_enterprise_install: 'false',
    response_url: pass.responseUrl,
    trigger_id: pass.triggerId,
  };
};

/** A global shortcut happens nowhere: it has no channel and no response_url. */
export const shortcutPayload = (desk: Desk, user: string, callbackId: string, triggerId: string): Json => {
  const { api_app_id: _app, ...who } = interaction(desk, 'shortcut', user);
  return { ...who, callback_id: callbackId, trigger_id: triggerId, action_ts: desk.timestamps.next() };
};

/** An ephemeral message is not shown to the app again. */
const messageScene = (desk: Desk, user: string, message: Message): Json => {
  const isEphemeral = message.shownTo !== null;
  const thread = message.threadTs === null ? {} : { thread_ts: message.threadTs };
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: isEphemeral,
      ...thread,
    },
    channel: { id: message.channel, name: desk.directory.channel(message.channel)?.name ?? '' },
    ...(isEphemeral ? {} : { message: messageJson(message, desk.messages, desk.workspace) }),
    state: { values: desk.drafts.valuesFor(user, message) },
  };
};

const viewScene = ({ workspace }: Desk, view: View): Json => ({
  container: { type: 'view', view_id: view.id },
  view: viewJson(view, workspace),
});

/** Where in the workspace a gesture happens, and what the fields there hold. */
export const sceneJson = (desk: Desk, user: string, scene: Scene): Json =>
  scene.kind === 'message' ? messageScene(desk, user, scene.message) : viewScene(desk, scene.view);

export const eventPayload = ({ workspace, clock }: Desk, event: Json, id: string): Json => ({
  token: verificationToken,
  team_id: workspace.team.id,
  api_app_id: workspace.app.id,
  event,
  type: 'event_callback',
  event_id: id,
  event_time: Math.floor(clock.now() / 1000),
  authorizations: [
    {
      enterprise_id: null,
      team_id: workspace.team.id,
      user_id: workspace.app.botUserId,
      is_bot: true,
      is_enterprise_install: false,
    },
  ],
  is_ext_shared_channel: false,
  event_context: `4-${id}`,
});
