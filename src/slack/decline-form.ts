import type { ModalView } from '@slack/types';
import type { Completion } from '../domain/completion.ts';
import type { Peering } from '../domain/peering.ts';
import { mention, mrkdwn } from './mrkdwn.ts';
import { nameAccount, namePeer } from './outcome-words.ts';
import { buildReasonForm } from './reason-form.ts';

export const DECLINE_FORM = 'decline_completion_form';

export const DECLINE_TITLE = 'Decline the plan';

export const buildDeclineForm = (
  { id, peer }: Pick<Peering, 'id' | 'peer'>,
  { askedBy }: Pick<Completion, 'askedBy'>,
): ModalView =>
  buildReasonForm({
    form: DECLINE_FORM,
    title: DECLINE_TITLE,
    act: 'Decline',
    lines: [
      mrkdwn`${mention(askedBy)} wants vpcbot to complete the peering with ${namePeer(peer)}, and reads your reason in the thread.`,
      mrkdwn`Nothing is changed in ${nameAccount(peer)}. The peering itself stays as it is.`,
    ],
    label: 'Reason',
    hint: 'Say what they can do instead.',
    id,
  });
