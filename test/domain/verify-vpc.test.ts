import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PEERING_STATES, type SeenPeering } from '../../src/domain/peering.ts';
import type { SeenService } from '../../src/domain/service.ts';
import type { VerifyFacts } from '../../src/domain/verification.ts';
import { verifyVpc } from '../../src/domain/verify-vpc.ts';
import { VPC_STATES } from '../../src/domain/vpc.ts';
import { aPeer, aPeering, aVpc, range } from '../slack/example.ts';

const HOST = 'db.example';
const answered = <T>(value: T) => ({ kind: 'answered', value }) as const;
const silent = { kind: 'silent', code: 'TIMESCALE_UNREACHABLE' } as const;

const aSeen = (change: Partial<SeenPeering> = {}): SeenPeering => ({
  providerId: '88',
  peer: aPeer(),
  state: 'active',
  rawStatus: 'active',
  provisionedId: 'pcx-1',
  message: null,
  peerRanges: [],
  warnings: [],
  ...change,
});

const aService = (change: Partial<SeenService> = {}): SeenService => ({
  providerId: 'svc1',
  name: 'db',
  region: 'us-east-1',
  state: 'ready',
  rawStatus: 'READY',
  vpcProviderId: '4711',
  endpoints: [{ role: 'primary', name: null, host: HOST, port: 5432 }],
  progress: null,
  haReplicas: 0,
  ...change,
});

const seen = {
  providerId: '4711',
  name: 'payments-eu',
  region: 'us-east-1',
  cidr: null,
  cidrText: '10.0.1.0/24',
  state: null,
};
const knows = [{ by: 'system', kind: 'answers', addresses: ['10.0.1.5'] }] as const;
const denies = [{ by: 'system', kind: 'no-such-name' }] as const;

const facts = (change: Partial<VerifyFacts> = {}): VerifyFacts => ({
  vpc: aVpc(),
  known: [aPeering()],
  seen: answered(seen),
  peerings: answered([aSeen()]),
  services: answered([aService()]),
  sides: [],
  looks: new Map([[HOST, knows]]),
  ...change,
});

const read = (change: Partial<VerifyFacts>) => {
  const { findings, next } = verifyVpc(facts(change));
  return { found: findings.map(({ fit, kind }) => `${fit} ${kind}`), next: next.kind };
};

const ended = aSeen({ state: 'rejected-by-peer' });

test.each([
  {
    change: {},
    found: ['good vpc-there', 'good peering', 'good service'],
    next: 'try',
    because: 'all is as it should be',
  },
  {
    change: { seen: answered(null) },
    found: ['missing vpc-gone'],
    next: 'create',
    because: 'nothing else matters then',
  },
  {
    change: { vpc: aVpc({ providerId: null, state: 'creating' }) },
    found: ['missing vpc-not-made'],
    next: 'wait',
    because: 'it is on its way',
  },
  {
    change: { vpc: aVpc({ providerId: null, state: 'failed' }) },
    found: ['missing vpc-not-made'],
    next: 'create',
    because: 'it never will be',
  },
  {
    change: { peerings: answered([]) },
    found: ['good vpc-there', 'missing no-peering', 'good service'],
    next: 'peer',
    because: 'nothing reaches a VPC without one',
  },
  {
    change: { peerings: answered(null) },
    found: ['good vpc-there', 'missing no-peering', 'good service'],
    next: 'peer',
    because: 'where peerings are made it is not known yet',
  },
  {
    change: { peerings: answered([aSeen({ state: 'approved' })]) },
    found: ['good vpc-there', 'missing peering', 'good service'],
    next: 'accept',
    because: 'approved with an id waits for the peer',
  },
  {
    change: { peerings: answered([aSeen({ state: 'approved', provisionedId: null })]), known: [] },
    found: ['good vpc-there', 'missing peering', 'good service'],
    next: 'wait',
    because: 'without an id there is nothing to accept',
  },
  {
    change: {
      peerings: answered([
        aSeen({ state: 'pending-peer' }),
        aSeen({ providerId: '89', peer: aPeer({ vpcId: 'vpc-2' }) }),
      ]),
    },
    found: ['good vpc-there', 'missing peering', 'good peering', 'good service'],
    next: 'try',
    because: 'one network reaches it already',
  },
  {
    change: { peerings: answered([ended]) },
    found: ['good vpc-there', 'missing peering', 'good service'],
    next: 'mend-peering',
    because: 'somebody has to ask again',
  },
  {
    change: { peerings: answered([ended, aSeen({ providerId: '89' })]) },
    found: ['good vpc-there', 'good peering', 'good service'],
    next: 'try',
    because: 'another has taken its place',
  },
  {
    change: { services: answered([aService({ vpcProviderId: null })]) },
    found: ['good vpc-there', 'good peering', 'missing no-service'],
    next: 'attach',
    because: 'the service is elsewhere',
  },
  {
    change: { looks: new Map([[HOST, denies]]) },
    found: ['good vpc-there', 'good peering', 'missing service'],
    next: 'wait-for-names',
    because: 'its name is not known yet',
  },
  {
    change: { looks: new Map([[HOST, [{ by: 'system', kind: 'no-answer' }]]]) },
    found: ['good vpc-there', 'good peering', 'unknown service'],
    next: 'wait-for-names',
    because: 'no name server answered',
  },
  {
    change: { seen: silent, peerings: silent, services: silent },
    found: ['unknown silent', 'unknown silent', 'unknown silent'],
    next: 'ask-again',
    because: 'the provider is down',
  },
  {
    change: { services: silent },
    found: ['good vpc-there', 'good peering', 'unknown silent'],
    next: 'ask-again',
    because: 'a part was silent, and the others still count',
  },
] as const)('it is found that $found, because $because', ({ change, found, next }) => {
  expect(read(change as Partial<VerifyFacts>)).toEqual({ found, next });
});

