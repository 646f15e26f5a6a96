import { isBroadcast, type Notice } from '../domain/notice.ts';
import type { Project } from '../domain/project.ts';
import type { QuotaView } from '../domain/request.ts';
import { header, message, section } from './blocks.ts';
import { mrkdwn } from './mrkdwn.ts';
import type { NoticeMessage } from './notice-message.ts';
import { formatRequestNumber } from './request-number.ts';

/** What a notice of an ask for a higher limit says. */
export const renderLimitNotice = (
  { body }: Pick<Notice, 'body'>,
  { request, quota }: QuotaView,
  project: Project,
): NoticeMessage => {
  const number = formatRequestNumber(request.id);
  const words = mrkdwn`${number}: a higher limit for ${project.name} is asked for. It is ${quota.state}.`;
  return {
    ...message(words, [header(`${number}: more VPCs for ${project.name}`), section(words)]),
    broadcast: isBroadcast(body.kind),
  };
};
