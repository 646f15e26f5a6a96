import { z } from 'zod';
import { VpcbotError } from '../errors.ts';
import { type GoogleCall, type GoogleRefusal, googleError, readRefusal } from './google-errors.ts';
import { within } from './within.ts';

/** Whom the bot is to be in one Google Cloud project. */
export interface GoogleAccess {
  readonly project: string;
  /** `adc`: as Google's own tools find it. `impersonate:EMAIL`: that service account, by means of the same. */
  readonly credentials: string;
  /** Stands for all of Google's APIs. Default: Google's own addresses. */
  readonly endpoint?: string | undefined;
  /** Milliseconds for one call. */
  readonly timeout: number;
}

const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';
const IMPERSONATE = 'impersonate:';
/** What whoever takes the place of a service account must be allowed. */
const TAKE_PLACE = 'iam.serviceAccounts.getAccessToken';

interface SignedIn {
  getAccessToken(): Promise<{ token?: string | null }>;
}

/** It takes a while to load, so only who has such a project pays for it. */
const signIn = async ({ project, credentials, endpoint }: GoogleAccess): Promise<SignedIn> => {
  const { GoogleAuth, Impersonated } = await import('google-auth-library');
  // With the project, the library does not start gcloud to ask for one.
  const own = await new GoogleAuth({ scopes: SCOPE, projectId: project }).getClient();
  if (!credentials.startsWith(IMPERSONATE)) return own;
  return new Impersonated({
    sourceClient: own,
    targetPrincipal: credentials.slice(IMPERSONATE.length),
    targetScopes: [SCOPE],
    ...(endpoint === undefined ? {} : { endpoint }),
  });
};

/** An error of the library after a call of its own. */
const ofCall = z.looseObject({
  config: z.unknown(),
  response: z.looseObject({ status: z.number(), data: z.unknown() }).optional(),
});

/** The library's errors carry the whole call, its token included: only their words go on. */
const readTrouble = (error: unknown): GoogleRefusal => {
  if (!(error instanceof Error)) return { status: null, reasons: [], message: 'no answer' };
  if (error.name === 'TimeoutError') return { status: null, reasons: [], message: 'no answer in time' };
  // The credentials are not there, or cannot be read.
  if (!('config' in error)) return { status: 401, reasons: [], message: error.message };
  const { response } = ofCall.parse(error);
  if (response === undefined) return { status: null, reasons: [], message: error.message };
  const { status, reasons, message } = readRefusal(response.status, response.data);
  // Whatever else is wrong, nobody gets a token.
  return { status: response.status === 429 || response.status >= 500 ? status : 401, reasons, message };
};

/** An access token of the project's, taken once and again before its end. */
export const createGoogleToken = (access: GoogleAccess) => {
  const { project, credentials, timeout } = access;
  let signedIn: Promise<SignedIn> | null = null;
  const call: GoogleCall = {
    doing: `signing in to Google Cloud for project ${project}`,
    action: credentials.startsWith(IMPERSONATE) ? TAKE_PLACE : null,
  };

  return {
    /** Throws CLOUD_UNAUTHORIZED where there are no credentials, or none that Google takes. */
    take: async (): Promise<string> => {
      signedIn ??= signIn(access);
      const client = signedIn;
      try {
        const { token } = await within(timeout, async () => (await client).getAccessToken());
        if (token) return token;
      } catch (error) {
        if (signedIn === client) signedIn = null;
        throw googleError(readTrouble(error), call);
      }
      throw new VpcbotError('CLOUD_UNREADABLE', { doing: call.doing });
    },
    /** Google does not know this token any more, whatever its end says. */
    forget: (): void => {
      signedIn = null;
    },
  };
};
