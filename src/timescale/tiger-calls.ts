import { z } from 'zod';
import { type ErrorCode, VpcbotError } from '../errors.ts';
import type { Change, TimescalePlace } from './api.ts';
import { type Credential, type HttpAnswer, type HttpRequest, saidIn } from './http.ts';

export interface TigerOptions extends TimescalePlace {
  readonly publicKey: string;
  readonly secretKey: string;
}

const TIGER_CLOUD = 'https://console.cloud.tigerdata.com/public/api/v1';

// Tiger tells refusals apart by words alone: no code of theirs is documented.
const NO_SUCH_VPC = /vpc (was )?not found|vpc does not exist/i;
/** The second is said of a service for a while after it changed its place (terraform-provider-timescale). */
const BUSY = /already being updated|no endpoint for that service/i;

export const isDone = ({ status }: HttpAnswer): boolean => status >= 200 && status < 300;
export const isMissing = (answer: HttpAnswer): boolean =>
  answer.status === 404 || (!isDone(answer) && NO_SUCH_VPC.test(saidIn(answer.json) ?? ''));
export const messageOf = (answer: HttpAnswer): string => saidIn(answer.json) ?? `HTTP ${answer.status}`;
export const isBusy = (answer: HttpAnswer): boolean => !isDone(answer) && BUSY.test(messageOf(answer));

const failed = (code: ErrorCode, doing: string, { status, json }: HttpAnswer): VpcbotError => {
  const said = saidIn(json);
  return new VpcbotError(code, { doing, status, ...(said === undefined ? {} : { said }) });
};

/** What no caller has an answer for: a key that is refused, and a redirect. */
export const assertKnown = (doing: string, answer: HttpAnswer): void => {
  const { status } = answer;
  if (status === 401 || status === 403) throw failed('TIMESCALE_UNAUTHORIZED', doing, answer);
  if (!isDone(answer) && status < 400) throw failed('TIMESCALE_UNREADABLE', doing, answer);
};

/** Something else is changed there at the moment: the same call succeeds later. */
export const assertIdle = (doing: string, answer: HttpAnswer): void => {
  if (isBusy(answer)) throw failed('TIMESCALE_BUSY', doing, answer);
};

export const read = <Value>(schema: z.ZodType<Value>, doing: string, answer: HttpAnswer): Value => {
  if (!isDone(answer)) throw failed('TIMESCALE_REFUSED', doing, answer);
  const parsed = schema.safeParse(answer.json);
  if (parsed.success) return parsed.data;
  const said = answer.json === undefined ? 'no json' : z.prettifyError(parsed.error);
  throw new VpcbotError('TIMESCALE_UNREADABLE', { doing, said, status: answer.status });
};

export const judgeChange = (doing: string, answer: HttpAnswer): Change => {
  assertKnown(doing, answer);
  if (isDone(answer)) return { kind: 'accepted' };
  const message = messageOf(answer);
  if (answer.status === 409 || isBusy(answer)) return { kind: 'busy', message };
  return { kind: isMissing(answer) ? 'gone' : 'refused', message };
};

const basicCredential = (base: string, { projectId, publicKey, secretKey }: TigerOptions): Credential => {
  const token = Buffer.from(`${publicKey}:${secretKey}`).toString('base64');
  return {
    id: `${base} ${publicKey}`,
    project: projectId,
    authorization: `Basic ${token}`,
    secrets: [secretKey, token],
  };
};

/** How one project's calls are sent. Paths are under the API's base; `inProject` puts one into the project. */
export const openTigerCalls = (options: TigerOptions) => {
  const { projectId, http } = options;
  const base = (options.apiUrl ?? TIGER_CLOUD).replace(/\/+$/, '');
  const credential = basicCredential(base, options);
  const ask = (method: HttpRequest['method'], path: string, doing: string, body?: unknown) =>
    http({ method, url: `${base}${path}`, doing, credential, ...(body === undefined ? {} : { body }) });
  return {
    projectId,
    ask,
    /** A GET that the key opens. */
    look: async (path: string, doing: string): Promise<HttpAnswer> => {
      const answer = await ask('GET', path, doing);
      assertKnown(doing, answer);
      return answer;
    },
    inProject: (...parts: readonly string[]): string =>
      ['/projects', ...[projectId, ...parts].map(encodeURIComponent)].join('/'),
  };
};

export type TigerCalls = ReturnType<typeof openTigerCalls>;
