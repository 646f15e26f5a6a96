import type { Button, ModalView } from '@slack/types';
import type { Project } from '../domain/project.ts';
import type { QuotaView, VpcView } from '../domain/request.ts';
import { answer, answerRefused } from './answers.ts';
import { actions, button, type Message } from './blocks.ts';
import { listSome, mention, mrkdwn } from './mrkdwn.ts';
import { buildReasonForm } from './reason-form.ts';
import { formatRequestNumber } from './request-number.ts';

export const BREAK_GLASS_FORM = 'break_glass_form';
/** Action id. The button's value is the id of the ask. */
export const BREAK_GLASS = 'break_glass';

const NAMED = 10;

/** How an admin approves without an approver: with a reason, before everybody's eyes. */
export const buildBreakGlassForm = (
  { request }: VpcView | QuotaView,
  { approvers, name }: Project,
  quotaId: number,
): ModalView => {
  const told =
    approvers.length === 0
      ? mrkdwn`The channel reads your reason`
      : mrkdwn`The channel and all approvers (${listSome(approvers.map(mention), NAMED)}) read your reason`;
  const number = formatRequestNumber(request.id);
  return buildReasonForm({
    form: BREAK_GLASS_FORM,
    title: `Break glass for ${number}`,
    act: 'Break glass',
    lines: [
      mrkdwn`As an admin of ${name} you may approve ${number} without an approver.`,
      mrkdwn`${told}, and it stays in the audit trail.`,
    ],
    label: 'Why it cannot wait',
    hint: 'What would break, and why no approver can decide in time.',
    id: quotaId,
  });
};

const buildBreakGlassButton = (requestId: number, quotaId: number): Button =>
  button({
    action: BREAK_GLASS,
    words: 'Break glass…',
    value: String(quotaId),
    label: `Approve ${formatRequestNumber(requestId)} without an approver`,
    style: 'danger',
  });

/** To an admin who may not decide on what they asked for themselves. */
export const answerMayBreakGlass = (
  verdict: Parameters<typeof answerRefused>[0],
  project: string,
  { requestId, quotaId }: { readonly requestId: number; readonly quotaId: number },
): Message => {
  const refused = answerRefused(verdict, project);
  const more = answer(
    mrkdwn`As an admin you may approve it alone where it cannot wait: press *Break glass…* and say why. To give it up, type \`/vpc cancel ${formatRequestNumber(requestId)}\`.`,
  );
  return {
    text: `${refused.text} ${more.text}`,
    blocks: [...refused.blocks, ...more.blocks, ...actions([buildBreakGlassButton(requestId, quotaId)])],
  };
};
