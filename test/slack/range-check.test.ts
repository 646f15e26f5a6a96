import { expect, test } from 'vitest';
import type { TakenRange } from '../../src/domain/address-plan.ts';
import { cidrOf } from '../../src/domain/cidr.ts';
import { checkRange, type ProjectRanges } from '../../src/domain/range-check.ts';
import { RANGE_RULES } from '../../src/domain/range-rules.ts';
import { buildRangeCheck } from '../../src/slack/range-check.ts';
import { findMessageProblems, readMessage } from './block-kit.ts';
import { aPeer, range } from './example.ts';

const OFFICE: TakenRange = { cidr: range('10.200.0.0/16'), owner: { kind: 'reserved' } };
const { tiger: rules, managed } = RANGE_RULES;
const KNOWN: readonly [ProjectRanges, ...ProjectRanges[]] = [
  {
    project: 'payments',
    rules,
    taken: [
      {
        cidr: range('10.1.0.0/24'),
        owner: { kind: 'vpc', name: 'pay-a', project: 'payments', region: 'us-east-1' },
      },
      { cidr: range('10.8.0.0/16'), owner: { kind: 'peer', peer: aPeer() } },
      OFFICE,
    ],
  },
  { project: 'orders', rules, taken: [OFFICE] },
];

const answerTo = (typed: string, known = KNOWN, mayCreate = true): string => {
  const projects = known.map(({ project }) => project);
  const message = buildRangeCheck(checkRange(typed, known, []), { projects, mayCreate });
  expect(findMessageProblems(message)).toEqual([]);
  return readMessage(message);
};

const ROWS = [
  {
    typed: '10.5.0.0/24',
    because: 'nothing has it',
    says: '# 10.5.0.0/24 is free\n\nIt is free in payments and orders: no VPC there, no network peered with one and no network that is kept clear shares an address with it.\n\n[Use 10.5.0.0/24]',
  },
  {
    typed: '10.5.0.7/24',
    because: 'the range itself is meant',
    says: '# 10.5.0.0/24 is free\n\n`10.5.0.7/24` is an address inside a range. This is about the range itself, `10.5.0.0/24`.\n\nIt is free in payments and orders: no VPC there, no network peered with one and no network that is kept clear shares an address with it.\n\n[Use 10.5.0.0/24]',
  },
  {
    typed: '10.1.0.128/25',
    because: 'a VPC holds it',
    says: '# 10.1.0.128/25 overlaps 1 range\n\n`10.1.0.0/24` of the VPC pay-a (payments, us-east-1) holds all of it. A network that is peered with one of the two could not be peered with the other: its routes would not know which one an address means.\n\nChoose `10.1.1.0/25` instead. It has the same size and is free in payments and orders.\n\n[Use 10.1.1.0/25]',
  },
  {
    typed: '10.8.0.0/16',
    because: 'a peered network is the same',
    says: '# 10.8.0.0/16 overlaps 1 range\n\n`10.8.0.0/16` of the peered network vpc-0a1b2c3d4e5f67890 of AWS account 123456789012 (project payments) is the same range. Networks that share addresses cannot be peered, so that network could not be peered with this range.\n\nChoose `10.9.0.0/16` instead. It has the same size and is free in payments and orders.\n\n[Use 10.9.0.0/16]',
  },
  {
    typed: '10.200.0.0/15',
    because: 'it is too large, and holds what is kept clear',
    says: '# 10.200.0.0/15 overlaps 1 range\n\nNo VPC can have it: 10.200.0.0/15 is too large: /15 is outside /16 to /28. Choose a size in between.\n\n`10.200.0.0/16` of your own network, which vpcbot keeps clear (project payments and orders) lies inside it. There these addresses mean something else, so nothing there could reach this range.\n\nChoose `10.201.0.0/16` instead. It is free in payments and orders.\n\n[Use 10.201.0.0/16]',
  },
  {
    typed: '8.8.8.0/24',
    because: 'it is public',
    says: '# 8.8.8.0/24 is free\n\n`8.8.8.0/24` is not all private (`10.0.0.0/8`, `172.16.0.0/12`, `192.168.0.0/16`): whoever has these addresses on the internet cannot be reached from networks that are peered with it.\n\nIt is free in payments and orders: no VPC there, no network peered with one and no network that is kept clear shares an address with it. So is `10.1.1.0/24`, which is private: better choose that.\n\n[Use 10.1.1.0/24]',
  },
  {
    typed: '172.31.4.0/24',
    because: 'every account has it',
    says: '# 172.31.4.0/24 is free\n\n`172.31.4.0/24` lies in `172.31.0.0/16`, the range of every AWS account’s default VPC, which then could not be peered with it.\n\nIt is free in payments and orders: no VPC there, no network peered with one and no network that is kept clear shares an address with it.\n\n[Use 172.31.4.0/24]',
  },
  {
    typed: '100.64.0.0/24',
    because: 'carriers share it',
    says: '# 100.64.0.0/24 is free\n\n`100.64.0.0/24` lies in `100.64.0.0/10`, which carriers and some clouds’ container networks use. It works where yours do not.\n\nIt is free in payments and orders: no VPC there, no network peered with one and no network that is kept clear shares an address with it.\n\n[Use 100.64.0.0/24]',
  },
  {
    typed: '2001:db8::/32',
    because: 'there is no IPv6',
    says: '“2001:db8::/32” is IPv6. Timescale VPCs have IPv4 ranges only: type one like 10.0.1.0/24.',
  },
  {
    typed: '::ffff:10.5.0.0/120',
    because: 'it means an IPv4 range',
    says: '# 10.5.0.0/24 is free\n\n`::ffff:10.5.0.0/120` is IPv4 written as IPv6. This is about `10.5.0.0/24`.\n\nIt is free in payments and orders: no VPC there, no network peered with one and no network that is kept clear shares an address with it.\n\n[Use 10.5.0.0/24]',
  },
  {
    typed: '10.5.0.7',
    because: 'it says no size',
    says: '# 10.5.0.0/24 is free\n\n`10.5.0.7` says no size. This is about `10.5.0.0/24`, of the usual size.\n\nIt is free in payments and orders: no VPC there, no network peered with one and no network that is kept clear shares an address with it.\n\n[Use 10.5.0.0/24]',
  },
  {
    typed: '010.0.0.0/8',
    because: 'it may be octal',
    says: '“010.0.0.0/8” has a number with a leading zero, which programs read differently. Leave the zero out.',
  },
  {
    typed: '9'.repeat(10_000),
    because: 'nothing is so long',
    says: 'This is too long for an IP range. Type one like 10.0.1.0/24.',
  },
  {
    typed: '10.5.0.0/24 10.6.0.0/24',
    because: 'they are two',
    says: 'These are 2 ranges. Check one at a time: type `/vpc check 10.5.0.0/24` first.',
  },
] as const;

