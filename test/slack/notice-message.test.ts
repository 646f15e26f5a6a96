import { expect, test } from 'vitest';
import { guideAct } from '../../src/clouds/guide.ts';
import { readGuideFacts } from '../../src/domain/guide.ts';
import type { NoticeBody } from '../../src/domain/notice-body.ts';
import { button } from '../../src/slack/blocks.ts';
import { renderNotice } from '../../src/slack/notice-message.ts';
import { buildPendingPeerMessage } from '../../src/slack/pending-peer-message.ts';
import { findMessageProblems, readMessage, readTimes } from './block-kit.ts';
import { UNSEEN } from './cloud-example.ts';
import { aPeer, aProject, aView, aVpc, minutes, type ViewChange } from './example.ts';

const guide = guideAct(
  readGuideFacts({ provisionedId: 'pcx-0123456789abcdef0', peer: aPeer() }, aVpc(), UNSEEN),
);

const NOW = minutes(5);

const build = (body: NoticeBody, change: ViewChange = {}) => {
  const message = renderNotice({ body }, aView(change), aProject(), guide, NOW);
  expect(findMessageProblems(message)).toEqual([]);
  return message;
};

/** Where text and blocks say the same words, once. */
const read = (body: NoticeBody, change: ViewChange = {}): string => {
  const message = build(body, change);
  const [text, blocks] = [readTimes(message.text), readMessage(message)];
  const same = text === blocks.replaceAll('\n\n', ' ');
  return `${message.broadcast ? 'To the channel: ' : ''}${same ? '' : `${text}\n---\n`}${blocks}`;
};

const pending = {
  kind: 'peering-pending',
  peer: aPeer(),
  provisionedId: 'pcx-0123456789abcdef0',
  expiresAt: minutes(4) + 7 * 24 * 60 * 60_000,
} as const;

test('the notice that opens a request is its card', () => {
  const message = build({ kind: 'request-opened' });
  expect(message.broadcast).toBe(false);
  expect(readMessage(message)).toContain('# R12: VPC payments-eu for payments');
});

test('a VPC that is made is told with its id', () => {
  expect(read({ kind: 'vpc-created', providerId: '4711' })).toMatchInlineSnapshot(
    `"R12: Timescale made the VPC \`payments-eu\` with \`10.0.1.0/24\` in us-east-1 (id \`4711\`). Next, Timescale makes the peering request."`,
  );
});

test('a VPC that somebody deletes after its request was done is no failure of that request', () => {
  const body = { kind: 'vpc-failed', failure: { kind: 'gone' } } as const;
  expect(read(body, { request: { state: 'done' } })).toMatchInlineSnapshot(`
    "To the channel: <@U0ADA> R12: the VPC \`payments-eu\` ended. The VPC is no longer at Timescale: somebody deleted it there.

    If you still need it, press *Retry* on the card."
  `);
});

