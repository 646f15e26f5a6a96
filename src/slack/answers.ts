import type { Verdict } from '../domain/access.ts';
import { findNearest } from '../domain/nearest.ts';
import type { Listed } from '../domain/project.ts';
import type { QuotaIncrease } from '../domain/quota.ts';
import { type Message, message, section } from './blocks.ts';
import { code, join, listSome, type Mrkdwn, mentionAny, mrkdwn } from './mrkdwn.ts';
import { renderRefusal } from './problem-words.ts';
import { renderDecision } from './quota-card.ts';
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
export const answerNoProject = (ask: Listed): Message =>
  answer(
    mrkdwn`You are not listed in any project, so there is nothing that you may see or ask for. Ask ${mentionAny(ask)} to list you.`,
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

/** The word by which a menu or a button names a thing says nothing to anybody. */
const isWordOfOurs = (typed: string): boolean => /^(vpc|peering):[0-9]+$/.test(typed.trim());

export const answerVpcNotFound = (typed: string, known: readonly string[]): Message =>
  isWordOfOurs(typed)
    ? answer(mrkdwn`This VPC is no longer there, so nothing was done. Type \`/vpc list\` for those that are.`)
    : answer(mrkdwn`There is no VPC ${code(typed)}. ${meantOr(typed, known, 'show')}`);

export const answerProjectNotFound = (typed: string, known: readonly string[], verb: Verb): Message =>
  answer(
    known.length === 0
      ? mrkdwn`There is no project ${code(typed)} that you may use. Ask whoever keeps vpcbot to list you.`
      : mrkdwn`There is no project ${code(typed)}. ${meantOr(typed, known, verb)}`,
  );

/** Several VPCs of one name, in one project or in different ones. */
export const answerSeveralVpcs = (
  typed: string,
  hits: readonly { readonly project: string; readonly providerId: string | null }[],
): Message => {
  const named = hits.map(({ project, providerId }) =>
    providerId === null ? mrkdwn`one in ${code(project)}` : mrkdwn`${code(providerId)} in ${code(project)}`,
  );
  return answer(
    mrkdwn`Several VPCs are called ${code(typed)}: ${listSome(named, KNOWN_SHOWN)}. Type the id in the place of the name.`,
  );
};

export const answerPeeringNotFound = (typed: string, known: readonly string[]): Message => {
  if (isWordOfOurs(typed)) {
    return answer(
      mrkdwn`This peering is no longer there, so nothing was done. Type \`/vpc show\` and a VPC for its peerings.`,
    );
  }
  const nearest = findNearest(typed, known);
  if (nearest !== null) {
    return answer(mrkdwn`There is no peering ${code(typed)}. Did you mean ${code(nearest)}?`);
  }
  const there =
    known.length === 0
      ? mrkdwn`None is there that you may see.`
      : mrkdwn`There are ${listSome(known.map(code), KNOWN_SHOWN)}.`;
  return answer(
    mrkdwn`There is no peering ${code(typed)}. ${there} Type \`/vpc show\` and a VPC for its peerings.`,
  );
};

/** One network peered with several VPCs. */
export const answerSeveralPeerings = (typed: string, ids: readonly string[]): Message =>
  answer(
    mrkdwn`Several peerings are called ${code(typed)}: ${listSome(ids.map(code), KNOWN_SHOWN)}. Type \`/vpc unpeer\` and one of these.`,
  );

/** Its project was taken out of the configuration while it lives. */
export const answerNotConfigured = (requestId: number): Message => {
  const number = formatRequestNumber(requestId);
  return answer(
    mrkdwn`The project of ${number} is no longer configured, so vpcbot does nothing about it. Ask whoever keeps vpcbot to put the project back, or look after ${number} in the Timescale console.`,
  );
};

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
