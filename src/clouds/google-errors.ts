import { z } from 'zod';
import { type ErrorCode, VpcbotError } from '../errors.ts';

/** What Google says about a call, or about an operation, that went wrong. */
export interface GoogleRefusal {
  /** HTTP's; null: there was no answer. */
  readonly status: number | null;
  /** `rateLimitExceeded`, `RESOURCE_IN_USE_BY_ANOTHER_RESOURCE`: Google's own words for why. */
  readonly reasons: readonly string[];
  readonly message: string;
  /** Milliseconds, where Google named them. */
  readonly retryAfter?: number | undefined;
}

const reason = z.looseObject({ reason: z.string().optional(), code: z.string().optional() });
/** An error of the Compute API, and one of the younger APIs, whose `status` stands for a reason. */
const envelope = z.looseObject({
  error: z.looseObject({
    message: z.string().default(''),
    status: z.string().optional(),
    errors: z.array(reason).default([]),
  }),
});

const SAID_MOST = 500;

/** Reads the answer to a call that went wrong. */
export const readRefusal = (status: number, json: unknown): GoogleRefusal => {
  const { data } = envelope.safeParse(json);
  if (data === undefined) return { status, reasons: [], message: `status ${status}` };
  const { message, errors, status: word } = data.error;
  const reasons = errors.flatMap(({ reason, code }) => reason ?? code ?? []);
  return { status, reasons: word === undefined ? reasons : [...reasons, word], message };
};

const RATE_LIMITED = ['rateLimitExceeded', 'userRateLimitExceeded', 'RESOURCE_EXHAUSTED'];
/** "There is a peering operation in progress on the local or peer network. Try again later." */
const BUSY = /operation in progress|is not ready/i;
const BUSY_REASONS = ['resourceNotReady', 'RESOURCE_NOT_READY'];
/** The API itself is switched off in the project, which is no matter of permissions. */
const SWITCHED_OFF = ['accessNotConfigured', 'SERVICE_DISABLED'];
/** `compute.networks.addPeering` in "Required 'compute.networks.addPeering' permission for 'projects/…'". */
const PERMISSION = /'([a-z]+(?:\.[A-Za-z]+){2,3})'/;
/** An access token, wherever it is repeated. */
const TOKEN = /\bya29\.[\w.-]+/g;

const chooseCode = ({ status, reasons, message }: GoogleRefusal): ErrorCode => {
  const has = (words: readonly string[]): boolean => reasons.some((each) => words.includes(each));
  if (status === 429 || has(RATE_LIMITED)) return 'CLOUD_RATE_LIMITED';
  if (status === null || status === 408 || status >= 500) return 'CLOUD_UNREACHABLE';
  if (has(BUSY_REASONS) || BUSY.test(message)) return 'CLOUD_BUSY';
  if (status === 401) return 'CLOUD_UNAUTHORIZED';
  return status === 403 && !has(SWITCHED_OFF) ? 'CLOUD_DENIED' : 'CLOUD_REFUSED';
};

/** Google's words, short enough to show, and without a token that they may repeat. */
const saidByGoogle = (message: string): string =>
  message.replace(TOKEN, '[secret]').trim().slice(0, SAID_MOST);

/** What a call is, for errors. */
export interface GoogleCall {
  /** Lower case, with the project: `looking at network prod of project acme-net`. */
  readonly doing: string;
  /** The permission that it needs: `compute.networks.get`. Null: none. */
  readonly action: string | null;
}

/** Google's refusal in the catalogue's words. */
export const googleError = (refusal: GoogleRefusal, { doing, action }: GoogleCall): VpcbotError => {
  const { status, message, retryAfter } = refusal;
  const code = chooseCode(refusal);
  const needs = (code === 'CLOUD_DENIED' ? PERMISSION.exec(message)?.[1] : null) ?? action;
  return new VpcbotError(code, {
    doing,
    said: saidByGoogle(message),
    ...(needs === null ? {} : { action: needs }),
    ...(status === null ? {} : { status }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
};
