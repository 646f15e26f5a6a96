import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cidrOf, contains, overlaps } from '../../src/domain/cidr.ts';
import { type GooglePlanFacts, planGoogle } from '../../src/domain/google-plan.ts';
import type { GoogleSide } from '../../src/domain/google-side.ts';
import { range } from '../slack/example.ts';
import { aGooglePeering, aGoogleRoute, aGoogleSide, GOOGLE_END } from './google-side-example.ts';

const VPC = '10.0.1.0/24';
const NAME = 'timescale-vpc-7a1';

const facts = (side: Partial<GoogleSide>, change: Partial<GooglePlanFacts> = {}): GooglePlanFacts => ({
  end: GOOGLE_END,
  vpcCidr: range(VPC),
  side: aGoogleSide(side),
  peeringName: NAME,
  choice: { kind: 'google', exportCustomRoutes: false, importCustomRoutes: false },
  ...change,
});

const plan = (side: Partial<GoogleSide>, change: Partial<GooglePlanFacts> = {}) => {
  const { existing, remarks, conflicts, changes } = planGoogle(facts(side, change));
  return {
    existing: existing?.name ?? null,
    remarks: remarks.map(({ kind }) => kind),
    conflicts: conflicts.map(({ kind }) => kind),
    changes: changes.map(({ key }) => key),
  };
};

const FRESH = { existing: null, remarks: [], conflicts: [], changes: ['peering'] };
const THERE = { existing: NAME, remarks: [], conflicts: [], changes: [] };

test.each([
  { because: 'nothing is there yet', side: {}, is: FRESH },
  { because: 'it waits for the other end', side: { peerings: [aGooglePeering()] }, is: THERE },
  { because: 'it is active', side: { peerings: [aGooglePeering({ state: 'active' })] }, is: THERE },
  {
    because: 'somebody gave it another name',
    side: { peerings: [aGooglePeering({ name: 'to-timescale' })] },
    is: { ...THERE, existing: 'to-timescale' },
  },
  {
    because: 'a network of the same name in another project is another network',
    side: {
      peerings: [aGooglePeering({ name: 'other', to: { projectId: 'acme-data', network: 'vpc-7a1' } })],
    },
    is: FRESH,
  },
  {
    because: 'its name leads elsewhere',
    side: { peerings: [aGooglePeering({ to: { projectId: 'acme-data', network: 'warehouse' } })] },
    is: { ...FRESH, conflicts: ['peering-name'] },
  },
  {
    because: 'a range for containers is in the way, too',
    side: {
      subnets: [
        { name: 'gke', region: 'europe-west1', ranges: [range('10.130.0.0/20'), range('10.0.0.0/16')] },
      ],
    },
    is: { ...FRESH, conflicts: ['subnet'] },
  },
  {
    because: 'a network of the old kind cannot be peered',
    side: { mode: 'legacy' as const, subnets: [] },
    is: { ...FRESH, conflicts: ['legacy-network'] },
  },
  {
    because: 'a route by hand to the same range would hide it',
    side: { routes: [aGoogleRoute(VPC)] },
    is: { ...FRESH, conflicts: ['google-route'] },
  },
  {
    because: 'Google refuses a peering whose subnets hold the destination of a route by hand',
    side: { routes: [aGoogleRoute('10.0.1.128/25')] },
    is: { ...FRESH, conflicts: ['google-route'] },
  },
  {
    because: 'a wider route loses to the subnets of the peering',
    side: { routes: [aGoogleRoute('0.0.0.0/0'), aGoogleRoute('10.0.0.0/8'), aGoogleRoute('172.16.0.0/12')] },
    is: { ...FRESH, remarks: ['shorter', 'shorter'] },
  },
  {
    because: 'the way to the internet is none to private addresses',
    side: { routes: [aGoogleRoute('0.0.0.0/0', { target: 'default-internet-gateway' })] },
    is: FRESH,
  },
  {
    because: 'another peering leads to the same addresses already',
    side: {
      peerings: [
        aGooglePeering({
          name: 'data',
          state: 'active',
          to: { projectId: 'acme-data', network: 'warehouse' },
        }),
      ],
      routes: [aGoogleRoute('10.0.1.0/26', { peering: 'data', target: 'peering data' })],
    },
    is: { ...FRESH, conflicts: ['google-route'] },
  },
  {
    because: 'the routes of the peering itself are no other way, and others lead past its subnets',
    side: {
      peerings: [aGooglePeering({ state: 'active' })],
      routes: [
        aGoogleRoute(VPC, { peering: NAME, target: `peering ${NAME}` }),
        aGoogleRoute('10.0.1.192/28'),
        aGoogleRoute('10.0.0.0/8'),
      ],
    },
    is: { ...THERE, remarks: ['longer', 'shorter'] },
  },
])('plans $is.changes with the conflicts $is.conflicts: $because', ({ side, is }) => {
  expect(plan(side)).toEqual(is);
});

