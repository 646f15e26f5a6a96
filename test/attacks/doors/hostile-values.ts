import fc from 'fast-check';

/** Words that mean something to the engine, to a format or to a screen, and nothing to the bot. */
export const WORDS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
  'null',
  'undefined',
  'NaN',
  'Infinity',
  '-0',
  '1e999',
  '0x10',
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\uD83D',
  '\uDC00x',
  '\u202Eevil',
  '\uFEFF',
  '😀'.repeat(40),
  'ÅÅÅ',
  '١٢٣',
  '<!channel>',
  '<@U0EVIL>',
  '<https://evil.example|vpcbot>',
  '&lt;',
  '`',
  '```',
  '*_~',
  '"',
  "'",
  '“',
  '\\',
  '\n',
  '\r\n\t',
  '=cmd|x',
  '../../etc/passwd',
  "'; drop table requests; --",
  '#{7*7}',
  '%s%n',
  '{}',
  '[]',
  '{"__proto__":{"polluted":1}}',
] as const;

/** What the lived-in world knows, so that what is typed gets past the first look-up. */
export const KNOWN = [
  'payments',
  'metrics',
  'full',
  'constructor',
  'Payments',
  'one',
  'two',
  'uno',
  'g',
  'z',
  'own',
  'waits',
  'limit',
  'vpc:1',
  'vpc:2',
  'vpc:3',
  'vpc:99',
  'vpc:-1',
  'vpc:1e3',
  'peering:1',
  'peering:2',
  'peering:5',
  'pcx-00000000000000102',
  'payments-svc1',
  'svc1',
  'pg1',
  'metrics-pg1',
  'public',
  'increase',
  'to',
  'R1',
  'R2',
  'r6',
  'R0',
  'R99999999999999999999',
  '#3',
  '1',
  '2',
  '3',
  '0',
  '-1',
  '1.5',
  '1.0',
  '1.1',
  '2.0',
  '1.99',
  '9007199254740993',
  'us-east-1',
  'eu-west-1',
  'timescale-google-europe-west1',
  'timescale-azure-westeurope',
  'virginia',
  '10.1.0.0/24',
  '10.0.0.0/8',
  '10.50.0.0/24',
  '10.51.0.7/24',
  '0.0.0.0/0',
  '10.0.0.0/33',
  '::/0',
  '/24',
  '/',
  '123456789012',
  'vpc-0a1b2c3d4e5f60718',
  'vpc-0ffffffffffffffff',
  'tgw-0a1b2c3d4e5f60718',
  'projects/acme-net/global/networks/prod',
  'acme-net',
  'prod',
  'C0VPC',
  'U0OMAR',
  'aws',
  'google',
  'azure',
  'everyone',
] as const;

/** Long enough to pass a limit, or many. */
const LONG = [
  'x'.repeat(76),
  'x'.repeat(256),
  'x'.repeat(3_001),
  'a '.repeat(2_000),
  '<'.repeat(5_000),
  '&'.repeat(3_000),
  '1'.repeat(400),
  '10.0.0.0/24 '.repeat(300),
  '"'.repeat(999),
  '/'.repeat(2_000),
  '-'.repeat(2_000),
  '`a` '.repeat(800),
  '\u0000'.repeat(500),
  '😀'.repeat(2_000),
] as const;

export const hostileText = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...KNOWN) },
  { weight: 3, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.constantFrom(...LONG) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.constantFrom(...KNOWN, ...WORDS), { minLength: 2, maxLength: 6 })
      .map((parts) => parts.join(' ')),
  },
);

const nest = (depth: number): unknown => {
  let nested: unknown = 1;
  for (let level = 0; level < depth; level += 1) nested = level % 2 === 0 ? [nested] : { value: nested };
  return nested;
};

/** An object as `JSON.parse` makes one: its `__proto__` is a key like others. */
const parsed = (text: string): unknown => JSON.parse(text);

/** Anything that JSON can say, where a text or an object is expected. */
export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom<unknown>(
    null,
    undefined,
    true,
    false,
    0,
    -1,
    1,
    1.5,
    1e308,
    Number.MAX_SAFE_INTEGER + 2,
    [],
    {},
    [null],
    [[]],
    { value: null },
    { value: {} },
    parsed('{"__proto__":{"value":"x"}}'),
    parsed('{"constructor":{"prototype":{"polluted":1}}}'),
    { length: 1e9 },
    { toString: 'x' },
    nest(100),
    nest(1_000),
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

/** The same thing with one or several of its leaves or branches replaced, left out or put in twice. */
export const mutated = (whole: fc.Arbitrary<unknown>, most = 3): fc.Arbitrary<unknown> =>
  fc
    .tuple(whole, fc.array(fc.tuple(fc.nat(), fc.nat({ max: 9 }), hostileJson), { maxLength: most }))
    .map(([value, edits]) => edits.reduce<unknown>((now, [at, how, by]) => edit(now, at, how, by), value));

/** Branches that are deeper count as one. */
const DEEPEST = 60;

const countNodes = (value: unknown, depth = 0): number =>
  typeof value === 'object' && value !== null && depth < DEEPEST
    ? Object.values(value).reduce((sum: number, each) => sum + countNodes(each, depth + 1), 1)
    : 1;

/** `value` with the node of that number changed: 0 is the whole, its children follow in their order. */
const edit = (value: unknown, at: number, how: number, by: unknown): unknown => {
  if (value === undefined) return by;
  const size = Math.min(countNodes(value), 2_000);
  return editAt(value, 1 + (at % Math.max(1, size - 1)), how, by);
};

const editAt = (value: unknown, at: number, how: number, by: unknown): unknown => {
  if (at === 0 || typeof value !== 'object' || value === null) return by;
  let left = at - 1;
  const entries = Object.entries(value);
  for (const [index, [key, child]] of entries.entries()) {
    const size = countNodes(child);
    if (left < size) return rebuild(value, editedEntries(entries, index, key, child, left, how, by));
    left -= size;
  }
  return value;
};

type Entries = readonly (readonly [string, unknown])[];

const editedEntries = (
  entries: Entries,
  index: number,
  key: string,
  child: unknown,
  left: number,
  how: number,
  by: unknown,
): Entries => {
  const others = (instead: Entries): Entries => [
    ...entries.slice(0, index),
    ...instead,
    ...entries.slice(index + 1),
  ];
  if (left > 0) return others([[key, editAt(child, left, how, by)]]);
  if (how === 0) return others([]);
  if (how === 1) return others([[typeof by === 'string' ? by.slice(0, 50) : '__proto__', child]]);
  if (how === 2) return [...entries, ['__proto__', by]];
  if (how === 3) return others([[key, [child]]]);
  return others([[key, by]]);
};

const rebuild = (was: object, entries: Entries): unknown => {
  if (Array.isArray(was)) return entries.map(([, each]) => each);
  const made: Record<string, unknown> = {};
  for (const [key, each] of entries) {
    Object.defineProperty(made, key, { value: each, enumerable: true, writable: true, configurable: true });
  }
  return made;
};
