import type { HomeView, KnownBlock } from '@slack/types';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PEERING_STATES } from '../../src/domain/peering.ts';
import { type MoveView, type QuotaView, REQUEST_STATES, type RequestView } from '../../src/domain/request.ts';
import { VPC_STATES } from '../../src/domain/vpc.ts';
import { buildHome, type HomeFacts, type HomeRequest, type HomeWaiting } from '../../src/slack/home.ts';
import type { HomeProject } from '../../src/slack/home-project.ts';
import { aMove } from '../domain/move-example.ts';
import { readMessage } from './block-kit.ts';
import {
  aPeer,
  aPeering,
  aProject,
  aQuota,
  aRequest,
  aView,
  aVpc,
  range,
  type ViewChange,
} from './example.ts';
import { expectHarmlessHome, nasty } from './hostile.ts';

const CARD = 'https://acme.slack.com/archives/C0PAYMENTS/p1700000000000100';

const isKnown = (block: HomeView['blocks'][number]): block is KnownBlock => block.type !== 'input';

const readHome = (facts: HomeFacts): string => {
  const home = buildHome(facts);
  expectHarmlessHome(home);
  return readMessage({ blocks: home.blocks.filter(isKnown) });
};

const asked = (view: RequestView, change: Partial<HomeRequest> = {}): HomeRequest => ({
  view,
  project: aProject(),
  card: CARD,
  ...change,
});

const ofVpc = (change: ViewChange): HomeRequest => asked(aView(change));

const moving: MoveView = {
  on: 'service',
  request: aRequest({ id: 13, ask: { kind: 'move' }, vpcId: null }),
  move: aMove(),
};

const limit: QuotaView = {
  on: 'project',
  request: aRequest({
    id: 14,
    ask: { kind: 'quota', why: 'tests' },
    vpcId: null,
    state: 'waiting-for-approval',
  }),
  quota: aQuota({ wantedLimit: 5 }),
};

const aHomeProject = (change: Partial<HomeProject> = {}): HomeProject => ({
  project: aProject(),
  vpcs: [{ vpc: aVpc(), peerings: [aPeering({ state: 'active' })] }],
  used: 1,
  limit: 3,
  isKnown: true,
  free: [range('10.1.0.0/24'), range('10.2.0.0/24')],
  ...change,
});

test('an empty home says what to do, and offers nothing to who may not', () => {
  const nothing = { waiting: [], own: [], projects: [] };
  expect(readHome({ mayAsk: false, ...nothing })).toMatchInlineSnapshot(`
    "What waits for you, what you asked for and what your projects have. vpcbot keeps it up to date; \`/vpc\` in any channel does the same and more.

    [Help]

    (divider)

    # Waiting for you

    Nothing waits for you.

    # Your requests

    You have no request under way, and none has ended in the last days.

    # Your projects

    No project lists you, so there is nothing to show. Ask whoever keeps vpcbot to list you."
  `);
  expect(readHome({ mayAsk: true, ...nothing })).toContain(
    '[Create a VPC] [Add a peering] [Move a service] [Ask for more VPCs] [Help]',
  );
});

