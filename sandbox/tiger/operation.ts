import type { SandboxResponse } from '../http.ts';
import type { Entry, Visit } from '../routes.ts';
import { Refusal } from './refusal.ts';

/** An operation of Tiger Cloud's OpenAPI document, by its own name. */
export interface Operation extends Entry {
  readonly name: string;
}

/** A `:vpc` or `:peering` of the path, which are digits. */
export const numberPart = ({ parts }: Visit, name: string): string => {
  const part = parts(name);
  if (/^[0-9]+$/.test(part)) return part;
  throw new Refusal(400, 'INVALID_REQUEST', `${name}_id must be a number`);
};

export const ok = (body: unknown): SandboxResponse => ({ status: 200, body });
