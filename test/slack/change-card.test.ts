import { expect, test } from 'vitest';
import type { Ask, VpcView } from '../../src/domain/request.ts';
import { buildRequestCard } from '../../src/slack/request-card.ts';
import { findMessageProblems, readMessage, readTimes } from './block-kit.ts';
import { aPeer, aPeering, aProject, aRequest, aView, minutes } from './example.ts';

const NOW = minutes(5);

const render = (view: VpcView): string => {
  const card = buildRequestCard(view, aProject(), NOW);
  expect(findMessageProblems(card)).toEqual([]);
  return `${readTimes(card.text)}\n\n${readMessage(card)}`;
};

/** Below the facts: the steps, the buttons, whose turn it is. */
const belowFacts = (view: VpcView): string => render(view).split('\n\n').slice(3).join('\n');

const asking = (ask: Ask, change: Partial<VpcView> = {}, state: VpcView['request']['state'] = 'open') => {
  const view = aView();
  return { ...view, request: aRequest({ ask, state, createdAt: minutes(4) }), ...change };
};

const other = aPeer({ accountId: '210987654321', vpcId: 'vpc-0fffffffffffffff0', region: 'us-east-1' });
const asked = { state: 'requested', providerId: null, provisionedId: null, expiresAt: null } as const;

test('a request for peerings shows each of them, and whose turn it is for each', () => {
  const peerings = [aPeering(), aPeering({ id: 4, peer: other, ...asked, peerRanges: [] })];
  expect(render(asking({ kind: 'peer' }, { peerings }))).toMatchInlineSnapshot(`
    "R12: 2 peerings for \`payments-eu\`, \`10.0.1.0/24\` in us-east-1, asked by <@U0ADA>. It is the turn of whoever owns account \`123456789012\`: accept \`pcx-0123456789abcdef0\`. The thread says how.

    # R12: 2 peerings for payments-eu

    *VPC* \`payments-eu\` of payments
    *Range* \`10.0.1.0/24\`
    *Region* us-east-1
    *Asked by* <@U0ADA>, 2026-11-22 09:04 UTC
    *Peer* \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1
    *Peer’s ranges* \`10.8.0.0/16\`
    *Peer* \`vpc-0fffffffffffffff0\` of account \`210987654321\` in us-east-1
    *Peer’s ranges* not checked against your network

    *Now*  Waiting for account \`123456789012\` to accept \`pcx-0123456789abcdef0\` before 2026-11-29 09:04 UTC (since 2026-11-22 09:04 UTC)
    *Next*  The peering turns active
    *Now*  Timescale is asked to peer with \`vpc-0fffffffffffffff0\` of account \`210987654321\` in us-east-1 (since 2026-11-22 09:04 UTC)
    *Next*  The owner of account \`210987654321\` accepts

    *7 days left* to accept \`pcx-0123456789abcdef0\`.

    [I have accepted it] [How to accept] [Send to someone]

    [Cancel R12]

    It is the turn of whoever owns account \`123456789012\`: accept \`pcx-0123456789abcdef0\`. The thread says how.

    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>."
  `);
  const both = [aPeering(), aPeering({ id: 4, peer: other, provisionedId: 'pcx-2' })];
  expect(belowFacts(asking({ kind: 'peer' }, { peerings: both }))).toMatchInlineSnapshot(`
    "*Now*  Waiting for account \`123456789012\` to accept \`pcx-0123456789abcdef0\` before 2026-11-29 09:04 UTC (since 2026-11-22 09:04 UTC)
    *Next*  The peering turns active
    *Now*  Waiting for account \`210987654321\` to accept \`pcx-2\` before 2026-11-29 09:04 UTC (since 2026-11-22 09:04 UTC)
    *Next*  The peering turns active
    *7 days left* to accept \`pcx-0123456789abcdef0\`.
    [I have accepted it] [How to accept] [Send to someone]
    *7 days left* to accept \`pcx-2\`.
    [I have accepted it] [How to accept] [Send to someone]
    [Cancel R12]
    It is the turn of whoever owns account \`123456789012\` (accept \`pcx-0123456789abcdef0\`) and account \`210987654321\` (accept \`pcx-2\`). The thread says how.
    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>."
  `);
});

