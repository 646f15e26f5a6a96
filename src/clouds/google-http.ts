import type { z } from 'zod';
import { VpcbotError } from '../errors.ts';
import { type GoogleCall, googleError, readRefusal } from './google-errors.ts';
import { createGoogleToken, type GoogleAccess } from './google-token.ts';

interface Asked<T> extends GoogleCall {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body?: unknown;
  /** What the answer must look like. */
  readonly shape: z.ZodType<T>;
}

/**
 * One call of one of Google's APIs. Null: 404. Throws CLOUD_UNREACHABLE, CLOUD_RATE_LIMITED, CLOUD_BUSY,
 * CLOUD_DENIED (with the permission), CLOUD_UNAUTHORIZED, CLOUD_REFUSED and CLOUD_UNREADABLE. Nothing is
 * sent twice, but for what Google turned away at its door with a token that it does not know any more.
 */
export type GoogleHttp = <T>(asked: Asked<T>) => Promise<T | null>;

/** In milliseconds; Google names seconds where it names anything. */
const readRetryAfter = (headers: Headers): number | undefined => {
  const text = headers.get('retry-after') ?? '';
  return /^[0-9]{1,4}$/.test(text) ? Number(text) * 1_000 : undefined;
};

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const unanswered = (error: unknown): string => {
  if (!(error instanceof Error)) return 'no answer';
  if (error.name === 'TimeoutError') return 'no answer in time';
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'connection lost';
};

/** The only way out to the APIs of Google Cloud, for one project. */
export const createGoogleHttp = (access: GoogleAccess): GoogleHttp => {
  const token = createGoogleToken(access);

  const send = async ({ doing, method, url, body }: Asked<unknown>, bearer: string) => {
    try {
      const response = await fetch(url, {
        method,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${bearer}`,
          'user-agent': 'vpcbot',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: 'manual',
        signal: AbortSignal.timeout(access.timeout),
      });
      return { response, json: readJson(await response.text()) };
    } catch (error) {
      throw new VpcbotError('CLOUD_UNREACHABLE', { doing, said: unanswered(error), cause: error });
    }
  };

  const sendAgain = async (asked: Asked<unknown>) => {
    token.forget();
    return send(asked, await token.take());
  };

  return async (asked) => {
    const first = await send(asked, await token.take());
    const { response, json } = first.response.status === 401 ? await sendAgain(asked) : first;
    const { status, headers, ok } = response;
    if (status === 404) return null;
    if (!ok) {
      const retryAfter = readRetryAfter(headers);
      throw googleError({ ...readRefusal(status, json), retryAfter }, asked);
    }
    const { data, success } = asked.shape.safeParse(json);
    if (!success) throw new VpcbotError('CLOUD_UNREADABLE', { doing: asked.doing, status });
    return data;
  };
};
