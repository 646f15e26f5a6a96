import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RangeOwner, TakenRange } from '../../src/domain/address-plan.ts';
import { type Cidr, cidrOf, overlaps, parseCidr } from '../../src/domain/cidr.ts';
import { checkRange, type ProjectRanges } from '../../src/domain/range-check.ts';
import { RANGE_RULES } from '../../src/domain/range-rules.ts';

const cidr = (text: string): Cidr => {
  const result = parseCidr(text);
  if (result.kind !== 'cidr') throw new Error(`test range "${text}"`);
  return result.cidr;
};
const vpc = (text: string, name: string, project: string): TakenRange => ({
  cidr: cidr(text),
  owner: { kind: 'vpc', name, project, region: 'us-east-1' },
});
const OFFICE: TakenRange = { cidr: cidr('10.200.0.0/16'), owner: { kind: 'reserved' } };
const { tiger: rules } = RANGE_RULES;
const KNOWN: readonly [ProjectRanges, ...ProjectRanges[]] = [
  { project: 'payments', rules, taken: [vpc('10.1.0.0/24', 'pay-a', 'payments'), OFFICE] },
  { project: 'orders', rules, taken: [vpc('10.1.1.0/24', 'ord-a', 'orders'), OFFICE] },
];
const check = (text: string, known = KNOWN, avoid: readonly Cidr[] = []) => checkRange(text, known, avoid);

test.each([
  { typed: '10.5.0.0/24', range: '10.5.0.0/24', readAs: null, because: 'it is a range' },
  { typed: '  10.5.0.0 / 24 ', range: '10.5.0.0/24', readAs: null, because: 'spaces say nothing' },
  {
    typed: '10.5.0.7/24',
    range: '10.5.0.0/24',
    readAs: 'host-bits',
    because: 'the range around it is meant',
  },
  { typed: '10.5.0.7', range: '10.5.0.0/24', readAs: 'no-prefix', because: 'a /24 is the usual size' },
  { typed: '0.0.0.0/0', range: '0.0.0.0/0', readAs: null, because: 'all addresses are a range, too' },
  { typed: '10.5.0.7/32', range: '10.5.0.7/32', readAs: null, because: 'so is one address' },
  { typed: '::ffff:10.5.0.0/120', range: '10.5.0.0/24', readAs: 'ipv4-mapped', because: '120 is 96 and 24' },
  {
    typed: '::FFFF:0a05:0000/120',
    range: '10.5.0.0/24',
    readAs: 'ipv4-mapped',
    because: 'hex says the same',
  },
  {
    typed: '0:0:0:0:0:ffff:10.5.0.0/120',
    range: '10.5.0.0/24',
    readAs: 'ipv4-mapped',
    because: 'zeros may be written',
  },
  { typed: '::ffff:10.5.0.7', range: '10.5.0.0/24', readAs: 'no-prefix', because: 'no size was typed' },
])('"$typed" is read as $range: $because', ({ typed, range, readAs }) => {
  const checked = check(typed);
  expect(checked).toMatchObject({ kind: 'checked', range: { text: range } });
  expect(checked.kind === 'checked' ? (checked.readAs?.kind ?? null) : '').toBe(readAs);
});

test.each([
  { typed: '', problem: { kind: 'not-a-cidr', why: 'empty' }, because: 'nothing stands there' },
  { typed: '010.0.0.0/8', problem: { kind: 'not-a-cidr', why: 'leading-zero' }, because: 'it may be octal' },
  { typed: '10.0.0.0/33', problem: { kind: 'not-a-cidr', why: 'prefix-over-32' }, because: '32 is the end' },
  { typed: '10.0.0.0/255.0.0.0', problem: { kind: 'not-a-cidr', why: 'netmask' }, because: 'it is a mask' },
  { typed: '256.0.0.0/8', problem: { kind: 'not-a-cidr', why: 'octet-over-255' }, because: '255 is the end' },
  { typed: 'banana', problem: { kind: 'not-a-cidr', why: 'shape' }, because: 'it is a fruit' },
  { typed: '2001:db8::/32', problem: { kind: 'ipv6' }, because: 'Timescale has IPv4 only' },
  { typed: '::ffff:10.0.0.0/90', problem: { kind: 'ipv6' }, because: 'it holds more than IPv4' },
  {
    typed: '9'.repeat(10_000),
    problem: { kind: 'not-a-cidr', why: 'too-long' },
    because: 'nothing is so long',
  },
  {
    typed: ' /'.repeat(5_000),
    problem: { kind: 'not-a-cidr', why: 'too-long' },
    because: 'nothing is so long',
  },
  {
    typed: '10.0.0.0/24, 10.1.0.0/24',
    problem: { kind: 'several', first: '10.0.0.0/24', count: 2 },
    because: 'they are two',
  },
])('"$typed" is not read: $because', ({ typed, problem }) => {
  expect(check(typed)).toMatchObject({ kind: 'unread', problem });
});