test('peerings that are active lead on to the services, and one that is deleted since says so', () => {
  const peerings = [aPeering({ state: 'active' })];
  expect(belowFacts(asking({ kind: 'peer' }, { peerings }, 'done'))).toMatchInlineSnapshot(`
    "*Done*  Peering request \`pcx-0123456789abcdef0\` made
    *Done*  Peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 active (2026-11-22 09:04 UTC)
    [Add a peering] [Attach a service] [Delete the peering…]
    R12 is done. Next, press *Attach a service*, or choose \`payments-eu\` when you create one: only then is it in the VPC.
    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>."
  `);
  const gone = [aPeering({ state: 'deleted', stateSince: minutes(9) })];
  expect(belowFacts(asking({ kind: 'peer' }, { peerings: gone }, 'done'))).toMatchInlineSnapshot(`
    "*Done*  Peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 deleted (2026-11-22 09:09 UTC)
    R12 was done. Its peering is deleted since.
    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>."
  `);
});

test('a deletion of a peering says what happens, what is left to do, or why it stays', () => {
  const ask: Ask = { kind: 'unpeer', peeringId: 3 };
  const of = (state: 'deleting' | 'deleted' | 'active') => ({
    peerings: [aPeering({ state, stateSince: minutes(6) })],
  });
  expect(render(asking(ask, of('deleting')))).toMatchInlineSnapshot(`
    "R12: delete a peering of \`payments-eu\`, \`10.0.1.0/24\` in us-east-1, asked by <@U0ADA>. It is Timescale’s turn: it deletes the peering. Next, the thread says what is left to clean up.

    # R12: delete a peering of payments-eu

    *VPC* \`payments-eu\` of payments
    *Range* \`10.0.1.0/24\`
    *Region* us-east-1
    *Asked by* <@U0ADA>, 2026-11-22 09:04 UTC
    *Peer* \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1
    *Peer’s ranges* \`10.8.0.0/16\`

    *Now*  Timescale deletes the peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 (since 2026-11-22 09:06 UTC)

    It is Timescale’s turn: it deletes the peering. Next, the thread says what is left to clean up.

    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>."
  `);
  expect(belowFacts(asking(ask, of('deleted'), 'done'))).toMatchInlineSnapshot(`
    "*Done*  Peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 deleted (2026-11-22 09:06 UTC)
    R12 is done. The peering is deleted. Next, clean up what is left on the other side; the thread says how.
    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>."
  `);
  const unknown = { peerings: [aPeering({ state: 'deleted', stateSince: minutes(6), provisionedId: null })] };
  expect(belowFacts(asking(ask, unknown, 'done'))).toContain(
    'R12 is done. The peering is deleted. Nothing is needed from you.',
  );
  expect(belowFacts(asking(ask, of('active'), 'failed'))).toMatchInlineSnapshot(`
    "*Stopped*  The peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 stays (2026-11-22 09:06 UTC)
    [Delete the peering…]
    R12 failed. The peering stays. The thread says why; put that right, then press *Delete the peering…*.
    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>."
  `);
});

test('a deletion of a VPC goes peering by peering, and ends with its range free', () => {
  const ask: Ask = { kind: 'delete' };
  const view = asking(ask);
  const vpc = { ...view.vpc, state: 'deleting', stateSince: minutes(4) } as const;
  const half = [
    aPeering({ state: 'deleted', stateSince: minutes(5) }),
    aPeering({ id: 4, peer: other, state: 'deleting', stateSince: minutes(4) }),
    aPeering({ id: 5, state: 'expired', stateSince: minutes(1) }),
  ];
  expect(render({ ...view, vpc, peerings: half })).toMatchInlineSnapshot(`
    "R12: delete \`payments-eu\`, \`10.0.1.0/24\` in us-east-1, asked by <@U0ADA>. It is Timescale’s turn: it deletes the peerings of \`payments-eu\` first, and then the VPC.

    # R12: delete payments-eu

    *VPC* \`payments-eu\` of payments
    *Range* \`10.0.1.0/24\`
    *Region* us-east-1
    *Asked by* <@U0ADA>, 2026-11-22 09:04 UTC

    *Done*  Peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 deleted (2026-11-22 09:05 UTC)
    *Now*  Timescale deletes the peering with \`vpc-0fffffffffffffff0\` of account \`210987654321\` in us-east-1 (since 2026-11-22 09:04 UTC)
    *Next*  Timescale deletes the VPC

    It is Timescale’s turn: it deletes the peerings of \`payments-eu\` first, and then the VPC.

    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>."
  `);
  const all = half.slice(0, 2).map((peering) => ({ ...peering, state: 'deleted' as const }));
  const gone = { ...vpc, state: 'deleted', stateSince: minutes(6) } as const;
  expect(belowFacts(asking(ask, { vpc: gone, peerings: all }, 'done'))).toMatchInlineSnapshot(`
    "*Done*  Peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 deleted (2026-11-22 09:05 UTC)
    *Done*  Peering with \`vpc-0fffffffffffffff0\` of account \`210987654321\` in us-east-1 deleted (2026-11-22 09:04 UTC)
    *Done*  VPC deleted (2026-11-22 09:06 UTC)
    R12 is done. The VPC \`payments-eu\` is deleted, and its range is free. Next, clean up what is left on the other side; the thread says how."
  `);
  expect(belowFacts(asking(ask, { peerings: half.slice(0, 1) }, 'failed'))).toMatchInlineSnapshot(`
    "*Done*  Peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 deleted (2026-11-22 09:05 UTC)
    *Stopped*  The VPC stays (2026-11-22 09:00 UTC)
    [Delete…]
    R12 failed. The VPC stays. The thread says why; put that right, then press *Delete…*.
    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>."
  `);
});

