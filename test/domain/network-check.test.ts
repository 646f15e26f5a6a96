import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cidrOf, overlaps } from '../../src/domain/cidr.ts';
import { judgeNetwork } from '../../src/domain/network-check.ts';
import { offerRanges, spareNetworks, suggestFree } from '../../src/domain/range-offer.ts';
import { RANGE_RULES } from '../../src/domain/range-rules.ts';
import { readAwsNetwork, readGoogleNetwork, type SeenNetwork } from '../../src/domain/seen-network.ts';
import { range } from '../slack/example.ts';
import { aRoute, aSide, aTable, LOCAL } from './aws-side-example.ts';
import { aGooglePeering, aGoogleRoute, aGoogleSide } from './google-side-example.ts';

const OURS = range('10.1.0.0/24');

const behind = (...routes: readonly ReturnType<typeof aRoute>[]): SeenNetwork =>
  readAwsNetwork(aSide({ tables: [aTable({ name: 'app', routes: [LOCAL, ...routes] })] }));
const judge = (network: SeenNetwork, isFixed = false) => {
  const { problems, remarks } = judgeNetwork(OURS, network, { isFixed });
  return { problems: problems.map(({ kind }) => kind), remarks: remarks.map(({ kind }) => kind) };
};

test.each([
  { because: 'nothing there has these addresses', network: behind(), problems: [], remarks: [] },
  {
    because: 'two networks that share addresses cannot be peered',
    network: readAwsNetwork(aSide({ ranges: [range('10.20.0.0/16'), range('10.1.0.0/20')] })),
    problems: ['overlap'],
    remarks: [],
  },
  {
    because: 'a table has one route for one destination',
    network: behind(aRoute('10.1.0.0/24', 'tgw-1')),
    problems: ['routed'],
    remarks: [],
  },
  {
    because: 'the longer prefix keeps its part of the range',
    network: behind(aRoute('10.1.0.0/26', 'eni-1')),
    problems: [],
    remarks: ['longer'],
  },
  {
    because: 'the shorter prefix loses the range',
    network: behind(aRoute('10.0.0.0/8', 'tgw-1')),
    problems: [],
    remarks: ['shorter'],
  },
  {
    because: 'nobody looks for a private address on the internet',
    network: behind(aRoute('0.0.0.0/0', 'nat-1')),
    problems: [],
    remarks: [],
  },
  {
    because: 'a default route into the own network may lead to these addresses',
    network: behind(aRoute('0.0.0.0/0', 'tgw-1')),
    problems: [],
    remarks: ['shorter'],
  },
  {
    because: 'another peering is a way like any other',
    network: behind(aRoute('10.1.0.0/24', 'pcx-0a1')),
    problems: ['routed'],
    remarks: [],
  },
  {
    because: 'no client is behind a table that no subnet follows',
    network: readAwsNetwork(
      aSide({
        tables: [aTable(), aTable({ id: 'rtb-2', subnets: [], routes: [aRoute('10.1.0.0/24', 'tgw-1')] })],
      }),
    ),
    problems: [],
    remarks: [],
  },
  {
    because: 'Google refuses a peering where a route lies in the other side’s subnets',
    network: readGoogleNetwork(aGoogleSide({ routes: [aGoogleRoute('10.1.0.0/26')] })),
    problems: ['routed'],
    remarks: [],
  },
  {
    because: 'one that came through another peering is no better',
    network: readGoogleNetwork(
      aGoogleSide({
        peerings: [aGooglePeering({ name: 'other' })],
        routes: [aGoogleRoute('10.1.0.0/24', { peering: 'other' })],
      }),
    ),
    problems: ['routed'],
    remarks: [],
  },
])('$because', ({ network, problems, remarks }) => {
  expect(judge(network)).toEqual({ problems, remarks });
});

test('Google makes subnets by itself in a network of mode auto, so those addresses are taken', () => {
  const auto = readGoogleNetwork(aGoogleSide({ mode: 'auto', subnets: [] }));
  expect(judgeNetwork(range('10.140.0.0/24'), auto, { isFixed: false }).problems).toHaveLength(1);
  expect(judgeNetwork(OURS, auto, { isFixed: false }).problems).toEqual([]);
});

