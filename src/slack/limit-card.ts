import type { Button } from '@slack/types';
import type { Project } from '../domain/project.ts';
import { isRequestOver, type QuotaView } from '../domain/request.ts';
import { actions, button, confirmation, fields, header, type Message, message, section } from './blocks.ts';
import { type Mrkdwn, mention, mrkdwn, quoted, when } from './mrkdwn.ts';
import { count } from './plain-words.ts';
import { CANCEL_REQUEST } from './request-buttons.ts';
import { formatRequestNumber } from './request-number.ts';

const buildCancelButton = (id: number): Button => {
  const number = formatRequestNumber(id);
  return button({
    action: CANCEL_REQUEST,
    words: `Cancel ${number}`,
    value: String(id),
    style: 'danger',
    confirm: confirmation({
      title: `Cancel ${number}?`,
      text: 'Nobody has to decide on it then, and the limit stays as it is.',
      yes: `Cancel ${number}`,
      no: 'Keep it',
      style: 'danger',
    }),
  });
};

/** How it stands, and what comes next. */
export const renderLimitTurn = ({ request, quota }: QuotaView, project: Project): Mrkdwn => {
  const number = formatRequestNumber(request.id);
  const by = quota.decidedBy === null ? mrkdwn`An approver` : mention(quota.decidedBy);
  const more = mrkdwn`Type \`/vpc quota increase ${project.name}\` to ask again.`;
  switch (request.state) {
    case 'waiting-for-approval':
      return mrkdwn`It is the turn of an approver of ${project.name}. Next, once one of them approves, the limit rises.`;
    case 'done':
      return quota.breakGlass === null
        ? mrkdwn`${by} approved ${number}: ${project.name} may have ${count(quota.grantedLimit ?? 0, 'VPC')}.`
        : mrkdwn`${by}, an admin, approved ${number} without an approver, because ${quoted(quota.breakGlass)}: ${project.name} may have ${count(quota.grantedLimit ?? 0, 'VPC')}.`;
    case 'denied':
      return mrkdwn`${by} denied ${number}: ${quoted(quota.reason ?? 'no reason')}. The limit stays as it is. Talk to them before you ask again.`;
    case 'expired':
      return mrkdwn`Nobody decided on ${number} in time, and the limit stays as it is. ${more}`;
    case 'cancelling':
    case 'cancelled':
    case 'left':
      return mrkdwn`${number} is cancelled, and the limit stays as it is. ${more}`;
    case 'waiting-for-timescale':
    case 'open':
    case 'failed':
      return mrkdwn`The limit of ${project.name} stays as it is.`;
    default:
      return request.state satisfies never;
  }
};

/** The card of a request for a higher limit. */
export const buildLimitCard = (view: QuotaView, project: Project): Message => {
  const { request, quota } = view;
  const number = formatRequestNumber(request.id);
  const wanted = count(quota.wantedLimit ?? quota.limit + 1, 'VPC');
  const turn = renderLimitTurn(view, project);
  const summary = mrkdwn`${number}: a limit of ${wanted} for ${project.name}, asked by ${mention(request.requesterId)}.`;
  return message(mrkdwn`${summary} ${turn}`, [
    header(`${number}: a limit of ${wanted} for ${project.name}`),
    fields([
      mrkdwn`*Asked by*\n${mention(request.requesterId)}, ${when(request.createdAt)}`,
      mrkdwn`*In use then*\n${quota.used} of ${count(quota.limit, 'VPC')}`,
      ...(request.ask.kind === 'quota' ? [mrkdwn`*Why*\n${quoted(request.ask.why)}`] : []),
    ]),
    ...(isRequestOver(request) ? [] : actions([buildCancelButton(request.id)])),
    section(turn),
  ]);
};
