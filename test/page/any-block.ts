import fc, { type Arbitrary } from 'fast-check';
import { isJson } from '../../sandbox/page/read-json.ts';
import type { Json } from '../../sandbox/slack/json.ts';
import { readSchema } from '../slack/block-kit.ts';

/** The schema of @slack/types, as far as it uses JSON Schema. */
interface Schema {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema | readonly Schema[];
}

const { definitions = {} } = readSchema();

const resolve = ({ $ref, ...schema }: Schema): Schema => {
  if ($ref === undefined) return schema;
  const found = definitions[$ref.replace('#/definitions/', '')];
  if (!isJson(found)) throw new Error(`the schema of @slack/types has no ${$ref}`);
  return resolve(found);
};

const isOneSchema = (items: Schema | readonly Schema[]): items is Schema => !Array.isArray(items);

/** Anything that a schema allows, its free words taken from `words`. */
const createMaker = (words: Arbitrary<string>) => {
  const make = (given: Schema): Arbitrary<unknown> => {
    const {
      const: fixed,
      enum: listed,
      anyOf,
      type,
      properties = {},
      required = [],
      items = {},
    } = resolve(given);
    if (fixed !== undefined) return fc.constant(fixed);
    if (listed !== undefined) return fc.constantFrom(...listed);
    if (anyOf !== undefined) return fc.oneof(...anyOf.map(make));
    switch (type) {
      case 'string':
        return words;
      case 'number':
        return fc.oneof(fc.nat({ max: 3 }), fc.constant(1_700_000_000), fc.double());
      case 'boolean':
        return fc.boolean();
      case 'array':
        return fc.array(isOneSchema(items) ? make(items) : fc.oneof(...items.map(make)), { maxLength: 3 });
      case 'object': {
        const members = Object.entries(properties).map(([name, member]) => [name, make(member)] as const);
        const model: Record<string, Arbitrary<unknown>> = Object.fromEntries(members);
        return fc.record(model, { requiredKeys: [...required] });
      }
      default:
        return fc.jsonValue({ maxDepth: 1 });
    }
  };
  return make;
};

const named = (name: string): Schema => ({ $ref: `#/definitions/${name}` });

/** The names of what a union of @slack/types is made of: `ActionsBlock`, `AlertBlock` … of `KnownBlock`. */
export const listMembers = (union: string): readonly string[] =>
  (resolve(named(union)).anyOf ?? []).flatMap(({ $ref = '' }) => $ref.replace('#/definitions/', '') || []);

/** Any of what @slack/types calls so, whatever it says. */
export const createAny = (union: string, words: Arbitrary<string>): Arbitrary<Json> =>
  createMaker(words)(named(union)).filter(isJson);
