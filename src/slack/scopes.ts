/** What the bot may do in Slack, as manifest.yml asks for it with the reason beside each. */
export const SCOPES = [
  'commands',
  'chat:write',
  'channels:read',
  'groups:read',
  'channels:history',
  'groups:history',
  'im:history',
  'im:write',
  'users:read',
  'usergroups:read',
  'files:write',
] as const;
