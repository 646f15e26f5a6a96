import type { Notice } from '../domain/notice.ts';
import type { NoticeBody } from '../domain/notice-body.ts';
import { isBroadcast } from '../domain/notice-kind.ts';
import type { Project } from '../domain/project.ts';
import type { QuotaView } from '../domain/request.ts';
import { type Message, message, section } from './blocks.ts';
import { buildLimitCard } from './limit-card.ts';
import { type Mrkdwn, mention, mrkdwn } from './mrkdwn.ts';
import { type NoticeMessage, sayNotDelivered } from './notice-message.ts';
import type { QuotaCardFacts } from './quota-card.ts';
import { renderQuotaNotice } from './quota-notice.ts';
import { formatRequestNumber } from './request-number.ts';

const say = (words: Mrkdwn): Message => message(words, [section(words)]);

const renderBody = (body: NoticeBody, view: QuotaView, project: Project, card: QuotaCardFacts): Message => {
  const number = formatRequestNumber(view.request.id);
  switch (body.kind) {
    case 'request-opened':
      return buildLimitCard(view, project);
    case 'request-cancelling':
      return say(
        mrkdwn`${mention(body.by)} cancelled ${number}: nobody has to decide on it any more, and the limit stays as it is.`,
      );
    case 'not-delivered':
      return sayNotDelivered(body, number);
    case 'quota-asked':
    case 'quota-approved':
    case 'quota-denied':
    case 'glass-broken':
    case 'quota-fits':
    case 'quota-reminded':
    case 'quota-expired':
    case 'waiting-for-timescale':
    case 'limit-raised':
    case 'limit-refused':
      return renderQuotaNotice(body, { view, project, card });
    default:
      throw new Error(`rendering notice "${body.kind}": its request is about a limit`);
  }
};

/** What a notice of a request for a higher limit says. A limit that rose concerns everybody in the channel. */
export const renderLimitNotice = (
  { body }: Pick<Notice, 'body'>,
  view: QuotaView,
  project: Project,
  card: QuotaCardFacts,
): NoticeMessage => ({
  ...renderBody(body, view, project, card),
  broadcast: isBroadcast(body.kind) || body.kind === 'quota-approved',
});