test('a renaming names both names, and offers another one where Timescale refused', () => {
  const ask: Ask = { kind: 'rename', from: 'payments-eu', to: 'reports' };
  expect(render(asking(ask))).toMatchInlineSnapshot(`
    "R12: rename \`payments-eu\`, \`10.0.1.0/24\` in us-east-1, asked by <@U0ADA>. It is Timescale’s turn: it renames the VPC.

    # R12: rename payments-eu

    *VPC* \`payments-eu\` of payments
    *Range* \`10.0.1.0/24\`
    *Region* us-east-1
    *Asked by* <@U0ADA>, 2026-11-22 09:04 UTC

    *Now*  Timescale renames \`payments-eu\` to \`reports\` (since 2026-11-22 09:04 UTC)

    It is Timescale’s turn: it renames the VPC.

    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>."
  `);
  expect(belowFacts(asking(ask, {}, 'done'))).toMatchInlineSnapshot(`
    "*Done*  Renamed to \`reports\` (2026-11-22 09:00 UTC)
    R12 is done. The VPC is called \`reports\` now. Nothing is needed from you.
    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>."
  `);
  expect(belowFacts(asking(ask, {}, 'failed'))).toMatchInlineSnapshot(`
    "*Stopped*  The name \`payments-eu\` stays (2026-11-22 09:00 UTC)
    [Rename…]
    R12 failed. The VPC keeps its name. The thread says why; press *Rename…* to ask for another.
    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>."
  `);
});

test('a VPC that is made without a peering says that nothing reaches it', () => {
  expect(belowFacts(asking({ kind: 'create' }, { peerings: [] }, 'done'))).toMatchInlineSnapshot(`
    "*Done*  VPC ready (2026-11-22 09:02 UTC)
    [Add a peering] [Delete…]
    R12 is done. Nothing reaches \`payments-eu\` until a peering of it is active: press *Add a peering*.
    \`payments-eu\` has the id \`4711\` in the <https://console.cloud.tigerdata.com/dashboard/vpc|Timescale console>."
  `);
});

test('a request whose VPC is deleted since says so and offers nothing', () => {
  const view = asking({ kind: 'create' }, {}, 'done');
  const vpc = { ...view.vpc, state: 'deleted' } as const;
  const peerings = [aPeering({ state: 'deleted' })];
  expect(belowFacts({ ...view, vpc, peerings })).toMatchInlineSnapshot(`
    "*Done*  VPC deleted (2026-11-22 09:02 UTC)
    *Done*  Peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 deleted (2026-11-22 09:04 UTC)
    R12 was done. The VPC \`payments-eu\` is deleted since."
  `);
});

test('what is in use offers no cancelling, however the request came out', () => {
  const active = aPeering({ id: 2, state: 'active', peer: other });
  const rejected = aPeering({ state: 'rejected-by-peer' });
  for (const state of ['open', 'failed'] as const) {
    const words = render(asking({ kind: 'create' }, { peerings: [active, rejected] }, state));
    expect(words).not.toContain('[Cancel R12]');
    expect(words).toContain('[Correct and ask again]');
  }
  const built = asking({ kind: 'create' }, { others: [aRequest({ id: 13 })] });
  expect(render(built)).not.toContain('[Cancel R12]');
});
