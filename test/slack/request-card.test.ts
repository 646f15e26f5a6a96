import { expect, test } from 'vitest';
import { buildRequestCard } from '../../src/slack/request-card.ts';
import { findMessageProblems, readMessage, readTimes } from './block-kit.ts';
import { aPeering, aProject, aView, minutes, range, type ViewChange } from './example.ts';

const NOW = minutes(5);
const notMade = { state: 'requested', providerId: null, stateSince: minutes(0) } as const;
const notAsked = { state: 'requested', providerId: null, provisionedId: null, expiresAt: null } as const;
const given = { decidedBy: 'U0BOB', decidedAt: minutes(1) } as const;

const render = (change: ViewChange): string => {
  const card = buildRequestCard(aView(change), aProject(), NOW);
  expect(findMessageProblems(card)).toEqual([]);
  return `${readTimes(card.text)}\n\n${readMessage(card)}`;
};

const stepsAndTurn = (change: ViewChange): string => {
  const [, , , steps, ...rest] = render(change).split('\n\n');
  return [steps, ...rest].join('\n');
};

test('a request that was just opened says what was asked and what comes', () => {
  expect(render({ vpc: notMade, peering: notAsked })).toMatchInlineSnapshot(`
    "R12: VPC \`payments-eu\` for payments, \`10.0.1.0/24\` in us-east-1, asked by <@U0ADA>. It is Timescale’s turn: it makes the VPC. Next, it asks account \`123456789012\` for the peering.

    # R12: VPC payments-eu for payments

    *Range* \`10.0.1.0/24\`
    *Region* us-east-1
    *Asked by* <@U0ADA>, 2026-11-22 09:00 UTC
    *Peer* \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1
    *Peer’s ranges* \`10.8.0.0/16\`

    *Now*  Timescale is asked to create the VPC (since 2026-11-22 09:00 UTC)
    *Next*  Timescale asks to peer with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1
    *Next*  The owner of account \`123456789012\` accepts

    [Cancel R12]

    It is Timescale’s turn: it makes the VPC. Next, it asks account \`123456789012\` for the peering."
  `);
});

test('a VPC that Timescale makes is what happens now', () => {
  expect(
    stepsAndTurn({ vpc: { state: 'creating', providerId: null }, peering: notAsked }),
  ).toMatchInlineSnapshot(`
    "*Now*  Timescale creates the VPC (since 2026-11-22 09:02 UTC)
    *Next*  Timescale asks to peer with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1
    *Next*  The owner of account \`123456789012\` accepts
    [Cancel R12]
    It is Timescale’s turn: it makes the VPC. Next, it asks account \`123456789012\` for the peering."
  `);
});

test('a VPC that is made and not ready yet says both', () => {
  expect(stepsAndTurn({ vpc: { state: 'creating' }, peering: notAsked })).toMatchInlineSnapshot(`
    "*Done*  VPC created (2026-11-22 09:02 UTC)
    *Now*  Timescale makes the VPC ready for a peering
    *Next*  Timescale asks to peer with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1
    *Next*  The owner of account \`123456789012\` accepts
    [Cancel R12]
    It is Timescale’s turn: it makes the VPC. Next, it asks account \`123456789012\` for the peering.
    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>."
  `);
});

test('a ready VPC whose peering is not asked for yet', () => {
  expect(stepsAndTurn({ peering: notAsked })).toMatchInlineSnapshot(`
    "*Done*  VPC ready (2026-11-22 09:02 UTC)
    *Now*  Timescale is asked to peer with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 (since 2026-11-22 09:04 UTC)
    *Next*  The owner of account \`123456789012\` accepts
    [Cancel R12]
    It is Timescale’s turn: it makes the peering request. Next, the owner of the other network accepts it.
    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>."
  `);
});

test('a peering that Timescale takes', () => {
  expect(
    stepsAndTurn({ peering: { ...notAsked, state: 'approved', providerId: '88' } }),
  ).toMatchInlineSnapshot(`
    "*Done*  VPC ready (2026-11-22 09:02 UTC)
    *Now*  Timescale makes the peering request to \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 (since 2026-11-22 09:04 UTC)
    *Next*  The owner of account \`123456789012\` accepts
    [Cancel R12]
    It is Timescale’s turn: it makes the peering request. Next, the owner of the other network accepts it.
    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>."
  `);
});

