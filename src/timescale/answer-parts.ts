import { z } from 'zod';
import { type Cidr, parseCidr } from '../domain/cidr.ts';

/** A range as the provider keeps it, host bits and all: the network of `10.0.0.7/17` is `10.0.0.0/17`. */
export const networkIn = (text: string): Cidr | null => {
  const parsed = parseCidr(text);
  if (parsed.kind === 'cidr') return parsed.cidr;
  return parsed.kind === 'host-bits' ? parsed.network : null;
};

/** An absent, null or empty text all mean that there is none. */
export const optionalText = z
  .string()
  .nullish()
  .transform((text) => (text === undefined || text === null || text.trim() === '' ? null : text));

/** Some servers write an empty list as null. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullable()
    .transform((items) => items ?? []);
