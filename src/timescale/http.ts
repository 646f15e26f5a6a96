import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type ErrorDetails, VpcbotError } from '../errors.ts';
import { type Caller, createPacer, type Pace } from './pace.ts';

export interface Credential {
  /** Tells credentials apart; not secret. */
  readonly id: string;
  /** The project that it is used for: several may share one. */
  readonly project: string;
  /** The header's value. */
  readonly authorization: string;
  /** Texts that may never leave this room, not even where the provider repeats them. */
  readonly secrets: readonly string[];
}

export interface HttpRequest {
  /** For errors, lower case: `listing vpcs of project "rp1pz7uyae"`. */
  readonly doing: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly credential: Credential;
  readonly body?: unknown;
}

/** A 2xx, 3xx or 4xx other than 429. `json` is undefined where the body is empty or no JSON. */
export interface HttpAnswer {
  readonly status: number;
  readonly json: unknown;
}

/**
 * Throws TIMESCALE_UNREACHABLE (no answer), TIMESCALE_UNAVAILABLE (5xx, 408) and
 * TIMESCALE_RATE_LIMITED (429, and while that pause lasts); TIMESCALE_PACED: too early by our own pace. A GET, PUT or DELETE that got no good
 * answer is sent once more, so a call takes at most two timeouts: a PUT names the state that is
 * wanted in the end, so that the second changes nothing that the first has not. A POST is sent once.
 */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>;

/** One request that was sent. */
export interface ToldRequest {
  /** As the provider got it in X-Request-Id, for when they are asked about it. */
  readonly sent: string;
  readonly method: HttpRequest['method'];
  /** Null: no answer. */
  readonly status: number | null;
  readonly ms: number;
}

export interface HttpOptions {
  /** Milliseconds for one request with its whole answer. */
  readonly timeout: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly pace?: Pace;
  /** Milliseconds before the second try of a GET, PUT or DELETE. */
  readonly retryDelay?: number;
  readonly tell?: (request: ToldRequest) => void;
}

const GENEROUS: Pace = { perSecond: 10, burst: 20, atOnce: 4 };
const RETRY_DELAY = 200;
/** What a 429 costs that does not say. */
const PAUSE_UNSAID = 5_000;
/** A provider whose clock is wrong must not silence a project for good. */
const PAUSE_MOST = 60 * 60_000;
const SAID_MOST = 500;

/** Retry-After in milliseconds: seconds, or an HTTP date counted from the answer's own Date. */
const readRetryAfter = (headers: Headers, now: number): number | undefined => {
  const text = headers.get('retry-after')?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(Number(text) * 1_000, PAUSE_MOST);
  const until = Date.parse(text);
  if (Number.isNaN(until)) return undefined;
  const theirNow = Date.parse(headers.get('date') ?? '');
  const milliseconds = until - (Number.isNaN(theirNow) ? now : theirNow);
  return Math.min(Math.max(milliseconds, 0), PAUSE_MOST);
};

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const hide = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((shown, secret) => (secret === '' ? shown : shown.replaceAll(secret, '[secret]')), text);

const messageIn = (json: unknown): string =>
  typeof json === 'object' && json !== null && 'message' in json && typeof json.message === 'string'
    ? json.message.trim()
    : '';

const errorsIn = (json: unknown): readonly unknown[] =>
  typeof json === 'object' && json !== null && 'errors' in json && Array.isArray(json.errors)
    ? json.errors
    : [];

/**
 * The provider's own words about an error, short enough to show: its `message`, and after it those of
 * its `errors` that say something else.
 */
export const saidIn = (json: unknown): string | undefined => {
  const words = [json, ...errorsIn(json)].map(messageIn).filter((word) => word !== '');
  return words.length === 0 ? undefined : [...new Set(words)].join('; ').slice(0, SAID_MOST);
};

const unanswered = (error: unknown, timeout: number): string => {
  if (!(error instanceof Error)) return 'no answer';
  if (error.name === 'TimeoutError') return `no answer within ${timeout} ms`;
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'connection lost';
};

const details = (doing: string, status: number, json: unknown, retryAfter?: number): ErrorDetails => {
  const said = saidIn(json);
  return {
    doing,
    status,
    ...(said === undefined ? {} : { said }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
};

const mayRepeat = ({ method }: HttpRequest, error: unknown): boolean =>
  method !== 'POST' &&
  error instanceof VpcbotError &&
  (error.code === 'TIMESCALE_UNREACHABLE' || error.code === 'TIMESCALE_UNAVAILABLE') &&
  error.retryAfter === undefined;

const fetchText = async (request: HttpRequest, sent: string, timeout: number) => {
  const { method, url, credential, body } = request;
  const response = await fetch(url, {
    method,
    headers: {
      accept: 'application/json',
      authorization: credential.authorization,
      'user-agent': 'vpcbot',
      'x-request-id': sent,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    // A redirect would turn a POST into a GET.
    redirect: 'manual',
    signal: AbortSignal.timeout(timeout),
  });
  return { response, text: await response.text() };
};

/** The only way out to Timescale, shared by all projects. */
export const createHttp = (options: HttpOptions): Http => {
  const { timeout, now, pace = GENEROUS, retryDelay = RETRY_DELAY, tell } = options;
  const pacer = createPacer(pace, now);

  const send = async (request: HttpRequest): Promise<HttpAnswer> => {
    const { doing, credential, method } = request;
    const sent = randomUUID();
    const began = performance.now();
    const told = (status: number | null): void =>
      tell?.({ sent, method, status, ms: performance.now() - began });
    const { response, text } = await fetchText(request, sent, timeout).catch((error: unknown) => {
      told(null);
      throw new VpcbotError('TIMESCALE_UNREACHABLE', {
        doing,
        said: unanswered(error, timeout),
        cause: error,
      });
    });
    const { status, headers } = response;
    told(status);
    const json = readJson(hide(text, credential.secrets));
    const retryAfter = readRetryAfter(headers, now());
    if (status === 429) {
      const pause = retryAfter ?? PAUSE_UNSAID;
      pacer.pause(credential.id, pause);
      throw new VpcbotError('TIMESCALE_RATE_LIMITED', details(doing, status, json, pause));
    }
    if (status >= 500 || status === 408) {
      throw new VpcbotError('TIMESCALE_UNAVAILABLE', details(doing, status, json, retryAfter));
    }
    return { status, json };
  };

  const attempt = async (request: HttpRequest): Promise<HttpAnswer> => {
    const { doing, credential } = request;
    const caller: Caller = { credential: credential.id, project: credential.project };
    const paused = pacer.pausedFor(credential.id);
    if (paused > 0) throw new VpcbotError('TIMESCALE_RATE_LIMITED', { doing, retryAfter: paused });
    const tooEarly = pacer.begin(caller, request.method !== 'GET');
    if (tooEarly > 0) throw new VpcbotError('TIMESCALE_PACED', { doing, retryAfter: tooEarly });
    try {
      return await send(request);
    } finally {
      pacer.end(caller);
    }
  };

  return async (request) => {
    try {
      return await attempt(request);
    } catch (error) {
      if (!mayRepeat(request, error)) throw error;
      await wait(retryDelay);
      return attempt(request);
    }
  };
};
