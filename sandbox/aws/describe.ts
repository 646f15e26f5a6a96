import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { type IdPrefix, idOf, notFound } from './id-kinds.ts';
import { call, type Scene } from './operation.ts';
import { listOf, whole } from './query-fields.ts';
import type { Tags } from './tags.ts';

const filter = z.strictObject({ Name: z.string(), Value: listOf(z.string()) });
export type Filter = z.output<typeof filter>;

export const filters = { Filter: listOf(filter).optional() };

/** The parameters of every listing; ids come under the name that the call gives them. */
export const listing = {
  ...call,
  ...filters,
  MaxResults: whole.optional(),
  NextToken: z.string().optional(),
};

export const ids = (prefix: IdPrefix) => listOf(idOf(prefix)).optional();

/** What each filter looks at, by its name. */
export type Readers<Item> = Readonly<Record<string, (item: Item) => readonly string[]>>;

const LEAST_PAGE = 5;
const MOST_VALUES = 200;

/** `*` is any text, `?` any character; a backslash takes that from them. */
const patternOf = (value: string): RegExp => {
  const source = value.replace(/\\(.)|([*?])|([\\^$.+{}()|[\]])/gs, (_, escaped, wild, other) => {
    if (escaped !== undefined) return escaped.replace(/[\\^$.*+?{}()|[\]]/, '\\$&');
    if (wild !== undefined) return wild === '*' ? '.*' : '.';
    return `\\${other}`;
  });
  return new RegExp(`^${source}$`, 's');
};

const readerOf = <Item>(
  name: string,
  readers: Readers<Item>,
  tagsOf: (item: Item) => Tags,
): ((item: Item) => readonly string[]) => {
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (reader !== undefined) return reader;
  if (name === 'tag-key') return (item) => Object.keys(tagsOf(item));
  if (name.startsWith('tag:')) {
    const key = name.slice('tag:'.length);
    return (item) => (Object.hasOwn(tagsOf(item), key) ? [tagsOf(item)[key] ?? ''] : []);
  }
  throw new Refusal(400, 'InvalidParameterValue', `The filter '${name}' is invalid`);
};

/** Those that every filter lets through by one of its values. */
export const applyFilters = <Item>(
  items: readonly Item[],
  wanted: readonly Filter[],
  readers: Readers<Item>,
  tagsOf: (item: Item) => Tags = () => ({}),
): readonly Item[] => {
  const tests = wanted.map(({ Name, Value }) => {
    if (Value.length > MOST_VALUES) {
      throw new Refusal(400, 'FilterLimitExceeded', `The maximum number of filter values is ${MOST_VALUES}`);
    }
    return { read: readerOf(Name, readers, tagsOf), patterns: Value.map(patternOf) };
  });
  return items.filter((item) =>
    tests.every(({ read, patterns }) =>
      read(item).some((value) => patterns.some((pattern) => pattern.test(value))),
    ),
  );
};

interface Wanted {
  readonly ids: readonly string[] | undefined;
  readonly Filter?: readonly Filter[] | undefined;
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

interface Listed<Item> {
  readonly scene: Scene;
  readonly prefix: IdPrefix;
  readonly items: readonly Item[];
  readonly readers: Readers<Item>;
  readonly wanted: Wanted;
  /** Default 1000. */
  readonly mostPerPage?: number;
}

const encodeToken = (lastId: string): string => Buffer.from(`after ${lastId}`).toString('base64url');
const readToken = (token: string): string => {
  const [, lastId] = /^after ([a-z]+-[0-9a-f]+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (lastId !== undefined) return lastId;
  throw new Refusal(400, 'InvalidNextToken', `The token '${token}' is invalid`);
};

const checkPage = ({ ids: wantedIds, MaxResults }: Wanted, most: number): void => {
  if (MaxResults === undefined) return;
  if (MaxResults < LEAST_PAGE || MaxResults > most) {
    const message = `Value ( ${MaxResults} ) for parameter maxResults is invalid. Expecting a value from ${LEAST_PAGE} to ${most}.`;
    throw new Refusal(400, 'InvalidParameterValue', message);
  }
  if (wantedIds !== undefined) {
    const message = 'The parameter maxResults cannot be used with a list of ids';
    throw new Refusal(400, 'InvalidParameterCombination', message);
  }
};

/** What of the items is asked for, by id, filter and page. An id that is not among them is refused. */
export const list = <Item extends { readonly id: string }>(asked: Listed<Item>) => {
  const { scene, prefix, items, readers, wanted, mostPerPage = 1_000 } = asked;
  checkPage(wanted, mostPerPage);
  const missing = wanted.ids?.find((id) => items.every((item) => item.id !== id));
  if (missing !== undefined) throw notFound(prefix, missing);
  const named = items.filter(({ id }) => wanted.ids?.includes(id) ?? true);
  const found = applyFilters(named, wanted.Filter ?? [], readers, ({ id }) => scene.aws.tags.of(scene, id));
  const after = wanted.NextToken === undefined ? '' : readToken(wanted.NextToken);
  const rest = found.filter(({ id }) => id > after).sort((one, other) => (one.id < other.id ? -1 : 1));
  const page = rest.slice(0, wanted.MaxResults ?? rest.length);
  const last = page.at(-1);
  return {
    page,
    nextToken: last === undefined || page.length === rest.length ? undefined : encodeToken(last.id),
  };
};
