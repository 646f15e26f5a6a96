import type { Looked, Silence } from '../src/domain/checkup.ts';
import { VpcbotError } from '../src/errors.ts';

const silenceOf = (error: unknown): Silence =>
  error instanceof VpcbotError
    ? { code: error.code, said: error.said ?? null }
    : { code: 'UNKNOWN', said: error instanceof Error ? error.message : null };

/** Looks, and is silent where that fails or takes longer than `most` ms. */
export const lookWithin = async <T>(most: number, look: () => Promise<T>): Promise<Looked<T>> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Looked<T>>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'silent', silence: { code: 'TOO_LATE', said: null } }), most);
  });
  const looked = look().then(
    (seen): Looked<T> => ({ kind: 'seen', seen }),
    (error: unknown): Looked<T> => ({ kind: 'silent', silence: silenceOf(error) }),
  );
  return Promise.race([looked, tooLate]).finally(() => clearTimeout(timer));
};
