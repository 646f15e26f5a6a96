import { isBroadcast, type Notice } from '../domain/notice.ts';
import type { Project } from '../domain/project.ts';
import type { MoveView } from '../domain/request.ts';
import { header, message, section } from './blocks.ts';
import { code, mrkdwn } from './mrkdwn.ts';
import type { NoticeMessage } from './notice-message.ts';
import { formatRequestNumber } from './request-number.ts';

/** What a notice of a service's move says. */
export const renderMoveNotice = (
  { body }: Pick<Notice, 'body'>,
  { request, move }: MoveView,
  project: Project,
): NoticeMessage => {
  const number = formatRequestNumber(request.id);
  const words = mrkdwn`${number}: the service ${code(move.serviceName)} of ${project.name} moves. It is ${move.state}.`;
  return {
    ...message(words, [header(`${number}: move of ${move.serviceName}`), section(words)]),
    broadcast: isBroadcast(body.kind),
  };
};