test.each([
  {
    body: { kind: 'vpc-failed', failure: { kind: 'gone' } },
    ask: { kind: 'peer' },
    says: 'If you still need a VPC, type `/vpc create`.',
    because: 'only who asked for the VPC has a Retry',
  },
  {
    body: { kind: 'peering-ended', peer: aPeer(), provisionedId: null, state: 'expired', said: null },
    ask: { kind: 'share', peeringId: 3 },
    says: 'If it is still needed, type `/vpc peer payments-eu` to ask for another.',
    because: 'only who asked for the peering has an Ask again',
  },
] as const)('nobody is sent to a button that they have not: $because', ({ body, ask, says }) => {
  const change = {
    request: { ask, state: 'failed' },
    vpc: { failure: null },
    peering: { state: 'expired' },
  } as const;
  const said = read(body, change);
  expect(said).toContain(says);
  expect(said).not.toMatch(/button|\[|Retry|Ask again/);
  if (body.kind === 'peering-ended') return;
  for (const state of ['done', 'failed'] as const) {
    const card = read(
      { kind: 'request-opened' },
      { request: { ask, state }, vpc: { state: 'failed', failure: body.failure } },
    );
    expect(card).toContain(says);
    expect(card).not.toContain('Retry');
  }
});

test('each way in which a VPC fails is explained, and says what to do', () => {
  const failures = [
    { kind: 'taken', providerId: '12', name: 'payments-eu', range: '10.0.1.0/24' },
    { kind: 'overlap', name: 'orders', range: '10.0.0.0/16' },
    { kind: 'ambiguous', providerIds: ['12', '13'] },
    { kind: 'refused', said: 'invalid region' },
    { kind: 'never-ready', said: 'VPC not found' },
    { kind: 'gone' },
  ] as const;
  const told = failures.map((failure) => read({ kind: 'vpc-failed', failure }));
  expect(told.join('\n\n===\n\n')).toMatchInlineSnapshot(`
    "To the channel: <@U0ADA> R12 failed at the VPC \`payments-eu\`. Timescale already has the VPC \`payments-eu\` with \`10.0.1.0/24\` (id \`12\`), and it was not made for this request.

    Ask again with another name or range: type \`/vpc create\`.

    ===

    To the channel: <@U0ADA> R12 failed at the VPC \`payments-eu\`. The range overlaps \`10.0.0.0/16\` of the VPC \`orders\` at Timescale.

    Ask again with another name or range: type \`/vpc create\`.

    ===

    To the channel: <@U0ADA> R12 failed at the VPC \`payments-eu\`. Several VPCs at Timescale match this request (ids \`12\` and \`13\`), so vpcbot cannot tell which one it made.

    Delete those you do not need in the Timescale console, then press *Retry* on the card.

    ===

    To the channel: <@U0ADA> R12 failed at the VPC \`payments-eu\`. Timescale refused to create it. Timescale says “invalid region”.

    Put right what it says, then press *Retry* on the card, or type \`/vpc create\` with other details.

    ===

    To the channel: <@U0ADA> R12 failed at the VPC \`payments-eu\`. Timescale has the VPC but makes no peering on it. Timescale says “VPC not found”.

    Press *Retry* on the card. If it stays like this, ask Timescale’s support.

    ===

    To the channel: <@U0ADA> R12 failed at the VPC \`payments-eu\`. The VPC is no longer at Timescale: somebody deleted it there.

    If you still need it, press *Retry* on the card."
  `);
});

test('a peering that Timescale takes says whose turn comes', () => {
  expect(read({ kind: 'peering-approved', peer: aPeer() })).toMatchInlineSnapshot(
    `"R12: Timescale takes the peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 and makes the request. Next, the owner of account \`123456789012\` accepts it; its id comes here."`,
  );
});

test('a pending peering has every identifier to copy, what to do, and what not to', () => {
  expect(read(pending)).toMatchInlineSnapshot(`
    "<@U0ADA> R12: it is the turn of the owner of account \`123456789012\`. The peering request \`pcx-0123456789abcdef0\` waits to be accepted before 2026-11-29 09:04 UTC. Never accept a request from an account you do not expect. What proves this one is its id, with your VPC and its region: in AWS it must be \`pcx-0123456789abcdef0\` for \`vpc-0a1b2c3d4e5f67890\` in \`eu-west-1\`. Leave any other alone. In account \`123456789012\`, region \`eu-west-1\`, open \`pcx-0123456789abcdef0\` in the AWS console and choose _Actions_, _Accept request_. Only then does the peering turn active. For traffic it also takes a route from your route tables to \`10.0.1.0/24\` through \`pcx-0123456789abcdef0\`, and outbound TCP 5432 to that range. vpcbot looks by itself and says here when the peering is active.
    ---
    <@U0ADA> R12: it is the turn of the owner of account \`123456789012\`. The peering request \`pcx-0123456789abcdef0\` waits to be accepted before 2026-11-29 09:04 UTC.

    *Peering request* \`pcx-0123456789abcdef0\`
    *Accepter account* \`123456789012\`
    *Accepter VPC* \`vpc-0a1b2c3d4e5f67890\`
    *Accepter region* \`eu-west-1\`
    *Timescale VPC* \`payments-eu\`
    *Timescale range* \`10.0.1.0/24\`
    *Timescale region* \`us-east-1\`
    *Expires* 2026-11-29 09:04 UTC

    *Careful.* Never accept a request from an account you do not expect. What proves this one is its id, with your VPC and its region: in AWS it must be \`pcx-0123456789abcdef0\` for \`vpc-0a1b2c3d4e5f67890\` in \`eu-west-1\`. Leave any other alone.

    *Accept it.* In account \`123456789012\`, region \`eu-west-1\`, open \`pcx-0123456789abcdef0\` in the <https://eu-west-1.console.aws.amazon.com/vpcconsole/home?region=eu-west-1#PeeringConnectionDetails:VpcPeeringConnectionId=pcx-0123456789abcdef0|AWS console> and choose _Actions_, _Accept request_. Or with the AWS CLI:

        aws ec2 accept-vpc-peering-connection --region eu-west-1 --vpc-peering-connection-id pcx-0123456789abcdef0 --query VpcPeeringConnection.Status.Code --output text

    Only then does the peering turn active. For traffic it also takes a route from your route tables to \`10.0.1.0/24\` through \`pcx-0123456789abcdef0\`, and outbound TCP 5432 to that range. vpcbot looks by itself and says here when the peering is active.

    [I have accepted it] [How to accept] [Send to someone]"
  `);
});

test('a pending peering without a guide still says what to do', () => {
  const message = renderNotice({ body: pending }, aView(), aProject(), null, NOW);
  expect(findMessageProblems(message)).toEqual([]);
  expect(message.text).toBe(build(pending).text);
  expect(readMessage(message)).toContain('open `pcx-0123456789abcdef0` in the AWS console');
});

test('the command is to be copied exactly as the guide has it', () => {
  expect(build(pending).blocks.filter(({ type }) => type === 'rich_text')).toEqual([
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: guide.command }] }],
    },
  ]);
});

