import type { ModalView } from '@slack/types';
import type { QuotaView, VpcView } from '../domain/request.ts';
import { code, mention, mrkdwn } from './mrkdwn.ts';
import { buildReasonForm } from './reason-form.ts';
import { formatRequestNumber } from './request-number.ts';

export const DENY_FORM = 'deny_quota_form';

export const buildDenyForm = (view: VpcView | QuotaView, quotaId: number): ModalView => {
  const { requesterId, id, project } = view.request;
  const then =
    view.on === 'vpc'
      ? mrkdwn`The VPC ${code(view.vpc.name)} is not made.`
      : mrkdwn`The limit of ${project} stays as it is.`;
  return buildReasonForm({
    form: DENY_FORM,
    title: `Deny ${formatRequestNumber(id)}`,
    act: 'Deny',
    lines: [mrkdwn`${mention(requesterId)} reads your reason in the thread. ${then}`],
    label: 'Reason',
    hint: 'Say what they can do instead.',
    id: quotaId,
  });
};
