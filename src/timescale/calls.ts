import { VpcbotError } from '../errors.ts';
import { assertKnown } from './answer.ts';
import type { TimescalePlace } from './api.ts';
import type { Credential, HttpAnswer, HttpRequest } from './http.ts';

/** How one project's calls are sent. Paths are under the API's base. */
export const openCalls = (
  { projectId, http, apiUrl }: TimescalePlace,
  product: {
    /** The product's own base, where the place names no other. */
    readonly base: string;
    readonly credentialFor: (base: string) => Omit<Credential, 'project'>;
  },
) => {
  const base = (apiUrl ?? product.base).replace(/(?<!\/)\/+$/, '');
  const credential: Credential = { ...product.credentialFor(base), project: projectId };
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
  };
};

/** Addresses lose what is empty or made of dots, and then name something else, which may be deleted. */
const encodePart = (part: string): string => {
  if (!/^\.{0,2}$/.test(part)) return encodeURIComponent(part);
  const doing = `addressing "${part}" at timescale`;
  throw new VpcbotError('TIMESCALE_REFUSED', { doing, said: 'this cannot be an id' });
};

/** `/project` and `payments eu` make `/project/payments%20eu`. */
export const joinPath = (root: string, parts: readonly string[]): string =>
  [root, ...parts.map(encodePart)].join('/');