test('what a person can press stands at the end of a pending peering', () => {
  const press = button({ action: 'accepted', words: 'I have accepted it', value: '3' });
  const { blocks } = buildPendingPeerMessage(pending, aView(), guide, [press]);
  expect(blocks.at(-1)).toEqual({ type: 'actions', elements: [press] });
});

test('an active peering calls whoever asked, in the channel', () => {
  expect(
    read({ kind: 'peering-active', peer: aPeer(), provisionedId: 'pcx-0123456789abcdef0' }),
  ).toMatchInlineSnapshot(`
    "To the channel: <@U0ADA> R12: the peering \`pcx-0123456789abcdef0\` between \`payments-eu\` and \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 is active.

    Next, attach a service to \`payments-eu\`: press *Attach a service* on the card, or type \`/vpc attach\`; for a new service, choose this VPC when you create it. If a connection times out, check the route to \`10.0.1.0/24\` and outbound TCP 5432 on your side."
  `);
});

test('each end of a peering is explained in the channel, in plain and in Timescale’s own words', () => {
  const ends = [
    { state: 'rejected-by-peer', said: null },
    { state: 'expired', said: null },
    { state: 'invalid-specification', said: 'VPC vpc-0a1b2c3d4e5f67890 not found in account 123456789012' },
    { state: 'deleted-by-peer', said: null },
    { state: 'failed', said: 'internal error' },
  ] as const;
  const told = ends.map((end) => read({ kind: 'peering-ended', peer: aPeer(), ...end }));
  expect(told.join('\n\n===\n\n')).toMatchInlineSnapshot(`
    "To the channel: <@U0ADA> R12: a peering of \`payments-eu\` ended. The owner of account \`123456789012\` rejected the peering request.

    Talk to the owner, then press *Ask again* on the card.

    ===

    To the channel: <@U0ADA> R12: a peering of \`payments-eu\` ended. Nobody in account \`123456789012\` accepted the peering request within seven days, so it expired.

    Press *Ask again* on the card: the new request has a new id and seven more days.

    ===

    To the channel: <@U0ADA> R12: a peering of \`payments-eu\` ended. No peering is possible with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1. Timescale says “VPC vpc-0a1b2c3d4e5f67890 not found in account 123456789012”.

    Check the account, the VPC id and its region, then press *Correct and ask again* on the card.

    ===

    To the channel: <@U0ADA> R12: a peering of \`payments-eu\` ended. The peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 is gone: somebody deleted it, in AWS or at Timescale.

    If you still need it, press *Ask again* on the card.

    ===

    To the channel: <@U0ADA> R12: a peering of \`payments-eu\` ended. The peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 did not come to be. Timescale says “internal error”.

    Check the account, the VPC id and its region, then press *Correct and ask again* on the card."
  `);
});

