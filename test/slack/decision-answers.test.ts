import { expect, test } from 'vitest';
import type { Ask } from '../../src/domain/request.ts';
import type { Message } from '../../src/slack/blocks.ts';
import {
  answerCancelling,
  answerNotCancelled,
  answerNothingToRetry,
  answerRetrying,
  askCancel,
} from '../../src/slack/decision-answers.ts';
import { findMessageProblems, readMessage } from './block-kit.ts';
import { aPeering, aRequest, aView } from './example.ts';

const read = (message: Message): string => {
  expect(findMessageProblems(message)).toEqual([]);
  return readMessage(message).split('\n\n').join(' ');
};

const asking = (ask: Ask) => aView({ request: { ask } });
const renaming: Ask = { kind: 'rename', from: 'a', to: 'b' };

test.each([
  {
    to: 'what is done',
    message: answerNotCancelled(aView(), { kind: 'too-late', state: 'done' }),
    words:
      'R12 is done. What it made is deleted, not cancelled: type `/vpc delete payments-eu` if you no longer need it.',
  },
  {
    to: 'peerings that are done',
    message: answerNotCancelled(asking({ kind: 'peer' }), { kind: 'too-late', state: 'done' }),
    words:
      'R12 is done. What it made is deleted, not cancelled: type `/vpc unpeer` if you no longer need it.',
  },
  {
    to: 'what is cancelled already',
    message: answerNotCancelled(aView(), { kind: 'too-late', state: 'cancelling' }),
    words: 'R12 is being cancelled already. There is nothing left to cancel.',
  },
  {
    to: 'a renaming',
    message: answerNotCancelled(asking(renaming), { kind: 'too-late', state: 'open' }),
    words:
      'R12 is under way. A renaming cannot be taken back: to have another name, type `/vpc rename` once it is done.',
  },
  {
    to: 'a deletion',
    message: answerNotCancelled(asking({ kind: 'delete' }), { kind: 'too-late', state: 'open' }),
    words:
      'R12 is under way. A deletion cannot be taken back: to have the VPC again, type `/vpc create` once it is gone.',
  },
  {
    to: 'the deletion of a peering',
    message: answerNotCancelled(asking({ kind: 'unpeer', peeringId: 3 }), {
      kind: 'too-late',
      state: 'open',
    }),
    words:
      'R12 is under way. A deletion cannot be taken back: to have the peering again, type `/vpc peer` once it is gone.',
  },
  {
    to: 'a request with an active peering',
    message: answerNotCancelled(aView(), {
      kind: 'in-use',
      active: [aPeering({ state: 'active' })],
      others: [],
    }),
    words:
      'What R12 made is in use, so it is not cancelled: the peering with `vpc-0a1b2c3d4e5f67890` of account `123456789012` in eu-west-1 is active. Type `/vpc unpeer` for a peering, or `/vpc delete payments-eu` for the VPC, if they are no longer needed.',
  },
  {
    to: 'a VPC that others build on',
    message: answerNotCancelled(aView(), {
      kind: 'in-use',
      active: [],
      others: [{ requestId: 13, requesterId: 'U0NINA' }],
    }),
    words:
      'What R12 made is in use, so it is not cancelled: R13 of <@U0NINA> builds on its VPC. Type `/vpc unpeer` for a peering, or `/vpc delete payments-eu` for the VPC, if they are no longer needed.',
  },
  {
    to: 'one VPC of several that match',
    message: answerNotCancelled(aView(), { kind: 'unsure', providerIds: ['1', '2'] }),
    words:
      'Several VPCs at Timescale match R12 (ids `1` and `2`), and vpcbot does not know which it made, so it deletes none. Delete those you do not need in the Timescale console.',
  },
])('cancelling $to is answered with the reason and what to do instead', ({ message, words }) => {
  expect(read(message)).toBe(words);
});

test.each([
  {
    ask: { kind: 'create' },
    removes: false,
    loses: 'Nothing has been created so far, and nothing will be.',
  },
  {
    ask: { kind: 'create' },
    removes: true,
    loses: 'Timescale deletes the VPC of this request and its peerings. This cannot be undone.',
  },
  {
    ask: { kind: 'peer' },
    removes: false,
    loses: 'No peering has been asked for so far, and none will be.',
  },
  {
    ask: { kind: 'peer' },
    removes: true,
    loses: 'Timescale deletes the peerings of this request; the VPC stays. This cannot be undone.',
  },
] as const)('before a request to $ask.kind is cancelled it says what is lost', ({ ask, removes, loses }) => {
  const message = askCancel(asking(ask), { kind: 'cancel', removes });
  expect(read(message)).toBe(
    `Do you want to cancel R12, about the VPC \`payments-eu\`? ${loses} Press *Cancel R12*, or leave it. [Cancel R12]`,
  );
  // The message asks already: a dialog would ask twice.
  expect(JSON.stringify(message.blocks)).not.toContain('"confirm"');
});

test.each([
  {
    message: answerNothingToRetry(aRequest(), 'open'),
    words: 'R12 is under way, so there is nothing to retry. Wait for it, or type `/vpc cancel R12`.',
  },
  {
    message: answerNothingToRetry(aRequest(), 'denied'),
    words: 'R12 was denied, so there is nothing to retry. Type `/vpc create` to ask anew.',
  },
  {
    message: answerNothingToRetry(aRequest({ ask: renaming }), 'failed'),
    words: 'R12 failed, so there is nothing to retry. Type `/vpc rename` to ask anew.',
  },
  {
    message: answerCancelling(12),
    words: 'R12 is being cancelled. Its card says when nothing is left of it.',
  },
  { message: answerRetrying(12), words: 'R12 is tried again. Its card says how far it is.' },
  {
    message: answerRetrying(12, true),
    words: 'R12 is tried again. The quota is used up by now, so it waits for an approver first.',
  },
])('a decision is answered: $words', ({ message, words }) => {
  expect(read(message)).toBe(words);
});
