import fc from 'fast-check';
import { test } from 'vitest';
import type { TakenRange } from '../../src/domain/address-plan.ts';
import { PEERING_STATES } from '../../src/domain/peering.ts';
import type { Project } from '../../src/domain/project.ts';
import { checkRange } from '../../src/domain/range-check.ts';
import { offerRanges } from '../../src/domain/range-offer.ts';
import { RANGE_RULES } from '../../src/domain/range-rules.ts';
import { SERVICE_STATES } from '../../src/domain/service.ts';
import { verifyVpc } from '../../src/domain/verify-vpc.ts';
import { VPC_STATES } from '../../src/domain/vpc.ts';
import { answerUnreadable } from '../../src/slack/answers.ts';
import { buildHelp, buildVerbHelp } from '../../src/slack/help.ts';
import { buildRangeCheck } from '../../src/slack/range-check.ts';
import { buildRangeOffers } from '../../src/slack/range-offers.ts';
import { buildRegionList } from '../../src/slack/region-list.ts';
import { buildServiceList, type ListedService } from '../../src/slack/service-list.ts';
import { answerVerifying, buildVerification } from '../../src/slack/vpc-verify.ts';
import { aPeer, aPeering, aProject, aVpc, range } from './example.ts';
import { expectHarmless, nasty } from './hostile.ts';

/* What only the asker reads: whatever people, providers and name servers say in it, Slack takes it. */

const SENT = { numRuns: 25 } as const;

const takenBy = (text: string): readonly TakenRange[] => [
  { cidr: range('10.1.0.0/24'), owner: { kind: 'vpc', name: text, project: text, region: text } },
  { cidr: range('10.1.2.0/24'), owner: { kind: 'peer', peer: aPeer({ vpcId: text, accountId: text }) } },
  {
    cidr: range('10.1.3.0/24'),
    owner: { kind: 'reached', name: text, project: text, region: text, peer: aPeer({ vpcId: text }) },
  },
];

const projectOf = (name: string): Project =>
  aProject({ name, approvers: [name, 'U0BOB'], regions: [name, name] });

test('no answer about ranges says more than we do, whatever was typed', () => {
  const typed = fc.oneof(
    nasty,
    fc.constantFrom('10.1.0.0/16', '0.0.0.0/0', '10.1.0.7', '::ffff:10.1.0.0/120'),
  );
  const property = fc.property(nasty, typed, fc.boolean(), (text, wanted, allowed) => {
    const taken = takenBy(text);
    const { tiger, managed } = RANGE_RULES;
    const known = [
      { project: text, rules: managed, taken },
      { project: 'payments', rules: tiger, taken },
    ] as const;
    const check = checkRange(wanted, known, []);
    expectHarmless(buildRangeCheck(check, { projects: [text, 'payments'], mayCreate: allowed }));
    const may = allowed
      ? ({ kind: 'allowed' } as const)
      : ({ kind: 'refused', reason: 'not-a-requester', ask: [text, 'U0BOB'] } as const);
    for (const prefix of [wanted, '/24', undefined]) {
      const offered = offerRanges(prefix, { rules: RANGE_RULES.tiger, taken, avoid: [] });
      expectHarmless(buildRangeOffers(offered, projectOf(text), may, allowed));
    }
    expectHarmless(answerUnreadable(text, [text, 'U0BOB']));
  });
  fc.assert(property, SENT);
});

test('no list of regions or services says more than we do, whatever they are called', () => {
  const property = fc.property(nasty, fc.constantFrom(...SERVICE_STATES), nasty, (text, state, host) => {
    const project = projectOf(text);
    const service: ListedService = {
      providerId: text,
      name: text,
      region: 'us-east-1',
      state,
      rawStatus: text,
      vpcProviderId: text === '' ? null : text,
      endpoints: Array.from({ length: 12 }, () => ({ role: 'replica', name: text, host, port: 1 }) as const),
      word: 'service:1',
      movedBy: null,
      progress: null,
      haReplicas: 0,
    };
    const vpcs = VPC_STATES.map((one) => ({
      vpc: aVpc({ name: text, region: text, providerId: text, state: one }),
      isPeered: false,
    }));
    const of = { project, vpcs, may: { kind: 'allowed' }, isRead: false } as const;
    const services = Array.from({ length: 30 }, (_, at) => ({ ...service, word: `service:${at}` }));
    expectHarmless(buildServiceList([{ ...of, services }]));
    expectHarmless(buildServiceList(Array.from({ length: 12 }, () => ({ ...of, services }))));
    const places = vpcs.map(({ vpc }) => vpc);
    expectHarmless(
      buildRegionList([
        { project, regions: [text, `timescale-aws-${text}`], vpcs: places, services: [{ region: host }] },
      ]),
    );
  });
  fc.assert(property, SENT);
});

test('no verification says more than we do, whatever providers and name servers answer', () => {
  const property = fc.property(nasty, fc.constantFrom(...PEERING_STATES), nasty, (text, state, host) => {
    const vpc = aVpc({ name: text, region: text, project: text, providerId: '4711' });
    const seen = { providerId: text, name: text, region: text, cidr: null, cidrText: text, state: null };
    const peer = aPeer({ vpcId: text, accountId: text, region: text });
    const said = { rawStatus: text, message: text, warnings: [text] };
    const peering = { ...said, providerId: '88', peer, state, provisionedId: text, peerRanges: [] };
    const service = {
      providerId: text,
      name: text,
      region: text,
      state: 'ready',
      rawStatus: text,
      progress: null,
      haReplicas: 0,
    } as const;
    const endpoints = [{ role: 'replica', name: text, host, port: 5432 }] as const;
    const looks = [{ by: text, kind: 'answers', addresses: [text] }] as const;
    const verification = verifyVpc({
      vpc,
      known: [aPeering()],
      seen: { kind: 'answered', value: seen },
      peerings: { kind: 'answered', value: Array.from({ length: 50 }, () => peering) },
      services: {
        kind: 'answered',
        value: Array.from({ length: 50 }, () => ({ ...service, vpcProviderId: '4711', endpoints })),
      },
      sides: [],
      looks: new Map([[host, looks]]),
    });
    expectHarmless(buildVerification(vpc, verification));
    expectHarmless(answerVerifying(vpc));
  });
  fc.assert(property, SENT);
});

test('help says no more than we do, whatever the configuration calls projects and people', () => {
  const property = fc.property(nasty, (text) => {
    const reach = { reads: [text, 'payments'], asks: [text], ask: [text, 'U0BOB'] };
    expectHarmless(buildVerbHelp('create', reach));
    expectHarmless(buildHelp({ reads: [], asks: [], ask: [text] }));
  });
  fc.assert(property, SENT);
});
