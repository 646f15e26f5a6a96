import fc from 'fast-check';
import { test } from 'vitest';
import type { AwsSide } from '../../src/domain/aws-side.ts';
import { COMPLETION_STATES, type CompletionStop, type Side } from '../../src/domain/completion.ts';
import type { SideNotice } from '../../src/domain/notice-body.ts';
import type { Proof } from '../../src/domain/request-proof.ts';
import { SECURITY_CHOICES } from '../../src/domain/security-choice.ts';
import type { SideConflict, SidePlan } from '../../src/domain/side-plan.ts';
import { buildDeclineForm } from '../../src/slack/decline-form.ts';
import * as answers from '../../src/slack/side-answers.ts';
import { buildSideCard } from '../../src/slack/side-card.ts';
import { buildSideChoiceForm } from '../../src/slack/side-choice-form.ts';
import { buildConfirmAccountForm } from '../../src/slack/side-confirm-form.ts';
import { renderSideNotice } from '../../src/slack/side-notice.ts';
import { aRoute, aTable } from '../domain/aws-side-example.ts';
import { aGooglePeering, aGoogleRoute, aGoogleSide } from '../domain/google-side-example.ts';
import { minutes, range } from './example.ts';
import { expectHarmless, expectHarmlessView, nasty } from './hostile.ts';
import {
  aCard,
  aCompletion,
  aGooglePlan,
  aPlan,
  aStep,
  aWatchedSide,
  GOOGLE_ACCOUNT,
  GOOGLE_PEERING,
  PEERING,
} from './side-example.ts';

/* Whatever people and clouds call things at the other side: Slack takes it, and it says nothing. */

const proofs = (text: string): readonly Proof[] => [
  { kind: 'proven', accountId: text },
  { kind: 'unconfirmed', accountId: text },
  { kind: 'accepted', accountId: text },
  { kind: 'not-there' },
  { kind: 'over', state: 'failed', message: text },
  {
    kind: 'refused',
    faults: [
      { kind: 'differs', what: 'id', expected: text, seen: text },
      { kind: 'differs', what: 'accepter-vpc', expected: text, seen: null },
      { kind: 'requester-account', seen: text, expected: Array.from({ length: 12 }, () => text) },
      { kind: 'requester-hidden' },
    ],
  },
];

const MANY = 25;

/** Everything in the account is called so. */
const seenAs = (text: string): Partial<AwsSide> => ({
  name: text,
  vpcId: text,
  tables: Array.from({ length: MANY }, (_, at) =>
    aTable({
      id: `${text}${at}`,
      name: text,
      subnets: Array.from({ length: 6 }, () => ({ id: text, name: text })),
      routes:
        at % 3 === 0
          ? [aRoute('10.0.1.0/24', text)]
          : [aRoute('10.0.1.0/25', text), aRoute('0.0.0.0/0', text)],
    }),
  ),
  groups: Array.from({ length: MANY }, (_, at) => ({
    id: `${text}${at}`,
    name: text,
    request: null,
    egress: [],
  })),
  interfaces: Array.from({ length: 20 }, (_, at) => ({
    id: `${text}${at}`,
    instanceId: at % 2 === 0 ? `${text}${at}` : null,
    name: text,
    description: text,
    subnetId: text,
    groupIds: [],
  })),
});

const awsPlans = (text: string): fc.Arbitrary<SidePlan> =>
  fc
    .tuple(fc.constantFrom(...proofs(text)), fc.constantFrom(...SECURITY_CHOICES), fc.boolean())
    .map(([proof, security, isChosen]) =>
      aPlan({
        proof,
        side: seenAs(text),
        choice: {
          security,
          groupId: isChosen ? `${text}1` : text,
          tableIds: isChosen ? Array.from({ length: MANY }, (_, at) => `${text}${at}`) : null,
        },
      }),
    );