test('what the provider told once and drops is kept, and ranges that overlap are named', () => {
  const peerings = answered([aSeen({ state: 'approved', provisionedId: null })]);
  const known = [
    aPeering({ provisionedId: 'pcx-9', peerRanges: [range('10.0.0.0/16'), range('10.9.0.0/16')] }),
  ];
  const { findings } = verifyVpc(facts({ peerings, known }));
  expect(findings[1]).toMatchObject({
    peering: {
      state: 'pending-peer',
      provisionedId: 'pcx-9',
      expiresAt: known[0]?.expiresAt,
      overlaps: [{ text: '10.0.0.0/16' }],
    },
  });
});

test('limits are told before they are hit', () => {
  const peers = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      aSeen({ providerId: `${index}`, peer: aPeer({ vpcId: `vpc-${index}` }) }),
    );
  const limits = (change: Partial<VerifyFacts>) =>
    verifyVpc(facts(change)).findings.flatMap((finding) => (finding.kind === 'limit' ? [finding] : []));
  expect(limits({ peerings: answered(peers(44)) })).toEqual([]);
  expect(limits({ peerings: answered(peers(45)) })).toEqual([
    { fit: 'careful', kind: 'limit', of: 'peerings', used: 45, most: 50 },
  ]);
  expect(limits({ peerings: answered(peers(50)) })).toMatchObject([{ fit: 'missing', used: 50 }]);
  const pooled = aService({
    endpoints: [
      { role: 'primary', name: null, host: HOST, port: 5432 },
      { role: 'pooler', name: null, host: HOST, port: 5433 },
    ],
  });
  expect(limits({ services: answered(Array.from({ length: 24 }, () => pooled)) })).toMatchObject([
    { fit: 'careful', of: 'endpoints', used: 48 },
  ]);
});

test('whatever is there, there is something to do next, and nothing is good that nobody could look at', () => {
  const states = fc.array(fc.constantFrom(...PEERING_STATES), { maxLength: 4 });
  const looks = fc.constantFrom(knows, denies, undefined);
  fc.assert(
    fc.property(fc.constantFrom(...VPC_STATES), states, fc.boolean(), looks, (state, all, isDown, look) => {
      const peerings = all.map((one, index) => aSeen({ state: one, providerId: `${index}` }));
      const { findings, next } = verifyVpc(
        facts({
          vpc: aVpc({ state }),
          peerings: isDown ? silent : answered(peerings),
          looks: new Map(look === undefined ? [] : [[HOST, look]]),
        }),
      );
      expect(findings.length).toBeGreaterThan(0);
      expect(next.kind === 'try').toBe(!isDown && all.includes('active') && look === knows);
      expect(findings.some(({ fit, kind }) => kind === 'silent' && fit === 'good')).toBe(false);
    }),
  );
});

const GOOD_ROUTE = {
  fit: 'good',
  kind: 'side-route',
  tableId: 'rtb-1',
  table: null,
  route: 'active',
  target: null,
} as const;
const NO_ROUTE = { ...GOOD_ROUTE, fit: 'missing', route: 'absent' } as const;
const onSide = (found: VerifyFacts['sides'][number]['found']) => [{ peer: aPeer(), found }];

test.each<{ because: string; sides: VerifyFacts['sides']; kinds: readonly string[]; next: string }>([
  {
    because: 'the configuration does not let the bot see it',
    sides: [],
    kinds: [],
    next: 'try',
  },
  {
    because: 'all is well there',
    sides: onSide(answered([GOOD_ROUTE])),
    kinds: ['good side'],
    next: 'try',
  },
  {
    because: 'a route is missing, without which no host name helps',
    sides: onSide(answered([GOOD_ROUTE, NO_ROUTE])),
    kinds: ['good side', 'missing side'],
    next: 'mend-side',
  },
  {
    because: 'that network is gone',
    sides: onSide(answered(null)),
    kinds: ['missing side-gone'],
    next: 'mend-side',
  },
  {
    because: 'that account does not answer, which stops nobody from trying',
    sides: onSide({ kind: 'silent', code: 'CLOUD_DENIED', action: 'ec2:DescribeVpcs' }),
    kinds: ['unknown side-silent'],
    next: 'try',
  },
])('the other side of an active peering: $because', ({ sides, kinds, next }) => {
  const verified = verifyVpc(facts({ sides }));
  const found = verified.findings.filter(({ kind }) => kind.startsWith('side'));
  expect(found.map(({ fit, kind }) => `${fit} ${kind}`)).toEqual(kinds);
  expect(verified.next.kind).toBe(next);
});

test('before a peering is active, nothing is said of its other side: its thread has the plan', () => {
  const waiting = answered([aSeen({ state: 'pending-peer' })]);
  const { findings } = verifyVpc(facts({ peerings: waiting, sides: onSide(answered([NO_ROUTE])) }));
  expect(findings.some(({ kind }) => kind.startsWith('side'))).toBe(false);
});
