import { expect, test } from 'vitest';
import * as answers from '../../src/slack/answers.ts';
import type { Message } from '../../src/slack/blocks.ts';
import { answerCommandProblem } from '../../src/slack/command-answers.ts';
import { answerRecorded } from '../../src/slack/plain-views.ts';
import { findMessageProblems, readMessage, readTimes } from './block-kit.ts';
import { aQuota, minutes } from './example.ts';

const read = (message: Message): string => {
  expect(findMessageProblems(message)).toEqual([]);
  expect(readMessage(message)).toContain(readTimes(message.text));
  return readMessage(message);
};

interface Row {
  readonly to: string;
  readonly answer: Message;
  readonly words: string;
}

const refused = (
  reason: 'not-a-requester' | 'not-an-approver' | 'own-request' | 'not-yours' | 'deactivated',
) => answers.answerRefused({ kind: 'refused', reason, ask: ['U0BOB', 'S0PLATFORM'] }, 'payments');

const ROWS: readonly Row[] = [
  {
    to: 'somebody who may not ask',
    answer: refused('not-a-requester'),
    words:
      'You are not listed as a requester of payments. Nothing was changed. Ask <@U0BOB> or <!subteam^S0PLATFORM>.',
  },
  {
    to: 'somebody who may not approve',
    answer: refused('not-an-approver'),
    words:
      'You are not listed as an approver of payments. Nothing was changed. Ask <@U0BOB> or <!subteam^S0PLATFORM>.',
  },
  {
    to: 'somebody who approves their own request',
    answer: refused('own-request'),
    words:
      'This is your own request, and nobody decides on their own. Nothing was changed. Ask <@U0BOB> or <!subteam^S0PLATFORM>.',
  },
  {
    to: 'somebody who cancels what is not theirs',
    answer: refused('not-yours'),
    words: 'This request is somebody else’s. Nothing was changed. Ask <@U0BOB> or <!subteam^S0PLATFORM>.',
  },
  {
    to: 'somebody whose account is off',
    answer: refused('deactivated'),
    words: 'Your Slack account is deactivated. Nothing was changed. Ask <@U0BOB> or <!subteam^S0PLATFORM>.',
  },
  {
    to: 'a second approval',
    answer: answers.answerDecided(
      aQuota({ state: 'approved', decidedBy: 'U0BOB', decidedAt: minutes(3), grantedLimit: 4 }),
    ),
    words:
      'R12 was decided before you pressed. Approved by <@U0BOB>, 2026-11-22 09:03 UTC. payments may have 4 VPCs.',
  },
  {
    to: 'an approval after a denial',
    answer: answers.answerDecided(
      aQuota({ state: 'denied', decidedBy: 'U0BOB', decidedAt: minutes(3), reason: 'no need' }),
    ),
    words:
      'R12 was decided before you pressed. Denied by <@U0BOB>, 2026-11-22 09:03 UTC: “no need”. Nothing was created.',
  },
  {
    to: 'a form that was sent',
    answer: answerRecorded({ requestId: 12, channel: 'C0PAYMENTS', waits: false, stops: true }),
    words:
      'Your request is recorded as R12. Its card comes in <#C0PAYMENTS> and says how far it is; to stop it, type `/vpc cancel R12`.',
  },
  {
    to: 'a press that cannot be taken back',
    answer: answerRecorded({ requestId: 12, channel: 'C0PAYMENTS', waits: false, stops: false }),
    words: 'Your request is recorded as R12. Its card comes in <#C0PAYMENTS> and says how far it is.',
  },
  {
    to: 'a request nobody knows',
    answer: answers.answerRequestNotFound(99, [12, 13]),
    words: 'There is no request R99. There are R12 and R13: type one of these.',
  },
  {
    to: 'a request where there is none',
    answer: answers.answerRequestNotFound(99, []),
    words: 'There is no request R99, and none is under way. Type `/vpc create` to start one.',
  },
  {
    to: 'a VPC misspelt',
    answer: answers.answerVpcNotFound('payment-eu', ['payments-eu', 'orders']),
    words: 'There is no VPC `payment-eu`. Did you mean `payments-eu`?',
  },
  {
    to: 'a VPC like no other',
    answer: answers.answerVpcNotFound('x', ['payments-eu', 'orders']),
    words: 'There is no VPC `x`. There are `payments-eu` and `orders`. Type `/vpc show` and one of these.',
  },
  {
    to: 'a VPC where there is none',
    answer: answers.answerVpcNotFound('x', []),
    words: 'There is no VPC `x`. There is none yet. Type `/vpc create` to make one.',
  },
  {
    to: 'a name that several VPCs have',
    answer: answers.answerSeveralVpcs('shared', [
      { project: 'payments', providerId: '12' },
      { project: 'payments', providerId: '13' },
      { project: 'orders', providerId: null },
    ]),
    words:
      'Several VPCs are called `shared`: `12` in `payments`, `13` in `payments` and one in `orders`. Type the id in the place of the name.',
  },
  {
    to: 'somebody whom no project lists',
    answer: answers.answerNoProject(['U0BOB', 'S0PLATFORM']),
    words:
      'You are not listed in any project, so there is nothing that you may see or ask for. Ask <@U0BOB> or <!subteam^S0PLATFORM> to list you.',
  },
  {
    to: 'somebody whom this project does not list',
    answer: answers.answerUnreadable('payments', ['U0BOB']),
    words: 'You are not listed in payments, so you cannot see what it has. Ask <@U0BOB> to list you.',
  },
  {
    to: 'a project misspelt',
    answer: answers.answerProjectNotFound('paymets', ['payments', 'orders'], 'list'),
    words: 'There is no project `paymets`. Did you mean `payments`?',
  },
  {
    to: 'a project for somebody who has none',
    answer: answers.answerProjectNotFound('x', [], 'create'),
    words: 'There is no project `x` that you may use. Ask whoever keeps vpcbot to list you.',
  },
  {
    to: 'a button of a VPC that is gone',
    answer: answers.answerVpcNotFound('vpc:7', ['payments-eu']),
    words: 'This VPC is no longer there, so nothing was done. Type `/vpc list` for those that are.',
  },
  {
    to: 'a button of a peering that is gone',
    answer: answers.answerPeeringNotFound('peering:3', ['pcx-1']),
    words:
      'This peering is no longer there, so nothing was done. Type `/vpc show` and a VPC for its peerings.',
  },
  {
    to: 'a peering misspelt',
    answer: answers.answerPeeringNotFound('pcx-0123456789abcdef1', ['pcx-0123456789abcdef0']),
    words: 'There is no peering `pcx-0123456789abcdef1`. Did you mean `pcx-0123456789abcdef0`?',
  },
  {
    to: 'a peering that is not there',
    answer: answers.answerPeeringNotFound('orders', ['pcx-1', 'pcx-2']),
    words:
      'There is no peering `orders`. There are `pcx-1` and `pcx-2`. Type `/vpc show` and a VPC for its peerings.',
  },
  {
    to: 'a peering where there is none',
    answer: answers.answerPeeringNotFound('x', []),
    words:
      'There is no peering `x`. None is there that you may see. Type `/vpc show` and a VPC for its peerings.',
  },
  {
    to: 'a network that is peered with several VPCs',
    answer: answers.answerSeveralPeerings('vpc-1', ['pcx-1', 'pcx-2']),
    words: 'Several peerings are called `vpc-1`: `pcx-1` and `pcx-2`. Type `/vpc unpeer` and one of these.',
  },
  {
    to: 'a button of yesterday',
    answer: answers.answerOutdated(),
    words: 'This has changed since you opened it, so nothing was done. Look at the card and press again.',
  },
  {
    to: 'anybody while the database is locked',
    answer: answers.answerTrouble('store'),
    words: 'vpcbot could not write to its database. Nothing was recorded. Try again in a minute.',
  },
  {
    to: 'anybody while Slack is silent',
    answer: answers.answerTrouble('slack'),
    words: 'Slack did not answer vpcbot. Nothing was recorded. Try again in a minute.',
  },
  {
    to: 'a misspelt verb',
    answer: answerCommandProblem({ kind: 'unknown', verb: 'crate', nearest: 'create' }),
    words:
      'There is no `/vpc crate`. Did you mean `/vpc create`? It reads `/vpc create [project] [region] [cidr]`, for example `/vpc create payments us-east-1 10.0.0.0/24`.',
  },
  {
    to: 'a verb like no other',
    answer: answerCommandProblem({ kind: 'unknown', verb: 'dance', nearest: null }),
    words: 'There is no `/vpc dance`. Type `/vpc help` for what there is.',
  },
  {
    to: 'a verb without its VPC',
    answer: answerCommandProblem({ kind: 'incomplete', verb: 'show', missing: 'vpc' }),
    words:
      'Say which VPC you mean. It reads `/vpc show &lt;vpc&gt;`, for example `/vpc show payments-us-east-1`.',
  },
  {
    to: 'a verb without its request',
    answer: answerCommandProblem({ kind: 'incomplete', verb: 'retry', missing: 'request' }),
    words: 'Say which request you mean. It reads `/vpc retry &lt;request&gt;`, for example `/vpc retry R12`.',
  },
  {
    to: 'a word too many',
    answer: answerCommandProblem({ kind: 'surplus', verb: 'list', extra: 'now' }),
    words:
      '`now` is more than `/vpc list` takes. It reads `/vpc list [project]`, for example `/vpc list payments`. Put a name with spaces in quotes.',
  },
  {
    to: 'a name in place of a number',
    answer: answerCommandProblem({ kind: 'not-a-request', verb: 'cancel', typed: 'payments-eu' }),
    words:
      '`payments-eu` is not the number of a request. It reads `/vpc cancel &lt;request&gt;`, for example `/vpc cancel R12`.',
  },
];

for (const { to, answer, words } of ROWS) {
  test(`the answer to ${to} names the thing and ends with the next act`, () => {
    expect(read(answer)).toBe(words);
  });
}