test.each(ROWS)('"$typed" is checked: $because', ({ typed, says }) => {
  expect(answerTo(typed)).toBe(says);
});

test('of all addresses, ten conflicts are named and the others counted', () => {
  const many = Array.from(
    { length: 300 },
    (_, at): TakenRange => ({
      cidr: cidrOf(10 * 2 ** 24 + at * 65_536, 24),
      owner: { kind: 'reserved' },
    }),
  );
  const said = answerTo('0.0.0.0/0', [{ project: 'payments', rules, taken: many }]);
  expect(said).toContain('# 0.0.0.0/0 overlaps 300 ranges');
  expect(said.match(/lies inside it/g)).toHaveLength(10);
  expect(said).toContain('And 290 more ranges.');
  expect(said).toContain('instead');
});

test('a VPC of another project that the same network reaches is told with that network', () => {
  const reached: TakenRange = {
    cidr: range('10.1.9.0/24'),
    owner: { kind: 'reached', name: 'ord-a', project: 'orders', region: 'us-east-1', peer: aPeer() },
  };
  expect(answerTo('10.1.9.0/24', [{ project: 'payments', rules, taken: [reached] }])).toBe(
    '# 10.1.9.0/24 overlaps 1 range\n\n`10.1.9.0/24` of the VPC ord-a (orders, us-east-1), which vpc-0a1b2c3d4e5f67890 reaches already (project payments) is the same range. That network’s routes can send these addresses to one VPC only, so it could not be peered with this range as well.\n\nChoose `10.1.10.0/24` instead. It has the same size and is free in payments.\n\n[Use 10.1.10.0/24]',
  );
});

test('a size that only some of the projects take is told of the others', () => {
  const both = [
    { project: 'payments', rules, taken: [] },
    { project: 'metrics', rules: managed, taken: [] },
  ] as const;
  expect(answerTo('10.5.0.0/26', both)).toContain(
    'metrics takes no VPC of this size: there it has /20 to /24.\n\nIt is free in payments and metrics',
  );
  expect(answerTo('10.5.0.0/24', both)).not.toContain('takes no VPC');
  expect(answerTo('10.4.0.0/15', both)).toContain('/15 is outside /16 to /28');
});

test('who may create nowhere is offered no button', () => {
  expect(answerTo('10.5.0.0/24', KNOWN, false)).not.toContain('[Use');
});
