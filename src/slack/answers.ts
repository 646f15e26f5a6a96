import type { Verdict } from '../domain/access.ts';
import { findNearest } from '../domain/nearest.ts';
import type { Listed } from '../domain/project.ts';
import type { QuotaIncrease } from '../domain/quota.ts';
import type { CancelVerdict, RequestState, VpcView } from '../domain/request.ts';
import { actions, type Message, message, section } from './blocks.ts';
import { code, join, listSome, type Mrkdwn, mentionAny, mentionChannel, mrkdwn } from './mrkdwn.ts';
import { renderRefusal } from './problem-words.ts';
import { renderDecision } from './quota-card.ts';
import { buildBareCancelButton } from './request-buttons.ts';
import { formatRequestNumber } from './request-number.ts';
import type { Verb } from './verbs.ts';

/*
 * What only the person who typed or pressed reads. It is gone when they reload Slack, so nothing
 * stands here alone that anybody needs later.
 */

const KNOWN_SHOWN = 15;

export const answer = (...parts: readonly Mrkdwn[]): Message => message(join(parts, ' '), parts.map(section));

export const answerRefused = (
  { reason, ask }: Extract<Verdict, { kind: 'refused' }>,
  project: string,
): Message => answer(mrkdwn`${renderRefusal(reason, project)} Nothing was changed. Ask ${mentionAny(ask)}.`);

/** To somebody who may see nothing at all. */
export const answerNoProject = (): Message =>
  answer(
    mrkdwn`You are not listed in any project, so there is nothing to show. Ask whoever keeps vpcbot to list you.`,
  );

/** To somebody who asks about a project whose networks they may not see. */
export const answerUnreadable = (project: string, ask: Listed): Message =>
  answer(
    mrkdwn`You are not listed in ${project}, so you cannot see what it has. Ask ${mentionAny(ask)} to list you.`,
  );

/** To the second press: the first one counts. */
export const answerDecided = (quota: QuotaIncrease): Message => {
  const decision = renderDecision(quota) ?? mrkdwn`It still waits for a decision.`;
  return answer(mrkdwn`${formatRequestNumber(quota.requestId)} was decided before you pressed. ${decision}`);
};

export const answerApproved = (requestId: number): Message =>
  answer(
    mrkdwn`You approved ${formatRequestNumber(requestId)}. It goes on by itself; its card says how far it is.`,
  );

export const answerDenied = (requestId: number): Message =>
  answer(
    mrkdwn`You denied ${formatRequestNumber(requestId)}. Whoever asked reads your reason in the thread.`,
  );

/** After a form was sent. `channel`: where the card comes. */
export const answerRecorded = (requestId: number, channel: string): Message => {
  const number = formatRequestNumber(requestId);
  return answer(
    mrkdwn`Your request is recorded as ${number}. Its card comes in ${mentionChannel(channel)}; to stop it, type \`/vpc cancel ${number}\`.`,
  );
};

export const answerRequestNotFound = (requestId: number, known: readonly number[]): Message => {
  const number = formatRequestNumber(requestId);
  const names = known.map((id) => mrkdwn`${formatRequestNumber(id)}`);
  return answer(
    known.length === 0
      ? mrkdwn`There is no request ${number}, and none is under way. Type \`/vpc create\` to start one.`
      : mrkdwn`There is no request ${number}. There are ${listSome(names, KNOWN_SHOWN)}: type one of these.`,
  );
};

const meantOr = (typed: string, known: readonly string[], verb: string): Mrkdwn => {
  const nearest = findNearest(typed, known);
  if (nearest !== null) return mrkdwn`Did you mean ${code(nearest)}?`;
  if (known.length === 0) return mrkdwn`There is none yet. Type \`/vpc create\` to make one.`;
  return mrkdwn`There are ${listSome(known.map(code), KNOWN_SHOWN)}. Type \`/vpc ${verb}\` and one of these.`;
};

