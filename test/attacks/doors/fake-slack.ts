/** What the bot said, as Slack was asked to show it. */
export type Said =
  | { readonly kind: 'message'; readonly method: string; readonly payload: Readonly<Record<string, unknown>> }
  | { readonly kind: 'view'; readonly method: string; readonly payload: Readonly<Record<string, unknown>> };

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  S0PLATFORM: ['U0NINA', 'U0ADA'],
  S0NET: ['U0NET'],
};

const readFields = (body: unknown): Readonly<Record<string, string>> =>
  body instanceof URLSearchParams || typeof body === 'string'
    ? Object.fromEntries(new URLSearchParams(String(body)))
    : {};

const readJson = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return text;
  }
};

const userOf = (id: string) => ({
  id,
  team_id: id === 'U0OUT' ? 'T0ELSE' : 'T0ACME',
  name: id.toLowerCase(),
  is_restricted: id === 'U0GUEST',
  deleted: false,
});

/**
 * Slack's Web API as one function in place of `fetch`: it takes whatever is posted, remembers what
 * people would be shown, and answers at once.
 */
export const createFakeSlack = () => {
  let said: Said[] = [];
  let count = 0;

  const answer = (method: string, fields: Readonly<Record<string, string>>): object => {
    count += 1;
    const ts = `1790000000.${String(count).padStart(6, '0')}`;
    switch (method) {
      case 'views.open':
      case 'views.update':
      case 'views.push':
      case 'views.publish': {
        const view = readJson(fields['view']);
        said.push({ kind: 'view', method, payload: view as Readonly<Record<string, unknown>> });
        return { view: { ...(view as object), id: `V${count}`, hash: `${count}.h` } };
      }
      case 'chat.postMessage':
      case 'chat.update': {
        const blocks = readJson(fields['blocks']);
        said.push({ kind: 'message', method, payload: { text: fields['text'], blocks } });
        return { ts, channel: fields['channel'] };
      }
      case 'users.info':
        return { user: userOf(fields['user'] ?? '') };
      case 'usergroups.users.list':
        return { users: GROUPS[fields['usergroup'] ?? ''] ?? [] };
      case 'conversations.open':
        return { channel: { id: `D0${(fields['users'] ?? '').slice(1)}` } };
      case 'conversations.info':
        return { channel: { id: fields['channel'], is_member: true } };
      case 'conversations.history':
      case 'conversations.replies':
        return { messages: [] };
      case 'files.getUploadURLExternal':
        return { upload_url: 'https://files.invalid/up', file_id: `F${count}` };
      case 'files.completeUploadExternal':
        return { files: [{ id: 'F1' }] };
      default:
        return { team_id: 'T0ACME', user_id: 'U0BOT', bot_id: 'B0BOT' };
    }
  };

  const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = String(input instanceof Request ? input.url : input);
    if (url.includes('/respond')) {
      const payload = readJson(String(init?.body)) as Readonly<Record<string, unknown>>;
      said.push({ kind: 'message', method: 'respond', payload });
      return new Response('ok');
    }
    const method = url.slice(url.lastIndexOf('/') + 1);
    return Response.json({ ok: true, ...answer(method, readFields(init?.body)) });
  };

  return {
    fetch: fetch as typeof globalThis.fetch,
    /** What was said since the last time. */
    takeSaid: (): readonly Said[] => {
      const taken = said;
      said = [];
      return taken;
    },
  };
};
