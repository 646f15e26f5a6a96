import type { ModalView } from '@slack/types';
import type { Listed } from '../domain/project.ts';
import { asPlain, MOST, section } from './blocks.ts';
import { type Mrkdwn, mentionAny, mentionChannel, mrkdwn } from './mrkdwn.ts';
import { formatRequestNumber } from './request-number.ts';

const buildView = (title: string, words: Mrkdwn): ModalView => ({
  type: 'modal',
  title: asPlain(title, MOST.title),
  close: asPlain('Close', MOST.title),
  blocks: [section(words)],
});

/** Opened at once, within the three seconds that a trigger lives, and replaced when the facts are there. */
export const buildLoadingView = (project: string | null): ModalView =>
  buildView(
    'Create a VPC',
    project === null
      ? mrkdwn`Looking up your projects. The form opens here in a moment.`
      : mrkdwn`Looking up which ranges ${project} already uses. The form opens here in a moment.`,
  );

/** The same for any other form. */
export const buildOpeningView = (title: string): ModalView =>
  buildView(title, mrkdwn`Looking up what there is. The form opens here in a moment.`);

/** Instead of a form for somebody who may not ask in any project (`project: null`), or not in this one. */
export const buildNothingAllowedView = (project: string | null, ask: Listed): ModalView =>
  buildView(
    'Create a VPC',
    project === null
      ? mrkdwn`You are not listed as a requester of any project. Ask ${mentionAny(ask)} to list you, then type \`/vpc create\` again.`
      : mrkdwn`You are not listed as a requester of ${project}. Ask ${mentionAny(ask)} to list you, then type \`/vpc create\` again.`,
  );

/** Instead of a form where something did not answer. Nothing was recorded. */
export const buildTroubleView = (): ModalView =>
  buildView(
    'Create a VPC',
    mrkdwn`Slack did not tell vpcbot who you are. Nothing was recorded. Type \`/vpc create\` again in a minute.`,
  );

/** In place of the form once it is recorded. `waits`: for an approver. */
export const buildRecordedView = (requestId: number, channel: string, waits: boolean): ModalView => {
  const number = formatRequestNumber(requestId);
  const next = waits
    ? mrkdwn`It waits for an approver and goes on by itself once one approves.`
    : mrkdwn`It goes on by itself, and its card says how far it is.`;
  return buildView(
    `${number} is recorded`,
    mrkdwn`Your request is recorded as ${number}. ${next} Its card comes in ${mentionChannel(channel)}; to stop it, type \`/vpc cancel ${number}\`.`,
  );
};
