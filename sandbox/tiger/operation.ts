import { Refusal } from '../refusal.ts';
import type { Visit } from '../routes.ts';

/** A `:vpc` or `:peering` of the path, which are digits. */
export const numberPart = ({ parts }: Visit, name: string): string => {
  const part = parts(name);
  if (/^[0-9]+$/.test(part)) return part;
  throw new Refusal(400, 'INVALID_REQUEST', `${name}_id must be a number`);
};