test('a pending peering names the account whose turn it is, and when it expires', () => {
  expect(render({})).toMatchInlineSnapshot(`
    "R12: VPC \`payments-eu\` for payments, \`10.0.1.0/24\` in us-east-1, asked by <@U0ADA>. It is the turn of whoever owns account \`123456789012\`: accept \`pcx-0123456789abcdef0\`. The thread says how.

    # R12: VPC payments-eu for payments

    *Range* \`10.0.1.0/24\`
    *Region* us-east-1
    *Asked by* <@U0ADA>, 2026-11-22 09:00 UTC
    *Peer* \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1
    *Peer’s ranges* \`10.8.0.0/16\`

    *Done*  VPC ready (2026-11-22 09:02 UTC)
    *Now*  Waiting for account \`123456789012\` to accept \`pcx-0123456789abcdef0\` before 2026-11-29 09:04 UTC (since 2026-11-22 09:04 UTC)
    *Next*  The peering turns active

    *7 days left* to accept \`pcx-0123456789abcdef0\`.

    [I have accepted it] [How to accept] [Send to someone]

    [Cancel R12]

    It is the turn of whoever owns account \`123456789012\`: accept \`pcx-0123456789abcdef0\`. The thread says how.

    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>."
  `);
});

test('an active peering ends the request with what to do with it', () => {
  expect(
    stepsAndTurn({ request: { state: 'done' }, peering: { state: 'active', stateSince: minutes(9) } }),
  ).toMatchInlineSnapshot(`
    "*Done*  VPC ready (2026-11-22 09:02 UTC)
    *Done*  Peering request \`pcx-0123456789abcdef0\` made
    *Done*  Peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 active (2026-11-22 09:09 UTC)
    [Add a peering] [Attach a service] [Delete…]
    R12 is done. Next, press *Attach a service*, or choose \`payments-eu\` when you create one: only then is it in the VPC.
    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>."
  `);
});

test('a request over the quota waits for an approver, whom the card does not call', () => {
  expect(
    stepsAndTurn({ request: { state: 'waiting-for-approval' }, vpc: notMade, peering: notAsked, quota: {} }),
  ).toMatchInlineSnapshot(`
    "*Now*  Waiting for an approver: payments uses 3 of 3 VPCs (since 2026-11-22 09:00 UTC)
    *Next*  Timescale creates the VPC
    *Next*  Timescale asks to peer with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1
    *Next*  The owner of account \`123456789012\` accepts
    [Cancel R12]
    It is the turn of an approver of payments. Next, once one of them approves, Timescale makes the VPC."
  `);
});

test('an approval is a step that is done', () => {
  expect(
    stepsAndTurn({ vpc: notMade, peering: notAsked, quota: { state: 'approved', ...given } }),
  ).toMatchInlineSnapshot(`
    "*Done*  <@U0BOB> approved one VPC more (2026-11-22 09:01 UTC)
    *Now*  Timescale is asked to create the VPC (since 2026-11-22 09:00 UTC)
    *Next*  Timescale asks to peer with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1
    *Next*  The owner of account \`123456789012\` accepts
    [Cancel R12]
    It is Timescale’s turn: it makes the VPC. Next, it asks account \`123456789012\` for the peering."
  `);
});

test('a limit of Timescale itself is waited for, and retried by a person', () => {
  expect(
    stepsAndTurn({
      request: { state: 'waiting-for-timescale', stateSince: minutes(3) },
      vpc: notMade,
      peering: notAsked,
      quota: { state: 'waiting-for-timescale', ...given },
    }),
  ).toMatchInlineSnapshot(`
    "*Done*  <@U0BOB> approved one VPC more (2026-11-22 09:01 UTC)
    *Now*  Waiting for Timescale to raise its own limit (since 2026-11-22 09:03 UTC)
    *Next*  Timescale creates the VPC
    *Next*  Timescale asks to peer with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1
    *Next*  The owner of account \`123456789012\` accepts
    [Timescale raised it…] [Timescale refused…] [Retry] [Cancel R12]
    It is Timescale’s turn: payments needs one VPC more there. The thread says what to write to its support. Next, an approver or an admin presses *Timescale raised it…* or *Timescale refused…*; *Retry* tries whether it is allowed by now."
  `);
});

test('a denied request says who, when and why', () => {
  expect(
    stepsAndTurn({
      request: { state: 'denied' },
      vpc: { ...notMade, state: 'deleted' },
      peering: { ...notAsked, state: 'deleted' },
      quota: { state: 'denied', reason: 'Use payments-us instead', ...given },
    }),
  ).toMatchInlineSnapshot(`
    "*Stopped*  <@U0BOB> denied one VPC more: “Use payments-us instead” (2026-11-22 09:01 UTC)
    *Stopped*  No VPC was made (2026-11-22 09:00 UTC)
    <@U0BOB> denied R12: “Use payments-us instead”. Nothing was created. Talk to them, then type \`/vpc create\` to ask again."
  `);
});

