import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AwsChange, type AwsPlanFacts, planAws } from '../../src/domain/aws-plan.ts';
import type { AwsGroup, AwsSide } from '../../src/domain/aws-side.ts';
import { overlaps } from '../../src/domain/cidr.ts';
import { range } from '../slack/example.ts';
import { aGroup, anEgress, aRoute, aSide, aTable, EVERYWHERE, LOCAL } from './aws-side-example.ts';

const VPC = '10.0.1.0/24';
const NAME = 'timescale-pcx-1';

const facts = (side: AwsSide, change: Partial<AwsPlanFacts> = {}): AwsPlanFacts => ({
  peeringId: 'pcx-1',
  vpcCidr: range(VPC),
  proof: { kind: 'proven', accountId: '999999999999' },
  side,
  groupName: NAME,
  ports: [5432],
  choice: { tableIds: null, security: 'new', groupId: null },
  ...change,
});

const plan = (side: Partial<AwsSide>, change: Partial<AwsPlanFacts> = {}) => {
  const { changes, conflicts } = planAws(facts(aSide(side), change));
  return { changes: changes.map(({ key }) => key), conflicts: conflicts.map(({ kind }) => kind) };
};

const choose = (security: 'new' | 'existing' | 'leave', groupId: string | null = null) => ({
  choice: { tableIds: null, security, groupId },
});

test.each([
  {
    because: 'nothing is there yet',
    side: {},
    change: {},
    is: ['accept', 'route:rtb-1', 'group', 'revoke', 'let-out:5432'],
  },
  {
    because: 'it was accepted by hand',
    side: {},
    change: { proof: { kind: 'accepted', accountId: null } as const },
    is: ['route:rtb-1', 'group', 'revoke', 'let-out:5432'],
  },
  {
    because: 'the route is there, though a blackhole until the peering is active',
    side: { tables: [aTable({ routes: [LOCAL, aRoute(VPC, 'pcx-1', 'blackhole')] })] },
    change: choose('leave'),
    is: ['accept'],
  },
  {
    because: 'a table that no subnet follows has no clients',
    side: {
      tables: [
        aTable(),
        aTable({ id: 'rtb-2', subnets: [] }),
        aTable({ id: 'rtb-3', isMain: true, subnets: [] }),
      ],
    },
    change: choose('leave'),
    is: ['accept', 'route:rtb-1'],
  },
  {
    because: 'without any subnet the main table is the one they will follow',
    side: { tables: [aTable({ subnets: [] }), aTable({ id: 'rtb-3', isMain: true, subnets: [] })] },
    change: choose('leave'),
    is: ['accept', 'route:rtb-3'],
  },
  {
    because: 'somebody chose one table of two',
    side: { tables: [aTable(), aTable({ id: 'rtb-2' })] },
    change: { choice: { tableIds: ['rtb-2'], security: 'leave', groupId: null } as const },
    is: ['accept', 'route:rtb-2'],
  },
  {
    because: 'a group made before the process died is finished, not made twice',
    side: { groups: [aGroup({ name: NAME, request: 'R12' })] },
    change: {},
    is: ['accept', 'route:rtb-1', 'revoke', 'let-out:5432'],
  },
  {
    because: 'a group that stands as it should is left alone',
    side: { groups: [aGroup({ name: NAME, egress: [anEgress(VPC)] })] },
    change: {},
    is: ['accept', 'route:rtb-1'],
  },
  {
    because: 'AWS lets everything out by IPv6 as well',
    side: {
      groups: [aGroup({ name: NAME, request: 'R12', egress: [anEgress(VPC), { ...EVERYWHERE, to: null }] })],
    },
    change: {},
    is: ['accept', 'route:rtb-1', 'revoke'],
  },
  {
    because: 'a wide rule that somebody added to it is theirs, and lets this out',
    side: { groups: [aGroup({ name: NAME, egress: [{ ...EVERYWHERE, to: range('10.0.0.0/8') }] })] },
    change: {},
    is: ['accept', 'route:rtb-1'],
  },
  {
    because: 'a group that lets everything out lets this out, too',
    side: {},
    change: choose('existing', 'sg-1'),
    is: ['accept', 'route:rtb-1'],
  },
  {
    because: 'a rule for a part of the range is not enough',
    side: { groups: [aGroup({ egress: [anEgress('10.0.1.0/25')] })] },
    change: choose('existing', 'sg-1'),
    is: ['accept', 'route:rtb-1', 'let-out:5432'],
  },
  {
    because: 'a rule for UDP is not enough, nor one for another port',
    side: {
      groups: [
        aGroup({
          egress: [anEgress(VPC, { protocol: 'udp' }), anEgress(VPC, { toPort: 5431, fromPort: 1 })],
        }),
      ],
    },
    change: choose('existing', 'sg-1'),
    is: ['accept', 'route:rtb-1', 'let-out:5432'],
  },
  {
    because: 'each service at Managed Service has a port of its own',
    side: { groups: [aGroup({ egress: [anEgress(VPC, { fromPort: 20_000, toPort: 20_001 })] })] },
    change: { ...choose('existing', 'sg-1'), ports: [20_000, 24_567] },
    is: ['accept', 'route:rtb-1', 'let-out:24567'],
  },
])('the changes are $is: $because', ({ side, change, is }) => {
  expect(plan(side, change)).toEqual({ changes: is, conflicts: [] });
});

