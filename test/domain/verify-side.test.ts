import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AwsPlanFacts, planAws } from '../../src/domain/aws-plan.ts';
import type { AwsInterface, AwsRequest, AwsSide } from '../../src/domain/aws-side.ts';
import { advanceHealth, type SideFinding, type SideHealth } from '../../src/domain/side-health.ts';
import { verifySide } from '../../src/domain/verify-side.ts';
import { range } from '../slack/example.ts';
import { aGroup, anEgress, aRequest, aRoute, aSide, aTable, EVERYWHERE, LOCAL } from './aws-side-example.ts';

const VPC = '10.0.1.0/24';
const OPEN = aGroup({ id: 'sg-open', egress: [EVERYWHERE] });
const SHUT = aGroup({ id: 'sg-shut', egress: [anEgress('10.9.0.0/16')] });
const MADE = aGroup({ id: 'sg-made', name: 'timescale-pcx-1', egress: [anEgress(VPC)] });

const anInterface = (...groupIds: readonly string[]): AwsInterface => ({
  id: `eni-${groupIds.join('-')}`,
  instanceId: 'i-1',
  name: 'web-1',
  description: '',
  subnetId: 'subnet-1',
  groupIds,
});

const routed = aTable({ routes: [LOCAL, aRoute(VPC, 'pcx-1')] });

interface Change {
  readonly side?: Partial<AwsSide>;
  readonly request?: Partial<AwsRequest> | null;
  readonly security?: 'new' | 'existing' | 'leave';
  readonly rangesAtFirst?: readonly string[];
}

const verify = ({ side, request, security = 'leave', rangesAtFirst }: Change) => {
  const facts: AwsPlanFacts = {
    peeringId: 'pcx-1',
    vpcCidr: range(VPC),
    proof: { kind: 'accepted', accountId: null },
    side: aSide({ tables: [routed], groups: [OPEN], ...side }),
    groupName: 'timescale-pcx-1',
    ports: [5432],
    choice: { tableIds: null, security, groupId: security === 'existing' ? 'sg-shut' : null },
  };
  const seen = request === null ? null : aRequest({ state: 'active', rawState: 'active', ...request });
  return verifySide(
    { kind: 'aws', ...planAws(facts) },
    { request: seen, rangesAtFirst: rangesAtFirst ?? null },
  );
};

const fits = (findings: readonly SideFinding[]) =>
  Object.fromEntries(findings.map(({ kind, fit }) => [kind.replace('side-', ''), fit]));

const GOOD = { peering: 'good', route: 'good', egress: 'good', ranges: 'good' };

test.each<{ because: string; change: Change; is: object }>([
  { because: 'all is as it should be', change: {}, is: {} },
  {
    because: 'AWS does not show the peering connection',
    change: { request: null },
    is: { peering: 'missing' },
  },
  {
    because: 'it is accepted and not active yet',
    change: { request: { state: 'provisioning', rawState: 'provisioning' } },
    is: { peering: 'unknown' },
  },
  {
    because: 'the other side deleted it',
    change: { request: { state: 'deleted', rawState: 'deleted' } },
    is: { peering: 'missing' },
  },
  { because: 'there is no route', change: { side: { tables: [aTable()] } }, is: { route: 'missing' } },
  {
    because: 'the route leads nowhere',
    change: { side: { tables: [aTable({ routes: [LOCAL, aRoute(VPC, 'pcx-1', 'blackhole')] })] } },
    is: { route: 'missing' },
  },
  {
    because: 'somebody replaced the route',
    change: { side: { tables: [aTable({ routes: [LOCAL, aRoute(VPC, 'tgw-1')] })] } },
    is: { route: 'missing' },
  },
  { because: 'no group lets it out', change: { side: { groups: [SHUT] } }, is: { egress: 'missing' } },
  {
    because: 'a group lets it out, and no client has it',
    change: { side: { groups: [OPEN, SHUT], interfaces: [anInterface('sg-shut')] } },
    is: { egress: 'careful' },
  },
  {
    because: 'the group that was made stands and no client has it yet',
    change: { security: 'new', side: { groups: [SHUT, MADE], interfaces: [anInterface('sg-shut')] } },
    is: { egress: 'careful' },
  },
  {
    because: 'one client has it',
    change: {
      security: 'new',
      side: { groups: [SHUT, MADE], interfaces: [anInterface('sg-shut', 'sg-made'), anInterface('sg-shut')] },
    },
    is: {},
  },
  {
    because: 'the chosen group lacks the rule, and clients get out by another one',
    change: { security: 'existing', side: { groups: [SHUT, OPEN], interfaces: [anInterface('sg-open')] } },
    is: {},
  },
  {
    because: 'the chosen group lacks the rule, and its clients have no other',
    change: { security: 'existing', side: { groups: [SHUT, OPEN], interfaces: [anInterface('sg-shut')] } },
    is: { egress: 'missing' },
  },
  {
    because: 'the network got a range after the peering was made',
    change: { rangesAtFirst: [], side: { ranges: [range('10.20.0.0/16')] } },
    is: { ranges: 'missing' },
  },
  {
    because: 'the network lost a range',
    change: { rangesAtFirst: ['10.20.0.0/16', '10.21.0.0/16'] },
    is: { ranges: 'careful' },
  },
])('verifies the AWS side: $because', ({ change, is }) => {
  expect(fits(verify(change))).toEqual({ ...GOOD, ...is });
});

