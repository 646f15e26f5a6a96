import type { Desk } from './desk.ts';
import type { Directory } from './directory.ts';
import { asText, type Json } from './json.ts';
import { refuse } from './method.ts';

/** Any one of `anyOf` admits the app to the method; with these arguments it must be `exactly`, where that is known. */
interface Need {
  readonly anyOf: readonly string[];
  readonly exactly?: (args: Json, directory: Directory) => string | undefined;
}

const one = (scope: string): Need => ({ anyOf: [scope] });

/** Which scope of a family reads a conversation depends on what kind of conversation it is. */
const ofConversation = (act: 'read' | 'history'): Need => ({
  anyOf: ['channels', 'groups', 'mpim', 'im'].map((kind) => `${kind}:${act}`),
  exactly: (args, directory) => {
    const channel = directory.channel(asText(args['channel']));
    return channel === undefined ? undefined : `${channel.isDirect ? 'im' : 'channels'}:${act}`;
  },
});

/** The bot's scopes by https://docs.slack.dev/reference/methods; what is not here needs none. */
export const neededScopes: Readonly<Record<string, Need>> = {
  'chat.postMessage': one('chat:write'),
  'chat.postEphemeral': one('chat:write'),
  'chat.update': one('chat:write'),
  'conversations.history': ofConversation('history'),
  'conversations.replies': ofConversation('history'),
  'conversations.info': ofConversation('read'),
  'conversations.members': ofConversation('read'),
  'conversations.open': {
    anyOf: ['channels:manage', 'groups:write', 'mpim:write', 'im:write'],
    exactly: (args) => (asText(args['users']).includes(',') ? 'mpim:write' : 'im:write'),
  },
  'files.completeUploadExternal': one('files:write'),
  'files.getUploadURLExternal': one('files:write'),
  'usergroups.list': one('usergroups:read'),
  'usergroups.users.list': one('usergroups:read'),
  'bots.info': one('users:read'),
  'users.info': one('users:read'),
  'users.list': one('users:read'),
};

/** The refusal of an app without the scope; null where it may call the method. */
export const judgeScopes = (method: string, args: Json, { installation, directory }: Desk): Json | null => {
  const need = neededScopes[method];
  if (need === undefined) return null;
  const granted = installation.scopes();
  const provided = granted.join(',');
  const hasAny = need.anyOf.some((scope) => granted.includes(scope));
  if (!hasAny) return { ...refuse('missing_scope'), needed: need.anyOf.join(','), provided };
  const exactly = need.exactly?.(args, directory);
  if (exactly === undefined || granted.includes(exactly)) return null;
  return { ...refuse('missing_scope'), needed: exactly, provided };
};

/** The headers by which an app learns its scopes; @slack/web-api shows them in `response_metadata`. */
export const scopeHeaders = (method: string, { installation }: Desk): Record<string, string> => {
  const accepted = neededScopes[method]?.anyOf;
  return {
    'x-oauth-scopes': installation.scopes().join(','),
    ...(accepted === undefined ? {} : { 'x-accepted-oauth-scopes': accepted.join(',') }),
  };
};
