import { flagOf, pageOf } from './arguments.ts';
import type { Desk } from './desk.ts';
import type { Member } from './directory.ts';
import { asText, type Json } from './json.ts';
import { accept, type Method, refuse } from './method.ts';
import type { UserGroup } from './workspace.ts';

const userJson = (member: Member, { workspace, installation }: Desk): Json => ({
  id: member.id,
  team_id: member.teamId ?? workspace.team.id,
  name: member.name,
  real_name: member.realName,
  deleted: member.isDeactivated,
  tz: 'Etc/UTC',
  tz_label: 'Coordinated Universal Time',
  tz_offset: 0,
  profile: {
    real_name: member.realName,
    display_name: member.name,
    ...(installation.scopes().includes('users:read.email')
      ? { email: `${member.name}@${workspace.team.domain}.example` }
      : {}),
    team: member.teamId ?? workspace.team.id,
  },
  is_admin: member.isAdmin ?? false,
  is_owner: false,
  is_primary_owner: false,
  is_restricted: member.isRestricted ?? false,
  is_ultra_restricted: false,
  is_bot: member.isBot,
  is_app_user: false,
  is_stranger: member.isStranger ?? false,
  updated: 1_700_000_000,
});

const groupJson = (group: UserGroup, desk: Desk, isWithUsers: boolean): Json => ({
  id: group.id,
  team_id: desk.workspace.team.id,
  is_usergroup: true,
  is_subteam: true,
  name: group.name,
  handle: group.handle,
  description: '',
  is_external: false,
  date_create: 1_700_000_000,
  date_update: 1_700_000_000,
  date_delete: 0,
  prefs: { channels: [], groups: [] },
  user_count: activeUsers(group, desk).length,
  ...(isWithUsers ? { users: activeUsers(group, desk) } : {}),
});

const activeUsers = (group: UserGroup, { directory }: Desk): readonly string[] =>
  group.users.filter((id) => directory.user(id)?.isDeactivated === false);

const usersInfo: Method = (desk, args) => {
  const member = desk.directory.user(asText(args['user']));
  return member === undefined ? refuse('user_not_found') : accept({ user: userJson(member, desk) });
};

const usersList: Method = (desk, args) => {
  const page = pageOf(desk.directory.users(), args, 999);
  if (page === null) return refuse('invalid_cursor');
  const members = page.items.map((member) => userJson(member, desk));
  return accept({ members, cache_ts: 1_700_000_000, response_metadata: { next_cursor: page.next } });
};

const groupsList: Method = (desk, args) => {
  const isWithUsers = flagOf(args['include_users']);
  return accept({ usergroups: desk.directory.groups().map((group) => groupJson(group, desk, isWithUsers)) });
};

const groupUsers: Method = (desk, args) => {
  const group = desk.directory.group(asText(args['usergroup']));
  return group === undefined ? refuse('no_such_subteam') : accept({ users: activeUsers(group, desk) });
};

const authTest: Method = ({ workspace: { team, app } }) =>
  accept({
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: app.name,
    team_id: team.id,
    user_id: app.botUserId,
    bot_id: app.botId,
    is_enterprise_install: false,
  });

const botsInfo: Method = ({ workspace: { app } }, args) =>
  asText(args['bot']) === app.botId
    ? accept({
        bot: { id: app.botId, app_id: app.id, user_id: app.botUserId, name: app.name, deleted: false },
      })
    : refuse('bot_not_found');

const openConnection: Method = ({ socket, workspace }, _args, host) =>
  accept({ url: `ws://${host}/link/?ticket=${socket.ticket()}&app_id=${workspace.app.id}` });

export const directoryMethods: Record<string, Method> = {
  'auth.test': authTest,
  'bots.info': botsInfo,
  'apps.connections.open': openConnection,
  'users.info': usersInfo,
  'users.list': usersList,
  'usergroups.list': groupsList,
  'usergroups.users.list': groupUsers,
};