test.each([
  { vpc: '10.150.0.0/24', conflicts: ['auto-mode'] },
  { vpc: '10.130.1.0/24', conflicts: ['subnet'] },
  { vpc: '10.0.1.0/24', conflicts: [] },
])('where Google itself adds subnets, $vpc has the conflicts $conflicts', ({ vpc, conflicts }) => {
  expect(plan({ mode: 'auto' }, { vpcCidr: range(vpc) }).conflicts).toEqual(conflicts);
});

test('the custom routes are exchanged as chosen, and an existing peering is left as it is', () => {
  const choice = { kind: 'google', exportCustomRoutes: true, importCustomRoutes: false } as const;
  expect(planGoogle(facts({}, { choice })).changes).toEqual([
    {
      key: 'peering',
      kind: 'add-peering',
      network: 'prod',
      name: NAME,
      to: GOOGLE_END,
      exportCustomRoutes: true,
      importCustomRoutes: false,
    },
  ]);
  expect(planGoogle(facts({ peerings: [aGooglePeering()] }, { choice })).changes).toEqual([]);
});

const aCidr = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 32 }))
  .map(([start, prefix]) => cidrOf(start, prefix));
/** Near enough to each other to meet. */
const nearby = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 12 - 1 }), fc.integer({ min: 20, max: 32 }))
  .map(([offset, prefix]) => cidrOf(10 * 2 ** 24 + offset, prefix));

test('each route that meets the range is told of exactly once, and no other', () => {
  const destinations = fc.array(fc.oneof(aCidr, nearby), { maxLength: 12 });
  fc.assert(
    fc.property(nearby, destinations, fc.boolean(), (vpcCidr, all, isActive) => {
      const routes = all.map((destination, index) => ({
        ...aGoogleRoute('10.0.0.0/8', { name: `r${index}` }),
        destination,
      }));
      const peerings = isActive ? [aGooglePeering({ state: 'active' })] : [];
      const { remarks, conflicts } = planGoogle(facts({ subnets: [], routes, peerings }, { vpcCidr }));
      const refused = conflicts.flatMap((one) => (one.kind === 'google-route' ? [one.route] : []));
      const told = [...refused, ...remarks.map(({ route }) => route)].map(({ name }) => name).sort();
      const meeting = routes.filter(({ destination }) => overlaps(destination, vpcCidr));
      expect(told).toEqual(meeting.map(({ name }) => name).sort());
      for (const { route, kind } of remarks) {
        expect(kind).toBe(contains(vpcCidr, route.destination) ? 'longer' : 'shorter');
      }
      if (isActive) expect(refused).toEqual([]);
      else expect(remarks.every(({ kind }) => kind === 'shorter')).toBe(true);
    }),
  );
});

test('what is carried out leaves nothing to do, whatever else is there', () => {
  const destinations = fc.array(nearby, { maxLength: 6 });
  fc.assert(
    fc.property(nearby, destinations, destinations, (vpcCidr, own, routed) => {
      const side = aGoogleSide({
        subnets: own.map((each, index) => ({ name: `s${index}`, region: 'r', ranges: [each] })),
        routes: routed.map((destination, index) => ({
          ...aGoogleRoute('10.0.0.0/8', { name: `r${index}` }),
          destination,
        })),
      });
      const first = planGoogle(facts(side, { vpcCidr }));
      const made = first.changes.map(({ name, to }) => aGooglePeering({ name, to }));
      const again = planGoogle(facts({ ...side, peerings: made }, { vpcCidr }));
      expect(again.changes).toEqual([]);
      expect(again.existing?.name).toBe(NAME);
      expect(again.conflicts).toEqual(first.conflicts);
    }),
  );
});
