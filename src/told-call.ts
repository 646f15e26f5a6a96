import { type ErrorCode, VpcbotError } from './errors.ts';
import { type LogFields, withLogFields } from './log-context.ts';

/** What became of one call to the outside. */
export interface ToldCall {
  /** The word of our own for it: `listVpcs`. */
  readonly operation: string;
  readonly code: 'ok' | ErrorCode | 'BROKEN';
  readonly status: number | undefined;
  readonly ms: number;
}

export type TellCall = (call: ToldCall) => void;

/** `BROKEN`: it threw what no call should throw. */
const codeOf = (error: unknown): ErrorCode | 'BROKEN' =>
  error instanceof VpcbotError ? error.code : 'BROKEN';

/**
 * Tells how a call of such methods ended and how long it took. `of`: `timescale`; what is logged
 * meanwhile says which call it belongs to.
 */
export const createTelling =
  (of: string, tell: TellCall, more: LogFields = {}) =>
  <Asked extends readonly unknown[], T>(operation: string, act: (...asked: Asked) => Promise<T>) =>
  async (...asked: Asked): Promise<T> => {
    const began = performance.now();
    const told = (code: ToldCall['code'], status?: number): void =>
      tell({ operation, code, status, ms: performance.now() - began });
    return withLogFields({ ...more, call: `${of}.${operation}` }, async () => {
      try {
        const answer = await act(...asked);
        told('ok');
        return answer;
      } catch (error) {
        told(codeOf(error), error instanceof VpcbotError ? error.status : undefined);
        throw error;
      }
    });
  };
