import type { Faults } from '../faults.ts';
import { type Route, type SandboxRequest, type SandboxResponse, withFault } from '../http.ts';
import { readArguments } from './arguments.ts';
import { chatMethods } from './chat-methods.ts';
import { conversationMethods } from './conversation-methods.ts';
import type { Desk } from './desk.ts';
import { directoryMethods } from './directory-methods.ts';
import { fileMethods } from './file-methods.ts';
import { asText, type Json } from './json.ts';
import { accept, type Method, refuse } from './method.ts';
import type { RateLimits } from './rate-limits.ts';
import { judgeScopes, scopeHeaders } from './scopes.ts';
import { viewMethods } from './view-methods.ts';
import type { App } from './workspace.ts';

const methods: Record<string, Method> = {
  ...directoryMethods,
  ...chatMethods,
  ...conversationMethods,
  ...viewMethods,
  ...fileMethods,
  'api.test': () => accept(),
};

const tokenOf = ({ headers }: SandboxRequest, args: Json): string =>
  /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? asText(args['token']);

const judgeToken = (method: string, token: string, app: App): Json | null => {
  if (method === 'api.test') return null;
  if (token === '') return refuse('not_authed');
  if (token !== app.botToken && token !== app.appToken) return refuse('invalid_auth');
  const wanted = method === 'apps.connections.open' ? app.appToken : app.botToken;
  return token === wanted ? null : refuse('not_allowed_token_type');
};

const statusErrors: Record<number, string> = { 429: 'ratelimited', 503: 'service_unavailable' };

/** Answers `/api/<method>`: HTTP 200 for refusals too, as Slack does, and 429 over the limits. */
export const createWebApi = (desk: Desk, faults: Faults, limits: RateLimits): Route => {
  const act = (name: string, request: SandboxRequest, args: Json): SandboxResponse => {
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (method === undefined) return { status: 200, body: refuse('unknown_method') };
    const { app } = desk.workspace;
    const token = tokenOf(request, args);
    const refusal = judgeToken(name, token, app) ?? judgeScopes(name, args, desk);
    const body = refusal ?? method(desk, args, request.headers.host ?? 'localhost');
    return { status: 200, body, headers: token === app.botToken ? scopeHeaders(name, desk) : {} };
  };
  return async (request) => {
    const name = request.url.pathname.replace(/^\/api\//, '');
    const args = readArguments(request);
    const wait = limits.retryAfter(name, args);
    if (wait > 0) {
      limits.count(name, true);
      return { status: 429, headers: { 'retry-after': String(wait) }, body: refuse('ratelimited') };
    }
    const fault = faults.take('slack', name);
    limits.count(name, fault?.kind === 'status' && fault.status === 429);
    return withFault(
      fault,
      () => act(name, request, args),
      (status) => ({ status, body: refuse(fault?.error ?? statusErrors[status] ?? 'internal_error') }),
    );
  };
};
