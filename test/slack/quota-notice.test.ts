import { expect, test } from 'vitest';
import type { QuotaNotice } from '../../src/domain/notice-body.ts';
import type { Project } from '../../src/domain/project.ts';
import { renderLimitNotice } from '../../src/slack/limit-notice.ts';
import type { AskView, QuotaCardFacts } from '../../src/slack/quota-card.ts';
import { renderQuotaNotice } from '../../src/slack/quota-notice.ts';
import { findMessageProblems, readMessage, readTimes } from './block-kit.ts';
import { aProject, aView, minutes } from './example.ts';
import { aCard, aLimitView, aWaiting } from './quota-example.ts';

const read = (
  body: QuotaNotice,
  view: AskView = aView({ quota: {} }),
  card: QuotaCardFacts = aCard(),
  project: Partial<Project> = {},
): string => {
  const message = renderQuotaNotice(body, { view, project: aProject(project), card });
  expect(findMessageProblems(message)).toEqual([]);
  const [text, blocks] = [readTimes(message.text), readMessage(message)];
  return text === blocks.replaceAll('\n\n', ' ') ? blocks : `${text}\n---\n${blocks}`;
};

const approved = { kind: 'quota-approved', by: 'U0BOB', limit: 4 } as const;
const denied = { kind: 'quota-denied', by: 'U0BOB', reason: 'Use payments-us' } as const;
const broken = { kind: 'glass-broken', by: 'U0ADA', reason: 'the launch is tonight', limit: 4 } as const;
const reminded = { kind: 'quota-reminded', since: minutes(0), expiresAt: minutes(10_080) } as const;
const expired = { kind: 'quota-expired', since: minutes(0) } as const;
const full = {
  kind: 'waiting-for-timescale',
  said: 'limit of 3 VPCs, account 999988887777',
  wanted: 4,
} as const;

test('a decision calls whoever asked, and says what the limit is from then on', () => {
  expect(read(approved)).toMatchInlineSnapshot(
    `"<@U0ADA> <@U0BOB> approved R12. payments may have 4 VPCs, also after this one is deleted. Next, Timescale makes the VPC."`,
  );
  expect(read(denied)).toMatchInlineSnapshot(
    `"<@U0ADA> <@U0BOB> denied R12: “Use payments-us”. Nothing was created. Talk to them, then type \`/vpc create\` to ask again."`,
  );
  expect(read({ ...approved, limit: 5 }, aLimitView())).toMatchInlineSnapshot(
    `"<@U0ADA> <@U0BOB> approved R12. payments may have 5 VPCs from now on. Type \`/vpc create payments\` to make one."`,
  );
  expect(read(denied, aLimitView())).toMatchInlineSnapshot(
    `"<@U0ADA> <@U0BOB> denied R12: “Use payments-us”. The limit stays as it is. Talk to them, then type \`/vpc quota increase payments\` to ask again."`,
  );
  const held = aCard({}, { waiting: [aWaiting({ id: 7, state: 'waiting-for-timescale' })] });
  expect(read({ ...approved, limit: 5 }, aLimitView(), held)).toContain('does not raise Timescale’s own');
});

test('broken glass calls every approver, names the admin and quotes why', () => {
  expect(read(broken)).toMatchInlineSnapshot(`
    "<!subteam^S0PLATFORM> and <@U0BOB>: <@U0ADA>, an admin, approved R12, their own request, without an approver: “the launch is tonight”

    payments may have 4 VPCs, also after this one is deleted. Next, Timescale makes the VPC. If that was not right, talk to <@U0ADA>; \`/vpc history payments\` tells what was done."
  `);
  expect(
    read({ ...broken, by: 'U0ADMIN' }, aView({ quota: {} }), aCard(), { approvers: [] }),
  ).toMatchInlineSnapshot(`
    "<@U0ADMIN>, an admin, approved R12 without an approver: “the launch is tonight”

    payments may have 4 VPCs, also after this one is deleted. Next, Timescale makes the VPC. If that was not right, talk to <@U0ADMIN>; \`/vpc history payments\` tells what was done."
  `);
});

test('the ticket names the product that the project is of', () => {
  const words = read(full, aView({ quota: {} }), aCard(), { product: 'managed', id: 'metrics-prod' });
  expect(words).toContain('of our Managed Service for TimescaleDB project metrics-prod to 4.');
  expect(words).not.toContain('Project id');
});