test('an account that nobody typed is not repeated from Timescale’s words', () => {
  const said = 'requester 999988887777 and accepter 1234-5678-9012 have 9999-8888-7777 in common';
  const told = read({ kind: 'peering-ended', peer: aPeer(), state: 'failed', said });
  expect(told).toContain(
    '“requester (account hidden) and accepter 1234-5678-9012 have (account hidden) in common”',
  );
});

test('a peering of somebody else is named and left alone', () => {
  expect(read({ kind: 'peering-taken', peer: aPeer(), providerId: '77' })).toMatchInlineSnapshot(`
    "To the channel: <@U0ADA> R12: \`payments-eu\` already had a peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 (id \`77\`); it was not made by vpcbot. vpcbot does not take it for this request. Press *Share it* to live on that one, or *Correct and ask again* on the card to name another network.
    ---
    <@U0ADA> R12: \`payments-eu\` already had a peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 (id \`77\`); it was not made by vpcbot. vpcbot does not take it for this request.

    Press *Share it* to live on that one, or *Correct and ask again* on the card to name another network.

    [Share it]"
  `);
});

test('trouble at Timescale says whether anybody has to do something', () => {
  const codes = [
    'TIMESCALE_UNAVAILABLE',
    'TIMESCALE_UNAUTHORIZED',
    'TIMESCALE_RATE_LIMITED',
    'TIMESCALE_REFUSED',
  ];
  const told = codes.map((code) => read({ kind: 'provider-trouble', code, since: minutes(5) }));
  expect(told.join('\n')).toMatchInlineSnapshot(`
    "R12 is held up since 2026-11-22 09:05 UTC. Timescale does not answer as it should. vpcbot keeps trying, and nothing is lost. Nothing is needed from you.
    R12 is held up since 2026-11-22 09:05 UTC. Timescale refuses the key of payments. Whoever keeps vpcbot’s configuration puts a valid key in. vpcbot goes on by itself then.
    R12 is held up since 2026-11-22 09:05 UTC. Timescale asks vpcbot to slow down. vpcbot waits and goes on by itself. Nothing is needed from you.
    R12 is held up since 2026-11-22 09:05 UTC. Timescale refuses what vpcbot asks of it. Whoever keeps vpcbot looks into its log. vpcbot keeps trying."
  `);
  expect(read({ kind: 'provider-recovered', since: minutes(5) })).toMatchInlineSnapshot(
    `"R12 goes on: Timescale answers again. It was held up since 2026-11-22 09:05 UTC."`,
  );
});

test('cancelling and retrying say by whom', () => {
  expect(read({ kind: 'request-cancelling', by: 'U0BOB' })).toMatchInlineSnapshot(
    `"<@U0BOB> cancels R12. Next, Timescale deletes what was made for it so far."`,
  );
  expect(read({ kind: 'request-cancelled' })).toMatchInlineSnapshot(
    `"R12 is cancelled, and nothing is left of it. Type \`/vpc create\` to ask anew."`,
  );
  expect(read({ kind: 'request-retried', by: 'U0BOB' })).toMatchInlineSnapshot(
    `"<@U0BOB> retries R12. The card says how far it is."`,
  );
});