test('a route left behind stops who can still choose a range, and warns who cannot', () => {
  const left = behind(aRoute('10.1.0.0/24', 'pcx-gone', 'blackhole'));
  expect(judge(left, false)).toEqual({ problems: ['routed'], remarks: [] });
  expect(judge(left, true)).toEqual({ problems: [], remarks: ['dead'] });
});

test('the same way in several tables is told once, with all of them', () => {
  const routes = [LOCAL, aRoute('10.0.0.0/8', 'tgw-1')];
  const tables = [aTable({ id: 'rtb-1', name: 'a', routes }), aTable({ id: 'rtb-2', routes })];
  const { remarks } = judgeNetwork(OURS, readAwsNetwork(aSide({ tables })), { isFixed: true });
  expect(remarks.map(({ route }) => route.tables)).toEqual([['a (rtb-1)', 'rtb-2']]);
});

const aRange = fc
  .tuple(fc.nat({ max: 2 ** 24 - 1 }), fc.integer({ min: 8, max: 28 }))
  .map(([at, prefix]) => cidrOf(10 * 2 ** 24 + at, prefix));
const aNetwork = fc
  .record({
    ranges: fc.array(aRange, { maxLength: 4 }),
    routes: fc.array(fc.tuple(aRange, fc.constantFrom('tgw-1', 'pcx-1', 'nat-1')), { maxLength: 8 }),
    cloud: fc.constantFrom('aws' as const, 'google' as const),
  })
  .map(({ ranges, routes, cloud }) =>
    cloud === 'aws'
      ? readAwsNetwork(
          aSide({
            ranges,
            tables: [aTable({ routes: routes.map(([cidr, target]) => aRoute(cidr.text, target)) })],
          }),
        )
      : readGoogleNetwork(
          aGoogleSide({
            subnets: [{ name: 's', region: 'r', ranges }],
            routes: routes.map(([cidr, target], at) => aGoogleRoute(cidr.text, { name: `r${at}`, target })),
          }),
        ),
  );

test('whatever is read, nothing that is offered conflicts with it, and no part of it goes elsewhere', () => {
  fc.assert(
    fc.property(
      fc.array(aNetwork, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 16, max: 28 }),
      (networks, prefix) => {
        const wish = spareNetworks({ rules: RANGE_RULES.tiger, taken: [], avoid: [] }, networks, []);
        const offered = offerRanges(String(prefix), wish);
        const ranges = [
          ...suggestFree(wish, 3),
          ...(offered.kind === 'offers' ? offered.offers.map(({ cidr }) => cidr) : []),
        ];
        const wrong = ranges.flatMap((one) =>
          networks.flatMap((network) => {
            const { problems, remarks } = judgeNetwork(one, network, { isFixed: false });
            const own = network.ranges.filter((held) => overlaps(held, one));
            return [...problems, ...remarks.filter(({ kind }) => kind === 'longer'), ...own];
          }),
        );
        expect(wrong).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});

test('networks that are only known are kept clear as long as anything else is free', () => {
  const peer = { kind: 'aws', accountId: '1', vpcId: 'vpc-1', region: 'us-east-1' } as const;
  const known = [
    { peer, name: null, ranges: [range('10.0.0.0/8'), range('172.16.0.0/12')], isDefault: false },
  ];
  const [free] = suggestFree(spareNetworks({ rules: RANGE_RULES.tiger, taken: [], avoid: [] }, [], known), 1);
  expect(free?.text).toMatch(/^192\.168\./);
  const all = [{ ...known[0], peer, name: null, isDefault: false, ranges: [range('0.0.0.0/0')] }];
  const offered = offerRanges(
    '24',
    spareNetworks({ rules: RANGE_RULES.tiger, taken: [], avoid: [] }, [], all),
  );
  expect(offered.kind === 'offers' && offered.offers.every(({ isYours }) => isYours)).toBe(true);
});