test('a reminder calls whoever can decide, and nobody once it is decided', () => {
  expect(read(reminded)).toMatchInlineSnapshot(
    `"R12 waits for a decision since 2026-11-22 09:00 UTC, and ends without one at 2026-11-29 09:00 UTC. <!subteam^S0PLATFORM> or <@U0BOB>: approve or deny it. The buttons are on its card in this thread."`,
  );
  expect(read(reminded, aView({ quota: {} }), aCard({ state: 'approved' }))).toMatchInlineSnapshot(
    `"R12 needs no decision any more."`,
  );
});

test('an end without a decision offers to ask again by one press', () => {
  expect(read(expired)).toMatchInlineSnapshot(`
    "<@U0ADA> R12 ended: nobody decided on it since 2026-11-22 09:00 UTC. Nothing was created. Press *Ask again* if you still need it.
    ---
    <@U0ADA> R12 ended: nobody decided on it since 2026-11-22 09:00 UTC. Nothing was created. Press *Ask again* if you still need it.

    [Ask again]"
  `);
  const again = renderQuotaNotice(expired, {
    view: aLimitView(),
    project: aProject(),
    card: aCard({ wantedLimit: 5 }),
  });
  expect(JSON.stringify(again.blocks)).toContain('edit:ask_limit');
  expect(JSON.stringify(again.blocks)).toContain('two teams more');
});

test('a limit of Timescale is told with a ticket to copy, and hides accounts that nobody typed', () => {
  expect(read(full)).toMatchInlineSnapshot(`
    "<@U0ADA> R12 waits: Timescale does not allow payments one VPC more. Timescale says “limit of 3 VPCs, account (account hidden)”. Ask its support for a limit of 4 VPCs: the thread says what to write. When it has answered, an approver or an admin presses *Timescale raised it…* or *Timescale refused…* on the card. *Retry* on the card tries whether the VPC is allowed by now.
    ---
    <@U0ADA> R12 waits: Timescale does not allow payments one VPC more. Timescale says “limit of 3 VPCs, account (account hidden)”. Next, somebody writes this to Timescale’s support:

        Please raise the limit of VPCs for peering of our Tiger Cloud project rp1pz7uyae to 4.\\n\\nProject id: rp1pz7uyae\\nRegion: us-east-1\\nVPCs now: 3\\nWanted limit: 4\\nWhy: we want to create the VPC payments-eu with 10.0.1.0/24 to peer with a network of ours, and the API answers: limit of 3 VPCs, account (account hidden)

    When it has answered, an approver or an admin presses *Timescale raised it…* or *Timescale refused…* on the card. *Retry* on the card tries whether the VPC is allowed by now."
  `);
});

test('the ticket asks for as many as wait', () => {
  const waiting = [7, 12].map((id) => aWaiting({ id, state: 'waiting-for-timescale' }));
  expect(read(full, aView({ quota: {} }), aCard({}, { waiting }))).toContain('Wanted limit: 5');
});

test('what Timescale did about its limit is told with who says so', () => {
  expect(read({ kind: 'limit-raised', by: 'U0BOB', limit: 5 })).toMatchInlineSnapshot(
    `"<@U0ADA> R12 goes on: <@U0BOB> says that Timescale allows payments 5 VPCs now. Next, Timescale makes the VPC."`,
  );
  expect(
    read({ kind: 'limit-refused', by: 'U0BOB', reason: 'upgrade the plan first' }),
  ).toMatchInlineSnapshot(
    `"<@U0ADA> R12 ended: Timescale refused to raise its limit, says <@U0BOB>: “upgrade the plan first”. Nothing was created. \`/vpc list payments\` shows the VPCs that there are: use one of them, or delete one and ask again."`,
  );
});

test('a request that fits by now goes on without a decision', () => {
  expect(read({ kind: 'quota-fits', limit: 5 })).toMatchInlineSnapshot(
    `"<@U0ADA> R12 goes on without a decision: payments may have 5 VPCs by now. Next, Timescale makes the VPC."`,
  );
});

test('a limit that rose, and glass that was broken, are told in the channel; a reminder is not', () => {
  const isTold = (body: QuotaNotice) =>
    renderLimitNotice({ body }, aLimitView(), aProject(), aCard()).broadcast;
  expect([approved, broken, expired, reminded, denied].map(isTold)).toEqual([true, true, true, false, false]);
});

test('who withdraws a request for a limit is named', () => {
  const body = { kind: 'request-cancelling', by: 'U0BOB' } as const;
  expect(readMessage(renderLimitNotice({ body }, aLimitView(), aProject(), aCard()))).toMatchInlineSnapshot(
    `"<@U0BOB> cancelled R12: nobody has to decide on it any more, and the limit stays as it is."`,
  );
});
