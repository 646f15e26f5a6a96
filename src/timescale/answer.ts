import { z } from 'zod';
import { type ErrorCode, VpcbotError } from '../errors.ts';
import { type HttpAnswer, saidIn } from './http.ts';

export const isDone = ({ status }: HttpAnswer): boolean => status >= 200 && status < 300;
export const messageOf = (answer: HttpAnswer): string => saidIn(answer.json) ?? `HTTP ${answer.status}`;

export const failed = (code: ErrorCode, doing: string, { status, json }: HttpAnswer): VpcbotError => {
  const said = saidIn(json);
  return new VpcbotError(code, { doing, status, ...(said === undefined ? {} : { said }) });
};

/** What no caller has an answer for: a key that is refused, and a redirect. */
export const assertKnown = (doing: string, answer: HttpAnswer): void => {
  const { status } = answer;
  if (status === 401 || status === 403) throw failed('TIMESCALE_UNAUTHORIZED', doing, answer);
  if (!isDone(answer) && status < 400) throw failed('TIMESCALE_UNREADABLE', doing, answer);
};

/** A list of a million entries has as many problems. */
const SAID_MOST = 500;

export const read = <Value>(schema: z.ZodType<Value>, doing: string, answer: HttpAnswer): Value => {
  if (!isDone(answer)) throw failed('TIMESCALE_REFUSED', doing, answer);
  const parsed = schema.safeParse(answer.json);
  if (parsed.success) return parsed.data;
  const said = answer.json === undefined ? 'no json' : z.prettifyError(parsed.error).slice(0, SAID_MOST);
  throw new VpcbotError('TIMESCALE_UNREADABLE', { doing, said, status: answer.status });
};

// Neither product documents a code for it.
const LIMIT = /\b(limits?|quotas?|maximum|exceed(s|ed)?)\b/i;
/** What else may have a maximum: the length of a name, the size of a range. */
const OTHER_LIMIT = /\b(rate|requests?|length|characters?|prefix|mask|netmask)\b/i;

/** Refused because the project has as many VPCs as it may have. */
export const isOverLimit = (answer: HttpAnswer): boolean => {
  const message = messageOf(answer);
  return answer.status >= 400 && LIMIT.test(message) && !OTHER_LIMIT.test(message);
};
