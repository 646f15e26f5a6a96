import { expect, test } from 'vitest';
import type { Project } from '../../src/domain/project.ts';
import type { QuotaFacts } from '../../src/domain/quota-facts.ts';
import { buildQuotaAnswer } from '../../src/slack/quota-answer.ts';
import {
  answerAskedAgain,
  answerAskedAlready,
  answerGivenAway,
  answerLimitNotRetried,
  answerLimitOver,
  answerLimitRaised,
  answerLimitWithdrawn,
  answerNotWaiting,
  askWithdrawLimit,
} from '../../src/slack/quota-answers.ts';
import { findMessageProblems, readMessage } from './block-kit.ts';
import { aProject, aRequest, minutes } from './example.ts';
import { aWaiting, quotaFacts } from './quota-example.ts';

const read = (facts: Partial<QuotaFacts> = {}, project: Partial<Project> = {}, mayAsk = true): string => {
  const message = buildQuotaAnswer([{ project: aProject(project), facts: quotaFacts(facts), mayAsk }]);
  expect(findMessageProblems(message)).toEqual([]);
  return readMessage(message);
};

test('a quota tells what is used, where the limit comes from, and what waits', () => {
  const grant = { limit: 5, by: 'U0BOB', at: minutes(3), requestId: 9 };
  const waiting = [
    aWaiting(),
    aWaiting({ id: 14, state: 'waiting-for-timescale' }),
    aWaiting({ id: 15 }, { vpcName: null, wanted: 8 }),
  ];
  expect(read({ grant, plan: 'PERFORMANCE', waiting })).toMatchInlineSnapshot(`
    "# VPC quota

    *payments* uses 3 of 5 VPCs. The configuration allows 3; <@U0BOB> granted 5, 2026-11-22 09:03 UTC (R9).

    At Timescale it is on the plan “PERFORMANCE”, which allows 1 VPC: Timescale may refuse more until the plan is changed or its support raises that. VPCs are not charged during a trial.

    *Waiting*
    • R13: one VPC more, \`ledger\`, asked for by <@U0OMAR>; waits for an approver since 2026-11-22 09:00 UTC
    • R14: one VPC more, \`ledger\`, asked for by <@U0OMAR>; waits for Timescale since 2026-11-22 09:00 UTC
    • R15: a limit of 8 VPCs, asked for by <@U0OMAR>; waits for an approver since 2026-11-22 09:00 UTC

    [Ask for more…]"
  `);
});

test('who may not ask is offered no button, and what nobody granted is the configuration’s', () => {
  expect(read({ used: 1 }, {}, false)).toMatchInlineSnapshot(`
    "# VPC quota

    *payments* uses 1 of 3 VPCs. The configuration allows 3."
  `);
});

test('a grant that the configuration has caught up with is not told of', () => {
  expect(read({ grant: { limit: 3, by: 'U0BOB', at: null, requestId: 9 } })).not.toContain('granted');
});

test('each plan is told with what it allows, as a remark', () => {
  const remark = (plan: string) => read({ plan }).split('\n\n')[2];
  expect(['FREE', 'performance', 'SCALE', 'new'].map(remark).join('\n')).toMatchInlineSnapshot(`
    "At Timescale it is on the plan “FREE”, which allows no VPC: Timescale may refuse until the plan is changed. VPCs are not charged during a trial.
    At Timescale it is on the plan “performance”, which allows 1 VPC: Timescale may refuse more until the plan is changed or its support raises that. VPCs are not charged during a trial.
    At Timescale it is on the plan “SCALE”, which sets no limit for VPCs. VPCs are not charged during a trial.
    At Timescale it is on the plan “new”. How many VPCs that allows is not known here. VPCs are not charged during a trial."
  `);
});

test('what was never read says so', () => {
  expect(read({ observedAt: null })).toContain('Timescale was not read yet, so there may be more.');
});

test('many projects and many requests are counted past what a message holds', () => {
  const waiting = Array.from({ length: 11 }, () => aWaiting());
  expect(read({ waiting })).toContain('and 3 more requests');
  const many = Array.from({ length: 12 }, (_, at) => ({
    project: aProject({ name: `p${at}` }),
    facts: quotaFacts({ plan: 'FREE', waiting }),
    mayAsk: true,
  }));
  const message = buildQuotaAnswer(many);
  expect(findMessageProblems(message)).toEqual([]);
  expect(readMessage(message)).toContain('There are 2 more projects. Type `/vpc quota` and the name of one.');
});

test('each answer about a limit says what to do next', () => {
  const said = [
    answerLimitRaised(5, [12, 13], []),
    answerLimitRaised(4, [12], [13]),
    answerNotWaiting(12, 'open'),
    answerAskedAlready(12, 'waiting-for-approval'),
    answerAskedAgain(12, true),
    answerAskedAgain(12, false),
    answerGivenAway(12, 'payments'),
    askWithdrawLimit(aRequest()),
    answerLimitWithdrawn(12),
    answerLimitOver(aRequest({ state: 'done' })),
    answerLimitNotRetried(aRequest({ state: 'expired' })),
    answerLimitNotRetried(aRequest({ state: 'waiting-for-approval' })),
  ];
  for (const message of said) expect(findMessageProblems(message)).toEqual([]);
  expect(said.map(readMessage).join('\n===\n')).toMatchInlineSnapshot(`
    "R12 and R13 go on with a limit of 5 VPCs.
    ===
    R12 goes on with a limit of 4 VPCs. R13 still waits: that limit leaves no room. Ask Timescale’s support for more.
    ===
    R12 goes on already, so nothing was recorded. Its card says how far it is.
    ===
    R12 waits for an approver, so it was not asked for again. Its card says how far it is.
    ===
    R12 waits for an approver again.
    ===
    R12 goes on: there is room for it by now.
    ===
    R12 cannot be asked for again: its name or its range belongs to another VPC by now. Type \`/vpc create payments\` to ask with others.
    ===
    Do you want to cancel R12? Nobody has to decide on it then, and the limit stays as it is. Press *Cancel R12*, or leave it.

    [Cancel R12]
    ===
    R12 is cancelled. The limit stays as it is.
    ===
    R12 was approved, so there is nothing left to cancel. \`/vpc quota payments\` shows the limit.
    ===
    R12 ended because nobody decided in time, so there is nothing to retry. Type \`/vpc quota increase payments\` to ask for more.
    ===
    R12 waits for an approver, so there is nothing to retry. Wait for it, or type \`/vpc cancel R12\`."
  `);
});
