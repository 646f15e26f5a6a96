import type { ModalView } from '@slack/types';
import type { Listed } from '../domain/project.ts';
import { answer } from './answers.ts';
import { asPlain, type Message, MOST, section } from './blocks.ts';
import { type Mrkdwn, mentionAny, mentionChannel, mrkdwn } from './mrkdwn.ts';
import { formatRequestNumber } from './request-number.ts';

const buildView = (title: string, words: Mrkdwn): ModalView => ({
  type: 'modal',
  title: asPlain(title, MOST.title),
  close: asPlain('Close', MOST.title),
  blocks: [section(words)],
});

/** Opened at once, within the three seconds that a trigger lives, and replaced when the facts are there. */
export const buildOpeningView = (title: string): ModalView =>
  buildView(
    title,
    mrkdwn`Looking up what there is. The form opens here in a moment. If it does not, close this and try again.`,
  );

/** Instead of a form for somebody who may not ask in any project (`project: null`), or not in this one. */
export const buildNothingAllowedView = (project: string | null, ask: Listed): ModalView =>
  buildView(
    'Create a VPC',
    project === null
      ? mrkdwn`You are not listed as a requester of any project. Ask ${mentionAny(ask)} to list you, then type \`/vpc create\` again.`
      : mrkdwn`You are not listed as a requester of ${project}. Ask ${mentionAny(ask)} to list you, then type \`/vpc create\` again.`,
  );

/** A request as it was recorded just now. */
export interface RecordedRequest {
  readonly requestId: number;
  /** Where its card comes. */
  readonly channel: string;
  /** For an approver. */
  readonly waits: boolean;
  /** False: it is asked of Timescale at once, and cannot be taken back. */
  readonly stops: boolean;
}

const sayWhere = ({ requestId, channel, stops }: RecordedRequest): Mrkdwn => {
  const card = mrkdwn`Its card comes in ${mentionChannel(channel)} and says how far it is`;
  return stops
    ? mrkdwn`${card}; to stop it, type \`/vpc cancel ${formatRequestNumber(requestId)}\`.`
    : mrkdwn`${card}.`;
};

/** The answer to a press that made a request. */
export const answerRecorded = (recorded: RecordedRequest): Message =>
  answer(
    mrkdwn`Your request is recorded as ${formatRequestNumber(recorded.requestId)}. ${sayWhere(recorded)}`,
  );

/** In place of the form once it is recorded. */
export const buildRecordedView = (recorded: RecordedRequest): ModalView => {
  const { requestId, waits } = recorded;
  const number = formatRequestNumber(requestId);
  const next = waits
    ? mrkdwn`It waits for an approver and goes on by itself once one approves.`
    : mrkdwn`It goes on by itself.`;
  return buildView(
    `${number} is recorded`,
    mrkdwn`Your request is recorded as ${number}. ${next} ${sayWhere(recorded)}`,
  );
};