test('a VPC that failed says why and offers another try', () => {
  expect(
    stepsAndTurn({
      request: { state: 'failed' },
      vpc: { ...notMade, state: 'failed', failure: { kind: 'refused', said: 'invalid region' } },
      peering: { ...notAsked, state: 'failed' },
    }),
  ).toMatchInlineSnapshot(`
    "*Stopped*  Timescale refused to create it. Timescale says “invalid region”. (2026-11-22 09:00 UTC)
    [Retry]
    R12 failed. Timescale refused to create it. Timescale says “invalid region”. Put right what it says, then press *Retry* on the card, or type \`/vpc create\` with other details."
  `);
});

const ends = [
  { state: 'rejected-by-peer', message: null },
  { state: 'expired', message: null },
  { state: 'invalid-specification', message: 'VPC not found' },
  { state: 'deleted-by-peer', message: null },
  { state: 'failed', message: 'internal error' },
] as const;

test('each end of a peering is explained, and each can be asked for again', () => {
  const stateSince = minutes(30);
  const told = ends.map(({ state, message }) =>
    stepsAndTurn({ request: { state: 'failed' }, peering: { state, message, stateSince } }),
  );
  expect(told.join('\n\n')).toMatchInlineSnapshot(`
    "*Done*  VPC ready (2026-11-22 09:02 UTC)
    *Done*  Peering request \`pcx-0123456789abcdef0\` made
    *Stopped*  The owner of account \`123456789012\` rejected the peering request. (2026-11-22 09:30 UTC)
    [Ask again] [Correct and ask again] [Cancel R12]
    R12 failed. The owner of account \`123456789012\` rejected the peering request. Talk to the owner, then press *Ask again* on the card.
    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>.

    *Done*  VPC ready (2026-11-22 09:02 UTC)
    *Done*  Peering request \`pcx-0123456789abcdef0\` made
    *Stopped*  Nobody in account \`123456789012\` accepted the peering request within seven days, so it expired. (2026-11-22 09:30 UTC)
    [Ask again] [Correct and ask again] [Cancel R12]
    R12 failed. Nobody in account \`123456789012\` accepted the peering request within seven days, so it expired. Press *Ask again* on the card: the new request has a new id and seven more days.
    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>.

    *Done*  VPC ready (2026-11-22 09:02 UTC)
    *Done*  Peering request \`pcx-0123456789abcdef0\` made
    *Stopped*  No peering is possible with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1. Timescale says “VPC not found”. (2026-11-22 09:30 UTC)
    [Correct and ask again] [Cancel R12]
    R12 failed. No peering is possible with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1. Timescale says “VPC not found”. Check the account, the VPC id and its region, then press *Correct and ask again* on the card.
    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>.

    *Done*  VPC ready (2026-11-22 09:02 UTC)
    *Done*  Peering request \`pcx-0123456789abcdef0\` made
    *Stopped*  The peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 is gone: somebody deleted it, in AWS or at Timescale. (2026-11-22 09:30 UTC)
    [Ask again] [Correct and ask again] [Cancel R12]
    R12 failed. The peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 is gone: somebody deleted it, in AWS or at Timescale. If you still need it, press *Ask again* on the card.
    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>.

    *Done*  VPC ready (2026-11-22 09:02 UTC)
    *Done*  Peering request \`pcx-0123456789abcdef0\` made
    *Stopped*  The peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 did not come to be. Timescale says “internal error”. (2026-11-22 09:30 UTC)
    [Correct and ask again] [Cancel R12]
    R12 failed. The peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 did not come to be. Timescale says “internal error”. Check the account, the VPC id and its region, then press *Correct and ask again* on the card.
    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>."
  `);
});

test('a word of Timescale that nobody knows is shown as it is', () => {
  expect(stepsAndTurn({ peering: { state: 'unknown', rawStatus: 'PONDERING' } })).toMatchInlineSnapshot(`
    "*Done*  VPC ready (2026-11-22 09:02 UTC)
    *Done*  Peering request \`pcx-0123456789abcdef0\` made
    *Now*  Timescale says “PONDERING” of the peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 (since 2026-11-22 09:04 UTC)
    [Cancel R12]
    It is Timescale’s turn: it says “PONDERING” of the peering, which vpcbot does not know, and vpcbot keeps looking. If it stays like this, ask Timescale’s support.
    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>."
  `);
});

