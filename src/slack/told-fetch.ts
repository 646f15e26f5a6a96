import type { WebClientOptions } from '@slack/web-api';
import { withLogFields } from '../log-context.ts';

type Fetch = NonNullable<WebClientOptions['fetch']>;
type Answer = Awaited<ReturnType<Fetch>>;

/** What became of one call of Slack's Web API, or of an answer to a gesture (`respond`). */
export interface ToldSlackCall {
  readonly method: string;
  /** Slack's own word, `ratelimited`, `unreachable` or `http_503`; `ok`: none. */
  readonly error: string;
  readonly status: number | undefined;
  readonly ms: number;
}

/** Whatever is longer is a list, and no refusal. */
const REFUSAL_MOST = 4_096;
const WORD = /^[a-z][a-z0-9_]{1,60}$/;
const METHOD = /^[a-z]+(\.[a-zA-Z]+){1,4}$/;

const readWord = (text: string): string => {
  if (text.length > REFUSAL_MOST) return 'ok';
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer !== 'object' || answer === null || !('ok' in answer) || answer.ok !== false)
      return 'ok';
    const { error } = 'error' in answer ? answer : { error: '' };
    return typeof error === 'string' && WORD.test(error) ? error : 'unreadable';
  } catch {
    return 'unreadable';
  }
};

const nameMethod = (url: string, apiUrl: string): string => {
  const method = url.startsWith(apiUrl) ? url.slice(apiUrl.length).split(/[?#]/)[0] : undefined;
  if (method !== undefined && METHOD.test(method)) return method;
  return url.includes('/upload') ? 'upload' : 'respond';
};

const nameStatus = (status: number): string => (status === 429 ? 'ratelimited' : `http_${status}`);

/**
 * `fetch` for the SDK, that tells of each call. What Slack says stands in the body, which the SDK reads
 * as text; so it is told when that was read.
 */
export const createToldFetch =
  (apiUrl: string, tell: (call: ToldSlackCall) => void): Fetch =>
  async (url, init) => {
    const method = nameMethod(String(url), apiUrl);
    const began = performance.now();
    const told = (error: string, status?: number): void =>
      withLogFields({ call: `slack.${method}` }, () =>
        tell({ method, error, status, ms: performance.now() - began }),
      );
    const answer: Answer = await fetch(url, init).catch((error: unknown) => {
      told('unreachable');
      throw error;
    });
    const { status } = answer;
    if (status !== 200 || !METHOD.test(method)) {
      told(status >= 200 && status < 300 ? 'ok' : nameStatus(status), status);
      return answer;
    }
    const read = answer.text.bind(answer);
    return Object.assign(answer, {
      text: async () => {
        const text = await read().catch((error: unknown) => {
          told('unreachable', status);
          throw error;
        });
        told(readWord(text), status);
        return text;
      },
    });
  };