export const answerVpcNotFound = (typed: string, known: readonly string[]): Message =>
  answer(mrkdwn`There is no VPC ${code(typed)}. ${meantOr(typed, known, 'show')}`);

export const answerProjectNotFound = (typed: string, known: readonly string[], verb: Verb): Message =>
  answer(
    known.length === 0
      ? mrkdwn`There is no project ${code(typed)} that you may use. Ask whoever keeps vpcbot to list you.`
      : mrkdwn`There is no project ${code(typed)}. ${meantOr(typed, known, verb)}`,
  );

/** Several VPCs of one name, in different projects. */
export const answerSeveralVpcs = (typed: string, projects: readonly string[]): Message =>
  answer(
    mrkdwn`Several projects have a VPC ${code(typed)}: ${listSome(projects.map(code), KNOWN_SHOWN)}. Type \`/vpc show\` and its id, which \`/vpc list\` tells.`,
  );

const STANDS: { readonly [S in RequestState]: string } = {
  'waiting-for-approval': 'waits for an approver',
  'waiting-for-timescale': 'waits for Timescale',
  open: 'is under way',
  done: 'is done',
  failed: 'failed',
  denied: 'was denied',
  expired: 'ended because nobody decided in time',
  cancelling: 'is being cancelled already',
  cancelled: 'is cancelled already',
};

export const answerTooLateToCancel = (requestId: number, state: RequestState): Message => {
  const number = formatRequestNumber(requestId);
  const why =
    state === 'done'
      ? mrkdwn`What it made is in use, so it is not cancelled. Delete the VPC in the Timescale console if you no longer need it.`
      : mrkdwn`There is nothing left to cancel.`;
  return answer(mrkdwn`${number} ${STANDS[state]}. ${why}`);
};

const OVER: readonly RequestState[] = ['done', 'failed', 'denied', 'cancelled'];

export const answerNothingToRetry = (requestId: number, state: RequestState): Message => {
  const number = formatRequestNumber(requestId);
  const next = OVER.includes(state)
    ? mrkdwn`Type \`/vpc create\` to ask for another VPC.`
    : mrkdwn`Wait for it, or type \`/vpc cancel ${number}\`.`;
  return answer(mrkdwn`${number} ${STANDS[state]}, so there is nothing to retry. ${next}`);
};

/** Before `/vpc cancel R12` is carried out. */
export const askCancel = (
  { request, vpc }: VpcView,
  verdict: Extract<CancelVerdict, { kind: 'cancel' }>,
): Message => {
  const number = formatRequestNumber(request.id);
  const loses = verdict.removes
    ? mrkdwn`Timescale then deletes the VPC ${code(vpc.name)} of this request and its peering. This cannot be undone.`
    : mrkdwn`Nothing has been created so far.`;
  const words = mrkdwn`Do you want to cancel ${number}? ${loses} Press *Cancel ${number}*, or leave it.`;
  return message(words, [section(words), ...actions([buildBareCancelButton(request.id)])]);
};

export const answerCancelling = (requestId: number): Message =>
  answer(
    mrkdwn`${formatRequestNumber(requestId)} is being cancelled. Its card says when nothing is left of it.`,
  );

export const answerRetrying = (requestId: number): Message =>
  answer(mrkdwn`${formatRequestNumber(requestId)} is tried again. Its card says how far it is.`);

/** The button or form belongs to something that is no more, or that has moved on. */
export const answerOutdated = (): Message =>
  answer(
    mrkdwn`This has changed since you opened it, so nothing was done. Look at the card and press again.`,
  );

const SILENT = {
  store: 'vpcbot could not write to its database.',
  slack: 'Slack did not answer vpcbot.',
  timescale: 'Timescale did not answer vpcbot.',
} as const;

/** Something failed before anything was recorded. */
export const answerTrouble = (what: keyof typeof SILENT): Message =>
  answer(mrkdwn`${SILENT[what]} Nothing was recorded. Try again in a minute.`);