const googlePlan = (text: string): SidePlan =>
  aGooglePlan({
    peeringName: text,
    end: { kind: 'google', projectId: text, network: text },
    side: aGoogleSide({
      network: text,
      peerings: [aGooglePeering({ name: text, details: text, to: { projectId: text, network: 'x' } })],
      routes: Array.from({ length: MANY }, (_, at) =>
        aGoogleRoute(at % 2 === 0 ? '10.0.1.0/25' : '10.0.0.0/8', { name: text, target: text }),
      ),
      subnets: [{ name: text, region: text, ranges: [range('10.0.1.0/24')] }],
    }),
  });

const stops = (text: string, conflicts: readonly SideConflict[]): readonly CompletionStop[] => [
  { kind: 'conflicts', conflicts },
  { kind: 'proof', proof: { kind: 'over', state: 'unknown', message: text } },
  { kind: 'changed' },
  { kind: 'denied', action: text, said: text, doing: text, isUndo: text.length % 2 === 0 },
  { kind: 'refused', said: text, doing: text, isUndo: text.length % 2 === 0 },
  { kind: 'over' },
];

const healthOf = (text: string): NonNullable<Side['health']> => {
  const findings = [
    { fit: 'missing', kind: 'side-peering', state: text },
    ...Array.from({ length: MANY }, (_, at) => ({
      fit: 'missing' as const,
      kind: 'side-route' as const,
      tableId: `${text}${at}`,
      table: text,
      route: 'elsewhere' as const,
      target: text,
    })),
    {
      fit: 'missing',
      kind: 'side-egress',
      groupId: text,
      group: text,
      closedPorts: [5432],
      attached: 0,
      of: 9,
    },
    { fit: 'careful', kind: 'side-ranges', added: [text, text], gone: [text] },
    { fit: 'missing', kind: 'side-google-peering', peering: aGooglePeering({ name: text, details: text }) },
  ] as const;
  return { findings, at: minutes(9), told: findings, driftSince: minutes(9) };
};

const stepsOf = (text: string) => [
  aStep({ key: 'a', made: { kind: 'route', tableId: text, destination: text, peeringId: text } }),
  aStep({ key: 'b', made: { kind: 'group', groupId: text } }),
  aStep({ key: 'c', made: { kind: 'rule', groupId: text, ruleId: text, port: 5432, to: text } }),
  aStep({
    key: 'd',
    made: {
      kind: 'google-peering',
      network: text,
      name: text,
      to: { kind: 'google', projectId: text, network: text },
    },
  }),
];

const cards = nasty.chain((text) =>
  fc
    .record({
      plan: fc.oneof(awsPlans(text), fc.constant(googlePlan(text)), fc.constant(null)),
      state: fc.option(fc.constantFrom(...COMPLETION_STATES)),
      stop: fc.nat(5),
      peering: fc.constantFrom('pending-peer' as const, 'active' as const, 'deleted' as const),
      code: fc.option(fc.constantFrom('CLOUD_DENIED', 'CLOUD_REFUSED', text)),
      allow: fc.constantFrom([], ['accept'], ['accept', 'routes', 'security-group', 'peer']),
      isHealthy: fc.boolean(),
    })
    .map(({ plan, state, stop, peering, code, allow, isHealthy }) => {
      const completion =
        state === null
          ? null
          : aCompletion({
              state,
              askedBy: text,
              decidedBy: text,
              reason: text,
              changes: plan?.changes ?? [],
              stop: stops(text, plan?.conflicts ?? [])[stop] ?? null,
              steps: stepsOf(text),
            });
      const isGoogle = plan?.kind === 'google';
      return {
        text,
        plan,
        card: aCard({
          side: {
            plan,
            completion,
            health: isHealthy ? healthOf(text) : null,
            trouble:
              code === null
                ? null
                : { since: minutes(5), code, tries: 3, said: true, action: text, doing: text },
          },
          peering: { ...(isGoogle ? GOOGLE_PEERING : {}), state: peering },
          account: { ...(isGoogle ? GOOGLE_ACCOUNT : {}), owners: [text, 'S0NET'], allow: allow as never },
        }),
      };
    }),
);

test('no plan says more than we do, whatever is in it', () => {
  fc.assert(
    fc.property(cards, ({ card }) => expectHarmless(buildSideCard(card))),
    { numRuns: 40 },
  );
});

