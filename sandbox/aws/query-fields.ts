import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import type { QueryTree } from './query.ts';

/** `true` or `false`, in whichever case: the CLI and the SDKs differ. */
export const flag = z
  .string()
  .regex(/^(true|false)$/i)
  .transform((word) => word.toLowerCase() === 'true');

export const whole = z
  .string()
  .regex(/^-?[0-9]{1,9}$/)
  .transform(Number);

/** `Name.1`, `Name.2`, in order of their numbers. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.record(z.string().regex(/^[1-9][0-9]{0,5}$/), item).transform((items): readonly z.output<Item>[] =>
    Object.entries(items)
      .sort(([one], [other]) => Number(one) - Number(other))
      .map(([, value]) => value),
  );

const nameOf = (path: readonly PropertyKey[]): string => path.map(String).join('.');

const valueAt = (tree: QueryTree, path: readonly PropertyKey[]): string | QueryTree | undefined => {
  let found: string | QueryTree | undefined = tree;
  for (const part of path) found = typeof found === 'object' ? found[String(part)] : undefined;
  return found;
};

const refuse = (issue: z.core.$ZodIssue, tree: QueryTree): Refusal => {
  if (issue.code === 'unrecognized_keys') {
    const name = nameOf([...issue.path, ...issue.keys.slice(0, 1)]);
    return new Refusal(400, 'UnknownParameter', `The parameter ${name} is not recognized`);
  }
  const name = nameOf(issue.path);
  const value = valueAt(tree, issue.path);
  if (value === undefined) {
    return new Refusal(400, 'MissingParameter', `The request must contain the parameter ${name}`);
  }
  const code = issue.code === 'custom' ? issue.params?.['refusal'] : undefined;
  if (typeof code === 'string') return new Refusal(400, code, issue.message);
  const shown = typeof value === 'string' ? value : '…';
  const message = `Value (${shown}) for parameter ${name} is invalid.`;
  return new Refusal(400, 'InvalidParameterValue', issue.code === 'custom' ? issue.message : message);
};

const RANK = ['UnknownParameter', 'MissingParameter'];
/** EC2 names first a parameter that it does not know, then one that is missing, then a wrong value. */
const rankOf = ({ code }: Refusal): number => (RANK.includes(code) ? RANK.indexOf(code) : RANK.length);

/** The parameters of a call, or the refusal that names the one that is wrong. */
export const readQuery = <Schema extends z.ZodType>(schema: Schema, tree: QueryTree): z.output<Schema> => {
  const parsed = schema.safeParse(tree);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues
    .map((issue) => refuse(issue, tree))
    .sort((one, other) => rankOf(one) - rankOf(other));
  throw first ?? new Refusal(400, 'InvalidParameterValue', 'The request is invalid.');
};
