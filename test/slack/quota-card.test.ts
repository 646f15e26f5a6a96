import { expect, test } from 'vitest';
import type { Project } from '../../src/domain/project.ts';
import type { QuotaIncrease } from '../../src/domain/quota.ts';
import { buildQuotaCard, findDeciders } from '../../src/slack/quota-card.ts';
import { findMessageProblems, readMessage, readTimes } from './block-kit.ts';
import { aProject, aQuota, aView, minutes } from './example.ts';

const render = (
  quota: Partial<QuotaIncrease> = {},
  project: Partial<Project> = {},
  existing = ['orders'],
) => {
  const card = buildQuotaCard(aView({ quota }), aProject(project), aQuota(quota), existing);
  expect(findMessageProblems(card)).toEqual([]);
  return `${readTimes(card.text)}\n---\n${readMessage(card)}`;
};

const decided = { decidedBy: 'U0BOB', decidedAt: minutes(3) } as const;

test('while it waits, the card calls the approvers and says what they decide', () => {
  expect(render()).toMatchInlineSnapshot(`
    "<@U0ADA> asks for one VPC more in payments (R12): it uses 3 of 3 VPCs. <!subteam^S0PLATFORM> or <@U0BOB>: approve or deny it. Nothing is created before.
    ---
    # R12: one VPC more for payments

    *Asked by* <@U0ADA>
    *For* \`payments-eu\`, \`10.0.1.0/24\` in us-east-1
    *In use* 3 of 3 VPCs
    *Already there* \`orders\`

    <!subteam^S0PLATFORM> or <@U0BOB>: approve or deny it. Nothing is created before.

    [Approve] [Deny]"
  `);
});

test('after the decision the card says who, when and why, and calls nobody', () => {
  const told = [
    render({ state: 'approved', ...decided }),
    render({ state: 'waiting-for-timescale', ...decided }),
    render({ state: 'refused', ...decided }),
    render({ state: 'denied', reason: 'Use payments-us', ...decided }),
    render({ state: 'withdrawn' }),
    render({ state: 'expired' }),
  ].map((text) => text.split('\n\n').at(-1));
  expect(told.join('\n')).toMatchInlineSnapshot(`
    "Approved by <@U0BOB>, 2026-11-22 09:03 UTC. The request goes on by itself.
    Approved by <@U0BOB>, 2026-11-22 09:03 UTC. Next, Timescale raises its own limit: ask its support.
    Approved by <@U0BOB>, 2026-11-22 09:03 UTC, but Timescale refused to raise its own limit.
    Denied by <@U0BOB>, 2026-11-22 09:03 UTC: “Use payments-us”. Nothing was created.
    No decision is needed any more: the request was cancelled.
    Nobody decided in time. Nothing was created."
  `);
  expect(render({ state: 'approved', ...decided })).not.toMatch(/subteam|\[Approve\]/);
});

test('a project without VPCs of its own lists none', () => {
  expect(render({}, {}, [])).not.toContain('Already there');
});

test.each([
  { approvers: ['U0ADA', 'U0BOB'], deciders: ['U0BOB'], because: 'nobody decides on their own' },
  { approvers: ['U0ADA'], deciders: ['U0ADMIN'], because: 'the admins are left' },
  { approvers: [], deciders: ['U0ADMIN'], because: 'nobody is listed but the admins' },
])('the card calls $deciders of $approvers, because $because', ({ approvers, deciders }) => {
  expect(findDeciders(aProject({ approvers }), 'U0ADA')).toEqual(deciders);
});