const bodiesOf = (text: string, plan: SidePlan): readonly SideNotice[] => {
  const about = { peeringId: PEERING.id, peer: PEERING.peer, provisionedId: text } as const;
  const owners = Array.from({ length: 12 }, () => text);
  return [
    ...proofs(text).map((proof) => ({ kind: 'side-refused', proof, owners, ...about }) as const),
    { kind: 'completion-asked', by: text, owners, ...about },
    { kind: 'completion-approved', by: text, confirmed: text, changes: 3, ...about },
    { kind: 'completion-declined', by: text, reason: text, ...about },
    ...plan.changes.flatMap((change) => [
      { kind: 'side-changed', change, wasThere: true, ...about } as const,
      { kind: 'side-changed', change, wasThere: false, ...about } as const,
    ]),
    {
      kind: 'completion-done',
      by: text,
      groupId: text,
      left: plan.changes,
      interfaces: seenAs(text).interfaces ?? [],
      ...about,
    },
    ...stops(text, plan.conflicts).map(
      (stop) => ({ kind: 'completion-stopped', stop, by: text, ...about }) as const,
    ),
    { kind: 'completion-undoing', by: text, ...about },
    {
      kind: 'completion-undone',
      by: text,
      steps: Array.from({ length: MANY }, () => ({
        made: { kind: 'rule', groupId: text, ruleId: text, port: 5432, to: text },
        outcome: { kind: 'left', why: 'in-use' },
      })),
      ...about,
    },
    {
      kind: 'side-trouble',
      trouble: { since: minutes(5), code: 'CLOUD_DENIED', tries: 3, said: true, action: text, doing: text },
      ...about,
    },
    { kind: 'side-recovered', since: minutes(5), ...about },
    { kind: 'side-drifted', findings: healthOf(text).findings, ...about },
    { kind: 'side-mended', ...about },
  ];
};

test('no notice of the other side says more than we do, whatever is in it', () => {
  const property = fc.property(cards, ({ card, plan, text }) => {
    for (const body of bodiesOf(text, plan ?? aPlan()))
      expectHarmless(renderSideNotice(body, card.view, card));
  });
  fc.assert(property, { numRuns: 20 });
});

test('no form and no answer about the other side says more than we do', () => {
  const property = fc.property(cards, ({ card, plan, text }) => {
    const peering = { ...card.peering, provisionedId: text };
    expectHarmlessView(buildSideChoiceForm(plan ?? aPlan(), peering));
    expectHarmlessView(buildDeclineForm(peering, { askedBy: text }));
    expectHarmlessView(
      buildConfirmAccountForm({ peeringId: 3, revision: 1, accountId: text.slice(0, 60) }, peering, text),
    );
    const completion = card.side.completion ?? aCompletion();
    for (const message of [
      answers.answerDecision({ kind: 'already', completion }, peering),
      answers.answerDecision({ kind: 'under-way', completion }, peering),
      answers.answerDecision({ kind: 'conflicts', conflicts: plan?.conflicts ?? [] }, peering),
      answers.answerDecision({ kind: 'no-plan' }, peering),
      answers.answerSideNotSeen(peering),
      answers.answerNoOwners(peering),
      answers.answerLookingAtSide(peering),
      answers.answerNoChoiceYet(peering),
    ]) {
      expectHarmless(message);
    }
  });
  fc.assert(property, { numRuns: 25 });
});

test('names of five hundred things of any script fit into one form', () => {
  const groups = Array.from({ length: 500 }, (_, at) => ({
    id: `sg-${at}`,
    name: '漢'.repeat(90),
    request: null,
    egress: [],
  }));
  const tables = Array.from({ length: 500 }, (_, at) => aTable({ id: `rtb-${at}`, name: '漢'.repeat(90) }));
  const chosen = aPlan({
    side: { groups, tables },
    choice: { security: 'existing', groupId: 'sg-499', tableIds: ['rtb-499'] },
  });
  expectHarmlessView(buildSideChoiceForm(chosen, aCard().peering));
  expectHarmless(buildSideCard(aCard({ side: { plan: chosen } })));
  expectHarmless(buildSideCard(aCard({ side: aWatchedSide({ plan: null }) })));
});