test.each([
  {
    because: 'the same destination leads elsewhere',
    side: { tables: [aTable({ routes: [LOCAL, aRoute(VPC, 'pcx-2')] })] },
    change: {},
    is: ['route'],
  },
  {
    because: 'the VPC has the range itself',
    side: { ranges: [range('10.0.0.0/16')], tables: [aTable({ routes: [aRoute('10.0.0.0/16', 'local')] })] },
    change: {},
    is: ['range', 'route'],
  },
  {
    because: 'a table that was chosen is gone',
    side: {},
    change: { choice: { tableIds: ['rtb-9'], security: 'leave', groupId: null } as const },
    is: ['no-table'],
  },
  {
    because: 'a group that was chosen is gone',
    side: {},
    change: choose('existing', 'sg-9'),
    is: ['no-group'],
  },
  {
    because: 'nobody vouched for the account that asks',
    side: {},
    change: { proof: { kind: 'unconfirmed', accountId: '999999999999' } as const },
    is: ['proof'],
  },
])('the conflict is $is: $because', ({ side, change, is }) => {
  expect(plan(side, change).conflicts).toEqual(is);
});

test('routes that take a part of the traffic are told, and are no conflict', () => {
  const tables = [aTable({ routes: [LOCAL, aRoute('10.0.1.0/25', 'tgw-1'), aRoute('0.0.0.0/0', 'igw-1')] })];
  const { routes, conflicts } = planAws(facts(aSide({ tables })));
  expect(conflicts).toEqual([]);
  expect(routes[0]?.remarks.map(({ kind, route }) => `${kind} ${route.target}`)).toEqual([
    'longer tgw-1',
    'shorter igw-1',
  ]);
});

/** EC2, as far as the changes go: what it refuses, it throws. */
const carryOut = (side: AwsSide, change: AwsChange): AwsSide => {
  const group = (id: string, edit: (one: AwsGroup) => AwsGroup): AwsSide => {
    if (side.groups.every((one) => one.id !== id)) throw new Error('InvalidGroup.NotFound');
    return { ...side, groups: side.groups.map((one) => (one.id === id ? edit(one) : one)) };
  };
  const idOf = (name: string): string => side.groups.find((one) => one.name === name)?.id ?? 'gone';
  switch (change.kind) {
    case 'accept':
      return side;
    case 'create-route':
      return {
        ...side,
        tables: side.tables.map((table) => {
          if (table.id !== change.tableId) return table;
          const taken = table.routes.some(({ destination }) => destination.text === change.destination.text);
          if (taken) throw new Error('RouteAlreadyExists');
          return { ...table, routes: [...table.routes, aRoute(change.destination.text, change.peeringId)] };
        }),
      };
    case 'create-group':
      if (side.groups.some(({ name }) => name === change.name)) throw new Error('InvalidGroup.Duplicate');
      return {
        ...side,
        groups: [...side.groups, aGroup({ id: 'sg-new', name: change.name, request: 'R12' })],
      };
    case 'revoke-surplus':
      return group(idOf(change.groupName), (one) => ({
        ...one,
        egress: one.egress.filter(({ protocol }) => protocol !== '-1'),
      }));
    case 'let-out':
      return group('id' in change.group ? change.group.id : idOf(change.group.name), (one) => ({
        ...one,
        egress: [
          ...one.egress,
          anEgress(change.to.text, {
            ruleId: `sgr-${change.port}`,
            fromPort: change.port,
            toPort: change.port,
          }),
        ],
      }));
    default:
      return change satisfies never;
  }
};

