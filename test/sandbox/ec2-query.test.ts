import { CreateTagsCommand, DeleteTagsCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { applyFilters } from '../../sandbox/aws/describe.ts';
import { parseQuery, type QueryTree } from '../../sandbox/aws/query.ts';
import { listOf, readQuery } from '../../sandbox/aws/query-fields.ts';
import { canonicalRange, isWithin, rangesOverlap } from '../../sandbox/ipv4.ts';
import { openAmazon, ownerOf, VPC } from './amazon-world.ts';

type Value = string | readonly Value[] | { readonly [name: string]: Value };

const name = fc.oneof(
  fc.stringMatching(/^[A-Z][A-Za-z]{0,8}$/),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'Ünï'),
);
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.array(tie('value'), { minLength: 1, maxLength: 4 }),
    fc.dictionary(name, tie('value'), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
  ),
}));

/** As a client writes it: lists are numbered from 1. */
const flatten = (path: string, given: Value): readonly (readonly [string, string])[] => {
  if (typeof given === 'string') return [[path, given]];
  const members: readonly (readonly [string | number, Value])[] = Array.isArray(given)
    ? given.map((item, index) => [index + 1, item])
    : Object.entries(given);
  return members.flatMap(([key, member]) => flatten(path === '' ? String(key) : `${path}.${key}`, member));
};

/** The tree that a value is to be read as. */
const treeOf = (given: Value): unknown => {
  if (typeof given === 'string') return given;
  const members = Array.isArray(given)
    ? given.map((item: Value, index) => [String(index + 1), treeOf(item)] as const)
    : Object.entries(given).map(([key, member]) => [key, treeOf(member)] as const);
  return Object.fromEntries(members);
};

const plain = (tree: string | QueryTree | null): unknown =>
  typeof tree === 'object' && tree !== null
    ? Object.fromEntries(Object.entries(tree).map(([key, member]) => [key, plain(member)]))
    : tree;

test('whatever a client nests is read as it was, in any order', () => {
  const given = fc.dictionary(name, value, { minKeys: 1, maxKeys: 5, noNullPrototype: true });
  fc.assert(
    fc.property(given, fc.integer(), (parameters, seed) => {
      const pairs = [...flatten('', parameters)].sort(([one], [other]) =>
        (one.length * seed) % 7 < (other.length * seed) % 7 ? -1 : 1,
      );
      const body = pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
      expect(plain(parseQuery(body))).toEqual(treeOf(parameters));
    }),
  );
});

test('a list is read by its numbers, wherever they begin and whatever they leave out', () => {
  const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 99_999 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(numbers, (given) => {
      const tree = parseQuery(given.map((number) => `VpcId.${number}=v${number}`).join('&'));
      const schema = z.strictObject({ VpcId: listOf(z.string()) });
      const sorted = [...given].sort((one, other) => one - other);
      expect(readQuery(schema, tree ?? {}).VpcId).toEqual(sorted.map((number) => `v${number}`));
    }),
  );
});

test('no body makes the parser fail', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (body) => {
      const tree = parseQuery(body);
      expect(tree === null || typeof tree === 'object').toBe(true);
    }),
  );
});

test.each([
  ['Filter.=a', 'a name ends in a dot'],
  ['.1=a', 'a name begins with one'],
  ['Filter..Name=a', 'a part of a name is empty'],
  ['VpcId=a&VpcId=b', 'a name comes twice'],
  ['VpcId=a&VpcId.1=b', 'a name has a value and parts'],
  ['VpcId.1=b&VpcId=a', 'a name has parts and a value'],
])('%s cannot be read, because %s', (body) => {
  expect(parseQuery(body)).toBe(null);
});

/** Sends what no client of AWS's would, signed by one. */
const sendRaw = async (change: (body: URLSearchParams) => void): Promise<string> => {
  const { ec2As } = await openAmazon();
  const ec2 = ec2As(ownerOf('123456789012'));
  ec2.middlewareStack.add(
    (next) => (args) => {
      const request = z.looseObject({ body: z.string(), headers: z.record(z.string(), z.string()) });
      const sent = args.request;
      const { body, headers } = request.parse(sent);
      const changed = new URLSearchParams(body);
      change(changed);
      const length = String(Buffer.byteLength(changed.toString()));
      Object.assign(Object(sent), {
        body: changed.toString(),
        headers: { ...headers, 'content-length': length },
      });
      return next({ ...args, request: sent });
    },
    { step: 'build', priority: 'low' },
  );
  return ec2.send(new DescribeVpcsCommand({})).then(
    () => 'none',
    (error: Error) => error.name,
  );
};

