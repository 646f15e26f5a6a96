import { expect, test } from 'vitest';
import { buildLimitCard } from '../../src/slack/limit-card.ts';
import { type AskView, buildQuotaCard, type QuotaCardFacts } from '../../src/slack/quota-card.ts';
import { findMessageProblems, readMessage, readTimes } from './block-kit.ts';
import { aProject, aView, minutes } from './example.ts';
import { aCard, aLimitView, aStanding, aWaiting } from './quota-example.ts';

const read = (view: AskView, card: QuotaCardFacts): string => {
  const message = buildQuotaCard(view, aProject(), card);
  expect(findMessageProblems(message)).toEqual([]);
  return `${readTimes(message.text)}\n---\n${readMessage(message)}`;
};

const decided = { decidedBy: 'U0BOB', decidedAt: minutes(3) } as const;

test('while it waits, the card calls the approvers and says what they decide on', () => {
  const standing = [
    aStanding({ name: 'orders' }),
    aStanding({ name: 'reports', use: 'unused' }),
    aStanding({ name: 'by-hand', askedBy: null, use: 'waits' }),
  ];
  expect(read(aView({ quota: {} }), aCard({}, { standing }))).toMatchInlineSnapshot(`
    "<@U0ADA> asks for one VPC more in payments (R12): it uses 3 of 3 VPCs. <!subteam^S0PLATFORM> or <@U0BOB>: approve or deny it.
    ---
    # R12: one VPC more for payments

    *Asked by* <@U0ADA>, 2026-11-22 09:00 UTC
    *In use* 3 of 3 VPCs
    *For* \`payments-eu\`, \`10.0.1.0/24\` in us-east-1

    *The VPCs that it has*
    • \`reports\`, 10.0.0.0/24 in us-east-1, since 2026-10-13 09:00 UTC, asked for by <@U0BOB>: *unused: no active peering and no service in it*
    • \`by-hand\`, 10.0.0.0/24 in us-east-1, since 2026-10-13 09:00 UTC, not asked for here: its peering is not active yet
    • \`orders\`, 10.0.0.0/24 in us-east-1, since 2026-10-13 09:00 UTC, asked for by <@U0BOB>: in use

    \`reports\` is unused. Could it serve, or be deleted instead?

    <!subteam^S0PLATFORM> or <@U0BOB>: approve or deny it. Nothing is created before. If approved: Timescale makes the VPC payments-eu at once. payments may then have 4 VPCs, also after this one is deleted.

    [Approve] [Deny…]"
  `);
});

test('what an approval does is told to its end, however long the name of the VPC is', () => {
  const view = aView({ quota: {}, vpc: { name: 'metrics-google-europe-west1-and-then-some-more-words' } });
  expect(read(view, aCard())).toContain('may then have 4 VPCs, also after this one is deleted.');
});

test('the card of a higher limit says how many, why, and that no VPC is made', () => {
  const held = [aWaiting({ id: 7, state: 'waiting-for-timescale' })];
  expect(read(aLimitView(), aCard({ wantedLimit: 5 }, { waiting: held }))).toMatchInlineSnapshot(`
    "<@U0ADA> asks for a limit of 5 VPCs in payments (R12): it uses 3 of 3 VPCs. <!subteam^S0PLATFORM> or <@U0BOB>: approve or deny it.
    ---
    # R12: a limit of 5 VPCs for payments

    *Asked by* <@U0ADA>, 2026-11-22 09:00 UTC
    *In use* 3 of 3 VPCs
    *For* 5 VPCs in all, in place of 3
    *Why* “two teams more”

    *The VPC that it has*
    • \`orders\`, 10.0.0.0/24 in us-east-1, since 2026-10-13 09:00 UTC, asked for by <@U0BOB>: in use

    R7 waits for Timescale, which allows payments no VPC more: a limit here does not raise Timescale’s own. The thread of R7 says what to write to its support.

    <!subteam^S0PLATFORM> or <@U0BOB>: approve or deny it. Nothing is created before. If approved: payments may then have 5 VPCs. No VPC is made by this.

    [Approve] [Deny…]"
  `);
});

const lastOf = (text: string): string => text.split('\n\n').at(-1) ?? '';

test('unused VPCs are named, one or several', () => {
  const unused = (...names: readonly string[]) => {
    const standing = names.map((name) => aStanding({ name, use: 'unused' }));
    const paragraphs = read(aView({ quota: {} }), aCard({}, { standing })).split('\n\n');
    return paragraphs.find((text) => text.includes('Could')) ?? 'nothing';
  };
  expect([unused('orders'), unused('orders', 'reports'), unused()]).toMatchInlineSnapshot(`
    [
      "\`orders\` is unused. Could it serve, or be deleted instead?",
      "2 VPCs are unused. Could one of them serve, or be deleted instead?",
      "nothing",
    ]
  `);
});