test('a free range has no conflict, and nothing else is offered', () => {
  expect(check('10.5.0.0/24')).toMatchObject({ conflicts: [], unfit: [], remarks: [], instead: null });
});

test('each conflict is named with its owner and the projects that it is taken in, once', () => {
  const checked = check('10.0.0.0/8');
  if (checked.kind !== 'checked') throw new Error(checked.kind);
  expect(checked.conflicts.map(({ with: { cidr: own }, projects }) => [own.text, projects])).toEqual([
    ['10.1.0.0/24', ['payments']],
    ['10.200.0.0/16', ['payments', 'orders']],
    ['10.1.1.0/24', ['orders']],
  ]);
  expect(checked.unfit).toMatchObject([{ kind: 'too-large' }]);
});

test('the range offered instead has the same size where that is allowed, and is free in every project', () => {
  expect(check('10.1.0.0/24')).toMatchObject({ instead: { text: '10.1.2.0/24' } });
  expect(check('10.1.0.0/8')).toMatchObject({ instead: { text: '10.2.0.0/16' } });
  expect(check('10.1.0.0/32')).toMatchObject({ instead: { text: '10.1.2.0/28' } });
  expect(check('8.8.8.0/24')).toMatchObject({ unfit: [], conflicts: [], instead: { text: '10.1.2.0/24' } });
  expect(check('10.1.0.0/24', KNOWN, [cidr('10.1.2.0/23')])).toMatchObject({
    instead: { text: '10.1.4.0/24' },
  });
});

test('what works but may be regretted is remarked', () => {
  expect(check('172.31.0.0/24')).toMatchObject({ remarks: [{ kind: 'default-vpc-range' }], instead: null });
});

const ranges = fc
  .record({ offset: fc.nat({ max: 63 }), prefix: fc.integer({ min: 26, max: 32 }) })
  .map(({ offset, prefix }) => cidrOf(cidr('10.9.0.0/26').start + offset, prefix));
const owners = fc.constantFrom<RangeOwner>(
  { kind: 'reserved' },
  { kind: 'vpc', name: 'a', project: 'p', region: 'us-east-1' },
);
const project = fc.record({
  project: fc.constantFrom('p', 'q', 'r'),
  rules: fc.constantFrom(RANGE_RULES.tiger, RANGE_RULES.managed),
  taken: fc.array(fc.record({ cidr: ranges, owner: owners }), { maxLength: 8 }),
});
const projects = fc
  .tuple(project, fc.array(project, { maxLength: 3 }))
  .map(([first, more]): [ProjectRanges, ...ProjectRanges[]] => [first, ...more]);

test('the conflicts are exactly the taken ranges that share an address, and what is offered shares none', () => {
  fc.assert(
    fc.property(ranges, projects, (range, known) => {
      const checked = check(range.text, known);
      if (checked.kind !== 'checked') throw new Error(checked.kind);
      const all = known.flatMap(({ taken }) => taken);
      const hits = new Set(all.filter((one) => overlaps(one.cidr, range)).map(({ cidr: own }) => own.text));
      expect(new Set(checked.conflicts.map(({ with: hit }) => hit.cidr.text))).toEqual(hits);
      const { instead } = checked;
      if (instead !== null) expect(all.some((one) => overlaps(one.cidr, instead))).toBe(false);
    }),
  );
});

test('whatever is typed is answered, and what is repeated of it is short', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 300 }), fc.ipV4(), fc.ipV6()), (typed) => {
      const checked = check(typed);
      if (checked.kind === 'unread' && 'text' in checked.problem) {
        expect(checked.problem.text.length).toBeLessThanOrEqual(120);
      }
    }),
  );
});
