import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { SandboxRequest, SandboxResponse } from '../http.ts';
import { ok, runOperation } from '../provider-api.ts';
import { controlRoute, type Entry, findEntry, type PartialRoute, readBody } from '../routes.ts';
import { refuseAsGoogle } from './google-refusal.ts';

/** Whoever the bot is where it runs; it may take the place of any other service account. */
const BOT_SERVICE_ACCOUNT = 'vpcbot@acme-net.iam.gserviceaccount.com';
const BOT_PROJECT = 'acme-net';
/** In seconds. */
const LIFETIME = 3_600;

interface Token {
  readonly email: string;
  /** Epoch ms, of those who call. */
  readonly expiresAt: number;
}

/** Tokens that were given out. */
export const createTokens = (clock: Clock) => {
  const tokens = new Map<string, Token>();
  return {
    give: (email: string, seconds = LIFETIME): string => {
      const token = `ya29.sandbox-${randomUUID()}`;
      tokens.set(token, { email, expiresAt: clock.now() + seconds * 1_000 });
      return token;
    },
    /** Whose it is; null: nobody's, or not any more. */
    find: ({ headers }: SandboxRequest): string | null => {
      const found = tokens.get((headers.authorization ?? '').replace(/^Bearer /, ''));
      return found === undefined || clock.now() >= found.expiresAt ? null : found.email;
    },
  };
};

export type Tokens = ReturnType<typeof createTokens>;

const METADATA = '/computeMetadata/v1';
const SELF = '/instance/service-accounts/default';
const FLAVOR = { 'metadata-flavor': 'Google' };

const text = (body: string): SandboxResponse => ({ status: 200, headers: FLAVOR, body });

/** What a machine of Google Cloud asks to know who it is. */
const metadata = (tokens: Tokens): PartialRoute => {
  const give = (): SandboxResponse => ({
    status: 200,
    headers: FLAVOR,
    body: { access_token: tokens.give(BOT_SERVICE_ACCOUNT), expires_in: LIFETIME, token_type: 'Bearer' },
  });
  const entries: readonly Entry[] = [
    { method: 'GET', path: '/instance', run: () => text('instance/') },
    { method: 'GET', path: '/project/project-id', run: () => text(BOT_PROJECT) },
    { method: 'GET', path: `${SELF}/email`, run: () => text(BOT_SERVICE_ACCOUNT) },
    { method: 'GET', path: `${SELF}/token`, run: give },
  ];
  const route = controlRoute(METADATA, entries);
  return async (request) => {
    if (!request.url.pathname.startsWith(`${METADATA}/`)) return null;
    if (request.headers['metadata-flavor'] === 'Google') return route(request);
    return { status: 403, body: 'Missing Metadata-Flavor:Google header.' };
  };
};

const wanted = z.looseObject({
  scope: z.array(z.string()).min(1),
  lifetime: z
    .string()
    .regex(/^[0-9]{1,5}s$/)
    .default(`${LIFETIME}s`)
    .transform((text) => Number(text.slice(0, -1))),
});

/** How one service account takes the place of another. */
const impersonation = (tokens: Tokens, base: string, clock: Clock): PartialRoute => {
  const entry = { method: 'POST', path: '/v1/projects/-/serviceAccounts/:call' };
  return async (request) => {
    const found = findEntry([entry], base, request);
    const [, email] = /^([^:]+):generateAccessToken$/.exec(found?.visit.parts('call') ?? '') ?? [];
    if (found === null || email === undefined) return null;
    if (tokens.find(request) === null) return refuseAsGoogle(401, 'authError', 'Invalid Credentials');
    const run = (): SandboxResponse => {
      const { lifetime } = readBody(wanted, request);
      const expireTime = new Date(clock.now() + lifetime * 1_000);
      return ok({ accessToken: tokens.give(email, lifetime), expireTime });
    };
    return runOperation({ run }, found.visit, refuseAsGoogle);
  };
};

/** Both ways to a token: the machine's own, and another account's with it. */
export const tokenRoutes = (tokens: Tokens, base: string, clock: Clock): readonly PartialRoute[] => [
  metadata(tokens),
  impersonation(tokens, base, clock),
];