test('a cancelled request goes away before it says so', () => {
  expect(
    stepsAndTurn({
      request: { state: 'cancelling' },
      vpc: { state: 'deleting', stateSince: minutes(20) },
      peering: { state: 'deleting', stateSince: minutes(20) },
    }),
  ).toMatchInlineSnapshot(`
    "*Now*  Timescale deletes the VPC (since 2026-11-22 09:20 UTC)
    *Done*  Peering request \`pcx-0123456789abcdef0\` made
    *Now*  Timescale deletes the peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 (since 2026-11-22 09:20 UTC)
    It is Timescale’s turn: it deletes what was made. Next, R12 is cancelled.
    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>."
  `);
  expect(
    stepsAndTurn({
      request: { state: 'cancelled' },
      vpc: { state: 'deleted', stateSince: minutes(21) },
      peering: { state: 'deleted', stateSince: minutes(21) },
    }),
  ).toMatchInlineSnapshot(`
    "*Done*  VPC deleted (2026-11-22 09:21 UTC)
    *Done*  Peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 deleted (2026-11-22 09:21 UTC)
    R12 is cancelled, and nothing is left of it. Type \`/vpc create\` to ask anew."
  `);
});

test('trouble at the provider stands on the card while it lasts', () => {
  const trouble = { since: minutes(5), code: 'TIMESCALE_UNAVAILABLE', tries: 4, said: true };
  expect(stepsAndTurn({ vpc: { trouble } })).toMatchInlineSnapshot(`
    "*Done*  VPC ready (2026-11-22 09:02 UTC)
    *Now*  Waiting for account \`123456789012\` to accept \`pcx-0123456789abcdef0\` before 2026-11-29 09:04 UTC (since 2026-11-22 09:04 UTC)
    *Next*  The peering turns active
    *Trouble* since 2026-11-22 09:05 UTC: Timescale does not answer as it should. vpcbot keeps trying, and nothing is lost. Nothing is needed from you.
    *7 days left* to accept \`pcx-0123456789abcdef0\`.
    [I have accepted it] [How to accept] [Send to someone]
    [Cancel R12]
    It is the turn of whoever owns account \`123456789012\`: accept \`pcx-0123456789abcdef0\`. The thread says how.
    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>."
  `);
  expect(
    stepsAndTurn({ request: { state: 'done' }, vpc: { trouble }, peering: { state: 'active' } }),
  ).not.toContain('Trouble');
});

test('a peering that took the place of an ended one is the one the card shows', () => {
  const view = aView();
  const ended = aPeering({ id: 2, state: 'deleted', stateSince: minutes(3) });
  const card = buildRequestCard({ ...view, peerings: [ended, ...view.peerings] }, aProject(), NOW);
  expect(readMessage(card).match(/\*Peer\*/g)).toHaveLength(1);
  expect(readMessage(card)).toContain('*Done*  Peering with `vpc-0a1b2c3d4e5f67890`');
});

test('what may be regretted of a range is said on the card of the VPC', () => {
  const shared = '`100.64.0.0/24` lies in `100.64.0.0/10`, which carriers';
  expect(render({ vpc: { cidr: range('100.64.0.0/24') } })).toContain(shared);
  const rename = { ask: { kind: 'rename', from: 'a', to: 'b' } } as const;
  expect(render({ vpc: { cidr: range('100.64.0.0/24') }, request: rename })).not.toContain(shared);
});

test('ranges that nobody told are said to be unchecked', () => {
  expect(render({ peering: { peerRanges: [] } })).toContain(
    '*Peer’s ranges* not checked against your network',
  );
});

test('a peering that is gone after the request was done is told, and can be asked for again', () => {
  expect(
    stepsAndTurn({
      request: { state: 'done' },
      peering: { state: 'deleted-by-peer', stateSince: minutes(90) },
    }),
  ).toMatchInlineSnapshot(`
    "*Done*  VPC ready (2026-11-22 09:02 UTC)
    *Done*  Peering request \`pcx-0123456789abcdef0\` made
    *Stopped*  The peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 is gone: somebody deleted it, in AWS or at Timescale. (2026-11-22 10:30 UTC)
    [Ask again] [Correct and ask again] [Add a peering] [Delete…]
    R12 was done. The peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 is gone: somebody deleted it, in AWS or at Timescale. If you still need it, press *Ask again* on the card.
    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>."
  `);
});

test('a request that ended before anything began has a card without steps', () => {
  const words = render({
    request: { state: 'cancelled' },
    vpc: notMade,
    peering: { ...notAsked, state: 'deleted' },
  });
  expect(words).not.toMatch(/\*(Done|Now|Next|Stopped)\*/);
  expect(words).toContain('R12 is cancelled, and nothing is left of it.');
});

test('buttons hold the number of the request or of the peering and nothing else', () => {
  const card = buildRequestCard(
    aView({ request: { state: 'failed' }, peering: { state: 'expired' } }),
    aProject(),
    NOW,
  );
  const buttons = card.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
  expect(buttons.map((button) => ('value' in button ? button.value : null))).toEqual(['3', '12', '12']);
});