test('the home says what waits for whom, how requests stand, and what projects have', () => {
  const peering = aPeering();
  const waiting: readonly HomeWaiting[] = [
    { kind: 'decide', ...asked(limit) },
    { kind: 'tell', ...ofVpc({ request: { id: 15, state: 'waiting-for-timescale' } }) },
    { kind: 'own', ...ofVpc({ request: { id: 16, state: 'failed' } }) },
    { kind: 'approve', ...asked(aView()), view: aView(), peering },
    { kind: 'accept', view: aView(), peering, message: CARD },
  ];
  const own = [
    ofVpc({}),
    asked(moving, { card: null }),
    asked(limit),
    ofVpc({ request: { id: 17, ask: { kind: 'rename', from: 'old', to: 'payments-eu' }, state: 'done' } }),
    asked(aView({ request: { id: 18, project: 'ledger' } }), { project: null }),
  ];
  const projects = [
    aHomeProject(),
    aHomeProject({ project: aProject({ name: 'analytics' }), vpcs: [], used: 0, isKnown: false, free: [] }),
    aHomeProject({ vpcs: [{ vpc: aVpc(), peerings: [] }] }),
  ];
  expect(readHome({ mayAsk: true, waiting, own, projects })).toMatchInlineSnapshot(`
    "What waits for you, what you asked for and what your projects have. vpcbot keeps it up to date; \`/vpc\` in any channel does the same and more.

    [Create a VPC] [Add a peering] [Move a service] [Ask for more VPCs] [Help]

    (divider)

    # Waiting for you

    *R14*  A limit of 5 VPCs in payments
    <@U0ADA> asks for it. Approve or deny it: <https://acme.slack.com/archives/C0PAYMENTS/p1700000000000100|Open its card>

    *R15*  VPC \`payments-eu\` in payments
    It waits for Timescale’s own limit. Once its support has answered, say so on the card: <https://acme.slack.com/archives/C0PAYMENTS/p1700000000000100|Open its card>

    *R16*  VPC \`payments-eu\` in payments
    Failed, and the next step is yours: <https://acme.slack.com/archives/C0PAYMENTS/p1700000000000100|Open its card>

    *R12*  Your approval: the plan for account \`123456789012\`
    Somebody wants vpcbot to complete the peering with \`vpc-0a1b2c3d4e5f67890\`. Approve or decline it in the thread: <https://acme.slack.com/archives/C0PAYMENTS/p1700000000000100|Open its card>

    *R12*  Accept \`pcx-0123456789abcdef0\`
    In account \`123456789012\`, region \`eu-west-1\` before 2026-11-29 09:04 UTC: <https://acme.slack.com/archives/C0PAYMENTS/p1700000000000100|Open the instructions>

    # Your requests

    *R12*  VPC \`payments-eu\` in payments · Under way since 2026-11-22 09:00 UTC · <https://acme.slack.com/archives/C0PAYMENTS/p1700000000000100|Open its card>
    It is the turn of whoever owns account \`123456789012\`: accept \`pcx-0123456789abcdef0\`. The thread says how.

    *R13*  Move \`payments-db\` from the public internet to the VPC \`payments-us\` in payments · Under way since 2026-11-22 09:00 UTC · <#C0PAYMENTS>
    It is Timescale’s turn: it is asked to move the service next. From then on the service cannot be reached for a few minutes.

    *R14*  A limit of 5 VPCs in payments · Waiting for an approver since 2026-11-22 09:00 UTC · <https://acme.slack.com/archives/C0PAYMENTS/p1700000000000100|Open its card>
    It is the turn of an approver of payments. Next, once one of them approves, the limit rises.

    *R17*  Rename \`old\` to \`payments-eu\` in payments · Done since 2026-11-22 09:00 UTC · <https://acme.slack.com/archives/C0PAYMENTS/p1700000000000100|Open its card>
    R17 is done. The VPC is called \`payments-eu\` now. Nothing is needed from you.

    *R18*  VPC \`payments-eu\` in ledger · Under way since 2026-11-22 09:00 UTC · <https://acme.slack.com/archives/C0PAYMENTS/p1700000000000100|Open its card>
    \`ledger\` is no longer configured, so vpcbot leaves it alone. Ask whoever keeps vpcbot.

    # Your projects

    *payments* uses 1 of 3 VPCs. Next free ranges: \`10.1.0.0/24\` and \`10.2.0.0/24\`.
    • \`payments-eu\`  \`10.0.1.0/24\` in us-east-1, ready
        ◦ \`pcx-0123456789abcdef0\` with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\`: Active

    *analytics* uses 0 of 3 VPCs. Not read at Timescale yet, so there may be more. No range of the usual size is free.
    It has no VPC: type \`/vpc create analytics\` to make the first.

    *payments* uses 1 of 3 VPCs. Next free ranges: \`10.1.0.0/24\` and \`10.2.0.0/24\`.
    • \`payments-eu\`  \`10.0.1.0/24\` in us-east-1, ready
        Nothing reaches it yet: it has no active peering."
  `);
});

const many = <T>(count: number, one: T): readonly T[] => Array.from({ length: count }, () => one);

test('whatever there is and whatever it is called, Slack takes the home, and it says nothing more', () => {
  const states = fc.record({
    request: fc.constantFrom(...REQUEST_STATES),
    vpc: fc.constantFrom(...VPC_STATES),
    peering: fc.constantFrom(...PEERING_STATES),
  });
  const property = fc.property(nasty, states, fc.constantFrom(1, 40), (text, state, count) => {
    const project = aProject({ name: text, approvers: [text] });
    const peer = aPeer({ vpcId: text, accountId: text, region: text });
    const peering = aPeering({
      peer,
      provisionedId: text,
      rawStatus: text,
      message: text,
      state: state.peering,
    });
    const vpc = aVpc({ name: text, region: text, project: text, state: state.vpc });
    const place = { providerId: text, name: text };
    const request = aRequest({ project: text, channel: text, requesterId: text, state: state.request });
    const views: readonly RequestView[] = [
      { ...aView(), request, vpc, peerings: many(5, peering) },
      { on: 'service', request, move: aMove({ serviceName: text, from: place, to: place }) },
      { on: 'project', request, quota: aQuota({ reason: text, decidedBy: text }) },
    ];
    const own = views.map((view) => asked(view, { project, card: null }));
    const waiting: readonly HomeWaiting[] = [
      ...own.map((one) => ({ kind: 'decide' as const, ...one })),
      { kind: 'approve', ...asked(aView()), view: aView(), peering, card: text },
      { kind: 'accept', view: aView(), peering, message: text },
    ];
    const vpcs = many(count, { vpc, peerings: many(8, peering) });
    expectHarmlessHome(
      buildHome({
        mayAsk: true,
        waiting: many(count, waiting).flat(),
        own: many(count, own).flat(),
        projects: many(count, aHomeProject({ project, vpcs })),
      }),
    );
  });
  fc.assert(property, { numRuns: 10 });
});

test('a home that would be too large is cut at its end, and says so', () => {
  const wide = '網'.repeat(3_000);
  const peer = aPeer({ vpcId: wide, accountId: wide, region: wide });
  const peering = aPeering({ state: 'pending-peer', provisionedId: wide, peer });
  const vpc = aVpc({ name: wide, region: wide });
  const view = { ...aView(), request: aRequest({ project: wide }), vpc, peerings: many(5, peering) };
  const one = asked(view, { project: aProject({ name: wide }) });
  const home = buildHome({
    mayAsk: true,
    waiting: many(15, { kind: 'own', ...one }),
    own: many(15, one),
    projects: many(60, aHomeProject({ vpcs: many(40, { vpc, peerings: many(8, peering) }) })),
  });
  expectHarmlessHome(home);
  expect(JSON.stringify(home.blocks.at(-1))).toContain('There is more than fits here.');
});