test('past eight VPCs the rest is counted, and the unused come first', () => {
  const busy = Array.from({ length: 9 }, (_, at) => aStanding({ name: `busy-${at}` }));
  const text = read(
    aView({ quota: {} }),
    aCard({}, { standing: [...busy, aStanding({ name: 'idle', use: 'unused' })] }),
  );
  expect(text.indexOf('idle')).toBeLessThan(text.indexOf('busy-0'));
  expect(text).toContain('and 2 more VPCs');
});

test.each([
  {
    deciders: { kind: 'admins', listed: ['U0ADMIN'] },
    words: '<@U0ADMIN>: no approver of payments can decide, so an admin does: approve or deny it.',
  },
  {
    deciders: { kind: 'nobody', breakGlass: false },
    words:
      'Nobody else can decide: payments lists no approver and no admin who is active in Slack. Whoever keeps vpcbot’s configuration names somebody else, under `approvers` of payments or under `admins`.',
  },
  {
    deciders: { kind: 'nobody', breakGlass: true },
    words:
      'Nobody else can decide: payments lists no approver and no admin who is active in Slack. <@U0ADA> is an admin and may press *Approve* and say why it cannot wait. Whoever keeps vpcbot’s configuration names somebody else, under `approvers` of payments or under `admins`.',
  },
] as const)('where no approver is left, the card says whose turn it is: $deciders', ({ deciders, words }) => {
  expect(read(aView({ quota: {} }), aCard({}, {}, deciders))).toContain(words);
});

test('after the decision the card says who, when and why, calls nobody and has no button', () => {
  const states = [
    { state: 'approved', grantedLimit: 4, ...decided },
    { state: 'granted', grantedLimit: 4, ...decided, breakGlass: 'the launch is tonight' },
    { state: 'waiting-for-timescale', ...decided },
    { state: 'refused', ...decided },
    { state: 'denied', reason: 'Use payments-us', ...decided },
    { state: 'withdrawn' },
    { state: 'withdrawn', grantedLimit: 6 },
    { state: 'expired', decidedAt: minutes(3) },
  ] as const;
  const told = states.map((quota) => read(aView({ quota }), aCard(quota)));
  expect(told.map(lastOf).join('\n')).toMatchInlineSnapshot(`
    "Approved by <@U0BOB>, 2026-11-22 09:03 UTC. payments may have 4 VPCs.
    Approved by <@U0BOB>, 2026-11-22 09:03 UTC, an admin without an approver, because “the launch is tonight”. payments may have 4 VPCs.
    Approved by <@U0BOB>, 2026-11-22 09:03 UTC. Next, Timescale raises its own limit: ask its support.
    Approved by <@U0BOB>, 2026-11-22 09:03 UTC, but Timescale refused to raise its own limit.
    Denied by <@U0BOB>, 2026-11-22 09:03 UTC: “Use payments-us”. Nothing was created.
    No decision is needed any more: the request was cancelled.
    No decision is needed any more: payments may have 6 VPCs by now, and the request goes on.
    Nobody decided in time, 2026-11-22 09:03 UTC. Nothing was created."
  `);
  for (const text of told) expect(text).not.toMatch(/subteam|\[Approve\]|The VPC that it has/);
});

test('the card of a limit in the channel says how it stands', () => {
  const view = aLimitView();
  const message = buildLimitCard(view, aProject());
  expect(findMessageProblems(message)).toEqual([]);
  expect(`${readTimes(message.text)}\n---\n${readMessage(message)}`).toMatchInlineSnapshot(`
    "R12: a limit of 5 VPCs for payments, asked by <@U0ADA>. It is the turn of an approver of payments. Next, once one of them approves, the limit rises.
    ---
    # R12: a limit of 5 VPCs for payments

    *Asked by* <@U0ADA>, 2026-11-22 09:00 UTC
    *In use then* 3 of 3 VPCs
    *Why* “two teams more”

    [Cancel R12]

    It is the turn of an approver of payments. Next, once one of them approves, the limit rises."
  `);
  const ends = [
    aLimitView({ grantedLimit: 5, ...decided }, { state: 'done' }),
    aLimitView({ grantedLimit: 5, breakGlass: 'the launch is tonight', ...decided }, { state: 'done' }),
    aLimitView({ reason: 'Use payments-us', ...decided }, { state: 'denied' }),
    aLimitView({}, { state: 'expired' }),
    aLimitView({}, { state: 'cancelled' }),
  ].map((each) => {
    const card = buildLimitCard(each, aProject());
    expect(findMessageProblems(card)).toEqual([]);
    return lastOf(readMessage(card));
  });
  expect(ends.join('\n')).toMatchInlineSnapshot(`
    "<@U0BOB> approved R12: payments may have 5 VPCs.
    <@U0BOB>, an admin, approved R12 without an approver, because “the launch is tonight”: payments may have 5 VPCs.
    <@U0BOB> denied R12: “Use payments-us”. The limit stays as it is. Talk to them before you ask again.
    Nobody decided on R12 in time, and the limit stays as it is. Type \`/vpc quota increase payments\` to ask again.
    R12 is cancelled, and the limit stays as it is. Type \`/vpc quota increase payments\` to ask again."
  `);
});