test.each([
  { change: { Color: 'red' }, code: 'UnknownParameter', because: 'no call knows it' },
  { change: { 'Filter.1.Color': 'red' }, code: 'UnknownParameter', because: 'no filter has it' },
  { change: { 'Filter.1.Value.1': 'x' }, code: 'MissingParameter', because: 'the filter has no name' },
  { change: { MaxResults: 'many' }, code: 'InvalidParameterValue', because: 'it is no number' },
  { change: { DryRun: 'maybe' }, code: 'InvalidParameterValue', because: 'it is neither true nor false' },
  { change: { 'VpcId.first': VPC }, code: 'InvalidParameterValue', because: 'a list is numbered' },
  { change: { VpcId: VPC }, code: 'InvalidParameterValue', because: 'a list is numbered' },
  { change: { Action: 'DescribeTeapots' }, code: 'InvalidAction', because: 'there is no such action' },
  { change: { Version: '1999-01-01' }, code: 'NoSuchVersion', because: 'there was no EC2 then' },
  { change: { 'VpcId.': VPC }, code: 'MalformedQueryString', because: 'a name ends in a dot' },
])('a request is refused with $code, because $because', async ({ change, code }) => {
  const answer = await sendRaw((body) => {
    for (const [key, text] of Object.entries(change)) body.set(key, text);
  });
  expect(answer).toBe(code);
});

test('a text comes back as it was given, whatever it is made of', async () => {
  const { owner } = await openAmazon();
  const ec2 = owner();
  const text = fc
    .oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.stringMatching(/^[<>&"'\r\n\t ;#x\][!-]{1,40}$/),
    )
    // The SDK reads a text of white space alone as none where a line feed is in it, however it is written.
    .filter((one) => one.trim() !== '' || !one.includes('\n'));
  await fc.assert(
    fc.asyncProperty(text, async (Value) => {
      await ec2.send(new CreateTagsCommand({ Resources: [VPC], Tags: [{ Key: 'Odd', Value }] }));
      const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [VPC] }));
      const given = Vpcs?.[0]?.Tags?.find(({ Key }) => Key === 'Odd')?.Value;
      expect(given).toBe(Value);
    }),
    { numRuns: 60 },
  );
  await ec2.send(new DeleteTagsCommand({ Resources: [VPC], Tags: [{ Key: 'Odd' }] }));
});

test('a filter value without wildcards lets through what is the same, and a star everything', () => {
  const text = fc.string({ unit: 'binary', maxLength: 20 });
  const readers = { name: ({ name: own }: { readonly name: string }) => [own] };
  const matches = (pattern: string, own: string): boolean =>
    applyFilters([{ name: own }], [{ Name: 'name', Value: [pattern] }], readers).length === 1;
  const literal = (own: string): string => own.replace(/[\\*?]/g, '\\$&');
  fc.assert(
    fc.property(text, text, (one, other) => {
      expect(matches('*', one)).toBe(true);
      expect(matches(literal(one), one)).toBe(true);
      expect(matches(literal(one), other)).toBe(one === other);
      expect(matches(`${literal(one)}*`, one + other)).toBe(true);
      expect(matches('?'.repeat(one.length), one)).toBe(true);
    }),
  );
});

test('a range without host bits is the same range, and lies within itself', () => {
  const octet = fc.nat({ max: 255 });
  fc.assert(
    fc.property(fc.tuple(octet, octet, octet, octet), fc.nat({ max: 32 }), (octets, prefix) => {
      const typed = `${octets.join('.')}/${prefix}`;
      const range = canonicalRange(typed) ?? '';
      expect(canonicalRange(range)).toBe(range);
      expect(rangesOverlap(typed, range)).toBe(true);
      expect(isWithin(typed, range) && isWithin(range, typed) && isWithin(range, '0.0.0.0/0')).toBe(true);
    }),
  );
});