const aRouteFinding = (tableId: string, fit: SideFinding['fit']): SideFinding => ({
  fit,
  kind: 'side-route',
  tableId,
  table: null,
  route: fit === 'good' ? 'active' : 'blackhole',
  target: null,
});

/** What is told, look by look, of one table whose route is as these looks show it. */
const tell = (...looks: readonly SideFinding['fit'][]) => {
  let health: SideHealth | null = null;
  return looks.map((fit, at) => {
    const turn = advanceHealth(health, [aRouteFinding('rtb-1', fit)], at);
    health = turn.health;
    return turn.tell?.kind ?? (turn.isSuspect ? 'suspect' : null);
  });
};

test.each([
  { because: 'nothing changes', looks: ['good', 'good'], is: [null, null] },
  {
    because: 'one look alone may be wrong',
    looks: ['good', 'missing', 'good'],
    is: [null, 'suspect', null],
  },
  {
    because: 'two looks in a row are believed, and told once',
    looks: ['good', 'missing', 'missing', 'missing'],
    is: [null, 'suspect', 'drifted', null],
  },
  {
    because: 'what was told and is right again is told',
    looks: ['good', 'missing', 'missing', 'good'],
    is: [null, 'suspect', 'drifted', 'mended'],
  },
  {
    because: 'what was never right is no drift: the card shows it',
    looks: ['missing', 'missing', 'good'],
    is: [null, null, null],
  },
  {
    because: 'what people finished by hand may go wrong later',
    looks: ['missing', 'good', 'missing', 'missing'],
    is: [null, null, 'suspect', 'drifted'],
  },
  {
    because: 'nobody knows is neither right nor wrong',
    looks: ['good', 'unknown', 'missing', 'missing'],
    is: [null, null, 'suspect', 'drifted'],
  },
] as const)('drift: $because', ({ looks, is }) => {
  expect(tell(...looks)).toEqual(is);
});

test('a table that appears without a route is told once two looks show it', () => {
  const first = advanceHealth(null, [aRouteFinding('rtb-1', 'good')], 0);
  const both = [aRouteFinding('rtb-1', 'good'), aRouteFinding('rtb-2', 'missing')];
  const second = advanceHealth(first.health, both, 1);
  const third = advanceHealth(second.health, both, 2);
  expect([second.tell, third.tell]).toEqual([null, { kind: 'drifted', findings: [both[1]] }]);
});

const fit = fc.constantFrom<SideFinding['fit']>('good', 'missing', 'careful', 'unknown');

test('drift and its mending are told in turn, and nothing is told of what two looks did not show', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fit, fit), { maxLength: 30 }), (looks) => {
      let health: SideHealth | null = null;
      let open = false;
      looks.forEach(([one, two], at) => {
        const before: SideHealth | null = health;
        const findings = [aRouteFinding('rtb-1', one), aRouteFinding('rtb-2', two)];
        const turn = advanceHealth(before, findings, at);
        health = turn.health;
        if (turn.tell?.kind === 'drifted') {
          const wrongBefore = before?.findings.filter((finding) => finding.fit !== 'good').length ?? 0;
          expect(wrongBefore).toBeGreaterThan(0);
          expect(turn.tell.findings.every((finding) => finding.fit !== 'good')).toBe(true);
          open = true;
        }
        if (turn.tell?.kind === 'mended') {
          expect(open).toBe(true);
          open = false;
        }
        expect(turn.health.driftSince !== null).toBe(open);
      });
    }),
  );
});