const destinations = fc.constantFrom(VPC, '10.0.1.0/25', '10.0.0.0/16', '0.0.0.0/0', '192.168.0.0/24');
const someRoutes = fc
  .uniqueArray(fc.tuple(destinations, fc.constantFrom('pcx-1', 'pcx-2', 'igw-1', 'tgw-1')), {
    selector: ([destination]) => destination,
  })
  .map((all) => [LOCAL, ...all.map(([destination, target]) => aRoute(destination, target))]);
const someTables = fc
  .array(fc.record({ routes: someRoutes, subnets: fc.constantFrom([], [{ id: 'subnet-1', name: null }]) }), {
    maxLength: 3,
  })
  .map((all) => [
    aTable({ id: 'rtb-main', isMain: true, subnets: [] }),
    ...all.map((table, index) => aTable({ ...table, id: `rtb-${index}` })),
  ]);
const someEgress = fc.subarray([
  EVERYWHERE,
  anEgress(VPC),
  anEgress('10.0.1.0/25', { ruleId: 'sgr-2' }),
  anEgress(VPC, { ruleId: 'sgr-3', protocol: 'udp' }),
]);
const someGroups = fc
  .tuple(someEgress, fc.option(someEgress, { nil: null }))
  .map(([chosen, own]) => [
    aGroup({ egress: chosen }),
    ...(own === null ? [] : [aGroup({ id: 'sg-own', name: NAME, request: 'R12', egress: own })]),
  ]);
const someChange = fc.record({
  ports: fc.uniqueArray(fc.constantFrom(5432, 20_000, 24_567), { minLength: 1 }).map((all) => all.sort()),
  choice: fc.record({
    tableIds: fc.constant(null),
    security: fc.constantFrom('new' as const, 'existing' as const, 'leave' as const),
    groupId: fc.constant('sg-1'),
  }),
});

test('once carried out there is nothing left to do, nothing was replaced, and stopping anywhere loses nothing', () => {
  fc.assert(
    fc.property(someTables, someGroups, someChange, fc.nat(12), (tables, groups, change, stopAt) => {
      const side = aSide({ tables, groups });
      const first = planAws(facts(side, change));
      fc.pre(first.conflicts.length === 0);
      const half = first.changes.slice(0, stopAt).reduce(carryOut, side);
      const rest = planAws(facts(half, change));
      const whole = rest.changes.reduce(carryOut, half);
      const done = planAws(facts(whole, { ...change, proof: { kind: 'accepted', accountId: null } }));
      expect(rest.conflicts).toEqual([]);
      expect(done.changes).toEqual([]);
      for (const [index, table] of tables.entries()) {
        expect(whole.tables[index]?.routes.slice(0, table.routes.length)).toEqual(table.routes);
      }
      expect(whole.groups[0]?.egress.slice(0, groups[0]?.egress.length)).toEqual(groups[0]?.egress);
    }),
  );
});

test('a group of its own lets out the ports of the range, and not everything', () => {
  fc.assert(
    fc.property(someGroups, someChange, (groups, { ports }) => {
      const start = facts(aSide({ groups }), { ports });
      const whole = planAws(start).changes.reduce(carryOut, start.side);
      const own = whole.groups.find(({ name }) => name === NAME);
      const out = own?.egress.map(({ to, protocol, fromPort }) => `${protocol} ${fromPort} ${to?.text}`);
      expect(out).toEqual(expect.arrayContaining(ports.map((port) => `tcp ${port} ${VPC}`)));
      expect(own?.egress.some(({ protocol }) => protocol === '-1')).toBe(false);
    }),
  );
});

test.each([
  { request: null, is: ['foreign-group'], because: 'whoever made it decides what it lets out' },
  { request: 'R12', is: [], because: 'vpcbot made it, and did not come to its end' },
])('a group of that name that lets everything out, made for $request: $because', ({ request, is }) => {
  const group = aGroup({ id: 'sg-9', name: NAME, egress: [EVERYWHERE], request });
  expect(plan({ groups: [group] }).conflicts).toEqual(is);
  const narrow = aGroup({ id: 'sg-9', name: NAME, egress: [anEgress(VPC)], request });
  expect(plan({ groups: [narrow] })).toMatchObject({ changes: ['accept', 'route:rtb-1'], conflicts: [] });
});

test('a range of the VPC itself is always a conflict', () => {
  fc.assert(
    fc.property(fc.constantFrom('10.0.1.0/24', '10.0.0.0/8', '10.0.1.128/25', '10.0.2.0/24'), (own) => {
      const { conflicts } = planAws(facts(aSide({ ranges: [range(own)] })));
      expect(conflicts.some(({ kind }) => kind === 'range')).toBe(overlaps(range(own), range(VPC)));
    }),
  );
});
