import type { Desk } from './desk.ts';
import type { Json } from './json.ts';

/** One method of the Web API: arguments in, the answer with its `ok` out. */
export type Method = (desk: Desk, args: Json, host: string) => Json;

export const accept = (fields: Json = {}): Json => ({ ok: true, ...fields });

export const refuse = (error: string, messages: readonly string[] = []): Json => ({
  ok: false,
  error,
  ...(messages.length === 0 ? {} : { response_metadata: { messages } }),
});
